"""One tier under load: how busy it is, what it loses, and how long a visit stays.

Queueing formulas live in `assessor.queueing`; here a tier of a platform becomes one station.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessor.planning.platform import TierView, Visit
from assessor.queueing.distributions import convolve, from_moments, ps_response
from assessor.queueing.erlang import erlang_c
from assessor.queueing.sojourn import Constant, DelayedStay, ErlangMixture, Sojourn
from assessor.queueing.stretched import StretchedClasses, StretchedService
from assessor.queueing.transforms import Complex

Floats = NDArray[np.float64]
INFINITE = float("inf")
_CLASSES = np.concatenate(
    [[0.0, 0.003, 0.015, 0.05], np.linspace(0.1, 5.0, 34), np.linspace(5.3, 20.0, 15)]
)
"""Edges of the classes of work, as −log of the share of larger works: fine where most lie."""
_GRID = 400
"""Points from which on a question is a grid that will be asked again."""
_NO_SHARING = 1e-3
"""A stretch so near 1 that it moves the mean alone: the work, that much longer, is the stay."""
_FAR = 8.0
"""Standard deviations beyond which nobody waits: measured, below 3e-6 of the work is left out."""
_NO_WAIT = 1e-12
"""A wait of so small a part of the work is none: its square would not be a number."""
BURSTY_SCV = 10.0
"""Above it two moments say nothing useful about a wait; the drain time is judged instead."""


@dataclass(frozen=True)
class Flow:
    """What one class brings to a tier."""

    request_class: str
    arrival_rate: float
    """Visits. [1/s]"""
    visit: Visit
    arrival_scv: float
    """Between visits or their batches. [1]"""
    slots: float = 1.0
    """Visits that one page sends at once. [1]"""
    batch: float = 1.0
    """Mean size of the geometric batches in which machines send. [1]"""

    @property
    def offered_load(self) -> float:
        """[erlang]"""
        return self.arrival_rate * self.visit.demand


@dataclass(frozen=True)
class Scaled(Sojourn):
    """The same law, `factor` times as long."""

    law: Sojourn
    factor: float
    model: str
    error_class: str

    @property
    def mean(self) -> float:
        """[s]"""
        return self.law.mean * self.factor

    @property
    def scv(self) -> float:
        """[1]"""
        return self.law.scv

    def transform(self, s: Complex) -> Complex:
        """E[exp(−sX)]."""
        return self.law.transform(np.asarray(s, np.complex128) * self.factor)


class Remembered(Sojourn):
    """A stay that remembers its transform where the same times are asked again and again.

    A promise asks for one time, whatever the fleet; a mean of the slowest for one grid.
    """

    def __init__(self, law: Sojourn) -> None:
        self.law = law
        self.mean, self.scv = law.mean, law.scv  # type: ignore[misc]  # stored here, derived there
        self.model, self.error_class = law.model, law.error_class  # type: ignore[misc]  # the same
        self._known: dict[tuple[int, complex, complex], Complex] = {}

    def transform(self, s: Complex) -> Complex:
        """E[exp(−sX)]."""
        if s.ndim != 1 and s.size < _GRID:
            return self.law.transform(s)
        key = (s.size, complex(s.flat[0]), complex(s.flat[-1]))
        if key not in self._known:
            self._known[key] = self.law.transform(s)
        return self._known[key]


class RememberedAnswers(Sojourn):
    """A law that is asked the same few questions in every state of every fleet."""

    def __init__(self, law: Sojourn) -> None:
        self.law = law
        self.mean, self.scv = law.mean, law.scv  # type: ignore[misc]  # stored here, derived there
        self.model, self.error_class = law.model, law.error_class  # type: ignore[misc]  # the same
        self._known: dict[tuple[str, bytes], Floats] = {}

    def transform(self, s: Complex) -> Complex:
        """E[exp(−sX)]."""
        return self.law.transform(s)

    def tail(self, t: ArrayLike) -> Floats:
        """P(X > t)."""
        return self._asked("tail", t)

    def quantile(self, probability: ArrayLike) -> Floats:
        """Least t with P(X ≤ t) ≥ probability. [s]"""
        return self._asked("quantile", probability)

    def _asked(self, what: str, values: ArrayLike) -> Floats:
        at = np.asarray(values, np.float64)
        key = (what, at.tobytes())
        if key not in self._known:
            self._known[key] = self.law.tail(at) if what == "tail" else self.law.quantile(at)
        return self._known[key]


@dataclass(frozen=True)
class PlacesWait(Sojourn):
    """A wait for n ends of service with probability `places[n]`, each after an exponential time."""

    places: Floats
    rate: float
    """[1/s]"""
    model: str = "M^[X]/G/c FCFS"
    error_class: str = "batch_wait"

    @cached_property
    def mean(self) -> float:
        """[s]"""
        return float(self.places @ np.arange(len(self.places))) / self.rate

    @cached_property
    def scv(self) -> float:
        """[1]"""
        n = np.arange(len(self.places))
        second = float(self.places @ (n * (n + 1.0))) / self.rate**2
        return second / self.mean**2 - 1.0

    def transform(self, s: Complex) -> Complex:
        """Σ p_n (r/(r + s))ⁿ, by Horner's rule."""
        stage = self.rate / (self.rate + np.asarray(s, np.complex128))
        total = np.zeros_like(stage)
        for share in self.places[::-1]:
            total = total * stage + share
        return total


