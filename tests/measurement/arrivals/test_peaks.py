"""Peak factors against published figures, and predictions of the next peak against draws."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest

from assessor.demand import days_of
from assessor.measurement import Series
from assessor.measurement.arrivals import peak_factors
from assessor.measurement.arrivals.extremes import next_maximum_limits


def value(series, name, **asked):
    return peak_factors(series, **asked).named(name).estimate.base


def test_that_peak_days_of_26_agencies_are_those_published(daily_agencies):
    factors = [value(one, "peak_day_over_mean_day") for one in daily_agencies.values()]
    # Published to two digits.
    assert min(factors) == pytest.approx(1.36, abs=0.005)
    assert np.median(factors) == pytest.approx(1.64, abs=0.005)
    assert max(factors) == pytest.approx(3.75, abs=0.005)


def test_that_weekdays_over_weekends_of_26_agencies_are_those_published(daily_agencies):
    factors = [value(one, "weekday_over_weekend") for one in daily_agencies.values()]
    assert min(factors) == pytest.approx(1.2, abs=0.05)
    assert max(factors) == pytest.approx(2.65, abs=0.005)


def test_that_the_working_day_index_of_all_agencies_together_is_the_one_published(daily_agencies):
    series = next(iter(daily_agencies.values()))
    together = replace(series, values=sum(one.values for one in daily_agencies.values()))
    found = peak_factors(together).named("working_day_index")
    # 1.114 is (1.11 + 1.16 + 1.16 + 1.12 + 1.02)/5: rounded figures, 90 days are not whole weeks.
    assert found.estimate.base == pytest.approx(1.114, abs=0.003)
    assert found.estimate.low < 1.114 < found.estimate.high
    assert (found.numerator, found.base) == ("working_day", "calendar_day")
    # Each agency of one weight has a steeper week.
    single = [value(one, "working_day_index") for one in daily_agencies.values()]
    assert np.mean(single) == pytest.approx(1.138, abs=0.001)


def test_that_busy_hours_of_27_agencies_are_those_published(hourly_agencies):
    days = [replace(one, values=one.values[:24]) for one in hourly_agencies.values()]
    shares = np.array([value(day, "busy_hour_share") for day in days])
    assert len(shares) == 27
    assert shares.max() == pytest.approx(0.357, abs=0.0005)
    kept = np.delete(shares, shares.argmax())
    assert kept.max() == pytest.approx(0.090, abs=0.0005)
    # Published to a tenth of a per cent; which quantile of 26 was meant shows in the last digit.
    found = np.quantile(kept, [0.1, 0.5, 0.9], method="median_unbiased")
    assert found == pytest.approx([0.062, 0.074, 0.081], abs=0.0005)


def test_that_the_us_epa_server_peaks_as_published(epa):
    # The figures count hours from the first minute, 23:53, so the series is moved to midnight.
    found = peak_factors(replace(epa, start=datetime(1995, 8, 30)))
    bases = {factor.name: factor.estimate.base for factor in found.factors}
    assert bases["busy_hour_share"] == pytest.approx(0.099, abs=0.0005)
    assert bases["busiest_5min_factor"] == pytest.approx(1.32, abs=0.005)
    assert bases["busiest_minute_over_mean_hour"] == pytest.approx(4.8, abs=0.05)
    assert found.named("busiest_5min_factor").base == "busiest_hour"
    assert found.named("busiest_5min_over_its_hour").base == "same_hour"


def test_that_clock_hours_move_the_five_minute_factor_but_not_the_busy_hour(epa):
    assert value(epa, "busy_hour_share") == pytest.approx(0.0988, abs=0.0005)
    clock = np.roll(epa.values, -7)
    fives, hours = clock.reshape(288, 5).sum(axis=1), clock.reshape(24, 60).sum(axis=1)
    ratio = 12 * fives.max() / hours.max()
    assert value(epa, "busiest_5min_factor") == pytest.approx(ratio, rel=1e-12)
    assert ratio == pytest.approx(1.386, abs=0.001)


def test_that_one_day_says_nothing_about_peak_days_and_has_no_interval(epa):
    found = peak_factors(epa)
    assert found.named("peak_day_over_mean_day") is None
    refusal = next(f for f in found.findings if f.code == "peaks_days_few")
    assert (refusal.severity, refusal.params["result"]) == ("refusal", "peak day")
    assert all(np.isnan(factor.estimate.high) for factor in found.factors)


def test_that_holidays_are_no_working_days(vietnam):
    days = days_of(2024, vietnam)
    values = np.where(days.working, 300.0, 100.0)
    series = Series("x", datetime(2024, 1, 1), 86_400.0, values)
    found = peak_factors(series, calendar=vietnam)
    index = 300 * 366 / values.sum()
    assert found.named("working_day_index").estimate.base == pytest.approx(index, rel=1e-12)
    over = found.named("peak_day_over_mean_working_day")
    assert over.estimate.base == pytest.approx(1, rel=1e-12)
    assert over.base == "working_day"


def test_that_days_without_visits_count_as_calendar_days():
    values = np.tile([100.0] * 5 + [0.0, 0.0], 4)
    series = Series("office", datetime(2024, 3, 4), 86_400.0, values)
    assert value(series, "working_day_index") == pytest.approx(7 / 5, rel=1e-12)
    assert peak_factors(series).named("weekday_over_weekend") is None


@pytest.mark.parametrize(
    ("law", "least"),
    [
        (
            lambda rng, n: rng.gumbel(3, 0.4, n),
            0.86,
        ),  # exact for this law: 0.9 less 2 errors of 0.017
        (lambda rng, n: rng.lognormal(0, 0.15, (n, 7)).max(axis=1), 0.86),
        (lambda rng, n: 1 + 0.1 * rng.normal(size=(n, 7)).max(axis=1), 0.86),
    ],
)
@pytest.mark.parametrize("weeks", [5, 13])
def test_that_the_next_peak_lies_where_it_was_predicted(law, least, weeks):
    inside = []
    for seed in range(300):
        rng = np.random.default_rng(seed)
        limits = next_maximum_limits(law(rng, weeks), coverage=0.9, rng=rng)
        inside.append(limits.low <= law(rng, weeks).max() <= limits.high)
    assert np.mean(inside) >= least


def test_that_intervals_of_ratios_hold_as_often_as_they_say():
    inside = []
    for seed in range(100):
        rng = np.random.default_rng(seed)
        mean = np.tile([1.2] * 5 + [0.5, 0.5], 13)
        values = rng.poisson(2000 * mean * rng.lognormal(0, 0.1, mean.size)).astype(float)
        series = Series("x", datetime(2024, 3, 4), 86_400.0, values)
        found = peak_factors(series, seed=seed).named("working_day_index").estimate
        inside.append(found.low <= 1.2 * 7 / 7.0 <= found.high)
    # Nominal 0.9; 100 seeds have a standard error of 0.03.
    assert 0.81 <= np.mean(inside) <= 0.99
