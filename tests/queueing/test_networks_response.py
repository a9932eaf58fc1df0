"""Sums over tiers and mixtures over classes."""

import mpmath as mp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.queueing.distributions import (
    deterministic,
    erlang,
    exponential,
    hyperexponential,
    mmc_response,
    ps_response,
)
from assessor.queueing.networks_response import end_to_end, response_quantile
from assessor.queueing.sojourn import Constant, DelayedStay, Mixture, Sum


def phase_type_tail(blocks, t):
    """P(sum > t) of M/M/c stays (delayed share, wait rate, service rate), by mpmath's expm."""
    mp.mp.dps = 30
    size = 2 * len(blocks)
    Q = mp.zeros(size, size)
    start = mp.zeros(1, size)
    for k, (_, theta, mu) in enumerate(blocks):
        wait, work = 2 * k, 2 * k + 1
        Q[wait, wait], Q[wait, work], Q[work, work] = -theta, theta, -mu
        if k + 1 < len(blocks):
            later = blocks[k + 1][0]
            Q[work, work + 1], Q[work, work + 2] = mu * later, mu * (1 - later)
    start[0], start[1] = blocks[0][0], 1 - blocks[0][0]
    return sum((start * mp.expm(Q * t))[j] for j in range(size))


@pytest.mark.parametrize(
    "tiers",
    [
        [(10, 90.0, 12.0), (6, 90.0, 20.0)],
        [(1, 0.9, 1.0), (1, 0.9, 1.0), (1, 0.9, 1.0)],
        [(20, 190.0, 10.0), (10, 190.0, 20.0), (4, 190.0, 60.0), (50, 190.0, 4.0)],
    ],
)
@pytest.mark.parametrize("level", [0.5, 0.95, 0.999])
def test_that_tandem_quantiles_leave_exactly_the_promised_tail(tiers, level):
    stays = [mmc_response(*tier) for tier in tiers]
    blocks = [(s.delayed, s.wait_rate, s.service.rates[0]) for s in stays]
    found = float(response_quantile(stays, quantile=level))
    assert float(phase_type_tail(blocks, found)) == pytest.approx(1 - level, rel=1e-8)


def test_that_a_network_of_one_tier_is_the_station():
    stay = mmc_response(4, 3.2, 1.0)
    law = end_to_end([stay])
    assert law.mean == pytest.approx(stay.mean)
    assert law.scv == pytest.approx(stay.scv)
    assert law.quantile([0.5, 0.99]) == pytest.approx(stay.quantile([0.5, 0.99]), rel=1e-9)
    assert law.error_class == "exact"


@settings(max_examples=25)
@given(
    means=st.lists(st.floats(0.01, 10), min_size=1, max_size=4),
    low=st.floats(0.05, 0.9),
    gap=st.floats(0.01, 0.09),
)
def test_that_quantiles_increase_with_the_level_and_with_every_tier(means, low, gap):
    law = end_to_end([exponential(m) for m in means])
    more = end_to_end([*(exponential(m) for m in means), hyperexponential(0.5, 3.0)])
    assert law.quantile(low) < law.quantile(low + gap)
    assert law.quantile(low) < more.quantile(low)


def test_that_a_constant_latency_only_moves_the_quantile():
    stay = mmc_response(2, 1.2, 1.0)
    with_latency = response_quantile([stay, deterministic(0.25)], quantile=0.95, visits=[1, 2])
    assert with_latency == pytest.approx(float(stay.quantile(0.95)) + 0.5, rel=1e-9)


def test_that_constants_hidden_in_sums_and_waits_are_moved_too():
    waiting = DelayedStay(0.3, 1.0, Constant(2.0))
    law = end_to_end([Sum((waiting, Constant(1.0)))])
    assert law.quantile(0.9) == pytest.approx(3 - np.log(0.1 / 0.3), rel=1e-10)
    assert law.quantile(0.5) == pytest.approx(3.0, rel=1e-9)
    assert law.tail([0.0, 2.9, 3.0]) == pytest.approx([1.0, 1.0, 0.3])


def test_that_a_fraction_of_a_visit_is_the_chance_of_one_more():
    law = end_to_end([exponential(1.0), deterministic(2.0)], [1, 1.25])
    by_hand = 0.75 * np.exp(-3.0) + 0.25 * np.exp(-1.0)
    assert law.tail(5.0) == pytest.approx(by_hand, rel=1e-7)
    assert law.mean == pytest.approx(3.5)
    assert law.scv * law.mean**2 == pytest.approx(1 + 0.25 * 0.75 * 4)
    twice = end_to_end([exponential(1.0)], [1.5])
    assert twice.tail(2.0) == pytest.approx(0.5 * np.exp(-2) + 0.5 * 3 * np.exp(-2), rel=1e-9)


