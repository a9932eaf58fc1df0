"""Sizes: the cheapest fleet that keeps every promise, and nothing more."""

from __future__ import annotations

from itertools import product

import pytest

from assessor.demand import demand_for_year
from assessor.documents import to_json
from assessor.errors import Cancelled
from assessor.planning import plan
from assessor.planning.fleet import hosts_needed, lost_servers, server_year
from assessor.planning.plans import year_view
from assessor.planning.platform import platform_of
from assessor.planning.sizing import Sizer
from assessor.planning.states import states_of, worst_states
from assessor.scenario import with_values
from assessor.scenario.worlds import resolve

TWO_TIERS = {
    "platform": {
        "tiers": {
            "db": {
                "role": "database",
                "site": "main",
                "shape": "small-vm",
                "balancing": "shared_queue",
                "servers_installed": 8,
                "servers_min": 1,
                "servers_max": 40,
            }
        },
        "demands": {"call": {"db": {"service_demand_s": 0.09, "service_scv": 1.0}}},
    },
    "promises": {"classes": {"call": {"response": [{"quantile": 0.95, "at_most_s": 0.52}]}}},
}


def sizer_of(scenario, year=2023, hosts=8) -> Sizer:
    resolved = resolve(scenario)
    platform = platform_of(resolved)
    view = year_view(resolved, demand_for_year(resolved, year), platform)
    costs = {t.id: server_year(t, platform.sites[t.site], view.prices) for t in platform.served}
    return Sizer(view.evaluators, hosts={"main": hosts}, costs=costs)


def test_that_the_sizes_are_the_cheapest_of_all_that_keep_the_promises(small):
    sizer = sizer_of(small(**TWO_TIERS))
    found = sizer.solve()
    assert found.is_proved
    every = [
        {"app": app, "db": db}
        for app, db in product(range(1, 9), range(1, 14))
        if sizer.broken({"app": app, "db": db}) is None
    ]
    cheapest = min(sum(sizer.costs[t] * n for t, n in fleet.items()) for fleet in every)
    assert sum(sizer.costs[t] * n for t, n in found.required.items()) == pytest.approx(cheapest)


def test_that_one_server_fewer_in_any_tier_breaks_a_promise(small, hanoi):
    for scenario in (small(**TWO_TIERS), small(promises={"states": {"hosts_out": 1}}), hanoi):
        sizer = sizer_of(scenario)
        found = sizer.solve()
        assert sizer.broken(found.required) is None
        for tier, servers in found.required.items():
            least = sizer.platform.tiers[tier].least
            fewer = {**found.required, tier: servers - 1}
            assert servers == least or sizer.broken(fewer) is not None


def test_that_sizes_hold_with_hosts_out_and_not_only_on_average(small):
    calm = sizer_of(small()).solve().required["app"]
    states = {"states": {"hosts_out": 1, "plus_in_maintenance": 1}}
    sizer = sizer_of(small(promises=states))
    safe = sizer.solve().required["app"]
    # Eight hosts, at most one server on each: two hosts take two servers.
    assert safe == calm + 2


def test_that_spares_cover_the_loss_of_any_servers_of_their_tier(small):
    calm = sizer_of(small()).solve().required["app"]
    safe = sizer_of(small(platform={"tiers": {"app": {"spares": 3}}})).solve().required["app"]
    assert safe == calm + 3


@pytest.mark.parametrize(
    ("servers", "hosts", "out", "lost"),
    [(3, 5, 2, 2), (16, 5, 2, 7), (16, 5, 1, 4), (4, 4, 4, 4), (0, 4, 1, 0), (7, 3, 0, 0)],
)
def test_that_lost_hosts_take_the_fullest_ones_with_them(servers, hosts, out, lost):
    assert lost_servers(servers, hosts, out) == lost


def test_that_states_no_worse_than_another_are_not_asked_twice(small):
    scenario = small(
        platform={"tiers": {"app": {"spares": 1}}}, promises={"states": {"hosts_out": 2}}
    )
    platform = platform_of(resolve(scenario))
    states = states_of(platform, {"app": 8}, {"main": 8})
    assert [s.name for s in states] == ["all_up", "hosts_out:main", "spares_out:app"]
    assert [s.name for s in worst_states(states)] == ["hosts_out:main"]


def test_that_more_load_never_needs_fewer_servers(small):
    before = 0
    for rate in (2e6, 5e6, 9e6, 2e7):
        scenario = small(services={"calls": {"transactions_per_day": {"base": rate}}})
        needed = sizer_of(scenario).solve().required["app"]
        assert needed >= before
        before = needed


