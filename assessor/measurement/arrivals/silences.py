"""Stretches where nothing came, or nothing is known: an outage, a missing file, a closed door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import numpy as np

from assessor.demand.days import SECONDS_PER_HOUR
from assessor.measurement.arrivals.expected import usual_level
from assessor.measurement.arrivals.grid import Bools, clock_table, day_kinds
from assessor.measurement.arrivals.measured import clock_text, told
from assessor.measurement.model import Finding, Floats, Series
from assessor.scenario.fragments import Calendar

FALSE_ALARM = 1e-6
"""Chance that arrivals in clusters leave one such gap in a whole series."""
MEAN_CLUSTER = 20.0
"""Requests that are taken to come together; page loads and batches of the traces at hand. [1]"""
_NEIGHBOURS_S = 7200.0
"""Where there are too few days: the quieter of the 2 h before and after. [s]"""


@dataclass(frozen=True)
class Silence:
    """A stretch without arrivals, or without data."""

    at: datetime
    until: datetime
    kind: Literal["zero", "unknown"]
    expected: float
    """What should have come; nan where data are missing and nothing lets expect anything."""


def silences(series: Series, *, calendar: Calendar | None = None) -> tuple[Silence, ...]:
    """Runs of zeros that chance does not leave, and every run of unknown steps.

    What should have come is the median of the same hours of other days (4 or more of the kind),
    else the quieter of the 2 hours before and after. Arrivals in Poisson clusters of 20 leave a
    gap with probability exp(−expected/20); told are gaps that a whole series would show with
    probability below 10⁻⁶. Hours that are quiet on other days too are no silence, nor are
    holidays.

    Parameters
    ----------
    series
        Counts, or means, of which only unknown runs are looked for.
    calendar
        For holidays.

    Returns
    -------
    In order of time.

    Raises
    ------
    ValueError
        Steps that fill no hour or, if longer, no day.
    """
    rates = _usual_rates(series, calendar)
    found = [
        *_zero_runs(series, rates),
        *(
            Silence(*_clock(series, start, end), "unknown", _expected(series, rates, start, end))
            for start, end in _runs(~np.isfinite(series.values))
        ),
    ]
    return tuple(sorted(found, key=lambda silence: silence.at))


def silence_findings(found: tuple[Silence, ...]) -> tuple[Finding, ...]:
    """One for each kind: how many, and the longest with its place."""
    kinds: tuple[Literal["zero", "unknown"], ...] = ("zero", "unknown")
    return tuple(
        _told(kind, [one for one in found if one.kind == kind])
        for kind in kinds
        if any(one.kind == kind for one in found)
    )


def _told(kind: Literal["zero", "unknown"], found: list[Silence]) -> Finding:
    longest = max(found, key=lambda silence: silence.until - silence.at)
    hours = sum((one.until - one.at).total_seconds() for one in found) / SECONDS_PER_HOUR
    expected = sum(one.expected for one in found)
    params = {
        "since": clock_text(longest.at),
        "end": clock_text(longest.until),
        "hours": round(hours, 1),
        "expected": float(expected),
    }
    return told(
        {"zero": "series_silent", "unknown": "series_unknown"}[kind], count=len(found), **params
    )


def _zero_runs(series: Series, rates: Floats) -> list[Silence]:
    if series.kind != "count":
        return []
    least = MEAN_CLUSTER * np.log(max(len(series), 1) / FALSE_ALARM)
    found = []
    for start, end in _runs(series.values == 0):
        expected = _expected(series, rates, start, end)
        if expected >= least:
            found.append(Silence(*_clock(series, start, end), "zero", expected))
    return found


def _usual_rates(series: Series, calendar: Calendar | None) -> Floats:
    """Per step from the same hours of other days; nan with too few, 0 on holidays."""
    cell = max(SECONDS_PER_HOUR, series.step)
    table = clock_table(series, cell)
    kinds = day_kinds(table, calendar)
    usual = usual_level(table.rates, kinds.weekday)
    usual[kinds.holiday] = 0.0
    midnight = datetime.combine(table.first, datetime.min.time())
    offset = (series.start - midnight).total_seconds()
    index = np.floor((offset + (np.arange(len(series)) + 0.5) * series.step) / cell)
    return np.asarray(usual.ravel()[index.astype(np.int64)] * series.step, np.float64)


def _expected(series: Series, rates: Floats, start: int, end: int) -> float:
    usual = rates[start:end]
    if np.all(np.isfinite(usual)):
        return float(usual.sum())
    near = max(int(_NEIGHBOURS_S / series.step), 1)
    sides = (series.values[max(start - near, 0) : start], series.values[end : end + near])
    levels = [np.nanmean(side) for side in sides if np.isfinite(side).any()]
    return float(min(levels)) * (end - start) if levels else float("nan")


def _clock(series: Series, start: int, end: int) -> tuple[datetime, datetime]:
    step = timedelta(seconds=series.step)
    return series.start + start * step, series.start + end * step


def _runs(flags: Bools) -> list[tuple[int, int]]:
    edges = np.diff(np.concatenate([[0], flags.astype(np.int8), [0]]))
    starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    return list(zip(starts.tolist(), ends.tolist(), strict=True))
