"""Open and closed classes on the same stations, and sessions between the two."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessor.queueing.closed import speed_tables
from assessor.queueing.closed_convolution import solved
from assessor.queueing.networks import open_classes

Array = NDArray[np.float64]

_NEGLIGIBLE = 45.0
"""Logarithm of the share at which a sum over open customers is cut."""

_BLOCK = 4096


@dataclass(frozen=True)
class MixedNetwork:
    """Means of a network with open and closed classes; stations first, classes last."""

    open_response_time: Array
    """Of each open class; inf where a station cannot carry the open load. [s]"""
    open_residence_time: Array
    closed_throughput: Array
    """Cycles per second; 0 where a station cannot carry the open load. [1/s]"""
    closed_response_time: Array
    """Of one cycle of each closed class, think time excluded. [s]"""
    closed_residence_time: Array
    queue_length: Array
    """Of each station, all classes."""
    utilisation: Array
    model: str = "mixed network, exact convolution"
    error_class: str = "exact"


def mixed_network(
    *,
    arrival_rate: ArrayLike,
    open_demand: ArrayLike,
    population: ArrayLike,
    closed_demand: ArrayLike,
    think_time: ArrayLike = 0.0,
    servers: ArrayLike = 1,
) -> MixedNetwork:
    """Citizens who come from outside beside staff who are always there.

    Parameters
    ----------
    arrival_rate
        Of the open classes, ≥ 0, shape (open,). [1/s]
    open_demand
        Shape (stations, open), ≥ 0. [s]
    population
        Users of the closed classes, whole, shape (closed,).
    closed_demand
        Shape (stations, closed), ≥ 0. [s]
    think_time
        Shape (closed,). [s]
    servers
        Per station, ≥ 1; inf makes it a pure delay. Processor sharing, or equal exponential
        services in order of arrival.

    Returns
    -------
    Exact means.

    Raises
    ------
    ValueError
        Shapes that do not fit, or values outside these ranges.

    References
    ----------
    .. [1] S. C. Bruell, G. Balbo and P. V. Afshari, "Mean value analysis of mixed, multiple class
       BCMP networks with load dependent service stations", Perform. Eval. 4, 1984 (recalled).
    """
    lam, opened = np.asarray(arrival_rate, np.float64), np.asarray(open_demand, np.float64)
    users, closed = np.asarray(population, np.int64), np.asarray(closed_demand, np.float64)
    _check(lam, opened, users, closed)
    c = np.broadcast_to(np.asarray(servers, np.float64), opened.shape[:1])
    Z = np.broadcast_to(np.asarray(think_time, np.float64), users.shape)
    load = opened @ lam
    if users.size == 0:
        return _open_alone(lam, opened, c)
    if np.any(load >= c):
        return _unstable(lam, opened, users, closed, Z, c)
    total = int(users.sum())
    beside = [_with_open(total, float(s), float(a)) for s, a in zip(c, load, strict=True)]
    tables, crowds = [table for table, _ in beside], [crowd for _, crowd in beside]
    X, Q, present = solved(users, closed, Z, tables)
    met = np.array([law @ crowd for law, crowd in zip(present, crowds, strict=True)])
    stretch = np.where(load > 0, met / np.where(load > 0, load, 1.0), 0.0)
    idle = np.where(load > 0, stretch, _stretch_of_a_stranger(present, c))
    residence = opened * idle[:, np.newaxis]
    inside = np.where(X > 0, Q / np.where(X > 0, X, 1.0), closed)
    return MixedNetwork(
        residence.sum(axis=0),
        residence,
        X,
        inside.sum(axis=0),
        inside,
        Q.sum(axis=1) + met,
        (load + closed @ X) / c,
    )


def _with_open(total: int, servers: float, load: float) -> tuple[Array, Array]:
    """Effective log speeds for 0 … total closed customers, and mean open customers beside them.

    Σ_m C(n+m, m) a^m / Π_{i≤n+m} α(i) takes the place of 1/Π_{i≤n} α(i).
    """
    from scipy.special import gammaln

    closed = np.arange(total + 1.0)
    if load == 0:
        return speed_tables(total, np.array([servers]), None)[0], np.zeros(total + 1)
    if servers == 1:
        return (closed + 1) * np.log1p(-load), (closed + 1) * load / (1 - load)
    top = np.full(total + 1, -np.inf)
    weight, number = np.zeros(total + 1), np.zeros(total + 1)
    n = closed[:, np.newaxis]
    m = np.arange(_BLOCK, dtype=np.float64)
    while True:
        terms = gammaln(n + m + 1) - gammaln(n + 1) - gammaln(m + 1) + m * np.log(load)
        terms -= _log_speed(n + m, servers)
        peak = np.maximum(top, terms.max(axis=1))
        shares = np.exp(terms - peak[:, np.newaxis])
        kept = np.exp(top - peak)
        weight = weight * kept + shares.sum(axis=1)
        number = number * kept + shares @ m
        top = peak
        if np.all(terms[:, -1] < peak - _NEGLIGIBLE):
            return -(top + np.log(weight)), number / weight
        m = m + _BLOCK


def _log_speed(n: Array, servers: float) -> Array:
    """log Π_{i≤n} min(i, c)."""
    from scipy.special import gammaln

    if np.isinf(servers):
        return np.asarray(gammaln(n + 1), np.float64)
    below = np.minimum(n, np.floor(servers))
    return np.asarray(gammaln(below + 1) + (n - below) * np.log(servers), np.float64)


def _stretch_of_a_stranger(present: list[Array], servers: Array) -> Array:
    """Stay over work of a rare open customer, (n + 1)/α(n + 1) beside n closed ones."""
    return np.array(
        [
            float(law @ ((n + 1) / np.minimum(n + 1, c)))
            for law, c in zip(present, servers, strict=True)
            for n in [np.arange(law.size)]
        ]
    )


def _check(lam: Array, opened: Array, users: NDArray[np.int64], closed: Array) -> None:
    if opened.ndim != 2 or closed.ndim != 2 or opened.shape[0] != closed.shape[0]:
        raise ValueError("demands must be stations × classes over the same stations")
    if opened.shape[1] != lam.size or closed.shape[1] != users.size:
        raise ValueError("one demand per class and station expected")
    if np.any(lam < 0) or np.any(opened < 0) or np.any(users < 0) or np.any(closed < 0):
        raise ValueError("rates, populations and demands must be ≥ 0")


def _open_alone(lam: Array, opened: Array, servers: Array) -> MixedNetwork:
    alone = open_classes(arrival_rate=lam, service_demand=opened, servers=servers)
    none = np.zeros(0)
    return MixedNetwork(
        alone.response_mean,
        alone.residence_time,
        none,
        none,
        np.zeros((servers.size, 0)),
        alone.queue_length.sum(axis=1),
        alone.utilisation,
    )


def _unstable(
    lam: Array,
    opened: Array,
    users: NDArray[np.int64],
    closed: Array,
    think: Array,
    servers: Array,
) -> MixedNetwork:
    """Stations that drown stop every class that visits them; the rest of the network goes on."""
    over = opened @ lam >= servers
    stuck = np.any(closed[over] > 0, axis=0)
    rest = mixed_network(
        arrival_rate=lam,
        open_demand=opened[~over],
        population=users[~stuck],
        closed_demand=closed[~over][:, ~stuck],
        think_time=think[~stuck],
        servers=servers[~over],
    )
    residence = np.where(opened > 0, np.inf, 0.0)
    residence[~over] = rest.open_residence_time
    inside = np.where(closed > 0, np.inf, 0.0)
    inside[np.ix_(~over, ~stuck)] = rest.closed_residence_time
    throughput = np.zeros(users.size)
    throughput[~stuck] = rest.closed_throughput
    length = np.full(servers.size, np.inf)
    length[~over] = rest.queue_length
    return MixedNetwork(
        residence.sum(axis=0),
        residence,
        throughput,
        inside.sum(axis=0),
        inside,
        length,
        (opened @ lam + closed @ throughput) / servers,
    )
