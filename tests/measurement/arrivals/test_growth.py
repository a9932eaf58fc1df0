"""Growth told apart from the season, or not told at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest

from assessor.demand import days_of
from assessor.measurement import Series
from assessor.measurement.arrivals import growth_per_year


def grown(days, growth, *, noise=0.0, seed=0):
    """A season of ±40 %, a week, growth, and lognormal noise of weeks."""
    rng = np.random.default_rng(seed)
    at = np.arange(days)
    season = np.exp(0.4 * np.sin(2 * np.pi * at / 364))
    week = np.array([1.1] * 5 + [0.7] * 2)[at % 7]
    weeks = np.repeat(rng.lognormal(0, noise, -(-days // 7)), 7)[:days]
    level = 1000 * (1 + growth) ** (at / 365.25) * season * week * weeks
    values = rng.poisson(level).astype(float) if noise else level
    return Series("grown", datetime(2022, 1, 3), 86_400.0, values)


def codes(found):
    return {finding.code for finding in found.findings}


@pytest.mark.parametrize("growth", [-0.3, 0.0, 0.25, 1.8])
@pytest.mark.parametrize("days", [440, 800, 1500])
def test_that_growth_without_noise_is_found_whatever_the_season(growth, days):
    # Within a week the level rises a little: the mean of a week is that of its middle to 1e-5.
    found = growth_per_year(grown(days, growth)).estimate
    assert found.base == pytest.approx(growth, abs=1e-4)
    assert found.unit == "fraction_per_year"


def test_that_less_than_a_year_is_refused_with_the_reason():
    found = growth_per_year(grown(364, 0.2))
    assert found.estimate is None
    (refusal,) = found.findings
    assert (refusal.code, refusal.severity) == ("growth_too_short", "refusal")
    assert refusal.params == {"result": "growth per year", "days": 364, "pairs": 0, "least": 8}


def test_that_a_season_alone_would_read_as_growth_within_a_year():
    """Why less than a year is refused: half a year of a season that returns, without growth."""
    values = grown(182, 0.0).values.reshape(26, 7).sum(axis=1)[:13]
    slope = np.polyfit(np.arange(13) * 7 / 365.25, np.log(values), 1)[0]
    assert np.expm1(slope) > 2


def test_that_a_short_overlap_is_told_with_its_weeks():
    found = growth_per_year(grown(7 * 62, 0.2))
    assert found.estimate.observations == 10
    assert "growth_overlap_short" in codes(found)
    assert "growth_overlap_short" not in codes(growth_per_year(grown(7 * 104, 0.2)))


def test_that_intervals_hold_as_often_as_measured():
    inside = []
    for seed in range(120):
        found = growth_per_year(grown(730, 0.2, noise=0.08, seed=seed), seed=seed).estimate
        inside.append(found.low <= 0.2 <= found.high)
    # Nominal 0.9, measured 0.87 with six blocks; 120 seeds have a standard error of 0.03.
    assert np.mean(inside) >= 0.78


def test_that_a_holiday_that_moves_is_no_growth(vietnam):
    kinds = [days_of(year, vietnam) for year in (2024, 2025)]
    quiet = np.concatenate([year.holiday for year in kinds])
    after = np.concatenate([year.post_holiday for year in kinds])
    values = np.where(after, 2500.0, np.where(quiet, 200.0, 1000.0))
    series = Series("x", datetime(2024, 1, 1), 86_400.0, values)
    found = growth_per_year(series, calendar=vietnam)
    assert found.estimate.base == pytest.approx(0, abs=1e-12)
    assert "growth_weeks_left_out" in codes(found)
    # 14 months from before Tết: it lies in the overlap of one year and not of the other.
    some = replace(series, values=values[: 7 * 61])
    assert abs(growth_per_year(some).estimate.base) > 0.01
    assert growth_per_year(some).findings[-1].code == "growth_no_calendar"