@dataclass(frozen=True)
class Station:
    """A tier with so many active servers under the flows of a design load."""

    tier: TierView
    active: int
    flows: tuple[Flow, ...]
    consumers: int | None = None

    @cached_property
    def offered_load(self) -> float:
        """Channels kept busy. [erlang]"""
        return float(sum(flow.offered_load for flow in self.flows))

    @cached_property
    def channels(self) -> float:
        """Channels that can work at once; what contention takes is already off. [1]"""
        capacity = self.tier.capacity(self.active)
        return capacity if self.consumers is None else min(capacity, float(self.consumers))

    @cached_property
    def utilisation(self) -> float:
        """Offered load over channels; ≥ 1 is unstable. [1]"""
        if self.offered_load == 0:
            return 0.0
        return self.offered_load / self.channels if self.channels > 0 else INFINITE

    @property
    def is_stable(self) -> bool:
        """True where the queue does not grow for ever."""
        return self.channels > 0 and self.utilisation < 1.0

    @cached_property
    def service(self) -> tuple[float, float]:
        """Mean and SCV of the work of a visit, all classes together. [s], [1]"""
        rate = sum(flow.arrival_rate for flow in self.flows)
        if rate == 0 or self.offered_load == 0:
            return 0.0, 1.0
        mean = self.offered_load / rate
        second = sum(
            flow.arrival_rate * flow.visit.demand**2 * (1 + flow.visit.scv) for flow in self.flows
        )
        return mean, max(second / rate / mean**2 - 1, 0.0)

    @cached_property
    def arrival_scv(self) -> float:
        """Of all visits together: streams weighted by their work. [1]"""
        if self.offered_load == 0:
            return 1.0
        # Beyond the measured classes' range a burst is judged by its drain time, not by moments.
        shares = (min(f.arrival_scv, BURSTY_SCV) * f.offered_load for f in self.flows)
        return sum(shares) / self.offered_load

    @cached_property
    def burst_factor(self) -> float:
        """How much longer the wait is than with Poisson batches, in heavy traffic. [1]

        (c_a² + c_s²)/(1 + c_s²) under both disciplines: under processor sharing the number
        present is the workload over the mean residual work, (1 + c_s²)/2 services.
        """
        scv = self.service[1]
        return max((self.arrival_scv + scv) / (1 + scv), 1.0)

    @cached_property
    def batch_wait(self) -> float:
        """Mean wait over mean work, visits of one page arriving together; exact for M^[X]/M/c."""
        channels, share = self.groups
        load = self.offered_load * share
        if load == 0:
            return 0.0
        if all(flow.slots <= 1.0 for flow in self.flows):
            return float(erlang_c(channels, load)) / (channels - load)
        whole = max(int(channels), 1)
        exponential = _batch_wait(whole, load * whole / channels, self.flows)
        return exponential * self.batch_relief

    @cached_property
    def batch_relief(self) -> float:
        """Wait behind batches with work of this SCV over that with exponential work. [1]

        In heavy traffic (c_a² + c_s²)/(1 + c_s²) with c_a² the mean batch that a visit comes in,
        against (c_a² + 1)/2; 1 without batches, where processor sharing is insensitive.
        """
        scv = self.service[1]
        size = sum(f.offered_load * max(f.slots, 1.0) for f in self.flows) / self.offered_load
        return 2.0 * (size + scv) / ((size + 1.0) * (1.0 + scv))

    @cached_property
    def groups(self) -> tuple[float, float]:
        """Channels of one group that shares its queue, and the share of the load it gets."""
        if self.tier.balancing == "random" and self.active > 0 and self.tier.usl is None:
            return self.channels / self.active, 1.0 / self.active
        return self.channels, 1.0

    @cached_property
    def equivalent_load(self) -> float:
        """Offered load at which Poisson arrivals wait as long as these bursts do. [erlang]"""
        channels, share = self.groups
        load = self.offered_load * share
        bursty = self.burst_factor > 1.0 or any(flow.slots > 1.0 for flow in self.flows)
        if not bursty or not self.is_stable or load == 0 or self.batch_wait == 0.0:
            return load
        return _load_with_wait(channels, load, self.batch_wait * self.burst_factor)

    @cached_property
    def stretch(self) -> float:
        """Mean stay over mean work under processor sharing, for every class alike. [1]"""
        if not self.is_stable:
            return INFINITE
        channels, _ = self.groups
        load = self.equivalent_load
        delayed = float(erlang_c(channels, load))
        pooled = 1.0 + delayed / (channels * (1.0 - load / channels))
        return pooled * self.contention_stretch

    @cached_property
    def contention_stretch(self) -> float:
        """Mean number present with the speed of the scalability law, over that without. [1]"""
        law = self.tier.usl
        if law is None or self.offered_load == 0 or not self.is_stable:
            return 1.0
        return max(_contended_number(self.tier, self.active, self.offered_load), 1e-300) / (
            self.offered_load
            * (
                1.0
                + float(erlang_c(self.channels, self.offered_load))
                / (self.channels - self.offered_load)
            )
        )

    @cached_property
    def loss_share(self) -> float:
        """Visits that find the queue full; 1 where the queue has no limit and grows for ever."""
        limit = self.tier.queue_limit
        if limit is None:
            return 0.0 if self.is_stable else 1.0
        channels, share = self.groups
        whole = max(int(channels), 1)
        if self.active == 0 or channels <= 0:
            return 1.0 if self.offered_load > 0 else 0.0
        load = self.offered_load * share * whole / channels
        return _blocked(whole, whole + int(limit * share), load)

    @cached_property
    def wait(self) -> Sojourn:
        """First come, first served: the wait of a visit, the same for every class. [s]"""
        channels, share = self.groups
        mean, scv = self.service
        if mean == 0:
            return Constant(0.0)
        whole = max(int(channels), 1)
        load = self.offered_load * share * whole / channels
        if any(flow.batch > 1.0 for flow in self.flows):
            return _batch_wait_law(whole, load, mean=mean, scv=scv, flows=self.flows)
        return _poisson_wait_law(whole, load / mean, mean=mean, scv=scv, factor=self.burst_factor)

    def stay(self, visit: Visit) -> Sojourn:
        """Time that one visit spends here."""
        if visit.demand == 0:
            return Constant(0.0)
        if self.tier.discipline == "delay":
            return from_moments(visit.demand, visit.scv)
        if not self.is_stable:
            return Constant(INFINITE, model="unstable", error_class="exact")
        service = from_moments(visit.demand, visit.scv)
        if self.tier.discipline == "fcfs":
            return convolve([self.wait, service])
        return self._shared_stay(service)

    def _shared_stay(self, service: Sojourn) -> Sojourn:
        channels, _ = self.groups
        pooled = self.stretch / self.contention_stretch
        if pooled - 1.0 < _NO_SHARING:
            return _scaled(service, self.stretch, self.model)
        law = ps_response(channels, self.equivalent_load / service.mean, service)
        if isinstance(law, StretchedService):
            law = _in_classes(law)
        return _scaled(law, self.contention_stretch, self.model)

    @property
    def model(self) -> str:
        """What describes it."""
        pooled = " per server" if self.groups[1] < 1.0 else ""
        if self.tier.discipline == "fcfs":
            return "M/G/c FCFS" + pooled
        return {"delay": "delay", "load_dependent": "M/G/c-PS, speed by scalability law"}.get(
            self.tier.discipline, "M/G/c-PS" + pooled
        )


