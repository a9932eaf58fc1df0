"""Closed networks, exactly: mean value analysis, and convolution where servers are several.

Approximations for large populations are in `closed_approximate`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Method = Literal["exact", "linearizer", "schweitzer", "aql"]
Speed = Callable[[NDArray[np.int64]], Array]

_BLOCK = 2048
"""Models per block of the single-class recursion."""


@dataclass(frozen=True)
class ClosedNetwork:
    """Means of a closed network; stations first, classes last."""

    throughput: Array
    """Cycles per second, shape (classes,). [1/s]"""
    response_time: Array
    """Of one cycle without the think time, shape (classes,). [s]"""
    residence_time: Array
    """Over all visits of one cycle, shape (stations, classes). [s]"""
    queue_length: Array
    utilisation: Array
    """Share of the servers that work, shape (stations,). [1]"""
    model: str
    error_class: str


@dataclass(frozen=True)
class SingleClass:
    """Means of single-class closed networks side by side; stations on the last axis."""

    throughput: Array
    response_time: Array
    queue_length: Array
    utilisation: Array
    model: str = "closed network, exact mean value analysis"
    error_class: str = "exact"


def closed_network(
    *,
    population: ArrayLike,
    service_demand: ArrayLike,
    think_time: ArrayLike = 0.0,
    servers: ArrayLike = 1,
    speed: Sequence[Speed | None] | None = None,
    method: Method = "exact",
) -> ClosedNetwork:
    """A fixed number of users who think, send a request and wait for its answer.

    Parameters
    ----------
    population
        Users per class, integers ≥ 0 (real for the approximations), shape (classes,).
    service_demand
        Work of one cycle, ≥ 0, shape (stations, classes). [s]
    think_time
        Between an answer and the next request, shape (classes,). [s]
    servers
        Per station, ≥ 1; inf makes a station a pure delay.
    speed
        Per station None or a function n ↦ speed with n present, relative to one alone; exact
        method only. It takes the place of `servers`.
    method
        "exact", or an approximation whose error its `error_class` names.

    Returns
    -------
    Means per class and station; always finite, as a closed network is always stable.

    Raises
    ------
    ValueError
        Impossible input, or a method that cannot honour `speed`.

    References
    ----------
    .. [1] M. Reiser and S. S. Lavenberg, "Mean-value analysis of closed multichain queuing
       networks", J. ACM 27, 1980 (recalled).
    """
    D, N, Z, c = _checked(population, service_demand, think_time, servers)
    if method != "exact":
        if speed is not None:
            raise ValueError("load-dependent stations need the exact method")
        return _approximated(D, N, Z, c, method)
    users = N.astype(np.int64)
    if np.any(users != N):
        raise ValueError(f"exact analysis needs whole users, got {N}")
    if speed is None and np.all((c == 1) | np.isinf(c)):
        X, Q = _mean_value_analysis(D, users, Z, np.isinf(c))
        return _closed(X, Q, D, c, "closed network, exact mean value analysis")
    from assessor.queueing.closed_convolution import solved

    X, Q, _ = solved(users, D, Z, speed_tables(int(users.sum()), c, speed))
    return _closed(X, Q, D, c, "closed network, exact convolution")


def single_class(
    *,
    population: int,
    service_demand: ArrayLike,
    think_time: ArrayLike = 0.0,
) -> SingleClass:
    """Exact mean value analysis of many networks with one class and single servers.

    Parameters
    ----------
    population
        Users, the same in all networks, ≥ 0.
    service_demand
        Shape (…, stations), ≥ 0. [s]
    think_time
        Shape (…). [s]

    Returns
    -------
    Arrays of shape (…) and (…, stations); always finite, as a closed network is always stable.

    Raises
    ------
    ValueError
        A negative population, demand or think time.

    References
    ----------
    .. [1] As `closed_network`.
    """
    D = np.asarray(service_demand, np.float64)
    lead = np.broadcast_shapes(D.shape[:-1], np.shape(think_time))
    Z = np.broadcast_to(np.asarray(think_time, np.float64), lead).ravel()
    flat = np.ascontiguousarray(np.broadcast_to(D, (*lead, D.shape[-1])).reshape(Z.size, -1).T)
    if population < 0 or np.any(flat < 0) or np.any(Z < 0):
        raise ValueError("population, demands and think times must be ≥ 0")
    X, Q = np.zeros_like(Z), np.zeros_like(flat)
    for first in range(0, Z.size, _BLOCK):
        at = slice(first, first + _BLOCK)
        X[at], Q[:, at] = _single(population, flat[:, at], Z[at])
    total = np.where(X > 0, Q.sum(axis=0) / np.where(X > 0, X, 1.0), flat.sum(axis=0))
    return SingleClass(
        X.reshape(lead),
        total.reshape(lead),
        Q.T.reshape(*lead, -1),
        (X * flat).T.reshape(*lead, -1),
    )


def _single(population: int, demand: Array, think: Array) -> tuple[Array, Array]:
    Q, X = np.zeros_like(demand), np.zeros_like(think)
    stay = np.empty_like(demand)
    for n in range(1, population + 1):
        np.add(Q, 1.0, out=stay)
        stay *= demand
        X = n / (think + stay.sum(axis=0))
        np.multiply(stay, X, out=Q)
    return X, Q


def _mean_value_analysis(
    D: Array, N: NDArray[np.int64], Z: Array, delay: NDArray[np.bool_]
) -> tuple[Array, Array]:
    """All populations up to N, a whole level of equal totals at a time."""
    shape = N + 1
    counts = np.indices(tuple(int(n) for n in shape)).reshape(N.size, -1)
    strides = np.array([int(np.prod(shape[r + 1 :])) for r in range(N.size)])
    total = counts.sum(axis=0)
    waits = np.where(delay, 0.0, 1.0)
    queue = np.zeros((counts.shape[1], len(D)))
    X = np.zeros(N.size)
    Q = np.zeros_like(D)
    for level in range(1, int(N.sum()) + 1):
        states = np.flatnonzero(total == level)
        for r in range(N.size):
            some = states[counts[r, states] > 0]
            stay = D[:, r] * (1 + waits * queue[some - strides[r]])
            rate = counts[r, some] / (Z[r] + stay.sum(axis=1))
            queue[some] += stay * rate[:, np.newaxis]
            if level == total[-1] and some.size:
                X[r], Q[:, r] = rate[-1], stay[-1] * rate[-1]
    return X, Q


def speed_tables(total: int, servers: Array, speed: Sequence[Speed | None] | None) -> list[Array]:
    """log Π_{i ≤ n} α(i) for n = 0 … total, per station."""
    present = np.arange(1, total + 1)
    chosen = list(speed) if speed is not None else [None] * servers.size
    if len(chosen) != servers.size:
        raise ValueError(f"one speed or None per station expected, got {len(chosen)}")
    tables = []
    for c, given in zip(servers, chosen, strict=True):
        rates = np.minimum(present, c) if given is None else np.asarray(given(present), np.float64)
        if np.any(rates <= 0):
            raise ValueError("the speed of a station must stay above 0")
        tables.append(np.concatenate([[0.0], np.cumsum(np.log(rates))]))
    return tables


def _checked(
    population: ArrayLike, service_demand: ArrayLike, think_time: ArrayLike, servers: ArrayLike
) -> tuple[Array, Array, Array, Array]:
    D, N = np.asarray(service_demand, np.float64), np.atleast_1d(np.asarray(population, np.float64))
    D = D[:, np.newaxis] if D.ndim == 1 and N.size == 1 else D
    if D.ndim != 2 or N.ndim != 1 or D.shape[1] != N.size:
        raise ValueError(f"service_demand must be stations × {N.size} classes, got {D.shape}")
    Z = np.broadcast_to(np.asarray(think_time, np.float64), N.shape)
    c = np.broadcast_to(np.asarray(servers, np.float64), D.shape[:1])
    if np.any(D < 0) or np.any(N < 0) or np.any(Z < 0) or not np.all(c >= 1):
        raise ValueError("demands, populations and think times must be ≥ 0 and servers ≥ 1")
    if np.any((N > 0) & (D.sum(axis=0) + Z == 0)):
        raise ValueError("a class with users needs a demand or a think time above 0")
    return D, N, Z, c


def _closed(X: Array, Q: Array, D: Array, c: Array, model: str) -> ClosedNetwork:
    residence = np.where(X > 0, Q / np.where(X > 0, X, 1.0), D)
    return ClosedNetwork(X, residence.sum(axis=0), residence, Q, D @ X / c, model, "exact")


def _approximated(D: Array, N: Array, Z: Array, c: Array, method: Method) -> ClosedNetwork:
    from assessor.queueing.closed_approximate import approximate_closed

    if method not in ("linearizer", "schweitzer", "aql"):
        raise ValueError(f"unknown method {method!r}")
    a = approximate_closed(population=N, service_demand=D, think_time=Z, servers=c, method=method)
    return ClosedNetwork(
        a.throughput,
        a.response_time,
        a.residence_time,
        a.queue_length,
        a.utilisation,
        a.model,
        a.error_class,
    )
