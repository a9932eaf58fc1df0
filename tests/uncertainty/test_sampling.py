import numpy as np
import pytest
from scipy import stats

from assessor.uncertainty import Correlation, draw_worlds, prior, sobol_points
from assessor.uncertainty.correlation import correlate, dependent_groups


def test_that_points_lie_strictly_inside_the_cube():
    points = sobol_points(4096, 3, seed=1)
    assert points.min() > 0
    assert points.max() < 1


def test_that_each_column_fills_every_cell_once():
    points = sobol_points(1024, 5, seed=20230717)
    for column in points.T:
        assert sorted((column * 1024).astype(int)) == list(range(1024))


def test_that_a_seed_gives_the_same_points_again():
    np.testing.assert_array_equal(sobol_points(64, 4, seed=3), sobol_points(64, 4, seed=3))
    assert not np.array_equal(sobol_points(64, 4, seed=3), sobol_points(64, 4, seed=4))


@pytest.mark.parametrize("count", [0, 3, 1000])
def test_that_a_count_that_is_not_a_power_of_two_is_refused(count):
    with pytest.raises(ValueError, match="power of two"):
        sobol_points(count, 2, seed=1)


def test_that_no_inputs_make_worlds_without_columns():
    worlds = draw_worlds({}, 8, seed=1)
    assert worlds.values.shape == (8, 0)
    assert len(worlds) == 8


def test_that_a_shared_input_has_one_draw_per_world():
    worlds = draw_worlds({"a": prior(1, 2, 4), "b": prior(5, 5, 5)}, 256, seed=7)
    assert worlds["a"][3] == worlds.world(3)["a"]
    assert set(worlds["b"]) == {5.0}


def test_that_draws_have_the_stated_quantiles():
    worlds = draw_worlds({"a": prior(1, 2, 9)}, 4096, seed=7)
    drawn = np.quantile(worlds["a"], [0.05, 0.5, 0.95])
    np.testing.assert_allclose(drawn, [1, 2, 9], rtol=2e-3)


@pytest.mark.parametrize("rank", [-0.8, 0.3, 0.6, 0.95])
def test_that_the_rank_correlation_is_the_stated_one(rank):
    priors = {"a": prior(1, 2, 9), "b": prior(1, 2, 3), "c": prior(4, 5, 6)}
    pairs = [Correlation("a", "c", rank)]
    worlds = draw_worlds(priors, 4096, seed=11, correlations=pairs)
    assert stats.spearmanr(worlds["a"], worlds["c"]).statistic == pytest.approx(rank, abs=0.01)
    assert abs(stats.spearmanr(worlds["a"], worlds["b"]).statistic) < 0.01


def test_that_correlation_leaves_each_input_its_distribution():
    points = correlate(sobol_points(4096, 2, seed=5), ("a", "b"), [Correlation("a", "b", 0.7)])
    for column in points.T:
        assert stats.kstest(column, "uniform").statistic < 0.01


def test_that_uncorrelated_inputs_keep_their_points():
    points = sobol_points(64, 3, seed=5)
    mixed = correlate(points, ("a", "b", "c"), [Correlation("a", "c", 0.7)])
    np.testing.assert_array_equal(points[:, 1], mixed[:, 1])
    assert correlate(points, ("a", "b", "c"), []) is points


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        ([("a", "x", 0.3)], "unknown input"),
        ([("a", "a", 0.3)], "with itself"),
        ([("a", "b", 0.3), ("b", "a", 0.3)], "twice"),
        ([("a", "b", 1.0)], "must lie in"),
        ([("a", "b", 0.9), ("b", "c", 0.9), ("a", "c", -0.9)], "contradict"),
    ],
)
def test_that_correlations_that_cannot_hold_are_refused(pairs, words):
    points = sobol_points(8, 3, seed=1)
    with pytest.raises(ValueError, match=words):
        correlate(points, ("a", "b", "c"), [Correlation(*p) for p in pairs])


def test_that_correlated_inputs_fall_into_one_group():
    pairs = [Correlation("d", "b", 0.1), Correlation("b", "e", 0.1)]
    assert dependent_groups("abcde", pairs) == (("a",), ("b", "d", "e"), ("c",))
