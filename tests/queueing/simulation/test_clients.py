"""Clients: closed and partly open classes, patience, retries."""

import math

import numpy as np
import pytest

from assessor.queueing.simulation import (
    ClassFlow,
    Hold,
    Law,
    Parallel,
    Recorded,
    Renewal,
    Station,
    ThreadPool,
    Visit,
    simulate_network,
)

LINK = Station("link", discipline="delay")
CALL = Visit("link", Law(1))


def run(flow, *, stations=(LINK,), horizon=6000.0, pools=(), warm_up=50.0):
    return simulate_network(
        stations, [flow], horizon=horizon, warm_up=warm_up, seed=1, pools=pools, quantiles=(0.5,)
    )


@pytest.mark.parametrize("discipline", ["fcfs", "processor_sharing"])
def test_that_a_closed_class_works_as_the_machine_repair_model(discipline):
    # Birth and death of n at work out of 8: rates (8 − n)/4 up, min(n, 2)/0.5 down.
    weights = [1.0]
    for n in range(8):
        weights.append(weights[-1] * (8 - n) / 4 / (min(n + 1, 2) / 0.5))
    mean_inside = sum(n * w for n, w in enumerate(weights)) / sum(weights)
    throughput = (8 - mean_inside) / 4
    station = Station("cpu", cores=2, discipline=discipline)
    flow = ClassFlow("staff", (Visit("cpu", Law(0.5)),), population=8, think=Law(4))
    group = run(flow, stations=[station], horizon=12_000).classes["staff"]
    assert group.throughput == pytest.approx(throughput, rel=0.03)
    assert group.mean.covers(mean_inside / throughput)


def test_that_users_who_do_not_think_ask_at_once():
    flow = ClassFlow("robot", (Visit("cpu", Law(0.5)),), population=3)
    result = run(flow, stations=[Station("cpu")], horizon=2000)
    assert result.classes["robot"].mean.value == pytest.approx(1.5, rel=0.05)
    assert result.stations["cpu"].utilisation == pytest.approx(1)


def test_that_a_session_asks_a_geometric_number_of_times():
    flow = ClassFlow("a", (CALL,), arrivals=Renewal(1), continues=0.8, think=Law(2))
    assert run(flow).classes["a"].throughput == pytest.approx(5, rel=0.05)


@pytest.mark.parametrize(("retries", "lost"), [(0, math.exp(-1)), (1, math.exp(-2))])
@pytest.mark.parametrize("withdraws", [True, False])
def test_that_impatient_clients_give_up_and_try_again(retries, lost, withdraws):
    flow = ClassFlow(
        "a", (CALL,), arrivals=Renewal(5), timeout=1.0, retries=retries, withdraws=withdraws
    )
    result = run(flow)
    group = result.classes["a"]
    assert group.loss_share.value == pytest.approx(lost, rel=0.05)
    assert set(group.losses) == {"timed_out"}
    attempts = 5 * sum(math.exp(-k) for k in range(retries + 1))
    busy = 1 - math.exp(-1) if withdraws else 1.0
    assert result.stations["link"].requests == pytest.approx(attempts * busy, rel=0.04)


def test_that_the_response_is_counted_from_the_first_attempt():
    flow = ClassFlow(
        "a",
        (Visit("door", Law(10, 0)),),
        arrivals=Recorded((0.0, 4.0)),
        retries=3,
        retry_pause=Law(3, 0),
    )
    door = Station("door", capacity=1)
    group = run(flow, stations=[door], horizon=20, warm_up=0).classes["a"]
    # The second comes at 4, is refused at 4 and 7, and let in at 10.
    assert group.response.tolist() == [10, 16]
    assert group.loss_share.value == 0


@pytest.mark.parametrize("discipline", ["fcfs", "processor_sharing"])
def test_that_patience_bounds_an_overload(discipline):
    station = Station("cpu", cores=2, discipline=discipline)
    flow = ClassFlow("a", (Visit("cpu", Law(1)),), arrivals=Renewal(4), timeout=2.0)
    result = run(flow, stations=[station])
    group = result.classes["a"]
    assert group.loss_share.value > 0.4
    assert np.max(group.response[np.isfinite(group.response)]) <= 2.0
    assert result.stations["cpu"].requests <= 8
    # Little's law over all: who gives up has been inside for just two seconds.
    inside = np.minimum(group.response, 2.0).mean() * 4
    assert result.stations["cpu"].requests == pytest.approx(inside, rel=0.03)


