"""The platform of one world in plain numbers: tiers, paths, shapes, hosts, sites.

A resolved scenario goes in (every quantity exact); what comes out knows no documents. Nothing is
computed here that depends on load.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assessor.quantities import Quantity
from assessor.queueing.usl import ScalabilityLaw
from assessor.scenario.controls import demand_factor
from assessor.scenario.model import Scenario
from assessor.scenario.platform import Host, ServerFailure, Shape, Tier
from assessor.scenario.promises import ClassPromise

Discipline = Literal["ps", "fcfs", "delay", "load_dependent", "bandwidth", "volume"]
Balancing = Literal["least_connections", "random", "shared_queue"]
Scaling = Literal["horizontal", "vertical", "active_standby"]

HOUR = 3600.0
YEAR = 365.25 * 24 * HOUR
QUEUES: frozenset[str] = frozenset({"ps", "fcfs", "load_dependent"})


@dataclass(frozen=True)
class MachineFailure:
    """How one machine fails and comes back."""

    failure_rate: float
    """[1/s]"""
    repair_rate: float
    """[1/s]"""
    restart: float
    """Time to restart a lost server elsewhere. [s]"""


@dataclass(frozen=True)
class PoolView:
    """Threads of a tier that are held while other tiers answer."""

    threads_per_server: int
    held_during: tuple[str, ...]
    timeout: float


@dataclass(frozen=True)
class TierView:
    """One tier: how it shares work and how it may grow."""

    id: str
    role: str
    hosted: str
    site: str
    discipline: Discipline
    balancing: Balancing
    scaling: Scaling
    shape: str | None
    vcpu: int
    memory_gib: float
    disk_gib: float
    speed: float
    """Of one channel, against the one demands were measured on. [1]"""
    installed: int
    least: int
    most: int
    spares: int
    anti_affinity: bool
    overcommit_at_most: float
    queue_limit: int | None
    usl: ScalabilityLaw | None
    pool: PoolView | None
    failure: MachineFailure
    utilisation_at_most: float
    latency: float
    """Of an external tier, per visit. [s]"""
    availability: float
    """Of an external tier. [1]"""
    iops_per_request: float
    installed_tib: float
    free_share_at_least: float
    working_set_gib: float
    footprint_gib: float
    session_mb: float
    always_on: int | None
    start_lag: float
    rent_vnd_per_year: float | None

    @property
    def is_queue(self) -> bool:
        """True where requests compete for channels."""
        return self.discipline in QUEUES

    @property
    def has_servers(self) -> bool:
        """True where servers are counted and sized."""
        return self.hosted == "city" and (self.is_queue or self.discipline == "bandwidth")

    def capacity(self, servers: int) -> float:
        """Channels' worth of work that the vCPUs of so many servers do together."""
        channels = float(servers * self.vcpu)
        if self.usl is None:
            return channels
        # Past its peak the law falls; a wise operator leaves the channels beyond it idle.
        return float(self.usl.speed(min(channels, self.usl.peak_concurrency)))

    def active(self, servers: int, up: int) -> int:
        """Servers that carry load when `up` of `servers` are up."""
        if self.scaling == "active_standby":
            return max(min(up, servers - self.spares), 0)
        return max(up, 0)


@dataclass(frozen=True)
class Visit:
    """What one request of a class asks of one tier."""

    tier: str
    visits: float
    demand: float
    """Time of one channel per visit, at the tier's speed; latency on an external tier. [s]"""
    scv: float


@dataclass(frozen=True)
class HostView:
    """A physical machine."""

    id: str
    cores: int
    memory_gib: float
    disk_tib: float
    iops: float | None
    rack_units: float
    idle_w: float
    busy_w: float
    buy_vnd: float
    life_years: float


