"""The load that a fleet is judged under: rates per class, and the rest, in plain numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from assessor.demand import DesignHour, YearDemand, work_per_request
from assessor.scenario.model import Scenario
from assessor.scenario.services import ClosedService, OpenService, PartlyOpenService

SESSION = ("traffic_funnel", "session_minutes_transaction")
THINK_TIME = ("traffic_funnel", "think_time_s")
"""Shared inputs that turn visits a second into people on the site."""


@dataclass(frozen=True)
class ClosedUsers:
    """Staff who think, ask and wait."""

    service: str
    users: float
    """At work at the same time. [users]"""
    think_time: float
    """[s]"""
    requests: dict[str, float]
    """Requests of each class per interaction."""
    group: str


@dataclass(frozen=True)
class MediaLoad:
    """Bit rate that a media tier or a link must carry."""

    mbps: float
    mbps_per_channel: float = 1.0
    sites: float = 0.0
    """Streams behind it."""


@dataclass(frozen=True)
class DesignLoad:
    """The worst five minutes of the design hour of one year."""

    year: int
    basis: str
    at: str | None
    arrival_rates: dict[str, float]
    """Requests per second of each class. [1/s]"""
    arrival_scv: dict[str, float] = field(default_factory=dict)
    """Between requests of a class, batches apart; 1 where absent."""
    batch: dict[str, float] = field(default_factory=dict)
    """Mean size of the geometric batches in which a class arrives; 1 where absent."""
    parallel: dict[str, float] = field(default_factory=dict)
    """Requests of a class that one page sends at once; 1 where absent."""
    consumers: dict[str, int] = field(default_factory=dict)
    """tier → messages worked on at the same time, at most."""
    closed: tuple[ClosedUsers, ...] = ()
    media: dict[str, MediaLoad] = field(default_factory=dict)
    links: dict[str, MediaLoad] = field(default_factory=dict)
    storage_tib: dict[str, float] = field(default_factory=dict)
    """tier → volume held, all copies."""
    users: dict[str, float] = field(default_factory=dict)
    """group → people at work or on the site at the same time."""
    mean_share: float = 0.5
    """Mean rate of the year over the design rate, for energy."""

    remote_calls: dict[str, float] = field(default_factory=dict)
    """Times the visits to external tiers, by class; 1 where absent."""
    work_by_hour: dict[str, tuple[float, ...]] = field(default_factory=dict)
    """tier → erlangs of each hour of the design day, for coincidence of peaks."""

    def scaled(self, factor: float) -> DesignLoad:
        """The same mix, `factor` times as much."""
        return replace(
            self,
            arrival_rates={c: rate * factor for c, rate in self.arrival_rates.items()},
            users={g: n * factor for g, n in self.users.items()},
            closed=tuple(replace(c, users=c.users * factor) for c in self.closed),
        )


def loads_of(resolved: Scenario, demand: YearDemand) -> tuple[DesignLoad, ...]:
    """The design hour of all tiers together first, then other hours that some tier finds worse."""
    first, *others = demand.designs
    kept = [first, *(d for d in others if not _within(d.arrival_rates, first.arrival_rates))]
    return tuple(_load(resolved, demand, design) for design in kept)


def _within(rates: Mapping[str, float], limits: Mapping[str, float]) -> bool:
    return all(rate <= limits.get(c, 0.0) * (1 + 1e-12) for c, rate in rates.items())


def _load(resolved: Scenario, demand: YearDemand, design: DesignHour) -> DesignLoad:
    machines = demand.machine.values()
    machine_classes = {c for load in machines for c in load.requests}
    rates = {c: r for c, r in design.arrival_rates.items() if c in resolved.platform.demands}
    return DesignLoad(
        year=demand.year,
        basis=design.basis,
        at=f"{design.day.isoformat()}T{design.hour:02d}:00",
        arrival_rates=rates,
        arrival_scv={c: v for c, v in demand.arrival_scvs.items() if c not in machine_classes},
        batch=_batches(demand, design),
        parallel=_parallel(resolved, design),
        consumers=_consumers(demand),
        closed=_closed_users(resolved, demand, design),
        media=_media(demand, resolved),
        links=_links(demand),
        storage_tib=_storage(demand),
        users=_users(resolved, demand, design),
        mean_share=_mean_share(resolved, demand, design),
        remote_calls=dict(design.remote_calls_factors),
    )


def _batches(demand: YearDemand, design: DesignHour) -> dict[str, float]:
    """Mean batch of each class that machines send, streams weighted by their rates."""
    total: dict[str, float] = {}
    weighted: dict[str, float] = {}
    for name, load in demand.machine.items():
        # A two-state process bunches like batches with the same index of dispersion.
        mean = load.mean_batch if load.mmpp is None else (load.arrival_scv + 1) / 2
        for request_class, rate in design.by_service.get(name, {}).items():
            total[request_class] = total.get(request_class, 0.0) + rate
            weighted[request_class] = weighted.get(request_class, 0.0) + rate * mean
    return {c: weighted[c] / rate for c, rate in total.items() if rate > 0}


def _parallel(resolved: Scenario, design: DesignHour) -> dict[str, float]:
    """Requests that one page or interaction sends at once, streams weighted by their rates."""
    total: dict[str, float] = {}
    weighted: dict[str, float] = {}
    for name, rates in design.by_service.items():
        for request_class, rate in rates.items():
            count = _per_page(resolved, name, request_class)
            total[request_class] = total.get(request_class, 0.0) + rate
            weighted[request_class] = weighted.get(request_class, 0.0) + rate * count
    return {c: max(weighted[c] / rate, 1.0) for c, rate in total.items() if rate > 0}


def _per_page(resolved: Scenario, service_id: str, request_class: str) -> float:
    service = resolved.services[service_id]
    if isinstance(service, OpenService):
        rule = service.funnel.requests[request_class]
        kept = 1.0 if rule.offloaded_share is None else 1.0 - rule.offloaded_share.base
        return rule.count.base * kept if rule.per == "page" else 1.0
    if isinstance(service, ClosedService | PartlyOpenService):
        return service.requests_per_interaction[request_class].base
    return 1.0


def _consumers(demand: YearDemand) -> dict[str, int]:
    found: dict[str, int] = {}
    for load in demand.machine.values():
        if load.tier is not None and load.consumers is not None:
            found[load.tier] = found.get(load.tier, 0) + load.consumers
    return found


def _closed_users(
    resolved: Scenario, demand: YearDemand, design: DesignHour
) -> tuple[ClosedUsers, ...]:
    return tuple(
        ClosedUsers(
            name,
            design.active_users[name],
            load.think_time,
            dict(load.requests_per_interaction),
            _group(resolved, name),
        )
        for name, load in demand.closed.items()
        if design.active_users.get(name, 0.0) > 0 and load.requests_per_interaction
    )


def _group(resolved: Scenario, service_id: str) -> str:
    population = getattr(resolved.services[service_id], "population", None)
    found = resolved.populations.get(str(population))
    return found.users if found else "machines"


def _media(demand: YearDemand, resolved: Scenario) -> dict[str, MediaLoad]:
    found: dict[str, MediaLoad] = {}
    for load in demand.conference.values():
        if load.tier in resolved.platform.tiers and load.media_cores > 0:
            before = found.get(load.tier, MediaLoad(0.0))
            found[load.tier] = MediaLoad(
                before.mbps + load.bit_rate,
                load.bit_rate / load.media_cores,
                before.sites + load.streams,
            )
    return found


def _links(demand: YearDemand) -> dict[str, MediaLoad]:
    found: dict[str, MediaLoad] = {}
    for load in demand.conference.values():
        before = found.get(load.link, MediaLoad(0.0))
        found[load.link] = MediaLoad(before.mbps + load.bit_rate, 1.0, before.sites + load.streams)
    return found


def _storage(demand: YearDemand) -> dict[str, float]:
    found: dict[str, float] = {}
    for load in demand.storage.values():
        found[load.tier] = found.get(load.tier, 0.0) + load.occupied
    return found


def _shared(resolved: Scenario, name: tuple[str, str]) -> float | None:
    found = resolved.inputs.get(name[0], {}).get(name[1])
    return None if found is None else found.base


def visit_length(resolved: Scenario, pages: float) -> float | None:
    """How long a visitor stays: the shared input, or else pages × time between pages. [s]"""
    minutes = _shared(resolved, SESSION)
    if minutes is not None:
        return minutes * 60.0
    pause = _shared(resolved, THINK_TIME)
    staff = (
        s.think_time_s.base for s in resolved.services.values() if isinstance(s, ClosedService)
    )
    pause = next(staff, None) if pause is None else pause
    return None if pause is None else pages * pause


def _stay(resolved: Scenario, name: str, pages: float) -> float | None:
    """A session of a partly open service lasts as long as its own pauses. [s]"""
    service = resolved.services[name]
    if isinstance(service, PartlyOpenService):
        return pages * service.think_time_s.base
    return visit_length(resolved, pages)


def _users(resolved: Scenario, demand: YearDemand, design: DesignHour) -> dict[str, float]:
    """People at once: N of the staff; visits/s × length of a visit.

    Whoever a service elsewhere calls back about is already here as a visitor of the city's own.
    """
    found: dict[str, float] = {}
    for name, active in design.active_users.items():
        group = _group(resolved, name)
        found[group] = found.get(group, 0.0) + active
    for name, visits in design.visits.items():
        length = _stay(resolved, name, demand.open[name].pages_per_visit)
        is_here = resolved.services[name].hosted == "city"
        if is_here and length is not None and demand.open[name].requests:
            group = _group(resolved, name)
            found[group] = found.get(group, 0.0) + visits * length
    return found


def _mean_share(resolved: Scenario, demand: YearDemand, design: DesignHour) -> float:
    """Mean over the year against the design hour, classes weighted by nominal work."""
    work = {c: sum(tiers.values()) for c, tiers in work_per_request(resolved).items()}
    at_design = sum(rate * work.get(c, 0.0) for c, rate in design.arrival_rates.items())
    mean = sum(float(np.mean(r)) * work.get(c, 0.0) for c, r in demand.arrival_rates.items())
    return min(mean / at_design, 1.0) if at_design > 0 else 0.0
