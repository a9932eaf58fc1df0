"""Load tests of k6, as it writes metrics in CSV."""

from __future__ import annotations

import csv
from collections.abc import Callable

from assessor.measurement.metrics.opening import SourceText
from assessor.measurement.metrics.seconds import PerSecond
from assessor.measurement.metrics.tally import Tally
from assessor.measurement.metrics.timestamps import Stamp, kind_of, reader

_RESPONSE, _FAILED, _USERS = "http_req_duration", "http_req_failed", "vus"


class K6:
    """What a k6 file holds."""

    def __init__(self) -> None:
        self.requests = PerSecond()
        self.offsets: list[float | None] = []


def read_k6(text: SourceText, tally: Tally) -> K6:
    """Requests by the second in which they end, and virtual users as the gauge shows them.

    A request failed if `expected_response` is false or, where that column is empty, if its
    status is 0 or 400 and more.
    """
    k6 = K6()
    read: Callable[[str], Stamp | None] | None = None
    rows = csv.reader(line for line in text.lines() if line.strip())
    header = [cell.strip() for cell in next(rows, [])]
    columns = {name: place for place, name in enumerate(header)}
    name, stamp_at, value_at = (
        columns[each] for each in ("metric_name", "timestamp", "metric_value")
    )
    seen: set[str] = set()
    try:
        for cells in rows:
            if len(cells) <= max(name, stamp_at, value_at):
                tally.add("metrics_row_length", text.number, cells=len(cells), expected=len(header))
                continue
            metric = cells[name]
            if metric not in (_RESPONSE, _USERS):
                continue
            if read is None:
                kind = kind_of([cells[stamp_at]])
                read = reader(kind) if kind else (lambda _: None)
            stamp = read(cells[stamp_at])
            if stamp is None:
                tally.add("metrics_bad_time", text.number, value=cells[stamp_at][:60])
                continue
            try:
                value = float(cells[value_at])
            except ValueError:
                tally.add("metrics_bad_number", text.number, value=cells[value_at][:60])
                continue
            seen.add(metric)
            if stamp.offset not in k6.offsets:
                k6.offsets.append(stamp.offset)
            if metric == _USERS:
                k6.requests.add_users(stamp.seconds, value)
            else:
                failed = _is_failure(cells, columns)
                k6.requests.add(stamp.seconds, value / 1e3, failed, float("nan"))
    except csv.Error as error:
        tally.refuse("metrics_csv_broken", text.number, reason=str(error))
    for metric in (_RESPONSE, _USERS):
        if metric not in seen and not tally.refusing:
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
