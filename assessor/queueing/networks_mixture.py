"""Quantiles over a population whose classes have their own response laws."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessor.queueing.networks_response import EndToEnd, end_to_end, mixed_quantile
from assessor.queueing.sojourn import (
    Sojourn,
)
from assessor.queueing.transforms import (
    check_quantile,
)

Array = NDArray[np.float64]


def mixture_quantile(
    sojourns: Sequence[Sojourn], *, weights: Sequence[float], quantile: ArrayLike
) -> Array:
    """Quantiles over a population whose classes have their own response laws.

    Parameters
    ----------
    sojourns
        The law of each class.
    weights
        Share or rate of each class, ≥ 0, not all 0; scaled to add to 1.
    quantile
        Fractions in (0, 1), any shape. [1]

    Returns
    -------
    Least t that the mixed law reaches; inf where unstable classes hold 1 − quantile or more. [s]

    Raises
    ------
    ValueError
        Weights that are negative, all 0 or of another number than the classes.
    """
    shares = np.asarray(weights, np.float64)
    if shares.shape != (len(sojourns),) or not (np.all(shares >= 0) and shares.sum() > 0):
        raise ValueError(f"one weight ≥ 0 per class expected, got {weights}")
    shares = shares / shares.sum()
    levels = np.asarray(quantile, np.float64)
    laws = [s if isinstance(s, EndToEnd) else end_to_end([s]) for s in sojourns]
    for law in laws:
        check_quantile(levels, law.rule)
    lost = sum(share for law, share in zip(laws, shares, strict=True) if not np.isfinite(law.mean))
    stable = [(law, w) for law, w in zip(laws, shares, strict=True) if np.isfinite(law.mean) and w]
    within = (1 - levels) > lost
    if not stable or not np.any(within):
        return np.full(levels.shape, np.inf)
    # The unstable classes never answer: their share counts against the level asked for.
    target = np.where(within, 1 - (1 - levels - lost) / (1 - lost), 0.5)
    found = mixed_quantile([law for law, _ in stable], np.array([w for _, w in stable]), target)
    return np.where(within, found, np.inf)
