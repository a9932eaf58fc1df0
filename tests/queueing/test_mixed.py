"""Open and closed classes together, against the Markov chain of the whole system."""

import numpy as np
import pytest

from assessor.queueing.closed import closed_network
from assessor.queueing.mixed import mixed_network
from assessor.queueing.networks import open_classes


def chain(arrival_rate, users, think, channels, reach=150):
    """Mean open and closed customers at one station of exponential services of mean 1."""
    size = (users + 1) * (reach + 1)
    Q = np.zeros((size, size))
    for i in range(users + 1):
        for j in range(reach + 1):
            here = i * (reach + 1) + j
            each = min(i + j, channels) / max(i + j, 1)
            moves = [
                (i, j + 1, arrival_rate if j < reach else 0),
                (i + 1, j, (users - i) / think),
                (i - 1, j, each * i),
                (i, j - 1, each * j),
            ]
            for a, b, rate in moves:
                if rate:
                    Q[here, a * (reach + 1) + b] += rate
                    Q[here, here] -= rate
    A = np.vstack([Q.T[1:], np.ones(size)])
    law = np.linalg.solve(A, np.eye(size)[-1]).reshape(users + 1, reach + 1)
    return law.sum(axis=0) @ np.arange(reach + 1), law.sum(axis=1) @ np.arange(users + 1)


def test_that_a_shared_station_of_two_servers_equals_its_markov_chain():
    opened, closed = chain(0.8, 2, 3.0, 2)
    network = mixed_network(
        arrival_rate=[0.8],
        open_demand=[[1.0]],
        population=[2],
        closed_demand=[[1.0]],
        think_time=3.0,
        servers=2,
    )
    assert network.open_response_time[0] == pytest.approx(opened / 0.8, rel=1e-10)
    assert network.closed_throughput[0] == pytest.approx((2 - closed) / 3, rel=1e-10)
    assert network.queue_length[0] == pytest.approx(opened + closed, rel=1e-10)


def test_that_an_open_class_near_saturation_keeps_its_long_queue():
    network = mixed_network(
        arrival_rate=[1.998],
        open_demand=[[1.0]],
        population=[0],
        closed_demand=[[1.0]],
        servers=2,
    )
    # M/M/2 at ρ = 0.999: L = 2ρ/(1 − ρ²).
    assert network.queue_length[0] == pytest.approx(1.998 / (1 - 0.999**2), rel=1e-10)


def test_that_single_servers_are_slowed_by_what_the_open_classes_leave():
    closed_demand = np.array([[0.2, 0.1], [0.3, 0.2]])
    network = mixed_network(
        arrival_rate=[2.0, 1.0],
        open_demand=[[0.1, 0.2], [0.05, 0.3]],
        population=[5, 3],
        closed_demand=closed_demand,
        think_time=[4.0, 2.0],
    )
    inflated = closed_network(
        population=[5, 3], service_demand=closed_demand / 0.6, think_time=[4.0, 2.0]
    )
    assert network.closed_throughput == pytest.approx(inflated.throughput, rel=1e-12)
    met = 1 + inflated.queue_length.sum(axis=1)
    assert network.open_residence_time[:, 1] == pytest.approx([0.2, 0.3] * met / 0.6, rel=1e-12)


def test_that_without_users_it_is_the_open_network_and_without_arrivals_the_closed():
    alone = mixed_network(
        arrival_rate=[20.0],
        open_demand=[[0.2], [0.1]],
        population=[0],
        closed_demand=[[0.2], [0.1]],
        servers=[6, np.inf],
    )
    opened = open_classes(arrival_rate=[20.0], service_demand=[[0.2], [0.1]], servers=[6, np.inf])
    assert alone.open_response_time == pytest.approx(opened.response_mean, rel=1e-12)
    quiet = mixed_network(
        arrival_rate=[0.0],
        open_demand=[[1.0]],
        population=[4],
        closed_demand=[[0.5]],
        think_time=1.0,
        servers=2,
    )
    closed = closed_network(population=4, service_demand=[0.5], think_time=1.0, servers=2)
    assert quiet.closed_throughput == pytest.approx(closed.throughput, rel=1e-12)
    rare = mixed_network(
        arrival_rate=[1e-7],
        open_demand=[[1.0]],
        population=[4],
        closed_demand=[[0.5]],
        think_time=1.0,
        servers=2,
    )
    assert quiet.open_response_time == pytest.approx(rare.open_response_time, rel=1e-5)


def test_that_a_drowned_station_stops_its_visitors_and_nobody_else():
    network = mixed_network(
        arrival_rate=[20.0, 0.1],
        open_demand=[[0.2, 0.0], [0.01, 0.1]],
        population=[10, 3],
        closed_demand=[[0.2, 0.0], [0.1, 0.1]],
        think_time=1.0,
        servers=[3, 1],
    )
    assert network.open_response_time[0] == np.inf
    assert np.isfinite(network.open_response_time[1])
    assert network.closed_throughput[0] == 0
    assert network.closed_throughput[1] > 2
    assert network.closed_response_time[0] == np.inf
    assert not np.any(np.isnan(network.closed_residence_time))


def test_that_where_every_station_drowns_only_thinkers_go_on():
    network = mixed_network(
        arrival_rate=[3.0],
        open_demand=[[1.0]],
        population=[2, 4],
        closed_demand=[[1.0, 0.0]],
        think_time=[1.0, 8.0],
        servers=2,
    )
    assert network.open_response_time.tolist() == [np.inf]
    assert network.closed_throughput == pytest.approx([0.0, 0.5])
    assert network.closed_response_time.tolist() == [np.inf, 0.0]


def test_that_without_closed_classes_the_open_ones_are_alone():
    shape = {"arrival_rate": [1.5, 0.3], "servers": [3, 1]}
    demand = [[1.0, 0.5], [0.2, 0.9]]
    mixed = mixed_network(
        open_demand=demand, population=[], closed_demand=np.zeros((2, 0)), **shape
    )
    alone = open_classes(service_demand=demand, **shape)
    assert mixed.open_response_time == pytest.approx(alone.response_mean)
    assert mixed.queue_length == pytest.approx(alone.queue_length.sum(axis=1))
    assert mixed.closed_throughput.size == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"open_demand": [[1.0], [1.0]]},
        {"open_demand": [[1.0, 1.0]]},
        {"arrival_rate": [-1.0]},
    ],
)
def test_that_impossible_mixed_networks_are_refused(wrong):
    right = {
        "arrival_rate": [0.5],
        "open_demand": [[1.0]],
        "population": [1],
        "closed_demand": [[1.0]],
    }
    with pytest.raises(ValueError):
        mixed_network(**(right | wrong))
