import numpy as np
import pytest
from scipy import stats

from assessor.uncertainty import correlation_ratios, screen, sobol_indices, value_of_measuring
from assessor.uncertainty.sampling import sobol_points

A, B = 7.0, 0.1
ONE_EACH = {"x1": [0], "x2": [1], "x3": [2]}


def ishigami(u):
    x = np.pi * (2 * u - 1)
    return np.sin(x[:, 0]) + A * np.sin(x[:, 1]) ** 2 + B * x[:, 2] ** 4 * np.sin(x[:, 0])


def ishigami_indices():
    """Closed form: Ishigami & Homma, 1990."""
    v1 = 0.5 * (1 + B * np.pi**4 / 5) ** 2
    v2 = A**2 / 8
    v13 = B**2 * np.pi**8 * 8 / 225
    variance = v1 + v2 + v13
    first, total = np.array([v1, v2, 0.0]), np.array([v1 + v13, v2, v13])
    return first / variance, total / variance, variance


def test_that_indices_of_the_ishigami_function_are_the_closed_form():
    got = sobol_indices(ishigami, ONE_EACH, 4096, seed=1)
    first, total, variance = ishigami_indices()
    np.testing.assert_allclose(got.first[:, 0], first, atol=0.02)
    np.testing.assert_allclose(got.total[:, 0], total, atol=0.02)
    assert got.variance[0] == pytest.approx(variance, rel=0.01)
    assert got.evaluations == 4096 * 5


def test_that_indices_agree_with_scipys():
    theirs = stats.sobol_indices(
        func=lambda x: ishigami(x.T), n=4096, dists=[stats.uniform()] * 3, rng=2
    )
    got = sobol_indices(ishigami, ONE_EACH, 4096, seed=2)
    np.testing.assert_allclose(got.total[:, 0], theirs.total_order, atol=0.03)


def test_that_a_group_takes_the_interaction_inside_it():
    got = sobol_indices(ishigami, {"x1,x3": [0, 2], "x2": [1]}, 4096, seed=1)
    _, total, _ = ishigami_indices()
    np.testing.assert_allclose(got.total[:, 0], [1 - total[1], total[1]], atol=0.02)
    np.testing.assert_allclose(got.first[:, 0], got.total[:, 0], atol=0.03)


def test_that_a_result_that_never_varies_has_no_index():
    got = sobol_indices(
        lambda u: np.column_stack([u[:, 0], np.ones(len(u))]), {"x": [0]}, 64, seed=1
    )
    assert got.total[0, 0] == pytest.approx(1.0, abs=0.05)
    assert np.isnan(got.total[0, 1])


def test_that_the_bootstrap_encloses_the_estimate():
    got = sobol_indices(ishigami, ONE_EACH, 1024, seed=1)
    assert np.all(got.low <= got.total)
    assert np.all(got.total <= got.high)


def test_that_groups_must_hold_each_column_once():
    with pytest.raises(ValueError, match="every column once"):
        screen(ishigami, {"x": [0, 1]} | {"y": [1]}, 8, seed=1)


def test_that_screening_keeps_what_moves_the_result():
    def model(u):
        return np.column_stack([5 * u[:, 0] + 0.01 * u[:, 1], 1e-6 * u[:, 3]])

    got = screen(model, {name: [i] for i, name in enumerate("abcd")}, 16, seed=1)
    assert set(got.strongest(2)) == {"a", "d"}
    assert "c" not in got.strongest(4)


def test_that_correlation_ratios_are_the_first_order_indices():
    u = sobol_points(8192, 3, seed=4)
    first, _, _ = ishigami_indices()
    got = correlation_ratios(u, ishigami(u), bins=64)
    np.testing.assert_allclose(got[:, 0], first, atol=0.02)


def test_that_measuring_is_worth_what_the_closed_form_says():
    """Cost of acting x, of not acting ½, x uniform: knowing x saves E|x − ½| / 2 = 1/8."""
    u = sobol_points(4096, 2, seed=4)
    costs = np.column_stack([u[:, 0], np.full(len(u), 0.5)])
    got = value_of_measuring(u, costs, bins=32)
    assert got[0] == pytest.approx(0.125, abs=0.002)
    assert got[1] == pytest.approx(0.0, abs=0.002)