@dataclass(frozen=True)
class SiteView:
    """A data centre."""

    id: str
    host: HostView
    hosts_installed: int
    hosts_spare: int
    pue: float
    outage_rate: float
    """[1/s]"""
    outage: float
    """Length of one outage. [s]"""
    racks_at_most: float
    power_kw_at_most: float
    hosts_at_most: float
    rack_units_per_rack: float
    acquire: Literal["buy", "rent"]

    @property
    def availability(self) -> float:
        """Share of the year without an outage of the site."""
        return 1.0 / (1.0 + self.outage_rate * self.outage)


@dataclass(frozen=True)
class BackgroundView:
    """The rest of the estate on the same hosts."""

    id: str
    site: str
    vcpu: float
    memory_gib: float
    storage_tib: float
    utilisation: float


@dataclass(frozen=True)
class LinkView:
    """A network link."""

    id: str
    site: str
    capacity_mbps: float
    utilisation_at_most: float


@dataclass(frozen=True)
class PlatformView:
    """All of it, in one world."""

    tiers: dict[str, TierView]
    paths: dict[str, tuple[Visit, ...]]
    """class → visits in the order of the path"""
    users: dict[str, str]
    """class → group of users"""
    sites: dict[str, SiteView]
    background: tuple[BackgroundView, ...]
    links: dict[str, LinkView]
    promises: dict[str, ClassPromise]
    hosts_out: int
    """Hosts that are out at the same time in the worst state: failed and in maintenance."""
    hosts_failed: int
    hosts_maintained: int
    host_failure: MachineFailure
    repair_crews: int
    common_cause: float
    recovery_time_at_most: float | None

    @property
    def queues(self) -> tuple[TierView, ...]:
        """Tiers of the city whose servers are sized by queueing."""
        return tuple(t for t in self.tiers.values() if t.hosted == "city" and t.is_queue)

    @property
    def served(self) -> tuple[TierView, ...]:
        """Tiers whose servers are counted."""
        return tuple(t for t in self.tiers.values() if t.has_servers)

    def installed(self) -> dict[str, int]:
        """The fleet that stands today."""
        return {tier.id: tier.installed for tier in self.served}


def platform_of(resolved: Scenario) -> PlatformView:
    """The platform of a scenario in which every quantity is exact."""
    platform = resolved.platform
    first_site = next(iter(platform.sites))
    tiers = {
        name: _tier(resolved, name, tier, tier.site or first_site)
        for name, tier in platform.tiers.items()
    }
    states = resolved.promises.states
    return PlatformView(
        tiers=tiers,
        paths={c: _path(resolved, c, tiers) for c in platform.demands},
        users={c: r.users for c, r in resolved.request_classes.items()},
        sites={name: _site(resolved, name) for name in platform.sites},
        background=tuple(
            BackgroundView(
                name,
                part.site or first_site,
                part.vcpu.base,
                part.memory_gib.base,
                _base(part.storage_tib, 0.0),
                part.utilisation.base,
            )
            for name, part in platform.background.items()
        ),
        links={
            name: LinkView(name, link.site, link.capacity_mbps.base, link.utilisation_at_most)
            for name, link in platform.links.items()
        },
        promises=dict(resolved.promises.classes),
        hosts_out=states.hosts_out + states.plus_in_maintenance,
        hosts_failed=states.hosts_out,
        hosts_maintained=states.plus_in_maintenance,
        host_failure=_failure(platform.failure.server),
        repair_crews=platform.failure.repair_crews,
        common_cause=platform.failure.common_cause_share.base,
        recovery_time_at_most=_seconds(resolved.promises.recovery_time_at_most_h),
    )


def _base(quantity: Quantity | None, otherwise: float) -> float:
    return otherwise if quantity is None else quantity.base


def _seconds(hours: float | None) -> float | None:
    return None if hours is None else hours * HOUR


def _failure(failure: ServerFailure) -> MachineFailure:
    return MachineFailure(
        failure_rate=failure.failures_per_year.base / YEAR,
        repair_rate=1.0 / max(failure.repair_h.base * HOUR, 1.0),
        restart=failure.restart_min.base * 60.0,
    )


