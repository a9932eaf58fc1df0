"""Servers and hosts found together, against every smaller number of hosts."""

from __future__ import annotations

import pytest

from assessor.demand import demand_for_year
from assessor.planning.fleet import hosts_needed, server_year
from assessor.planning.hosting import HostSearch
from assessor.planning.plans import plan, size_year, standing, year_view
from assessor.planning.platform import platform_of
from assessor.planning.sizing import Sizer
from assessor.scenario.worlds import resolve


@pytest.mark.parametrize(
    ("calls_per_day", "memory_gib", "in_maintenance"),
    [(2e7, 200, 1), (6e7, 128, 1), (1.1e8, 16, 1), (1.1e8, 200, 0), (2e8, 64, 1)],
)
def test_that_no_fewer_hosts_would_do(small, calls_per_day, memory_gib, in_maintenance):
    scenario = small(
        services={"calls": {"transactions_per_day": {"base": calls_per_day}}},
        platform={
            "sites": {"main": {"hosts_installed": 3}},
            "shapes": {"vm": {"vcpu": 8, "memory_gib": memory_gib}},
            "tiers": {"app": {"servers_installed": 1, "servers_max": 400}},
        },
        promises={"states": {"hosts_out": 1, "plus_in_maintenance": in_maintenance}},
    )
    resolved = resolve(scenario)
    platform = platform_of(resolved)
    view = year_view(resolved, demand_for_year(resolved, 2023), platform)
    found = size_year(view, standing(platform), shrink=False).fleet
    assert hosts_needed(platform, "main", found.servers) <= found.hosts["main"]
    costs = {t.id: server_year(t, platform.sites[t.site], view.prices) for t in platform.served}
    for hosts in range(3, found.hosts["main"]):
        sizing = Sizer(view.evaluators, hosts={"main": hosts}, costs=costs).solve()
        assert hosts_needed(platform, "main", sizing.required) > hosts


def test_that_a_tier_is_kept_for_its_own_reason(small):
    services = {"calls": {"transactions_per_day": {"base": 3e7}, "growth_per_year": {"base": -0.6}}}
    idle = {"role": "web", "site": "main", "shape": "vm", "servers_installed": 4}
    work = {"call": {"idle": {"service_demand_s": 0.0001, "service_scv": 1.0}}}
    found = plan(small(services=services, platform={"tiers": {"idle": idle}, "demands": work}))
    second = found.years[1].planned
    assert second is not None
    reasons = {t.id: t.kept_because.code for t in second.tiers if t.kept_because}
    assert reasons == {"app": "kept_earlier", "idle": "kept_installed"}


def test_that_worlds_are_sized_on_the_hosts_that_they_need(small):
    """Sized for the plan's three hosts, a larger world would double its servers."""
    busy = small(
        services={"calls": {"transactions_per_day": {"base": 1.1e8}}},
        platform={
            "sites": {"main": {"hosts_installed": 3}},
            "shapes": {"vm": {"vcpu": 8, "memory_gib": 200}},
            "tiers": {"app": {"servers_installed": 1, "servers_max": 400}},
        },
        promises={"states": {"hosts_out": 1, "plus_in_maintenance": 1}},
    )
    resolved = resolve(busy)
    platform = platform_of(resolved)
    view = year_view(resolved, demand_for_year(resolved, 2023), platform)
    alone = size_year(view, standing(platform), shrink=True).fleet
    found = HostSearch(view, {}, {}, explain=False).fewest({"main": 3})
    assert found.sizing.required == alone.required
    assert found.hosts == alone.hosts
