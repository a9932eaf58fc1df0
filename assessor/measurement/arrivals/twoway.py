"""Days and hours of different levels, watched for different times: rates as a product of both."""

from __future__ import annotations

import numpy as np

from assessor.measurement.arrivals.grid import Bools
from assessor.measurement.model import Floats

_ROUNDS = 500
_TOLERANCE = 1e-10


def hour_weights(sums: Floats, seconds: Floats, weights: Floats) -> Floats:
    """Hours of a product of day level and hour weight, by Poisson likelihood.

    sums(d, h) ≈ level(d) · weight(h) · seconds(d, h). Where every hour is watched for the same
    time these are the plain sums over days; a day watched in part neither raises nor lowers the
    hours that it has.

    Parameters
    ----------
    sums, seconds
        (days, hours); what came and the time watched. [s]
    weights
        (replicates, days): how often each day counts.

    Returns
    -------
    (replicates, hours), of mean 1 over the hours watched; nan where an hour was not.

    References
    ----------
    .. [1] Y. M. M. Bishop, S. E. Fienberg, P. W. Holland, Discrete Multivariate Analysis. MIT
       Press, 1975, sec. 3.5: iterative proportional fitting (recalled).
    """
    total = sums.sum(axis=1)
    came = weights @ sums
    watched = weights @ seconds > 0
    hours = _of_mean_one(np.where(watched, 1.0, 0.0), watched)
    for _ in range(_ROUNDS):
        levels = _ratio(total, hours @ seconds.T)
        better = _of_mean_one(_ratio(came, (weights * levels) @ seconds), watched)
        change = float(np.max(np.abs(better - hours), initial=0.0))
        hours = better
        if change < _TOLERANCE:
            break
    return np.where(watched, hours, np.nan)


def is_connected(watched: Bools) -> bool:
    """Whether days and hours hang together, so that hours of different days compare.

    A log of one morning and another day's afternoon does not: (days, hours) → False.
    """
    rows = np.asarray(watched.any(axis=1), np.bool_)
    if not rows.any():
        return False
    reached = watched[int(np.argmax(rows))]
    while True:
        further: Bools = np.asarray(watched[(watched & reached).any(axis=1)].any(axis=0), np.bool_)
        if np.array_equal(further, reached):
            return bool(np.array_equal(reached, watched.any(axis=0)))
        reached = further


def _ratio(above: Floats, below: Floats) -> Floats:
    return np.asarray(np.where(below > 0, above / np.where(below > 0, below, 1.0), 0.0))


def _of_mean_one(hours: Floats, watched: Bools) -> Floats:
    mean = hours.sum(axis=1) / np.maximum(watched.sum(axis=1), 1)
    return np.asarray(hours / np.where(mean > 0, mean, 1.0)[:, np.newaxis], np.float64)
