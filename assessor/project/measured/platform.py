"""Measured service demands and scalability as parts of the platform."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assessor.measurement import DemandFit, Finding, ScalabilityReading
from assessor.planning.platform import TierView, platform_of
from assessor.project.measured.values import quantity_of, rounded
from assessor.scenario import Scenario, resolve


def channels_of(scenario: Scenario, tier: str) -> int:
    """Channels of the servers that stand today: what a utilisation is the mean of."""
    view = platform_of(resolve(scenario)).tiers[tier]
    return view.active(view.installed, view.installed) * view.vcpu


def demands_part(
    scenario: Scenario, tier: str, fit: DemandFit, sources: tuple[str, ...]
) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    """`platform.demands` of the classes whose demand at a tier was measured.

    A measured demand is the time on the tier's own channels; documents state it for a channel of
    speed 1 without contention, so it is multiplied by what the tier's channels do together
    over their number.
    """
    view = platform_of(resolve(scenario)).tiers[tier]
    nominal = _nominal(view)
    found: dict[str, Any] = {}
    findings = []
    for name, estimate in fit.demands.items():
        path = scenario.platform.demands.get(name)
        if path is None or tier not in path:
            findings.append(Finding("measured_class_unknown", {"id": name, "tier": tier}))
            continue
        demand = quantity_of(estimate, sources, factor=nominal)
        found[name] = {tier: {"visits": {"base": 1}, "service_demand_s": demand}}
    for names in fit.joint:
        joined = ", ".join(names)
        findings.append(Finding("measured_demands_joint", {"classes": joined, "tier": tier}))
    return found, tuple(findings)


def _nominal(view: TierView) -> float:
    """Work of speed 1 that one of the tier's channels does in a second."""
    active = view.active(view.installed, view.installed)
    channels = active * view.vcpu
    return view.speed * view.capacity(active) / channels if channels else view.speed


def scalability_part(reading: ScalabilityReading) -> dict[str, Any]:
    """`usl` of a tier; empty where the test did not determine it."""
    if reading.contention is None or reading.coherency is None:
        return {}
    return {
        "usl": {
            "contention": rounded(min(reading.contention.base, 0.999)),
            "coherency": rounded(reading.coherency.base),
        }
    }


def joined_demands(parts: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """The demands of several tiers in one mapping, class → tier."""
    found: dict[str, Any] = {}
    for part in parts.values():
        for name, tiers in part.items():
            found.setdefault(name, {}).update(tiers)
    return found
