"""Counts that are too even: hours without a day, steps without chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assessor.demand.days import HOURS_PER_DAY, SECONDS_PER_HOUR
from assessor.measurement.arrivals.grid import clock_table, fills
from assessor.measurement.model import Series

FALSE_ALARM = 1e-6
FLAT = 0.15
"""Coefficient of variation of the hours of a day; the flattest of 27 agencies has 0.20. [1]"""
EVEN = 0.8
"""Index of dispersion of steps; 1 is chance. [1]"""
_STEPS = 10


@dataclass(frozen=True)
class Flatness:
    """A measure of evenness with its test."""

    value: float
    limit: float
    """Of a variation its upper bound at 10⁻⁶, 0 where chance alone scatters more; of an index its
    p-value."""
    observations: int


def flat_day(series: Series) -> Flatness | None:
    """Coefficient of variation of the hours of the day, if it is surely below 0.15.

    χ² of the 24 sums against equal rates has, under Poisson noise and a true coefficient c, a
    noncentral χ² law with non-centrality n·c². The upper bound of c leaves 10⁻⁶ below what was
    seen. Bursts make χ² larger and the claim rarer.

    Returns
    -------
    None where the day is not flat, an hour of the day was never watched, or there is too little.

    References
    ----------
    .. [1] M. G. Kendall, A. Stuart, The Advanced Theory of Statistics, vol. 2. Griffin, 1961,
       sec. 30.27 (recalled).
    """
    from scipy.optimize import brentq
    from scipy.special import chndtr

    if series.kind != "count" or not fills(series, SECONDS_PER_HOUR):
        return None
    table = clock_table(series, SECONDS_PER_HOUR)
    came, seconds = table.sums.sum(axis=0), table.seconds.sum(axis=0)
    total = float(came.sum())
    if np.any(seconds < SECONDS_PER_HOUR / 2) or total <= 0:
        return None
    expected = total * seconds / seconds.sum()
    square = float(np.sum((came - expected) ** 2 / expected))
    spare = HOURS_PER_DAY - 1
    if chndtr(square, spare, total * FLAT**2) > FALSE_ALARM:
        return None
    bound = 0.0
    if chndtr(square, spare, 0.0) > FALSE_ALARM:
        bound = brentq(lambda c: chndtr(square, spare, total * c * c) - FALSE_ALARM, 0.0, FLAT)
    value = np.sqrt(max(square - spare, 0.0) / total)
    return Flatness(float(value), float(bound), int(total))


def even_steps(series: Series) -> Flatness | None:
    """Index of dispersion of the steps inside windows of 10, if it is surely below 1.

    Σ (k − 1)·variance/mean is χ² under Poisson arrivals of any slowly changing rate; bursts raise
    it. Less means a metronome: a load generator, a poller, times that were made up.

    Returns
    -------
    The index with its p-value; None above 0.8 or 10⁻⁶.
    """
    from scipy.special import chdtr

    whole = len(series) // _STEPS * _STEPS
    windows = series.values[:whole].reshape(-1, _STEPS)
    windows = windows[np.isfinite(windows).all(axis=1) & (windows.sum(axis=1) > 0)]
    if series.kind != "count" or len(windows) == 0:
        return None
    spare = len(windows) * (_STEPS - 1)
    square = float(np.sum((_STEPS - 1) * windows.var(axis=1, ddof=1) / windows.mean(axis=1)))
    p_value = float(chdtr(spare, square))
    if square / spare > EVEN or p_value > FALSE_ALARM:
        return None
    return Flatness(square / spare, p_value, len(windows))
