"""An event, or several at once, laid on the minutes of a year."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

import numpy as np
from numpy.typing import NDArray

from assessor.demand.days import days_of
from assessor.demand.events.adding import Added, added_by, held_back, sum_of
from assessor.demand.events.minutes import MINUTES_PER_HOUR, by_minute
from assessor.demand.events.results import EventLoad, Loss, Meeting, Slowness
from assessor.demand.other_services import conference_load
from assessor.demand.results import YearDemand
from assessor.demand.year import demand_for_year
from assessor.scenario.events import (
    CombinedEvent,
    ConferenceEvent,
    Event,
    Impatient,
    LossEvent,
    RushEvent,
    SlowRemoteEvent,
)
from assessor.scenario.model import Scenario
from assessor.scenario.services import ConferenceService

Floats = NDArray[np.float64]
TAIL_MIN = 120
"""Minutes shown after an event, in which a backlog can drain. [min]"""


@dataclass(frozen=True)
class Placed:
    """One event of those that happen together."""

    event: Event
    since: int
    """After the common start. [min]"""
    until: int
    """[min]"""


def event_load(
    scenario: Scenario,
    event_id: str,
    *,
    year: int | None = None,
    demand: YearDemand | None = None,
    severe: bool = False,
) -> EventLoad:
    """An event minute by minute.

    What several events add at once is added up: each crowd is as large as it would be alone, and
    none multiplies another. A pause holds back whatever its service would have sent.

    Parameters
    ----------
    year
        The year it falls into; its own by default, or the nearest of the horizon.
    demand
        That year's demand, where it is at hand already.
    severe
        True for the event's severe form.

    Raises
    ------
    KeyError
        No event is called so.
    """
    event = _in_form(scenario.events[event_id], severe=severe)
    parts = _parts(scenario, event)
    dated = event if event.at or event.day else parts[0].event
    if year is None:
        year = demand.year if demand else _own_year(scenario, dated.at)
    demand = demand if demand and demand.year == year else demand_for_year(scenario, year)
    start = _start(scenario, dated, demand)
    duration = max(part.until for part in parts)
    minutes = duration + TAIL_MIN
    adding = [_added(scenario, part, demand, start, minutes) for part in parts]
    extra, releases = held_back(
        adding, [(p.event, p.since, p.until) for p in parts], demand, start=start, minutes=minutes
    )
    return EventLoad(
        id=event_id,
        kind=event.kind,
        role=event.role,
        severe=severe,
        start=start,
        duration=duration,
        ordinary_rates={
            name: by_minute(rates, start, minutes) for name, rates in demand.arrival_rates.items()
        },
        extra_rates=extra,
        sessions=sum_of([one.sessions for one in adding], minutes),
        users_at_once=sum_of([one.users_at_once for one in adding], minutes),
        retry_factor=max(_retries(part.event) for part in parts),
        patience=_least_patience(parts),
        releases=releases,
        losses=tuple(_loss(p, p.event) for p in parts if isinstance(p.event, LossEvent)),
        slowness=tuple(_slow(p, p.event) for p in parts if isinstance(p.event, SlowRemoteEvent)),
        meetings=tuple(
            _meeting(scenario, p, p.event) for p in parts if isinstance(p.event, ConferenceEvent)
        ),
    )


def _in_form(event: Event, *, severe: bool) -> Event:
    return event.in_severe_form() if severe and event.severe else event


def _parts(scenario: Scenario, event: Event) -> tuple[Placed, ...]:
    """The events that happen, with their times; one that stands alone is its own only part."""
    if not isinstance(event, CombinedEvent):
        return (Placed(event, 0, _duration(event, scenario)),)
    found = []
    for name in event.of:
        one = _in_form(scenario.events[name], severe=event.parts_severe)
        since = round(event.offsets_min.get(name, 0.0))
        found.append(Placed(one, since, since + _duration(one, scenario)))
    return tuple(found)


def _own_year(scenario: Scenario, at: datetime | None) -> int:
    first, last = scenario.horizon.first_year, scenario.horizon.last_year
    return min(max(at.year, first), last) if at else first


def _start(scenario: Scenario, event: Event, demand: YearDemand) -> datetime:
    at = event.at or datetime.combine(demand.design.day, time(demand.design.hour))
    if event.day == "after_long_holiday":
        days = days_of(demand.year, scenario.calendar)
        if days.post_holiday.any():
            return datetime.combine(days.on(int(days.post_holiday.argmax())), at.time())
    last_day = 28 if (at.month, at.day) == (2, 29) else at.day
    return at.replace(year=demand.year, day=last_day, tzinfo=None)


def _duration(event: Event, scenario: Scenario) -> int:
    if isinstance(event, RushEvent):
        return math.ceil(event.within_min + event.session_min.base)
    if isinstance(event, ConferenceEvent):
        service = scenario.services[event.service]
        hours = service.duration_h.base if isinstance(service, ConferenceService) else 1.0
        return math.ceil(hours * MINUTES_PER_HOUR)
    if isinstance(event, CombinedEvent):
        return max(part.until for part in _parts(scenario, event))
    return math.ceil(event.duration_min)


def _added(
    scenario: Scenario, part: Placed, demand: YearDemand, start: datetime, minutes: int
) -> Added:
    own_start = start + timedelta(minutes=part.since)
    alone = added_by(scenario, part.event, demand, start=own_start, minutes=minutes - part.since)
    return alone.later(part.since)


def _retries(event: Event) -> float:
    return event.retry_factor.base if isinstance(event, Impatient) else 1.0


def _least_patience(parts: Sequence[Placed]) -> float | None:
    """Of all who wait; None where everyone waits for ever. [s]"""
    stated = (part.event.patience_s for part in parts if isinstance(part.event, Impatient))
    return min((patience for patience in stated if patience is not None), default=None)


def _loss(part: Placed, event: LossEvent) -> Loss:
    return Loss(
        since=part.since,
        until=part.until,
        site=event.site,
        tier=event.tier,
        hosts=event.hosts_lost,
        whole_site=event.site_lost,
        share=event.share_lost,
    )


def _slow(part: Placed, event: SlowRemoteEvent) -> Slowness:
    latency = None if event.latency_s is None else event.latency_s.base
    return Slowness(part.since, part.until, event.tier, event.latency_factor, latency)


def _meeting(scenario: Scenario, part: Placed, event: ConferenceEvent) -> Meeting:
    service = scenario.services[event.service]
    if not isinstance(service, ConferenceService):
        raise TypeError(f"{event.service!r} is no conference service")
    rate = event.rate_mbps.base if event.rate_mbps else None
    load = conference_load(scenario, event.service, service, mode=event.mode, rate=rate)
    return Meeting(part.since, part.until, load)
