"""Security controls: what they cost in processing, and who may not go without them."""

from __future__ import annotations

from dataclasses import dataclass

from assessor.scenario.model import Scenario
from assessor.scenario.platform import Demand, Platform


@dataclass(frozen=True)
class Unprotected:
    """A service whose data ask for a control that is off."""

    service: str
    data_class: str
    control: str


def unprotected_services(scenario: Scenario) -> tuple[Unprotected, ...]:
    """Services of the city whose data class requires a control that is off."""
    return tuple(
        Unprotected(name, service.data_class, control_id)
        for control_id, control in scenario.platform.controls.items()
        if not control.enabled
        for name, service in scenario.services.items()
        if service.enabled
        and service.hosted == "city"
        and service.data_class in control.required_for
    )


def demand_factor(platform: Platform, request_class: str, tier: str) -> float:
    """What is left of a service demand without the controls that are off."""
    factor = 1.0
    for control in platform.controls.values():
        if not control.enabled and control.concerns(request_class, tier):
            factor *= 1 - control.share_of_demand.base
    return factor


def control_share(platform: Platform, request_class: str, tier: str) -> float:
    """Share of a service demand, as written, that the controls at work take."""
    left = 1.0
    for control in platform.controls.values():
        if control.enabled and control.concerns(request_class, tier):
            left *= 1 - control.share_of_demand.base
    return 1 - left


def without_disabled(scenario: Scenario) -> Scenario:
    """The scenario with the demands that remain once disabled controls are taken out."""
    platform = scenario.platform
    if all(control.enabled for control in platform.controls.values()):
        return scenario
    demands = {
        request_class: {
            tier: _scaled(demand, demand_factor(platform, request_class, tier))
            for tier, demand in path.items()
        }
        for request_class, path in platform.demands.items()
    }
    at_work = {name: control for name, control in platform.controls.items() if control.enabled}
    update = {"demands": demands, "controls": at_work}
    return scenario.model_copy(update={"platform": platform.model_copy(update=update)})


def _scaled(demand: Demand, factor: float) -> Demand:
    quantity = demand.service_demand_s
    if quantity is None or factor == 1.0:
        return demand
    scaled = quantity.with_base(quantity.base * factor)
    return demand.model_copy(update={"service_demand_s": scaled})
