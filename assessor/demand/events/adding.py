"""What each of several events adds to the ordinary load, and what pauses hold back of it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from assessor.demand.events.curves import curve_weights
from assessor.demand.events.minutes import by_minute, later, on_mean_day, requests_of
from assessor.demand.events.rushes import SECONDS_PER_MINUTE, rush
from assessor.demand.results import YearDemand
from assessor.scenario.events import Event, ExtraLoadEvent, PauseEvent, RushEvent
from assessor.scenario.model import Scenario

Floats = NDArray[np.float64]
Span = tuple[int, int]


@dataclass(frozen=True)
class Added:
    """What one event adds, minute by minute."""

    service: str | None
    requests: dict[str, Floats]
    """By class. [1/s]"""
    sessions: Floats
    """Visits that begin. [1/s]"""
    users_at_once: Floats

    def later(self, offset: int) -> Added:
        """The same, some minutes later."""
        return Added(
            self.service,
            {name: later(rates, offset) for name, rates in self.requests.items()},
            later(self.sessions, offset),
            later(self.users_at_once, offset),
        )


def added_by(
    scenario: Scenario, event: Event, demand: YearDemand, *, start: datetime, minutes: int
) -> Added:
    """What an event alone adds to the ordinary load; a pause, a loss or a meeting adds nothing."""
    if isinstance(event, RushEvent):
        sessions, at_once, requests = rush(scenario, event, day=start.date(), minutes=minutes)
        return Added(event.service, requests, sessions, at_once)
    nobody = np.zeros(minutes, dtype=np.float64)
    if isinstance(event, ExtraLoadEvent):
        return Added(event.service, _more(event, demand, start, minutes), nobody, nobody)
    return Added(None, {}, nobody, nobody)


def _more(
    event: ExtraLoadEvent, demand: YearDemand, start: datetime, minutes: int
) -> dict[str, Floats]:
    during = np.arange(minutes) < event.duration_min
    extra = {}
    for name, rates in requests_of(demand, event.service).items():
        if event.request_class in {None, name}:
            now = by_minute(rates, start, minutes)
            basis = _basis(event.against, rates, now, start)
            level = np.where(during, event.factor * basis - now, 0.0)
            extra[name] = level if event.curve is None else _spread(event, level)
    return extra


def _basis(against: str, rates: Floats, now: Floats, start: datetime) -> Floats:
    """The rate that a factor multiplies, each minute. [1/s]"""
    if against == "mean_day":
        return on_mean_day(rates, start, len(now))
    return now if against == "current" else np.full_like(now, rates.mean())


def _spread(event: ExtraLoadEvent, level: Floats) -> Floats:
    """As many requests as `level` holds, spread over the event as its curve says."""
    weights = np.zeros_like(level)
    curve = curve_weights(
        event.curve or "uniform",
        math.ceil(event.duration_min),
        peak_at=event.peak_at_min,
        rise=event.rise_min,
        fall=event.fall_min,
    )
    weights[: len(curve)] = curve
    spread: Floats = float(level.sum()) * weights
    return spread


def sum_of(arrays: Iterable[Floats], minutes: int) -> Floats:
    """The sum of several courses; zeros where there is none."""
    return sum(arrays, start=np.zeros(minutes, dtype=np.float64))


def held_back(
    adding: Sequence[Added],
    placed: Sequence[tuple[Event, int, int]],
    demand: YearDemand,
    *,
    start: datetime,
    minutes: int,
) -> tuple[dict[str, Floats], dict[str, Floats]]:
    """Requests added by class [1/s], and those that come at once as pauses end, each minute.

    Parameters
    ----------
    placed
        The events with the minutes in which they begin and end.
    """
    names = {name for one in adding for name in one.requests}
    extra = {n: sum_of((o.requests[n] for o in adding if n in o.requests), minutes) for n in names}
    releases: dict[str, Floats] = {}
    for service, spans in _pauses(placed).items():
        for name, rates in requests_of(demand, service).items():
            own = [o.requests[name] for o in adding if o.service == service and name in o.requests]
            sent = np.maximum(by_minute(rates, start, minutes) + sum_of(own, minutes), 0.0)
            for since, until in spans:
                held = np.zeros_like(sent)
                held[since:until] = sent[since:until]
                extra[name] = extra.get(name, np.zeros(minutes)) - held
                release = releases.setdefault(name, np.zeros(minutes))
                release[until] += float(held.sum()) * SECONDS_PER_MINUTE
    return extra, releases


def _pauses(placed: Sequence[tuple[Event, int, int]]) -> dict[str, list[Span]]:
    """The minutes in which each service is silent, without overlap."""
    found: dict[str, list[Span]] = {}
    pauses = [(p, since, until) for p, since, until in placed if isinstance(p, PauseEvent)]
    for event, since, until in sorted(pauses, key=lambda one: one[1:]):
        spans = found.setdefault(event.service, [])
        if spans and since <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], until))
        else:
            spans.append((since, until))
    return found
