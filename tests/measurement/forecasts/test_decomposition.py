"""Level, season and rest apart, whatever events the past holds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.measurement.forecasts.decomposition import decompose, to_logarithm

WEEK = np.array([0.1, 0.15, 0.15, 0.1, 0.0, -0.5, -0.5])
SLOT = np.arange(84) % 7
ORDINARY = np.ones(84, np.bool_)
CENTRED = WEEK - WEEK.mean()


def noisy(seed: int = 0, size: float = 0.08) -> np.ndarray:
    return 10 + WEEK[SLOT] + np.random.default_rng(seed).normal(0, size, 84)


def test_that_the_season_is_found_within_its_error() -> None:
    missed = []
    for seed in range(40):
        split = decompose(noisy(seed), SLOT, ORDINARY, 7)
        missed.append((split.season - CENTRED) / split.season_error)
    # Standardised by the stated error; the running median costs some efficiency.
    assert 0.7 < np.std(missed) < 1.3


def test_that_the_deviation_is_that_of_the_noise() -> None:
    found = [decompose(noisy(seed), SLOT, ORDINARY, 7).deviation for seed in range(40)]
    # 0.08 inflated by the errors of level and week; a single estimate scatters by a tenth.
    assert np.mean(found) == pytest.approx(0.08, rel=0.15)


def test_that_three_days_of_an_event_move_neither_level_nor_season() -> None:
    plain, eventful = noisy(), noisy()
    eventful[40:43] += 2.0
    without = decompose(plain, SLOT, ORDINARY, 7)
    split = decompose(eventful, SLOT, ORDINARY, 7)
    assert split.outlier[40:43].all()
    assert split.excess[40:43].min() > 1.5
    # Three values of a slot's twelve are cut at three deviations: a quarter of that at most.
    np.testing.assert_allclose(split.season, without.season, atol=3 * 0.08 / 4)
    np.testing.assert_allclose(split.cleaned[60:], without.cleaned[60:], atol=0.08)
    assert split.shifts == ()


def test_that_a_lasting_change_is_a_shift_and_the_past_is_brought_up() -> None:
    y = noisy()
    y[50:] += 1.5
    split = decompose(y, SLOT, ORDINARY, 7)
    (shift,) = split.shifts
    assert abs(shift.at - 50) <= 1
    assert shift.size == pytest.approx(1.5, abs=0.15)
    assert abs(np.mean(split.cleaned[:45]) - np.mean(split.cleaned[55:])) < 0.15


def test_that_growth_is_no_shift() -> None:
    y = noisy() + 0.03 * np.arange(84)
    assert decompose(y, SLOT, ORDINARY, 7).shifts == ()


def test_that_days_out_of_the_ordinary_shape_nothing() -> None:
    y, ordinary = noisy(), ORDINARY.copy()
    ordinary[30:39] = False
    moved = y.copy()
    moved[30:39] -= 3
    ours, theirs = (decompose(v, SLOT, ordinary, 7) for v in (y, moved))
    np.testing.assert_array_equal(ours.season, theirs.season)
    np.testing.assert_array_equal(ours.cleaned, theirs.cleaned)
    np.testing.assert_allclose(theirs.rest[30:39], ours.rest[30:39] - 3)


@given(st.integers(0, 50), st.floats(-3, 3))
def test_that_level_season_and_rest_add_up(seed: int, step: float) -> None:
    y = noisy(seed)
    y[20:] += step
    y[5] = np.nan
    split = decompose(y, SLOT, ORDINARY, 7)
    lowered = np.zeros(84)
    for shift in split.shifts:
        lowered[: shift.at] -= shift.size
    total = split.cleaned + split.excess + split.season[SLOT] + lowered
    np.testing.assert_allclose(total[np.isfinite(y)], y[np.isfinite(y)])
    assert np.isnan(split.cleaned[5])
    assert split.season.mean() == pytest.approx(0, abs=1e-12)


def test_that_zeros_lie_below_the_least_positive_value() -> None:
    logarithms, offset = to_logarithm(np.array([0.0, 4.0, np.nan, 10.0]))
    assert offset == 2.0
    np.testing.assert_allclose(np.exp(logarithms[[0, 1, 3]]) - offset, [0.0, 4.0, 10.0])
    assert to_logarithm(np.array([3.0, 4.0]))[1] == 0.0
