"""From the files of an inventory to a fragment of a scenario, and all that was found on the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assessor.documents import Loaded
from assessor.errors import Problem, errors_in
from assessor.exchange.inventory.beneath import platform_beneath
from assessor.exchange.inventory.comparing import InventoryChange, changes_of
from assessor.exchange.inventory.findings import findings_of, warning
from assessor.exchange.inventory.fragment import Contents, Use, fragment_document, source_ids
from assessor.exchange.inventory.host_findings import (
    HostLoad,
    host_findings,
    host_loads,
    hosts_by_site,
)
from assessor.exchange.inventory.mapping import Mapping, load_mapping
from assessor.exchange.inventory.parts import Part, parts_of
from assessor.exchange.inventory.places import Sites
from assessor.exchange.inventory.placing import (
    Placement,
    Totals,
    place_machines,
    unused_rules,
)
from assessor.exchange.inventory.reading import read_inventory
from assessor.exchange.inventory.records import Inventory
from assessor.exchange.inventory.uses import unknown_uses, uses_of
from assessor.quantities import Quantity
from assessor.scenario import Scenario, load_scenario
from assessor.scenario.expansion import hint


@dataclass(frozen=True)
class InventoryImport:
    """What an inventory says, where each machine counts, and what a scenario becomes by it."""

    contents: Contents
    placement: Placement
    hosts: tuple[HostLoad, ...]
    changes: tuple[InventoryChange, ...]
    problems: tuple[Problem, ...]
    """Errors, which forbid writing, and warnings."""
    document: dict[str, Any]
    scenario_id: str | None

    @property
    def inventory(self) -> Inventory:
        """What was read."""
        return self.contents.inventory

    @property
    def tiers(self) -> dict[str, Part]:
        """Tiers of the scenario with the servers found."""
        return self.contents.tiers

    @property
    def background(self) -> dict[str, Part]:
        """The rest of the estate, by system."""
        return self.contents.background

    @property
    def uses(self) -> dict[str, Use]:
        """How much of its vCPUs each part of the background uses, where anything tells it."""
        return self.contents.uses

    @property
    def removed(self) -> tuple[str, ...]:
        """Background of the scenario that the inventory replaces."""
        return self.contents.removed

    @property
    def totals(self) -> Totals:
        """Machines read, and where they count."""
        return self.placement.totals

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What forbids writing the fragment."""
        return tuple(errors_in(self.problems))


def import_inventory(
    files: Sequence[Path],
    *,
    scenario: Path | None = None,
    mapping: Path | None = None,
    utilisation: Quantity | None = None,
    on: date | None = None,
    output: Path | None = None,
) -> InventoryImport:
    """Read an inventory and lay it beside a scenario; nothing is written.

    Parameters
    ----------
    scenario
        A scenario or project folder whose tiers and sites the machines may belong to. Without
        one everything is background, by system, and sites are the clusters.
    mapping
        A file that says which column, tier, site or system is meant.
    utilisation
        Assumed use of vCPUs where neither inventory nor scenario tells it, in [0, 1].
    on
        Day of the inventory; by default that which the export states.
    output
        Where the fragment will be written: what stands there already is not taken for the
        scenario's own.

    Raises
    ------
    ScenarioError
        The scenario cannot be used.
    DocumentError
        The mapping cannot be used.
    """
    known = None if scenario is None else load_scenario(scenario)
    rules, written = (Mapping(), None) if mapping is None else load_mapping(mapping)
    inventory = read_inventory(files, rules, written)
    sites = Sites(known, rules)
    placement = place_machines(inventory, rules, known, sites)
    loads = host_loads(inventory, placement, sites)
    tiers, background = parts_of(placement, rules)
    beneath = {} if known is None else platform_beneath(known, output)
    contents = Contents(
        inventory=inventory,
        tiers=tiers,
        background=background,
        uses=uses_of(
            background,
            inventory,
            rules,
            scenario=known,
            beneath=beneath,
            assumed=utilisation,
            ids=source_ids(inventory.files),
        ),
        hosts=hosts_by_site(loads) if inventory.has_host_list else {},
        removed=_replaced(beneath, known, placement, background, rules),
        titled=frozenset(beneath.get("background") or {}),
        day=on or inventory.on,
        as_of=None if known is None else known.as_of,
    )
    problems = [
        *inventory.problems,
        *placement.problems,
        *sites.problems(),
        *_names(rules, written, known, beneath),
        *_idle_rules(rules, written, inventory),
        *_unknown(contents),
        *findings_of(
            inventory,
            placement,
            tiers,
            background,
            scenario=known,
            day=contents.as_of or contents.day,
        ),
        *host_findings(inventory, loads, known),
        *_replacement(contents),
    ]
    return InventoryImport(
        contents=contents,
        placement=placement,
        hosts=tuple(loads),
        changes=changes_of(known, contents),
        problems=tuple(problems),
        document=fragment_document(contents, output),
        scenario_id=None if known is None else known.id,
    )


def _unknown(contents: Contents) -> Iterator[Problem]:
    """Unknown use of vCPUs, once what was read can be trusted."""
    if not errors_in(contents.inventory.problems):
        yield from unknown_uses(contents.background, contents.uses)


def _replaced(
    beneath: dict[str, Any],
    scenario: Scenario | None,
    placement: Placement,
    background: dict[str, Part],
    mapping: Mapping,
) -> tuple[str, ...]:
    """Background of the sites whose machines the inventory counts one by one."""
    if scenario is None:
        return ()
    first = next(iter(scenario.platform.sites))
    covered = {one.site for one in placement.placed}
    written = beneath.get("background") or {}
    return tuple(
        name
        for name, part in written.items()
        if isinstance(part, dict)
        and (part.get("site") or first) in covered
        and name not in background
        and name not in mapping.keep
    )


def _replacement(contents: Contents) -> Iterator[Problem]:
    """Said aloud, for it takes something out of the scenario."""
    if contents.removed:
        ids = ", ".join(contents.removed)
        yield warning("inventory_background_replaced", None, ids=ids)


def _names(
    mapping: Mapping, written: Loaded | None, scenario: Scenario | None, beneath: dict[str, Any]
) -> Iterator[Problem]:
    """Tiers, sites and background that the mapping names and the scenario does not have."""
    if written is None:
        return
    if scenario is None:
        if mapping.tiers:
            yield written.warning("inventory_tiers_without_scenario", ("tiers",))
        return
    platform = scenario.platform
    sections = (
        ("tiers", mapping.tiers, list(platform.tiers)),
        ("sites", mapping.sites, list(platform.sites)),
        ("keep", mapping.keep, list(beneath.get("background") or {})),
    )
    for section, names, known in sections:
        target = "platform.background" if section == "keep" else f"platform.{section}"
        for position, name in enumerate(names):
            if name not in known:
                key = (section, position) if section == "keep" else (section, name)
                near = hint(name, known)
                yield written.problem("reference_unknown", key, id=name, section=target, hint=near)


def _idle_rules(
    mapping: Mapping, written: Loaded | None, inventory: Inventory
) -> Iterator[Problem]:
    if written is not None and inventory.machines:
        for section, name in unused_rules(mapping, inventory):
            yield written.warning("inventory_rule_idle", (section, name), id=name)
