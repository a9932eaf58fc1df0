"""Servers on hosts: packing, what a lost host takes with it, racks, power, memory and money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from assessor.planning.platform import PlatformView, SiteView, TierView

HOURS_PER_YEAR = 8766.0


@dataclass(frozen=True)
class Prices:
    """What a year costs; real VND at the price date, VAT apart."""

    discount_per_year: float
    tariff_vnd_per_kwh: float
    operations_share: float
    vat: float

    def annuity(self, price: float, life_years: float) -> float:
        """Equal yearly payments for a purchase over its life. [VND/year]"""
        r = self.discount_per_year
        return price / life_years if r == 0 else price * r / (1.0 - (1.0 + r) ** -life_years)

    def host_year(self, site: SiteView) -> float:
        """A host without its electricity. [VND/year]"""
        host = site.host
        return self.annuity(host.buy_vnd, host.life_years) + host.buy_vnd * self.operations_share


@dataclass(frozen=True)
class SiteFleet:
    """What one site holds."""

    site: str
    hosts: int
    """That carry load."""
    hosts_spare: int
    vcpu: int
    cores: int
    memory_gib: float
    memory_installed_gib: float
    racks: float
    power_kw: float
    """Of the machines, at the design hour. [kW]"""
    energy_kwh: float
    """With the facility's share, in a year. [kWh]"""
    annuity_vnd: float
    operations_vnd: float
    energy_vnd: float
    rent_vnd: float
    busy_cores: float
    limits_met: bool

    @property
    def overcommit(self) -> float:
        """vCPUs per core of the hosts that carry load: an output of the packing. [1]"""
        return self.vcpu / self.cores if self.cores else 0.0

    @property
    def cost_vnd(self) -> float:
        """Of one year, VAT apart."""
        return self.annuity_vnd + self.operations_vnd + self.energy_vnd + self.rent_vnd


def lost_servers(servers: int, hosts: int, hosts_out: int) -> int:
    """Most servers of a tier that so many hosts take with them, spread evenly over the hosts."""
    if hosts_out <= 0 or servers <= 0:
        return 0
    if hosts <= hosts_out:
        return servers
    each, more = divmod(servers, hosts)
    return min(servers, hosts_out * each + min(hosts_out, more))


def server_share_of_host(tier: TierView, site: SiteView) -> float:
    """Share of a host that one server takes, by cores or by memory, whichever is more."""
    host = site.host
    cores = tier.vcpu / tier.overcommit_at_most / host.cores
    return max(cores, tier.memory_gib / host.memory_gib)


def server_year(tier: TierView, site: SiteView, prices: Prices) -> float:
    """What one more server of a tier costs in a year; what sizes are minimised by. [VND/year]"""
    if site.acquire == "rent" and tier.rent_vnd_per_year is not None:
        return tier.rent_vnd_per_year
    energy = site.host.busy_w / 1000.0 * HOURS_PER_YEAR * site.pue * prices.tariff_vnd_per_kwh
    return server_share_of_host(tier, site) * (prices.host_year(site) + energy)


def fits_a_host(tier: TierView, site: SiteView) -> bool:
    """True where one server of a tier has room on an empty host of the site."""
    enough = tier.vcpu / tier.overcommit_at_most <= site.host.cores
    return enough and tier.memory_gib <= site.host.memory_gib


def hosts_needed(
    platform: PlatformView, site: str, servers: Mapping[str, int], *, storage_tib: float = 0.0
) -> int:
    """Fewest hosts on which the servers, the background and the storage of a site have room."""
    view = platform.sites[site]
    tiers = [
        t
        for t in platform.served
        if t.site == site and servers.get(t.id, 0) > 0 and fits_a_host(t, view)
    ]
    background = [b for b in platform.background if b.site == site]
    rest_cores = sum(b.vcpu * b.utilisation for b in background)
    rest_memory = sum(b.memory_gib for b in background)
    cores = rest_cores + sum(servers[t.id] * t.vcpu / t.overcommit_at_most for t in tiers)
    memory = rest_memory + sum(servers[t.id] * t.memory_gib for t in tiers)
    disk = storage_tib + sum(b.storage_tib for b in background)
    disk += sum(servers[t.id] * t.disk_gib for t in tiers) / 1024.0
    hosts = max(
        int(np.ceil(disk / view.host.disk_tib - 1e-9)) if view.host.disk_tib > 0 else 0,
        int(np.ceil(cores / view.host.cores - 1e-9)),
        int(np.ceil(memory / view.host.memory_gib - 1e-9)),
        platform.hosts_out + 1 if tiers else 0,
        1 if background else 0,
    )
    while tiers and not _fits(view, tiers, servers, hosts, (rest_cores, rest_memory)):
        hosts += 1
    return hosts


