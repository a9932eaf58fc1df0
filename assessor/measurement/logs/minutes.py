"""Counts per minute, held by days, and their series in local clock time."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from assessor.measurement.logs.times import DAY, EPOCH, MINUTE
from assessor.measurement.model import Floats

Ints = NDArray[np.int64]
MINUTES_PER_DAY = 1440
SPAN_LIMIT = 1100
"""Days of series that are laid out without a question; beyond, strays are looked for."""
STRAY_GAP = 92
"""Days without any request that part strays from the rest."""


class MinuteCounts:
    """Counts of several kinds of events; kinds are numbered from 0."""

    def __init__(self, kinds: int) -> None:
        self._kinds = kinds
        self._days: dict[int, NDArray[np.int32]] = {}

    def add(self, times: Ints, kinds: Ints) -> None:
        """Count an event of a kind at each time [µs]; times in any order."""
        if not len(times):
            return
        minutes = times // MINUTE
        days = minutes // MINUTES_PER_DAY
        if (first := int(days.min())) == int(days.max()):
            self._add_day(first, minutes, kinds)
            return
        for day in np.unique(days).tolist():
            inside = days == day
            self._add_day(day, minutes[inside], kinds[inside])

    def _add_day(self, day: int, minutes: Ints, kinds: Ints) -> None:
        cells = kinds * MINUTES_PER_DAY + (minutes - day * MINUTES_PER_DAY)
        counts = np.bincount(cells, minlength=self._kinds * MINUTES_PER_DAY)
        table = counts.reshape(self._kinds, MINUTES_PER_DAY).astype(np.int32)
        if day in self._days:
            self._days[day] += table
        else:
            self._days[day] = table

    def span(self) -> tuple[int, int]:
        """First and last minute since 1970 with an event; there must be one."""
        ends = []
        for day in (min(self._days), max(self._days)):
            minutes = np.flatnonzero(self._days[day].any(axis=0)) + day * MINUTES_PER_DAY
            ends.append((int(minutes[0]), int(minutes[-1])))
        return ends[0][0], ends[1][1]

    def totals(self, kinds: int) -> dict[int, int]:
        """Events of the first `kinds` kinds by day since 1970."""
        return {day: int(table[:kinds].sum()) for day, table in self._days.items()}

    def drop(self, days: Sequence[int]) -> None:
        """Forget some days."""
        for day in days:
            self._days.pop(day, None)

    def line(self, kind: int, first: int, last: int) -> Floats:
        """Counts of a kind from the first minute since 1970 to the last."""
        line = np.zeros(last - first + 1)
        for day, table in self._days.items():
            begin = day * MINUTES_PER_DAY - first
            low, high = max(begin, 0), min(begin + MINUTES_PER_DAY, len(line))
            if low < high:
                line[low:high] = table[kind, low - begin : high - begin]
        return line


class Grid:
    """Minutes of a local clock: UTC minutes moved by what the clock is ahead at each."""

    def __init__(self, first: int, last: int, ahead: Callable[[int], int]) -> None:
        self._first, self._last = first // MINUTE, last // MINUTE
        self._moves = _moves(self._first, self._last, ahead)
        self._begin = min(start + move for start, move in self._moves)
        ends = [start for start, _ in self._moves[1:]] + [self._last + 1]
        self._pieces = [
            (start, end, move) for (start, move), end in zip(self._moves, ends, strict=True)
        ]
        self._length = max(end + move for _, end, move in self._pieces) - self._begin
        self.start = EPOCH + timedelta(minutes=self._begin)

    @property
    def clock_changes(self) -> int:
        """How often the clock is set forward or back within the grid."""
        return len(self._moves) - 1

    def values(self, counts: MinuteCounts, kind: int) -> Floats:
        """Counts of a kind; nan in minutes that the clock skips, sums in those it repeats."""
        values = np.full(self._length, np.nan)
        line = counts.line(kind, self._first, self._last)
        for start, end, move in self._pieces:
            place = slice(start + move - self._begin, end + move - self._begin)
            piece = line[start - self._first : end - self._first]
            values[place] = np.where(np.isnan(values[place]), piece, values[place] + piece)
        return values


def _moves(first: int, last: int, ahead: Callable[[int], int]) -> list[tuple[int, int]]:
    """Minutes at which the clock's offset changes, with the offset from there on [min]."""
    moves = [(first, ahead(first * MINUTE) // MINUTE)]
    day = DAY // MINUTE
    for start in range(first, last + 1, day):
        end = min(start + day, last)
        if ahead(end * MINUTE) // MINUTE != moves[-1][1]:
            low, high = start, end
            while high - low > 1:
                middle = (low + high) // 2
                same = ahead(middle * MINUTE) // MINUTE == moves[-1][1]
                low, high = (middle, high) if same else (low, middle)
            moves.append((high, ahead(high * MINUTE) // MINUTE))
    return moves


def stray_days(totals: dict[int, int]) -> list[int]:
    """Days far from the bulk of the requests, where the whole is too long to lay out."""
    days = sorted(totals)
    if not days or days[-1] - days[0] < SPAN_LIMIT:
        return []
    clusters: list[list[int]] = [[days[0]]]
    for before, day in itertools.pairwise(days):
        if day - before > STRAY_GAP:
            clusters.append([])
        clusters[-1].append(day)
    bulk = max(clusters, key=lambda cluster: sum(totals[day] for day in cluster))
    return [day for cluster in clusters if cluster is not bulk for day in cluster]
