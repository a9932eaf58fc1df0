"""Events minute by minute: as many people as were said, and everything returns to normal."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.demand import demand_for_year, event_load
from assessor.demand.events import curve_weights, eligible_people
from assessor.resources import folder
from assessor.scenario import load_scenario, with_values
from assessor.scenario.events import PEAKED

EIGHTEEN = [f"ST{i}" for i in range(1, 19)]
CURVES = ["opening_rush", "deadline_build_up", "announcement", "evening_wave", "uniform"]


@pytest.fixture(scope="module")
def province():
    """A province of a million people."""
    return load_scenario(folder("scenarios") / "empty-province")


# ---- curves ---------------------------------------------------------------------------------


@given(
    curve=st.sampled_from(CURVES),
    minutes=st.integers(1, 3000),
    peak=st.none() | st.floats(0, 1),
    rise=st.none() | st.floats(0.01, 1e5),
    fall=st.none() | st.floats(0.01, 1e5),
)
def test_that_a_curve_brings_everyone_once(curve, minutes, peak, rise, fall):
    peak_at = None if peak is None else peak * minutes
    weights = curve_weights(curve, minutes, peak_at=peak_at, rise=rise, fall=fall)
    assert weights.sum() == pytest.approx(1.0)
    assert (weights >= 0).all()


@pytest.mark.parametrize("curve", sorted(PEAKED))
def test_that_a_curve_grows_and_falls_e_fold_in_the_times_that_are_given(curve):
    weights = curve_weights(curve, 600, peak_at=200, rise=50, fall=80)
    assert weights[149] / weights[99] == pytest.approx(np.e)
    assert weights[299] / weights[379] == pytest.approx(np.e)
    assert int(weights.argmax()) in {199, 200}


def test_that_doors_bring_nobody_before_they_open_and_a_deadline_nobody_after_it():
    opening = curve_weights("opening_rush", 120)
    assert opening.argmax() == 0
    assert (np.diff(opening) < 0).all()
    assert curve_weights("opening_rush", 120, peak_at=30)[:30].sum() == 0
    deadline = curve_weights("deadline_build_up", 120)
    assert deadline == pytest.approx(opening[::-1])


def test_that_a_message_is_read_within_minutes_and_forgotten_over_the_evening():
    announced = curve_weights("announcement", 180)
    assert int(announced.argmax()) in {4, 5}
    assert announced[0] < 0.2 * announced.max()
    # 45 minutes later a third is left, as of every curve that falls e-fold in a quarter.
    assert announced[50] / announced[5] == pytest.approx(np.exp(-1))
    assert announced[:60].sum() > 0.65


# ---- the eighteen ---------------------------------------------------------------------------


@pytest.mark.parametrize("event", EIGHTEEN)
def test_that_each_of_the_eighteen_can_be_played(hanoi, event):
    load = event_load(hanoi, event)
    assert all(np.isfinite(rates).all() and (rates >= 0).all() for rates in load.rates.values())
    assert all(rates[-1] == pytest.approx(0) for rates in load.extra_rates.values())


def test_that_every_event_has_a_title_a_source_and_what_was_printed(hanoi):
    for name in EIGHTEEN:
        event = hanoi.events[name]
        assert event.source, name
        assert event.published, name
        assert all(source in hanoi.sources for source in event.source)


def test_that_a_quota_brings_the_share_of_the_eligible(hanoi):
    load = event_load(hanoi, "ST1")
    # 145,000 as a share of the residents, written with five digits
    assert load.sessions.sum() * 60 == pytest.approx(145_000 * 0.5, rel=5e-5)
    per_visit = 12 * 8
    assert load.extra_rates["page"].sum() * 60 == pytest.approx(72_500 * per_visit, rel=5e-5)


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


def test_that_the_severe_form_of_a_loss_takes_the_whole_site(hanoi):
    (usual,), (severe,) = (event_load(hanoi, "ST16", severe=s).losses for s in (False, True))
    assert (usual.hosts, usual.whole_site) == (1, False)
    assert severe.whole_site


def test_that_a_pause_releases_what_it_held_back(hanoi):
    load = event_load(hanoi, "axis-down", year=2024)
    held = -load.extra_rates["exchange"].sum() * 60
    assert load.released["exchange"] == pytest.approx(held)
    assert held > 0


def test_that_crawlers_multiply_the_mean_hour_as_the_measured_one_did(hanoi):
    demand = demand_for_year(hanoi, 2024)
    load = event_load(hanoi, "ST18", demand=demand)
    # 0.357 of a day in one hour is 8.6 times the mean hour, whatever hour it falls on
    pages = demand.open["online-dossiers"].requests["page"]
    others = demand.arrival_rates["page"] - pages
    index = demand.design.index
    assert load.rates["page"][0] == pytest.approx(others[index] + 8.6 * pages.mean())


def test_that_a_gift_brings_ten_times_the_requests_most_of_them_at_once(hanoi):
    load = event_load(hanoi, "ST11")
    flat = event_load(with_values(hanoi, {"events.ST11.curve": None}), "ST11")
    for name, extra in load.extra_rates.items():
        assert extra.sum() == pytest.approx(flat.extra_rates[name].sum())
    page = load.extra_rates["page"]
    assert page.sum() == pytest.approx(9 * load.ordinary_rates["page"][:180].sum())
    assert int(page.argmax()) in {4, 5}
    assert page[:30].sum() > 0.4 * page.sum()


def test_that_an_event_can_be_moved_to_another_year(hanoi):
    load = event_load(hanoi, "ST3", year=2027)
    assert (load.start.year, load.start.month, load.start.day) == (2027, 6, 28)


@pytest.mark.parametrize(
    ("year", "day"), [(2024, (2, 15)), (2025, (2, 3)), (2026, (2, 23)), (2028, (2, 1))]
)
def test_that_the_days_after_tet_move_with_the_lunar_year(hanoi, year, day):
    start = event_load(hanoi, "ST15", year=year).start
    assert (start.month, start.day, start.hour) == (*day, 8)


def test_that_a_year_without_a_long_holiday_keeps_the_day_that_is_written(hanoi):
    start = event_load(hanoi, "ST15", year=2040).start
    assert (start.month, start.day, start.hour) == (2, 15, 8)


def test_that_no_payment_is_made_while_the_fee_is_zero(hanoi):
    assert event_load(hanoi, "ST3").extra_rates["payment"].max() == 0
    paid = with_values(hanoi, {"policies.zero-fee.enabled": False})
    assert event_load(paid, "ST3").extra_rates["payment"].max() > 0


def test_that_a_service_that_is_switched_off_has_no_rush(hanoi):
    off = with_values(hanoi, {"services.online-dossiers.enabled": False})
    assert not any(rates.any() for rates in event_load(off, "ST1").extra_rates.values())


# ---- who may come ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("event", "people"),
    [
        ("ST1", 145_000),
        ("ST2", 145_000),
        ("ST3", 6_450_000),
        ("ST4", 8_587_141),
        ("ST6", 8_587_141),
        ("ST7", 2_300_000),
        ("ST8", 190_000),
        ("ST9", 190_000),
        ("ST10", 2_320_000),
        ("ST12", 4_220_000),
        ("ST14", 50_000),
    ],
)
def test_that_shares_give_hanoi_its_own_numbers(hanoi, event, people):
    # shares are written with three to five digits
    assert eligible_people(hanoi, hanoi.events[event]) == pytest.approx(people, rel=1e-3)


RUSHES = ["ST1", "ST2", "ST3", "ST4", "ST6", "ST7", "ST8", "ST9", "ST10", "ST12", "ST14"]


@pytest.mark.parametrize("event", RUSHES)
def test_that_a_rush_is_as_large_as_the_city_that_has_it(hanoi, province, event):
    city, here = (eligible_people(s, s.events[event]) for s in (hanoi, province))
    ratio = 8_000 / 190_000 if event in {"ST8", "ST9"} else 1_000_000 / 8_587_141
    # a template's own numbers of adults and of accounts are rounded
    assert here / city == pytest.approx(ratio, rel=0.02)


@pytest.mark.parametrize("event", RUSHES)
def test_that_twice_the_people_make_twice_the_rush(province, event):
    twice = with_values(
        province,
        {
            "population.residents": 2_000_000,
            "population.adults_15_plus": 1_500_000,
            "population.enterprises_operating": 16_000,
            "eid.accounts_activated": 1_000_000,
        },
    )
    one, two = (event_load(s, event).sessions.sum() for s in (province, twice))
    assert two == pytest.approx(2 * one)


def test_that_people_may_be_a_number_an_input_or_a_share_of_any_population(hanoi):
    def people(written: Any) -> float:
        changed = with_values(hanoi, {"events.ST1.eligible": written})
        return eligible_people(changed, changed.events["ST1"])

    assert people(1_234) == 1_234
    assert people({"ref": "eid.accounts_activated"}) == 4_220_000
    assert people({"of": "officials"}) == 15_000
    assert people({"of": "officials", "share": 0.1}) == 1_500
    assert people({"share": 0.5}) == pytest.approx(8_587_141 / 2)  # of those who use the service
