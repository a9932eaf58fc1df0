"""What a forecast promises: calibrated where the truth is known, honest where it is not."""

from __future__ import annotations

from datetime import date, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.errors import Problem
from assessor.measurement.forecasts import Forecast, forecast
from assessor.measurement.forecasts.decomposition import decompose, to_logarithm
from assessor.measurement.forecasts.futures import core_future
from assessor.measurement.forecasts.intervals import SPREAD, limits
from assessor.measurement.forecasts.past import grid_of, season_of
from assessor.measurement.model import Finding, Series
from assessor.scenario.fragments import Calendar
from assessor.text.problems.measurement_forecasts import MESSAGES
from assessor.text.rendering import render_text
from assessor.uncertainty.intervals import wilson

SEEDS = 240


def codes(told: Forecast) -> set[str]:
    return {finding.code for finding in told.findings}


def finding(told: Forecast, code: str) -> Finding:
    return next(f for f in told.findings if f.code == code)


@pytest.mark.parametrize("kind", ["steady", "wandering", "returning"])
def test_that_intervals_hold_their_share_of_a_known_law(kind: str, daily, simulated) -> None:
    inside = {1.0: 0, SPREAD: 0}
    for seed in range(SEEDS // 3):
        rng = np.random.default_rng([seed, len(kind)])
        # One step of each world, so that worlds are independent trials.
        steps = 1 + seed % 30
        y = simulated(kind, 90 + steps, rng)
        series = daily(y[:90])
        grid = grid_of(series, season_of(series), steps, None)
        split = decompose(to_logarithm(series.values)[0], grid.slot[:90], grid.ordinary[:90], 7)
        worlds = list(core_future(split, grid, rng).paths)
        for spread in inside:
            told = limits(
                worlds,
                grid.day[90:],
                grid.kinds()[90:],
                {},
                coverage=0.9,
                spread=spread,
                rng=rng,
            )
            inside[spread] += int(told.low[-1] <= y[-1] <= told.high[-1])
    bare = wilson(inside[1.0], SEEDS // 3, coverage=0.99)
    assert bare.low <= 0.9 <= bare.high
    # The widening for laws that are not known makes it more, never less.
    assert inside[SPREAD] >= inside[1.0]


def test_that_heavy_tails_are_held_too(daily, simulated) -> None:
    inside = 0
    for seed in range(80):
        steps = 1 + seed % 30
        y = simulated("heavy", 60 + steps, np.random.default_rng([seed, 9]))
        told = forecast(daily(y[:60]), steps=steps)
        inside += int(told.low[-1] <= np.exp(y[-1]) <= told.high[-1])
    held = wilson(inside, 80, coverage=0.99)
    assert held.high >= 0.9
    assert held.estimate >= 0.85


def test_that_the_middle_follows_the_week(daily, simulated) -> None:
    y = simulated("steady", 98, np.random.default_rng(1))
    told = forecast(daily(y[:84]), steps=14)
    # Noise of 0.08 over 12 weeks leaves 0.03 on a weekday and as much on the level.
    np.testing.assert_allclose(
        np.log(told.points), 10 + np.resize([0.1, 0.15, 0.15, 0.1, 0, -0.5, -0.5], 14), atol=0.12
    )
    assert np.all(told.low < told.points)
    assert np.all(told.points < told.high)
    assert told.start == datetime(2024, 5, 27)


def test_that_uncertainty_grows_with_the_horizon(daily, simulated) -> None:
    y = simulated("wandering", 120, np.random.default_rng(5))
    told = forecast(daily(y), steps=56)
    width = np.log(told.high / told.low).reshape(8, 7).mean(axis=1)
    assert width[-1] > 1.5 * width[0]
    assert np.all(np.diff(width) > -0.05 * width[0])


def test_that_the_same_seed_gives_the_same_forecast_and_coverage_orders_intervals(
    daily, simulated
) -> None:
    series = daily(simulated("wandering", 60, np.random.default_rng(2)))
    one, again = forecast(series, steps=10, seed=3), forecast(series, steps=10, seed=3)
    np.testing.assert_array_equal(one.high, again.high)
    narrow = forecast(series, steps=10, coverage=0.5, seed=3)
    assert np.all(narrow.high < one.high)
    assert np.all(narrow.low > one.low)
    # 4 000 worlds: another seed moves the median by about 1.25 σ/√4000, here below 2 %.
    other = forecast(series, steps=10, seed=4)
    np.testing.assert_allclose(np.log(other.points), np.log(one.points), atol=0.02)


def test_that_an_event_of_the_past_is_told_and_does_not_lift_the_future(daily, simulated) -> None:
    y = simulated("steady", 70, np.random.default_rng(3))
    spiked = y.copy()
    spiked[50:52] += 1.5
    plain, told = forecast(daily(y), steps=14), forecast(daily(spiked), steps=14)
    events = finding(told, "forecast_events_outside")
    assert events.params["n"] >= 2
    assert events.params["of"] == 70
    assert "2024-04-23, 2024-04-24" in events.params["days"]
    np.testing.assert_allclose(np.log(told.points), np.log(plain.points), atol=0.06)


def test_that_a_lasting_change_is_followed_and_told(daily, simulated) -> None:
    y = simulated("steady", 70, np.random.default_rng(4))
    y[40:] += 1.2
    told = forecast(daily(y), steps=7)
    shift = finding(told, "forecast_level_shift")
    assert shift.params["factor"] == pytest.approx(np.exp(1.2), rel=0.15)
    assert shift.params["day"] == "2024-04-13"
    np.testing.assert_allclose(np.log(told.points).mean(), 11.2 - 0.07, atol=0.15)


def test_that_a_change_in_the_last_days_is_a_warning(daily, simulated) -> None:
    y = simulated("steady", 70, np.random.default_rng(6))
    y[-2:] += 1.0
    assert "forecast_recent_outliers" in codes(forecast(daily(y), steps=7))


def test_that_a_holiday_is_learnt_from_holidays_of_the_past(
    daily, simulated, us_calendar: Calendar
) -> None:
    y = simulated("steady", 100, np.random.default_rng(8))
    start = date(2023, 10, 2)
    for day in (7, 39, 52, 84, 91):
        y[day] -= 0.6
    told = forecast(daily(y[:70], start), steps=30, calendar=us_calendar)
    learnt = finding(told, "forecast_holiday_learnt")
    assert learnt.params["n"] == 3
    # Three days with noise 0.08 each.
    assert told.parameters["factor_holiday"] == pytest.approx(np.exp(-0.6), rel=0.15)
    christmas, day_after = 84 - 70, 87 - 70
    assert told.points[christmas] < 0.75 * told.points[day_after]
    width = np.log(told.high / told.low)
    assert width[christmas] > 1.5 * width[day_after]


def test_that_an_unknown_holiday_is_told_and_a_stated_factor_is_used(
    daily, simulated, us_calendar: Calendar
) -> None:
    y = simulated("steady", 28, np.random.default_rng(8))
    series = daily(y, date(2023, 11, 27))
    told = forecast(series, steps=10, calendar=us_calendar)
    assert finding(told, "forecast_holiday_unknown").params["days"] == "2023-12-25, 2024-01-01"
    given_ = forecast(series, steps=10, calendar=us_calendar, holiday_factor=0.4)
    assert "forecast_holiday_given" in codes(given_)
    assert given_.points[0] / told.points[0] == pytest.approx(0.4, rel=0.1)
    np.testing.assert_allclose(given_.points[2:4], told.points[2:4], rtol=0.05)


def test_that_years_outside_the_calendar_are_told(daily, simulated, us_calendar: Calendar) -> None:
    y = simulated("steady", 28, np.random.default_rng(8))
    told = forecast(daily(y, date(2024, 12, 16)), steps=10, calendar=us_calendar)
    assert finding(told, "forecast_calendar_ends").params == {"first": 2023, "last": 2024}
    assert "forecast_no_calendar" in codes(forecast(daily(y), steps=3))


@pytest.mark.parametrize(
    ("step", "count", "code"),
    [
        (86_400.0, 13, "forecast_no_week_profile"),
        (86_400.0, 5, "forecast_too_short"),
        (3600.0, 47, "forecast_no_day_profile"),
        (60.0, 720, "forecast_no_day_profile"),
    ],
)
def test_that_a_past_without_a_profile_is_refused(step: float, count: int, code: str) -> None:
    values = 50 + 10 * np.sin(np.arange(count))
    told = forecast(Series("x", datetime(2024, 1, 1), step, values), steps=4)
    assert told.refused
    assert codes(told) == {code}
    assert np.all(np.isnan([told.points, told.low, told.high]))


def test_that_nothing_but_zeros_is_refused() -> None:
    told = forecast(Series("x", datetime(2024, 1, 1), 86_400.0, np.zeros(40)), steps=4)
    assert codes(told) == {"forecast_nothing_came"}


def test_that_hours_follow_the_week_where_two_weeks_were_seen_and_the_day_where_not() -> None:
    rng = np.random.default_rng(12)
    hours = np.arange(24 * 35)
    weekend = hours // 24 % 7 >= 5
    shape = 6 + np.sin(2 * np.pi * (hours % 24 - 9) / 24) - 1.0 * weekend
    values = np.exp(shape + rng.normal(0, 0.1, len(hours)))
    series = Series("x", datetime(2024, 1, 1), 3600.0, values[: 24 * 28])
    told = forecast(series, steps=24 * 7)
    missed = np.log(told.points) - shape[24 * 28 :]
    assert np.sqrt(np.mean(missed**2)) < 0.08
    held = (values[24 * 28 :] >= told.low) & (values[24 * 28 :] <= told.high)
    # 168 neighbouring hours are worth fewer trials; ± 7 points is two errors of 80 of them.
    assert np.mean(held) == pytest.approx(0.9, abs=0.07)
    short = Series("x", datetime(2024, 1, 1), 3600.0, values[: 24 * 5])
    assert "forecast_weekday_unknown" in codes(forecast(short, steps=24))


def test_that_gaps_and_zeros_are_told_and_survived(daily, simulated) -> None:
    y = simulated("steady", 60, np.random.default_rng(13))
    series = daily(y)
    values = series.values.copy()
    values[[10, 11, 59]] = np.nan
    values[20] = 0.0
    told = forecast(Series("x", series.start, series.step, values), steps=7)
    assert finding(told, "forecast_gaps").params == {"n": 3, "of": 60}
    assert finding(told, "forecast_zeros").params == {"n": 1}
    assert np.all(np.isfinite([told.points, told.low, told.high]))
    assert np.all(told.low >= 0)


def test_that_a_thin_past_and_a_far_future_are_told(daily, simulated) -> None:
    series = daily(simulated("steady", 20, np.random.default_rng(14)))
    told = forecast(series, steps=25, coverage=0.95)
    assert {"forecast_tail_unseen", "forecast_beyond_past", "forecast_year_unseen"} <= codes(told)


def test_that_a_long_history_is_cut_and_told() -> None:
    rng = np.random.default_rng(15)
    values = rng.poisson(50 + 20 * np.sin(np.arange(12_500) / 144 * np.pi)).astype(float)
    told = forecast(Series("x", datetime(2024, 1, 1), 300.0, values), steps=12)
    assert finding(told, "forecast_history_cut").params == {"n": 12_000}


@settings(max_examples=15)
@given(
    st.lists(st.floats(1, 1000), min_size=21, max_size=40),
    st.floats(0.01, 100),
)
def test_that_another_unit_is_another_unit_and_nothing_else(
    values: list[float], unit: float
) -> None:
    start = datetime(2024, 1, 1)
    ours = forecast(Series("x", start, 86_400.0, np.array(values)), steps=5)
    theirs = forecast(Series("x", start, 86_400.0, unit * np.array(values)), steps=5)
    # Weights on the edge of what is kept change which worlds are drawn; the law stays.
    np.testing.assert_allclose(np.log(theirs.points / unit), np.log(ours.points), atol=0.3)
    assert np.all(ours.low <= ours.points)
    assert np.all(ours.points <= ours.high)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"values": np.array([1.0, -1.0] * 10)}, "finite"),
        ({"values": np.array([1.0, np.inf] * 10)}, "finite"),
        ({"step": 7000.0}, "divide a day"),
        ({"steps": 0}, "steps ≥ 1"),
        ({"coverage": 1.0}, "coverage"),
    ],
)
def test_that_misuse_is_named(change: dict, words: str) -> None:
    asked = {"values": np.ones(20), "step": 86_400.0, "steps": 3, "coverage": 0.9} | change
    series = Series("x", datetime(2024, 1, 1), asked["step"], asked["values"])
    with pytest.raises(ValueError, match=words):
        forecast(series, steps=asked["steps"], coverage=asked["coverage"])


def test_that_every_finding_has_words(daily, simulated, us_calendar: Calendar) -> None:
    y = simulated("steady", 40, np.random.default_rng(16))
    y[20:22] += 2
    told = forecast(daily(y, date(2023, 11, 1)), steps=60, calendar=us_calendar, coverage=0.99)
    for said in told.findings:
        assert said.code in MESSAGES
        text = render_text(Problem(said.code, said.params))
        assert "…" not in text
