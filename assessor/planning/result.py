"""The plan as it leaves the program: frozen, in the order and under the names of its JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assessor.demand.worlds import Quantiles
from assessor.planning.words import Words


@dataclass(frozen=True)
class ScenarioRef:
    """Which scenario, by content."""

    id: str
    sha256: str


@dataclass(frozen=True)
class Design:
    """The hour that sizes are for."""

    basis: str
    at: str | None
    arrival_rates: dict[str, float]
    """Requests/s of each class in the worst five minutes."""
    users: dict[str, float]
    """People at once, by group."""
    further: tuple[dict[str, Any], ...] = ()
    """Other hours that some tier finds worse: `at` and `arrival_rates`."""


@dataclass(frozen=True)
class TierResult:
    """One tier of a fleet."""

    id: str
    role: str
    servers: int
    servers_required: int
    spares: int
    vcpu: int
    utilisation: float
    """Worst five minutes, all servers up."""
    utilisation_worst: float
    """The same in the worst state."""
    utilisation_at_most: float
    offered_load: float
    channels: float
    binding: Words | None
    kept_because: Words | None
    promise_met: bool
    state: str
    """The worst state."""
    model: str
    memory_needed_gib: float = 0.0
    """Of one server, in the worst state."""
    operations_per_s: float = 0.0
    """Disk operations. [1/s]"""
    random_servers: int | None = None
    """What random balancing would need; `servers_required` is for one shared queue. Balancing by
    least connections lies between these bounds."""


@dataclass(frozen=True)
class PromiseResult:
    """One promise, in the state where it is hardest to keep."""

    code: str
    quantile: float | None
    limit: float
    value: float
    unit: str
    met: bool
    state: str


@dataclass(frozen=True)
class ClosedResult:
    """Staff evaluated as the finite group they are."""

    service: str
    users: float
    response_mean_s: float
    throughput_per_s: float
    model: str


@dataclass(frozen=True)
class ClassResult:
    """One class of requests, worst five minutes, all servers up."""

    id: str
    users: str
    unit: str
    response_mean_s: float
    response_quantiles_s: dict[str, float]
    with_remote: bool
    remote_mean_s: float
    remote_availability: float | None
    loss_share: float
    availability: float
    drain_time_min: float | None
    promise_met: bool | None
    promises: tuple[PromiseResult, ...]
    model: str
    error_class: str
    path: tuple[str, ...] = ()


@dataclass(frozen=True)
class StoreResult:
    """One storage tier at the end of the year."""

    id: str
    held_tib: float
    installed_tib: float
    free_share: float
    free_share_at_least: float
    promise_met: bool


@dataclass(frozen=True)
class LinkResult:
    """One network link while everybody meets."""

    id: str
    mbps: float
    capacity_mbps: float
    utilisation: float
    utilisation_at_most: float
    promise_met: bool


@dataclass(frozen=True)
class SiteResult:
    """What stands at one site, and what it costs in a year."""

    id: str
    hosts: int
    hosts_spare: int
    racks: float
    power_kw: float
    energy_kwh: float
    overcommit: float
    pue: float
    limits_met: bool
    annuity_vnd: float
    operations_vnd: float
    energy_vnd: float
    rent_vnd: float


@dataclass(frozen=True)
class Totals:
    """All sites together."""

    vcpu: int
    memory_gib: float
    storage_tib: float
    hosts: int
    racks: float
    power_kw: float
    energy_kwh: float
    cost_vnd: float
    """Of the year, VAT apart, real VND at the price date."""
    vat_vnd: float
    hosts_added: int
    purchase_vnd: float
    """Of the hosts that are added, VAT apart."""


@dataclass(frozen=True)
class StateResult:
    """One condition, and whether every promise holds in it."""

    code: str
    subject: str | None
    up: dict[str, int]
    promises_met: bool


@dataclass(frozen=True)
class EventResult:
    """One event that the plan must hold through, or is only told about."""

    id: str
    kind: str
    role: str
    measures: dict[str, float]
    promise_met: bool | None
    model: str
    tier: str | None = None
    """The tier that is shortest of channels."""
    at: str | None = None


@dataclass(frozen=True)
class FleetResult:
    """A fleet evaluated: what stands, or what is planned."""

    tiers: tuple[TierResult, ...]
    classes: tuple[ClassResult, ...]
    closed: tuple[ClosedResult, ...]
    storage: tuple[StoreResult, ...]
    links: tuple[LinkResult, ...]
    states: tuple[StateResult, ...]
    sites: tuple[SiteResult, ...]
    events: tuple[EventResult, ...]
    concurrent_users: float | None
    """People at once that it carries with all servers up and every promise kept, the mix as in the
    design hour."""
    recovery_time_h: float | None
    promises_met: bool | None
    totals: Totals


@dataclass(frozen=True)
class YearPlan:
    """One year."""

    year: int
    extrapolated: bool
    design: Design
    existing: FleetResult
    planned: FleetResult | None
    totals: Totals | None
    """Of the planned fleet."""
    notes: tuple[Words, ...] = ()


@dataclass(frozen=True)
class UncertaintyResult:
    """Under the stated assumptions: how often the promises hold, and how sizes spread."""

    samples: int
    seed: int
    year: int
    promise_met: dict[str, float]
    """P(the planned fleet keeps the class's promises), by class."""
    promise_met_low: dict[str, float]
    promise_met_high: dict[str, float]
    existing_promise_met: dict[str, float]
    servers: dict[str, Quantiles]
    """Servers that each world would need, by tier."""
    cost_vnd: Quantiles
    unsizable: float
    """Share of worlds in which some promise cannot be kept by any fleet."""
    sensitivity: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class Assumption:
    """An input that the plan used and that is not well founded."""

    name: str
    value: float
    low: float | None
    high: float | None
    unit: str | None
    kind: str | None
    confidence: str | None
    reason: dict[str, str] | None
    source: tuple[str, ...]
    uses: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """What stands, what is needed, why, and on which assumptions."""

    schema: str
    scenario: ScenarioRef
    seed: int
    price_date: str
    years: tuple[YearPlan, ...]
    uncertainty: UncertaintyResult | None
    explanations: tuple[Words, ...]
    assumptions: tuple[Assumption, ...]
    measured: tuple[str, ...] = ()
    """Quantities whose every deciding input was measured; no other is evidence."""

    def year(self, year: int) -> YearPlan | None:
        """One year of the plan, or None."""
        return next((y for y in self.years if y.year == year), None)
