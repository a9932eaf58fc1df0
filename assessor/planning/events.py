"""Days that are not ordinary, minute by minute: backlog, drain, loss, rooms that drop out.

A fluid model: work that exceeds the channels waits, people who wait longer than they are patient
leave, and while they do, others try again. Blind to chance at a utilisation near 1, which the
design hour covers. All servers are up, but for those that the event itself takes away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessor.demand import ConferenceLoad, EventLoad, YearDemand, event_load
from assessor.planning.evaluation import Check, Evaluator
from assessor.planning.platform import PlatformView
from assessor.planning.result import EventResult
from assessor.planning.states import lost_with_hosts, state
from assessor.scenario.events import LossEvent, SlowRemoteEvent
from assessor.scenario.model import Scenario
from assessor.scenario.promises import EventPromise

Floats = NDArray[np.float64]
Servers = Mapping[str, int]
INFINITE = float("inf")
MINUTE = 60.0
MODEL = "fluid limit with abandonment and retries"


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
    retry_factor: float
    patience: float | None
    """[s]"""
    released: dict[str, float]
    """tier → work that comes at once when a pause ends. [s]"""
    conference: ConferenceLoad | None
    site: str | None
    hosts_lost: int
    site_lost: bool
    latency_factor: float
    remote: str | None
    promise: EventPromise | None


@dataclass(frozen=True)
class Aftermath:
    """What an event does to one tier."""

    peak_utilisation: float
    peak_wait: float
    """[s]"""
    drain: float
    """After the end of the event, until the backlog is gone. [s]"""
    loss_share: float


NOTHING = Aftermath(0.0, 0.0, 0.0, 0.0)


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
    event = resolved.events[load.id]
    work, requests = _tier_work(platform, load.rates)
    released, _ = _tier_work(platform, {c: np.asarray(n) for c, n in load.released.items()})
    loss = event if isinstance(event, LossEvent) else None
    slow = event if isinstance(event, SlowRemoteEvent) else None
    return EventView(
        id=load.id,
        kind=load.kind,
        role=load.role,
        start=load.start.isoformat(timespec="minutes"),
        duration=load.duration,
        work=work,
        requests=requests,
        retry_factor=load.retry_factor,
        patience=load.patience,
        released={t: float(w) for t, w in released.items()},
        conference=load.conference,
        site=loss.site if loss else None,
        hosts_lost=loss.hosts_lost if loss else 0,
        site_lost=loss.site_lost if loss else False,
        latency_factor=_latency_factor(slow, platform) if slow else 1.0,
        remote=slow.tier if slow else None,
        promise=resolved.promises.events.get(load.id),
    )


def _latency_factor(event: SlowRemoteEvent, platform: PlatformView) -> float:
    usual = platform.tiers[event.tier].latency
    if event.latency_s is not None:
        return event.latency_s.base / usual if usual > 0 else 1.0
    return event.latency_factor or 1.0


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
class Course:
    """How a tier fares, minute by minute."""

    utilisation: Floats
    """Work that comes over the channels there are. [1]"""
    backlog: Floats
    """Work that waits at the end of the minute. [s]"""
    wait: Floats
    """What the last to come would wait. [s]"""
    lost: float
    """Work given up, who tries again once. [s]"""
    drain: float
    """[s]"""


def aftermath(
    event: EventView, evaluator: Evaluator, tier: str, active: int, usual: int
) -> Aftermath:
    """What an event does to a tier with so many servers during it, and `usual` ones after it."""
    if tier not in event.work:
        return NOTHING
    work = event.work[tier]
    found = course(event, evaluator, tier, active, usual)
    total = float(work.sum()) * MINUTE + event.released.get(tier, 0.0)
    return Aftermath(
        float(found.utilisation.max()),
        float(found.wait.max()),
        found.drain,
        min(found.lost / total, 1.0) if total > 0 else 0.0,
    )


def course(event: EventView, evaluator: Evaluator, tier: str, active: int, usual: int) -> Course:
    """The backlog of a tier through an event."""
    work = event.work[tier]
    during = evaluator.station(tier, active).channels if active > 0 else 0.0
    after = evaluator.station(tier, usual).channels
    capacity = np.where(np.arange(len(work)) < event.duration, during, after)
    with np.errstate(divide="ignore", invalid="ignore"):
        used = np.where(work > 0, work / capacity, 0.0)
    if used.max() <= 1.0 and not event.released.get(tier):
        nothing = np.zeros_like(work)
        return Course(used, nothing, nothing, 0.0, 0.0)
    return _overloaded(event, evaluator, tier, capacity, used)


def _overloaded(
    event: EventView, evaluator: Evaluator, tier: str, capacity: Floats, used: Floats
) -> Course:
    work, requests = event.work[tier], event.requests[tier]
    limit = evaluator.platform.tiers[tier].queue_limit
    backlog, lost, waiting = 0.0, 0.0, np.zeros_like(work)
    for i, (erlangs, channels) in enumerate(zip(work.tolist(), capacity.tolist(), strict=True)):
        if i == event.duration:
            backlog += event.released.get(tier, 0.0)
        impatient = event.patience is not None and _wait(backlog, channels) >= event.patience
        attempts = event.retry_factor if impatient else 1.0
        backlog = max(backlog + (erlangs * attempts - channels) * MINUTE, 0.0)
        most = _room(event, limit, channels, float(requests[i]), erlangs)
        # Who tries again is lost once, however often.
        lost += max(backlog - most, 0.0) / attempts
        backlog = min(backlog, most)
        waiting[i] = backlog
    with np.errstate(divide="ignore", invalid="ignore"):
        wait = np.where(waiting > 0, waiting / capacity, 0.0)
    return Course(used, waiting, wait, lost, _drain(event, tier, waiting, capacity))


def _wait(backlog: float, channels: float) -> float:
    if backlog <= 0:
        return 0.0
    return backlog / channels if channels > 0 else INFINITE


def _drain(event: EventView, tier: str, waiting: Floats, capacity: Floats) -> float:
    """From the end of the event until nothing waits; what it held back comes at its end. [s]"""
    first = event.duration if event.released.get(tier) else event.duration - 1
    empty = np.flatnonzero(waiting[first:] <= 0)
    if len(empty):
        return float(first + empty[0] + 1 - event.duration) * MINUTE
    spare = float(capacity[-1] - event.work[tier][-1])
    so_far = (len(waiting) - event.duration) * MINUTE
    return so_far + float(waiting[-1]) / spare if spare > 0 else INFINITE


def _room(
    event: EventView, limit: int | None, channels: float, requests: float, erlangs: float
) -> float:
    """Most work that may wait: as long as people are patient, as many as the queue holds. [s]"""
    patient = INFINITE if event.patience is None else event.patience * max(channels, 1e-9)
    mean = erlangs / requests if requests > 0 else 0.0
    queue = INFINITE if limit is None or mean == 0 else limit * mean
    return min(patient, queue)


def event_result(
    event: EventView, evaluator: Evaluator, *, servers: Servers, hosts: Servers
) -> EventResult:
    """What an event does to a fleet."""
    platform = evaluator.platform
    full = state(platform, servers, {}, code="all_up", subject=None)
    lost = lost_in(event, platform, servers, hosts)
    hit = state(platform, servers, lost, code="event", subject=event.id)
    found = {t: aftermath(event, evaluator, t, hit.active[t], full.active[t]) for t in event.work}
    measures = {
        "drain_time_min": max((a.drain for a in found.values()), default=0.0) / MINUTE,
        "loss_share": max((a.loss_share for a in found.values()), default=0.0),
        "peak_utilisation": max((a.peak_utilisation for a in found.values()), default=0.0),
        "peak_wait_s": max((a.peak_wait for a in found.values()), default=0.0),
    }
    tier = max(found, key=lambda t: found[t].peak_utilisation, default=None)
    if event.conference is not None:
        measures["lost_sites"], tier = _lost_sites(event.conference, evaluator, hit.active)
    if event.remote is not None:
        measures["threads_used"] = _threads_used(event, evaluator, full.active)
        measures["loss_share"] = 1.0 if measures["threads_used"] >= 1.0 else measures["loss_share"]
    checks = list(_checks(event, measures, tier))
    return EventResult(
        id=event.id,
        kind=event.kind,
        role=event.role,
        measures=measures,
        promise_met=all(c.met for c in checks) if checks else None,
        model=MODEL,
        tier=tier,
        at=event.start,
    )


def event_checks(
    event: EventView, evaluator: Evaluator, *, servers: Servers, hosts: Servers
) -> tuple[Check, ...]:
    """The promises of one event."""
    if event.promise is None:
        return ()
    result = event_result(event, evaluator, servers=servers, hosts=hosts)
    return tuple(_checks(event, result.measures, result.tier))


def _checks(event: EventView, measures: Mapping[str, float], tier: str | None) -> Iterator[Check]:
    if event.promise is None:
        return
    limits = {
        "drain_time_min": event.promise.drain_time_at_most_min,
        "lost_sites": event.promise.lost_sites_at_most,
        "loss_share": event.promise.loss_share_at_most,
    }
    for name, limit in limits.items():
        if limit is not None and name in measures:
            value, tiers = measures[name], (tier,) if tier else ()
            yield Check(f"event_{name}", event.id, float(limit), value, value <= limit, tiers)


def lost_in(
    event: EventView, platform: PlatformView, servers: Servers, hosts: Servers
) -> dict[str, int]:
    """Servers that the event itself takes away."""
    if event.site is None:
        return {}
    if event.site_lost:
        return {t.id: servers[t.id] for t in platform.served if t.site == event.site}
    return lost_with_hosts(platform, servers, hosts, site=event.site, out=event.hosts_lost)


def _lost_sites(
    meeting: ConferenceLoad, evaluator: Evaluator, active: Servers
) -> tuple[float, str | None]:
    """Streams that neither the media cores nor the uplink can carry, and who is short."""
    platform = evaluator.platform
    tier = platform.tiers[meeting.tier]
    per_core = meeting.bit_rate / meeting.media_cores if meeting.media_cores > 0 else INFINITE
    relayed = active.get(tier.id, 0) * tier.vcpu * tier.speed * per_core
    link = platform.links.get(meeting.link)
    uplink = link.capacity_mbps if link else INFINITE
    carried = np.floor(min(relayed, uplink) / meeting.rate_per_stream + 1e-9)
    lost = max(float(np.ceil(meeting.streams - 1e-9) - carried), 0.0)
    return lost, tier.id if relayed <= uplink else None


def _threads_used(event: EventView, evaluator: Evaluator, active: Servers) -> float:
    """Threads that are held while an external partner is slow, over those there are; the worst."""
    worst = 0.0
    for tier in evaluator.platform.queues:
        if tier.pool is None or event.remote not in tier.pool.held_during:
            continue
        threads = tier.pool.threads_per_server * active[tier.id]
        held = evaluator.threads_held(tier, active, {event.remote: event.latency_factor})
        worst = max(worst, held / threads if threads else INFINITE)
    return worst