def _in_classes(law: StretchedService) -> StretchedClasses:
    """The same response with jobs gathered by size: a tenth of the work, quantiles within 0.3 %."""
    shares, least, means, variances = _size_classes(law.service.scv)
    size = law.service.mean
    return StretchedClasses(
        shares,
        least * size,
        law.stretch * means * size,
        law.stretch**2 * variances * size**2 + law.memory.spread(means * size),
    )


@lru_cache(maxsize=256)
def _size_classes(scv: float) -> tuple[Floats, Floats, Floats, Floats]:
    """Shares, least sizes, means and variances of classes of a work of mean 1."""
    work = from_moments(1.0, scv)
    if not isinstance(work, ErlangMixture):
        raise TypeError(f"work of SCV {scv} has no density")
    beyond = -np.expm1(-_CLASSES)
    edges = np.concatenate([[0.0], np.asarray(work.quantile(beyond[1:]), np.float64)])
    node, weight = np.polynomial.legendre.leggauss(8)
    half = np.diff(edges)[:, np.newaxis] / 2.0
    sizes = edges[:-1, np.newaxis] + half * (1.0 + node)
    density = half * weight * work.density(sizes)
    shares = density.sum(axis=1)
    means = (density * sizes).sum(axis=1) / shares
    variances = (density * sizes**2).sum(axis=1) / shares - means**2
    shares = shares / shares.sum()
    return shares, edges[:-1], means / float(shares @ means), np.maximum(variances, 1e-9 * means**2)


