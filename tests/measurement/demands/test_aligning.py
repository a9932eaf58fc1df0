"""Series on common windows, against sums over single seconds."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.measurement import Series
from assessor.measurement.demands.aligning import align, window_means
from assessor.measurement.demands.correlating import unexplained, unexplained_by_shift

START = datetime(2024, 3, 4)


@given(
    values=st.lists(st.one_of(st.floats(0, 100), st.just(float("nan"))), min_size=1, max_size=12),
    step=st.integers(1, 7),
    start=st.integers(-10, 60),
    length=st.integers(1, 20),
)
def test_that_a_window_mean_is_the_mean_of_its_seconds(values, step, start, length):
    series = Series("a", START, float(step), np.array(values), "mean", "1/s")
    seconds = np.repeat(np.array(values), step)
    inside = start >= 0 and start + length <= len(seconds)
    expected = seconds[start : start + length].mean() if inside else np.nan
    (mean,) = window_means(series, np.array([float(start)]), float(length))
    # Sums of at most 140 numbers up to 100.
    assert mean == pytest.approx(expected, rel=1e-12, abs=1e-10, nan_ok=True)


@given(shift=st.integers(0, 20), seed=st.integers(0, 50))
def test_that_transforms_find_the_shift_that_trying_all_finds(shift, seed):
    rng = np.random.default_rng(seed)
    reach, n = 10, 200
    rates = rng.gamma(2.0, 1.0, (n + 2 * reach, 2))
    rates[rng.random(n + 2 * reach) < 0.05] = np.nan
    measured = rates[shift : shift + n] @ [0.3, 0.1] + rng.normal(0, 0.3, n)
    tried = [unexplained(measured, rates[None, s : s + n])[1] for s in range(2 * reach + 1)]
    assert unexplained_by_shift(measured, rates, reach) == int(np.argmin(tried)) == shift


def test_that_a_mirrored_day_is_no_lag():
    """A pure wave fits itself half a day off with a negative demand, which there is not."""
    t = np.arange(576) * 300.0
    wave = 1 + 0.5 * np.sin(2 * np.pi * t / 86_400)
    rates = {"a": Series("a", START, 300.0, wave, "mean", "1/s")}
    busy = Series("u", START + timedelta(hours=3), 300.0, 0.2 * wave, "mean", "1")
    assert align(busy, rates).lag == 3 * 3600


def test_that_clocks_that_differ_too_much_are_told_and_left():
    rng = np.random.default_rng(1)
    rate = np.convolve(rng.gamma(2, 1, 4000), np.ones(6) / 6, "same")
    rates = {"a": Series("a", START, 300.0, rate, "mean", "1/s")}
    busy = Series("u", START, 300.0, np.roll(0.1 * rate, 144), "mean", "1")
    found = align(busy, rates)
    assert found.lag == 0.0
    assert found.lag_at_end


def test_that_noise_has_no_lag():
    rng = np.random.default_rng(2)
    rates = {"a": Series("a", START, 300.0, rng.gamma(2, 1, 2016), "mean", "1/s")}
    busy = Series("u", START, 300.0, rng.random(2016), "mean", "1")
    found = align(busy, rates)
    assert (found.lag, found.lag_at_end) == (0.0, False)


def test_that_windows_are_a_minute_at_least():
    second = Series("u", START, 1.0, np.full(3600, 0.5), "mean", "1")
    found = align(second, {"a": Series("a", START, 1.0, np.ones(3600))})
    assert found.length == 60.0
    assert found.rates[:, 0] == pytest.approx(1.0)
    assert len(found.utilisation) == 60


def test_that_logs_longer_than_the_measurement_serve_the_search():
    """The rates begin a day before: a lag of hours costs no window."""
    rng = np.random.default_rng(3)
    rate = rng.gamma(2, 1, 3 * 288)
    rates = {"a": Series("a", START, 300.0, rate, "mean", "1/s")}
    busy = Series("u", START + timedelta(days=1, hours=2), 300.0, 0.1 * rate[288:576], "mean", "1")
    found = align(busy, rates)
    assert found.lag == 7200.0
    assert np.isfinite(found.rates).all()
