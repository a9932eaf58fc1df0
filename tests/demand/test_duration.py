"""The load-duration curve holds every hour, and says how many exceed a load."""

from __future__ import annotations

import numpy as np
import pytest

from assessor.demand import demand_for_year, tier_work
from assessor.demand.duration import EXCEEDED_HOURS, load_duration
from assessor.scenario.changes import apply_patch


@pytest.fixture(scope="module")
def demand(hanoi):
    return demand_for_year(hanoi, 2024)


@pytest.mark.parametrize("of", ["page", "staff-page", "sso", "web", "db", "all"])
def test_that_as_many_hours_exceed_each_value_as_it_says(hanoi, demand, of):
    work = tier_work(hanoi, demand.arrival_rates, demand.hours)
    hourly = {**demand.arrival_rates, **work, "all": sum(work.values())}[of]
    curve = load_duration(hanoi, demand, of)
    assert (curve.of, curve.year, len(curve.values)) == (of, 2024, 8784)
    for hours, value in curve.points():
        assert np.count_nonzero(hourly > value) <= hours < np.count_nonzero(hourly >= value)
    assert curve.values.sum() == pytest.approx(hourly.sum(), rel=1e-12)


def test_that_its_peak_is_the_design_hour(hanoi, demand):
    peak = sum(demand.design.work.values()) / demand.design.busiest_5min_factor
    curve = load_duration(hanoi, demand)
    assert curve.values[0] == pytest.approx(peak, rel=1e-12)
    assert curve.unit == "erlang"
    assert tuple(hours for hours, _ in curve.points()) == EXCEEDED_HOURS


def test_that_a_point_of_the_curve_can_be_asked_for(hanoi, demand):
    curve = load_duration(hanoi, demand, "page")
    assert curve.unit == "1/s"
    np.testing.assert_array_equal(curve.at([0, 8783]), [curve.values.max(), curve.values.min()])
    np.testing.assert_array_equal(curve.at(curve.hours_exceeded), curve.values)
    for outside in (-1, 8784):
        with pytest.raises(ValueError, match="hours must be"):
            curve.at(outside)


def test_that_a_name_of_both_a_class_and_a_tier_is_not_guessed(hanoi):
    title = {"vi": "Trang", "en": "Page"}
    both = apply_patch(hanoi, {"request_classes": {"web": {"title": title, "users": "citizens"}}})
    demand = demand_for_year(both, 2024)
    with pytest.raises(ValueError, match="class:web or tier:web"):
        load_duration(both, demand, "web")
    assert load_duration(both, demand, "class:web").values.max() == 0
    assert load_duration(both, demand, "tier:web").unit == "erlang"
    assert load_duration(both, demand, "tier:db").of == "db"


@pytest.mark.parametrize("of", ["nothing", "popdb", "class:db", "tier:page"])
def test_that_an_unknown_name_is_refused(hanoi, demand, of):
    with pytest.raises(KeyError):
        load_duration(hanoi, demand, of)