def _scaled(law: Sojourn, factor: float, model: str) -> Sojourn:
    if factor == 1.0:
        return law
    if isinstance(law, ErlangMixture):
        return replace(law.scaled(factor), model=model, error_class="sharing")
    return Scaled(law, factor, model, "sharing")


def _batch_wait(channels: int, load: float, flows: Sequence[Flow]) -> float:
    """Mean wait over mean work where each class comes in batches of its own size."""
    from assessor.queueing.batches import batch_queue

    most = float(max(flow.slots for flow in flows))
    # Without a limit on channels the number present has mean a and a variance below a × batch.
    if channels - load > _FAR * (load * most) ** 0.5 + most:
        return 0.0
    sizes = np.zeros(int(np.ceil(most)) + 1)
    for flow in flows:
        batches = flow.offered_load / flow.slots
        whole, part = int(flow.slots), flow.slots % 1.0
        # A page of 2.4 requests has two, and in 40 % of the cases three.
        sizes[whole] += batches * (1 - part)
        sizes[whole + 1 if part else whole] += batches * part
    mean = float(sizes @ np.arange(len(sizes))) / float(sizes.sum())
    answer = batch_queue(
        servers=channels, batch_rate=load / mean, batch_sizes=sizes[1:], service_rate=1.0
    )
    return answer.waiting_mean


