"""Enough servers up: against the binomial law and the two-state chain of a site."""

from __future__ import annotations

from math import comb

import pytest

from assessor.planning.plans import existing_fleet, plan
from assessor.planning.platform import platform_of
from assessor.scenario.worlds import resolve

YEAR_H = 8766.0


def existing_class(scenario):
    return plan(scenario, years=[2023], as_is=True).years[0].existing.classes[0]


def test_that_availability_is_enough_servers_of_the_standing_ones(small):
    # Four servers stand on eight hosts; three carry the promise (8 erlangs on 12 channels).
    failures, repair = 2.0, 100.0
    server = {"failures_per_year": {"base": failures}, "repair_h": {"base": repair}}
    scenario = small(
        platform={
            "tiers": {"app": {"servers_installed": 4, "failure": {**server, "restart_min": 5}}},
            "failure": {"server": {"failures_per_year": {"base": 1e-9}}, "repair_crews": 10},
        }
    )
    up = 1 / (1 + failures * repair / YEAR_H)
    enough = sum(comb(4, n) * up**n * (1 - up) ** (4 - n) for n in (3, 4))
    assert existing_class(scenario).availability == pytest.approx(enough, rel=1e-6)


def test_that_servers_fail_together_with_their_host(small):
    failures, repair = 1.0, 48.0
    host = {"failures_per_year": {"base": failures}, "repair_h": {"base": repair}}
    server = {"failures_per_year": 1e-9, "repair_h": 1, "restart_min": 5}
    platform = {
        "sites": {"main": {"hosts_installed": 2}},
        "tiers": {"app": {"servers_installed": 4, "failure": server}},
        "failure": {"server": host, "repair_crews": 10},
    }
    # Two servers on each of two hosts, three needed: both hosts must be up.
    up = 1 / (1 + failures * repair / YEAR_H)
    assert existing_class(small(platform=platform)).availability == pytest.approx(up**2, rel=1e-6)


def test_that_a_site_out_is_an_outage_whatever_its_servers(small):
    site = {"outages_per_year": 0.5, "outage_h": 10}
    whole = existing_class(small()).availability
    found = existing_class(small(platform={"sites": {"main": site}})).availability
    assert found == pytest.approx(whole / (1 + 0.5 * 10 / YEAR_H), rel=1e-9)


def test_that_a_promise_broken_with_all_servers_up_is_never_available(small):
    assert (
        existing_class(small(platform={"tiers": {"app": {"servers_installed": 2}}})).availability
        == 0.0
    )


def test_that_spare_hosts_carry_no_servers(small):
    platform = platform_of(resolve(small(platform={"sites": {"main": {"hosts_spare": 3}}})))
    assert existing_fleet(platform).hosts == {"main": 5}
