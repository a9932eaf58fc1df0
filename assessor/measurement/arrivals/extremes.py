"""How high the highest of a period may be the next time: a prediction from its parts' maxima."""

from __future__ import annotations

import numpy as np

from assessor.measurement.arrivals.resampling import Limits, checked_coverage
from assessor.measurement.model import Floats

FEWEST_PARTS = 4
_DRAWS = 4000
_EULER = 0.5772156649015329


def next_maximum_limits(maxima: Floats, *, coverage: float, rng: np.random.Generator) -> Limits:
    """Interval for the maximum over another period like this one.

    The maximum of a sample is no mean: resampling never draws more than was seen. Instead the
    maxima of n like parts (weeks of a season, days of a month) are taken for Gumbel; location and
    scale come from their L-moments, and the maximum of n new ones is predicted with the error of
    the two included, exactly for a Gumbel law.

    Parameters
    ----------
    maxima
        The highest of each part, n of them. [unit of the values]
    coverage
        Chance that the next period's maximum lies inside, in (0, 1). [1]
    rng
        Draws of the pivot.

    Returns
    -------
    Limits; nan with fewer than 4 parts.

    References
    ----------
    .. [1] J. R. M. Hosking, J. Royal Statist. Soc. B 52 (1990) 105-124 (recalled).
    .. [2] J. F. Lawless, M. Fredette, Biometrika 92 (2005) 529-542: prediction by a pivot
       (recalled).
    """
    checked_coverage(coverage)
    parts = len(maxima)
    if parts < FEWEST_PARTS:
        return Limits(np.asarray(np.nan), np.asarray(np.nan))
    location, scale = _gumbel(np.sort(maxima)[np.newaxis])
    drawn = np.sort(rng.gumbel(size=(_DRAWS, parts)), axis=1)
    centre, spread = _gumbel(drawn)
    pivot = (rng.gumbel(size=(_DRAWS, parts)).max(axis=1) - centre) / spread
    low, high = np.quantile(pivot, [(1 - coverage) / 2, (1 + coverage) / 2])
    return Limits(location[0] + scale[0] * low, location[0] + scale[0] * high)


def _gumbel(ordered: Floats) -> tuple[Floats, Floats]:
    """Location and scale by the first two L-moments of samples in rising order; (samples, n)."""
    count = ordered.shape[1]
    mean = ordered.mean(axis=1)
    weighted = ordered @ (np.arange(count) / (count - 1)) / count
    scale = (2 * weighted - mean) / np.log(2)
    return mean - _EULER * scale, scale