def test_that_who_gives_up_gives_back_threads_and_branches():
    page = Hold("threads", (Parallel(((CALL,), (Visit("cpu", Law(1)),))),))
    flow = ClassFlow("a", (page,), arrivals=Renewal(6), timeout=1.5)
    result = run(flow, stations=[LINK, Station("cpu", cores=2)], pools=[ThreadPool("threads", 5)])
    group = result.classes["a"]
    assert set(group.losses) == {"timed_out"}
    assert group.unfinished == 0
    assert result.pools["threads"].busy <= 5
    # Nobody stays longer than his patience, in the pool's queue or beyond it.
    inside = np.minimum(group.response, 1.5).mean() * group.born.size / 5950
    assert result.pools["threads"].requests == pytest.approx(inside, rel=0.02)


def test_that_who_gives_up_before_his_turn_leaves_the_queue_of_a_pool():
    slow = ClassFlow("slow", (Hold("threads", (Visit("link", Law(3)),)),), arrivals=Renewal(0.3))
    hasty = ClassFlow("hasty", (Hold("threads", (CALL,)),), arrivals=Renewal(1), timeout=0.5)
    pool = ThreadPool("threads", 2)
    result = simulate_network([LINK], [slow, hasty], horizon=5000, seed=1, pools=[pool])
    assert result.classes["slow"].loss_share.value == 0
    assert result.classes["hasty"].loss_share.value > math.exp(-0.5)
    assert result.pools["threads"].busy < 2


def test_that_a_thread_given_to_one_who_leaves_at_that_instant_goes_on_to_the_next():
    steps = (Hold("threads", (Visit("link", Law(10, 0)),)),)
    hasty = ClassFlow("hasty", steps, arrivals=Recorded((0.0, 0.0, 0.0)), timeout=1.0)
    late = ClassFlow("late", steps, arrivals=Recorded((0.5,)))
    pool = ThreadPool("threads", 1)
    result = simulate_network([LINK], [hasty, late], horizon=15, seed=1, pools=[pool])
    assert result.classes["hasty"].losses == {"timed_out": 3}
    assert result.classes["late"].response.tolist() == [10.5]


def test_that_an_answer_or_a_refusal_after_the_client_gave_up_counts_for_nothing():
    steps = (Visit("link", Law(2, 0)), Visit("door", Law(3, 0)))
    flow = ClassFlow("a", steps, arrivals=Recorded((0.0, 1.0)), timeout=1.5, withdraws=False)
    stations = [LINK, Station("door", capacity=1)]
    group = run(flow, stations=stations, horizon=20, warm_up=0).classes["a"]
    assert group.losses == {"timed_out": 2}


def test_that_work_nobody_waits_for_delays_the_others():
    def answered(withdraws):
        flow = ClassFlow(
            "a", (Visit("cpu", Law(1)),), arrivals=Renewal(2), timeout=3.0, withdraws=withdraws
        )
        return run(flow, stations=[Station("cpu")], horizon=3000).classes["a"].throughput

    assert answered(withdraws=False) < 0.2 < 0.8 < answered(withdraws=True)


def test_that_a_closed_user_who_fails_comes_back():
    flow = ClassFlow("a", (CALL,), population=4, think=Law(1), timeout=0.5)
    group = run(flow).classes["a"]
    cycle = 1 + 1 - math.exp(-0.5)
    assert group.born.size / 5950 == pytest.approx(4 / cycle, rel=0.03)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: ClassFlow("a", (CALL,)),
        lambda: ClassFlow("a", (CALL,), arrivals=Renewal(1), population=3),
        lambda: ClassFlow("a", (CALL,), population=-1),
        lambda: ClassFlow("a", (CALL,), population=1, continues=1.0),
        lambda: ClassFlow("a", (CALL,), population=1, timeout=0),
        lambda: ClassFlow("a", (CALL,), population=1, retries=-1),
        lambda: ClassFlow("a", (), population=1),
    ],
)
def test_that_an_impossible_class_is_refused(wrong):
    with pytest.raises(ValueError, match="a: "):
        wrong()
