"""Hours and days that do not belong, and silences: found where they are, and only there."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
import pytest

from assessor.demand import days_of
from assessor.measurement import Series
from assessor.measurement.arrivals import outliers, silences, without
from assessor.measurement.arrivals.expected import median_polish

OFFICE = np.array(
    [2, 1, 1, 1, 2, 4, 10, 30, 60, 70, 65, 50, 30, 45, 60, 60, 50, 30, 20, 15, 12, 10, 6, 4.0]
)
MONDAY = datetime(2024, 3, 4)


def hours(days, *, seed=0, level=5.0, spread=0.15):
    """Counts of an office day with quiet weekends; days and hours scatter."""
    rng = np.random.default_rng(seed)
    weekend = np.where(np.arange(days) % 7 >= 5, 0.3, 1.0) * rng.lognormal(0, spread, days)
    mean = np.outer(weekend, OFFICE) * level * rng.lognormal(0, spread, (days, 24))
    return Series("office", MONDAY, 3600.0, rng.poisson(mean).astype(float).ravel())


def changed(series, first, last, value):
    values = series.values.copy()
    values[first:last] = value(values[first:last])
    return replace(series, values=values)


def test_that_of_27_agencies_one_hour_of_one_is_an_outlier(hourly_agencies):
    found = {name: outliers(one) for name, one in hourly_agencies.items()}
    # The nuclear agency's second day breaks off at 18:30: a silence, and what goes with it.
    broken = found.pop("nuclear-regulatory-commission")
    (hour,) = found.pop("national-science-foundation").outliers
    assert (hour.at.hour, hour.observed, hour.direction) == (14, 43_847, "high")
    # Its neighbours had 6,674 and 7,370.
    assert hour.expected == pytest.approx(6500, rel=0.1)
    assert all(not one.outliers and not one.silences for one in found.values())
    assert [silence.at.hour for silence in broken.silences] == [19]


def test_that_days_that_stood_out_are_found_by_their_dates(daily_agencies):
    """14 October 2023 was a solar eclipse over America; NASA's day had five times its visits."""
    (day,) = outliers(daily_agencies["national-aeronautics-space-administration"]).outliers
    assert day.at == datetime(2023, 10, 14)
    assert day.observed / day.expected > 5


def test_that_no_minute_of_the_us_epa_server_is_strange(epa):
    assert outliers(epa).outliers == ()
    assert outliers(epa, cell=300.0).outliers == ()


@pytest.mark.parametrize("days", [5, 10, 40])
def test_that_an_hour_of_five_times_its_work_is_found_and_nothing_else(days):
    at = 24 * (days - 1) + 10
    series = changed(hours(days), at, at + 1, lambda counts: 5 * counts)
    (found,) = outliers(series).outliers
    assert found.at == MONDAY + timedelta(hours=at)
    assert found.until - found.at == timedelta(hours=1)
    # Hours scatter by 15 % about their shape.
    assert found.observed / found.expected == pytest.approx(5, rel=0.4)


@pytest.mark.parametrize("days", [1, 10, 40])
def test_that_ordinary_scatter_is_no_outlier(days):
    found = [outliers(hours(days, seed=seed)) for seed in range(30)]
    strange = sum(len(one.outliers) for one in found)
    # 30 series of up to 960 hours; one in 5·10⁸ is to lie beyond 6 deviations.
    assert strange <= (3 if days == 1 else 0)
    assert all(not one.silences for one in found)


def test_that_small_counts_are_no_outliers_of_each_other():
    counts = np.random.default_rng(0).poisson(0.7, 24 * 60).astype(float)
    assert outliers(Series("rare", MONDAY, 3600.0, counts)).outliers == ()


def test_that_half_a_day_of_a_robot_is_one_outlier_with_its_ends():
    series = changed(hours(40), 24 * 16 + 8, 24 * 16 + 20, lambda counts: counts * 8)
    (found,) = outliers(series).outliers
    assert (found.at.day, found.at.hour, found.until.hour) == (20, 8, 20)


def test_that_holidays_of_the_calendar_are_no_outliers(vietnam):
    days = days_of(2024, vietnam)
    rng = np.random.default_rng(0)
    level = np.where(days.holiday, 200, np.where(days.weekday < 5, 2000, 1200))
    series = Series("x", datetime(2024, 1, 1), 86_400.0, rng.poisson(level).astype(float))
    assert outliers(series, calendar=vietnam).outliers == ()
    assert len(outliers(series).outliers) >= 5


def test_that_an_outage_by_day_is_told_and_a_quiet_night_is_not():
    series = changed(hours(40), 24 * 16 + 9, 24 * 16 + 15, lambda counts: 0 * counts)
    (found,) = silences(series)
    assert (found.kind, found.at.hour, found.until.hour) == ("zero", 9, 15)
    assert found.expected == pytest.approx(5 * OFFICE[9:15].sum(), rel=0.2)
    night = series.values.reshape(40, 24).copy()
    night[:, :6] = 0
    night[16] = OFFICE
    assert silences(replace(series, values=night.ravel())) == ()


def test_that_a_silent_day_is_told_although_the_day_has_no_level():
    series = changed(hours(10), 24 * 8, 24 * 9, lambda counts: 0 * counts)
    (found,) = silences(series)
    assert (found.at, found.until) == (MONDAY + timedelta(days=8), MONDAY + timedelta(days=9))


def test_that_a_break_within_one_day_is_judged_by_the_hours_around():
    counts = np.random.default_rng(0).poisson(20.0, 1440).astype(float)
    counts[600:660] = 0
    (found,) = silences(Series("x", MONDAY, 60.0, counts))
    assert (found.at.hour, found.until.hour) == (10, 11)
    assert found.expected == pytest.approx(1200, rel=0.05)


def test_that_sparse_bursts_leave_gaps_that_are_no_silence():
    rng = np.random.default_rng(0)
    counts = np.where(rng.random(1440) < 0.02, 10.0, 0.0)
    assert silences(Series("x", MONDAY, 60.0, counts)) == ()


def test_that_unknown_stretches_are_told_together_with_the_longest():
    series = hours(10)
    for first, last in ((5, 6), (30, 40)):
        series = changed(series, first, last, lambda counts: np.nan * counts)
    (finding,) = outliers(series).findings
    assert (finding.code, finding.count) == ("series_unknown", 2)
    assert (finding.params["since"], finding.params["end"]) == (
        "2024-03-05 06:00",
        "2024-03-05 16:00",
    )
    assert finding.params["hours"] == 11


def test_that_finding_removes_nothing_and_without_removes_what_it_is_told():
    series = changed(hours(40), 394, 395, lambda counts: 9 * counts)
    before = series.values.copy()
    found = outliers(series)
    assert np.array_equal(series.values, before)
    left = without(series, found.outliers)
    assert np.flatnonzero(np.isnan(left.values)).tolist() == [394]
    assert found.findings[0].code == "outliers_high"


def test_that_median_polish_leaves_an_additive_table_without_residuals():
    table = np.add.outer(np.array([1.0, 5, 2, 8]), np.array([0.3, 0.1, 9, 4, 2]))
    table[1, 2] = 100
    table[3, 0] = np.nan
    fitted = median_polish(table)
    # Exact where additive; the wild and the unknown cell get what their row and column say.
    truth = np.add.outer(np.array([1.0, 5, 2, 8]), np.array([0.3, 0.1, 9, 4, 2]))
    known = np.isfinite(table)
    assert fitted[known] == pytest.approx(truth[known], abs=1e-9)