def _tier(resolved: Scenario, name: str, tier: Tier, site: str) -> TierView:
    platform = resolved.platform
    shape: Shape | None = platform.shapes.get(tier.shape) if tier.shape else None
    promise = resolved.promises.tiers.get(name)
    overhead = platform.virtualisation_overhead.base
    elastic = tier.elastic
    most = max(tier.servers_max, tier.servers_min)
    return TierView(
        id=name,
        role=tier.role,
        hosted=tier.hosted,
        site=site,
        discipline=tier.discipline,
        balancing=tier.balancing,
        scaling=tier.scaling,
        shape=tier.shape,
        vcpu=shape.vcpu if shape else 1,
        memory_gib=shape.memory_gib if shape else 0.0,
        disk_gib=shape.disk_gib if shape else 0.0,
        speed=(shape.relative_speed if shape else 1.0) * (1.0 - overhead),
        installed=tier.servers_installed,
        least=min(max(tier.servers_min, tier.spares + 1), most),
        most=most,
        spares=tier.spares,
        anti_affinity=tier.anti_affinity,
        overcommit_at_most=tier.overcommit_at_most,
        queue_limit=tier.queue_limit,
        usl=ScalabilityLaw(1.0, tier.usl.contention, tier.usl.coherency) if tier.usl else None,
        pool=PoolView(tier.pool.threads_per_server, tier.pool.held_during, tier.pool.timeout_s)
        if tier.pool
        else None,
        failure=_failure(tier.failure or platform.failure.server),
        utilisation_at_most=promise.utilisation_at_most if promise else 1.0,
        latency=_base(tier.latency_s, 0.0),
        availability=_base(tier.availability, 1.0),
        iops_per_request=_base(tier.iops_per_request, 0.0),
        installed_tib=tier.installed_tib or 0.0,
        free_share_at_least=tier.free_share_at_least,
        working_set_gib=tier.working_set_gib or 0.0,
        footprint_gib=tier.footprint_gib,
        session_mb=tier.session_mb,
        always_on=elastic.always_on_min if elastic else None,
        start_lag=elastic.start_lag_min * 60.0 if elastic else 0.0,
        rent_vnd_per_year=shape.rent_vnd_per_year.base
        if shape and shape.rent_vnd_per_year
        else None,
    )


def _path(resolved: Scenario, request_class: str, tiers: dict[str, TierView]) -> tuple[Visit, ...]:
    visits = []
    for name, demand in resolved.platform.demands[request_class].items():
        tier = tiers[name]
        left = demand_factor(resolved.platform, request_class, name)
        at_speed_one = _base(demand.service_demand_s, 0.0) * left
        time = tier.latency if tier.discipline == "delay" else at_speed_one / tier.speed
        visits.append(Visit(name, demand.visits.base, time, demand.service_scv.base))
    return tuple(visits)


def _site(resolved: Scenario, name: str) -> SiteView:
    site = resolved.platform.sites[name]
    host: Host = resolved.platform.hosts[site.host]
    limits = site.limits
    infinite = float("inf")
    return SiteView(
        id=name,
        host=HostView(
            site.host,
            host.cores,
            host.memory_gib,
            host.disk_tib,
            host.iops,
            host.rack_units,
            host.power_idle_w.base,
            host.power_busy_w.base,
            host.buy_vnd.base,
            host.life_years,
        ),
        hosts_installed=site.hosts_installed,
        hosts_spare=site.hosts_spare,
        pue=site.pue.base,
        outage_rate=_base(site.outages_per_year, 0.0) / YEAR,
        outage=_base(site.outage_h, 0.0) * HOUR,
        racks_at_most=limits.racks if limits else infinite,
        power_kw_at_most=limits.power_kw if limits else infinite,
        hosts_at_most=limits.hosts if limits else infinite,
        rack_units_per_rack=limits.rack_units_per_rack if limits else 42.0,
        acquire=resolved.money.acquire.get(name, "buy"),
    )
