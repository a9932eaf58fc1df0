"""Events minute by minute: what comes on top of the hours they fall into."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

import numpy as np
from numpy.typing import NDArray

from assessor.demand.adoption import in_force
from assessor.demand.days import HOURS_PER_DAY
from assessor.demand.open_service import FEE_BEARING, OTHER, policies_of
from assessor.demand.other_services import conference_load
from assessor.demand.results import ClosedLoad, ConferenceLoad, MachineLoad, OpenLoad, YearDemand
from assessor.demand.year import demand_for_year
from assessor.scenario.events import ConferenceEvent, Event, ExtraLoadEvent, PauseEvent, RushEvent
from assessor.scenario.model import Scenario
from assessor.scenario.services import ConferenceService, OpenService, RequestRule

Floats = NDArray[np.float64]
MINUTES_PER_HOUR = 60
MINUTES_PER_DAY = MINUTES_PER_HOUR * HOURS_PER_DAY
SECONDS_PER_MINUTE = 60.0
TAIL_MIN = 120
"""Minutes shown after an event, in which a backlog can drain. [min]"""


@dataclass(frozen=True)
class EventLoad:
    """One event in one year, minute by minute, with the ordinary load around it."""

    id: str
    kind: str
    role: str
    severe: bool
    start: datetime
    duration: int
    """Length of the event; the arrays run on for `TAIL_MIN` more. [min]"""
    ordinary_rates: Mapping[str, Floats]
    """Requests of each class without the event, mean of the hour. [1/s]"""
    extra_rates: Mapping[str, Floats]
    """Requests that the event adds (or takes away), by class. [1/s]"""
    sessions: Floats
    """Visits that begin because of it. [1/s]"""
    users_at_once: Floats
    """People on the site because of it."""
    retry_factor: float = 1.0
    patience: float | None = None
    """[s]"""
    released: Mapping[str, float] = field(default_factory=dict)
    """Requests that come at once when a pause ends, by class."""
    conference: ConferenceLoad | None = None

    @property
    def rates(self) -> dict[str, Floats]:
        """Ordinary and extra requests together, by class. [1/s]"""
        return {
            name: np.maximum(rates + self.extra_rates.get(name, 0.0), 0.0)
            for name, rates in self.ordinary_rates.items()
        }


def event_load(
    scenario: Scenario,
    event_id: str,
    *,
    year: int | None = None,
    demand: YearDemand | None = None,
    severe: bool = False,
) -> EventLoad:
    """An event minute by minute.

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
    event = scenario.events[event_id]
    event = event.in_severe_form() if severe and event.severe else event
    if year is None:
        year = demand.year if demand else _own_year(scenario, event)
    demand = demand if demand and demand.year == year else demand_for_year(scenario, year)
    start = _start(event, demand)
    duration = _duration(event, scenario)
    minutes = duration + TAIL_MIN
    ordinary = {
        name: _by_minute(rates, start, minutes) for name, rates in demand.arrival_rates.items()
    }
    sessions, at_once, extra = _extra(scenario, event, demand, start=start, minutes=minutes)
    return EventLoad(
        id=event_id,
        kind=event.kind,
        role=event.role,
        severe=severe,
        start=start,
        duration=duration,
        ordinary_rates=ordinary,
        extra_rates=extra,
        sessions=sessions,
        users_at_once=at_once,
        retry_factor=event.retry_factor.base if isinstance(event, RushEvent) else 1.0,
        patience=event.patience_s if isinstance(event, RushEvent) else None,
        released=_released(event, demand, start),
        conference=_conference(scenario, event),
    )


def _own_year(scenario: Scenario, event: Event) -> int:
    first, last = scenario.horizon.first_year, scenario.horizon.last_year
    return min(max(event.at.year, first), last) if event.at else first


def _start(event: Event, demand: YearDemand) -> datetime:
    if event.at is None:
        return datetime.combine(demand.design.day, time(demand.design.hour))
    last_day = 28 if (event.at.month, event.at.day) == (2, 29) else event.at.day
    return event.at.replace(year=demand.year, day=last_day, tzinfo=None)


def _duration(event: Event, scenario: Scenario) -> int:
    if isinstance(event, RushEvent):
        return math.ceil(event.within_min + event.session_min.base)
    if isinstance(event, ConferenceEvent):
        service = scenario.services[event.service]
        hours = service.duration_h.base if isinstance(service, ConferenceService) else 1.0
        return math.ceil(hours * MINUTES_PER_HOUR)
    return math.ceil(event.duration_min)


def _by_minute(hourly: Floats, start: datetime, minutes: int) -> Floats:
    """Values of the hours that the minutes from `start` fall into; the year closes on itself."""
    first = date(start.year, 1, 1)
    offset = (start.date() - first).days * MINUTES_PER_DAY + start.hour * MINUTES_PER_HOUR
    positions = (offset + start.minute + np.arange(minutes)) // MINUTES_PER_HOUR
    return hourly[positions % len(hourly)]


def _extra(
    scenario: Scenario, event: Event, demand: YearDemand, *, start: datetime, minutes: int
) -> tuple[Floats, Floats, dict[str, Floats]]:
    nobody = np.zeros(minutes, dtype=np.float64)
    if isinstance(event, RushEvent):
        return _rush(scenario, event, start=start, minutes=minutes)
    if isinstance(event, ExtraLoadEvent):
        return nobody, nobody, _more(event, demand, start, minutes)
    if isinstance(event, PauseEvent):
        return nobody, nobody, _silence(event, demand, start, minutes)
    return nobody, nobody, {}


