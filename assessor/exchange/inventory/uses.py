"""How much of its vCPUs each part uses: measured, stated, kept, assumed, or not known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assessor.errors import Problem
from assessor.exchange.inventory.fragment import Use, ids_of, quantity_data
from assessor.exchange.inventory.mapping import Mapping as InventoryMapping
from assessor.exchange.inventory.parts import Part
from assessor.exchange.inventory.records import Inventory
from assessor.quantities import Quantity
from assessor.scenario import Scenario

SHOWN = 10


def uses_of(
    background: Mapping[str, Part],
    inventory: Inventory,
    mapping: InventoryMapping,
    *,
    scenario: Scenario | None,
    beneath: Mapping[str, Any],
    assumed: Quantity | None,
    ids: Mapping[str, str],
) -> dict[str, Use]:
    """The use of every part; one that nothing tells is absent.

    Parameters
    ----------
    beneath
        The platform of the scenario without the fragment that is being written.
    assumed
        What the user assumes where nothing is known.
    """
    written = beneath.get("background") or {}
    default = assumed or mapping.utilisation
    found: dict[str, Use] = {}
    for name, part in background.items():
        rule = mapping.systems.get(part.rule) if part.rule else None
        own = written.get(name)
        if part.is_off:
            found[name] = Use("off", {"base": 0, "kind": "measured", "confidence": "high"}, 0.0)
        elif part.utilisation is not None:
            found[name] = _measured(part, part.utilisation, inventory, ids)
        elif rule is not None and rule.utilisation is not None:
            found[name] = _stated("mapping", rule.utilisation)
        elif isinstance(own, dict) and own.get("utilisation") is not None:
            found[name] = Use("kept", None, _base(scenario, name))
        elif scenario is not None and name in scenario.platform.background:
            # it stands in an earlier fragment alone, which this one replaces
            found[name] = _carried(scenario, name)
        elif default is not None:
            found[name] = _stated("assumed", default)
    return found


def _base(scenario: Scenario | None, name: str) -> float | None:
    part = None if scenario is None else scenario.platform.background.get(name)
    return None if part is None else part.utilisation.base


def _stated(how: str, quantity: Quantity) -> Use:
    data = quantity_data(quantity)
    if "kind" not in data:
        data |= {"kind": "assumption", "confidence": "low"}
    return Use(how, data, quantity.base)


def _carried(scenario: Scenario, name: str) -> Use:
    quantity = scenario.platform.background[name].utilisation
    # the sources of an earlier file are not in this one
    return _stated("kept", quantity.model_copy(update={"source": (), "ref": None}))


def _measured(part: Part, value: float, inventory: Inventory, ids: Mapping[str, str]) -> Use:
    source = _sources(part, inventory, ids)
    reason = _reason(part, inventory)
    data = {"base": round(value, 4), "unit": "fraction", "kind": "measured", "confidence": "low"}
    return Use("measured", {**data, "source": source, "reason": reason}, value)


def _sources(part: Part, inventory: Inventory, ids: Mapping[str, str]) -> list[str]:
    """Files of its machines, and those that say how fast hosts are and how much MHz is used."""
    paths = {one.place.path for one in part.machines}
    paths |= {table.path for table in inventory.tables if table.kind in {"cpu", "hosts"}}
    return ids_of(paths, ids)


def _reason(part: Part, inventory: Inventory) -> dict[str, str]:
    known = f"{100 * part.utilisation_known:.0f} %"
    if any(table.kind == "cpu" for table in inventory.tables):
        return {
            "vi": "MHz đang dùng trên số MHz mà vCPU có thể nhận, tại một thời điểm xuất; "
            f"biết của {known} số vCPU",
            "en": "MHz in use over the MHz that the vCPUs may get, at the one moment of the "
            f"export; known of {known} of the vCPUs",
        }
    return {
        "vi": f"Theo cột mức sử dụng CPU của danh mục; biết của {known} số vCPU",
        "en": f"By the inventory's column of CPU use; known of {known} of the vCPUs",
    }


def unknown_uses(background: Mapping[str, Part], uses: Mapping[str, Use]) -> Iterator[Problem]:
    """The parts of which nothing says how much they use: told once, for one remedy serves all."""
    lost = [part for name, part in background.items() if name not in uses]
    if lost:
        place = lost[0].machines[0].place
        params = {"n": len(lost), "ids": _shown([part.id for part in lost])}
        yield Problem("inventory_utilisation_unknown", params, place.path, place.line, place.column)


def _shown(names: Sequence[str]) -> str:
    return ", ".join(names[:SHOWN]) + (", …" if len(names) > SHOWN else "")
