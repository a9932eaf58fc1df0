"""Block bootstrap: how far an estimate would move if other days, weeks or windows had been seen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from assessor.measurement.model import Floats

REPLICATES = 400
"""The standard error of a bootstrap of 400 is itself known to 1/√800 = 3.5 %."""
MOST_BLOCKS = 1000
_FEWEST_BLOCKS = 8


@dataclass(frozen=True)
class Limits:
    """Lower and upper limit, of the shape of the estimate."""

    low: Floats
    high: Floats


def replicate_weights(
    units: int, rng: np.random.Generator, *, replicates: int = REPLICATES
) -> Floats:
    """How often each of n exchangeable units is drawn in each replicate; (replicates, n).

    References
    ----------
    .. [1] B. Efron, R. J. Tibshirani, An Introduction to the Bootstrap. Chapman & Hall, 1993,
       ch. 6 (recalled).
    """
    shares = np.full(units, 1.0 / units)
    return rng.multinomial(units, shares, size=replicates).astype(np.float64)


def bootstrap_limits(
    base: ArrayLike, replicates: Floats, units: int, *, coverage: float, positive: bool = True
) -> Limits:
    """Interval from the scatter of replicates: Student's t with units − 1 degrees of freedom.

    Quantiles of the replicates themselves are too narrow with few units: a sample of 5 weeks has
    4/5 of the variance that it came from. The standard error is therefore raised by
    √(n/(n−1)) and multiplied by a quantile of Student's t.

    Parameters
    ----------
    base
        The estimate, any shape.
    replicates
        (replicates, *shape of base); nan where a replicate drew nothing.
    units
        Number of units resampled, n. With fewer than 2 both limits are nan.
    coverage
        In (0, 1). [1]
    positive
        Whether the value cannot be negative: then on the log, or, where a replicate is 0,
        linear and cut at 0.

    References
    ----------
    .. [1] A. C. Davison, D. V. Hinkley, Bootstrap Methods and their Application. Cambridge UP,
       1997, sec. 2.4, 5.2 (recalled).
    """
    from scipy.special import stdtrit

    checked_coverage(coverage)
    centre = np.asarray(base, np.float64)
    if units < 2:
        unknown = np.full(centre.shape, np.nan)
        return Limits(unknown, unknown)
    times = float(stdtrit(units - 1, (1 + coverage) / 2)) * np.sqrt(units / (units - 1))
    reach = times * _scatter(replicates)
    low, high = centre - reach, centre + reach
    if not positive:
        return Limits(low, high)
    loggable = (centre > 0) & ~np.any(replicates <= 0, axis=0)
    safe = np.where(replicates > 0, replicates, np.nan)
    factor = np.exp(np.minimum(times * _scatter(np.log(safe)), 700.0))
    return Limits(
        np.where(loggable, centre / factor, np.maximum(low, 0.0)),
        np.where(loggable, centre * factor, high),
    )


def block_sums(values: Floats, length: int) -> Floats:
    """Sums over consecutive blocks of a length; rows (n, k) → (blocks, k).

    The last block takes what is left over. Resampling non-overlapping blocks keeps the dependence
    inside them.

    References
    ----------
    .. [1] E. Carlstein, Annals of Statistics 14 (1986) 1171-1179 (recalled).
    """
    blocks = max(len(values) // max(length, 1), 1)
    starts = np.arange(blocks) * max(length, 1)
    return np.add.reduceat(values, starts, axis=0)


def sensible_block_length(influence: Floats, *, least: int = 1) -> int:
    """Block length for a series: the automatic choice of Politis and White, within limits.

    Parameters
    ----------
    influence
        What each observation contributes to the error of the estimate, in order of time.
    least
        Shortest length allowed. [observations]

    Returns
    -------
    At least `least`, at most what leaves 8 blocks, at least what leaves no more than 1000.

    References
    ----------
    .. [1] D. N. Politis, H. White, Econometric Reviews 23 (2004) 53-70, sec. 3; corrected by
       A. Patton, D. N. Politis, H. White, Econometric Reviews 28 (2009) 372-375 (recalled).
    """
    count = len(influence)
    best = int(np.ceil(_politis_white(influence))) if count >= _FEWEST_BLOCKS else 1
    lowest = max(least, -(-count // MOST_BLOCKS), 1)
    return int(np.clip(best, lowest, max(count // _FEWEST_BLOCKS, lowest)))


def checked_coverage(coverage: float) -> None:
    """ValueError unless it lies in (0, 1)."""
    if not 0 < coverage < 1:
        raise ValueError(f"coverage must lie in (0, 1), got {coverage}")


def _scatter(replicates: Floats) -> Floats:
    """Standard deviation over the replicates that have a value; nan with fewer than 2."""
    known = np.isfinite(replicates)
    count = known.sum(axis=0)
    filled = np.where(known, replicates, 0.0)
    mean = filled.sum(axis=0) / np.maximum(count, 1)
    squares = np.where(known, (filled - mean) ** 2, 0.0).sum(axis=0)
    enough = count >= 2
    return np.asarray(np.where(enough, np.sqrt(squares / np.maximum(count - 1, 1)), np.nan))


def _politis_white(influence: Floats) -> float:
    """Optimal length of circular blocks for a mean; 1 where nothing is correlated."""
    count = len(influence)
    run = max(5, int(np.ceil(np.sqrt(np.log10(count)))))
    farthest = min(int(np.ceil(np.sqrt(count))) + run, count - 1)
    covariance = _autocovariance(influence, min(2 * farthest, count - 1))
    if covariance[0] <= 0:
        return 1.0
    band = 2 * np.sqrt(np.log10(count) / count)
    small = np.abs(covariance[1 : farthest + 1] / covariance[0]) < band
    reach = 2 * _first_quiet(small, run)
    lags = np.arange(1, min(reach, len(covariance) - 1) + 1)
    if lags.size == 0:
        return 1.0
    weights = np.clip(2 * (1 - lags / reach), 0.0, 1.0)
    spectrum = covariance[0] + 2 * float(np.sum(weights * covariance[lags]))
    slope = 2 * float(np.sum(weights * lags * covariance[lags]))
    if spectrum <= 0:
        return float(farthest)
    return max(float((1.5 * count * (slope / spectrum) ** 2) ** (1 / 3)), 1.0)


def _first_quiet(small: np.ndarray[tuple[int], np.dtype[np.bool_]], run: int) -> int:
    """Lag after which `run` correlations in a row are insignificant; the last loud one if none."""
    if small.size >= run:
        quiet = np.convolve(small.astype(np.int64), np.ones(run, np.int64), mode="valid") == run
        if quiet.any():
            return int(np.argmax(quiet))
    loud = np.flatnonzero(~small)
    return int(loud[-1]) + 1 if loud.size else 0


def _autocovariance(values: Floats, lags: int) -> Floats:
    """Lags 0…lags by FFT; the sums divided by n."""
    centred = values - values.mean()
    size = 1 << int(2 * len(centred) - 1).bit_length()
    power = np.abs(np.fft.rfft(centred, size)) ** 2
    return np.asarray(np.fft.irfft(power, size)[: lags + 1] / len(centred), np.float64)
