"""Thread pools that are held during the calls further down: layers of tokens.

A request takes a thread, works on its own channels and calls the next layer, and gives the
thread back only when all of that is done. Seen from outside, a pool of m threads is a station
whose speed with n requests inside is the throughput of the closed network of what it contains
with min(n, m) requests (flow equivalence). Layers are solved from the inmost outwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessor.queueing.networks_response import end_to_end
from assessor.queueing.sojourn import Constant, DelayedStay, Sojourn, combined_class
from assessor.queueing.transforms import Complex

Array = NDArray[np.float64]

_LEFT_OUT = 1e-16


@dataclass(frozen=True)
class Work:
    """Own work of a layer on one of its resources, over all visits of one request."""

    service_demand: float
    """[s]"""
    servers: float
    """Processor-sharing channels; inf for a pure delay such as a remote call."""
    stay: Sojourn | None = None
    """Law of that work where threads are plenty; only its shape is used. Exponential if None."""


@dataclass(frozen=True)
class Pool:
    """Threads, what they work on, and the layer that they call and wait for."""

    threads: int
    work: tuple[Work, ...]
    inner: Pool | None = None
    calls: float = 1.0
    """Mean calls of the inner layer by one request of this one. [1]"""


@dataclass(frozen=True)
class PoolState:
    """One layer under its load, from the outermost in."""

    arrival_rate: float
    capacity: float
    """Most requests per second that the layer and all below it can carry. [1/s]"""
    utilisation: float
    """Mean share of the threads held; 1 where unstable. [1]"""
    delay_probability: float
    """P(no thread free). [1]"""
    waiting_mean: float
    """For a thread. [s]"""
    holding_mean: float
    """Of a thread: own work and the whole response of the layer below. [s]"""
    response: Sojourn
    """Of one request of the layer: the wait for a thread, and the holding time."""
    model: str = "thread pool by flow equivalence"
    error_class: str = "pool"


def held_pools(pool: Pool, *, arrival_rate: float) -> tuple[PoolState, ...]:
    """Thread pools in layers under Poisson arrivals.

    Parameters
    ----------
    pool
        The outermost layer, holding the others.
    arrival_rate
        Of the outermost layer, ≥ 0. [1/s]

    Returns
    -------
    The layers from the outermost in; of infinite wait where a layer cannot carry its load.

    Raises
    ------
    ValueError
        Threads below 1, demands or calls below 0, or a layer without any work.

    Notes
    -----
    Means are exact for product-form contents apart from the decomposition itself. The law of the
    wait is exponential beyond an atom at 0, as the number waiting is geometric; the law of the
    holding time has the given shapes, moved to the mean that flow equivalence gives.

    References
    ----------
    .. [1] K. M. Chandy, U. Herzog and L. Woo, "Parametric analysis of queuing networks", IBM J.
       Res. Dev. 19, 1975: flow equivalence. S. S. Lavenberg (ed.), Computer Performance Modeling
       Handbook, 1983, sec. 3.5 on passive resources (recalled).
    """
    if not arrival_rate >= 0:
        raise ValueError(f"arrival_rate must be ≥ 0, got {arrival_rate}")
    layers = _layers(pool)
    curves = _curves(layers)
    rates = arrival_rate * np.cumprod([1.0] + [layer.calls for layer in layers[:-1]])
    states: list[PoolState] = []
    inner: Sojourn | None = None
    for layer, curve, rate in reversed(list(zip(layers, curves, rates, strict=True))):
        state = _state(layer, curve, float(rate), inner)
        states.append(state)
        inner = state.response
    return tuple(reversed(states))


def _layers(pool: Pool) -> list[Pool]:
    layers = [pool]
    while layers[-1].inner is not None:
        layers.append(layers[-1].inner)
    for layer in layers:
        works = all(w.service_demand >= 0 and w.servers > 0 for w in layer.work)
        if layer.threads < 1 or not works or layer.calls < 0:
            raise ValueError(f"threads ≥ 1, demands and calls ≥ 0 and servers > 0: {layer}")
        if layer.inner is None and sum(w.service_demand for w in layer.work) == 0:
            raise ValueError("the inmost layer has no work")
    return layers


def _curves(layers: Sequence[Pool]) -> list[Array]:
    """Throughput of each layer with n = 1 … threads requests inside, from the inmost out."""
    curves: list[Array] = []
    for layer in reversed(layers):
        below = curves[-1] if curves else None
        curves.append(_throughputs(layer, below))
    return curves[::-1]


def _throughputs(layer: Pool, below: Array | None) -> Array:
    from assessor.queueing.closed_convolution import single_class_throughputs

    present = np.arange(1, layer.threads + 1)
    demands = [w.service_demand for w in layer.work if w.service_demand > 0]
    speeds = [np.minimum(present, w.servers) for w in layer.work if w.service_demand > 0]
    if below is not None and layer.calls > 0:
        # One request below alone takes 1/X(1); n of them are faster by X(n)/X(1).
        demands.append(layer.calls / float(below[0]))
        speeds.append(below[np.minimum(present, below.size) - 1] / below[0])
    return single_class_throughputs(np.array(demands), speeds)


def _state(layer: Pool, curve: Array, rate: float, inner: Sojourn | None) -> PoolState:
    capacity = float(curve[-1])
    if rate >= capacity:
        lost = Constant(np.inf, model="thread pool")
        return PoolState(rate, capacity, 1.0, 1.0, np.inf, np.inf, lost)
    held, busy = _occupancy(curve, rate)
    spare = capacity - rate
    waiting = busy / spare if rate > 0 else 0.0
    holding = held / rate if rate > 0 else 1 / float(curve[0])
    contents = _contents(layer, rate, inner)
    factor = holding / contents.mean
    response = end_to_end(
        [DelayedStay(busy, spare, Constant(0.0), "thread pool", "pool"), _Scaled(contents, factor)]
    )
    return PoolState(rate, capacity, held / layer.threads, busy, waiting, holding, response)


def _occupancy(curve: Array, rate: float) -> tuple[float, float]:
    """Mean threads held, and P(all are): birth and death up to m, geometric beyond."""
    log = np.concatenate([[0.0], np.cumsum(np.log(max(rate, 1e-300)) - np.log(curve))])
    weights = np.exp(log - log.max())
    beyond = weights[-1] / (1 - rate / float(curve[-1]))
    weights[-1] = beyond
    law = weights / weights.sum()
    return float(law @ np.arange(law.size)), float(law[-1])


def _contents(layer: Pool, rate: float, inner: Sojourn | None) -> Sojourn:
    """What a thread does, by the laws of an open network: the shape of its holding time."""
    parts = [_stay(w, rate) for w in layer.work if w.service_demand > 0]
    counts = [1.0] * len(parts)
    if inner is not None and layer.calls > 0:
        parts.append(inner)
        counts.append(layer.calls)
    return end_to_end(parts, counts)


def _stay(work: Work, rate: float) -> Sojourn:
    from assessor.queueing.distributions import exponential, mmc_response, ps_response

    if work.stay is not None:
        return work.stay
    if np.isinf(work.servers):
        return exponential(work.service_demand)
    if work.servers == 1:
        return mmc_response(1, rate, 1 / work.service_demand)
    return ps_response(work.servers, rate, exponential(work.service_demand))


@dataclass(frozen=True)
class _Scaled(Sojourn):
    """The same law, `factor` times as long."""

    law: Sojourn
    factor: float

    @property
    def mean(self) -> float:
        """[s]"""
        return self.law.mean * self.factor

    @property
    def scv(self) -> float:
        """[1]"""
        return self.law.scv

    @property
    def model(self) -> str:
        """What it describes."""
        return self.law.model

    @property
    def error_class(self) -> str:
        """The classes of the law, and of the scaling."""
        return combined_class([self.law, Constant(0.0, error_class="pool")])

    def transform(self, s: Complex) -> Complex:
        """E[e^(−sT)]."""
        return self.law.transform(np.asarray(s, np.complex128) * self.factor)
