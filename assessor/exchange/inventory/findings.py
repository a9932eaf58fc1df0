"""What an inventory shows that somebody should look at; none of it forbids the import."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from assessor.documents import Place
from assessor.errors import Problem
from assessor.exchange.inventory.parts import Part
from assessor.exchange.inventory.placing import UNASSIGNED, Placed, Placement, has_servers
from assessor.exchange.inventory.records import HostMachine, Inventory, Machine
from assessor.scenario import Scenario
from assessor.text import fold

NAMES_SHOWN = 5


def findings_of(
    inventory: Inventory,
    placement: Placement,
    tiers: dict[str, Part],
    background: dict[str, Part],
    *,
    scenario: Scenario | None,
    day: date | None,
) -> list[Problem]:
    """Every finding, as warnings at the place of the first machine that it concerns.

    Parameters
    ----------
    day
        The day by which support has ended: the scenario's, or that of the inventory.
    """
    counted = [one.machine for one in placement.placed if one.where != "left_out"]
    running = [machine for machine in counted if machine.power == "on"]
    parts = (*tiers.values(), *background.values())
    return [
        *_powered_off(counted),
        *_twice(placement.placed),
        *_without_size(running),
        *_ended_support(parts, day),
        *_pairs(running),
        *_single(background.values(), inventory),
        *_differing(parts),
        *_without_system(background.values()),
        *_unknown_disks(running),
        *_not_in_tier(placement.placed),
        *_tiers(tiers, placement, scenario),
    ]


def warning(code: str, place: Place | None, /, **params: Any) -> Problem:
    """A finding at a place."""
    if place is None:
        return Problem(code, params, severity="warning")
    return Problem(code, params, place.path, place.line, place.column, "warning")


def names_of(machines: Sequence[Machine | HostMachine]) -> str:
    """The first few names."""
    names = ", ".join(machine.name for machine in machines[:NAMES_SHOWN])
    return names + ", …" if len(machines) > NAMES_SHOWN else names


def _about(code: str, machines: Sequence[Machine], /, **params: Any) -> Iterator[Problem]:
    """One finding about some machines, where there are any."""
    if machines:
        more = {"n": len(machines), "names": names_of(machines), **params}
        yield warning(code, machines[0].place, **more)


def _powered_off(counted: Sequence[Machine]) -> Iterator[Problem]:
    off = [machine for machine in counted if machine.power == "off"]
    disks = sum(machine.disk_gib or machine.disk_used_gib or 0.0 for machine in off)
    yield from _about("inventory_powered_off", off, disks_gib=round(disks))


def _twice(placed: Sequence[Placed]) -> Iterator[Problem]:
    left = [one.machine for one in placed if one.reason == "twice"]
    yield from _about("inventory_same_machine", left)
    named: dict[str, list[Machine]] = defaultdict(list)
    for one in placed:
        if one.reason != "twice":
            named[fold(one.machine.name)].append(one.machine)
    yield from _about("inventory_name_twice", [many[1] for many in named.values() if len(many) > 1])


def _without_size(running: Sequence[Machine]) -> Iterator[Problem]:
    yield from _about("inventory_no_memory", [m for m in running if m.memory_gib <= 0])
    yield from _about("inventory_no_vcpu", [m for m in running if m.vcpu <= 0])


def _ended_support(parts: Iterable[Part], day: date | None) -> Iterator[Problem]:
    if day is None:
        return
    for part in parts:
        ended = [m for m in part.machines if m.end_of_support and m.end_of_support < day]
        last = min((m.end_of_support for m in ended if m.end_of_support), default=None)
        yield from _about("inventory_support_ended", ended, id=part.id, on=last, as_of=day)


def _pairs(running: Sequence[Machine]) -> Iterator[Problem]:
    """Pairs that stand on one host, and machines whose partner is not there."""
    for members in pairs_of(running):
        hosts = {machine.host for machine in members}
        if len(members) == 1:
            yield from _about("inventory_pair_alone", members, pair=members[0].ha_pair)
        elif len(hosts) == 1 and None not in hosts:
            yield from _about("inventory_pair_one_host", members, host=members[0].host)


def pairs_of(machines: Iterable[Machine]) -> list[list[Machine]]:
    """Machines that stand in for each other: by the name of a partner or of their group."""
    named = {fold(machine.name): machine for machine in machines}
    groups: dict[str, list[Machine]] = defaultdict(list)
    for machine in named.values():
        if machine.ha_pair is None:
            continue
        partner = named.get(fold(machine.ha_pair))
        # two that name each other, or one that names the other, make one group
        key = fold(machine.ha_pair) if partner is None else _key(machine, partner)
        groups[key].append(machine)
        if partner is not None and partner.ha_pair is None:
            groups[key].append(partner)
    return [_once(members) for members in groups.values()]


def _key(machine: Machine, partner: Machine) -> str:
    return "\0".join(sorted((fold(machine.name), fold(partner.name))))


def _once(members: list[Machine]) -> list[Machine]:
    return list({machine.name: machine for machine in members}.values())


def _single(background: Iterable[Part], inventory: Inventory) -> Iterator[Problem]:
    """Systems in production that one machine carries alone."""
    said = any(machine.environment is not None for machine in inventory.machines)
    for part in background:
        running = [m for m in part.machines if m.power == "on"]
        named = part.rule is not None or any(m.system for m in running)
        production = part.environment == "production" or (not said and part.environment is None)
        if named and production and len(running) == 1:
            yield from _about("inventory_single", running, id=part.id)
    if not said and inventory.machines:
        yield warning("inventory_no_environment", inventory.machines[0].place)


def _differing(parts: Iterable[Part]) -> Iterator[Problem]:
    """Machines of one system that do not agree on its owner, its level or its spelling."""
    for part in parts:
        place = part.machines[0].place
        if len(part.owners) > 1:
            owners = "; ".join(part.owners)
            yield warning("inventory_owners_differ", place, id=part.id, owners=owners)
        if len(part.levels) > 1:
            levels = ", ".join(map(str, part.levels))
            highest = part.security_level
            yield warning(
                "inventory_levels_differ", place, id=part.id, levels=levels, level=highest
            )
        spellings = sorted({m.system for m in part.machines if m.system})
        if len(spellings) > 1 and len({fold(s) for s in spellings}) == 1:
            words = ", ".join(f"'{spelling}'" for spelling in spellings)
            yield warning("inventory_spellings", place, id=part.id, spellings=words)


def _without_system(background: Iterable[Part]) -> Iterator[Problem]:
    lost = [
        machine
        for part in background
        if part.id.startswith(UNASSIGNED)
        for machine in part.machines
        if machine.system is None
    ]
    yield from _about("inventory_without_system", lost)


def _unknown_disks(running: Sequence[Machine]) -> Iterator[Problem]:
    unknown = [m for m in running if m.disk_gib is None and m.disk_used_gib is None]
    yield from _about("inventory_disk_unknown", unknown, of=len(running))


def _not_in_tier(placed: Iterable[Placed]) -> Iterator[Problem]:
    """Machines that match a tier and do not count there: not in production, or elsewhere."""
    by_tier: dict[str, list[Machine]] = defaultdict(list)
    for one in placed:
        if one.named_tier is not None:
            by_tier[one.named_tier].append(one.machine)
    for tier, machines in by_tier.items():
        yield from _about("inventory_not_in_tier", machines, tier=tier)


def _tiers(
    tiers: dict[str, Part], placement: Placement, scenario: Scenario | None
) -> Iterator[Problem]:
    if scenario is None:
        return
    platform = scenario.platform
    for name, part in tiers.items():
        shape = platform.shapes[platform.tiers[name].shape or ""]
        sizes = Counter((m.vcpu, round(m.memory_gib, 2)) for m in part.machines)
        others = {size: n for size, n in sizes.items() if size != (shape.vcpu, shape.memory_gib)}
        if others:
            found = ", ".join(
                f"{n} × {vcpu} vCPU, {gib:g} GiB" for (vcpu, gib), n in others.items()
            )
            wanted = f"{shape.vcpu} vCPU, {shape.memory_gib:g} GiB"
            yield warning(
                "inventory_shape_differs",
                part.machines[0].place,
                tier=name,
                shape=platform.tiers[name].shape,
                wanted=wanted,
                found=found,
            )
    empty = [n for n, tier in platform.tiers.items() if has_servers(tier) and n not in tiers]
    if empty:
        yield warning("inventory_tiers_empty", None, ids=", ".join(empty))
    yield from _suggested(empty, placement, scenario)


def _suggested(empty: list[str], placement: Placement, scenario: Scenario) -> Iterator[Problem]:
    """Machines whose name or role looks like a tier's; nobody said that they are its servers."""
    loose = [
        one.machine
        for one in placement.placed
        if one.where == "background" and one.named_tier is None and one.machine.power == "on"
    ]
    for name in empty:
        alike = [m for m in loose if fold(m.name).startswith((f"{name}-", f"{name}_"))]
        if alike:
            yield from _about("inventory_names_like_tier", alike, tier=name)
            continue
        role = scenario.platform.tiers[name].role
        same = [machine for machine in loose if machine.role == role]
        yield from _about("inventory_role_like_tier", same, tier=name, role=role)
