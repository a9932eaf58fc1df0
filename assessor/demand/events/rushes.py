"""A rush: so many people in so many minutes, and what each of them asks for."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
from numpy.typing import NDArray

from assessor.demand.adoption import in_force
from assessor.demand.events.curves import curve_weights
from assessor.demand.open_service import FEE_BEARING, OTHER, policies_of
from assessor.scenario.events import Part, RushEvent
from assessor.scenario.model import Scenario
from assessor.scenario.services import OpenService, RequestRule

Floats = NDArray[np.float64]
SECONDS_PER_MINUTE = 60.0


def eligible_people(scenario: Scenario, event: RushEvent) -> float:
    """People (firms, households) who may come, of this scenario."""
    if not isinstance(event.eligible, Part):
        return event.eligible.base
    service = scenario.services[event.service]
    named = event.eligible.of or getattr(service, "population", None)
    size = scenario.populations[named].size.base if named else 0.0
    return event.eligible.share.base * size


def rush(
    scenario: Scenario, event: RushEvent, *, day: date, minutes: int
) -> tuple[Floats, Floats, dict[str, Floats]]:
    """Visits that begin [1/s], people on the site, and requests by class [1/s], each minute."""
    weights = np.zeros(minutes, dtype=np.float64)
    curve = curve_weights(
        event.curve,
        math.ceil(event.within_min),
        peak_at=event.peak_at_min,
        rise=event.rise_min,
        fall=event.fall_min,
    )
    weights[: len(curve)] = curve
    stay = max(round(event.session_min.base), 1)
    staying = np.convolve(weights, np.ones(stay))[:minutes]
    visits = _visits(event, eligible_people(scenario, event), most_staying=float(staying.max()))
    active = visits * staying / (stay * SECONDS_PER_MINUTE)
    return (
        visits * weights / SECONDS_PER_MINUTE,
        visits * staying,
        {name: active * count for name, count in _per_visit(scenario, event, day).items()},
    )


def _visits(event: RushEvent, people: float, *, most_staying: float) -> float:
    """Visits of the whole rush."""
    if event.concurrent_share is not None:
        return event.concurrent_share.base * people / most_staying
    return event.share_arriving.base * people if event.share_arriving else 0.0


def _per_visit(scenario: Scenario, event: RushEvent, day: date) -> dict[str, float]:
    """Requests of each class that one visit of the rush sends to the city."""
    service = scenario.services[event.service]
    if not isinstance(service, OpenService) or not service.enabled:
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
