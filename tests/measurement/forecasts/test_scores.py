"""Scores against their defining properties and worked numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.measurement.forecasts.scores import (
    absolute_error,
    bias,
    naive_error,
    pinball_loss,
    relative_widths,
    winkler_score,
)

NUMBERS = st.lists(st.floats(0, 100), min_size=1, max_size=30)


def test_that_the_unit_is_the_error_of_the_week_before() -> None:
    week = np.array([5.0, 5, 5, 5, 5, 1, 1])
    assert naive_error(np.concatenate([week, week + 2, week + 3]), 7) == pytest.approx(1.5)
    assert np.isnan(naive_error(np.concatenate([week, week]), 7))
    assert np.isnan(naive_error(week, 7))


@given(NUMBERS, st.floats(0, 60), st.floats(0, 60))
def test_that_winklers_score_is_the_sum_of_two_pinball_losses(
    observed: list[float], low: float, width: float
) -> None:
    # W = (2/α)(pinball at α/2 + pinball at 1 − α/2), Gneiting and Raftery 2007, sec. 6.2.
    high = low + width
    both = pinball_loss(observed, low, quantile=0.05) + pinball_loss(observed, high, quantile=0.95)
    score = winkler_score(observed, low, high, coverage=0.9)
    assert score == pytest.approx(both * 2 / 0.1, abs=1e-9)


def test_that_the_pinball_loss_is_least_at_the_quantile() -> None:
    sample = np.random.default_rng(0).gamma(2.0, 1.0, 2001)
    tried = np.linspace(0, 10, 401)
    losses = [pinball_loss(sample, limit, quantile=0.9) for limit in tried]
    # The grid of 0.025 is the tolerance.
    assert tried[int(np.argmin(losses))] == pytest.approx(np.quantile(sample, 0.9), abs=0.025)


def test_that_unknown_values_count_for_nothing() -> None:
    observed = [10.0, np.nan, 20.0]
    assert absolute_error(observed, [12.0, 0.0, 18.0]) == 2.0
    assert bias(observed, [12.0, 99.0, 21.0]) == pytest.approx(1.5 / 15)
    assert winkler_score([np.nan], 1.0, 2.0, coverage=0.9) != 0.0
    assert np.isnan(absolute_error([np.nan], [1.0]))


def test_that_a_width_over_nothing_is_unknown() -> None:
    widths = relative_widths(np.array([2.0, 0.0]), np.array([1.0, 0.0]), np.array([4.0, 1.0]))
    assert widths[0] == 1.5
    assert np.isnan(widths[1])