def _fits(
    site: SiteView,
    tiers: list[TierView],
    servers: Mapping[str, int],
    hosts: int,
    rest: tuple[float, float],
) -> bool:
    """Place every tier evenly, largest servers first, on the emptiest host that has room."""
    cores = np.full(hosts, site.host.cores - rest[0] / hosts)
    memory = np.full(hosts, site.host.memory_gib - rest[1] / hosts)
    for tier in sorted(tiers, key=lambda t: (-t.vcpu, -t.memory_gib, t.id)):
        need, space = tier.vcpu / tier.overcommit_at_most, tier.memory_gib
        each, more = divmod(servers[tier.id], hosts)
        cores -= each * need
        memory -= each * space
        if more:
            room = np.minimum(cores / site.host.cores, memory / site.host.memory_gib)
            emptiest = np.argsort(-room, kind="stable")[:more]
            cores[emptiest] -= need
            memory[emptiest] -= space
        if np.any(cores < -1e-9) or np.any(memory < -1e-9):
            return False
    return True


def site_fleet(
    platform: PlatformView,
    site: str,
    servers: Mapping[str, int],
    *,
    utilisation: Mapping[str, float],
    mean_share: float,
    hosts: int,
    prices: Prices,
) -> SiteFleet:
    """A site with so many hosts: what it holds, draws and costs in a year."""
    view = platform.sites[site]
    tiers = [t for t in platform.served if t.site == site]
    background = [b for b in platform.background if b.site == site]
    vcpu = sum(servers.get(t.id, 0) * t.vcpu for t in tiers)
    memory = sum(servers.get(t.id, 0) * t.memory_gib for t in tiers)
    steady = sum(b.vcpu * b.utilisation for b in background)
    moving = sum(
        t.active(servers.get(t.id, 0), servers.get(t.id, 0))
        * t.vcpu
        * min(utilisation.get(t.id, 0.0), 1.0)
        for t in tiers
    )
    rented = view.acquire == "rent"
    machines = 0 if rented else hosts + view.hosts_spare
    cores = 0 if rented else hosts * view.host.cores
    power = _power_kw(view, machines, steady + moving)
    mean_power = _power_kw(view, machines, steady + moving * mean_share)
    energy = mean_power * HOURS_PER_YEAR * view.pue
    racks = float(np.ceil(machines * view.host.rack_units / view.rack_units_per_rack))
    price = view.host.buy_vnd
    return SiteFleet(
        site=site,
        hosts=0 if rented else hosts,
        hosts_spare=0 if rented else view.hosts_spare,
        vcpu=int(vcpu + round(sum(b.vcpu for b in background))),
        cores=cores,
        memory_gib=memory + sum(b.memory_gib for b in background),
        memory_installed_gib=machines * view.host.memory_gib,
        racks=racks,
        power_kw=power,
        energy_kwh=energy,
        annuity_vnd=machines * prices.annuity(price, view.host.life_years),
        operations_vnd=machines * price * prices.operations_share,
        energy_vnd=energy * prices.tariff_vnd_per_kwh,
        rent_vnd=sum(servers.get(t.id, 0) * (t.rent_vnd_per_year or 0.0) for t in tiers)
        if rented
        else 0.0,
        busy_cores=steady + moving,
        limits_met=rented
        or (
            machines <= view.hosts_at_most
            and racks <= view.racks_at_most
            and power <= view.power_kw_at_most
            and steady + moving <= hosts * view.host.cores
        ),
    )


def _power_kw(site: SiteView, machines: int, busy_cores: float) -> float:
    """Idle power of every host, and the rest in proportion to busy cores. [kW]"""
    if machines == 0:
        return 0.0
    share = min(busy_cores / (machines * site.host.cores), 1.0)
    return machines * (site.host.idle_w + (site.host.busy_w - site.host.idle_w) * share) / 1000.0
