"""One tier under load: how busy it is, what it loses, and how long a visit stays.

Queueing formulas live in `assessor.queueing`; here a tier of a platform becomes one station.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from assessor.planning.platform import TierView, Visit
from assessor.planning.stays import in_classes, scaled
from assessor.planning.waits import (
    Flow,
    batch_wait,
    batch_wait_law,
    blocked,
    contended_number,
    load_with_wait,
    poisson_wait_law,
)
from assessor.queueing.distributions import convolve, from_moments, ps_response
from assessor.queueing.erlang import erlang_c
from assessor.queueing.sojourn import Constant, Sojourn
from assessor.queueing.stretched import StretchedService

INFINITE = float("inf")
_NO_SHARING = 1e-3
"""A stretch so near 1 that it moves the mean alone: the work, that much longer, is the stay."""
BURSTY_SCV = 10.0
"""Above it two moments say nothing useful about a wait; the drain time is judged instead."""


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
        exponential = batch_wait(whole, load * whole / channels, self.flows)
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
        return load_with_wait(channels, load, self.batch_wait * self.burst_factor)

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
        return max(contended_number(self.tier, self.active, self.offered_load), 1e-300) / (
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
        return blocked(whole, whole + int(limit * share), load)

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
            return batch_wait_law(whole, load, mean=mean, scv=scv, flows=self.flows)
        return poisson_wait_law(whole, load / mean, mean=mean, scv=scv, factor=self.burst_factor)

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
            return scaled(service, self.stretch, self.model)
        law = ps_response(channels, self.equivalent_load / service.mean, service)
        if isinstance(law, StretchedService):
            law = in_classes(law)
        return scaled(law, self.contention_stretch, self.model)

    @property
    def model(self) -> str:
        """What describes it."""
        pooled = " per server" if self.groups[1] < 1.0 else ""
        if self.tier.discipline == "fcfs":
            return "M/G/c FCFS" + pooled
        return {"delay": "delay", "load_dependent": "M/G/c-PS, speed by scalability law"}.get(
            self.tier.discipline, "M/G/c-PS" + pooled
        )
