"""Hours or days that do not belong to their series: told with their size, never taken out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

import numpy as np

from assessor.demand.days import SECONDS_PER_HOUR
from assessor.measurement.arrivals.expected import known_median, robust_expectation
from assessor.measurement.arrivals.grid import ClockTable, DayKinds, clock_table, day_kinds
from assessor.measurement.arrivals.measured import clock_text, told
from assessor.measurement.arrivals.silences import Silence, silence_findings, silences
from assessor.measurement.model import Finding, Floats, Series
from assessor.scenario.fragments import Calendar

STRANGE = 6.0
"""Standard deviations; of normal noise, one in 5·10⁸ cells lies beyond."""
LEAST_FACTOR = 2.0
"""Times more or less than expected; what is smaller is scatter to a planner."""
_MAD_TO_DEVIATION = 1.4826
_LEAST_DEVIATION = 0.01
_CELLS_IN_BIN = 30
_MOST_BINS = 8


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

    The expectation is that of `robust_expectation` on the log scale. Scores are differences on
    the scale that makes the variance d·μ + s²·μ² constant (Anscombe's root where counts are
    small, the log where they are large); d ≥ 1 and s come from median absolute residuals. An
    outlier scores 6 or more and differs by a factor of 2 or more.

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
    each direction and for each silence. Nothing is removed: see `without`.

    Raises
    ------
    ValueError
        Steps that do not fill cells of the clock.

    References
    ----------
    .. [1] F. J. Anscombe, Biometrika 35 (1948) 246-254 (recalled).
    .. [2] P. J. Huber, E. M. Ronchetti, Robust Statistics, 2nd ed. Wiley, 2009, sec. 5.1: median
       absolute deviation (recalled).
    """
    table = clock_table(series, max(cell, series.step))
    kinds = day_kinds(table, calendar)
    counts = series.kind == "count"
    held = table.rates * (table.cell if counts else 1.0)
    expected = expected_of(held, kinds, counts=counts)
    scores = scores_of(held, expected, counts=counts)
    scores = _telling(held, expected, scores, offset_of(held, counts=counts))
    scores = np.where(kinds.ordinary[:, np.newaxis], scores, 0.0)
    found = tuple(_runs(table, held, expected, scores, counts))
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


def offset_of(held: Floats, *, counts: bool) -> float:
    """Added before logs: ½ event, or a hundredth of the median level."""
    if counts:
        return 0.5
    known = np.abs(held[np.isfinite(held)])
    middle = float(np.median(known)) if known.size else 0.0
    return 0.01 * middle if middle > 0 else 1e-9


def scores_of(held: Floats, expected: Floats, *, counts: bool) -> Floats:
    """Robust standard deviations of each cell above or below what was expected; nan if unknown."""
    offset = offset_of(held, counts=counts)
    difference = np.log((held + offset) / (expected + offset))
    noise, spread = _variance(difference, expected + offset, counts=counts)
    if not counts:
        return np.asarray(difference / spread, np.float64)
    above = np.arcsinh(spread * np.sqrt((held + 0.375) / noise))
    below = np.arcsinh(spread * np.sqrt((expected + 0.375) / noise))
    return np.asarray(2 / spread * (above - below), np.float64)


def expected_of(held: Floats, kinds: DayKinds, *, counts: bool) -> Floats:
    """What the rest of the series lets expect in each cell, at least 0."""
    offset = offset_of(held, counts=counts)
    logs = robust_expectation(np.log(held + offset), kinds.weekday)
    return np.asarray(np.maximum(np.exp(logs) - offset, 0.0), np.float64)


def _telling(held: Floats, expected: Floats, scores: Floats, offset: float) -> Floats:
    """Scores of cells that are far off by both measures, 0 elsewhere."""
    factor = np.abs(np.log((held + offset) / (expected + offset)))
    far = (factor >= np.log(LEAST_FACTOR)) & (np.abs(scores) >= STRANGE)
    return np.where(far, scores, 0.0)


def _variance(difference: Floats, level: Floats, *, counts: bool) -> tuple[float, float]:
    """d and s of the variance d·μ + s²·μ²: on the log scale s² + d/μ, fitted to bins of μ."""
    from scipy.optimize import nnls

    known = np.isfinite(difference)
    order = np.argsort(level[known])
    sizes, residuals = level[known][order], difference[known][order]
    bins = int(np.clip(sizes.size // _CELLS_IN_BIN, 1, _MOST_BINS)) if counts else 1
    squares = np.array([_squared_deviation(part) for part in np.array_split(residuals, bins)])
    if bins < 3:
        typical = float(np.median(1 / sizes)) if counts and sizes.size else 0.0
        spare = _squared_deviation(residuals) - typical
        return 1.0, float(np.sqrt(max(spare, _LEAST_DEVIATION**2)))
    inverse = np.array([np.median(1 / part) for part in np.array_split(sizes, bins)])
    design = np.stack([np.ones(bins), inverse], axis=1)
    (square, noise), _ = nnls(design, squares)
    return max(float(noise), 1.0), float(np.sqrt(max(square, _LEAST_DEVIATION**2)))


def _squared_deviation(residuals: Floats) -> float:
    if residuals.size == 0:
        return 0.0
    return float((_MAD_TO_DEVIATION * known_median(np.abs(residuals), 0)[0]) ** 2)


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
