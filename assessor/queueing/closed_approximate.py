"""Approximate mean value analysis of closed networks, many models at once.

Schweitzer, Linearizer and AQL for single-server and delay stations. Several servers enter by
Seidmann's split: one server of speed c, and the rest of the service as a delay.
"""

from dataclasses import dataclass
from math import inf
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessor.queueing.closed_core import Arrival, Models, solve

Array = NDArray[np.float64]
Method = Literal["schweitzer", "linearizer", "aql"]

_BLOCK = 512
"""Models per block: the arrays of one Newton step then stay in the cache."""

_ROUNDS = 500
_STILL = 1e-13
"""Relative change of the throughputs at which AQL's outer iteration ends."""


@dataclass(frozen=True)
class ApproximateClosed:
    """Closed networks side by side: throughput (…, classes), the rest (…, stations, classes)."""

    throughput: Array
    response_time: Array
    """Of one cycle of each class, think time excluded, shape (…, classes). [s]"""
    residence_time: Array
    queue_length: Array
    utilisation: Array
    """Of one server, all classes, shape (…, stations)."""
    model: str
    error_class: str


def approximate_closed(
    *,
    population: ArrayLike,
    service_demand: ArrayLike,
    think_time: ArrayLike = 0.0,
    servers: ArrayLike = 1.0,
    method: Method = "linearizer",
) -> ApproximateClosed:
    """Throughputs and queues of closed networks by approximate mean value analysis.

    Parameters
    ----------
    population
        Customers per class, ≥ 0, real, shape (…, classes).
    service_demand
        Work of one cycle, ≥ 0, shape (…, stations, classes). [s]
    think_time
        Delay between cycles, ≥ 0, broadcasting with `population`. [s]
    servers
        Per station, ≥ 1, shape (stations,); inf makes a station a pure delay.
    method
        Schweitzer is the fastest, AQL closer, Linearizer the closest.

    Returns
    -------
    Arrays with the leading shape of the questions.

    Raises
    ------
    ValueError
        Negative input, or customers without any demand or think time.

    References
    ----------
    .. [1] P. J. Schweitzer, "Approximate analysis of multiclass closed networks of queues",
       1979 (recalled).
    .. [2] K. M. Chandy and D. Neuse, "Linearizer", Comm. ACM 25(2), 1982 (recalled).
    .. [3] J. Zahorjan, D. L. Eager and H. M. Sweillam, "Accuracy, speed, and convergence of
       approximate mean value analysis", Perform. Eval. 8, 1988 (recalled).
    .. [4] A. Seidmann, P. J. Schweitzer and S. Shalev-Oren, "Computerized closed queueing network
       models of flexible manufacturing systems", Large Scale Syst. 12, 1987 (recalled).
    """
    D, N, Z, lead = _arranged(population, service_demand, think_time)
    c = np.broadcast_to(np.asarray(servers, np.float64), D.shape[:1])
    _check(D, N, Z, c)
    queued = np.where(np.isinf(c), 0.0, 1 / np.where(np.isinf(c), 1.0, c))[
        :, np.newaxis, np.newaxis
    ]
    aside = (D * (1 - queued)).sum(axis=0)
    X, Q = np.empty_like(N), np.empty_like(D)
    for first in range(0, N.shape[1], _BLOCK):
        at = slice(first, first + _BLOCK)
        models = Models(D[..., at] * queued, N[:, at], Z[:, at] + aside[:, at])
        X[:, at], Q[..., at] = _METHODS[method](models)
    Q += X * D * (1 - queued)
    return _result(X, Q, D, c, lead, method)


def _schweitzer(models: Models) -> tuple[Array, Array]:
    N = models.population
    own = np.where(N > 0, 1 / np.where(N > 0, N, 1.0), 0.0)
    return solve(models, Arrival(np.ones_like(models.demand), own, np.ones(N.shape[1])))


def _linearizer(models: Models) -> tuple[Array, Array]:
    """Three rounds of cores at N and at N less one of each class, as in the original."""
    classes, count = models.population.shape
    whole = [models] + [_without(models, s) for s in range(classes)]
    stacked = Models(
        np.concatenate([m.demand for m in whole], axis=2),
        np.concatenate([m.population for m in whole], axis=1),
        np.concatenate([m.think for m in whole], axis=1),
    )
    change = np.zeros((*models.demand.shape, classes))
    for _ in range(2):
        _, Q = _linearizer_core(stacked, change, count)
        change = _changes(whole, np.split(Q, classes + 1, axis=2))
    return _linearizer_core(models, change, count)


def _linearizer_core(models: Models, change: Array, count: int) -> tuple[Array, Array]:
    """Schweitzer's core corrected by F[k, r, n, s], how a share of class r shifts without one s."""
    N = models.population
    repeats = N.shape[1] // count
    own = np.where(N > 0, 1 / np.where(N > 0, N, 1.0), 0.0)
    intercept = np.ones_like(models.demand)
    for s in range(N.shape[0]):
        # What class s finds: the others and itself less one, each with its shift.
        fewer = np.maximum(N - (np.arange(N.shape[0]) == s)[:, np.newaxis], 0.0)
        intercept[:, s] += np.sum(fewer * np.tile(change[..., s], repeats), axis=1)
    return solve(models, Arrival(np.maximum(intercept, 0.0), own, np.ones(N.shape[1])))


