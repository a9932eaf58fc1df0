"""The fast path against the plain loop, exact formulas and the event-driven simulator."""

from heapq import heapreplace

import numpy as np
import pytest
from numpy.random import default_rng

from assessor.queueing import simulate_ggc, simulate_ggc_replications, simulate_tandem
from assessor.queueing.simulation import (
    ClassFlow,
    FcfsTier,
    Law,
    MarkovModulated,
    Renewal,
    Station,
    TimeVarying,
    Visit,
    ggc,
    kiefer_wolfowitz,
    simulate_network,
    tandem,
)

MM10_MEAN = 1.668732  # M/M/10 at utilisation 0.9, mean service 1 s, by Erlang's C formula


def plain_loop(arrivals, services, servers):
    free, leaves = [0.0] * servers, []
    for arrival, service in zip(arrivals.tolist(), services.tolist(), strict=True):
        leaving = max(arrival, free[0]) + service
        heapreplace(free, leaving)
        leaves.append(leaving)
    return np.array(leaves), sorted(free)


@pytest.mark.parametrize(
    ("servers", "utilisation", "customers"),
    [
        (1, 0.7, 60_000),
        (4, 0.5, 60_000),
        (10, 0.9, 60_001),
        (3, 0.95, 60_000),
        (2, 1.1, 30_000),
        (300, 0.9, 30_000),
        (5, 0.8, 100),
        (2, 0.5, 0),
    ],
)
def test_that_departures_are_those_of_the_plain_loop_bit_for_bit(servers, utilisation, customers):
    rng = default_rng(1)
    arrivals = np.cumsum(rng.exponential(1 / (servers * utilisation), customers))
    services = rng.exponential(size=customers)
    free = np.zeros(servers)
    leaves = kiefer_wolfowitz.departures(arrivals, services, free)
    expected, state = plain_loop(arrivals, services, servers)
    assert np.array_equal(leaves, expected)
    assert free.tolist() == state


@pytest.mark.parametrize("rush", [200, 1500, 60_000])
def test_that_a_rush_at_the_end_changes_nothing(rush):
    # The average utilisation stays below one, but no stretch of the rush meets the one before.
    rng = default_rng(2)
    gaps = np.concatenate([np.full(20_000, 5.0), np.full(rush, 0.4)])
    arrivals, services = np.cumsum(gaps), rng.exponential(size=len(gaps))
    free = np.zeros(1)
    leaves = kiefer_wolfowitz.departures(arrivals, services, free)
    assert np.array_equal(leaves, plain_loop(arrivals, services, 1)[0])
    assert free[0] == leaves[-1]


def test_that_ten_servers_at_90_per_cent_answer_as_erlang_says():
    response = simulate_ggc(Renewal(9), Law(1), 10, customers=1_500_000, seed=1)
    assert response[20_000:].mean() == pytest.approx(MM10_MEAN, rel=0.02)


def test_that_blocks_do_not_change_a_path(monkeypatch):
    whole = simulate_ggc(MarkovModulated((2, 4), (9, 9)), Law(1), 4, customers=5000, seed=2)
    monkeypatch.setattr(ggc, "BLOCK", 999)
    parted = simulate_ggc(MarkovModulated((2, 4), (9, 9)), Law(1), 4, customers=5000, seed=2)
    assert np.array_equal(whole, parted)


@pytest.mark.parametrize("warm_up", [0, 300])
def test_that_threads_do_not_change_the_replications(warm_up):
    def run(threads):
        return simulate_ggc_replications(
            Renewal(1.2),
            Law(1, 2),
            2,
            replications=700,
            customers=200,
            warm_up=warm_up,
            seed=3,
            threads=threads,
        )

    assert np.array_equal(run(1), run(2))
    assert len(run(1)) == 700


def test_that_replications_after_a_warm_up_have_the_stationary_mean():
    means = simulate_ggc_replications(
        Renewal(9), Law(1), 10, replications=512, customers=3000, warm_up=1000, seed=4
    )
    error = means.std() / len(means) ** 0.5
    assert means.mean() == pytest.approx(MM10_MEAN, abs=4 * error)
    assert error < 0.01 * MM10_MEAN


def test_that_a_tandem_of_single_servers_answers_as_independent_queues():
    run = simulate_tandem(
        [FcfsTier(1, Law(0.5)), FcfsTier(1, Law(0.8))],
        Renewal(1),
        requests=400_000,
        seed=1,
        quantiles=(0.95,),
    )
    # Two M/M/1 sojourns, Exp(1) and Exp(0.25), are independent (Reich, 1957).
    quantile = run.quantiles[0.95].value
    tail = (np.exp(-0.25 * quantile) - 0.25 * np.exp(-quantile)) / 0.75
    assert run.mean.covers(5.0)
    assert tail == pytest.approx(0.05, abs=0.004)


def test_that_blocks_do_not_change_a_tandem(monkeypatch):
    tiers = [FcfsTier(3, Law(1, 2)), FcfsTier(1, Law(0.3)), FcfsTier(4, Law(1.5, 0.5))]
    whole = simulate_tandem(tiers, Renewal(2), requests=20_000, seed=5)
    monkeypatch.setattr(tandem, "BLOCK", 1234)
    parted = simulate_tandem(tiers, Renewal(2), requests=20_000, seed=5)
    assert np.array_equal(whole.response, parted.response)
    assert len(whole.response) == len(whole.born) == 18_000


def test_that_a_tandem_ends_with_its_arrivals():
    day = TimeVarying((0.0, 500.0), (2.0,))
    run = simulate_tandem([FcfsTier(4, Law(1))], day, requests=10_000, seed=6, warm_up=0)
    assert 800 < len(run.response) < 1200
    assert np.all(run.response > 0)


def test_that_the_event_driven_simulator_gives_the_same_tandem():
    tiers = [FcfsTier(2, Law(0.4, 3)), FcfsTier(3, Law(0.9))]
    fast = simulate_tandem(tiers, Renewal(2.5), requests=300_000, seed=7)
    flow = ClassFlow(
        "a", (Visit("one", Law(0.4, 3)), Visit("two", Law(0.9))), arrivals=Renewal(2.5)
    )
    stations = [Station("one", cores=2), Station("two", servers=3)]
    slow = simulate_network(stations, [flow], horizon=16_000, warm_up=500, seed=8).classes["a"]
    assert fast.mean.overlaps(slow.mean)
    assert fast.quantiles[0.99].overlaps(slow.quantiles[0.99])


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: FcfsTier(0, Law(1)),
        lambda: simulate_ggc(Renewal(1), Law(1), 0, customers=5, seed=1),
        lambda: simulate_ggc(Renewal(1), Law(1), 1, customers=0, seed=1),
        lambda: simulate_tandem([], Renewal(1), requests=5, seed=1),
        lambda: simulate_ggc_replications(
            Renewal(1), Law(1), 1, replications=0, customers=5, seed=1
        ),
    ],
)
def test_that_impossible_questions_are_refused(wrong):
    with pytest.raises(ValueError, match=r"≥ 1"):
        wrong()
