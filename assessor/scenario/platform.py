"""Where the work is done: sites, hosts, shapes, tiers and what each request asks of them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from assessor.quantities import Model, Quantity
from assessor.scenario.parts import (
    CHOICE,
    CHOSEN_RATIO,
    FRACTION,
    PER_YEAR,
    RATIO,
    DataClass,
    Hosted,
    Id,
)
from assessor.text import LocalizedText

TierRole = Literal["web", "application", "database", "exchange", "media", "storage", "remote"]
Environment = Literal["production", "staging", "test", "development", "training", "recovery"]
Share = Annotated[float, Field(gt=0, le=1)]
Count = Annotated[int, Field(ge=0)]
# more than any city has: sizes far beyond cost minutes and say nothing
Machines = Annotated[int, Field(ge=0, le=10_000)]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]


class Shape(Model):
    """A size of server (VM) that can be had."""

    title: LocalizedText | None = Field(default=None, description="name")
    vcpu: int = Field(ge=1, description="vCPUs, each one channel")
    memory_gib: Positive = Field(description="memory [GiB]")
    disk_gib: Annotated[float, Field(ge=0)] = Field(default=0.0, description="disk [GiB]")
    relative_speed: Positive = Field(
        default=1.0, description="speed of one vCPU against the one demands were measured on"
    )
    rent_vnd_per_year: Quantity | None = Field(default=None, description="rent, VAT apart")
    price_date: date | None = Field(default=None, description="date of the price")
    source: tuple[str, ...] = Field(default=(), description="ids in sources")


class Host(Model):
    """A physical machine that carries servers."""

    title: LocalizedText | None = Field(default=None, description="name")
    cores: int = Field(ge=1, description="physical cores")
    memory_gib: Positive = Field(description="memory [GiB]")
    disk_tib: Annotated[float, Field(ge=0)] = Field(default=0.0, description="disk [TiB]")
    iops: Positive | None = Field(default=None, description="disk operations per second")
    rack_units: Positive = Field(default=2.0, description="height in a rack [U]")
    power_idle_w: Quantity = Field(description="power when idle", json_schema_extra=CHOICE)
    power_busy_w: Quantity = Field(
        description="power when all cores work", json_schema_extra=CHOICE
    )
    buy_vnd: Quantity = Field(description="price to buy, VAT apart")
    life_years: Positive = Field(default=5.0, description="years in service [year]")
    price_date: date | None = Field(default=None, description="date of the price")
    source: tuple[str, ...] = Field(default=(), description="ids in sources")


class Limits(Model):
    """What a site can hold."""

    racks: Count = Field(description="racks")
    power_kw: Positive = Field(description="power for the machines [kW]")
    hosts: Count = Field(description="hosts")
    rack_units_per_rack: Positive = Field(default=42.0, description="height of a rack [U]")


class Site(Model):
    """A data centre, or a place where hosts stand."""

    title: LocalizedText = Field(description="name")
    host: Id = Field(description="the kind of host it uses")
    hosts_installed: Machines = Field(description="hosts that stand today")
    hosts_spare: Machines = Field(default=0, description="hosts that carry no load until one fails")
    limits: Limits | None = Field(default=None, description="what it can hold")
    pue: Quantity = Field(description="facility power over machine power", json_schema_extra=RATIO)
    outages_per_year: Quantity | None = Field(
        default=None, description="outages of the whole site", json_schema_extra=PER_YEAR
    )
    outage_h: Quantity | None = Field(default=None, description="length of such an outage")


class Kept(Model):
    """Who answers for a part of the estate, and until when its maker supports it."""

    owner: str | None = Field(default=None, description="who answers for the system")
    security_level: int | None = Field(
        default=None, ge=1, le=5, description="level of the information system"
    )
    end_of_support: date | None = Field(
        default=None, description="last day of support, the earliest of its servers"
    )


class Background(Kept):
    """Part of the estate that no service describes: fixed load on the same hosts."""

    title: LocalizedText = Field(description="name")
    site: Id | None = Field(default=None, description="where; absent = the first site")
    vcpu: Quantity = Field(description="vCPUs in all")
    memory_gib: Quantity = Field(description="memory in all")
    storage_tib: Quantity | None = Field(default=None, description="storage in all")
    storage_used_tib: Quantity | None = Field(
        default=None, description="of that storage, what is written"
    )
    utilisation: Quantity = Field(description="mean use of its vCPUs", json_schema_extra=FRACTION)
    environment: Environment | None = Field(default=None, description="what it is there for")
    servers: Count | None = Field(default=None, description="servers of which it consists")
    ha_pair: bool | None = Field(
        default=None, description="true where its servers stand in for each other"
    )


class Link(Model):
    """A network link of a site."""

    title: LocalizedText | None = Field(default=None, description="name")
    site: Id = Field(description="whose link")
    capacity_mbps: Quantity = Field(description="bit rate it carries")
    utilisation_at_most: Share = Field(default=0.7, description="ceiling of its use")


class ServerFailure(Model):
    """How servers or hosts fail and come back."""

    failures_per_year: Quantity = Field(
        description="failures of one machine a year", json_schema_extra=PER_YEAR
    )
    repair_h: Quantity = Field(description="time to repair")
    restart_min: Quantity = Field(description="time to restart elsewhere")


class Failure(Model):
    """Failure defaults for every tier."""

    server: ServerFailure = Field(description="one machine")
    repair_crews: int = Field(default=1, ge=1, description="repairs at the same time")
    common_cause_share: Quantity = Field(
        default=Quantity(base=0.0, unit="fraction"),
        description="share of failures that take all servers of a tier",
        json_schema_extra={"unit": "fraction", "choice": True},
    )


class Usl(Model):
    """Universal scalability law: what each further channel loses."""

    contention: Annotated[float, Field(ge=0, lt=1)] = Field(description="serial share σ")
    coherency: Annotated[float, Field(ge=0)] = Field(description="cross-talk κ")


class Pool(Model):
    """Threads of each server, held during calls to other tiers."""

    threads_per_server: int = Field(ge=1, description="threads of one server")
    held_during: tuple[Id, ...] = Field(default=(), description="tiers whose answer is waited for")
    timeout_s: Positive = Field(default=30.0, description="longest wait [s]")


class Elastic(Model):
    """How servers are switched on and off."""

    always_on_min: Machines = Field(description="servers that are always on")
    start_lag_min: Annotated[float, Field(ge=0)] = Field(description="time to start one [min]")


class Tier(Kept):
    """One layer of the platform."""

    title: LocalizedText | None = Field(default=None, description="name")
    role: TierRole = Field(description="what catalogues may ask for")
    hosted: Hosted = Field(default="city", description="city or external")
    site: Id | None = Field(default=None, description="where it stands")
    shape: Id | None = Field(default=None, description="the server it uses")
    discipline: Literal["ps", "fcfs", "delay", "load_dependent", "bandwidth", "volume"] = Field(
        default="ps", description="how work is shared"
    )
    balancing: Literal["least_connections", "random", "shared_queue"] = Field(
        default="least_connections", description="how requests are spread over servers"
    )
    scaling: Literal["horizontal", "vertical", "active_standby"] = Field(
        default="horizontal", description="how it grows"
    )
    servers_installed: Machines = Field(default=0, description="servers that stand today")
    servers_min: Machines = Field(default=1, description="fewest servers allowed")
    servers_max: Machines = Field(default=200, description="most servers allowed")
    spares: Machines = Field(default=0, description="k of N+k")
    anti_affinity: bool = Field(default=False, description="its servers on different hosts")
    overcommit_at_most: Positive = Field(default=1.0, description="vCPUs per core at most")
    queue_limit: Count | None = Field(default=None, description="requests that may wait")
    usl: Usl | None = Field(default=None, description="loss by contention")
    pool: Pool | None = Field(default=None, description="threads held during calls")
    elastic: Elastic | None = Field(default=None, description="switching on and off")
    failure: ServerFailure | None = Field(default=None, description="its own failure figures")
    working_set_gib: Positive | None = Field(default=None, description="data kept in memory [GiB]")
    footprint_gib: Annotated[float, Field(ge=0)] = Field(
        default=2.0, description="memory of an idle server [GiB]"
    )
    session_mb: Annotated[float, Field(ge=0)] = Field(
        default=1.0, description="memory of one active user [MB]"
    )
    iops_per_request: Quantity | None = Field(
        default=None, description="disk operations per request"
    )
    installed_tib: Positive | None = Field(default=None, description="storage today [TiB]")
    free_share_at_least: Annotated[float, Field(ge=0, lt=1)] = Field(
        default=0.2, description="storage kept free"
    )
    latency_s: Quantity | None = Field(default=None, description="time an external tier takes")
    availability: Quantity | None = Field(
        default=None, description="share of time it answers", json_schema_extra=FRACTION
    )


class Demand(Model):
    """What one request of a class asks of one tier."""

    visits: Quantity = Field(
        default=Quantity(base=1.0), description="visits per request", json_schema_extra=CHOICE
    )
    service_demand_s: Quantity | None = Field(
        default=None, description="time of one channel per visit; absent on external tiers"
    )
    service_scv: Quantity = Field(
        default=Quantity(base=1.0, unit="1"),
        description="squared coefficient of variation of that time",
        json_schema_extra=CHOSEN_RATIO,
    )


class Control(Model):
    """A security control and the share of processing it takes.

    Demands are written with every control at work; one that is off gives its share back.
    """

    title: LocalizedText = Field(description="name")
    enabled: bool = Field(default=True, description="false: the control is off")
    tiers: tuple[Id, ...] = Field(min_length=1, description="tiers it works on")
    classes: tuple[Id, ...] = Field(default=(), description="request classes; none = all")
    share_of_demand: Quantity = Field(
        description="share of the service demand that it takes", json_schema_extra=FRACTION
    )
    required_for: tuple[DataClass, ...] = Field(
        default=("personal", "secret"), description="data classes that may not go without it"
    )

    def concerns(self, request_class: str, tier: str) -> bool:
        """True where it works on requests of a class at a tier."""
        return tier in self.tiers and (not self.classes or request_class in self.classes)


class Platform(Model):
    """All that the city runs on."""

    virtualisation_overhead: Quantity = Field(
        default=Quantity(base=0.0, unit="fraction"),
        description="share of a vCPU lost to virtualisation",
        json_schema_extra={"unit": "fraction", "choice": True},
    )
    sites: dict[Id, Site] = Field(description="data centres")
    background: dict[Id, Background] = Field(default={}, description="the rest of the estate")
    links: dict[Id, Link] = Field(default={}, description="network links")
    shapes: dict[Id, Shape] = Field(default={}, description="sizes of server")
    hosts: dict[Id, Host] = Field(default={}, description="kinds of host")
    failure: Failure = Field(description="how machines fail")
    controls: dict[Id, Control] = Field(default={}, description="security controls")
    tiers: dict[Id, Tier] = Field(description="layers")
    demands: dict[Id, dict[Id, Demand]] = Field(
        description="class → tiers in the order of the path"
    )
