"""Requests of a load test by the second in which they end, however many there are."""

from __future__ import annotations

from array import array
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessor.measurement.model import Floats

LONGEST = 604_800
"""Of a test; what lasts longer is several tests in one file. [s]"""
_CHUNK = 200_000
"""Requests held before they are added up."""
_LEAST = 1e-5
"""Response times below are one class. [s]"""
_WIDTH = 0.01
"""Of a class, of its value: a quantile is known to half of it."""
_CLASSES = 4096


@dataclass(frozen=True)
class Course:
    """A load test by the second."""

    first: float
    """Time of second 0, since 1970. [s]"""
    requests: Floats
    failures: Floats
    response: Floats
    """Sum of the response times. [s]"""
    users: Floats
    """nan where nothing says it."""
    p95: Floats | None = None
    """As the file has it, nan where it has none. [s]"""
    classes: tuple[NDArray[np.int64], NDArray[np.int64]] | None = None
    """Ascending keys, second × classes + class of response time, and how many."""

    def __len__(self) -> int:
        return len(self.requests)

    def quantile(self, start: int, end: int, fraction: float) -> float | None:
        """Response time of seconds start … end − 1; None where it cannot be known. [s]"""
        if self.classes is None:
            known = self.p95[start:end] if self.p95 is not None else np.empty(0)
            known = known[np.isfinite(known)]
            return float(np.median(known)) if len(known) and fraction == 0.95 else None
        keys, counts = self.classes
        begin, stop = np.searchsorted(keys, [start * _CLASSES, end * _CLASSES])
        here = np.bincount(keys[begin:stop] % _CLASSES, counts[begin:stop], minlength=_CLASSES)
        if not here.any():
            return None
        which = int(np.searchsorted(np.cumsum(here), fraction * here.sum()))
        return _LEAST * float(np.exp((which - 0.5) * _WIDTH)) if which else 0.0


class PerSecond:
    """Adds requests up; memory grows with the seconds, not with the requests."""

    def __init__(self) -> None:
        self._ends, self._responses, self._users = array("d"), array("d"), array("d")
        self._failed = array("b")
        self._seconds = np.empty(0, np.int64)
        self._sums = np.empty((0, 5))
        self._keys, self._counts = np.empty(0, np.int64), np.empty(0, np.int64)

    def __bool__(self) -> bool:
        return bool(len(self._ends) or len(self._seconds))

    def add(self, end: float, response: float, failed: bool, users: float) -> None:
        """One request: end since 1970 and response time [s], users at its end or nan."""
        self._ends.append(end)
        self._responses.append(response)
        self._failed.append(failed)
        self._users.append(users)
        if len(self._ends) >= _CHUNK:
            self._merge()

    def add_users(self, time: float, users: float) -> None:
        """What a gauge of users shows at a time since 1970. [s]"""
        self.add(time, float("nan"), False, users)

    def course(self) -> Course | None:
        """All seconds from the first to the last; None where they span more than a week."""
        self._merge()
        first, last = int(self._seconds[0]), int(self._seconds[-1])
        if last - first > LONGEST:
            return None
        sums = np.zeros((last - first + 1, 5))
        sums[self._seconds - first] = self._sums
        requests, failures, response, users, known = sums.T
        with np.errstate(invalid="ignore"):
            mean = users / np.where(known > 0, known, np.nan)
        classes = (self._keys - first * _CLASSES, self._counts)
        return Course(float(first), requests, failures, response, mean, classes=classes)

    def _merge(self) -> None:
        ends = np.array(self._ends, np.float64)
        response = np.array(self._responses, np.float64)
        users = np.array(self._users, np.float64)
        real, counted = np.isfinite(response), np.isfinite(users)
        seconds = np.floor(ends).astype(np.int64)
        rows = np.stack(
            [
                real.astype(np.float64),
                np.array(self._failed, np.float64) * real,
                np.where(real, response, 0.0),
                np.where(counted, users, 0.0),
                counted.astype(np.float64),
            ],
            axis=1,
        )
        self._seconds, self._sums = _added(self._seconds, self._sums, seconds, rows)
        size = np.maximum(response[real], _LEAST) / _LEAST
        place = np.minimum(np.floor(np.log(size) / _WIDTH).astype(np.int64) + 1, _CLASSES - 1)
        place[response[real] <= _LEAST] = 0
        keys = seconds[real] * _CLASSES + place
        ones = np.ones((len(keys), 1))
        self._keys, counts = _added(self._keys, self._counts[:, None], keys, ones)
        self._counts = counts[:, 0].astype(np.int64)
        for column in (self._ends, self._responses, self._users, self._failed):
            del column[:]


def _added(
    keys: NDArray[np.int64],
    sums: NDArray[np.float64] | NDArray[np.int64],
    more: NDArray[np.int64],
    rows: Floats,
) -> tuple[NDArray[np.int64], Floats]:
    """Rows added to the sums of their keys; keys stay ascending."""
    merged, place = np.unique(np.concatenate([keys, more]), return_inverse=True)
    columns = [
        np.bincount(place, np.concatenate([old, new]), minlength=len(merged))
        for old, new in zip(sums.T, rows.T, strict=True)
    ]
    return merged, np.stack(columns, axis=1)
