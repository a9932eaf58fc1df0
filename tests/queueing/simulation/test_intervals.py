"""Intervals cover the truth as often as they say."""

import numpy as np
import pytest

from assessor.queueing import simulate_ggc, simulate_network
from assessor.queueing.simulation import ClassFlow, Estimate, Law, Renewal, Station, Visit
from assessor.queueing.simulation.intervals import (
    equal_batches,
    mean_estimate,
    quantile_estimate,
    share_estimate,
)

# M/M/2 at utilisation 0.7 and mean service 1 s: response mean and 95 % quantile from the
# two-exponential tail of the textbook formula.
SERVERS, RATE = 2, 1.4


def exact_mm2():
    waits = 0.7**2 * 2 / 1.7 * 1.0  # Erlang C for c = 2: 2ρ²/(1+ρ)
    decay = SERVERS - RATE

    def tail(t):
        mixed = (decay * np.exp(-t) - np.exp(-decay * t)) / (decay - 1)
        return (1 - waits) * np.exp(-t) + waits * mixed

    low, high = 0.0, 50.0
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if tail(middle) > 0.05 else (low, middle)
    return 1 + waits / decay, low


def share_covered(seeds, customers):
    mean, quantile = exact_mm2()
    hits = np.zeros(2)
    for seed in seeds:
        response = simulate_ggc(Renewal(RATE), Law(1), SERVERS, customers=customers, seed=seed)[
            1000:
        ]
        batch = equal_batches(len(response), 20)
        hits += [
            mean_estimate(response, batch).covers(mean),
            quantile_estimate(response, batch, 0.95).covers(quantile),
        ]
    return hits / len(seeds)


def test_that_intervals_of_forty_seeds_cover_the_exact_values():
    assert share_covered(range(40), 21_000) == pytest.approx([0.95, 0.95], abs=0.10)


@pytest.mark.soak
def test_that_intervals_of_seeds_0_to_99_cover_the_exact_values():
    assert share_covered(range(100), 200_000) == pytest.approx([0.95, 0.95], abs=0.055)


def test_that_99_per_cent_intervals_hold_the_exact_mean_for_95_of_the_seeds_0_to_99():
    exact, _ = exact_mm2()
    held = 0
    for seed in range(100):
        run = simulate_ggc(Renewal(RATE), Law(1), SERVERS, customers=31_000, seed=seed)
        response = run[1000:]
        batch = equal_batches(len(response), 20)
        held += mean_estimate(response, batch, confidence=0.99).covers(exact)
    assert held >= 95


def share_of_networks_covered(seeds, horizon):
    # M/M/1 under processor sharing at utilisation 0.5 has a mean response of two services.
    cpu = Station("cpu", discipline="processor_sharing")
    flow = ClassFlow("a", (Visit("cpu", Law(1)),), arrivals=Renewal(0.5))
    runs = (
        simulate_network([cpu], [flow], horizon=horizon, warm_up=100, seed=seed, quantiles=())
        for seed in seeds
    )
    return sum(run.classes["a"].mean.covers(2.0) for run in runs) / len(seeds)


def test_that_intervals_of_thirty_simulated_networks_cover_the_exact_mean():
    assert share_of_networks_covered(range(30), 4000) >= 0.85


@pytest.mark.soak
def test_that_intervals_of_networks_of_seeds_0_to_99_cover_the_exact_mean():
    assert share_of_networks_covered(range(100), 20_000) == pytest.approx(0.95, abs=0.055)


def test_that_independent_values_give_the_textbook_interval():
    values = np.random.default_rng(1).normal(10, 2, 2000)
    estimate = mean_estimate(values, equal_batches(2000, 20))
    means = values.reshape(20, 100).mean(axis=1)
    # 2.0930 is Student's t at 97.5 % with 19 degrees of freedom.
    assert estimate.half_width == pytest.approx(2.0930 * means.std(ddof=1) / 20**0.5, rel=1e-4)
    assert estimate.value == pytest.approx(values.mean())


def test_that_lost_requests_push_a_quantile_to_infinity():
    values = np.concatenate([np.arange(900.0), np.full(100, np.inf)])
    np.random.default_rng(2).shuffle(values)
    batch = equal_batches(1000, 20)
    assert quantile_estimate(values, batch, 0.95).value == np.inf
    assert quantile_estimate(values, batch, 0.5).high < np.inf
    assert quantile_estimate(values, batch, 0.8999).high == np.inf


def test_that_too_few_values_beyond_a_quantile_leave_it_unbounded():
    estimate = quantile_estimate(np.arange(40.0), equal_batches(40, 20), 0.99)
    assert estimate.high == np.inf


def test_that_nothing_seen_is_bounded_and_not_nought():
    none = share_estimate(np.zeros(1000, dtype=bool), equal_batches(1000, 20))
    # Exact: (1 − p)^1000 = 0.025.
    assert (none.low, none.value) == (0, 0)
    assert (1 - none.high) ** 1000 == pytest.approx(0.025)
    every = share_estimate(np.ones(1000, dtype=bool), equal_batches(1000, 20))
    assert (every.low, every.high) == (pytest.approx(1 - none.high), 1)


def test_that_no_value_gives_no_estimate():
    empty = np.empty(0)
    for estimate in (
        mean_estimate(empty, equal_batches(0, 20)),
        share_estimate(empty > 0, equal_batches(0, 20)),
        quantile_estimate(empty, equal_batches(0, 20), 0.5),
    ):
        assert np.isnan(estimate.value)
        assert estimate.half_width == np.inf


def test_that_intervals_overlap_when_they_share_a_value():
    assert Estimate(1, 0, 2).overlaps(Estimate(2.5, 2, 3))
    assert not Estimate(1, 0, 2).overlaps(Estimate(4, 3, 5))
