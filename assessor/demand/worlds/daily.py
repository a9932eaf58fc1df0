"""The daily figures of all services, by class of request; not yet spread over the hours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessor.demand.days import Days
from assessor.demand.open_service import open_days, reaching_rules
from assessor.demand.other_services import (
    closed_days,
    machine_days,
    partly_open_days,
    users_of,
)
from assessor.demand.shapes import ServiceDays, hour_factors
from assessor.scenario.model import Scenario
from assessor.scenario.services import (
    ClosedService,
    MachineService,
    OpenService,
    PartlyOpenService,
)

Floats = NDArray[np.float64]
ByProfile = Mapping[str, Floats]


@dataclass(frozen=True)
class ServiceLoad:
    """A service that sends requests to the city."""

    days: ServiceDays
    users: float | Floats | None
    """Of a closed service: how many can be active at most."""


def service_loads(scenario: Scenario, days: Days) -> list[ServiceLoad]:
    """Every enabled service with requests that reach the city."""
    found = _service_loads(scenario, days)
    return [load for load in found if load.days.per_unit]


def _service_loads(scenario: Scenario, days: Days) -> Iterator[ServiceLoad]:
    for name, service in scenario.services.items():
        if not service.enabled:
            continue
        if isinstance(service, OpenService) and reaching_rules(service):
            yield ServiceLoad(open_days(scenario, name, service, days=days), None)
        elif isinstance(service, PartlyOpenService):
            yield ServiceLoad(partly_open_days(scenario, service, days=days), None)
        elif isinstance(service, ClosedService):
            users = users_of(scenario, service, days)
            yield ServiceLoad(closed_days(scenario, service, days=days), users)
        elif isinstance(service, MachineService):
            yield ServiceLoad(machine_days(scenario, service, days=days), None)


def class_days(
    scenario: Scenario, loads: list[ServiceLoad], shape: tuple[int, int]
) -> dict[str, ByProfile]:
    """Daily rates of each class by the profile that spreads them, shape (worlds, days). [1/s]"""
    found: dict[str, dict[str, Floats]] = {name: {} for name in scenario.request_classes}
    for load in loads:
        for request_class, each in load.days.per_unit.items():
            parts = found[request_class]
            for profile, daily in load.days.spread.times(each).daily.items():
                parts[profile] = parts[profile] + daily if profile in parts else daily
    return {
        name: {profile: np.broadcast_to(daily, shape) for profile, daily in parts.items()}
        for name, parts in found.items()
    }


def work_days(
    classes: Mapping[str, ByProfile], seconds: Mapping[str, Mapping[str, float]]
) -> dict[str, Floats]:
    """Daily work of all city tiers together, by profile. [erlang]"""
    work: dict[str, Floats] = {}
    for name, parts in classes.items():
        each = sum(seconds.get(name, {}).values())
        for profile, daily in parts.items():
            busy = daily * each
            work[profile] = work[profile] + busy if profile in work else busy
    return work


def hours_of(scenario: Scenario) -> dict[str, Floats]:
    """The 24 factors of every profile."""
    return {name: hour_factors(profile) for name, profile in scenario.profiles.items()}
