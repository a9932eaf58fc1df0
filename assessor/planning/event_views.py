"""An event of one year on one platform, in plain numbers: work by tier, and what is away when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assessor.demand import EventLoad, YearDemand, event_load
from assessor.demand.events import Loss, Meeting, Slowness
from assessor.planning.platform import PlatformView
from assessor.planning.states import State, lost_with_hosts, state
from assessor.scenario.model import Scenario
from assessor.scenario.promises import EventPromise

Floats = NDArray[np.float64]
Servers = Mapping[str, int]


@dataclass(frozen=True)
class EventView:
    """One event of one year in plain numbers."""

    id: str
    kind: str
    role: str
    start: str
    duration: int
    """[min]"""
    work: dict[str, Floats]
    """tier → erlangs in each minute."""
    requests: dict[str, Floats]
    """tier → visits in each minute. [1/s]"""
    extra_rates: Mapping[str, Floats]
    """class → requests that the event adds. [1/s]"""
    retry_factor: float
    patience: float | None
    """[s]"""
    releases: dict[str, Floats]
    """tier → work that comes at once in a minute because a pause ended. [s]"""
    meetings: tuple[Meeting, ...]
    losses: tuple[Loss, ...]
    slowness: tuple[Slowness, ...]
    promise: EventPromise | None


def events_of(
    resolved: Scenario, demand: YearDemand, platform: PlatformView
) -> tuple[EventView, ...]:
    """Every event that is switched on, as it would fall in that year."""
    return tuple(
        view_of(resolved, event_load(resolved, name, demand=demand), platform)
        for name, event in resolved.events.items()
        if event.enabled
    )


def view_of(resolved: Scenario, load: EventLoad, platform: PlatformView) -> EventView:
    """One event in plain numbers."""
    work, requests = _tier_work(platform, load.rates)
    releases, _ = _tier_work(platform, load.releases)
    return EventView(
        id=load.id,
        kind=load.kind,
        role=load.role,
        start=load.start.isoformat(timespec="minutes"),
        duration=load.duration,
        work=work,
        requests=requests,
        extra_rates=load.extra_rates,
        retry_factor=load.retry_factor,
        patience=load.patience,
        releases=releases,
        meetings=load.meetings,
        losses=load.losses,
        slowness=load.slowness,
        promise=resolved.promises.events.get(load.id),
    )


def _tier_work(
    platform: PlatformView, rates: Mapping[str, Floats]
) -> tuple[dict[str, Floats], dict[str, Floats]]:
    work: dict[str, Floats] = {}
    requests: dict[str, Floats] = {}
    for request_class, rate in rates.items():
        for visit in platform.paths.get(request_class, ()):
            tier = platform.tiers[visit.tier]
            if tier.is_queue and tier.hosted == "city":
                visits = rate * visit.visits
                requests[tier.id] = requests.get(tier.id, np.zeros_like(rate)) + visits
                work[tier.id] = work.get(tier.id, np.zeros_like(rate)) + visits * visit.demand
    return work, requests


@dataclass(frozen=True)
class Phase:
    """A stretch of an event in which the same is away and the same is slow."""

    since: int
    """[min]"""
    until: int
    """[min]"""
    hit: State
    slower: Mapping[str, float]
    """External tier → times its usual latency."""


def phases_of(
    event: EventView, platform: PlatformView, *, servers: Servers, hosts: Servers
) -> tuple[Phase, ...]:
    """The event cut wherever something goes away, comes back, slows down or recovers."""
    spans: tuple[Loss | Slowness, ...] = (*event.losses, *event.slowness)
    edges = sorted({0, event.duration, *(e for one in spans for e in (one.since, one.until))})
    found = []
    for since, until in pairwise(edges):
        away = [one for one in event.losses if one.since <= since < one.until]
        lost = lost_servers(away, platform, servers=servers, hosts=hosts)
        hit = state(platform, servers, lost, code="event", subject=event.id)
        slow = [one for one in event.slowness if one.since <= since < one.until]
        found.append(Phase(since, until, hit, slower_tiers(slow, platform)))
    return tuple(found)


def lost_servers(
    losses: list[Loss], platform: PlatformView, *, servers: Servers, hosts: Servers
) -> dict[str, int]:
    """Servers of each tier that several losses take away together, never more than there are."""
    lost = {tier.id: 0 for tier in platform.served}
    for site in {loss.site for loss in losses if loss.site is not None}:
        here = [loss for loss in losses if loss.site == site]
        if any(loss.whole_site for loss in here):
            gone = {t.id: servers[t.id] for t in platform.served if t.site == site}
        else:
            out = sum(loss.hosts for loss in here)
            gone = lost_with_hosts(platform, servers, hosts, site=site, out=out)
        lost.update(gone)
    for loss in losses:
        if loss.tier in lost:
            lost[loss.tier] += int(np.ceil(loss.share * servers[loss.tier] - 1e-9))
    return {tier: min(n, servers[tier]) for tier, n in lost.items()}


def slower_tiers(slowness: list[Slowness], platform: PlatformView) -> dict[str, float]:
    """Times the usual latency of external tiers; of two causes at once the worse one counts."""
    found: dict[str, float] = {}
    for one in slowness:
        found[one.tier] = max(found.get(one.tier, 1.0), _latency_factor(one, platform))
    return found


def _latency_factor(slow: Slowness, platform: PlatformView) -> float:
    usual = platform.tiers[slow.tier].latency
    if slow.latency is not None:
        return slow.latency / usual if usual > 0 else 1.0
    return slow.latency_factor or 1.0
