"""Transforms back to tails, and roots."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.queueing.inversion import find_root, quantile_from_tail, tail_from_transform


def test_that_an_erlang_tail_comes_back():
    times = np.array([0.01, 0.5, 2.0, 9.0, 25.0])
    expected = np.exp(-times) * (1 + times + times**2 / 2)
    found = tail_from_transform(lambda s: (1 + s) ** -3, times)
    np.testing.assert_allclose(found, expected, atol=3e-10)


def test_that_damping_makes_the_error_relative():
    times = np.array([10.0, 40.0, 80.0])
    found = tail_from_transform(lambda s: 1 / (1 + s), times, damping=0.97)
    np.testing.assert_allclose(found, np.exp(-times), rtol=1e-8)


def test_that_an_atom_at_zero_is_seen_at_zero():
    found = tail_from_transform(lambda s: 0.25 + 0.75 / (1 + s), [-1.0, 0.0, 1.0])
    np.testing.assert_allclose(found, [1.0, 0.75, 0.75 * np.exp(-1)], atol=1e-9)


@given(p=st.floats(0, 0.999999), scale=st.floats(1e-6, 1e6))
def test_that_a_quantile_inverts_its_tail(p, scale):
    found = quantile_from_tail(lambda t: np.exp(-t / scale), p, scale=scale)
    assert found == pytest.approx(-scale * np.log1p(-p), rel=1e-9)


def test_that_impossible_quantiles_are_infinite():
    found = quantile_from_tail(lambda t: np.exp(-t), [0.5, 1.0, 0.5], scale=[1.0, 1.0, np.inf])
    assert np.isinf(found).tolist() == [False, True, True]


def test_that_a_tail_that_never_falls_ends_the_search():
    found = quantile_from_tail(lambda t: np.full_like(t, 0.5), [0.9], scale=[1.0])
    assert found[0] > 1e20


@given(root=st.floats(-50, 50), power=st.sampled_from([1, 3]))
def test_that_a_root_between_opposite_signs_is_found(root, power):
    found = find_root(lambda x: (x - root) ** power, np.array([-60.0]), np.array([60.0]))
    assert found[0] == pytest.approx(root, abs=1e-4 if power == 3 else 1e-12)


def test_that_a_root_at_the_edge_is_found():
    assert find_root(lambda x: x, np.array([0.0]), np.array([1.0]))[0] == pytest.approx(
        0, abs=1e-12
    )
