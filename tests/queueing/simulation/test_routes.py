"""Routes: held threads, parallel branches, choices and repetitions."""

import math

import numpy as np
import pytest

from assessor.queueing.simulation import (
    Choice,
    ClassFlow,
    Hold,
    Law,
    Parallel,
    Renewal,
    Repeat,
    Station,
    ThreadPool,
    Timed,
    Visit,
    simulate_network,
)

LINK = Station("link", discipline="delay")
CALL = Visit("link", Law(1))
DOOR = Station("door", capacity=1)


def run(*steps, rate=2.0, horizon=6000.0, stations=(LINK,), pools=(), **client):
    flow = ClassFlow("a", steps, arrivals=Renewal(rate), **client)
    return simulate_network(
        stations, [flow], horizon=horizon, warm_up=50, seed=1, pools=pools, quantiles=(0.5,)
    )


def erlang_b(servers, load):
    terms = [load**k / math.factorial(k) for k in range(servers + 1)]
    return terms[-1] / sum(terms)


def test_that_a_thread_held_over_a_call_makes_a_queue_of_the_pool():
    blocked = erlang_b(3, 2.0)
    waits = 3 * blocked / (3 - 2 * (1 - blocked))
    result = run(Hold("threads", (CALL,)), pools=[ThreadPool("threads", 3)])
    assert result.classes["a"].mean.covers(1 + waits / (3 - 2))
    assert result.pools["threads"].utilisation == pytest.approx(2 / 3, rel=0.03)
    expected = result.classes["a"].throughput * result.classes["a"].mean.value
    assert result.pools["threads"].requests == pytest.approx(expected, rel=0.02)


def test_that_a_pool_without_a_queue_loses_as_erlang_says():
    result = run(Hold("threads", (CALL,)), pools=[ThreadPool("threads", 3, 0)], horizon=15_000)
    assert result.classes["a"].loss_share.value == pytest.approx(erlang_b(3, 2.0), rel=0.06)


def test_that_two_pools_held_inside_each_other_are_both_given_back():
    inner = Hold("inner", (CALL, Visit("door", Law(0.2))))
    result = run(
        Hold("outer", (CALL, inner)),
        stations=(LINK, DOOR),
        pools=[ThreadPool("outer", 9), ThreadPool("inner", 4)],
    )
    group = result.classes["a"]
    assert group.loss_share.value > 0
    assert group.unfinished == 0
    # Were a refused request to keep its threads, both pools would be full before long.
    assert result.pools["inner"].utilisation < 0.7
    assert result.pools["outer"].utilisation < 0.7


def test_that_many_refusals_in_a_row_do_not_recurse():
    full = Station("full", cores=1, capacity=1)
    result = run(
        Hold("threads", (Visit("full", Law(5)),)),
        stations=(full,),
        pools=[ThreadPool("threads", 1)],
        rate=400,
        horizon=60,
    )
    assert len(result.classes["a"].born) > 1000


def test_that_a_page_waits_for_the_slowest_of_its_parallel_calls():
    result = run(Parallel(((CALL,),), copies=8), rate=1)
    assert result.classes["a"].mean.covers(sum(1 / k for k in range(1, 9)))


def test_that_a_page_is_lost_with_one_of_its_branches():
    page = Parallel(((CALL,), (Visit("door", Law(1)),)))
    result = run(page, stations=(LINK, DOOR), rate=1.0, horizon=20_000)
    group = result.classes["a"]
    assert group.loss_share.value == pytest.approx(0.5, rel=0.05)
    assert group.losses.keys() == {"refused"}


def test_that_a_choice_sends_its_shares():
    fork = Choice((0.2, 0.5), ((Visit("slow", Law(3)),), (CALL, CALL)))
    slow = Station("slow", discipline="delay")
    result = run(fork, stations=(LINK, slow), horizon=20_000)
    assert result.stations["slow"].requests == pytest.approx(2 * 0.2 * 3, rel=0.05)
    assert result.stations["link"].requests == pytest.approx(2 * 0.5 * 2, rel=0.05)
    assert np.mean(result.classes["a"].response == 0) == pytest.approx(0.3, rel=0.05)


def test_that_a_repetition_is_geometric():
    result = run(Repeat((CALL,), 0.75), rate=1, horizon=20_000)
    assert result.classes["a"].mean.value == pytest.approx(1 / 0.25, rel=0.04)


def test_that_a_part_of_a_route_is_timed_by_name():
    result = run(CALL, Timed("second", (CALL, Timed("last", (CALL,)))))
    group = result.classes["a"]
    assert group.timed["second"].mean.covers(2)
    assert group.timed["last"].mean.covers(1)
    assert group.mean.covers(3)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Parallel(()),
        lambda: Choice((0.5,), ()),
        lambda: Choice((0.7, 0.7), ((CALL,), (CALL,))),
        lambda: Repeat((CALL,), 1.0),
        lambda: run(Visit("nowhere", Law(1))),
        lambda: run(Hold("nothing", (CALL,))),
        lambda: run(Hold("nothing", ())),
    ],
)
def test_that_an_impossible_route_is_refused(wrong):
    with pytest.raises(ValueError, match=r"needed|probabilit|is called|at least one"):
        wrong()
