"""The inventory beside the scenario as it is: what the fragment would change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from assessor.exchange.inventory.fragment import Contents, Use
from assessor.exchange.inventory.parts import Part
from assessor.quantities import Quantity
from assessor.scenario import Scenario

Section = Literal["tiers", "sites", "background"]


@dataclass(frozen=True, slots=True)
class InventoryChange:
    """One number of the scenario, and what it becomes; none where it is not there."""

    section: Section
    id: str
    field: str
    was: float | None
    now: float | None

    @property
    def differs(self) -> bool:
        """True where it changes."""
        return self.was != self.now


def changes_of(scenario: Scenario | None, contents: Contents) -> tuple[InventoryChange, ...]:
    """Every number that the fragment states, and those that it takes out."""
    platform = None if scenario is None else scenario.platform
    found = []
    for name, part in contents.tiers.items():
        was = None if platform is None else float(platform.tiers[name].servers_installed)
        found.append(InventoryChange("tiers", name, "servers_installed", was, float(part.servers)))
    for name, number in contents.hosts.items():
        known = None if platform is None else platform.sites.get(name)
        before = None if known is None else float(known.hosts_installed)
        found.append(InventoryChange("sites", name, "hosts_installed", before, float(number)))
    for name, part in contents.background.items():
        found += _of_part(scenario, name, part, contents.uses.get(name))
    for name in contents.removed:
        found += [
            InventoryChange("background", name, field, was, None)
            for field, was in _background(scenario, name)
        ]
    return tuple(found)


def _of_part(
    scenario: Scenario | None, name: str, part: Part, use: Use | None
) -> Iterator[InventoryChange]:
    before = dict(_background(scenario, name))
    now = {
        "vcpu": float(part.vcpu),
        "memory_gib": part.memory_gib,
        "storage_tib": part.storage_tib,
        "utilisation": None if use is None else use.base,
    }
    for field, value in now.items():
        yield InventoryChange("background", name, field, before.get(field), value)


def _background(scenario: Scenario | None, name: str) -> Iterator[tuple[str, float]]:
    part = None if scenario is None else scenario.platform.background.get(name)
    for field in () if part is None else ("vcpu", "memory_gib", "storage_tib", "utilisation"):
        quantity: Quantity | None = getattr(part, field)
        if quantity is not None:
            yield field, quantity.base
