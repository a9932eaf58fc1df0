"""Stress: events minute by minute on what stands and on what is planned, retries included."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessor.demand import EventLoad, YearDemand, demand_for_year, event_load
from assessor.planning.evaluated import Fleet, YearView
from assessor.planning.events import MODEL, view_of
from assessor.planning.fleet_stress import FleetStress, Retries, fleet_stress
from assessor.planning.plans import existing_fleet, year_view
from assessor.planning.platform import PlatformView, platform_of
from assessor.planning.result import Plan
from assessor.scenario.event_changes import with_combined
from assessor.scenario.events import CombinedEvent
from assessor.scenario.model import Scenario
from assessor.scenario.worlds import resolve

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class EventCurve:
    """What comes, minute by minute, whatever the fleet."""

    start: str
    arrival_rates: Mapping[str, Floats]
    """Requests by class, ordinary and extra together. [1/s]"""
    ordinary_rates: Mapping[str, Floats]
    """The same without the event. [1/s]"""
    sessions: Floats
    """Visits that begin because of it. [1/s]"""
    users_at_once: Floats
    """People on the site because of it."""


@dataclass(frozen=True)
class EventStress:
    """One event: what stands beside what is planned."""

    id: str
    kind: str
    role: str
    severe: bool
    at: str
    duration_min: int
    existing: FleetStress
    planned: FleetStress | None
    of: tuple[str, ...] = ()
    """The events that come together, where it is several."""
    curve: EventCurve | None = None


@dataclass(frozen=True)
class Stress:
    """Every event that was asked for."""

    schema: str
    scenario: str
    events: tuple[EventStress, ...]
    model: str = MODEL


def stress(
    scenario: Scenario,
    *,
    event: str | Sequence[str] | None = None,
    together: bool = False,
    offsets_min: Mapping[str, float] | None = None,
    severe: bool = False,
    year: int | None = None,
    plan: Plan | None = None,
    curves: bool = False,
    progress: Callable[[float, str], None] | None = None,
) -> Stress:
    """Play events through; each in its own year unless one is given.

    Parameters
    ----------
    event
        One event or several; all that are switched on unless given.
    together
        True to play the given events as one that combines them, after each of them alone.
    offsets_min
        With `together`: minutes after the common start at which one begins.
    severe
        True for severe forms only; otherwise an event with one is played in both.
    plan
        Its planned fleets are played beside the standing one.
    curves
        True to hand out what comes in each minute, by class.

    Raises
    ------
    KeyError
        No event is called so.
    ValueError
        Events that cannot be played together: fewer than two, or one that is itself several.
    """
    resolved = resolve(scenario)
    names = [event] if isinstance(event, str) else list(event or ())
    if together:
        resolved, joined = with_combined(resolved, names, offsets_min or {})
        names.append(joined)
    names = names or [n for n, e in resolved.events.items() if e.enabled]
    player = _Player(resolved, platform_of(resolved), year=year, plan=plan, curves=curves)
    found: list[EventStress] = []
    for i, name in enumerate(names):
        if progress is not None:
            progress(i / len(names), name)
        found += player.play(name, only_severe=severe)
    return Stress("stress@1", scenario.id, tuple(found))


class _Player:
    """Plays events of one scenario; a year that was worked out once is remembered."""

    def __init__(
        self,
        resolved: Scenario,
        platform: PlatformView,
        *,
        year: int | None,
        plan: Plan | None,
        curves: bool,
    ) -> None:
        self.resolved, self.platform = resolved, platform
        self.year, self.plan, self.curves = year, plan, curves
        self._years: dict[int, tuple[YearDemand, YearView]] = {}

    def play(self, name: str, *, only_severe: bool) -> Iterator[EventStress]:
        """An event in each of its forms."""
        event = self.resolved.events[name]
        forms = (False, True) if event.severe else (False,)
        for severe in forms:
            if severe or not only_severe:
                yield self._form(name, severe=severe)

    def _form(self, name: str, *, severe: bool) -> EventStress:
        year = self.year
        if year is None:
            year = event_load(self.resolved, name, severe=severe).start.year
        demand, view = self._of_year(year)
        load = event_load(self.resolved, name, demand=demand, severe=severe)
        event = view_of(self.resolved, load, self.platform)
        planned = _planned(view, self.plan, year)
        evaluator = view.evaluators[0]
        written = self.resolved.events[name]
        return EventStress(
            id=name,
            kind=event.kind,
            role=event.role,
            severe=severe,
            at=event.start,
            duration_min=event.duration,
            existing=fleet_stress(event, evaluator, existing_fleet(self.platform)),
            planned=fleet_stress(event, evaluator, planned) if planned else None,
            of=written.of if isinstance(written, CombinedEvent) else (),
            curve=_curve(load) if self.curves else None,
        )

    def _of_year(self, year: int) -> tuple[YearDemand, YearView]:
        if year not in self._years:
            demand = demand_for_year(self.resolved, year)
            view = year_view(self.resolved, demand, self.platform, with_events=False)
            self._years[year] = (demand, view)
        return self._years[year]


def _curve(load: EventLoad) -> EventCurve:
    return EventCurve(
        start=load.start.isoformat(timespec="minutes"),
        arrival_rates=load.rates,
        ordinary_rates=load.ordinary_rates,
        sessions=load.sessions,
        users_at_once=load.users_at_once,
    )


def _planned(view: YearView, plan: Plan | None, year: int) -> Fleet | None:
    found = plan.year(year) if plan else None
    if found is None or found.planned is None:
        return None
    servers = {t.id: t.servers for t in found.planned.tiers}
    hosts = {
        s.id: s.hosts if view.platform.sites[s.id].acquire == "buy" else 10**6
        for s in found.planned.sites
    }
    return Fleet(servers, servers, hosts, {}, {}, {})


__all__ = ["EventCurve", "EventStress", "FleetStress", "Retries", "Stress", "stress"]
