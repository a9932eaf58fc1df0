"""Which inputs a plan rests on, and which of them are not well founded."""

from __future__ import annotations

from assessor.planning.result import Assumption
from assessor.scenario.model import Scenario
from assessor.scenario.walking import dotted, key_of, walk_quantities
from assessor.scenario.worlds import NamedQuantity, list_quantities

_ROOTS = ("services", "policies", "populations", "profiles", "platform", "promises", "money")


def used_inputs(scenario: Scenario) -> tuple[NamedQuantity, ...]:
    """Quantities that reach the plan, choices and switched-off parts left out."""
    choices = {dotted(key_of(steps)) for steps, _, choice in walk_quantities(scenario) if choice}
    found = []
    for named in list_quantities(scenario):
        uses = tuple(u for u in named.uses if _counts(scenario, u))
        is_input = named.path.startswith("inputs.")
        if uses and (named.quantity.has_provenance or is_input or named.path not in choices):
            found.append(NamedQuantity(named.path, named.quantity, named.key, uses))
    return tuple(found)


def _counts(scenario: Scenario, use: str) -> bool:
    root, _, rest = use.partition(".")
    if root not in _ROOTS:
        return False
    name = rest.partition(".")[0]
    if root == "services":
        return name not in scenario.services or scenario.services[name].enabled
    if root == "policies":
        return name not in scenario.policies or scenario.policies[name].enabled
    return True


def assumptions_of(scenario: Scenario) -> tuple[Assumption, ...]:
    """Inputs that were assumed, or of whose value one cannot be sure."""
    return tuple(
        _assumption(named)
        for named in used_inputs(scenario)
        if named.quantity.kind == "assumption" or named.quantity.confidence == "low"
    )


def _assumption(named: NamedQuantity) -> Assumption:
    quantity = named.quantity
    return Assumption(
        name=named.ref or named.path,
        value=quantity.base,
        low=quantity.low,
        high=quantity.high,
        unit=quantity.unit,
        kind=quantity.kind,
        confidence=quantity.confidence,
        reason=quantity.reason.as_dict() if quantity.reason else None,
        source=quantity.source,
        uses=named.uses,
    )


def inputs_measured(scenario: Scenario) -> bool:
    """True where every quantity and every profile behind the plan was measured."""
    quantities = all(
        named.quantity.kind == "measured"
        for named in used_inputs(scenario)
        if named.path.partition(".")[0] != "money"
    )
    profiles = {getattr(s, "profile", None) for s in scenario.services.values() if s.enabled}
    shapes = all(scenario.profiles[p].kind == "measured" for p in profiles if p is not None)
    return quantities and shapes
