"""Events minute by minute: as many people as were said, and everything returns to normal."""

from __future__ import annotations

import numpy as np
import pytest

from assessor.demand import demand_for_year, event_load
from assessor.demand.events import curve_weights
from assessor.scenario import with_values

EIGHTEEN = [f"ST{i}" for i in range(1, 19)]


@pytest.mark.parametrize("curve", ["opening_rush", "deadline_build_up", "evening_wave", "uniform"])
def test_that_a_curve_brings_everyone_once(curve):
    assert curve_weights(curve, 120).sum() == pytest.approx(1.0)


@pytest.mark.parametrize("event", EIGHTEEN)
def test_that_each_of_the_eighteen_can_be_played(hanoi, event):
    load = event_load(hanoi, event)
    assert all(np.isfinite(rates).all() and (rates >= 0).all() for rates in load.rates.values())
    assert all(rates[-1] == pytest.approx(0) for rates in load.extra_rates.values())


def test_that_a_quota_brings_the_share_of_the_eligible(hanoi):
    load = event_load(hanoi, "ST1")
    assert load.sessions.sum() * 60 == pytest.approx(145_000 * 0.5)
    per_visit = 12 * 8
    assert load.extra_rates["page"].sum() * 60 == pytest.approx(72_500 * per_visit)


def test_that_a_deadline_night_peaks_at_the_stated_people_at_once(hanoi):
    load = event_load(hanoi, "ST3")
    assert load.users_at_once.max() == pytest.approx(0.0015 * 6_450_000)


def test_that_cowin_scaled_to_the_city_lies_near_its_printed_hits(hanoi):
    load = event_load(hanoi, "ST6")
    mean = load.extra_rates["page"].sum() * 60 / (180 * 60)
    assert mean == pytest.approx(383e6 / 8e6 * 8_587_141 * 0.0057 / 10_800, rel=0.01)


def test_that_the_conference_is_rooms_and_in_its_severe_form_individuals(hanoi):
    assert event_load(hanoi, "ST13").conference.bit_rate == pytest.approx(1220)
    assert event_load(hanoi, "ST13", severe=True).conference.bit_rate == pytest.approx(39_600)


def test_that_a_pause_releases_what_it_held_back(hanoi):
    load = event_load(hanoi, "axis-down", year=2024)
    held = -load.extra_rates["exchange"].sum() * 60
    assert load.released["exchange"] == pytest.approx(held)
    assert held > 0


def test_that_crawlers_multiply_the_rate_of_the_hour(hanoi):
    demand = demand_for_year(hanoi, 2024)
    load = event_load(hanoi, "ST18", demand=demand)
    assert load.rates["page"][0] == pytest.approx(
        demand.arrival_rates["page"][demand.design.index]
        + 7.6 * demand.open["online-dossiers"].requests["page"][demand.design.index]
    )


def test_that_an_event_can_be_moved_to_another_year(hanoi):
    load = event_load(hanoi, "ST3", year=2027)
    assert (load.start.year, load.start.month, load.start.day) == (2027, 6, 28)


def test_that_no_payment_is_made_while_the_fee_is_zero(hanoi):
    assert event_load(hanoi, "ST3").extra_rates["payment"].max() == 0
    paid = with_values(hanoi, {"policies.zero-fee.enabled": False})
    assert event_load(paid, "ST3").extra_rates["payment"].max() > 0
