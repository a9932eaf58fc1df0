"""Servers switched on and off with the hour: what it saves, and what a sudden burst meets.

On owned hosts elasticity saves electricity, never the purchase: the design hour still needs them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessor.demand import YearDemand, demand_for_year, tier_work
from assessor.planning.fleet import server_share_of_host
from assessor.planning.plans import prices_of
from assessor.planning.platform import PlatformView, TierView, platform_of
from assessor.planning.result import Plan
from assessor.scenario.model import Scenario
from assessor.scenario.worlds import resolve

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class TierElasticity:
    """One tier through the hours of a year."""

    tier: str
    servers: int
    always_on: int
    on_mean: float
    """Servers switched on, mean of the year."""
    on_by_hour: tuple[float, ...]
    """Mean over the year of each hour of the day."""
    hours_off: float
    """Server hours switched off in the year. [h]"""
    energy_saved_kwh: float
    cost_saved_vnd: float
    burst_covered: float
    """Times the load that the servers on in the quietest hour carry until more have started."""
    start_lag_min: float


@dataclass(frozen=True)
class Elasticity:
    """Every elastic tier of a year."""

    schema: str
    year: int
    fleet: str
    tiers: tuple[TierElasticity, ...]
    model: str = "hourly load, servers started ahead of the hour that needs them"


def elasticity(
    scenario: Scenario, *, year: int | None = None, plan: Plan | None = None
) -> Elasticity:
    """What switching servers off in quiet hours would save.

    Parameters
    ----------
    plan
        Its planned servers of that year; those that stand unless given.
    """
    year = scenario.as_of.year if year is None else year
    resolved = resolve(scenario)
    platform = platform_of(resolved)
    demand = demand_for_year(resolved, year)
    found = plan.year(year) if plan else None
    planned = found.planned if found else None
    servers = {t.id: t.servers for t in planned.tiers} if planned else platform.installed()
    hours = next(iter(demand.arrival_rates.values())).size if demand.arrival_rates else 0
    work = tier_work(resolved, demand.arrival_rates, hours)
    tiers = tuple(
        _tier(resolved, platform, demand, tier, servers, work[tier.id] / tier.speed)
        for tier in platform.queues
        if tier.always_on is not None and tier.id in work and servers[tier.id] > 0
    )
    return Elasticity("elasticity@1", year, "planned" if planned else "existing", tiers)


def _tier(
    resolved: Scenario,
    platform: PlatformView,
    demand: YearDemand,
    tier: TierView,
    servers: Mapping[str, int],
    work: Floats,
) -> TierElasticity:
    count, least = servers[tier.id], tier.always_on or 0
    peak = work * demand.design.busiest_5min_factor
    per_server = tier.vcpu * tier.utilisation_at_most
    needed = np.ceil(peak / per_server - 1e-9) + tier.spares
    # Servers of the coming hour are started before it begins.
    ahead = np.maximum(needed, np.roll(needed, -1))
    on = np.clip(ahead, min(max(least, 1), count), count)
    off = float((count - on).sum())
    site, prices = platform.sites[tier.site], prices_of(resolved)
    watts = server_share_of_host(tier, site) * site.host.idle_w
    saved = off * watts / 1000.0 * site.pue
    busiest_quiet = on.min() * tier.vcpu / max(float(peak[on == on.min()].max()), 1e-9)
    return TierElasticity(
        tier=tier.id,
        servers=count,
        always_on=least,
        on_mean=float(on.mean()),
        on_by_hour=tuple(float(x) for x in on.reshape(-1, 24).mean(axis=0)),
        hours_off=off,
        energy_saved_kwh=saved,
        cost_saved_vnd=saved * prices.tariff_vnd_per_kwh,
        burst_covered=float(busiest_quiet),
        start_lag_min=tier.start_lag / 60.0,
    )