def _rush(
    scenario: Scenario, event: RushEvent, *, start: datetime, minutes: int
) -> tuple[Floats, Floats, dict[str, Floats]]:
    weights = np.zeros(minutes, dtype=np.float64)
    curve = curve_weights(event.curve, math.ceil(event.within_min))
    weights[: len(curve)] = curve
    stay = max(round(event.session_min.base), 1)
    staying = np.convolve(weights, np.ones(stay))[:minutes]
    people = event.eligible.base
    if event.concurrent_share is not None:
        visits = event.concurrent_share.base * people / staying.max()
    else:
        share = event.share_arriving.base if event.share_arriving else 0.0
        visits = share * people
    per_visit = _per_visit(scenario, event, start.date())
    active = visits * staying / (stay * SECONDS_PER_MINUTE)
    return (
        visits * weights / SECONDS_PER_MINUTE,
        visits * staying,
        {name: active * count for name, count in per_visit.items()},
    )


def curve_weights(curve: str, minutes: int) -> Floats:
    """Share of the arrivals in each minute of a rush; they add to 1.

    opening_rush falls by e every quarter of the time, deadline_build_up is its mirror image,
    evening_wave is a raised cosine.
    """
    middle = (np.arange(minutes) + 0.5) / minutes
    shapes = {
        "opening_rush": np.exp(-4 * middle),
        "deadline_build_up": np.exp(-4 * (1 - middle)),
        "evening_wave": 1 - np.cos(2 * np.pi * middle),
        "uniform": np.ones(minutes),
    }
    weights: Floats = shapes[curve] / shapes[curve].sum()
    return weights


def _per_visit(scenario: Scenario, event: RushEvent, day: date) -> dict[str, float]:
    """Requests of each class that one visit of the rush sends to the city."""
    service = scenario.services[event.service]
    if not isinstance(service, OpenService):
        return {}
    pages = event.pages_per_visit or service.funnel.pages_per_visit
    filed = event.online_transaction_share.base
    units = {"visit": 1.0, "page": pages.base, "transaction": filed, "online_transaction": filed}
    return {
        name: units[rule.per] * rule.count.base * _kept(scenario, service, event, name, rule, day)
        for name, rule in service.funnel.requests.items()
        if service.hosted == "city" or rule.reaches_city
    }


def _kept(
    scenario: Scenario,
    service: OpenService,
    event: RushEvent,
    request_class: str,
    rule: RequestRule,
    day: date,
) -> float:
    """What caches, fees and policies leave of a class on a day."""
    fee_bearing = service.fee_bearing_share.base if service.fee_bearing_share else 0.0
    kept = 0.0
    for group, weight in ((OTHER, 1 - fee_bearing), (FEE_BEARING, fee_bearing)):
        if rule.only is None or rule.only == group:
            factor = 1.0
            for _, policy in policies_of(scenario, event.service, group):
                if in_force(policy, day.toordinal()):
                    times = policy.effects.class_factors.get(request_class)
                    factor *= 1.0 if times is None else times.base
                    factor *= 0.0 if request_class in policy.effects.drop_classes else 1.0
            kept += weight * factor
    return kept * (1.0 if rule.offloaded_share is None else 1 - rule.offloaded_share.base)


def _requests_of(demand: YearDemand, service: str) -> Mapping[str, Floats]:
    loads: dict[str, OpenLoad | ClosedLoad | MachineLoad]
    loads = {**demand.open, **demand.closed, **demand.machine}
    return loads[service].requests if service in loads else {}


def _more(
    event: ExtraLoadEvent, demand: YearDemand, start: datetime, minutes: int
) -> dict[str, Floats]:
    during = np.arange(minutes) < event.duration_min
    extra = {}
    for name, rates in _requests_of(demand, event.service).items():
        if event.request_class in {None, name}:
            now = _by_minute(rates, start, minutes)
            basis = now if event.against == "current" else _on_mean_day(rates, start, minutes)
            extra[name] = np.where(during, event.factor * basis - now, 0.0)
    return extra


def _on_mean_day(rates: Floats, start: datetime, minutes: int) -> Floats:
    by_hour = rates.reshape(-1, HOURS_PER_DAY).mean(axis=0)
    first = start.hour * MINUTES_PER_HOUR + start.minute
    mean_day: Floats = by_hour[(first + np.arange(minutes)) // MINUTES_PER_HOUR % HOURS_PER_DAY]
    return mean_day


def _silence(
    event: PauseEvent, demand: YearDemand, start: datetime, minutes: int
) -> dict[str, Floats]:
    during = np.arange(minutes) < event.duration_min
    return {
        name: np.where(during, -_by_minute(rates, start, minutes), 0.0)
        for name, rates in _requests_of(demand, event.service).items()
    }


def _released(event: Event, demand: YearDemand, start: datetime) -> dict[str, float]:
    if not isinstance(event, PauseEvent):
        return {}
    minutes = math.ceil(event.duration_min)
    return {
        name: float(_by_minute(rates, start, minutes).sum()) * SECONDS_PER_MINUTE
        for name, rates in _requests_of(demand, event.service).items()
    }


def _conference(scenario: Scenario, event: Event) -> ConferenceLoad | None:
    if not isinstance(event, ConferenceEvent):
        return None
    service = scenario.services[event.service]
    if not isinstance(service, ConferenceService):
        return None
    rate = event.rate_mbps.base if event.rate_mbps else None
    return conference_load(scenario, event.service, service, mode=event.mode, rate=rate)
