"""Processor time from `sar -u`, `sadf -d` and `sadf -j`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import tzinfo
from typing import Any

from assessor.measurement.metrics.model import MetricsReading
from assessor.measurement.metrics.numbers import number_reader
from assessor.measurement.metrics.opening import SourceText
from assessor.measurement.metrics.processors import Processors
from assessor.measurement.metrics.tally import Tally
from assessor.measurement.metrics.timestamps import kind_of, reader

_HEAD = re.compile(r"Linux \S+ \((?P<host>[^)]*)\)\s+(?P<date>\S+)(?:.*\((?P<cpus>\d+) CPU\))?")
_TIME = re.compile(r"(\d\d):(\d\d):(\d\d)(?: ([AP])M)?\s+(.*)$")
_ALL = ("all", "-1")
_NEEDED = {"hostname", "interval", "timestamp", "CPU", "idle"}
HALF_DAY = 43_200.0


def read_sar_text(
    text: SourceText,
    tally: Tally,
    *,
    zone: tzinfo | str | None = None,
    day_first: bool | None = None,
) -> MetricsReading:
    """What `sar -u` prints: 12 or 24 h clock, several days one after the other.

    Parameters
    ----------
    text, tally
        The file and its findings.
    zone
        Not needed: sar prints the host's local clock.
    day_first
        Whether 08/12/2024 in the head is 8 December; None where the date itself decides.

    Returns
    -------
    Utilisation, iowait and steal; only the rows of all processors together.
    """
    processors = Processors(tally)
    report = _Report(processors, tally, day_first)
    for line in text.lines():
        report.line(line.strip(), text.number)
        if tally.refusing:
            break
    if report.single and not report.whole:
        tally.refuse("sar_no_all")
    return processors.reading(text, zone, None)


class _Report:
    """State of a printed report: date of the head, columns of the block, time of the last row."""

    def __init__(self, processors: Processors, tally: Tally, day_first: bool | None) -> None:
        self.processors, self.tally, self.day_first = processors, tally, day_first
        self.host, self.midnight, self.last = "", float("nan"), float("-inf")
        self.columns: list[str] = []
        self.single = self.whole = 0
        self._number = number_reader(".")

    def line(self, line: str, number: int) -> None:
        head = _HEAD.match(line)
        if head:
            self._head(head, number)
            return
        found = _TIME.match(line)
        if found is None:
            return
        seconds = self._clock(found)
        cells = found[5].split()
        if "RESTART" in found[5]:
            self.tally.note("sar_restart", number)
        elif "CPU" in cells:
            self.columns = [cell.lstrip("%") for cell in cells] if "%idle" in cells else []
            if self.columns:
                self.last = self._after(seconds)
        elif not cells or not self._number_cells(cells):
            # Header of a block on something else.
            self.columns = []
        elif self.columns:
            self._row(seconds, cells, number)

    def _number_cells(self, cells: list[str]) -> bool:
        return cells[0] in _ALL or self._number(cells[0].replace(",", ".")) is not None

    def _head(self, head: re.Match[str], number: int) -> None:
        self.host = head["host"]
        self.columns, self.last = [], float("-inf")
        if head["cpus"]:
            self.processors.channels[self.host] = int(head["cpus"])
        date = self._date(head["date"])
        if date is None:
            self.tally.refuse("sar_date", number, date=head["date"])
        else:
            self.midnight = date

    def _date(self, text: str) -> float | None:
        short = re.fullmatch(r"(\d\d[/.-]\d\d[/.-])(\d\d)", text)
        text = f"{short[1]}20{short[2]}" if short else re.sub("[年月]", "-", text).rstrip("日")
        kind = kind_of([text])
        stamp = reader(kind)(text) if kind in ("iso", "slashed") else None
        if stamp is None or stamp.other is None:
            return None if stamp is None else stamp.seconds
        days = {each for each in (stamp.seconds, stamp.other) if each == each}
        if len(days) == 1:
            return days.pop()
        if self.day_first is None:
            return None
        return stamp.seconds if self.day_first else stamp.other

    def _clock(self, found: re.Match[str]) -> float:
        hour = int(found[1])
        if found[4]:
            hour = hour % 12 + (12 if found[4] == "P" else 0)
        return hour * 3600.0 + int(found[2]) * 60 + int(found[3])

    def _after(self, seconds: float) -> float:
        """Time of a row since 1970; a fall of more than half a day is midnight."""
        time = self.midnight + seconds
        if self.last - time > HALF_DAY:
            self.midnight += 2 * HALF_DAY
            time += 2 * HALF_DAY
        return time

    def _row(self, seconds: float, cells: list[str], number: int) -> None:
        if self.midnight != self.midnight:
            self.tally.refuse("sar_no_head", number)
            return
        named = dict(zip(self.columns, cells, strict=False))
        if named.get("CPU") not in _ALL:
            self.single += 1
            return
        self.whole += 1
        values = _values(named)
        if values is None:
            self.tally.add("metrics_bad_number", number, value=" ".join(cells)[:60])
            return
        self.last = self._after(seconds)
        self.processors.add(self.host, self.last, None, values, number)


def _values(named: dict[str, str]) -> dict[str, float] | None:
    """Per cents of a row; None where one is no number or idle is missing."""
    read = number_reader(".")
    found: dict[str, float] = {}
    for name in ("idle", "iowait", "steal"):
        value = read(named[name].strip().replace(",", ".")) if name in named else None
        if value is None or value != value:
            if name == "idle" or name in named:
                return None
            continue
        found[name] = value
    return found


def read_sadf_table(
    text: SourceText, tally: Tally, *, zone: tzinfo | str | None = None
) -> MetricsReading:
    """What `sadf -d` prints: `hostname;interval;timestamp;CPU;%user…`, times in UTC or local."""
    processors = Processors(tally)
    single, intervals = 0, set[float]()
    for named in _sadf_rows(text, tally):
        if named["CPU"] not in _ALL:
            single += 1
            continue
        interval = named["interval"]
        intervals.add(float(interval) if interval.isdigit() else 0.0)
        kind = kind_of([named["timestamp"]])
        stamp = reader(kind)(named["timestamp"]) if kind else None
        values = _values(named)
        if stamp is None or values is None:
            code = "metrics_bad_time" if stamp is None else "metrics_bad_number"
            tally.add(code, text.number, value=" ".join(named.values())[:60])
            continue
        processors.add(named["hostname"], stamp.seconds, stamp.offset, values, text.number)
    if single and not intervals:
        tally.refuse("sar_no_all")
    length = intervals.pop() if len(intervals) == 1 else 0.0
    return processors.reading(text, zone, length or None)


def _sadf_rows(text: SourceText, tally: Tally) -> Iterator[dict[str, str]]:
    """Rows of the blocks on processor time, by column."""
    columns: list[str] = []
    separator = ";"
    for line in text.lines():
        line = line.strip()
        if line.startswith(("# hostname", "hostname")):
            separator = ";" if ";" in line else ","
            names = line.lstrip("# ").split(separator)
            columns = [name.removesuffix("[...]").lstrip("%") for name in names]
        elif "RESTART" in line:
            tally.note("sar_restart", text.number)
        elif set(columns) >= _NEEDED and line:
            # A short row has no idle time, which is told where its values are read.
            cells = line.split(separator) + [""] * len(columns)
            yield dict(zip(columns, cells, strict=False))


def read_sadf_json(
    text: SourceText, tally: Tally, *, zone: tzinfo | str | None = None
) -> MetricsReading:
    """What `sadf -j` prints."""
    processors = Processors(tally)
    for host, entry in _entries(text, tally):
        stamp = entry.get("timestamp")
        rows = entry.get("cpu-load") or entry.get("cpu-load-all") or []
        whole = next((row for row in rows if str(row.get("cpu")) in _ALL), None)
        if whole is None:
            continue
        if not isinstance(stamp, dict):
            # mpstat writes the time of day alone.
            tally.refuse("sar_mpstat")
            break
        utc = bool(stamp.get("utc")) or stamp.get("tz") == "UTC"
        when = reader("iso")(f"{stamp.get('date')} {stamp.get('time')}{'Z' if utc else ''}")
        values = _values({name: str(value) for name, value in whole.items()})
        if when is None or values is None:
            tally.add(
                "metrics_bad_time" if when is None else "metrics_bad_number", value=str(stamp)
            )
            continue
        processors.add(host["nodename"], when.seconds, when.offset, values, 0)
        processors.channels.setdefault(host["nodename"], int(host.get("number-of-cpus") or 0))
    return processors.reading(text, zone, None)


def _entries(text: SourceText, tally: Tally) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Host and entry of all statistics."""
    content = text.whole()
    if content is None:
        return
    try:
        hosts = json.loads(content)["sysstat"]["hosts"]
        for host in hosts:
            head = {"nodename": str(host.get("nodename", "")), **host}
            for entry in host.get("statistics", []):
                yield head, entry
    except json.JSONDecodeError as error:
        tally.refuse("metrics_json_broken", error.lineno, reason=error.msg)
    except (KeyError, TypeError, AttributeError):
        tally.refuse("metrics_json_other", wanted="sysstat")
