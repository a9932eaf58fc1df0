"""The bootstrap that every interval of the room rests on."""

from __future__ import annotations

import numpy as np
import pytest

from assessor.measurement.arrivals.resampling import (
    block_sums,
    bootstrap_limits,
    replicate_weights,
    sensible_block_length,
)


def autoregressive(rng, count, correlation):
    """Normal, of variance 1, neighbours correlated."""
    from scipy.signal import lfilter

    noise = rng.normal(size=count + 200) * np.sqrt(1 - correlation**2)
    return lfilter([1.0], [1.0, -correlation], noise)[200:]


@pytest.mark.parametrize("units", [3, 5, 20])
def test_that_few_units_are_covered_as_many_are(units):
    inside = []
    for seed in range(600):
        rng = np.random.default_rng(seed)
        sample = rng.normal(10, 1, units)
        replicates = replicate_weights(units, rng) @ sample / units
        limits = bootstrap_limits(sample.mean(), replicates, units, coverage=0.9)
        inside.append(limits.low <= 10 <= limits.high)
    # The mean of normal values by Student's t: 0.9 but for the noise of 400 replicates; three
    # standard errors of 600 samples are 0.037.
    assert 0.86 <= np.mean(inside) <= 0.94


def test_that_standard_errors_are_those_of_the_closed_form():
    sample = np.random.default_rng(0).normal(100, 3, 50)
    rng = np.random.default_rng(1)
    replicates = replicate_weights(50, rng, replicates=20_000) @ sample / 50
    limits = bootstrap_limits(sample.mean(), replicates, 50, coverage=0.95, positive=False)
    from scipy.stats import t

    reach = t.ppf(0.975, 49) * sample.std(ddof=1) / np.sqrt(50)
    # 20,000 replicates know their deviation to 0.5 %.
    assert float(limits.high - limits.low) / 2 == pytest.approx(reach, rel=0.015)


def test_that_one_unit_has_no_interval():
    limits = bootstrap_limits(np.array([1.0, 2.0]), np.ones((9, 2)), 1, coverage=0.9)
    assert np.isnan(limits.low).all()
    assert np.isnan(limits.high).all()


def test_that_positive_values_never_get_a_limit_below_zero():
    replicates = np.array([[0.0], [0.4], [2.0], [1.0]])
    limits = bootstrap_limits(np.array([0.8]), replicates, 4, coverage=0.95)
    assert limits.low[0] == 0
    assert limits.high[0] > 2


@pytest.mark.parametrize("correlation", [0.3, 0.6, 0.9])
def test_that_block_lengths_are_near_the_best_for_autoregression(correlation):
    """(6ρ²n/(1−ρ²)²)^⅓ minimises the error of the variance of a mean (Politis, White 2004)."""
    best = (6 * correlation**2 * 4000 / (1 - correlation**2) ** 2) ** (1 / 3)
    lengths = [
        sensible_block_length(autoregressive(np.random.default_rng(seed), 4000, correlation))
        for seed in range(20)
    ]
    # Estimated from 4,000 values the length scatters; its median is within a quarter.
    assert np.median(lengths) == pytest.approx(best, rel=0.25)


def test_that_independent_values_need_no_blocks():
    lengths = [
        sensible_block_length(np.random.default_rng(seed).normal(size=900)) for seed in range(20)
    ]
    assert np.median(lengths) <= 3


def test_that_blocks_keep_the_sum_and_number_no_more_than_a_thousand():
    values = np.arange(10_003.0)[:, np.newaxis]
    length = sensible_block_length(values[:, 0] % 7)
    sums = block_sums(values, length)
    assert sums.sum() == values.sum()
    assert 8 <= len(sums) <= 1000
    assert len(block_sums(values[:3], 10)) == 1


def test_that_a_coverage_of_one_is_misuse():
    with pytest.raises(ValueError, match="coverage"):
        bootstrap_limits(1.0, np.ones(3), 3, coverage=1.0)
