"""How far a forecast was from what came, in the field's usual scores."""

from __future__ import annotations

from math import nan

import numpy as np
from numpy.typing import ArrayLike

from assessor.measurement.model import Floats


def naive_error(past: ArrayLike, turn: int) -> float:
    """Mean absolute difference to the value one turn of the season before: the unit of the scores.

    Parameters
    ----------
    past
        Training values, nan where unknown.
    turn
        Steps of one turn, ≥ 1.

    Returns
    -------
    nan where no pair is known, or where the season repeats itself exactly.

    References
    ----------
    .. [1] R. J. Hyndman, A. B. Koehler, Int. J. Forecasting 22 (2006) 679-688 (recalled).
    """
    x = np.asarray(past, np.float64)
    apart = np.abs(x[turn:] - x[:-turn])
    known = apart[np.isfinite(apart)]
    return float(known.mean()) if known.size and known.mean() > 0 else nan


def absolute_error(observed: ArrayLike, points: ArrayLike) -> float:
    """Mean absolute error over the known values."""
    return _mean(np.abs(np.asarray(observed, np.float64) - np.asarray(points, np.float64)))


def bias(observed: ArrayLike, points: ArrayLike) -> float:
    """Mean of forecast less observed, over the mean observed; above 0 the forecast was too high."""
    x = np.asarray(observed, np.float64)
    mean = _mean(x)
    return _mean(np.asarray(points, np.float64) - x) / mean if mean > 0 else nan


def pinball_loss(observed: ArrayLike, limit: ArrayLike, *, quantile: float) -> float:
    """Mean loss of a stated quantile: least, on average, for the true one.

    References
    ----------
    .. [1] T. Gneiting, A. E. Raftery, J. Amer. Statist. Assoc. 102 (2007) 359-378, sec. 6
       (recalled).
    """
    above = np.asarray(observed, np.float64) - np.asarray(limit, np.float64)
    return _mean(np.maximum(quantile * above, (quantile - 1) * above))


def winkler_score(
    observed: ArrayLike, low: ArrayLike, high: ArrayLike, *, coverage: float
) -> float:
    """Mean width plus 2/(1 − coverage) times what lies outside: a wide interval cannot win.

    References
    ----------
    .. [1] R. L. Winkler, J. Amer. Statist. Assoc. 67 (1972) 187-191 (recalled).
    """
    x, below, above = (np.asarray(v, np.float64) for v in (observed, low, high))
    outside = np.maximum(below - x, 0.0) + np.maximum(x - above, 0.0)
    return _mean(above - below + 2 / (1 - coverage) * outside)


def relative_widths(points: Floats, low: Floats, high: Floats) -> Floats:
    """Width over the middle, by step; nan where the middle is 0."""
    return np.divide(high - low, points, out=np.full_like(points, np.nan), where=points > 0)


def _mean(values: Floats) -> float:
    known = values[np.isfinite(values)]
    return float(known.mean()) if known.size else nan