def _load_with_wait(channels: float, load: float, target: float) -> float:
    """The load at which Poisson arrivals wait as long, by narrowing a grid."""

    def wait(at: Floats) -> Floats:
        return np.asarray(erlang_c(channels, at) / (channels - at), np.float64)

    low, high = load, channels * (1 - 1e-9)
    for _ in range(5):
        grid = np.linspace(low, high, 17)
        below = int(np.searchsorted(wait(grid), target))
        if below >= len(grid):
            return high
        low, high = float(grid[max(below - 1, 0)]), float(grid[below])
    return high


def _contended_number(tier: TierView, active: int, load: float) -> float:
    """Mean number present where n requests are worked on at the speed of n channels."""
    from assessor.queueing.finite import birth_death

    law = tier.usl
    if law is None:
        raise ValueError(f"{tier.id} has no scalability law")
    most = min(float(active * tier.vcpu), law.peak_concurrency)
    utilisation = load / tier.capacity(active)
    beyond = int(np.ceil(np.log(1e-12) / np.log(utilisation))) if utilisation < 1 else 0
    states = np.arange(1, int(most) + min(beyond, 200_000) + 1, dtype=np.float64)
    speeds = np.asarray(law.speed(np.minimum(states, most)), np.float64)
    inside = birth_death(np.full(len(states), load), speeds)
    return float(inside @ np.arange(len(inside)))


def _blocked(channels: int, places: int, load: float) -> float:
    from assessor.queueing.finite import mmck

    if load <= 0:
        return 0.0
    answer = mmck(servers=channels, capacity=places, arrival_rate=load, service_rate=1.0)
    return float(answer.blocking_probability)


def _poisson_wait_law(
    channels: int, arrival_rate: float, *, mean: float, scv: float, factor: float
) -> Sojourn:
    """An exponential wait for the delayed, its mean that of M/G/c times the burst factor."""
    from assessor.queueing.approximations import mgc

    answer = mgc(servers=channels, arrival_rate=arrival_rate, service_mean=mean, service_scv=scv)
    wait = float(answer.waiting_mean) * factor
    delayed = float(answer.delay_probability)
    if wait <= _NO_WAIT * mean or delayed <= 0:
        return Constant(0.0)
    return DelayedStay(delayed, delayed / wait, Constant(0.0), "M/G/c FCFS", "mgc_wait")


def _batch_wait_law(
    channels: int, load: float, *, mean: float, scv: float, flows: Sequence[Flow]
) -> Sojourn:
    """Wait of one message of a batch: exact for exponential work, stretched for other SCVs."""
    from assessor.queueing.batches import batch_queue

    sizes = np.zeros(1)
    for flow in flows:
        batches = flow.arrival_rate / flow.batch
        shares = _geometric(flow.batch) * batches
        sizes = np.pad(sizes, (0, max(len(shares) - len(sizes), 0)))
        sizes[: len(shares)] += shares
    size = float(sizes @ np.arange(1, len(sizes) + 1)) / float(sizes.sum())
    rate = load / mean / size
    answer = batch_queue(
        servers=channels, batch_rate=rate, batch_sizes=sizes, service_rate=1.0 / mean
    )
    bunching = 2.0 * size - 1.0
    factor = (bunching + scv) / (bunching + 1.0)
    if answer.place[1:].sum() <= 0:
        return Constant(0.0)
    return PlacesWait(answer.place / answer.place.sum(), channels / mean / factor)


def _geometric(mean: float) -> Floats:
    """Shares of batches of 1, 2, … messages, cut where a billionth is left."""
    if mean <= 1.0:
        return np.ones(1)
    stay = 1.0 - 1.0 / mean
    length = int(np.ceil(np.log(1e-9) / np.log(stay)))
    return np.asarray((1.0 - stay) * stay ** np.arange(length), np.float64)
