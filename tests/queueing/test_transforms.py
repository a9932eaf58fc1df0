"""Numerical inversion against closed forms and mpmath."""

import mpmath as mp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import gammaincc

from assessor.queueing.contours import EULER, TALBOT, rule_for
from assessor.queueing.transforms import (
    gamma_quantile,
    invert,
    quantile_of,
    solve_tail,
    tail_and_density,
    tail_at_zero,
    tail_of,
)

RULES = pytest.mark.parametrize("rule", [EULER, TALBOT], ids=["euler", "talbot"])


def exponential(rate):
    return lambda s: rate / (rate + s)


@RULES
def test_that_an_exponential_comes_back_with_its_density(rule):
    t = np.array([0.01, 0.5, 2.0, 9.0])
    tail, density = tail_and_density(exponential(1.5), t, rule=rule)
    assert tail == pytest.approx(np.exp(-1.5 * t), abs=rule.resolution)
    assert density == pytest.approx(1.5 * np.exp(-1.5 * t), abs=20 * rule.resolution)


@RULES
def test_that_any_function_with_a_transform_can_be_inverted(rule):
    t = np.array([0.3, 4.0])
    assert invert(lambda s: 1 / s**2, t, rule=rule) == pytest.approx(t, rel=1e-7)


def test_that_a_complex_pair_of_poles_needs_the_rule_right_of_the_origin():
    t = np.array([0.5, 3.0])
    value = invert(lambda s: 1 / (s**2 + 1), t, rule=EULER)
    assert value == pytest.approx(np.sin(t), abs=1e-7)


@given(
    rates=st.lists(st.floats(0.2, 50), min_size=1, max_size=5),
    level=st.sampled_from([0.5, 0.9, 0.95, 0.99, 0.999]),
)
def test_that_quantiles_invert_the_tail_for_any_rates(rates, level):
    rates = np.array(rates)

    def transform(s):
        return np.prod([r / (r + s) for r in rates], axis=0)

    mean = np.sum(1 / rates)
    scv = np.sum(1 / rates**2) / mean**2
    rule = rule_for(rates.size, scv)
    found = quantile_of(transform, level, mean=mean, scv=scv, rule=rule)
    assert tail_of(transform, found, rule=rule) == pytest.approx(1 - level, rel=1e-9)


def test_that_five_equal_poles_give_the_erlang_quantile():
    mp.mp.dps = 40
    truth = mp.findroot(lambda t: mp.gammainc(5, 3 * t, regularized=True) - mp.mpf("0.001"), 5)
    found = quantile_of(
        lambda s: (3 / (3 + s)) ** 5, 0.999, mean=5 / 3, scv=0.2, rule=rule_for(5, 0.2)
    )
    assert found == pytest.approx(float(truth), rel=1e-11)


def test_that_many_questions_are_answered_as_if_one_by_one():
    rate = np.array([0.5, 2.0, 40.0])
    found = quantile_of(exponential(rate), [0.5, 0.95, 0.99], mean=1 / rate, scv=1.0)
    assert found == pytest.approx(-np.log([0.5, 0.05, 0.01]) / rate, rel=1e-7)


def test_that_an_infinite_mean_gives_an_infinite_quantile_and_never_nan():
    found = quantile_of(
        exponential(1.0), 0.95, mean=np.array([1.0, np.inf]), scv=np.array([1.0, np.inf])
    )
    assert found[0] == pytest.approx(-np.log(0.05), rel=1e-7)
    assert found[1] == np.inf


@pytest.mark.parametrize("level", [0.0, 1.0, -0.1, 1 - 1e-9])
def test_that_an_unreachable_quantile_is_refused(level):
    with pytest.raises(ValueError, match="quantile"):
        quantile_of(exponential(1.0), level, mean=1.0, scv=1.0)


def test_that_a_ceiling_too_low_is_raised():
    def both(t):
        return np.exp(-t), np.exp(-t)

    found = solve_tail(both, np.array([1e-6]), start=np.array([1.0]), ceiling=np.array([2.0]))
    assert found == pytest.approx(-np.log(1e-6), rel=1e-12)


def test_that_a_jump_is_found_by_halving_the_bracket():
    def both(t):
        return np.where(t < 0.7, 1.0, 0.0), np.zeros_like(t)

    found = solve_tail(both, np.array([0.05]), start=np.array([0.1]), ceiling=np.array([4.0]))
    assert found == pytest.approx(0.7, rel=1e-12)


def test_that_the_tail_before_zero_is_one_and_at_zero_leaves_out_the_atom():
    def half_at_zero(s):
        return 0.5 + 0.5 / (1 + s)

    assert tail_of(half_at_zero, [-1.0, 0.0]) == pytest.approx([1.0, 0.5])
    assert tail_at_zero(exponential(1.0)) == pytest.approx(1.0)


def test_that_the_first_guess_is_near_for_common_shapes():
    assert gamma_quantile(0.95, mean=1.0, scv=1.0) == pytest.approx(-np.log(0.05), rel=0.02)
    assert gamma_quantile(0.5, mean=3.0, scv=0.0) == pytest.approx(3.0, rel=1e-6)


@pytest.mark.parametrize("stages", [1, 4, 10, 18, 40, 100, 500, 2000])
@pytest.mark.parametrize("real", [True, False])
def test_that_the_rule_chosen_keeps_its_word_for_any_number_of_stages(stages, real):
    rule = rule_for(stages if real else np.inf, 1 / stages)
    t = stages * (1 + np.linspace(-3, 6, 25) / np.sqrt(stages))
    t = t[t > 0]
    tail, _ = tail_and_density(lambda s: np.exp(-stages * np.log1p(s)), t, rule=rule)
    assert tail == pytest.approx(gammaincc(stages, t), abs=rule.resolution)
