"""Load tests of k6, as it writes metrics in CSV."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable

from assessor.measurement.metrics.opening import SourceText
from assessor.measurement.metrics.seconds import PerSecond
from assessor.measurement.metrics.tally import Tally
from assessor.measurement.metrics.timestamps import Stamp, kind_of, reader

_RESPONSE, _FAILED, _USERS = "http_req_duration", "http_req_failed", "vus"
_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]*)?(e-?[0-9]{1,2})?")


class K6:
    """What a k6 file holds."""

    def __init__(self, header: list[str], tally: Tally) -> None:
        self.requests = PerSecond()
        self.offsets: list[float | None] = []
        self.metrics: set[str] = set()
        self._tally = tally
        self._columns = {name.strip().lower(): place for place, name in enumerate(header)}
        needed = ("metric_name", "timestamp", "metric_value")
        for name in needed:
            if name not in self._columns:
                tally.refuse("load_test_no_column", key=name, name=name)
        self._name, self._time, self._value = (self._columns.get(name, 0) for name in needed)
        self._stamp: Callable[[str], Stamp | None] | None = None

    def row(self, line: int, cells: list[str]) -> None:
        """One value of one metric."""
        needed = 1 + max(self._name, self._time, self._value)
        if len(cells) < needed:
            self._tally.add("metrics_row_length", line, cells=len(cells), expected=needed)
            return
        metric, time, written = cells[self._name], cells[self._time], cells[self._value]
        if metric not in (_RESPONSE, _USERS):
            return
        if self._stamp is None:
            kind = kind_of([time])
            self._stamp = reader(kind) if kind else (lambda _: None)
        stamp = self._stamp(time)
        if stamp is None:
            self._tally.add("metrics_bad_time", line, value=time[:60])
            return
        if not _NUMBER.fullmatch(written.strip()):
            self._tally.add("metrics_bad_number", line, value=written[:60])
            return
        self._take(metric, stamp, float(written), cells)

    def _take(self, metric: str, stamp: Stamp, value: float, cells: list[str]) -> None:
        self.metrics.add(metric)
        if stamp.offset not in self.offsets:
            self.offsets.append(stamp.offset)
        if metric == _USERS:
            self.requests.add_users(stamp.seconds, value)
        else:
            failed = _is_failure(cells, self._columns)
            self.requests.add(stamp.seconds, value / 1e3, failed, float("nan"))


def read_k6(text: SourceText, tally: Tally) -> K6:
    """Requests by the second in which they end, and virtual users as the gauge shows them.

    A request failed if `expected_response` is false or, where that column is empty, if its
    status is 0 or 400 and more.
    """
    rows = csv.reader(line for line in text.lines() if line.strip())
    k6 = K6(next(rows), tally)
    try:
        for cells in () if tally.refusing else rows:
            k6.row(text.number, cells)
    except csv.Error as error:
        tally.refuse("metrics_csv_broken", text.number, reason=str(error))
    for metric in (_RESPONSE, _USERS):
        if metric not in k6.metrics and not tally.refusing:
            tally.refuse("k6_no_metric", key=metric, name=metric)
    return k6


def _is_failure(cells: list[str], columns: dict[str, int]) -> bool:
    def cell(name: str) -> str:
        place = columns.get(name, len(cells))
        return cells[place].strip() if place < len(cells) else ""

    expected, status = cell("expected_response"), cell("status")
    if expected:
        return expected.lower() != "true"
    return not status.isdigit() or int(status) == 0 or int(status) >= 400
