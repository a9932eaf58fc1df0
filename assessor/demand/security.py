"""The capacity tax of security: how much of each tier's work the controls take."""

from __future__ import annotations

from assessor.demand.design import work_per_request
from assessor.demand.results import YearDemand
from assessor.scenario.controls import control_share
from assessor.scenario.model import Scenario


def security_shares(scenario: Scenario, demand: YearDemand) -> dict[str, float]:
    """Share of each city tier's work in the design hour that the controls at work take."""
    total: dict[str, float] = {}
    taken: dict[str, float] = {}
    for request_class, per_tier in work_per_request(scenario).items():
        rate = demand.design.arrival_rates.get(request_class, 0.0)
        for tier, seconds in per_tier.items():
            share = control_share(scenario.platform, request_class, tier)
            total[tier] = total.get(tier, 0.0) + rate * seconds
            taken[tier] = taken.get(tier, 0.0) + rate * seconds * share
    return {tier: taken[tier] / work if work > 0 else 0.0 for tier, work in total.items()}
