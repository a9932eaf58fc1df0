"""Load tests of Locust, as its `_stats_history.csv` tells their course."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from assessor.measurement.metrics.opening import SourceText
from assessor.measurement.metrics.seconds import LONGEST, Course
from assessor.measurement.metrics.tally import Tally
from assessor.measurement.metrics.timestamps import is_epoch

_COLUMNS = (
    "Timestamp", "User Count", "Name", "Total Request Count", "Total Failure Count",
    "Total Average Response Time",
)  # fmt: skip
_MOST = 1e12
"""Requests, users or milliseconds."""


@dataclass(frozen=True)
class _Row:
    second: int
    users: float
    requests: float
    failures: float
    response: float
    """Sum so far. [s]"""
    p95: float


def read_locust(text: SourceText, tally: Tally) -> Course | None:
    """The test by the second, from the differences of what Locust adds up.

    Its quantiles are of the last ten seconds; that of a plateau is the median of theirs.
    """
    rows = csv.DictReader(line for line in text.lines() if line.strip())
    for name in _COLUMNS:
        if name not in (rows.fieldnames or ()):
            tally.refuse("load_test_no_column", 1, key=name, name=name)
    if tally.refusing:
        return None
    found: list[_Row] = []
    try:
        for cells in rows:
            if cells["Name"] != "Aggregated":
                continue
            row = _row(cells)
            if row is None:
                tally.add("metrics_bad_number", text.number, value=str(cells["Timestamp"])[:60])
            elif found and (row.second < found[-1].second or row.requests < found[-1].requests):
                # A second run, or statistics that were reset after spawning.
                tally.add("locust_reset", text.number)
            else:
                found.append(row)
    except csv.Error as error:
        tally.refuse("metrics_csv_broken", text.number, reason=str(error))
    if len(found) < 2 or found[-1].second - found[0].second > LONGEST:
        if not tally.refusing:
            tally.refuse("metrics_no_rows" if len(found) < 2 else "load_test_span")
        return None
    return _course(found)


def _row(cells: dict[str, str]) -> _Row | None:
    quantile = cells.get("95%") or "N/A"
    try:
        second, users, requests, failures, mean = (
            float(cells[name]) for name in _COLUMNS if name != "Name"
        )
        p95 = float("nan") if quantile == "N/A" else float(quantile) / 1e3
    except (TypeError, ValueError):
        return None
    if not is_epoch(second) or not all(0 <= n < _MOST for n in (users, requests, failures, mean)):
        return None
    return _Row(int(second), users, requests, failures, requests * mean / 1e3, p95)


def _course(rows: list[_Row]) -> Course:
    first = rows[0].second
    size = rows[-1].second - first + 1
    requests, failures, response = np.zeros(size), np.zeros(size), np.zeros(size)
    users, p95 = np.full(size, np.nan), np.full(size, np.nan)
    for before, row in pairwise(rows):
        # Locust may skip a second: what came in between is spread over it.
        span = slice(min(before.second + 1, row.second) - first, row.second - first + 1)
        length = span.stop - span.start
        requests[span] += (row.requests - before.requests) / length
        failures[span] += (row.failures - before.failures) / length
        response[span] += max(row.response - before.response, 0.0) / length
        users[row.second - first], p95[row.second - first] = row.users, row.p95
    return Course(float(first), requests, failures, response, users, p95)
