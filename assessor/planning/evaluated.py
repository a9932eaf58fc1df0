"""From a fleet and a year's load to the results that people read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from assessor.planning.availability import availability, remote_availability
from assessor.planning.evaluation import QUANTILES, Check, Evaluator
from assessor.planning.events import EventView, event_result
from assessor.planning.fleet import Prices, SiteFleet, site_fleet
from assessor.planning.load import DesignLoad
from assessor.planning.platform import HOUR, PlatformView, TierView
from assessor.planning.result import (
    ClassResult,
    ClosedResult,
    FleetResult,
    LinkResult,
    PromiseResult,
    SiteResult,
    StateResult,
    StoreResult,
    TierResult,
    Totals,
)
from assessor.planning.sizing import Broken
from assessor.planning.states import ALL_UP, State, states_of
from assessor.planning.words import Number, Words, worded

_SHARES = {"utilisation", "response", "loss_share", "availability", "event_loss_share"}
_TAILS = {"response", "loss_share"}
_NOBODY = 1e-7
"""A share so small that it is the noise of an inversion."""
_UNITS = {"loss_share": "1", "drain_time_min": "min", "availability": "1"}


@dataclass(frozen=True)
class Fleet:
    """Servers on hosts, and what is said about how their number came about."""

    servers: Mapping[str, int]
    required: Mapping[str, int]
    hosts: Mapping[str, int]
    """That carry load, by site."""
    storage_tib: Mapping[str, float]
    binding: Mapping[str, Words | None]
    kept: Mapping[str, Words | None]
    random: Mapping[str, int | None] = field(default_factory=dict)
    """Servers that random balancing would need."""


@dataclass(frozen=True)
class YearView:
    """One year in one world: the platform, its design hours, the prices."""

    platform: PlatformView
    evaluators: tuple[Evaluator, ...]
    prices: Prices
    events: tuple[EventView, ...] = ()
    notes: tuple[str, ...] = ()
    """Codes of what to bear in mind about the demand."""

    @property
    def load(self) -> DesignLoad:
        """The first design hour."""
        return self.evaluators[0].load


class Judge:
    """One fleet under one year: every number of its result."""

    def __init__(self, view: YearView, fleet: Fleet) -> None:
        self.view, self.fleet = view, fleet
        self.platform = view.platform
        self.first = view.evaluators[0]

    @cached_property
    def states(self) -> tuple[State, ...]:
        """All states of the fleet."""
        return states_of(self.platform, self.fleet.servers, self.fleet.hosts)

    def result(self) -> FleetResult:
        """All of it."""
        fleet = self.fleet
        events = tuple(
            event_result(e, self.first, servers=fleet.servers, hosts=fleet.hosts)
            for e in self.view.events
        )
        tiers = tuple(self._tier(t) for t in self.platform.served)
        classes = tuple(self._class(c) for c in self.first._paths)
        storage, links = tuple(self._storage()), tuple(self._links())
        recovery = self._recovery_time_h()
        sites = {s: self._site(s) for s in self.platform.sites}
        limit = self.platform.recovery_time_at_most
        met: list[bool | None] = [
            *(t.promise_met for t in tiers),
            *(c.promise_met for c in classes),
            *(s.promise_met for s in storage),
            *(k.promise_met for k in links),
            *(e.promise_met for e in events if e.role == "sized"),
            None if limit is None or recovery is None else recovery * HOUR <= limit * (1 + 1e-9),
        ]
        known = [m for m in met if m is not None]
        return FleetResult(
            tiers=tiers,
            classes=classes,
            closed=tuple(self._closed()),
            storage=storage,
            links=links,
            states=tuple(self._state(s) for s in self.states),
            sites=tuple(self._site_result(s, f) for s, f in sites.items()),
            events=events,
            concurrent_users=self._concurrent_users(),
            recovery_time_h=recovery,
            promises_met=all(known) if known else None,
            totals=self.totals(),
        )

    # ---- tiers ----------------------------------------------------------------------------

    def _tier(self, tier: TierView) -> TierResult:
        up = self.states[0].active[tier.id]
        values = [(self._utilisation(tier, s.active[tier.id]), s.name) for s in self.states]
        worst, state = max(values, key=lambda pair: pair[0])
        queue = tier.is_queue
        station = self.first.station(tier.id, up)
        limit = tier.utilisation_at_most
        fleet = self.fleet
        room = tier.memory_gib if queue and tier.memory_gib > 0 else float("inf")
        memory = max(
            (self.first.memory_needed(tier, s.active[tier.id]) for s in self.states if queue),
            default=0.0,
        )
        return TierResult(
            id=tier.id,
            role=tier.role,
            servers=fleet.servers[tier.id],
            servers_required=fleet.required[tier.id],
            spares=tier.spares,
            vcpu=fleet.servers[tier.id] * tier.vcpu,
            utilisation=self._utilisation(tier, up),
            utilisation_worst=worst,
            utilisation_at_most=limit,
            offered_load=station.offered_load if queue else self._media_cores(tier),
            channels=station.channels if queue else float(up * tier.vcpu),
            binding=fleet.binding.get(tier.id),
            kept_because=fleet.kept.get(tier.id),
            promise_met=worst <= limit and (worst < 1.0 or not queue) and memory <= room,
            state=state,
            model=station.model if queue else "bit rate",
            memory_needed_gib=memory,
            operations_per_s=tier.iops_per_request
            * sum(f.arrival_rate for f in station.flows if queue),
            random_servers=fleet.random.get(tier.id),
        )

    def _utilisation(self, tier: TierView, active: int) -> float:
        return max(e.utilisation(tier, active) for e in self.view.evaluators)

    def _media_cores(self, tier: TierView) -> float:
        media = self.view.load.media.get(tier.id)
        return media.mbps / media.mbps_per_channel / tier.speed if media else 0.0

    # ---- classes --------------------------------------------------------------------------

    def _class(self, request_class: str) -> ClassResult:
        evaluator = self.first
        promise = evaluator.promise(request_class)
        with_remote = promise.with_remote if promise else False
        active = self.states[0].active
        response = evaluator.response(request_class, active, with_remote=with_remote)
        share = availability(
            evaluator, request_class, servers=self.fleet.servers, hosts=self.fleet.hosts
        )
        asked = promise.response if promise else ()
        levels = sorted({*QUANTILES, *(p.quantile for p in asked)})
        promises = tuple(self._promises(request_class, share))
        bursty = request_class in self.view.load.batch
        path = tuple(v.tier for v in self.platform.paths[request_class])
        external = any(self.platform.tiers[t].hosted == "external" for t in path)
        return ClassResult(
            id=request_class,
            users=self.platform.users.get(request_class, "citizens"),
            unit=promise.unit if promise else "request",
            response_mean_s=response.mean,
            response_quantiles_s={
                format(q, "g"): t for q, t in zip(levels, response.quantiles(levels), strict=True)
            },
            with_remote=with_remote,
            remote_mean_s=evaluator.remote_mean(request_class),
            remote_availability=remote_availability(evaluator, request_class) if external else None,
            loss_share=response.loss_share if response.law.stable else 1.0,
            availability=share,
            drain_time_min=evaluator.drain_time(request_class, active) / 60.0 if bursty else None,
            promise_met=all(p.met for p in promises) if promises else None,
            promises=promises,
            model=response.law.model,
            error_class=response.law.error_class,
            path=path,
        )

    def _promises(self, request_class: str, share: float) -> Iterator[PromiseResult]:
        promise = self.first.promise(request_class)
        if promise is None:
            return
        worst: dict[tuple[str, float | None, float], tuple[Check, Evaluator, State]] = {}
        hardest: dict[tuple[str, float | None, float], tuple[float, float]] = {}
        for state in self.states:
            for evaluator in self.view.evaluators:
                law = evaluator.response(
                    request_class, state.active, with_remote=promise.with_remote
                ).law
                for check in evaluator.class_checks(request_class, state.active):
                    key = (check.kind, check.quantile, check.limit)
                    how_hard = _how_hard(check, law.mean)
                    if key not in worst or how_hard > hardest[key]:
                        worst[key], hardest[key] = (check, evaluator, state), how_hard
        for check, evaluator, state in worst.values():
            yield self._promise(check, evaluator, state, with_remote=promise.with_remote)
        limit = promise.availability_at_least
        if limit is not None:
            yield PromiseResult("availability", None, limit, share, "1", share >= limit, "year")

    def _promise(
        self, check: Check, evaluator: Evaluator, state: State, *, with_remote: bool
    ) -> PromiseResult:
        value = check.value
        response = evaluator.response(check.subject, state.active, with_remote=with_remote)
        if check.kind == "response_mean":
            value = response.mean  # the search is content with a bound
        if check.kind == "response" and check.quantile is not None:
            (value,) = response.quantiles([check.quantile])
        return PromiseResult(
            check.kind,
            check.quantile,
            check.limit,
            value,
            _UNITS.get(check.kind, "s"),
            check.met,
            state.name,
        )

    # ---- the rest -------------------------------------------------------------------------

    def _state(self, state: State) -> StateResult:
        broken = any(e.first_failure(state.active) is not None for e in self.view.evaluators)
        return StateResult(state.code, state.subject, dict(state.up), not broken)

    def _storage(self) -> Iterator[StoreResult]:
        for tier in self.platform.tiers.values():
            if tier.discipline != "volume":
                continue
            held = self.view.load.storage_tib.get(tier.id, 0.0)
            installed = self.fleet.storage_tib.get(tier.id, 0.0)
            free = 1.0 - held / installed if installed > 0 else 0.0 if held > 0 else 1.0
            met = free >= tier.free_share_at_least - 1e-9
            yield StoreResult(tier.id, held, installed, free, tier.free_share_at_least, met)

    def _links(self) -> Iterator[LinkResult]:
        for link in self.platform.links.values():
            load = self.view.load.links.get(link.id)
            mbps = load.mbps if load else 0.0
            used = mbps / link.capacity_mbps if link.capacity_mbps > 0 else float("inf")
            met = used <= link.utilisation_at_most
            yield LinkResult(link.id, mbps, link.capacity_mbps, used, link.utilisation_at_most, met)

    def _closed(self) -> Iterator[ClosedResult]:
        for users in self.view.load.closed:
            found = closed_response(self.first, users.service, self.states[0].active)
            if found is not None:
                yield ClosedResult(users.service, users.users, *found)

    def _recovery_time_h(self) -> float | None:
        """After the loss of the site with the longest outage; another site with room takes over."""
        sites = {t.site for t in self.platform.served if self.fleet.servers[t.id] > 0}
        views = [self.platform.sites[s] for s in sites if self.platform.sites[s].outage > 0]
        if not views:
            return None
        longest = max(views, key=lambda v: v.outage)
        others = [
            s
            for s in self.platform.sites.values()
            if s.id != longest.id and s.hosts_installed >= self.fleet.hosts[longest.id]
        ]
        restart = self.platform.host_failure.restart
        return (min(restart, longest.outage) if others else longest.outage) / HOUR

    def _concurrent_users(self) -> float | None:
        users = sum(self.view.load.users.values())
        if users <= 0:
            return None
        return users * carried_factor(self.first, self.states[0].active)

    def _site(self, site: str) -> SiteFleet:
        utilisation = {
            t.id: self._utilisation(t, self.states[0].active[t.id]) for t in self.platform.served
        }
        return site_fleet(
            self.platform,
            site,
            self.fleet.servers,
            utilisation=utilisation,
            mean_share=self.view.load.mean_share,
            hosts=self.fleet.hosts[site],
            prices=self.view.prices,
        )

    def _site_result(self, site: str, fleet: SiteFleet) -> SiteResult:
        return SiteResult(
            id=site,
            hosts=fleet.hosts,
            hosts_spare=fleet.hosts_spare,
            racks=fleet.racks,
            power_kw=fleet.power_kw,
            energy_kwh=fleet.energy_kwh,
            overcommit=fleet.overcommit,
            pue=self.platform.sites[site].pue,
            limits_met=fleet.limits_met,
            annuity_vnd=fleet.annuity_vnd,
            operations_vnd=fleet.operations_vnd,
            energy_vnd=fleet.energy_vnd,
            rent_vnd=fleet.rent_vnd,
        )

    def totals(self) -> Totals:
        """All sites together."""
        fleets = [self._site(s) for s in self.platform.sites]
        hosts = sum(f.hosts + f.hosts_spare for f in fleets)
        added = {
            f.site: max(f.hosts + f.hosts_spare - self.platform.sites[f.site].hosts_installed, 0)
            for f in fleets
        }
        cost = sum(f.cost_vnd for f in fleets)
        return Totals(
            vcpu=sum(t.vcpu * self.fleet.servers[t.id] for t in self.platform.served),
            memory_gib=sum(t.memory_gib * self.fleet.servers[t.id] for t in self.platform.served),
            storage_tib=float(sum(self.fleet.storage_tib.values())),
            hosts=hosts,
            racks=sum(f.racks for f in fleets),
            power_kw=sum(f.power_kw for f in fleets),
            energy_kwh=sum(f.energy_kwh for f in fleets),
            cost_vnd=cost,
            vat_vnd=cost * self.view.prices.vat,
            hosts_added=sum(added.values()),
            purchase_vnd=sum(n * self.platform.sites[s].host.buy_vnd for s, n in added.items()),
        )


def _how_hard(check: Check, mean: float) -> tuple[float, float]:
    """What tells the hardest state: the value; where nobody is late or lost, the mean response."""
    is_noise = check.kind in _TAILS and check.value < _NOBODY
    return (0.0 if is_noise else check.value, mean)


def carried_factor(evaluator: Evaluator, active: Mapping[str, int]) -> float:
    """Times the design load that a fleet carries with every promise kept, to 1 %."""
    platform = evaluator.platform
    used = [evaluator.utilisation(t, active[t.id]) / t.utilisation_at_most for t in platform.queues]
    busiest = max(used, default=0.0)
    if busiest <= 0 or not np.isfinite(busiest):
        return 0.0 if busiest > 0 else float("inf")
    high = (1.0 - 1e-9) / busiest

    def holds(factor: float) -> bool:
        scaled = Evaluator(platform, replace(evaluator.load.scaled(factor), media={}))
        return scaled.first_failure(active) is None

    if holds(high):
        return high
    low = 0.0
    for _ in range(8):
        middle = (low + high) / 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low


def closed_response(
    evaluator: Evaluator, service: str, active: Mapping[str, int]
) -> tuple[float, float, str] | None:
    """Mean response of a request and throughput of staff as a finite group.

    Stations keep for them the channels that the other classes leave free.
    """
    from assessor.queueing.closed_approximate import approximate_closed

    users = next(c for c in evaluator.load.closed if c.service == service)
    demand: dict[str, float] = {}
    own: dict[str, float] = {}
    for request_class, count in users.requests.items():
        for visit in evaluator.platform.paths.get(request_class, ()):
            tier = evaluator.platform.tiers[visit.tier]
            if tier.is_queue and tier.hosted == "city":
                work = count * visit.visits * visit.demand
                demand[tier.id] = demand.get(tier.id, 0.0) + work
                rate = users.users / users.think_time * work
                own[tier.id] = own.get(tier.id, 0.0) + rate
    requests = sum(users.requests.values())
    if not demand or requests <= 0:
        return None
    stations = {t: evaluator.station(t, active[t]) for t in demand}
    left = {t: s.channels - max(s.offered_load - own[t], 0.0) for t, s in stations.items()}
    if min(left.values()) <= 0:
        return float("inf"), 0.0, "closed network, no channels left"
    found = approximate_closed(
        population=[users.users],
        service_demand=[[d] for d in demand.values()],
        think_time=[users.think_time],
        servers=[max(left[t], 1.0) for t in demand],
    )
    mean = float(np.ravel(found.response_time)[0]) / requests
    return mean, float(np.ravel(found.throughput)[0]) * requests, found.model


def _digits_apart(difference: float, scale: float) -> int:
    """The fewest decimals, of 1 to 3, at which a value still reads as other than its limit."""
    return next((n for n in (1, 2) if abs(difference) * scale >= 10.0**-n), 3)


def binding_words(platform: PlatformView, tier: str, broken: Broken | None) -> Words:
    """What one server fewer would break."""
    if broken is None:
        return worded("binds_least")
    check = broken.check
    if check.kind == "utilisation" and np.isinf(check.value):
        return worded("binds_none_up", state=state_words(platform, broken.state), tier=tier)
    share = check.kind in _SHARES
    digits = _digits_apart(check.value - check.limit, 100.0 if share else 1.0)
    value = Number(check.value, "percent" if share else "number", digits)
    limit_is_share = share and check.kind != "response"
    limit = Number(check.limit, "percent" if limit_is_share else "number", digits)
    return worded(
        f"binds_{check.kind}",
        subject=check.subject,
        value=value,
        limit=limit,
        state=state_words(platform, broken.state),
        tier=tier,
    )


def state_words(platform: PlatformView, state: State) -> Words:
    """A state by what is out."""
    if state.code == ALL_UP:
        return worded(ALL_UP)
    if state.code == "hosts_out":
        return worded("hosts_out", n=platform.hosts_out, subject=state.subject)
    spares = platform.tiers[state.subject].spares if state.subject else 0
    return worded("spares_out", n=spares, subject=state.subject)
