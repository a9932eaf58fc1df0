"""The one fixed point behind Schweitzer, Linearizer and AQL, solved for many models at once.

All three guess what an arriving customer of class r finds at station k as
`seen[k, r] = intercept[k, r] − 1 + coupling·S_k − own_r·Q_kr`, with S_k = Σ_r Q_kr. Given the
throughputs X this is linear in the queues, so only X is unknown: one Newton iteration over the
classes replaces the usual successive substitution over stations × classes.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_STEPS = 200
_CLOSE = 1e-7
"""Relative Newton step whose square, the next one, is lost in rounding."""

_SHORTEST = 2.0**-60
"""Share of a Newton step below which it is not shortened any more."""


@dataclass(frozen=True)
class Models:
    """Closed models side by side; the model is the last axis.

    `demand` (stations, classes, n), `population` and `think` (classes, n).
    """

    demand: Array
    population: Array
    think: Array


@dataclass(frozen=True)
class Arrival:
    """What an arriving customer finds: `intercept` (stations, classes, n), `own` (classes, n)."""

    intercept: Array
    own: Array
    coupling: Array
    """Share of the whole queue that an arrival sees, shape (n,)."""


def solve(models: Models, arrival: Arrival) -> tuple[Array, Array]:
    """Throughputs (classes, n) and queue lengths (stations, classes, n)."""
    D, N, Z = models.demand, models.population, models.think
    X = _pessimistic(models)
    active = np.arange(N.shape[1])
    result = X.copy()
    part, seen = models, arrival
    going, steps = np.ones(active.size, np.bool_), 0
    while np.any(going) and steps < _STEPS:
        steps += 1
        step = _newton_step(part, seen, X)
        following = _kept_feasible(part, seen, X, step)
        moved = np.max(np.abs(following - X) / np.where(X > 0, X, 1.0), axis=0)
        result[:, active] = following
        going = moved > _CLOSE
        X = following
        if np.count_nonzero(going) < 0.7 * going.size:
            active, X, going = active[going], following[:, going], going[going]
            part = Models(D[..., active], N[:, active], Z[:, active])
            seen = Arrival(
                arrival.intercept[..., active], arrival.own[:, active], arrival.coupling[active]
            )
    return result, _queues(models, arrival, result)[1]


def _pessimistic(models: Models) -> Array:
    """Throughputs as if every customer met all others everywhere; always feasible."""
    D, N, Z = models.demand, models.population, models.think
    others = np.maximum(N.sum(axis=0), 1.0)
    cycle = Z + D.sum(axis=0) * others
    return np.where(N > 0, N / np.where(cycle > 0, cycle, 1.0), 0.0)


def _shares(models: Models, arrival: Arrival, X: Array) -> tuple[Array, Array, Array]:
    """b = XD/(1 + own·XD), its derivative by X, and 1 − coupling·Σb per station."""
    work = models.demand * X
    damp = 1 / (1 + arrival.own * work)
    share = work * damp
    return share, models.demand * damp * damp, 1 - arrival.coupling * share.sum(axis=1)


def _queues(models: Models, arrival: Arrival, X: Array) -> tuple[Array, Array]:
    """Total queue of each station, and queue of each class."""
    share, _, room = _shares(models, arrival, X)
    total = (share * arrival.intercept).sum(axis=1) / room
    return total, share * (arrival.intercept + (arrival.coupling * total)[:, np.newaxis])


def _newton_step(models: Models, arrival: Arrival, X: Array) -> Array:
    N, Z = models.population, models.think
    share, slope, room = _shares(models, arrival, X)
    total = (share * arrival.intercept).sum(axis=1) / room
    met = arrival.intercept + (arrival.coupling * total)[:, np.newaxis]
    missing = N - X * Z - (share * met).sum(axis=0)
    rise = slope * met * (arrival.coupling / room)[:, np.newaxis]
    classes = N.shape[0]
    J = np.empty((classes, classes, N.shape[1]))
    for r in range(classes):
        J[r] = np.einsum("kn,ksn->sn", share[:, r], rise)
        J[r, r] += Z[r] + (slope[:, r] * met[:, r]).sum(axis=0)
    return eliminated(J, missing)


def _kept_feasible(models: Models, arrival: Arrival, X: Array, step: Array) -> Array:
    """X + step, shortened until every station has room and every throughput stays positive."""
    scale = np.ones(X.shape[1])
    good = _feasible(models, arrival, X, X + step)
    while not np.all(good) and np.min(scale) > _SHORTEST:
        scale = np.where(good, scale, scale / 2)
        good = _feasible(models, arrival, X, X + scale * step)
    return X + scale * step


def _feasible(models: Models, arrival: Arrival, X: Array, proposal: Array) -> NDArray[np.bool_]:
    room = _shares(models, arrival, proposal)[2]
    return np.asarray(np.all(room > 0, axis=0) & np.all((proposal > 0) | (X == 0), axis=0))


def eliminated(matrix: Array, right: Array) -> Array:
    """Solve small systems side by side, the model on the last axis.

    No pivots: scaled by the throughputs the Jacobian is a positive diagonal plus a nearly
    symmetric positive part.
    """
    A, b = matrix, right.copy()
    size = b.shape[0]
    for i in range(size):
        for j in range(i + 1, size):
            factor = A[j, i] / A[i, i]
            A[j, i + 1 :] -= factor * A[i, i + 1 :]
            b[j] -= factor * b[i]
    for i in reversed(range(size)):
        for j in range(i + 1, size):
            b[i] -= A[i, j] * b[j]
        b[i] /= A[i, i]
    return b
