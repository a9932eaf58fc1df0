"""Load tests of JMeter, as it logs samples in CSV."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from itertools import chain, islice

from assessor.measurement.metrics.opening import SourceText
from assessor.measurement.metrics.seconds import PerSecond
from assessor.measurement.metrics.table import separator_of
from assessor.measurement.metrics.tally import Tally
from assessor.measurement.metrics.timestamps import Stamp, kind_of, reader

_DEFAULT = (
    "timeStamp", "elapsed", "label", "responseCode", "responseMessage", "threadName", "dataType",
    "success", "failureMessage", "bytes", "sentBytes", "grpThreads", "allThreads", "URL",
    "Latency", "IdleTime", "Connect",
)  # fmt: skip
"""Columns of JMeter 5 in the order that it writes; JMeter 3 and 4 have no URL."""
_ALIASES = {
    "timestamp": "stamp",
    "elapsed": "elapsed",
    "time": "elapsed",
    "success": "success",
    "responsecode": "code",
    "responsemessage": "message",
    "allthreads": "users",
    "hostname": "host",
}
_TRANSACTION = "Number of samples in transaction"


class Jtl:
    """What a JTL file holds: samples, and transactions that are sums of samples."""

    def __init__(self) -> None:
        self.samples, self.transactions = PerSecond(), PerSecond()
        self.offsets: list[float | None] = []

    @property
    def requests(self) -> PerSecond:
        """Samples; transactions where the test wrote nothing else."""
        return self.samples if self.samples else self.transactions


def read_jtl(text: SourceText, tally: Tally, day_first: bool | None) -> Jtl:
    """All samples by the second in which they end.

    The time stamp is taken for the start of a sample, as JMeter is delivered.
    """
    jtl, hosts = Jtl(), set[str]()
    transactions = 0
    columns: dict[str, int] = {}
    read: Callable[[str], Stamp | None] | None = None
    for line, cells in _rows(text, tally):
        if not columns:
            columns, is_data = _columns(cells, line, tally)
            if tally.refusing:
                return jtl
            if not is_data:
                continue
        if len(cells) <= max(columns.values()):
            tally.add("metrics_row_length", line, cells=len(cells), expected=max(columns.values()))
            continue
        if read is None:
            read = _clock(cells[columns["stamp"]], day_first)
        stamp = read(cells[columns["stamp"]])
        if stamp is None or stamp.seconds != stamp.seconds:
            if cells[columns["stamp"]].strip().lower() == "timestamp":
                tally.add("load_test_appended", line)
            else:
                tally.add("metrics_bad_time", line, value=cells[columns["stamp"]][:60])
            continue
        try:
            elapsed, users = int(cells[columns["elapsed"]]), int(cells[columns["users"]])
        except ValueError:
            tally.add("metrics_bad_number", line, value=cells[columns["elapsed"]][:60])
            continue
        if "host" in columns:
            hosts.add(cells[columns["host"]])
        whole = "message" in columns and cells[columns["message"]].startswith(_TRANSACTION)
        transactions += whole
        if stamp.offset not in jtl.offsets:
            jtl.offsets.append(stamp.offset)
        into = jtl.transactions if whole else jtl.samples
        into.add(stamp.seconds + elapsed / 1e3, elapsed / 1e3, _failed(cells, columns), users)
    if transactions and jtl.samples:
        tally.note("jtl_transactions", samples=transactions)
    if len(hosts) > 1:
        tally.refuse("jtl_hosts", hosts=len(hosts))
    return jtl


def _rows(text: SourceText, tally: Tally) -> Iterator[tuple[int, list[str]]]:
    lines = (line for line in text.lines() if line.strip())
    first = list(islice(lines, 1))
    # Messages may hold separators, so only the first line tells.
    reading = csv.reader(chain(first, lines), delimiter=separator_of(first))
    while True:
        try:
            cells = next(reading)
        except StopIteration:
            return
        except csv.Error as error:
            tally.refuse("metrics_csv_broken", text.number, reason=str(error))
            return
        yield text.number, cells


def _columns(cells: list[str], line: int, tally: Tally) -> tuple[dict[str, int], bool]:
    """Place of each column, and whether the first row is a sample already."""
    names, is_data = [cell.strip() for cell in cells], cells[0].strip().isdigit()
    if is_data:
        names = [name for name in _DEFAULT if name != "URL" or len(cells) == len(_DEFAULT)]
        tally.note("jtl_no_header", line)
    places = {
        _ALIASES[name.lower()]: place
        for place, name in enumerate(names)
        if name.lower() in _ALIASES
    }
    for needed, name in (("stamp", "timeStamp"), ("elapsed", "elapsed"), ("users", "allThreads")):
        if needed not in places:
            code = "jtl_no_users" if needed == "users" else "load_test_no_column"
            tally.refuse(code, line, key=name, name=name)
    if "success" not in places and "code" not in places:
        tally.refuse("load_test_no_column", line, key="success", name="success")
    return places, is_data


def _clock(text: str, day_first: bool | None) -> Callable[[str], Stamp | None]:
    kind = kind_of([text])
    read = reader(kind) if kind else (lambda _: None)
    if kind != "slashed" or day_first is not False:
        return read

    def month_first(text: str) -> Stamp | None:
        stamp = read(text)
        return stamp if stamp is None or stamp.other is None else Stamp(stamp.other, None)

    return month_first


def _failed(cells: list[str], columns: dict[str, int]) -> bool:
    if "success" in columns:
        return cells[columns["success"]].strip().lower() != "true"
    return not cells[columns["code"]].startswith(("2", "3"))
