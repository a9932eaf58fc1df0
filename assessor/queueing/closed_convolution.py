"""Exact closed networks with several or load-dependent servers, by convolution.

Every sum has positive terms only, so nothing cancels near saturation. The weights are tilted by
an estimate of the throughputs, so that what matters at the full population is near 1 and
what falls below the smallest float is negligible.
"""

from collections.abc import Sequence
from functools import reduce
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

Array = NDArray[np.float64]

_FAR = 150.0
"""Largest |log| of a tilt's misfit over the whole population before it is tilted anew."""

_TILTS = 20


def solved(
    population: NDArray[np.int64], demand: Array, think: Array, speed: Sequence[Array]
) -> tuple[Array, Array, list[Array]]:
    """Throughputs (classes,), queue lengths (stations, classes), and P(n present) per station.

    Parameters
    ----------
    population
        Customers per class, integers ≥ 0.
    demand, think
        (stations, classes) and (classes,), ≥ 0. [s]
    speed
        Per station log Π_{i≤n} α(i) for n = 0 … total population, α(i) the speed with i present.

    References
    ----------
    .. [1] J. P. Buzen, "Computational algorithms for closed queueing networks with exponential
       servers", Comm. ACM 16, 1973; S. S. Lavenberg (ed.), Computer Performance Modeling
       Handbook, 1983, ch. 3 for several classes (recalled).
    """
    tilt = _first_tilt(population, demand, think, speed)
    X, Q, present = _at_tilt(population, demand, think, speed, tilt)
    tilts = 1
    while np.any(population * np.abs(np.log(X / tilt)) >= _FAR) and tilts < _TILTS:
        tilt, tilts = np.where(X > 0, X, tilt), tilts + 1
        X, Q, present = _at_tilt(population, demand, think, speed, tilt)
    return np.where(population > 0, X, 0.0), Q, present


def single_class_throughputs(demand: Array, speed: Sequence[Array]) -> Array:
    """X(n) for n = 1 … N of one class without think time, from one pass.

    Parameters
    ----------
    demand
        Per station, > 0. [s]
    speed
        Per station its speed with n = 1 … N present, relative to one alone.
    """
    if not speed:
        raise ValueError("a closed network needs a station")
    # The greatest throughput tilts every table into the range of floats.
    tilt = min(float(np.max(s)) / float(d) for s, d in zip(speed, demand, strict=True))
    tables = [
        np.concatenate([[0.0], np.cumsum(np.log(d * tilt) - np.log(s))])
        for d, s in zip(demand, speed, strict=True)
    ]
    whole = reduce(_log_convolved, tables)
    return np.asarray(tilt * np.exp(whole[:-1] - whole[1:]), np.float64)


def _log_convolved(a: Array, b: Array) -> Array:
    """Logarithms of a convolution of exponentials; every total keeps its own scale."""
    from scipy.special import logsumexp

    out = np.empty_like(a)
    for n in range(a.size):
        out[n] = logsumexp(a[: n + 1] + b[n::-1])
    return out


def _first_tilt(
    population: NDArray[np.int64], demand: Array, think: Array, speed: Sequence[Array]
) -> Array:
    """The throughputs of Schweitzer's method with every station at its full speed."""
    from assessor.queueing.closed_approximate import approximate_closed

    total = int(population.sum())
    fastest = (
        np.array([np.max(np.diff(s), initial=0.0) for s in speed])
        if total
        else np.zeros(len(speed))
    )
    rough = approximate_closed(
        population=population,
        service_demand=demand * np.exp(-fastest)[:, np.newaxis],
        think_time=think,
        method="schweitzer",
    ).throughput
    return np.where(population > 0, rough, 1.0)


def _at_tilt(
    population: NDArray[np.int64], demand: Array, think: Array, speed: Sequence[Array], tilt: Array
) -> tuple[Array, Array, list[Array]]:
    weights = [_station(population, d * tilt, s) for d, s in zip(demand, speed, strict=True)]
    delay = _delay(population, think * tilt)
    rest, whole = _all_but_one(weights, delay)
    top = whole.ravel()[-1]
    X = np.array(
        [
            tilt[r] * _one_less(whole, r) / top if population[r] else tilt[r]
            for r in range(population.size)
        ]
    )
    counts = np.indices(whole.shape)
    laws = [_law(w, others) for w, others in zip(weights, rest, strict=True)]
    Q = np.array([(counts * law).reshape(population.size, -1).sum(axis=1) for law in laws])
    total = counts.sum(axis=0).ravel()
    present = [np.bincount(total, law.ravel()).astype(np.float64) for law in laws]
    return X, Q.reshape(len(weights), population.size), present


def _station(population: NDArray[np.int64], load: Array, log_speed: Array) -> Array:
    """(|n|)!/Π n_r! Π load_r^n_r / Π α, on the lattice of populations, largest entry 1."""
    counts = _lattice(population)
    total = counts.sum(axis=0)
    log = gammaln(total + 1) - log_speed[total]
    return _exponential(log + _log_powers(counts, load))


def _lattice(population: NDArray[np.int64]) -> NDArray[np.int64]:
    """Every population up to the given one: (classes, N₁ + 1, …)."""
    return np.indices(tuple(int(n) + 1 for n in population), dtype=np.int64)


def _delay(population: NDArray[np.int64], load: Array) -> Array:
    return _exponential(_log_powers(_lattice(population), load))


def _log_powers(counts: NDArray[np.int64], load: Array) -> Array:
    """Σ_r n_r log load_r − log n_r!, with 0^0 = 1."""
    with np.errstate(divide="ignore"):
        log_load = np.log(load)
    shape = (-1, *(1,) * (counts.ndim - 1))
    with np.errstate(invalid="ignore"):
        powers = np.where(counts > 0, counts * log_load.reshape(shape), 0.0)
    return np.asarray((powers - gammaln(counts + 1)).sum(axis=0), np.float64)


def _exponential(log: Array) -> Array:
    return np.asarray(np.exp(log - np.max(log)), np.float64)


def _all_but_one(weights: list[Array], delay: Array) -> tuple[list[Array], Array]:
    """The network without each station, and the whole: products from the left and the right."""
    left = [delay]
    for w in weights:
        left.append(_convolved(left[-1], w))
    right: Array | None = None
    rest: list[Array] = []
    for i in reversed(range(len(weights))):
        rest.append(left[i] if right is None else _convolved(left[i], right))
        right = weights[i] if right is None else _convolved(weights[i], right)
    # The same scale as the other sums, so that ratios are probabilities.
    return rest[::-1], left[-1]


def _convolved(a: Array, b: Array) -> Array:
    """Convolution cut at the population, scaled to largest entry 1."""
    if a.ndim == 1:
        full = np.convolve(a, b)[: a.size]
    else:
        full = np.zeros_like(a)
        for index in product(*(range(n) for n in a.shape)):
            if b[index] > 0:
                target = tuple(slice(i, None) for i in index)
                source = tuple(slice(0, n - i) for i, n in zip(index, a.shape, strict=True))
                full[target] += b[index] * a[source]
    return np.asarray(full / np.max(full), np.float64)


def _one_less(whole: Array, r: int) -> float:
    index = tuple(n - 1 - (axis == r) for axis, n in enumerate(whole.shape))
    return float(whole[index])


def _law(station: Array, others: Array) -> Array:
    """Law of the numbers at a station, the others holding the rest of the population."""
    joint = station * np.flip(others)
    return np.asarray(joint / joint.sum(), np.float64)
