"""Stations of the event-driven simulator against exact results for each kind."""

import math

import numpy as np
import pytest

from assessor.queueing.simulation import (
    ClassFlow,
    Law,
    Recorded,
    Renewal,
    Station,
    ThreadPool,
    TimeVarying,
    Visit,
    simulate_network,
)


def run(station, *, rate, work, horizon=3000.0, seed=1, **options):
    flow = ClassFlow("a", (Visit(station.name, work),), arrivals=Renewal(rate))
    return simulate_network([station], [flow], horizon=horizon, warm_up=50, seed=seed, **options)


def erlang_b(servers, load):
    terms = [load**k / math.factorial(k) for k in range(servers + 1)]
    return terms[-1] / sum(terms)


def erlang_c(servers, load):
    blocked = erlang_b(servers, load)
    return servers * blocked / (servers - load * (1 - blocked))


@pytest.mark.parametrize("scv", [0.0, 0.5, 1.0, 4.6])
@pytest.mark.parametrize("cores", [1, 3])
def test_that_the_mean_under_processor_sharing_does_not_depend_on_variation(scv, cores):
    utilisation = 0.6
    mean = 1 + erlang_c(cores, cores * utilisation) / (cores * (1 - utilisation))
    station = Station("cpu", cores=cores, discipline="processor_sharing")
    page = run(station, rate=cores * utilisation, work=Law(1, scv), horizon=12_000).classes["a"]
    assert page.mean.value == pytest.approx(mean, rel=0.05)
    assert page.mean.covers(mean)


@pytest.mark.parametrize("discipline", ["fcfs", "processor_sharing"])
def test_that_a_station_without_room_to_wait_loses_as_erlang_says(discipline):
    station = Station("trunk", cores=3, capacity=3, discipline=discipline)
    result = run(station, rate=2.0, work=Law(1, 4), horizon=20_000)
    group = result.classes["a"]
    assert group.loss_share.value == pytest.approx(erlang_b(3, 2.0), rel=0.05)
    assert group.losses == {"refused": sum(t == math.inf for t in group.response)}
    assert result.stations["trunk"].busy == pytest.approx(2 * (1 - erlang_b(3, 2.0)), rel=0.03)


def test_that_the_worst_minutes_of_a_peak_can_be_told_apart():
    day = TimeVarying((0.0, 1000.0, 1500.0, 3000.0), (0.5, 1.5, 0.4))
    flow = ClassFlow("a", (Visit("cpu", Law(1)),), arrivals=day)
    group = simulate_network([Station("cpu")], [flow], horizon=3000, seed=1).classes["a"]
    shares = group.shares_within(5.0, [0, 1000, 1500, 3000, 4000])
    assert shares[1] < 0.1 < shares[0]
    assert math.isnan(shares[3])
    counts = np.histogram(group.born, [0, 1000, 1500, 3000])[0]
    assert np.sum(shares[:3] * counts) == pytest.approx(group.share_within(5.0) * counts.sum())


@pytest.mark.parametrize("balancing", ["shared_queue", "random"])
def test_that_impatient_requests_leave_the_queue_as_palm_found(balancing):
    # Erlang A: births at 4, deaths at min(n, 3) + (n − 3)+ / 2, abandonments 1/2 each.
    weights = [1.0]
    for n in range(1, 80):
        weights.append(weights[-1] * 4 / (min(n, 3) + max(n - 3, 0) / 2))
    waiting = sum(max(n - 3, 0) * w for n, w in enumerate(weights)) / sum(weights)
    # `random` over one server is the same station, by the other way in.
    station = Station("desk", cores=3, patience=Law(2), balancing=balancing)
    group = run(station, rate=4.0, work=Law(1), horizon=20_000).classes["a"]
    assert group.losses.keys() == {"abandoned"}
    assert group.loss_share.value == pytest.approx(waiting / 2 / 4, rel=0.04)


def test_that_patience_counts_each_visit_afresh():
    twice = (Visit("desk", Law(1, 0)), Visit("desk", Law(1, 0)))
    flow = ClassFlow("a", twice, arrivals=Recorded((0.0, 0.1)))
    desk = Station("desk", patience=Law(1.5, 0))
    # The two alternate, so that each waits a second at a time and none loses patience.
    group = simulate_network([desk], [flow], horizon=9, seed=1).classes["a"]
    assert group.response.tolist() == [3, pytest.approx(3.9)]


