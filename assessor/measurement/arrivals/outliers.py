"""Hours or days that do not belong to their series: told with their size, never taken out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

import numpy as np

from assessor.demand.days import SECONDS_PER_DAY, SECONDS_PER_HOUR
from assessor.measurement.arrivals.grid import ClockTable, clock_table, day_kinds, fills
from assessor.measurement.arrivals.measured import clock_text, told
from assessor.measurement.arrivals.scores import Strangeness, offset_of, strangeness
from assessor.measurement.arrivals.silences import Silence, silence_findings, silences
from assessor.measurement.model import Finding, Floats, Series
from assessor.scenario.fragments import Calendar

STRANGE = 6.0
"""Standard deviations; of normal noise, one in 5·10⁸ cells lies beyond."""
LEAST_FACTOR = 2.0
"""Times more or less than expected; what is smaller is scatter to a planner."""


@dataclass(frozen=True)
class Outlier:
    """Consecutive cells that lie far off in one direction."""

    at: datetime
    until: datetime
    """Local clock time of the end."""
    observed: float
    """What came in them; of a series of means their mean."""
    expected: float
    """What the rest of the series lets expect."""
    score: float
    """Of the strangest cell, in robust standard deviations; below 0 for too little. [1]"""

    @property
    def direction(self) -> Literal["high", "low"]:
        """Too much or too little."""
        return "high" if self.score > 0 else "low"


Stretch = Outlier | Silence


@dataclass(frozen=True)
class Outliers:
    """Everything that does not belong."""

    outliers: tuple[Outlier, ...]
    silences: tuple[Silence, ...]
    findings: tuple[Finding, ...]


def outliers(
    series: Series, *, calendar: Calendar | None = None, cell: float = SECONDS_PER_HOUR
) -> Outliers:
    """Cells of the clock far from what the shape of the week lets expect, and long silences.

    The expectation is that of `robust_expectation`, scores are those of `strangeness`. An outlier
    scores 6 or more and differs by a factor of 2 or more.

    Parameters
    ----------
    series
        Counts or means; nan where nothing is known.
    calendar
        Its holidays and the days after long ones are not judged.
    cell
        Judged are cells of this length, or steps if these are longer; divides the day. [s]

    Returns
    -------
    Outliers in order of time, consecutive ones of one direction as one; silences; one finding for
    each direction and each kind of silence. Nothing is removed: see `without`. Nothing is judged
    where steps fill no cells of the clock, which is told.
    """
    judged = max(cell, series.step)
    if not fills(series, judged) or not fills(series, SECONDS_PER_DAY):
        odd = told("series_step_odd", "refusal", result="outliers", step=series.step)
        return Outliers((), (), (odd,))
    table = clock_table(series, judged)
    kinds = day_kinds(table, calendar)
    counts = series.kind == "count"
    held = table.rates * (table.cell if counts else 1.0)
    ordinary = np.where(kinds.ordinary[:, np.newaxis], held, np.nan)
    strange = strangeness(ordinary, kinds, counts=counts)
    scores = _telling(held, strange, offset_of(held, counts=counts))
    found = tuple(_runs(table, held, strange.expected, scores, counts))
    quiet = silences(series, calendar=calendar)
    findings = (*_findings(found, "high"), *_findings(found, "low"), *silence_findings(quiet))
    return Outliers(found, quiet, findings)


def without(series: Series, left_out: Iterable[Stretch]) -> Series:
    """The series with stretches unknown (nan), for estimates that shall not rest on them."""
    values = series.values.copy()
    for stretch in left_out:
        first = (stretch.at - series.start).total_seconds() / series.step
        last = (stretch.until - series.start).total_seconds() / series.step
        values[max(round(first), 0) : max(round(last), 0)] = np.nan
    return replace(series, values=values)


def _telling(held: Floats, strange: Strangeness, offset: float) -> Floats:
    """Scores of cells that are far off by both measures, 0 elsewhere."""
    factor = np.abs(np.log((held + offset) / (strange.expected + offset)))
    far = (factor >= np.log(LEAST_FACTOR)) & (np.abs(strange.scores) >= STRANGE)
    return np.where(far, strange.scores, 0.0)


def _runs(
    table: ClockTable,
    held: Floats,
    expected: Floats,
    scores: Floats,
    counts: bool,
) -> Iterable[Outlier]:
    flat = scores.ravel()
    sign = np.sign(flat)
    starts = np.flatnonzero((sign != 0) & (sign != np.concatenate([[0.0], sign[:-1]])))
    ends = np.flatnonzero((sign != 0) & (sign != np.concatenate([sign[1:], [0.0]]))) + 1
    midnight = datetime.combine(table.first, datetime.min.time())
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        inside = slice(start, end)
        reduce = np.sum if counts else np.mean
        worst = flat[inside][np.argmax(np.abs(flat[inside]))]
        yield Outlier(
            midnight + timedelta(seconds=start * table.cell),
            midnight + timedelta(seconds=end * table.cell),
            float(reduce(held.ravel()[inside])),
            float(reduce(expected.ravel()[inside])),
            float(worst),
        )


def _findings(found: tuple[Outlier, ...], direction: Literal["high", "low"]) -> list[Finding]:
    chosen = [outlier for outlier in found if outlier.direction == direction]
    if not chosen:
        return []
    worst = max(chosen, key=lambda outlier: abs(outlier.score))
    params = {
        "at": clock_text(worst.at),
        "end": clock_text(worst.until),
        "observed": float(round(worst.observed, 3)),
        "expected": float(round(worst.expected, 3)),
    }
    return [told(f"outliers_{direction}", count=len(chosen), **params)]
