"""The event-driven simulator against known results."""

import pytest

from assessor.queueing.simulation import (
    ClassFlow,
    Law,
    Parallel,
    Renewal,
    Station,
    Timed,
    Visit,
    simulate_network,
)

MEAN_S = 0.035


def one_station(station, *, arrivals, work, seed=1, horizon=400.0):
    flow = ClassFlow("page", (Visit(station.name, work),), arrivals=arrivals)
    return simulate_network([station], [flow], horizon=horizon, warm_up=20, seed=seed)


def test_that_four_pooled_cores_at_70_per_cent_answer_as_processor_sharing_does():
    cpu = Station("cpu", cores=4, discipline="processor_sharing")
    run = one_station(cpu, arrivals=Renewal(80), work=Law(MEAN_S, 4.6), horizon=1000)
    page = run.classes["page"]
    assert page.mean.value == pytest.approx(0.0475, rel=0.05)
    assert page.quantiles[0.95].value == pytest.approx(0.176, rel=0.07)
    assert page.quantiles[0.99].value == pytest.approx(0.560, rel=0.08)


def test_that_four_cores_before_one_queue_answer_as_first_come_first_served_does():
    queue = Station("queue", cores=4)
    run = one_station(queue, arrivals=Renewal(80), work=Law(MEAN_S, 4.6), horizon=1000)
    page = run.classes["page"]
    assert page.mean.value == pytest.approx(0.065, rel=0.08)
    assert page.quantiles[0.95].value == pytest.approx(0.261, rel=0.10)
    assert page.quantiles[0.99].value == pytest.approx(0.494, rel=0.10)


def test_that_a_page_of_eight_parallel_requests_waits_for_the_slowest():
    cpu = Station("cpu", servers=7, cores=4, discipline="processor_sharing")
    request = Timed("request", (Visit("cpu", Law(MEAN_S)),))
    flow = ClassFlow("page", (Parallel(((request,),), copies=8),), arrivals=Renewal(80))
    run = simulate_network([cpu], [flow], horizon=150, warm_up=10, seed=3)
    page = run.classes["page"]
    assert page.quantiles[0.95].value == pytest.approx(0.281, rel=0.1)
    assert page.timed["request"].quantiles[0.95].value == pytest.approx(0.156, rel=0.1)