def test_that_the_stays_of_one_visit_come_or_stay_away_together():
    pair = Sum((exponential(1.0), exponential(2.0)))
    law = end_to_end([pair], [0.5])
    both = 2 * np.exp(-1.5) - np.exp(-3.0)
    assert law.tail(3.0) == pytest.approx(0.5 * both, rel=1e-8)
    assert law.mean == pytest.approx(1.5)


def test_that_the_transform_of_a_sum_can_be_used_as_a_part():
    inner = end_to_end([exponential(1.0), deterministic(0.5)], [1, 1.5])
    outer = end_to_end([inner, exponential(2.0)])
    assert outer.mean == pytest.approx(3.75)
    s = np.array([0.3 + 1j])
    expected = 1 / (1 + s) * np.exp(-0.5 * s) * (0.5 + 0.5 * np.exp(-0.5 * s)) / (1 + 2 * s)
    assert outer.transform(s) == pytest.approx(expected)
    flat = response_quantile(
        [exponential(1.0), exponential(2.0), deterministic(0.5)], quantile=0.95, visits=[1, 1, 1.5]
    )
    assert outer.quantile(0.95) == pytest.approx(flat, rel=1e-3)
    smooth = end_to_end([end_to_end([exponential(1.0)]), erlang(2.0, 3)])
    assert smooth.stages == 4


def test_that_shared_channels_are_convolved_within_the_stated_accuracy():
    stay = ps_response(4, 2.8, hyperexponential(1.0, 4.0))
    one = end_to_end([stay])
    assert one.quantile(0.95) == pytest.approx(float(stay.quantile(0.95)), rel=2e-3)
    assert "sharing" in one.error_class


def test_that_only_constants_give_a_step():
    law = end_to_end([deterministic(2.0), deterministic(1.0)], [1, 0.5])
    assert law.quantile([0.4, 0.6]) == pytest.approx([2.0, 3.0])
    assert law.tail([1.9, 2.5, 3.0]) == pytest.approx([1.0, 0.5, 0.0])
    assert end_to_end([]).quantile(0.9) == 0.0
    assert end_to_end([deterministic(0.0)]).scv == 0.0


def test_that_an_unstable_tier_makes_everything_infinite():
    law = end_to_end([mmc_response(1, 2.0, 1.0), exponential(1.0)])
    assert law.mean == np.inf
    assert law.scv == 1.0
    assert law.tail([1.0, 9.0]) == pytest.approx([1.0, 1.0])
    assert law.quantile([0.5, 0.9]) == pytest.approx([np.inf, np.inf])
    assert law.transform(np.array([1.0 + 0j])) == pytest.approx([0.0])


@pytest.mark.parametrize("visits", [[1.0], [1.0, -1.0], [1.0, np.nan]])
def test_that_impossible_visits_are_refused(visits):
    with pytest.raises(ValueError, match="visit count"):
        end_to_end([exponential(1.0), exponential(1.0)], visits)


def test_that_mixtures_count_as_smooth_only_if_their_parts_do():
    smooth = Mixture(np.array([0.5, 0.5]), (exponential(1.0), exponential(2.0)))
    stepped = Mixture(np.array([0.5, 0.5]), (exponential(1.0), deterministic(2.0)))
    assert end_to_end([smooth]).stages == 1
    assert end_to_end([stepped]).stages == np.inf
    assert end_to_end([exponential(1.0), deterministic(1.0)], [1, 0.5]).stages == np.inf
    assert end_to_end([Sum((exponential(1.0), DelayedStay(0.1, 1.0, Constant(0.0))))]).stages == 2


def test_that_independence_is_called_exact_only_where_theory_has_it():
    many, one = mmc_response(4, 3.0, 1.0), mmc_response(1, 3.0, 4.0)
    latency = deterministic(0.2)
    assert end_to_end([many, one, latency, many]).error_class == "exact"
    assert end_to_end([many, exponential(1.0)]).error_class == "exact"
    assert end_to_end([one, many, one]).error_class == "independence"
    assert end_to_end([one, exponential(1.0), one]).error_class == "independence"
    assert end_to_end([one], [2]).error_class == "independence"
    assert end_to_end([one], [0.5]).error_class == "exact"
    shared = ps_response(4, 2.8, hyperexponential(1.0, 4.0))
    assert end_to_end([one, shared]).error_class == "sharing+independence"
    waiting = DelayedStay(0.5, 1.0, exponential(1.0), "M/G/c", "mgc_wait")
    assert end_to_end([one, waiting]).error_class == "mgc_wait+independence"