def test_that_progress_is_told_and_may_end_the_run():
    shares = []
    run(Station("cpu"), rate=0.5, work=Law(1), horizon=200, progress=shares.append)
    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[-1] < 1

    def cancel(share):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(Station("cpu"), rate=0.5, work=Law(1), progress=cancel)


def test_that_a_delay_never_makes_wait():
    result = run(Station("link", discipline="delay"), rate=50, work=Law(0.2), horizon=500)
    assert result.classes["a"].mean.value == pytest.approx(0.2, rel=0.03)
    assert result.stations["link"].requests == pytest.approx(10, rel=0.03)
    assert math.isnan(result.stations["link"].utilisation)


def test_that_work_is_divided_by_speed():
    slow = run(Station("cpu"), rate=0.5, work=Law(1)).classes["a"]
    fast = run(Station("cpu", speed=2), rate=0.5, work=Law(2)).classes["a"]
    assert slow.response == pytest.approx(fast.response)


@pytest.mark.parametrize("discipline", ["fcfs", "processor_sharing"])
def test_that_the_number_inside_follows_littles_law(discipline):
    station = Station("cpu", servers=2, cores=2, discipline=discipline, balancing="random")
    result = run(station, rate=2.4, work=Law(1, 2), horizon=6000)
    group, inside = result.classes["a"], result.stations["cpu"]
    assert inside.requests == pytest.approx(group.throughput * group.mean.value, rel=0.02)
    assert inside.utilisation == pytest.approx(0.6, rel=0.05)


def test_that_random_balancing_splits_into_independent_queues():
    station = Station("web", servers=4, balancing="random")
    group = run(station, rate=2.8, work=Law(1), horizon=8000).classes["a"]
    assert group.mean.covers(1 / (1 - 0.7))


def test_that_least_connections_lies_between_random_and_a_shared_queue():
    means = [
        run(Station("web", servers=4, balancing=b), rate=2.8, work=Law(1), horizon=8000)
        .classes["a"]
        .mean.value
        for b in ("shared_queue", "least_connections", "random")
    ]
    assert means == sorted(means)
    assert means[0] == pytest.approx(1 + erlang_c(4, 2.8) / 1.2, rel=0.05)


def test_that_the_same_seed_gives_the_same_run_and_another_does_not():
    station = Station("web", servers=3, balancing="least_connections")
    first, same, other = (
        run(station, rate=2, work=Law(1, 3), horizon=300, seed=seed) for seed in (1, 1, 2)
    )
    assert first.classes["a"].response.tolist() == same.classes["a"].response.tolist()
    assert first.classes["a"].response.tolist() != other.classes["a"].response.tolist()


def test_that_an_unstable_station_shows_in_the_unfinished():
    group = run(Station("cpu"), rate=2, work=Law(1), horizon=400, cool_down=10).classes["a"]
    assert group.unfinished > 200
    assert group.quantiles[0.99].value == math.inf
    assert group.share_within(math.inf) == 1
    assert group.share_within(1e9) == 1 - group.loss_share.value


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Station("a", servers=0),
        lambda: Station("a", speed=0),
        lambda: Station("a", capacity=0.5),
        lambda: Station("a", discipline="delay", capacity=3),
        lambda: Station("a", discipline="processor_sharing", patience=Law(1)),
        lambda: ThreadPool("a", 0),
        lambda: ThreadPool("a", 1, -1),
        lambda: run(Station("a"), rate=1, work=Law(1), horizon=50),
        lambda: run(Station("a"), rate=1, work=Law(1), batches=1),
        lambda: run(Station("a"), rate=1, work=Law(1), quantiles=(1.0,)),
        lambda: simulate_network([Station("a"), Station("a")], [], horizon=1, seed=1),
    ],
)
def test_that_an_impossible_station_or_window_is_refused(wrong):
    with pytest.raises(ValueError, match=r"must|needed|capacity|batches"):
        wrong()
