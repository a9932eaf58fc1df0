"""Bursty arrivals against simulated ones and known limits."""

from __future__ import annotations

import numpy as np
import pytest

from assessor.demand.other_services import batch_scv, mmpp_scv


def test_that_single_arrivals_are_poisson():
    assert batch_scv(1.0) == 1.0


def test_that_geometric_batches_have_the_scv_of_a_simulation():
    rng = np.random.default_rng(7)
    sizes = rng.geometric(0.1, 200_000)
    gaps = np.zeros(sizes.sum())
    gaps[np.concatenate([[0], sizes.cumsum()[:-1]])] = rng.exponential(10.0, len(sizes))
    simulated = gaps.var() / gaps.mean() ** 2
    assert batch_scv(10.0) == pytest.approx(simulated, rel=0.03)


def test_that_equal_rates_make_a_poisson_process():
    assert mmpp_scv((5.0, 5.0), (1.0, 2.0)) == pytest.approx(1.0)


def test_that_two_states_have_the_closed_form():
    a, b, s, t = 10.0, 1.0, 0.5, 0.2
    expected = 1 + 2 * s * t * (a - b) ** 2 / ((s + t) ** 2 * (a * b + a * t + b * s))
    assert mmpp_scv((a, b), (s, t)) == pytest.approx(expected)
