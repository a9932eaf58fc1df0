"""Days that are not ordinary, on a fleet: what waits, what is lost, which rooms drop out.

All servers are up, but for those that the event itself takes away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessor.planning.evaluation import Check, Evaluator
from assessor.planning.event_course import INFINITE, MINUTE, MODEL, Course, course
from assessor.planning.event_views import (
    EventView,
    Phase,
    events_of,
    phases_of,
    view_of,
)
from assessor.planning.platform import PlatformView, TierView
from assessor.planning.result import EventResult
from assessor.planning.states import state

Floats = NDArray[np.float64]
Servers = Mapping[str, int]


@dataclass(frozen=True)
class Played:
    """An event on a fleet: what stands when, and how each tier fares."""

    phases: tuple[Phase, ...]
    usual: dict[str, int]
    """Servers that carry load without the event, by tier."""
    courses: dict[str, Course]

    def least_active(self, tier: str, since: int, until: int) -> int:
        """Fewest servers of a tier that carry load in any of these minutes."""
        within = [p.hit.active[tier] for p in self.phases if p.since < until and p.until > since]
        return min(within, default=self.usual[tier])


def played(event: EventView, evaluator: Evaluator, *, servers: Servers, hosts: Servers) -> Played:
    """An event on a fleet, tier by tier."""
    platform = evaluator.platform
    usual = state(platform, servers, {}, code="all_up", subject=None).active
    phases = phases_of(event, platform, servers=servers, hosts=hosts)
    courses = {
        tier: course(
            event,
            tier,
            _capacity(evaluator, tier, phases, usual[tier], len(work)),
            queue_limit=platform.tiers[tier].queue_limit,
        )
        for tier, work in event.work.items()
    }
    return Played(phases, usual, courses)


def _capacity(
    evaluator: Evaluator, tier: str, phases: tuple[Phase, ...], usual: int, minutes: int
) -> Floats:
    """Channels of a tier in each minute; after the event all servers are back."""
    found = np.full(minutes, _channels(evaluator, tier, usual))
    for phase in phases:
        found[phase.since : phase.until] = _channels(evaluator, tier, phase.hit.active[tier])
    return found


def _channels(evaluator: Evaluator, tier: str, active: int) -> float:
    return evaluator.station(tier, active).channels if active > 0 else 0.0


def event_result(
    event: EventView, evaluator: Evaluator, *, servers: Servers, hosts: Servers
) -> EventResult:
    """What an event does to a fleet."""
    found = played(event, evaluator, servers=servers, hosts=hosts)
    return result_of(event, evaluator, found)


def result_of(event: EventView, evaluator: Evaluator, found: Played) -> EventResult:
    """What an event that was played did to the fleet."""
    measures, shortest = _measures(event, evaluator, found)
    checks = list(_checks(event, measures, shortest))
    return EventResult(
        id=event.id,
        kind=event.kind,
        role=event.role,
        measures=measures,
        promise_met=all(c.met for c in checks) if checks else None,
        model=MODEL,
        tier=shortest["lost_sites" if event.kind == "conference" else "peak_utilisation"],
        at=event.start,
    )


def event_checks(
    event: EventView, evaluator: Evaluator, *, servers: Servers, hosts: Servers
) -> tuple[Check, ...]:
    """The promises of one event."""
    if event.promise is None:
        return ()
    found = played(event, evaluator, servers=servers, hosts=hosts)
    return tuple(_checks(event, *_measures(event, evaluator, found)))


def _measures(
    event: EventView, evaluator: Evaluator, found: Played
) -> tuple[dict[str, float], dict[str, str | None]]:
    """What is told of an event, and the tier that each measure is worst in."""
    by_tier = {
        "drain_time_min": {t: c.drain / MINUTE for t, c in found.courses.items()},
        "loss_share": {t: c.loss_share for t, c in found.courses.items()},
        "peak_utilisation": {t: float(c.utilisation.max()) for t, c in found.courses.items()},
        "peak_wait_s": {t: float(c.wait.max()) for t, c in found.courses.items()},
        "peak_backlog": {t: float(c.waiting.max()) for t, c in found.courses.items()},
    }
    shortest: dict[str, str | None] = {
        name: max(values, key=lambda t: values[t], default=None) for name, values in by_tier.items()
    }
    measures = {name: max(values.values(), default=0.0) for name, values in by_tier.items()}
    if event.meetings:
        measures["lost_sites"], shortest["lost_sites"] = _lost_sites(event, evaluator, found)
    if event.slowness:
        measures["threads_used"], tier = _threads_used(event, evaluator, found)
        if measures["threads_used"] >= 1.0:
            # Nothing frees the threads faster than requests come: in the end all time out.
            measures["loss_share"], shortest["loss_share"] = 1.0, tier
    return measures, shortest


def _checks(
    event: EventView, measures: Mapping[str, float], shortest: Mapping[str, str | None]
) -> Iterator[Check]:
    if event.promise is None:
        return
    limits = {
        "drain_time_min": event.promise.drain_time_at_most_min,
        "lost_sites": event.promise.lost_sites_at_most,
        "loss_share": event.promise.loss_share_at_most,
    }
    for name, limit in limits.items():
        if limit is not None and name in measures:
            value, tier = measures[name], shortest[name]
            tiers = (tier,) if tier else ()
            yield Check(f"event_{name}", event.id, float(limit), value, value <= limit, tiers)


def _lost_sites(event: EventView, evaluator: Evaluator, found: Played) -> tuple[float, str | None]:
    """Streams that neither the media cores nor the uplink can carry, and who is short.

    Meetings at the same time share both, in the order of the event.
    """
    platform = evaluator.platform
    cores: dict[str, float] = {}
    room: dict[str, float] = {}
    lost, short = 0.0, None
    for meeting in event.meetings:
        load, tier = meeting.load, platform.tiers[meeting.load.tier]
        active = found.least_active(tier.id, meeting.since, meeting.until)
        per_core = load.bit_rate / load.media_cores if load.media_cores > 0 else INFINITE
        left = cores.setdefault(tier.id, active * tier.vcpu * tier.speed)
        relayed = left * per_core if left > 0 else 0.0
        uplink = room.setdefault(load.link, _uplink(platform, load.link))
        carried = np.floor(min(relayed, uplink) / load.rate_per_stream + 1e-9)
        missing = max(float(np.ceil(load.streams - 1e-9) - carried), 0.0)
        carried_mbps = min(load.bit_rate, relayed, uplink)
        cores[tier.id] = left - carried_mbps / per_core
        room[load.link] = uplink - carried_mbps
        lost += missing
        short = tier.id if relayed <= uplink else short
    return lost, short


def _uplink(platform: PlatformView, link: str) -> float:
    return platform.links[link].capacity_mbps if link in platform.links else INFINITE


def _threads_used(
    event: EventView, evaluator: Evaluator, found: Played
) -> tuple[float, str | None]:
    """Threads held while an external partner is slow, over those there are; and where.

    Held by the requests of the design hour's worst five minutes, and by what the event adds.
    """
    worst, where = 0.0, None
    for phase in found.phases:
        for tier in evaluator.platform.queues:
            waits = tier.pool is not None and not phase.slower.keys().isdisjoint(
                tier.pool.held_during
            )
            used = _threads_in(event, evaluator, phase, tier) if waits else 0.0
            if used > worst:
                worst, where = used, tier.id
    return worst, where


def _threads_in(event: EventView, evaluator: Evaluator, phase: Phase, tier: TierView) -> float:
    active = phase.hit.active
    threads = tier.pool.threads_per_server * active[tier.id] if tier.pool else 0
    if not threads or not all(active[t.id] for t in evaluator.platform.queues):
        return INFINITE
    held = evaluator.threads_held(tier, active, phase.slower)
    added = np.zeros(phase.until - phase.since)
    for request_class, extra in event.extra_rates.items():
        visits = evaluator.platform.paths.get(request_class, ())
        if extra.any() and any(visit.tier == tier.id for visit in visits):
            hold = evaluator.hold_time(request_class, tier, active, phase.slower)
            added = added + extra[phase.since : phase.until] * hold
    return (held + max(float(added.max()), 0.0)) / threads


__all__ = [
    "MODEL",
    "EventView",
    "Played",
    "event_checks",
    "event_result",
    "events_of",
    "played",
    "result_of",
    "view_of",
]
