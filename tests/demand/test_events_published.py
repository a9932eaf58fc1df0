"""Each curve, played for the people of the original event, gives back what was printed of it.

Tolerances are those of the digits that the shared file writes its shares and times with, unless
a comment says otherwise.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from assessor.demand import EventLoad, event_load
from assessor.demand.events import curve_weights
from assessor.scenario import Scenario, with_values

PER_MINUTE = 60.0
DAY = 1440


def there(hanoi: Scenario, event: str, people: float, **fields: Any) -> EventLoad:
    """The event as it would be among so many eligible people."""
    changes = {"eligible": people, **fields}
    return event_load(
        with_values(hanoi, {f"events.{event}.{k}": v for k, v in changes.items()}), event
    )


def visits(load: EventLoad) -> np.ndarray:
    """Visits that begin in each minute."""
    return load.sessions * PER_MINUTE


def at(load: EventLoad, clock: str) -> int:
    """The minute of the event at a time of its first day."""
    hour, minute = map(int, clock.split(":"))
    moment = load.start.replace(hour=hour, minute=minute)
    return round((moment - load.start) / timedelta(minutes=1))


def printed(hanoi: Scenario, event: str) -> dict[str, Any]:
    return hanoi.events[event].published


def test_that_an_enrolment_jams_in_the_morning_and_is_normal_by_two(hanoi):
    figures = printed(hanoi, "ST2")
    load = there(hanoi, "ST2", figures["grade1"])
    first_two_hours = visits(load)[:120].sum()
    assert first_two_hours == pytest.approx(43_500, rel=0.01)
    normal = figures["grade1"] / (figures["window_days_per_level"] * DAY)  # 25 a minute
    last = at(load, figures["normal_again"]) - 1
    assert visits(load)[last] == pytest.approx(normal, rel=0.03)
    assert visits(load)[at(load, "12:00")] > 2 * normal
    assert visits(load)[last + 1 :].sum() == 0


def test_that_voters_are_most_at_22_15_and_half_of_them_at_the_close(hanoi):
    figures = printed(hanoi, "ST3")
    electorate = figures["at_once_peak"] / 0.0011
    load = there(hanoi, "ST3", electorate, concurrent_share=0.0011)
    people = load.users_at_once
    assert people.max() == pytest.approx(figures["at_once_peak"])
    peak = at(load, figures["at_once_peak_at"])
    assert int(people.argmax()) == pytest.approx(peak, abs=2)
    close = at(load, figures["at_once_at_close_at"])
    assert people[close] == pytest.approx(figures["at_once_at_close"], rel=0.02)
    # 50 times the normal load; the first minute already stands half a minute up the slope
    assert visits(load).max() / visits(load)[0] == pytest.approx(
        figures["demand_x_normal"], rel=0.05
    )
    # A day's applications are not fitted: four hours of the evening bring about as many visits,
    # not all of which end in one.
    assert 0.9 < visits(load).sum() / figures["applications_that_day"] < 1.2


def test_that_a_shock_fills_the_site_and_brings_the_logins_of_twenty_hours(hanoi):
    figures = printed(hanoi, "ST4")
    country = figures["seen"][1] / 0.0048
    load = there(hanoi, "ST4", country)
    usual, most = (
        load.users_at_once.max(),
        there(hanoi, "ST4", country, concurrent_share=0.0048).users_at_once.max(),
    )
    assert figures["seen"][0] <= usual <= most == pytest.approx(figures["seen"][1])
    assert visits(load)[: 20 * 60].sum() == pytest.approx(figures["logins_20h"], rel=0.02)


def test_that_a_launch_brings_as_many_times_the_forecast_as_was_printed(hanoi):
    figures = printed(hanoi, "ST5")
    printed_factor = figures["arrived"] / figures["expected_at_once"]
    assert hanoi.events["ST5"].factor == pytest.approx(printed_factor, rel=0.01)


def test_that_a_registration_opens_with_the_calls_and_the_busiest_minute_printed(hanoi):
    figures = printed(hanoi, "ST6")
    load = there(hanoi, "ST6", 1.4e9)
    assert visits(load).sum() == pytest.approx(figures["registrations_3h"], rel=0.005)
    calls = load.extra_rates["page"] * PER_MINUTE
    assert calls.sum() == pytest.approx(figures["api_hits_3h"], rel=0.005)
    # the calls of 10-minute visits lag the visits, so that the first minutes are calmer
    assert calls.max() == pytest.approx(figures["peak_hits_per_min"], rel=0.01)
    # the peak and the steady figure, which disagree, by Hanoi's people over India's
    city = event_load(hanoi, "ST6").extra_rates["page"].max()
    share = 8_587_141 / 1.4e9
    low, high = figures["peak_hits_per_min"] / 60 * share, figures["steady_hits_per_s"] * share
    assert (round(low), round(high)) == (276, 337)
    assert 0.99 * low < city < high


def test_that_a_form_night_brings_half_of_the_capacity_and_what_was_completed(hanoi):
    figures = printed(hanoi, "ST7")
    households = figures["expected_half"] / 0.05
    load = there(hanoi, "ST7", households)
    assert visits(load)[:240].sum() / 4 == pytest.approx(figures["expected_half"])
    assert figures["capacity_forms_per_h"] == 2 * figures["expected_half"]
    # The night was cut short by the outage: four hours are near what had been completed by then.
    assert visits(load).sum() == pytest.approx(figures["completed_before_outage"], rel=0.10)


def test_that_firms_file_in_the_peak_hour_and_in_the_last_as_was_printed(hanoi):
    figures = printed(hanoi, "ST8")
    load = there(hanoi, "ST8", figures["january"])
    hours = visits(load)[: 16 * 60].reshape(16, 60).sum(axis=1)
    assert int(hours.argmax()) == 7  # 15:00-16:00
    assert hours.max() == pytest.approx(figures["peak_returns_per_h"], rel=0.01)
    assert hours[-1] == pytest.approx(figures["last_hour"], rel=0.02)


def test_that_a_month_builds_up_to_its_deadline_as_was_printed(hanoi):
    figures = printed(hanoi, "ST8")
    # one time constant, three printed sums: within 2 % of each
    january = figures["january"] * curve_weights("deadline_build_up", 31 * DAY, rise=12.4 * DAY)
    assert january[-4 * DAY :].sum() == pytest.approx(figures["last_4_days"], rel=0.02)
    assert january[-7 * DAY :].sum() == pytest.approx(figures["last_7_days"], rel=0.02)
    last_day = visits(there(hanoi, "ST8", figures["january"])).sum()
    assert january[-DAY:].sum() == pytest.approx(last_day, rel=0.01)


def test_that_a_scheme_opens_with_the_claims_of_half_an_hour_and_of_the_day(hanoi):
    figures = printed(hanoi, "ST9")
    load = there(hanoi, "ST9", figures["by_16h"] / 0.209)
    assert visits(load)[:30].sum() == pytest.approx(figures["claims_first_30min"], rel=0.01)
    assert visits(load)[: at(load, "16:00")].sum() == pytest.approx(figures["by_16h"])


def test_that_a_travel_lane_holds_the_people_at_once_for_as_long_as_it_was_down(hanoi):
    figures = printed(hanoi, "ST10")
    # 0.0064 of all residents and 0.024 of the 27 % eligible are the same people, to 2 %
    load = there(hanoi, "ST10", 0.27 * figures["at_once"] / 0.0064)
    assert load.users_at_once.max() == pytest.approx(figures["at_once"], rel=0.02)
    assert hanoi.events["ST10"].within_min == 60 * figures["outage_h"]


def test_that_bidders_are_most_while_the_auction_could_not_be_reached(hanoi):
    figures = printed(hanoi, "ST14")
    load = event_load(hanoi, "ST14")
    assert load.start.strftime("%H:%M") == figures["opened"]
    first, last = figures["unreachable"].split("-")
    assert at(load, first) <= int(load.users_at_once.argmax()) <= at(load, last)


def test_that_the_days_after_tet_are_as_much_above_the_mean_as_was_measured(hanoi):
    event, measured = hanoi.events["ST15"], printed(hanoi, "ST15")
    personnel, education = measured["day_over_mean_day_2024_01_02_to_03"].values()
    assert event.factor == pytest.approx(personnel, abs=0.05)
    assert event.severe["factor"] == education


def test_that_a_slow_database_takes_the_ten_times_that_are_assumed(hanoi):
    figures = printed(hanoi, "ST17")
    assert figures["requests"] / 680 == pytest.approx(figures["per_day"], rel=1e-3)
    (slow,) = event_load(hanoi, "ST17").slowness
    assert slow.latency_factor * hanoi.platform.tiers["popdb"].latency_s.base == pytest.approx(5.0)


def test_that_crawlers_are_as_many_times_the_mean_hour_as_was_measured(hanoi):
    share = printed(hanoi, "ST18")["one_hour_share_of_day"]
    assert hanoi.events["ST18"].factor == pytest.approx(share * 24, abs=0.05)


# Every figure of the events file that was printed somewhere, written down a second time.
PRINTED: dict[str, dict[str, Any]] = {
    "ST1": {"homepage_users_at_least": 250_000, "accounts_logged_in": 121_055, "window_min": 107,
            "seats": 85_000, "reported_wait_min": [30, 60]},
    "ST2": {"grade1": 145_000, "grade6": 109_300, "preschool": 452_000, "nursery": 105_000,
            "window_days_per_level": 4, "minutes_per_registration": 15, "normal_again": "14:00"},
    "ST3": {"at_once_peak": 50_711, "at_once_at_close": 26_000, "applications_that_day": 525_000,
            "demand_x_normal": 50},
    "ST4": {"normal_at_once": 6_000, "planned": 55_000, "seen": [98_000, 123_000],
            "raised_to": 150_000, "logins_20h": 3_200_000},
    "ST5": {"expected_at_once": 60_000, "arrived": 250_000, "tested_before_launch": 1_100,
            "fixed_to_at_once": 50_000, "visits_per_day_at_fix": 800_000, "error_rate": 0.009,
            "slow_at": 35_000},
    "ST6": {"registrations_3h": 8_000_000, "api_hits_3h": 383_000_000,
            "peak_hits_per_min": 2_700_000, "steady_hits_per_s": 55_000},
    "ST7": {"capacity_forms_per_h": 1_000_000, "expected_half": 500_000,
            "completed_before_outage": 2_200_000},
    "ST8": {"peak_returns_per_h": 8_700, "last_hour": 2_300, "last_4_days": 216_154,
            "last_7_days": 336_277, "january": 719_913, "crash_of_2008_after": 104_000,
            "us_tax_day_2022_dns_percent": 470},
    "ST9": {"claims_first_30min": 67_000, "design_per_h": 450_000, "by_16h": 140_000},
    "ST10": {"at_once": 35_000, "outage_h": 5},
    "ST13": {"sites": 610, "delegates": 33_000},
    "ST14": {"opened": "09:15", "unreachable": "10:10-11:30"},
    "ST17": {"requests": 935_148_051},
    "ST18": {"one_hour_share_of_day": 0.357},
}  # fmt: skip


@pytest.mark.parametrize("event", PRINTED)
def test_that_figures_are_kept_as_they_were_printed(hanoi, event):
    assert PRINTED[event].items() <= printed(hanoi, event).items()
