"""Which inputs a plan rests on, and which of them are not well founded."""

from __future__ import annotations

from assessor.planning.result import Assumption
from assessor.quantities import QUANTITY_NAMES
from assessor.scenario.model import Scenario
from assessor.scenario.walking import dotted, key_of, walk_quantities
from assessor.scenario.worlds import NamedQuantity, list_quantities

_DECIDE = {"pue": (".pue",), "recovery_time_h": (".outage_h", ".restart_min")}
"""Quantities that few inputs decide; all others rest on demand and platform as a whole."""
_ROOTS = (
    "services", "portfolio", "policies", "populations", "profiles", "platform", "promises", "money",
)  # fmt: skip


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
    if root == "portfolio":  # time saved ranks procedures, and no load follows from it
        chosen = name in scenario.portfolio and scenario.portfolio[name].chosen
        return chosen and not rest.endswith("time_saved_min_per_transaction")
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


def measured_quantities(scenario: Scenario) -> tuple[str, ...]:
    """Published quantities whose every deciding input was measured."""
    used = used_inputs(scenario)
    everything = _load_measured(scenario, used)
    return tuple(
        name
        for name in QUANTITY_NAMES
        if (_measured(used, _DECIDE[name]) if name in _DECIDE else everything)
    )


def _measured(used: tuple[NamedQuantity, ...], endings: tuple[str, ...]) -> bool:
    """True where something decides, and all that does was measured."""
    deciding = [n for n in used if any(u.endswith(endings) for u in (*n.uses, n.path))]
    return bool(deciding) and all(n.quantity.kind == "measured" for n in deciding)


def _load_measured(scenario: Scenario, used: tuple[NamedQuantity, ...]) -> bool:
    quantities = all(n.quantity.kind == "measured" for n in used if not n.path.startswith("money."))
    profiles = {getattr(s, "profile", None) for s in scenario.services.values() if s.enabled}
    shapes = all(scenario.profiles[p].kind == "measured" for p in profiles if p is not None)
    return bool(used) and quantities and shapes
