"""Load tests of JMeter, as it logs samples in CSV."""

from __future__ import annotations

import csv
import re
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
_WHOLE = re.compile(r"[0-9]{1,9}")
"""No elapsed time is longer than eleven days. [ms]"""
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
    reading = _Reading(tally, day_first)
    for line, cells in _rows(text, tally):
        if reading.columns or reading.head(line, cells):
            reading.row(line, cells)
        if tally.refusing:
            break
    if reading.whole and reading.jtl.samples:
        tally.note("jtl_transactions", samples=reading.whole)
    if len(reading.hosts) > 1:
        tally.refuse("jtl_hosts", hosts=len(reading.hosts))
    return reading.jtl


class _Reading:
    """Rows of a file, from its headings on."""

    def __init__(self, tally: Tally, day_first: bool | None) -> None:
        self.tally, self.day_first = tally, day_first
        self.jtl, self.hosts, self.whole = Jtl(), set[str](), 0
        self.columns: dict[str, int] = {}
        self._stamp: Callable[[str], Stamp | None] | None = None

    def head(self, line: int, cells: list[str]) -> bool:
        """Learn the columns; whether the row is a sample already."""
        self.columns, is_data = _columns(cells, line, self.tally)
        return is_data and not self.tally.refusing

    def row(self, line: int, cells: list[str]) -> None:
        columns = self.columns
        if len(cells) <= max(columns.values()):
            expected = max(columns.values()) + 1
            self.tally.add("metrics_row_length", line, cells=len(cells), expected=expected)
            return
        written = cells[columns["stamp"]]
        if self._stamp is None:
            self._stamp = _clock(written, self.day_first)
        stamp = self._stamp(written)
        if stamp is None or stamp.seconds != stamp.seconds:
            again = written.strip().lower() == "timestamp"
            code = "load_test_appended" if again else "metrics_bad_time"
            self.tally.add(code, line, value=written[:60])
            return
        numbers = cells[columns["elapsed"]].strip(), cells[columns["users"]].strip()
        wrong = next((each for each in numbers if not _WHOLE.fullmatch(each)), None)
        if wrong is not None:
            self.tally.add("metrics_bad_number", line, value=wrong[:60])
            return
        elapsed, users = map(int, numbers)
        if stamp.offset not in self.jtl.offsets:
            self.jtl.offsets.append(stamp.offset)
        into = self._place(cells)
        into.add(stamp.seconds + elapsed / 1e3, elapsed / 1e3, _failed(cells, columns), users)

    def _place(self, cells: list[str]) -> PerSecond:
        if "host" in self.columns:
            self.hosts.add(cells[self.columns["host"]])
        place = self.columns.get("message")
        if place is None or not cells[place].startswith(_TRANSACTION):
            return self.jtl.samples
        self.whole += 1
        return self.jtl.transactions


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
