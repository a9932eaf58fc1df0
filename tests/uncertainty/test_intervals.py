import numpy as np
import pytest
from scipy import stats

from assessor.uncertainty import clopper_pearson, quantile_interval, wilson

CASES = [(0, 10), (1, 10), (18, 20), (500, 1024), (1024, 1024)]


@pytest.mark.parametrize(("k", "n"), CASES)
@pytest.mark.parametrize("coverage", [0.8, 0.95])
def test_that_binomial_intervals_equal_scipys(k, n, coverage):
    for ours, method in ((wilson, "wilson"), (clopper_pearson, "exact")):
        theirs = stats.binomtest(k, n).proportion_ci(coverage, method)
        got = ours(k, n, coverage=coverage)
        assert (got.low, got.high) == pytest.approx((theirs.low, theirs.high), abs=1e-12)
        assert got.estimate == k / n


def test_that_eighteen_of_twenty_is_the_worked_example():
    got = wilson(18, 20)
    assert (round(float(got.low), 3), round(float(got.high), 3)) == (0.699, 0.972)


def test_that_impossible_counts_are_refused():
    for k, n in ((-1, 3), (4, 3), (0, 0)):
        with pytest.raises(ValueError, match="successes"):
            wilson(k, n)


def test_that_the_quantile_interval_covers_as_often_as_stated():
    rng = np.random.default_rng(1)
    truth = stats.expon.ppf(0.9)
    hits = [
        got.low <= truth <= got.high
        for got in (quantile_interval(rng.exponential(size=200), 0.9) for _ in range(1000))
    ]
    assert wilson(sum(hits), 1000, coverage=0.999).high >= 0.95


def test_that_a_small_sample_ends_at_its_own_ends():
    got = quantile_interval([3.0, 1.0, 2.0], 0.95)
    assert (got.estimate, got.high) == (3.0, 3.0)