def test_that_a_promise_no_fleet_can_keep_is_named_and_the_others_still_sized(small):
    scenario = small(
        promises={"classes": {"call": {"response": [{"quantile": 0.95, "at_most_s": 0.05}]}}}
    )
    found = sizer_of(scenario).solve()
    assert [b.check.kind for b in found.impossible] == ["response"]
    assert found.required["app"] == 3  # the ceiling of 0.9 still holds: 8 erlangs on 12 channels
    year = plan(scenario, years=[2023]).years[0]
    assert year.planned is not None
    assert year.planned.promises_met is False


def test_that_hosts_hold_cores_memory_and_disks_of_what_is_placed(small):
    platform = platform_of(resolve(small()))
    # 64 cores and 512 GiB: 16 servers of 4 vCPU and 16 GiB fill the cores of one host.
    assert hosts_needed(platform, "main", {"app": 16}) == 1
    assert hosts_needed(platform, "main", {"app": 17}) == 2
    crowded = small(platform={"tiers": {"app": {"overcommit_at_most": 4}}})
    # Overcommit frees cores but never memory: 32 servers of 16 GiB fill a host.
    assert hosts_needed(platform_of(resolve(crowded)), "main", {"app": 33}) == 2


def test_that_the_same_plan_gives_the_same_bytes_whatever_the_seed(hanoi):
    first, again, other = (plan(hanoi, years=[2023], seed=s) for s in (1, 1, 2))
    assert to_json(first) == to_json(again)
    assert to_json(first.years) == to_json(other.years)


def test_that_what_was_needed_once_is_kept_and_says_why(small):
    services = {"calls": {"transactions_per_day": {"base": 3e7}, "growth_per_year": {"base": -0.6}}}
    found = plan(small(services=services))
    first, second = (y.planned for y in found.years)
    assert first is not None
    assert second is not None
    assert second.tiers[0].servers == first.tiers[0].servers == first.tiers[0].servers_required
    assert second.tiers[0].servers_required < first.tiers[0].servers_required
    assert second.tiers[0].kept_because is not None
    assert second.tiers[0].kept_because.code == "kept_earlier"


def test_that_a_year_alone_is_sized_as_within_the_whole_horizon(hanoi):
    alone, whole = plan(hanoi, years=[2024]), plan(hanoi, years=[2023, 2024])
    assert to_json(alone.years[0]) == to_json(whole.year(2024))


def test_that_renting_costs_rent_and_buying_costs_hosts(small):
    rented = small(
        platform={"shapes": {"vm": {"rent_vnd_per_year": {"base": 15e6}}}},
        money={"acquire": {"main": "rent"}},
    )
    totals = plan(rented, years=[2023]).years[0].totals
    assert totals is not None
    assert totals.cost_vnd == pytest.approx(8 * 15e6)
    assert totals.hosts == 0
    bought = plan(small(), years=[2023]).years[0].totals
    assert bought is not None
    rate = 0.06
    annuity = 376e6 * rate / (1 - (1 + rate) ** -5)
    assert bought.cost_vnd > bought.hosts * (annuity + 37.6e6)
    energy = bought.energy_kwh * 2000
    assert bought.cost_vnd == pytest.approx(bought.hosts * (annuity + 37.6e6) + energy)


def test_that_a_plan_can_be_stopped(small):
    def stop(fraction: float, what: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        plan(small(), progress=stop)


def test_that_an_as_is_plan_sizes_nothing(small):
    year = plan(small(), years=[2023], as_is=True).years[0]
    assert year.planned is None
    assert year.totals is None
    assert year.existing.promises_met is True


def test_that_assumptions_are_listed_with_value_unit_and_reason(hanoi):
    listed = {a.name: a for a in plan(hanoi, years=[2023], as_is=True).assumptions}
    app = listed["service_demand.app"]
    assert (app.value, app.unit, app.kind) == (35, "ms", "assumption")
    assert app.uses
    assert "population.residents" not in listed  # published and sure


def test_that_a_switched_off_service_leaves_no_assumption(small):
    growth = {"base": 0.1, "kind": "assumption", "confidence": "low"}
    on = small(services={"calls": {"growth_per_year": growth}})
    names = {a.name for a in plan(on, years=[2023], as_is=True).assumptions}
    assert "services.calls.growth_per_year" in names
    changed = with_values(on, {"services.calls.enabled": False})
    names = {a.name for a in plan(changed, years=[2023], as_is=True).assumptions}
    assert "services.calls.growth_per_year" not in names
