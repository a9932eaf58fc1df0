"""Stress: an event minute by minute on what stands and on what is planned, retries included."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessor.demand import YearDemand, demand_for_year, event_load
from assessor.planning.evaluated import Fleet, YearView
from assessor.planning.evaluation import Evaluator
from assessor.planning.events import MODEL, EventView, course, event_result, lost_in, view_of
from assessor.planning.plans import existing_fleet, year_view
from assessor.planning.platform import PlatformView, platform_of
from assessor.planning.result import EventResult, Plan
from assessor.planning.states import state
from assessor.queueing.metastable import retry_equilibria
from assessor.scenario.model import Scenario
from assessor.scenario.worlds import resolve

Floats = NDArray[np.float64]
Servers = Mapping[str, int]


@dataclass(frozen=True)
class Retries:
    """What people who try again can do to the busiest tier, at its peak rate."""

    safe_arrival_rate: float
    """Visits/s below which it always recovers by itself. [1/s]"""
    metastable: bool
    """True where retries alone can keep it overloaded once the cause has gone."""
    amplification: float
    """Attempts per request there. [1]"""
    model: str


@dataclass(frozen=True)
class FleetStress:
    """One fleet through an event, on its busiest tier."""

    result: EventResult
    admission_rate: float
    """Visits/s that keep the tier at its ceiling: let no more in. [1/s]"""
    minutes: Floats
    arrival_rate: Floats
    """Visits of the tier. [1/s]"""
    utilisation: Floats
    wait_s: Floats
    retries: Retries | None


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
    event: str | None = None,
    year: int | None = None,
    plan: Plan | None = None,
    progress: Callable[[float, str], None] | None = None,
) -> Stress:
    """Play events through; each in its own year unless one is given.

    Parameters
    ----------
    event
        One event; all that are switched on unless given.
    plan
        Its planned fleets are played beside the standing one.

    Raises
    ------
    KeyError
        No event is called so.
    """
    resolved = resolve(scenario)
    platform = platform_of(resolved)
    names = [event] if event else [n for n, e in resolved.events.items() if e.enabled]
    years: dict[int, tuple[YearDemand, YearView]] = {}
    found: list[EventStress] = []
    for i, name in enumerate(names):
        if progress is not None:
            progress(i / len(names), name)
        found += _played(resolved, platform, name, year=year, plan=plan, years=years)
    return Stress("stress@1", scenario.id, tuple(found))


def _played(
    resolved: Scenario,
    platform: PlatformView,
    name: str,
    *,
    year: int | None,
    plan: Plan | None,
    years: dict[int, tuple[YearDemand, YearView]],
) -> Iterator[EventStress]:
    own = event_load(resolved, name).start.year if year is None else year
    if own not in years:
        demand = demand_for_year(resolved, own)
        years[own] = (demand, year_view(resolved, demand, platform, with_events=False))
    demand, view = years[own]
    forms = (False, True) if resolved.events[name].severe else (False,)
    for severe in forms:
        load = event_load(resolved, name, demand=demand, severe=severe)
        played = view_of(resolved, load, platform)
        planned = _planned(view, plan, own)
        evaluator = view.evaluators[0]
        yield EventStress(
            id=name,
            kind=played.kind,
            role=played.role,
            severe=severe,
            at=played.start,
            duration_min=played.duration,
            existing=_fleet_stress(played, evaluator, existing_fleet(platform)),
            planned=_fleet_stress(played, evaluator, planned) if planned else None,
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


def _fleet_stress(event: EventView, evaluator: Evaluator, fleet: Fleet) -> FleetStress:
    result = event_result(event, evaluator, servers=fleet.servers, hosts=fleet.hosts)
    tier = result.tier if result.tier in event.work else None
    if tier is None:
        nothing = np.zeros(0)
        return FleetStress(result, 0.0, nothing, nothing, nothing, nothing, None)
    platform = evaluator.platform
    full = state(platform, fleet.servers, {}, code="all_up", subject=None)
    lost = lost_in(event, platform, fleet.servers, fleet.hosts)
    hit = state(platform, fleet.servers, lost, code="event", subject=event.id)
    found = course(event, evaluator, tier, hit.active[tier], full.active[tier])
    requests = event.requests[tier]
    channels = evaluator.station(tier, hit.active[tier]).channels
    mean = float(event.work[tier].sum() / requests.sum()) if requests.sum() > 0 else 0.0
    ceiling = platform.tiers[tier].utilisation_at_most
    return FleetStress(
        result=result,
        admission_rate=channels * ceiling / mean if mean > 0 else 0.0,
        minutes=np.arange(len(requests), dtype=np.float64),
        arrival_rate=requests,
        utilisation=found.utilisation,
        wait_s=found.wait,
        retries=_retries(event, channels, mean, float(requests.max())),
    )


def _retries(event: EventView, channels: float, mean: float, peak: float) -> Retries | None:
    if event.patience is None or event.retry_factor <= 1.0 or channels < 1 or mean <= 0:
        return None
    found = retry_equilibria(
        arrival_rate=peak,
        servers=int(channels),
        service_rate=1.0 / mean,
        timeout_s=event.patience,
        retries=max(round(event.retry_factor) - 1, 1),
    )
    return Retries(
        safe_arrival_rate=found.safe_arrival_rate,
        metastable=bool(np.isfinite(found.metastable)),
        amplification=found.amplification,
        model=found.model,
    )
