"""Every machine in one place: a tier of the scenario, the background, or left out with a reason."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Literal

from assessor.documents import Place
from assessor.errors import Problem
from assessor.exchange.inventory.mapping import Mapping, SystemRule
from assessor.exchange.inventory.naming import slug
from assessor.exchange.inventory.places import Sites
from assessor.exchange.inventory.records import HostMachine, Inventory, Machine
from assessor.scenario import Scenario
from assessor.scenario.platform import Environment, Tier
from assessor.text import LocalizedText, fold

Where = Literal["tier", "background", "left_out"]
Reason = Literal["no_machine", "template", "placeholder", "twice", "rule"]
POWERED_OFF = "powered-off"
UNASSIGNED = "unassigned"
# all that a row says of a machine, but not where it stands
_SAYS = attrgetter(*(one.name for one in fields(Machine) if one.name != "place"))


@dataclass(frozen=True, slots=True)
class Group:
    """Machines that become one part of the background."""

    system: str
    environment: Environment | None = None
    """None for production."""
    site: str | None = None
    rule: str | None = None
    """Id that the mapping gives the system."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A machine and where it counts."""

    machine: Machine
    where: Where
    site: str | None = None
    tier: str | None = None
    group: Group | None = None
    reason: Reason | None = None
    words: LocalizedText | None = None
    """The mapping's own reason to leave it out."""
    named_tier: str | None = None
    """The tier that it matches, although it does not count there."""


@dataclass(frozen=True)
class Totals:
    """What was read against what became of it."""

    read: int
    in_tiers: int
    in_background: int
    left_out: dict[Reason, int]

    @property
    def adds_up(self) -> bool:
        """True where every machine is in exactly one place."""
        return self.read == self.in_tiers + self.in_background + sum(self.left_out.values())


@dataclass
class _Noted:
    """Problems of one kind, each told once with how many machines it concerns."""

    first: dict[tuple[str, str], Place] = field(default_factory=dict)
    counted: Counter[tuple[str, str]] = field(default_factory=Counter)

    def note(self, code: str, what: str, place: Place) -> None:
        self.first.setdefault((code, what), place)
        self.counted[code, what] += 1

    def problems(self) -> Iterator[Problem]:
        for (code, what), place in self.first.items():
            params = {"id": what, "n": self.counted[code, what]}
            yield Problem(code, params, place.path, place.line, place.column)


