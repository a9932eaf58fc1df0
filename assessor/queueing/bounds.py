"""Bounds of closed networks that need no solution: quick, and a check of every other answer."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class ClosedBounds:
    """Throughput and response of a closed single-class network lie within these."""

    throughput_low: Array
    throughput_high: Array
    response_low: Array
    response_high: Array
    saturation: Array
    """Users N* from which the busiest station limits the throughput."""
    model: str
    error_class: str = "bound"


def asymptotic_bounds(
    *,
    population: ArrayLike,
    service_demand: ArrayLike,
    think_time: ArrayLike = 0.0,
    servers: ArrayLike = 1,
) -> ClosedBounds:
    """Bounds that hold for any order of service and any distribution.

    Parameters
    ----------
    population
        Users, > 0, any shape (…). [1]
    service_demand
        Shape (stations,), ≥ 0. [s]
    think_time
        ≥ 0, broadcasting with `population`. [s]
    servers
        Per station, ≥ 1; inf makes a station a pure delay. [1]

    Returns
    -------
    Bounds of the broadcast shape of `population` and `think_time`. A closed network is always
    stable: throughputs are finite unless only delays without demand are visited. [1/s], [s]

    Raises
    ------
    ValueError
        Values outside these ranges.

    References
    ----------
    .. [1] E. D. Lazowska et al., Quantitative System Performance, 1984, ch. 5 (recalled).
    """
    N, D, Z, c = _checked(population, service_demand, think_time, servers)
    total, slowest = D.sum(), np.max(D / c)
    ceiling = np.where(slowest > 0, 1 / np.where(slowest > 0, slowest, 1.0), np.inf)
    high = np.minimum(N / (Z + total), ceiling)
    queued = D[np.isfinite(c)].sum()
    low = N / (Z + total + (N - 1).clip(0) * queued)
    return _bounds(N, Z, low, high, (total + Z) * ceiling, "asymptotic bounds")


def balanced_bounds(
    *, population: ArrayLike, service_demand: ArrayLike, think_time: ArrayLike = 0.0
) -> ClosedBounds:
    """Closer bounds for product-form networks of single servers, by balanced job networks.

    Parameters, shapes and errors as `asymptotic_bounds`.

    References
    ----------
    .. [1] J. Zahorjan, K. C. Sevcik, D. L. Eager and B. Galler, "Balanced job bound analysis of
       queueing networks", Comm. ACM 25(2), 1982; Lazowska et al., 1984, sec. 5.4 (recalled).
    """
    N, D, Z, _ = _checked(population, service_demand, think_time, 1)
    total, slowest = D.sum(), D.max()
    mean = total / D.size
    others = (N - 1).clip(0)
    low = N / (Z + total + others * slowest / (1 + Z / np.where(N > 0, N, 1.0) / total))
    high = np.minimum(N / (Z + total + others * mean / (1 + Z / total)), 1 / slowest)
    return _bounds(N, Z, low, high, (total + Z) / slowest, "balanced job bounds")


def _bounds(
    N: Array, Z: Array, low: Array, high: Array, saturation: Array, model: str
) -> ClosedBounds:
    high = np.asarray(high)
    return ClosedBounds(low, high, N / high - Z, N / low - Z, np.asarray(saturation), model)


def _checked(
    population: ArrayLike, service_demand: ArrayLike, think_time: ArrayLike, servers: ArrayLike
) -> tuple[Array, Array, Array, Array]:
    N, D = np.asarray(population, np.float64), np.asarray(service_demand, np.float64)
    Z, c = np.asarray(think_time, np.float64), np.asarray(servers, np.float64)
    if not (np.all(N > 0) and np.all(D >= 0) and D.sum() > 0 and np.all(Z >= 0) and np.all(c >= 1)):
        raise ValueError("users > 0, demands and think times ≥ 0 and servers ≥ 1 expected")
    return N, D, Z, np.broadcast_to(c, D.shape)