def _without(models: Models, s: int) -> Models:
    fewer = models.population.copy()
    fewer[s] = np.maximum(fewer[s] - 1, 0.0)
    return Models(models.demand, fewer, models.think)


def _changes(whole: list[Models], queues: list[Array]) -> Array:
    shares = [
        np.where(m.population > 0, q / np.where(m.population > 0, m.population, 1.0), 0.0)
        for m, q in zip(whole, queues, strict=True)
    ]
    moved = [
        np.where(m.population > 0, share - shares[0], 0.0)
        for m, share in zip(whole[1:], shares[1:], strict=True)
    ]
    return np.stack(moved, axis=-1)


def _aql(models: Models) -> tuple[Array, Array]:
    """Aggregate queues at N and N less one, iterated until the shifts agree."""
    classes = len(models.population)
    whole = [models] + [_without(models, s) for s in range(classes)]
    totals = [m.population.sum(axis=0) for m in whole]
    shift = np.zeros_like(models.demand)
    before, moved, rounds = np.zeros_like(models.population), inf, 0
    while moved > _STILL and rounds < _ROUNDS:
        answers = [_aql_core(m, shift) for m in whole]
        per_head = [
            q.sum(axis=1) / np.maximum(t, 1.0) for (_, q), t in zip(answers, totals, strict=True)
        ]
        shift = np.stack(
            [
                np.where(t > 0, per_head[0] - share, 0.0)
                for share, t in zip(per_head[1:], totals[1:], strict=True)
            ],
            axis=1,
        )
        X = answers[0][0]
        moved = float(np.max(np.abs(X - before) / np.where(X > 0, X, 1.0), initial=0.0))
        before, rounds = X, rounds + 1
    return answers[0]


def _aql_core(models: Models, shift: Array) -> tuple[Array, Array]:
    total = models.population.sum(axis=0)
    others = np.maximum(total - 1, 0.0)
    coupling = others / np.maximum(total, 1.0)
    intercept = np.maximum(1 - others * shift, 0.0)
    return solve(models, Arrival(intercept, np.zeros_like(models.population), coupling))


_METHODS = {"schweitzer": _schweitzer, "linearizer": _linearizer, "aql": _aql}


def _arranged(
    population: ArrayLike, service_demand: ArrayLike, think_time: ArrayLike
) -> tuple[Array, Array, Array, tuple[int, ...]]:
    """The questions flattened onto the last axis, and their leading shape."""
    D, N = np.asarray(service_demand, np.float64), np.asarray(population, np.float64)
    if D.ndim < 2 or N.ndim < 1 or D.shape[-1] != N.shape[-1]:
        raise ValueError(f"demands {D.shape} and populations {N.shape} name different classes")
    lead = np.broadcast_shapes(D.shape[:-2], N.shape[:-1])
    stations, classes = D.shape[-2:]
    count = int(np.prod(lead))
    D = np.broadcast_to(D, (*lead, stations, classes)).reshape(count, stations, classes)
    N = np.broadcast_to(N, (*lead, classes))
    Z = np.broadcast_to(np.asarray(think_time, np.float64), N.shape).reshape(count, classes)
    flat = np.ascontiguousarray(D.transpose(1, 2, 0))
    return flat, np.ascontiguousarray(N.reshape(count, classes).T), np.ascontiguousarray(Z.T), lead


def _check(D: Array, N: Array, Z: Array, c: Array) -> None:
    if np.any(D < 0) or np.any(N < 0) or np.any(Z < 0) or not np.all(c >= 1):
        raise ValueError("demands, populations and think times must be ≥ 0 and servers ≥ 1")
    if np.any((N > 0) & (D.sum(axis=0) + Z == 0)):
        raise ValueError("a class with customers needs a demand or a think time above 0")


def _result(
    X: Array, Q: Array, D: Array, c: Array, lead: tuple[int, ...], method: Method
) -> ApproximateClosed:
    residence = np.where(X > 0, Q / np.where(X > 0, X, 1.0), D)
    busy = (X * D).sum(axis=1) / c[:, np.newaxis]
    stations, classes = D.shape[:2]
    return ApproximateClosed(
        throughput=X.T.reshape(*lead, classes),
        response_time=residence.sum(axis=0).T.reshape(*lead, classes),
        residence_time=residence.transpose(2, 0, 1).reshape(*lead, stations, classes),
        queue_length=Q.transpose(2, 0, 1).reshape(*lead, stations, classes),
        utilisation=busy.T.reshape(*lead, stations),
        model=f"closed network, {method}",
        error_class=f"{method}+seidmann" if np.any((c > 1) & np.isfinite(c)) else method,
    )
