"""One year of demand, from a scenario whose quantities are exact or taken at their base."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from assessor.demand.days import HOURS_PER_DAY, Days, days_of
from assessor.demand.design import Loads, design_hours
from assessor.demand.open_service import fees_forgone, open_load
from assessor.demand.other_services import (
    closed_load,
    conference_load,
    machine_load,
    partly_open_load,
)
from assessor.demand.results import ClosedLoad, MachineLoad, OpenLoad, StorageLoad, YearDemand
from assessor.demand.storage import storage_load
from assessor.scenario.model import Scenario
from assessor.scenario.services import (
    ClosedService,
    ConferenceService,
    MachineService,
    OpenService,
    PartlyOpenService,
    StorageService,
)

Floats = NDArray[np.float64]


def demand_for_year(scenario: Scenario, year: int) -> YearDemand:
    """All demand of one year.

    Parameters
    ----------
    scenario
        A scenario or one of its worlds; every quantity counts with its base.
    year
        Any year; after `horizon.extrapolated_after` the result says so.
    """
    days = days_of(year, scenario.calendar)
    opened, closed, machines = _loads(scenario, days)
    by_service = {
        name: load.requests for loads in (opened, closed, machines) for name, load in loads.items()
    }
    classes = _by_class(scenario, by_service, days)
    designs = design_hours(scenario, Loads(days, by_service, classes, opened, closed))
    return YearDemand(
        year=year,
        extrapolated=_is_extrapolated(scenario, year),
        days=days.count,
        classes=tuple(classes),
        arrival_rates=classes,
        arrival_scvs=_scvs(opened, closed, machines, designs[0].by_service),
        open=opened,
        closed=closed,
        machine=machines,
        conference={
            name: conference_load(scenario, name, service)
            for name, service in scenario.services.items()
            if isinstance(service, ConferenceService) and _in_city(service)
        },
        storage=_storage(scenario, year, by_service, days),
        design=designs[0],
        designs=designs,
        fees_forgone=fees_forgone(scenario, days),
        notes=_notes(scenario, year),
    )


def _in_city(service: ConferenceService | StorageService) -> bool:
    return service.enabled and service.hosted == "city"


def _loads(
    scenario: Scenario, days: Days
) -> tuple[dict[str, OpenLoad], dict[str, ClosedLoad], dict[str, MachineLoad]]:
    opened: dict[str, OpenLoad] = {}
    closed: dict[str, ClosedLoad] = {}
    machines: dict[str, MachineLoad] = {}
    for name, service in scenario.services.items():
        if not service.enabled:
            continue
        if isinstance(service, OpenService):
            opened[name] = open_load(scenario, name, service, days=days)
        elif isinstance(service, PartlyOpenService):
            opened[name] = partly_open_load(scenario, name, service, days=days)
        elif isinstance(service, ClosedService):
            closed[name] = closed_load(scenario, name, service, days=days)
        elif isinstance(service, MachineService):
            machines[name] = machine_load(scenario, name, service, days=days)
    return opened, closed, machines


def _by_class(
    scenario: Scenario, by_service: Mapping[str, Mapping[str, Floats]], days: Days
) -> dict[str, Floats]:
    hours = days.count * HOURS_PER_DAY
    return {
        name: sum(
            (requests[name] for requests in by_service.values() if name in requests),
            start=np.zeros(hours, dtype=np.float64),
        )
        for name in scenario.request_classes
    }


def _scvs(
    opened: Mapping[str, OpenLoad],
    closed: Mapping[str, ClosedLoad],
    machines: Mapping[str, MachineLoad],
    by_service: Mapping[str, Mapping[str, float]],
) -> dict[str, float]:
    """Each class's SCV: streams weighted by their rates in the design hour."""
    of_service = {
        **{name: load.arrival_scv for name, load in opened.items()},
        **dict.fromkeys(closed, 1.0),  # many independent users are near Poisson together
        **{name: load.arrival_scv for name, load in machines.items()},
    }
    total: dict[str, float] = {}
    weighted: dict[str, float] = {}
    for name, rates in by_service.items():
        for request_class, rate in rates.items():
            total[request_class] = total.get(request_class, 0.0) + rate
            weighted[request_class] = weighted.get(request_class, 0.0) + rate * of_service[name]
    return {name: weighted[name] / rate if rate > 0 else 1.0 for name, rate in total.items()}


def _storage(
    scenario: Scenario, year: int, by_service: Mapping[str, Mapping[str, Floats]], days: Days
) -> dict[str, StorageLoad]:
    return {
        name: storage_load(
            scenario, name, service, year=year, by_service=by_service, days=days.count
        )
        for name, service in scenario.services.items()
        if isinstance(service, StorageService) and _in_city(service)
    }


def _is_extrapolated(scenario: Scenario, year: int) -> bool:
    last = scenario.horizon.extrapolated_after
    return last is not None and year > last


def _notes(scenario: Scenario, year: int) -> tuple[str, ...]:
    short = bool(scenario.calendar.holidays) and not (
        scenario.calendar.first_year <= year <= scenario.calendar.last_year
    )
    found = (("extrapolated", _is_extrapolated(scenario, year)), ("calendar_short", short))
    return tuple(code for code, holds in found if holds)
