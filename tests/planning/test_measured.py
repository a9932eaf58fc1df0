"""What scoring is told: the standing fleet, never the plan."""

from __future__ import annotations

import math

import pytest

from assessor.planning import plan, quantities_of
from assessor.scenario import with_values

ASKED = (
    ("response_mean_s", None, (), ("citizens", "officials"), "max"),
    ("response_s", 0.999, (), ("citizens", "officials"), "max"),
    ("utilisation", None, ("application", "database"), (), "max"),
    ("concurrent_users", None, (), ("citizens", "officials"), "sum"),
    ("availability", None, (), ("citizens", "officials"), "min"),
)


def standing(scenario, year=2023):
    return quantities_of(plan(scenario, years=[year], as_is=True), year)


def test_that_every_published_quantity_has_a_value_and_a_unit(hanoi):
    lookup = standing(hanoi)
    for question in ASKED:
        found = lookup(*question)
        assert found is not None
        assert math.isfinite(found.value)
        assert found.year == 2023
    assert lookup("utilisation", None, ("database",), (), "max").unit == "1"
    assert lookup("pue", None, (), (), "max").value == pytest.approx(1.6)
    assert lookup("clicks", None, (), (), "max") is None


def test_that_halving_the_application_servers_breaks_a_promise_and_a_criterion(hanoi):
    halved = with_values(hanoi, {"platform.tiers.app.servers_installed": 8})
    before = plan(hanoi, years=[2023], as_is=True).years[0].existing
    after = plan(halved, years=[2023], as_is=True).years[0].existing
    kept = {c.id for c in before.classes if c.promise_met}
    assert kept & {c.id for c in after.classes if c.promise_met is False}
    question = ("utilisation", None, ("application", "database"), (), "max")
    assert standing(hanoi)(*question).value <= 0.75 < standing(halved)(*question).value


def test_that_planned_servers_are_never_read_as_standing_ones(hanoi):
    as_is, sized = standing(hanoi), quantities_of(plan(hanoi, years=[2023]), 2023)
    larger = with_values(hanoi, {"platform.tiers.app.servers_min": 60})
    forced = quantities_of(plan(larger, years=[2023]), 2023)
    for question in ASKED:
        assert as_is(*question) == sized(*question) == forced(*question)


def test_that_a_forecast_is_evidence_only_when_all_that_decides_it_was_measured(small, hanoi):
    question = ("utilisation", None, ("application",), (), "max")
    assert not standing(hanoi)(*question).measured
    scenario = small()
    assert standing(scenario)(*question).measured
    guessed = small(
        platform={"demands": {"call": {"app": {"service_demand_s": {"kind": "assumption"}}}}}
    )
    assert not standing(guessed)(*question).measured
    bare = small(platform={"demands": {"call": {"app": {"service_demand_s": 0.1}}}})
    assert not standing(bare)(*question).measured


def test_that_a_year_the_plan_does_not_hold_gives_nothing(hanoi):
    lookup = quantities_of(plan(hanoi, years=[2023], as_is=True), 2027)
    assert lookup("utilisation", None, (), (), "max") is None
