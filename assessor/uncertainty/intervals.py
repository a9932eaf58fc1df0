"""Intervals for shares and quantiles that were estimated from a finite number of worlds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Interval:
    """Estimate with its lower and upper limit; scalars or arrays of one shape."""

    low: Floats
    estimate: Floats
    high: Floats


def wilson(successes: ArrayLike, trials: ArrayLike, *, coverage: float = 0.95) -> Interval:
    """Wilson's score interval for a probability.

    Parameters
    ----------
    successes
        Count, 0 ≤ k ≤ n, any shape.
    trials
        n ≥ 1, broadcast with `successes`.
    coverage
        Nominal coverage, in (0, 1). [1]

    Returns
    -------
    k/n and its limits in [0, 1]. For Sobol points, which are spread more evenly than independent
    draws, the interval is wider than needed. [1]

    References
    ----------
    .. [1] E. B. Wilson, J. Amer. Statist. Assoc. 22 (1927) 209-212 (recalled).
    """
    from scipy.special import ndtri

    k, n = _counts(successes, trials, coverage)
    z2 = float(ndtri((1.0 + coverage) / 2.0)) ** 2
    share = k / n
    centre = (k + z2 / 2.0) / (n + z2)
    reach = np.sqrt(z2) / (n + z2) * np.sqrt(n * share * (1.0 - share) + z2 / 4.0)
    low = np.where(k == 0, 0.0, np.maximum(centre - reach, 0.0))
    return Interval(low, share, np.where(k == n, 1.0, np.minimum(centre + reach, 1.0)))


def clopper_pearson(successes: ArrayLike, trials: ArrayLike, *, coverage: float = 0.95) -> Interval:
    """Exact binomial interval: its coverage is never below the stated one.

    Parameters, returns: as `wilson`.

    References
    ----------
    .. [1] C. J. Clopper, E. S. Pearson, Biometrika 26 (1934) 404-413 (recalled).
    """
    from scipy.special import betaincinv

    k, n = _counts(successes, trials, coverage)
    tail = (1.0 - coverage) / 2.0
    low = np.where(k == 0, 0.0, betaincinv(np.maximum(k, 1), n - k + 1, tail))
    high = np.where(k == n, 1.0, betaincinv(k + 1, np.maximum(n - k, 1), 1.0 - tail))
    return Interval(low, k / n, high)


def quantile_interval(sample: ArrayLike, quantile: float, *, coverage: float = 0.95) -> Interval:
    """Quantile of a sample between two of its order statistics, without assuming a shape.

    Parameters
    ----------
    sample
        Draws, one-dimensional, at least one.
    quantile
        In (0, 1). [1]
    coverage
        In (0, 1). [1]

    Returns
    -------
    Order statistics. Where the sample is too small for the coverage, the limit is the end of the
    sample. [unit of the sample]
    """
    from scipy.special import bdtr

    x = np.sort(np.asarray(sample, dtype=np.float64).ravel())
    if x.size == 0 or not 0.0 < quantile < 1.0 or not 0.0 < coverage < 1.0:
        raise ValueError(f"needs draws, and fractions in (0, 1): {x.size}, {quantile}, {coverage}")
    tail = (1.0 - coverage) / 2.0
    below = bdtr(np.arange(x.size), x.size, quantile)
    first = max(int(np.searchsorted(below, tail, side="right")) - 1, 0)
    last = min(int(np.searchsorted(below, 1.0 - tail, side="left")) + 1, x.size - 1)
    middle = min(int(np.ceil(quantile * x.size)) - 1, x.size - 1)
    return Interval(np.asarray(x[first]), np.asarray(x[middle]), np.asarray(x[last]))


def _counts(successes: ArrayLike, trials: ArrayLike, coverage: float) -> tuple[Floats, Floats]:
    k, n = np.broadcast_arrays(
        np.asarray(successes, dtype=np.float64), np.asarray(trials, dtype=np.float64)
    )
    if np.any(k < 0) or np.any(n < 1) or np.any(k > n):
        raise ValueError(f"0 ≤ successes ≤ trials and trials ≥ 1 must hold: {k}, {n}")
    if not 0.0 < coverage < 1.0:
        raise ValueError(f"coverage must lie in (0, 1), got {coverage}")
    return k, n
