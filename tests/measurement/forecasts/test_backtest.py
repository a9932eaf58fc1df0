"""Held-out values against forecasts: counted, listed, and never hidden."""

from __future__ import annotations

from datetime import date, datetime

import numpy as np
import pytest

from assessor.measurement.forecasts import backtest, forecast, rolling_backtest
from assessor.measurement.model import Series
from assessor.scenario.fragments import Calendar


def test_that_every_value_outside_is_a_miss_and_no_other(daily, simulated) -> None:
    y = simulated("wandering", 90, np.random.default_rng(30))
    y[70] += 2.0
    y[75] -= 2.0
    series = daily(y)
    held = backtest(series, train=60, test=30, seed=1)
    told = forecast(daily(y[:60]), steps=30, seed=1)
    outside = np.flatnonzero((np.exp(y[60:]) < told.low) | (np.exp(y[60:]) > told.high))
    assert [miss.ahead - 1 for miss in held.misses] == outside.tolist()
    assert {10, 15} <= set(outside)
    assert held.inside is not None
    assert held.inside.base == pytest.approx(1 - len(outside) / 30)
    assert held.inside.low < held.inside.base < held.inside.high
    (miss,) = [miss for miss in held.misses if miss.ahead == 11]
    assert miss.at == datetime(2024, 5, 13)
    assert (miss.observed, miss.why) == (pytest.approx(np.exp(y[70])), "unexplained")


def test_that_reasons_come_from_the_calendar_and_from_named_events(
    daily, simulated, us_calendar: Calendar
) -> None:
    y = simulated("steady", 100, np.random.default_rng(31))
    y[[85, 84, 88, 92]] += 3.0
    held = backtest(
        daily(y, date(2023, 10, 2)),
        train=70,
        test=30,
        calendar=us_calendar,
        events={date(2024, 1, 2): "opening"},
    )
    why = {miss.at.date(): (miss.why, miss.event) for miss in held.misses}
    assert why[date(2023, 12, 25)] == ("holiday", None)
    assert why[date(2023, 12, 26)] == ("next_to_holiday", None)
    assert why[date(2023, 12, 29)] == ("next_to_holiday", None)
    assert why[date(2024, 1, 2)] == ("event", "opening")


def test_that_the_future_is_not_looked_at(daily, simulated) -> None:
    y = simulated("wandering", 90, np.random.default_rng(32))
    other = y.copy()
    other[60:] += 1.0
    one, two = (backtest(daily(v), train=60, test=30) for v in (y, other))
    assert one.width == two.width
    assert len(two.misses) > len(one.misses)


def test_that_unknown_values_are_not_held_out(daily, simulated) -> None:
    series = daily(simulated("steady", 90, np.random.default_rng(33)))
    values = series.values.copy()
    values[65:70] = np.nan
    held = backtest(Series("x", series.start, 86_400.0, values), train=60, test=30)
    assert held.held_out == 25
    assert np.isfinite([held.absolute_error, held.winkler, held.bias, held.width]).all()


def test_that_the_naive_forecast_repeats_the_week_and_is_beaten(daily, simulated) -> None:
    y = simulated("steady", 90, np.random.default_rng(34))
    naive, core = (backtest(daily(y), train=63, test=27, method=m) for m in ("naive", "core"))
    assert naive.model == "seasonal naive"
    # A difference of two noises is √2 of one, so the error over its own unit is about 1.
    assert naive.absolute_error == pytest.approx(1.0, abs=0.3)
    assert core.absolute_error < naive.absolute_error
    assert core.winkler < naive.winkler


def test_that_a_rolling_origin_pools_its_origins(daily, simulated) -> None:
    series = daily(simulated("wandering", 90, np.random.default_rng(35)))
    rolled = rolling_backtest(series, first=60, test=14, every=10)
    runs = [backtest(series, train=t, test=min(14, 90 - t)) for t in (60, 70, 80)]
    assert (rolled.origins, rolled.held_out) == (3, 14 + 14 + 10)
    assert rolled.misses == tuple(miss for run in runs for miss in run.misses)
    assert rolled.winkler == pytest.approx(np.mean([run.winkler for run in runs]))
    assert rolled.inside is not None
    assert rolled.inside.observations == 38


def test_that_refused_origins_are_left_out_but_told(daily, simulated) -> None:
    series = daily(simulated("steady", 40, np.random.default_rng(36)))
    rolled = rolling_backtest(series, first=10, test=7, every=10)
    assert rolled.origins == 2
    assert [f.code for f in rolled.findings].count("forecast_no_week_profile") == 1
    refused = rolling_backtest(daily(np.log(np.ones(12) + np.arange(12))), first=8, test=2, every=2)
    assert refused.refused
    assert refused.misses == ()


@pytest.mark.parametrize(("train", "test"), [(60, 31), (0, 5), (10, 0)])
def test_that_more_than_there_is_cannot_be_held_out(train: int, test: int, daily) -> None:
    with pytest.raises(ValueError, match="steps asked of 90"):
        backtest(daily(np.zeros(90)), train=train, test=test)


@pytest.mark.parametrize(("first", "every"), [(90, 7), (0, 7), (30, 0)])
def test_that_a_rolling_origin_must_move_inside_the_series(first: int, every: int, daily) -> None:
    with pytest.raises(ValueError, match=r"after|every"):
        rolling_backtest(daily(np.zeros(90)), first=first, test=7, every=every)
