"""Hosts that fail with all their servers."""

import numpy as np
import pytest

from assessor.queueing.simulation import (
    ClassFlow,
    Host,
    Law,
    Parallel,
    Renewal,
    Station,
    Visit,
    simulate_network,
)

UP, DOWN, SHORT = Law(40), Law(10), Law(0.1)


def run(station, hosts, *, rate=1.0, work=SHORT, horizon=60_000.0, **client):
    flow = ClassFlow("a", (Visit(station.name, work),), arrivals=Renewal(rate), **client)
    return simulate_network(
        [station], [flow], horizon=horizon, warm_up=100, seed=1, hosts=hosts, quantiles=(0.5,)
    )


@pytest.mark.parametrize("balancing", ["shared_queue", "random", "least_connections"])
@pytest.mark.parametrize("discipline", ["fcfs", "processor_sharing"])
def test_that_servers_of_one_host_fail_together_and_of_two_apart(balancing, discipline):
    web = Station("web", servers=2, cores=2, balancing=balancing, discipline=discipline)
    together = run(web, [Host((("web", 0), ("web", 1)), UP, DOWN)])
    apart = run(web, [Host((("web", 0),), UP, DOWN), Host((("web", 1),), UP, DOWN)])
    for result, expected in ((together, 0.2), (apart, 0.04)):
        group = result.classes["a"]
        refused = group.losses["no_server"] / len(group.born)
        assert refused == pytest.approx(expected, rel=0.15)
        # In flight on a failing server: few, with a tenth of a second of work.
        assert 0 < group.losses["server_failed"] < 0.02 * len(group.born)


@pytest.mark.parametrize("discipline", ["fcfs", "processor_sharing"])
def test_that_a_server_with_breakdowns_holds_what_white_and_christie_found(discipline):
    # M/M/1 whose work is resumed after breakdowns at rate f, repairs at rate r: H. White and
    # L. Christie, "Queuing with preemptive priorities or with breakdown", Oper. Res., vol. 6, 1958.
    lam, mu, f, r = 0.5, 1.0, 0.1, 0.4
    inside = lam * ((r + f) ** 2 + mu * f) / ((r + f) * (mu * r - lam * (r + f)))
    cpu = Station("cpu", discipline=discipline, interrupted="resumed", waits_for_repair=True)
    result = run(cpu, [Host((("cpu", 0),), Law(1 / f), Law(1 / r))], rate=lam, work=Law(1 / mu))
    assert result.classes["a"].loss_share.value == 0
    assert result.stations["cpu"].requests == pytest.approx(inside, rel=0.08)
    assert result.classes["a"].mean.covers(inside / lam)


def test_that_requests_on_a_failed_server_wait_there_for_its_repair():
    web = Station("web", servers=2, balancing="random", interrupted="resumed")
    hosts = [Host((("web", 0),), Law(1000, 0), Law(500, 0))]
    group = run(web, hosts, rate=0.5, work=Law(1, 0), horizon=1600).classes["a"]
    assert not group.losses
    caught = group.response[group.response > 400]
    assert 0 < len(caught) < 5
    assert np.all(group.born[group.response > 400] < 1000)


def test_that_a_shared_queue_goes_on_with_the_servers_that_are_left():
    def throughput(interrupted, discipline):
        web = Station("web", servers=3, discipline=discipline, interrupted=interrupted)
        hosts = [Host((("web", n),), Law(50), Law(50)) for n in range(2)]
        result = run(web, hosts, rate=1.2, work=Law(1), horizon=20_000)
        return result.classes["a"].loss_share.value, result.stations["web"].busy

    for discipline in ("fcfs", "processor_sharing"):
        lost, _ = throughput("lost", discipline)
        kept, busy = throughput("resumed", discipline)
        assert kept == 0 < lost < 0.05
        assert busy == pytest.approx(1.2, rel=0.03)


def test_that_a_page_loses_once_though_several_of_its_calls_fail_together():
    web = Station("web", servers=1, discipline="processor_sharing", cores=4)
    page = Parallel(((Visit("web", Law(5)),),), copies=6)
    flow = ClassFlow("a", (page,), arrivals=Renewal(0.05), timeout=100)
    hosts = [Host((("web", 0),), Law(30), Law(1, 0))]
    group = simulate_network([web], [flow], horizon=8000, seed=2, hosts=hosts).classes["a"]
    assert set(group.losses) == {"server_failed", "no_server"}
    assert sum(group.losses.values()) == np.sum(np.isinf(group.response))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: run(Station("web"), [Host((("db", 0),), UP, DOWN)]),
        lambda: run(Station("web"), [Host((("web", 1),), UP, DOWN)]),
        lambda: run(Station("web", discipline="delay"), [Host((("web", 0),), UP, DOWN)]),
        lambda: run(Station("web"), [Host((("web", 0),), UP, DOWN)] * 2),
        lambda: Station("web", balancing="random", waits_for_repair=True),
    ],
)
def test_that_an_impossible_host_is_refused(wrong):
    with pytest.raises(ValueError, match=r"not there|delay|two hosts|shared queue"):
        wrong()
