"""Least squares under bounds, collinearity, and blocks, against other ways to the same number."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import lsq_linear
from scipy.stats import norm, t

from assessor.measurement.demands.collinearity import condition_number, strongest_dependency
from assessor.measurement.demands.diagnostics import autocorrelation, curvature, daily_pattern
from assessor.measurement.demands.nonnegative import (
    nonnegative,
    nonnegative_draws,
    nonnegative_from_gram,
    robust,
    variance_model,
)
from assessor.measurement.demands.resampling import Draws, block_length, moving_blocks


@given(seed=st.integers(0, 200), columns=st.integers(1, 5))
def test_that_bounded_least_squares_agrees_with_another_algorithm(seed, columns):
    rng = np.random.default_rng(seed)
    x, y = rng.normal(size=(40, columns)), rng.normal(size=40)
    w = rng.uniform(0.1, 2, 40)
    root = np.sqrt(w)
    other = lsq_linear(x * root[:, None], y * root, (0, np.inf), tol=1e-14).x
    # An interior-point search stops a little inside the bound.
    assert nonnegative(x, y, w) == pytest.approx(other, abs=1e-6)
    gram, moment = x.T @ (x * w[:, None]), x.T @ (w * y)
    assert nonnegative_from_gram(gram, moment) == pytest.approx(nonnegative(x, y, w), abs=1e-9)
    draws = nonnegative_draws(np.stack([gram, 2 * gram]), np.stack([moment, moment]))
    assert draws[0] == pytest.approx(nonnegative(x, y, w), abs=1e-9)
    assert draws[1] == pytest.approx(draws[0] / 2, abs=1e-9)


def test_that_a_singular_system_has_a_solution():
    x = np.stack([np.arange(10.0), np.arange(10.0)], axis=1)
    solution = nonnegative_from_gram(x.T @ x, x.T @ (3 * np.arange(10.0)))
    assert solution.sum() == pytest.approx(3.0)


def test_that_wild_points_pull_little():
    rng = np.random.default_rng(0)
    x = np.stack([rng.uniform(1, 10, 500), np.ones(500)], axis=1)
    y = x @ [2.0, 1.0] + rng.normal(0, 0.1, 500)
    y[:25] += 50
    assert robust(x, y) == pytest.approx([2.0, 1.0], abs=0.05)
    assert nonnegative(x, y, np.ones(500))[1] > 2


def test_that_the_variance_of_a_sum_over_requests_is_found_again():
    rng = np.random.default_rng(1)
    level = rng.uniform(0, 4, 20_000)
    a, b = variance_model(level, rng.normal(0, np.sqrt(0.01 + 0.05 * level)))
    # Ten robust variances of 2,000 normal errors each are known to about 4 %.
    assert a == pytest.approx(0.01, abs=0.006)
    assert b == pytest.approx(0.05, rel=0.06)
    assert variance_model(level[:50], np.ones(50)) == (1e-300, 0.0)


def test_that_the_condition_number_is_numpys_of_unit_columns():
    x = np.random.default_rng(2).normal(size=(30, 4)) * [1, 10, 0.01, 5]
    unit = x / np.linalg.norm(x, axis=0)
    assert condition_number(x) == pytest.approx(np.linalg.cond(unit), rel=1e-12)


def test_that_a_dependency_names_its_columns_only():
    rng = np.random.default_rng(3)
    x = rng.uniform(1, 2, (400, 4))
    assert strongest_dependency(x) is None
    x[:, 2] = x[:, 0] * (1 + rng.normal(0, 1e-3, 400))
    found = strongest_dependency(x)
    assert found is not None
    assert found.columns == (0, 2)
    assert found.index > 30
    x[:, 2] = x[:, 0]
    assert strongest_dependency(x).columns == (0, 2)


def autoregressive(rng, n, memory):
    x = np.empty(n)
    x[0] = rng.normal() / np.sqrt(1 - memory**2)
    for i in range(1, n):
        x[i] = memory * x[i - 1] + rng.normal()
    return x


def test_that_the_length_of_blocks_is_that_of_theory():
    """For a first-order autoregression the optimum of Politis and White is known exactly."""
    n, memory = 2000, 0.7
    slope = 2 * memory / (1 - memory**2)
    optimum = (2 * slope**2 / (4 / 3)) ** (1 / 3) * n ** (1 / 3)
    rng = np.random.default_rng(4)
    lengths = [block_length(autoregressive(rng, n, memory)[:, None]) for _ in range(60)]
    # Three times the optimum by intent; the estimate of the optimum scatters by a fifth.
    assert np.mean(lengths) / 3 == pytest.approx(optimum, rel=0.15)
    assert block_length(rng.normal(size=(n, 1))) <= 60
    assert block_length(np.zeros((n, 1))) == 13


def test_that_blocks_know_the_error_of_a_mean_under_autocorrelation():
    n, memory = 2000, 0.7
    rng = np.random.default_rng(5)
    error = 1 / (1 - memory) / np.sqrt(n)
    spread = []
    for seed in range(40):
        y = 50 + autoregressive(rng, n, memory)
        block = block_length((y - y.mean())[:, None])
        draws = moving_blocks(np.ones((n, 1)), y, np.ones(n), block=block, seed=seed)
        spread.append(draws.values.std())
    # A variance from about 25 blocks scatters by 28 %, the mean of forty deviations by 2.5 %;
    # blocks of three optimal lengths are still short by about 3 %.
    assert np.mean(spread) == pytest.approx(error, rel=0.1)


def test_that_windows_without_weight_never_count():
    rng = np.random.default_rng(6)
    x = np.stack([rng.uniform(1, 2, 300), np.ones(300)], axis=1)
    y = x @ [2.0, 1.0]
    w = np.ones(300)
    w[100:150], y[100:150] = 0, 1e6
    draws = moving_blocks(x, y, w, block=7, seed=0)
    assert draws.values == pytest.approx(np.tile([2.0, 1.0], (len(draws.values), 1)), abs=1e-8)


def test_that_few_blocks_widen_the_interval_as_students_t_does():
    values = norm.ppf((np.arange(1999) + 0.5) / 1999)[:, None] + 10
    low, high = Draws(values, 10, 21).interval(10.0, values[:, 0], 0.95)
    expected = t.ppf(0.975, 20) * np.sqrt(21 / 20)
    # Quantiles of 1,999 points lie within 0.3 % of the normal's.
    assert high - 10 == pytest.approx(expected, rel=3e-3)
    assert 10 - low == pytest.approx(expected, rel=3e-3)
    assert Draws(values, 10, 21).interval(0.5, values[:, 0] - 9.5, 0.95)[0] == 0.0


def test_that_autocorrelation_skips_what_does_not_count():
    residual = np.array([1.0, -1.0, 1.0, 5.0, 1.0, -1.0])
    weights = np.array([1.0, 1.0, 1.0, 0.0, 1.0, 1.0])
    assert autocorrelation(residual, weights) == pytest.approx(-1.0)
    assert autocorrelation(np.zeros(3), np.ones(3)) == 0.0


def test_that_noise_is_no_curve_and_a_curve_is():
    rng = np.random.default_rng(7)
    level = rng.uniform(1, 3, 1000)
    false = sum(
        curvature(level, rng.normal(0, 1, 1000), np.ones(1000)) is not None for _ in range(100)
    )
    # Four standard errors and a twentieth of the range: noise of this size passes hardly ever.
    assert false <= 1
    bend = curvature(level, 0.8 * (level - 2) ** 2 + rng.normal(0, 0.1, 1000), np.ones(1000))
    # 0.8·(x − 2)² departs from its chord by 0.8 at most, over a range of 2.
    assert bend == pytest.approx(0.4, rel=0.05)
    assert curvature(np.ones(50), np.ones(50), np.ones(50)) is None


def test_that_hours_explain_a_daily_job_and_not_noise():
    rng = np.random.default_rng(8)
    seconds = np.arange(7 * 288) * 300.0
    noise = rng.normal(0, 1, len(seconds))
    assert daily_pattern(noise, np.ones(len(seconds)), seconds) is None
    job = noise + 5 * (seconds % 86_400 // 3600 == 3)
    share, hour = daily_pattern(job, np.ones(len(seconds)), seconds)
    # 25·(1/24)(23/24) of 1 + that.
    assert share == pytest.approx(0.4996, abs=0.05)
    assert hour == 3
    assert daily_pattern(job[:288], np.ones(288), seconds[:288]) is None
