"""Hosts of an inventory: how many stand where, what they carry, what they cannot carry."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from assessor.errors import Problem
from assessor.exchange.inventory.findings import names_of, warning
from assessor.exchange.inventory.places import Sites
from assessor.exchange.inventory.placing import Placement
from assessor.exchange.inventory.records import HostMachine, Inventory, Machine
from assessor.scenario import Scenario
from assessor.text import fold


@dataclass(frozen=True, slots=True)
class HostLoad:
    """A host and what runs on it."""

    host: HostMachine
    site: str | None
    machines: int
    vcpu: int
    memory_gib: float
    tiers: tuple[str, ...]

    @property
    def overcommit(self) -> float | None:
        """vCPUs per core (per logical processor where the source counts no cores)."""
        cores = self.host.cores or self.host.threads
        return self.vcpu / cores if cores else None


def host_loads(inventory: Inventory, placement: Placement, sites: Sites) -> list[HostLoad]:
    """Each host of the list with the machines that run on it."""
    carried: dict[str, list[tuple[Machine, str | None]]] = defaultdict(list)
    for one in placement.placed:
        runs = one.machine.power == "on" and one.reason not in {"twice", "template", "placeholder"}
        if runs and one.machine.host is not None:
            carried[fold(one.machine.host)].append((one.machine, one.tier))
    loads = []
    for host in inventory.hosts:
        found = carried.get(fold(host.name), [])
        loads.append(
            HostLoad(
                host=host,
                site=sites.of(_with_cluster(host, [machine for machine, _tier in found])),
                machines=len(found),
                vcpu=sum(machine.vcpu for machine, _tier in found),
                memory_gib=sum(machine.memory_gib for machine, _tier in found),
                tiers=tuple(sorted({tier for _machine, tier in found if tier})),
            )
        )
    return loads


def _with_cluster(host: HostMachine, machines: list[Machine]) -> HostMachine:
    """A host of which the list says no cluster stands where all of its machines do."""
    if host.cluster or host.datacenter:
        return host
    where = {(machine.datacenter, machine.cluster) for machine in machines}
    if len(where) != 1:
        return host
    datacenter, cluster = next(iter(where))
    return replace(host, datacenter=datacenter, cluster=cluster)


def hosts_by_site(loads: Iterable[HostLoad]) -> dict[str, int]:
    """How many hosts stand at each site."""
    return dict(sorted(Counter(load.site for load in loads if load.site is not None).items()))


def host_findings(
    inventory: Inventory, loads: list[HostLoad], scenario: Scenario | None
) -> Iterator[Problem]:
    """Hosts that carry more than they have, and lists that do not fit together."""
    for load in loads:
        yield from _overcommitted(load, scenario)
    yield from _lists(inventory)
    if scenario is not None:
        yield from _kinds(loads, scenario)


def _overcommitted(load: HostLoad, scenario: Scenario | None) -> Iterator[Problem]:
    host, ratio = load.host, load.overcommit
    if host.memory_gib and load.memory_gib > host.memory_gib:
        yield warning(
            "inventory_memory_overcommitted",
            host.place,
            host=host.name,
            given=round(load.memory_gib),
            has=round(host.memory_gib),
        )
    limit, whose = _limit(load, scenario)
    if ratio is not None and limit is not None and ratio > limit * (1 + 1e-9):
        yield warning(
            "inventory_overcommitted",
            host.place,
            host=host.name,
            ratio=round(ratio, 2),
            limit=limit,
            tier=whose,
        )


def _limit(load: HostLoad, scenario: Scenario | None) -> tuple[float | None, str]:
    """The strictest ceiling of the tiers that the host carries; else the widest of its site."""
    if scenario is None:
        return None, ""
    tiers = scenario.platform.tiers
    carried = [(tiers[name].overcommit_at_most, name) for name in load.tiers]
    if carried:
        return min(carried)
    first = next(iter(scenario.platform.sites))
    at_site = [
        (tier.overcommit_at_most, name)
        for name, tier in tiers.items()
        if tier.hosted == "city" and (tier.site or first) == load.site
    ]
    return max(at_site, default=(None, ""))


def _lists(inventory: Inventory) -> Iterator[Problem]:
    named = {fold(host.name) for host in inventory.hosts}
    if inventory.has_host_list:
        lost = [m for m in inventory.machines if m.host and fold(m.host) not in named]
        if lost:
            yield warning(
                "inventory_host_unknown", lost[0].place, n=len(lost), names=names_of(lost)
            )
        return
    hosts = {machine.host for machine in inventory.machines if machine.host}
    place = inventory.machines[0].place if inventory.machines else None
    yield warning("inventory_no_host_list", place, n=len(hosts))


def _kinds(loads: list[HostLoad], scenario: Scenario) -> Iterator[Problem]:
    """Hosts that are not of the kind that the scenario has at their site."""
    for site in sorted({load.site for load in loads if load.site is not None}):
        kind = scenario.platform.hosts[scenario.platform.sites[site].host]
        others = [
            load.host
            for load in loads
            if load.site == site
            and load.host.cores is not None
            and load.host.memory_gib is not None
            # firmware keeps a little of the memory for itself
            and (
                load.host.cores != kind.cores
                or abs(load.host.memory_gib - kind.memory_gib) > 0.05 * kind.memory_gib
            )
        ]
        if others:
            yield warning(
                "inventory_host_differs",
                others[0].place,
                site=site,
                kind=scenario.platform.sites[site].host,
                n=len(others),
                names=names_of(others),
                found=f"{others[0].cores} × {others[0].memory_gib or 0:.0f} GiB",
                wanted=f"{kind.cores} × {kind.memory_gib:g} GiB",
            )