@dataclass(frozen=True)
class Placement:
    """Every machine of an inventory, placed."""

    placed: tuple[Placed, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def totals(self) -> Totals:
        """The reckoning: nothing counted twice, nothing lost."""
        where = Counter(one.where for one in self.placed)
        left = Counter(one.reason for one in self.placed if one.reason is not None)
        return Totals(len(self.placed), where["tier"], where["background"], dict(left))

    def by_tier(self) -> dict[str, list[Machine]]:
        """The servers of each tier."""
        found: dict[str, list[Machine]] = defaultdict(list)
        for one in self.placed:
            if one.tier is not None:
                found[one.tier].append(one.machine)
        return found

    def by_group(self) -> dict[Group, list[Machine]]:
        """The machines of each part of the background."""
        found: dict[Group, list[Machine]] = defaultdict(list)
        for one in self.placed:
            if one.group is not None:
                found[one.group].append(one.machine)
        return found


def place_machines(
    inventory: Inventory, mapping: Mapping, scenario: Scenario | None, sites: Sites
) -> Placement:
    """Each machine in the first place that fits: left out, switched off, tier, background."""
    placer = _Placer(mapping, scenario, sites)
    placed = tuple(placer.place(machine) for machine in inventory.machines)
    return Placement(placed, tuple(placer.noted.problems()))


def has_servers(tier: Tier) -> bool:
    """True for a tier of the city that consists of servers of some shape."""
    counted = tier.discipline not in {"volume", "delay"}
    return tier.hosted == "city" and counted and tier.shape is not None


class _Placer:
    """The rules and names by which machines are placed, and who was seen already."""

    def __init__(self, mapping: Mapping, scenario: Scenario | None, sites: Sites) -> None:
        self.mapping, self.sites = mapping, sites
        self.noted = _Noted()
        self.seen: set[object] = set()
        self.tiers = {} if scenario is None else dict(scenario.platform.tiers)
        self.first_site = None if scenario is None else next(iter(scenario.platform.sites))
        self.rules = {name: rule for name, rule in mapping.tiers.items() if name in self.tiers}
        self.named: dict[str, str] = {}
        for name, tier in self.tiers.items():
            titles = () if tier.title is None else (tier.title.vi, tier.title.en)
            for text in (name, *titles):
                self.named.setdefault(fold(text), name)

    def place(self, machine: Machine) -> Placed:
        left = self._left_out(machine)
        if left is not None:
            return left
        site = self.sites.of(machine)
        if machine.power == "off":
            return Placed(machine, "background", site, group=Group(POWERED_OFF, site=site))
        tier = self._tier(machine)
        if tier is None:
            return Placed(machine, "background", site, group=self._group(machine, site))
        elsewhere = site is not None and site != (self.tiers[tier].site or self.first_site)
        if elsewhere or machine.environment not in {None, "production"}:
            group = self._group(machine, site)
            return Placed(machine, "background", site, group=group, named_tier=tier)
        return Placed(machine, "tier", site, tier=tier)

    def _left_out(self, machine: Machine) -> Placed | None:
        if machine.power == "gone":
            return Placed(machine, "left_out", reason="no_machine")
        if machine.template:
            return Placed(machine, "left_out", reason="template")
        if machine.placeholder:
            return Placed(machine, "left_out", reason="placeholder")
        for rule in self.mapping.leave_out:
            if rule.holds(machine):
                return Placed(machine, "left_out", reason="rule", words=rule.reason)
        # without an id, only rows that say the very same are one machine
        same = machine.identity or _SAYS(machine)
        if same in self.seen:
            return Placed(machine, "left_out", reason="twice")
        self.seen.add(same)
        return None

    def _tier(self, machine: Machine) -> str | None:
        found = {name for name, rule in self.rules.items() if rule.holds(machine)}
        if machine.tier is not None and self.tiers:
            named = self.named.get(fold(machine.tier))
            if named is None:
                self.noted.note("inventory_tier_unknown", machine.tier, machine.place)
            else:
                found.add(named)
        if len(found) > 1:
            self.noted.note("inventory_two_tiers", ", ".join(sorted(found)), machine.place)
        tier = next(iter(sorted(found)), None)
        if tier is not None and not has_servers(self.tiers[tier]):
            self.noted.note("inventory_tier_without_servers", tier, machine.place)
            return None
        return tier

    def _group(self, machine: Machine, site: str | None) -> Group:
        found = [name for name, rule in self.mapping.systems.items() if _is_of(machine, name, rule)]
        if len(found) > 1:
            self.noted.note("inventory_two_systems", ", ".join(found), machine.place)
        # a machine of which nobody says what it is for belongs with those in production
        environment = None if machine.environment == "production" else machine.environment
        if found:
            return Group(found[0], environment, site, found[0])
        system = UNASSIGNED if machine.system is None else fold(machine.system)
        return Group(system, environment, site)


def _is_of(machine: Machine, name: str, rule: SystemRule) -> bool:
    if rule.match:
        return rule.holds(machine)
    return machine.system is not None and slug(machine.system) == name


def unused_rules(mapping: Mapping, inventory: Inventory) -> Iterator[tuple[str, str]]:
    """Rules of the mapping that no machine (for a site, no host either) matched: section, id."""
    machines = inventory.machines
    everything: tuple[Machine | HostMachine, ...] = (*machines, *inventory.hosts)
    for name, rule in mapping.tiers.items():
        if not any(rule.holds(machine) for machine in machines):
            yield "tiers", name
    for name, rule in mapping.sites.items():
        if not any(rule.holds(one) for one in everything):
            yield "sites", name
    for name, system in mapping.systems.items():
        if not any(_is_of(machine, name, system) for machine in machines):
            yield "systems", name
