"""Burstiness of counts: the published figure, and processes whose index is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest

from assessor.measurement import Series
from assessor.measurement.arrivals import index_of_dispersion, index_of_dispersion_curve

MINUTES = np.arange(1440)
DAY = 1 + 0.8 * np.sin(2 * np.pi * MINUTES / 1440)


def series(counts, step=60.0):
    return Series("x", datetime(2024, 3, 4), step, np.asarray(counts, np.float64))


def batches(rng, per_step, mean):
    """Poisson batches of geometric size; index 2·mean − 1."""
    count = rng.poisson(per_step)
    extra = rng.negative_binomial(np.maximum(count, 1), 1 / mean)
    return np.where(count > 0, extra + count, 0)


def coverage(draw, truth, seeds=100, **asked):
    inside, values = [], []
    for seed in range(seeds):
        found = index_of_dispersion(series(draw(np.random.default_rng(seed))), seed=seed, **asked)
        inside.append(found.estimate.low <= truth <= found.estimate.high)
        values.append(found.estimate.base)
    return float(np.mean(inside)), float(np.mean(values)), 3 * float(np.std(values)) / seeds**0.5


def test_that_the_minutes_of_the_us_epa_server_have_the_published_index(epa):
    found = index_of_dispersion(epa).estimate
    # Published 4.3: windows of ten minutes from the first, of equal weight.
    assert found.base == pytest.approx(4.3, abs=0.05)
    assert found.low < 4.3 < found.high
    assert found.observations == 144
    # Busy hours are burstier.
    assert index_of_dispersion(epa, weighting="arrivals").estimate.base == pytest.approx(
        4.95, abs=0.01
    )


@pytest.mark.parametrize("weighting", ["windows", "arrivals"])
@pytest.mark.parametrize("level", [0.3, 20.0])
def test_that_poisson_arrivals_have_index_one_whatever_the_day(weighting, level):
    held, mean, error = coverage(lambda rng: rng.poisson(level * DAY), 1.0, weighting=weighting)
    # A day that rises and falls by 80 % adds 0.0002·level within ten minutes.
    assert mean == pytest.approx(1, abs=error + 0.0002 * level)
    # Nominal 0.9, 100 seeds: three standard errors are 0.09.
    assert held >= 0.81


@pytest.mark.parametrize("size", [3, 10])
def test_that_batches_of_geometric_size_have_index_twice_their_mean_less_one(size):
    truth = 2 * size - 1
    held, mean, error = coverage(
        lambda rng: batches(rng, 10 * DAY, size), truth, weighting="arrivals"
    )
    # As above: 0.0002 × level 10 × size.
    assert mean == pytest.approx(truth, abs=error + 0.002 * size)
    assert held >= 0.81


def test_that_windows_of_few_bursts_understate_unless_weighted_by_arrivals():
    counts = batches(np.random.default_rng(1), np.full(50_000, 1.0), 10)
    by_window = index_of_dispersion(series(counts)).estimate
    by_arrivals = index_of_dispersion(series(counts), weighting="arrivals").estimate
    assert by_window.high < 18 < 19 < by_arrivals.high
    assert by_arrivals.low < 19


def index_of_two_states(time, rates, leaving):
    """IDC(t) of a Poisson process switched between two rates (Fischer, Meier-Hellstern 1993)."""
    (l1, l2), (r1, r2) = rates, leaving
    total = r1 + r2
    excess = 2 * r1 * r2 * (l1 - l2) ** 2 / (total**2 * (l1 * r2 + l2 * r1))
    return 1 + excess * (1 - (1 - np.exp(-total * time)) / (total * time)), 1 + excess


@pytest.mark.parametrize("leaving", [(0.4, 0.2), (0.004, 0.002)])
def test_that_two_states_show_what_counts_inside_windows_can_show(two_states, leaving):
    rates = (3.0, 0.2)

    def draw(rng):
        times = two_states(rng, 86_400.0, rates, leaving)
        return np.bincount((times // 60).astype(int), minlength=1440)

    step, window = (index_of_two_states(t, rates, leaving)[0] for t in (60.0, 600.0))
    truth = (10 * step - window) / 9
    held, mean, error = coverage(draw, truth, seeds=60, weighting="arrivals")
    assert mean == pytest.approx(truth, abs=error)
    # Nominal 0.9, 60 seeds: three standard errors are 0.12.
    assert held >= 0.78


def test_that_the_curve_of_two_fast_states_reaches_their_limit(two_states):
    rates, leaving = (3.0, 0.2), (0.4, 0.2)
    limit = index_of_two_states(60.0, rates, leaving)[1]
    times = two_states(np.random.default_rng(2), 3 * 86_400.0, rates, leaving)
    counts = np.bincount((times // 1).astype(int), minlength=3 * 86_400)
    curve = index_of_dispersion_curve(series(counts, 1.0), (1.0, 60.0, 300.0))
    by_time = dict(zip(curve.times, curve.estimates, strict=True))
    assert by_time[60.0].low < limit < by_time[60.0].high
    assert by_time[300.0].low < limit < by_time[300.0].high
    assert by_time[1.0].high < limit


def test_that_the_curve_takes_the_day_out_where_the_level_alone_would_not():
    counts = np.random.default_rng(4).poisson(200 * DAY)
    curve = index_of_dispersion_curve(series(counts))
    assert curve.times == (60.0, 120.0, 180.0, 300.0, 600.0, 720.0)
    # The bend of the day inside two hours adds 0.3 to the last; the rise itself would add 10.
    assert all(estimate.base < 1.5 for estimate in curve.estimates)
    twelve = series(counts.reshape(-1, 12).sum(axis=1), 720.0)
    assert index_of_dispersion(twelve, window=7200, weighting="arrivals").estimate.base > 10


def test_that_a_curve_that_still_rises_is_told(epa):
    found = index_of_dispersion_curve(epa)
    assert [finding.code for finding in found.findings] == ["dispersion_rising"]
    assert found.estimates[-1].base > 2 * found.estimates[0].base


def test_that_unknown_steps_are_left_out_and_told():
    counts = np.random.default_rng(0).poisson(20.0, 1440).astype(float)
    counts[100:130] = np.nan
    found = index_of_dispersion(series(counts))
    assert found.estimate.observations == 141
    assert [(f.code, f.count) for f in found.findings] == [("dispersion_windows_unknown", 3)]


def test_that_coarse_steps_and_short_series_are_refused():
    for counts, step, code in (
        (np.ones(100), 300.0, "dispersion_step_coarse"),
        (np.ones(60), 60.0, "dispersion_windows_few"),
    ):
        found = index_of_dispersion(series(counts, step))
        assert found.estimate is None
        assert [(f.code, f.severity) for f in found.findings] == [(code, "refusal")]
    with pytest.raises(ValueError, match="multiple"):
        index_of_dispersion(series(np.ones(100), 7.0), window=60)
    with pytest.raises(ValueError, match="means"):
        index_of_dispersion(replace(series(np.ones(100)), kind="mean"))
