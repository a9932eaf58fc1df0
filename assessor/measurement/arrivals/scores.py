"""How strange each cell of a table of the clock is, in robust standard deviations."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assessor.measurement.arrivals.expected import (
    has_like_days,
    known_median,
    robust_expectation,
)
from assessor.measurement.arrivals.grid import DayKinds
from assessor.measurement.model import Floats

_MAD_TO_DEVIATION = 1.4826
_LEAST_DEVIATION = 0.01
_CELLS_IN_BIN = 30
_MOST_BINS = 8


@dataclass(frozen=True)
class Strangeness:
    """Cells against what the rest lets expect; (days, cells)."""

    expected: Floats
    scores: Floats
    """Above 0 for too much; nan where nothing is known. [1]"""


def strangeness(held: Floats, kinds: DayKinds, *, counts: bool) -> Strangeness:
    """Robust standard deviations of each cell above or below what was to be expected.

    Differences on the scale that makes the variance d·μ + s²·μ² constant: Anscombe's root where
    counts are small, the log where they are large; of means the log. d ≥ 1 and s come from median
    absolute residuals, apart for days that are compared with like days and for those whose cells
    have only their neighbours.

    Parameters
    ----------
    held
        (days, cells); nan is not judged, and nothing is judged by it.
    kinds
        Of the days.
    counts
        Whether events are counted.

    References
    ----------
    .. [1] F. J. Anscombe, Biometrika 35 (1948) 246-254 (recalled).
    .. [2] P. J. Huber, E. M. Ronchetti, Robust Statistics, 2nd ed. Wiley, 2009, sec. 5.1: median
       absolute deviation (recalled).
    """
    offset = offset_of(held, counts=counts)
    logs = robust_expectation(np.log(held + offset), kinds.weekday)
    expected = np.asarray(np.maximum(np.exp(logs) - offset, 0.0), np.float64)
    scores = np.full(held.shape, np.nan)
    like = has_like_days(kinds.weekday)
    for group in (like, ~like):
        scores[group] = _scores(held[group], expected[group], offset, counts=counts)
    return Strangeness(expected, scores)


def offset_of(held: Floats, *, counts: bool) -> float:
    """Added before logs: ½ event, or a hundredth of the median level."""
    if counts:
        return 0.5
    known = np.abs(held[np.isfinite(held)])
    middle = float(np.median(known)) if known.size else 0.0
    return 0.01 * middle if middle > 0 else 1e-9


def _scores(held: Floats, expected: Floats, offset: float, *, counts: bool) -> Floats:
    difference = np.log((held + offset) / (expected + offset))
    noise, spread = _variance(difference, expected + offset, counts=counts)
    if not counts:
        return np.asarray(difference / spread, np.float64)
    above = np.arcsinh(spread * np.sqrt((held + 0.375) / noise))
    below = np.arcsinh(spread * np.sqrt((expected + 0.375) / noise))
    return np.asarray(2 / spread * (above - below), np.float64)


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
