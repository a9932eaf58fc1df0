"""The slowest of several stays."""

import numpy as np
import pytest
from scipy.stats import gamma

from assessor.queueing.distributions import (
    exponential,
    from_moments,
    mmc_response,
)
from assessor.queueing.slowest import slowest_of


def test_that_the_slowest_of_independent_calls_has_the_power_of_the_law():
    stay = from_moments(1.0, 0.5)
    slow = slowest_of(stay, 3)
    assert slow.quantile(0.9) == pytest.approx(stay.quantile(0.9 ** (1 / 3)))
    shape = gamma(2, scale=0.5)
    grid = np.linspace(0, 20, 200_001)
    mean = np.trapezoid(1 - shape.cdf(grid) ** 3, grid)
    assert slow.mean == pytest.approx(mean, rel=1e-6)
    second = np.trapezoid(2 * grid * (1 - shape.cdf(grid) ** 3), grid)
    assert slow.scv == pytest.approx(second / mean**2 - 1, rel=1e-5)
    assert slow.transform(np.array([0.0 + 0j])) == pytest.approx([1.0])


def test_that_a_fraction_of_a_call_mixes_pages():
    stay = exponential(1.0)
    mixed = slowest_of(stay, 2.4)
    t = 1.7
    by_hand = 0.6 * slowest_of(stay, 2).tail(t) + 0.4 * slowest_of(stay, 3).tail(t)
    assert mixed.tail(t) == pytest.approx(float(by_hand))
    assert mixed.tail(mixed.quantile(0.95)) == pytest.approx(0.05, rel=1e-6)


def test_that_one_call_is_its_own_slowest_and_none_is_refused():
    stay = exponential(1.0)
    assert slowest_of(stay, 1) is stay
    with pytest.raises(ValueError, match="calls"):
        slowest_of(stay, 0.5)


def test_that_the_slowest_of_unstable_calls_never_ends():
    slow = slowest_of(mmc_response(1, 2.0, 1.0), 3)
    assert slow.mean == np.inf
    assert slow.scv == 0.0
    assert slow.transform(np.array([1.0 + 0j])) == pytest.approx([0.0])
