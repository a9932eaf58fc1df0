"""The shape of a week, recovered from series of known shape and from measured days."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.demand import days_of
from assessor.demand.shapes import year_factors
from assessor.measurement import Series
from assessor.measurement.arrivals import hour_of_week_profile, outliers
from assessor.measurement.arrivals.twoway import hour_weights
from assessor.scenario.fragments import Calendar
from assessor.scenario.people import Profile

HOURS = [1.4, 0.7, 0.4, 0.3, 0.4, 1.1, 2.6, 4.2, 5.9, 6.4, 6.1, 5.3]
HOURS += [4.6, 4.4, 4.9, 5.1, 5.0, 4.9, 5.4, 8.6, 9.3, 6.8, 4.0, 2.2]
WEEKDAYS = [1.11, 1.16, 1.16, 1.12, 1.02, 0.75, 0.68]
HOUR_WEIGHTS = np.array(HOURS) / np.mean(HOURS)
DAY_WEIGHTS = np.array(WEEKDAYS) / np.mean(WEEKDAYS)
KNOWN = Profile.model_validate(
    {
        "kind": "assumption",
        "weights_by_hour": HOURS,
        "weights_by_weekday": WEEKDAYS,
        "holiday_factor": 0.4,
        "post_holiday_factor": 1.6,
    }
)


def expected(vietnam, first=0, days=366):
    """Hours of 2024 by the profile that scenarios use, 200 on the mean hour."""
    hours = 200.0 * year_factors(KNOWN, days_of(2024, vietnam))
    values = hours[24 * first : 24 * (first + days)]
    return Series("known", datetime(2024, 1, 1) + timedelta(days=first), 3600.0, values)


def drawn(series, seed):
    """Poisson counts about it; days and hours scatter by 5 % on top."""
    rng = np.random.default_rng(seed)
    days = np.repeat(rng.lognormal(0, 0.05, len(series) // 24), 24)
    hours = rng.lognormal(0, 0.05, len(series))
    return replace(series, values=rng.poisson(series.values * days * hours).astype(float))


def codes(found):
    return {finding.code for finding in found.findings}


def holding(estimates, truth):
    return [one.low <= value <= one.high for one, value in zip(estimates, truth, strict=True)]


def test_that_a_year_without_noise_gives_back_the_profile_it_was_made_from(vietnam):
    found = hour_of_week_profile(expected(vietnam), calendar=vietnam)
    # Exact but for rounding: the fit inverts `demand.shapes.day_factors`.
    assert [e.base for e in found.by_hour] == pytest.approx(HOUR_WEIGHTS, rel=1e-9)
    assert [e.base for e in found.by_weekday] == pytest.approx(DAY_WEIGHTS, rel=1e-9)
    assert found.holiday_factor.base == pytest.approx(0.4, rel=1e-9)
    assert found.post_holiday_factor.base == pytest.approx(1.6, rel=1e-9)
    assert found.complete
    assert found.days == 366
    assert found.table.values == pytest.approx(np.outer(DAY_WEIGHTS, HOUR_WEIGHTS), rel=1e-9)


@pytest.mark.parametrize("days", [14, 60])
def test_that_intervals_hold_the_known_weights_as_often_as_they_say(vietnam, days):
    hours, weekdays = [], []
    for seed in range(25):
        found = hour_of_week_profile(
            drawn(expected(vietnam, 60, days), seed), calendar=vietnam, seed=seed
        )
        hours += holding(found.by_hour, HOUR_WEIGHTS)
        weekdays += holding(found.by_weekday, DAY_WEIGHTS)
    # Nominal 0.9. 600 and 175 intervals, correlated within a seed: ±3 standard errors are about
    # 0.04 and 0.09.
    assert 0.86 <= np.mean(hours) <= 0.94
    assert 0.81 <= np.mean(weekdays) <= 0.97


def test_that_intervals_of_the_table_and_the_holidays_hold_too(vietnam):
    cells, holidays, after = [], [], []
    for seed in range(25):
        found = hour_of_week_profile(
            drawn(expected(vietnam, 20, 60), seed), calendar=vietnam, seed=seed
        )
        truth = np.outer(DAY_WEIGHTS, HOUR_WEIGHTS)
        cells.append(((found.table.low <= truth) & (truth <= found.table.high)).mean())
        holidays += holding([found.holiday_factor], [0.4])
        after += holding([found.post_holiday_factor], [1.6])
    assert 0.86 <= np.mean(cells) <= 0.94
    # 25 intervals of 0.9: 18 or fewer with probability 0.01.
    assert sum(holidays) > 18
    assert sum(after) > 18


def test_that_days_known_in_part_do_not_bend_the_hours(vietnam):
    series = expected(vietnam, 60, 14)
    values = series.values.copy()
    values[:10] = np.nan  # the log begins at 10 on its first day
    values[24 * 5 + 8 : 24 * 5 + 14] = np.nan  # and loses a busy morning
    found = hour_of_week_profile(replace(series, values=values), calendar=vietnam)
    assert [e.base for e in found.by_hour] == pytest.approx(HOUR_WEIGHTS, rel=1e-6)
    assert [e.base for e in found.by_weekday] == pytest.approx(DAY_WEIGHTS, rel=1e-6)
    assert "profile_steps_unknown" in codes(found)


def test_that_hours_of_an_incomplete_table_are_those_of_a_poisson_regression():
    glm = pytest.importorskip("statsmodels.api")
    rng = np.random.default_rng(3)
    seconds = rng.choice([0.0, 1800.0, 3600.0], size=(6, 5), p=[0.2, 0.3, 0.5])
    seconds[0] = 3600.0
    sums = rng.poisson(seconds / 30).astype(float)
    found = hour_weights(sums, seconds, np.ones((1, 6)))[0]
    day, hour = np.nonzero(seconds)
    design = np.concatenate([np.eye(6)[day], np.eye(5)[hour][:, 1:]], axis=1)
    fit = glm.GLM(
        sums[day, hour], design, family=glm.families.Poisson(), offset=np.log(seconds[day, hour])
    ).fit()
    effects = np.exp(np.concatenate([[0.0], fit.params[6:]]))
    # Both solve the same likelihood equations; each stops at about 1e-8.
    assert found == pytest.approx(effects / effects.mean(), rel=1e-6)


def test_that_a_makeup_day_counts_for_the_day_it_pays_for(vietnam):
    # Saturday 4 May 2024 was worked for Monday 29 April.
    series = expected(vietnam, 91, 42)
    found = hour_of_week_profile(series, calendar=vietnam)
    assert found.by_weekday[0].base == pytest.approx(DAY_WEIGHTS[0], rel=1e-9)
    assert found.by_weekday[5].base == pytest.approx(DAY_WEIGHTS[5], rel=1e-9)
    unaware = hour_of_week_profile(series, calendar=None)
    assert unaware.by_weekday[5].base > DAY_WEIGHTS[5] * 1.02
    assert "profile_no_calendar" in codes(unaware)


def test_that_growth_around_a_holiday_is_not_taken_for_the_holiday(vietnam):
    series = expected(vietnam)
    grown = series.values * np.exp(0.5 * np.arange(len(series)) / len(series))
    found = hour_of_week_profile(replace(series, values=grown), calendar=vietnam)
    # Tết lies near the start, 20 % below the year's mean; eight weeks on either side, five of them
    # before the series begins, leave 1 to 2 %.
    assert found.holiday_factor.base == pytest.approx(0.4, rel=0.03)
    assert found.post_holiday_factor.base == pytest.approx(1.6, rel=0.03)


def test_that_days_after_new_year_are_those_published(daily_agencies):
    """3 January 2024 against the mean of 90 days: personnel management 1.59."""
    holiday = {"title": {"vi": "Tết Dương lịch", "en": "New Year"}, "long": True}
    holiday |= {"from": "2024-01-01", "until": "2024-01-01", "kind": "published"}
    calendar = Calendar.model_validate(
        {
            "schema": "calendar@1",
            "id": "us",
            "first_year": 2023,
            "last_year": 2024,
            "holidays": {"new-year": holiday | {"confidence": "high"}},
        }
    )
    series = daily_agencies["office-personnel-management"]
    found = hour_of_week_profile(series, calendar=calendar)
    days = series.values[-3:-1] / series.values.mean()
    assert days[1] == pytest.approx(1.59, abs=0.005)
    # The factor is the mean of both days, and its base is the mean day of the year by the
    # ordinary days of eight weeks before: the quiet of December moves it by some per cent.
    assert found.post_holiday_factor.base == pytest.approx(days.mean(), rel=0.06)
    assert found.post_holiday_factor.observations == 2


def test_that_one_day_gives_hours_without_intervals_and_no_weekdays(epa):
    found = hour_of_week_profile(epa, calendar=None)
    assert found.by_weekday is None
    assert all(np.isnan(hour.low) and np.isnan(hour.high) for hour in found.by_hour)
    assert {hour.observations for hour in found.by_hour} == {1}
    assert {"profile_one_day", "profile_weekdays_missing"} <= codes(found)
    refusal = next(f for f in found.findings if f.code == "profile_weekdays_missing")
    assert refusal.severity == "refusal"
    assert refusal.params["result"] == "weights_by_weekday"
    assert not found.complete


def test_that_the_day_of_the_us_epa_server_peaks_at_14_with_a_tenth_of_it(epa):
    found = hour_of_week_profile(epa, calendar=None)
    shares = np.array([hour.base for hour in found.by_hour]) / 24
    # Clock hours from the minutes themselves. Those of 23:53 come from the evening before, whose
    # level 7 minutes do not tell: 23 h rests on 53 minutes, the rest on 0.1 % less in all.
    clock = np.roll(epa.values, -7).reshape(24, 60).sum(axis=1)
    assert int(np.argmax(shares)) == 14
    assert shares[14] == pytest.approx(0.099, abs=0.0005)
    assert shares[:23] == pytest.approx(clock[:23] / clock.sum(), rel=0.002)
    assert shares[23] == pytest.approx(clock[23] / clock.sum(), abs=0.0015)


def test_that_the_weekdays_of_26_agencies_are_those_published(daily_agencies):
    series = next(iter(daily_agencies.values()))
    together = replace(series, values=sum(one.values for one in daily_agencies.values()))
    found = hour_of_week_profile(together, calendar=None)
    # Published to two digits against the mean of 90 days, which are not whole weeks: 0.3 %.
    known = [1.11, 1.16, 1.16, 1.12, 1.02, 0.75, 0.68]
    assert [day.base for day in found.by_weekday] == pytest.approx(known, abs=0.011)
    assert [day.observations for day in found.by_weekday] == [13, 13, 13, 13, 12, 13, 13]
    assert found.by_hour is None
    assert found.table is None
    assert "profile_step_long" in codes(found)


def test_that_an_outlier_that_is_left_out_is_told_and_its_hour_is_not_filled(hourly_agencies):
    series = hourly_agencies["national-science-foundation"]
    strange = outliers(series).outliers
    found = hour_of_week_profile(series, calendar=None, leave_out=strange)
    assert np.isnan(found.by_hour[14].base)
    told = {finding.code: finding for finding in found.findings}
    assert told["profile_outliers_left_out"].params["share"] == pytest.approx(0.357, abs=0.0005)
    assert told["profile_hours_missing"].params["hours"] == "14"
    assert not found.complete


def test_that_cells_without_data_are_told_and_never_filled(vietnam):
    series = expected(vietnam, 60, 35)
    table = series.values.copy().reshape(35, 24)
    wednesdays = [d for d in range(35) if (series.start + timedelta(days=d)).weekday() == 2]
    table[wednesdays, 10] = np.nan
    found = hour_of_week_profile(replace(series, values=table.ravel()), calendar=vietnam)
    assert np.isnan(found.table.values[2, 10])
    assert np.isfinite(found.table.values).sum() == 7 * 24 - 1
    assert found.table.days[2, 10] == 0
    told = next(f for f in found.findings if f.code == "profile_cells_missing")
    assert told.params["cells"] == "3/10h"
    assert [e.base for e in found.by_hour] == pytest.approx(HOUR_WEIGHTS, rel=1e-6)


def test_that_a_morning_and_the_afternoon_of_another_day_do_not_compare():
    values = np.concatenate([np.full(12, 5.0), np.full(24, np.nan), np.full(12, 9.0)])
    found = hour_of_week_profile(Series("x", datetime(2024, 3, 4), 3600.0, values), calendar=None)
    assert found.by_hour is None
    assert "profile_hours_apart" in codes(found)


def test_that_seven_days_give_weights_but_no_interval(vietnam):
    found = hour_of_week_profile(expected(vietnam, 60, 7), calendar=vietnam)
    assert [e.base for e in found.by_weekday] == pytest.approx(DAY_WEIGHTS, rel=1e-9)
    assert all(np.isnan(day.high) for day in found.by_weekday)
    assert "profile_weeks_few" in codes(found)


def test_that_an_hour_in_which_nothing_came_keeps_an_upper_limit():
    table = np.full((35, 24), 50.0)
    table[:, 3] = 0
    series = Series("closed at 3", datetime(2024, 3, 4), 3600.0, table.ravel())
    hour = hour_of_week_profile(series, calendar=None).by_hour[3]
    # −ln(0.05) events may have been missed among 40,250.
    assert (hour.base, hour.low) == (0, 0)
    assert hour.high == pytest.approx(24 * 2.9957 / (35 * 23 * 50), rel=1e-3)


def test_that_nothing_is_made_of_nothing():
    for values in (np.zeros(48), np.full(48, np.nan), np.zeros(0)):
        series = Series("x", datetime(2024, 3, 4), 3600.0, values)
        assert codes(hour_of_week_profile(series, calendar=None)) == {"profile_no_arrivals"}
    odd = Series("x", datetime(2024, 3, 4), 420.0, np.ones(5000))
    assert codes(hour_of_week_profile(odd, calendar=None)) == {"series_step_odd"}


@given(
    scale=st.floats(0.01, 1e4),
    start=st.integers(0, 24 * 7),
    per_hour=st.sampled_from([1, 4, 12, 60]),
)
def test_that_weights_have_mean_one_and_do_not_depend_on_level_start_or_step(
    scale, start, per_hour
):
    week = np.outer(DAY_WEIGHTS, HOUR_WEIGHTS).ravel()
    hours = np.arange(start, start + 24 * 21) % (24 * 7)
    values = np.repeat(scale * week[hours] / per_hour, per_hour)
    first = datetime(2024, 3, 4) + timedelta(hours=start)
    found = hour_of_week_profile(Series("x", first, 3600.0 / per_hour, values), calendar=None)
    assert [e.base for e in found.by_hour] == pytest.approx(HOUR_WEIGHTS, rel=1e-6)
    assert [e.base for e in found.by_weekday] == pytest.approx(DAY_WEIGHTS, rel=1e-6)
