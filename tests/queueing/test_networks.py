"""Open networks: traffic, product form, and the two-moment analyser."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.queueing.delay import mmc
from assessor.queueing.networks import open_classes, open_network, traffic_equations
from assessor.queueing.networks_qna import arrival_scvs


def test_that_traffic_follows_the_routes():
    # R package queueing, OJN example (Sixto 2004, ex. 11.11).
    routing = [[0, 0.2, 0.56, 0.24], [1, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]
    network = open_network(
        external_rate=[8, 0, 6, 0], routing=routing, service_rate=[14, 9, 17, 7], servers=1
    )
    assert network.arrival_rate == pytest.approx([10, 2, 11.6, 2.4])
    assert network.queue_length[[0, 2]] == pytest.approx([2.5, 11.6 / 5.4])
    assert network.error_class == "exact"
    assert network.response_mean == pytest.approx(network.queue_length.sum() / 14)


@given(
    rates=st.lists(st.floats(0, 5), min_size=3, max_size=3),
    shares=st.lists(st.floats(0, 0.3), min_size=9, max_size=9),
)
def test_that_what_comes_in_goes_out(rates, shares):
    routing = np.array(shares).reshape(3, 3)
    arrivals = traffic_equations(rates, routing)
    leaving = arrivals @ (1 - routing.sum(axis=1))
    assert leaving == pytest.approx(sum(rates), abs=1e-9)


def test_that_one_station_is_its_own_network():
    network = open_network(external_rate=[3.2], routing=[[0]], service_rate=[1], servers=[4])
    station = mmc(servers=4, arrival_rate=3.2, service_rate=1.0)
    assert network.waiting_time[0] == pytest.approx(float(station.waiting_mean))
    assert network.visits == pytest.approx([1.0])


def test_that_feedback_makes_visits_and_a_delay_makes_no_queue():
    network = open_network(
        external_rate=[1, 0],
        routing=[[0, 0.5], [1, 0]],
        service_rate=[4, 0.1],
        servers=[1, np.inf],
    )
    assert network.visits == pytest.approx([2, 1])
    assert network.waiting_time[1] == 0
    assert network.utilisation[1] == 0


def test_that_a_station_without_traffic_is_empty_and_an_overloaded_one_endless():
    network = open_network(
        external_rate=[3, 0], routing=[[0, 0], [0, 0]], service_rate=[2, 5], servers=1
    )
    assert network.response_time[0] == np.inf
    assert network.queue_length[1] == 0
    assert network.response_mean == np.inf
    idle = open_network(external_rate=[0.0], routing=[[0]], service_rate=[2], servers=1)
    assert idle.response_mean == 0


@pytest.mark.parametrize(
    ("rates", "routing", "words"),
    [
        ([1, 1], [[0]], "2 × 2"),
        ([-1], [[0]], "≥ 0"),
        ([1], [[1.2]], "≥ 0"),
        ([1, 0], [[0, 1], [1, 0]], "never leave"),
    ],
)
def test_that_impossible_traffic_is_refused(rates, routing, words):
    with pytest.raises(ValueError, match=words):
        traffic_equations(rates, routing)


def test_that_impossible_stations_are_refused():
    with pytest.raises(ValueError, match="service_rate"):
        open_network(external_rate=[1], routing=[[0]], service_rate=[0], servers=1)


def test_that_variability_spreads_down_a_line():
    # By hand, Whitt 1983 eq. (39): 1 + (1 − 0.81)·3 + 0.81·(0.25 − 1).
    found = arrival_scvs(
        external_rate=[0.9, 0],
        routing=[[0, 1], [0, 0]],
        arrival_rate=[0.9, 0.9],
        utilisation=[0.9, 0.9],
        servers=[1, 1],
        external_scv=[4, 1],
        service_scv=[0.25, 1],
    )
    assert found == pytest.approx([4, 0.9625], rel=1e-14)


def test_that_many_merged_streams_look_poisson():
    count = 30
    routing = np.zeros((count + 1, count + 1))
    routing[:count, count] = 1
    network = open_network(
        external_rate=[0.02] * count + [0],
        routing=routing,
        service_rate=[1] * (count + 1),
        servers=1,
        arrival_scv=8,
        service_scv=2,
    )
    assert network.error_class == "qna"
    assert network.arrival_scv[0] == pytest.approx(8)
    # The weight of Albin's correction at ρ = 0.6 with 30 streams is 1/(1 + 4·0.16·29).
    own = 1 + (1 - 0.02**2) * 7 + 0.02**2
    assert network.arrival_scv[-1] == pytest.approx(1 + (own - 1) / (1 + 4 * 0.16 * 29), rel=1e-6)


def test_that_general_variability_of_one_waits_like_the_exact_network():
    shape = {"external_rate": [1.4], "routing": [[0.3]], "service_rate": [1], "servers": [3]}
    exact = open_network(**shape)
    close = open_network(**shape, service_scv=1 + 1e-9)
    assert close.waiting_time == pytest.approx(exact.waiting_time, rel=1e-6)
    delays = open_network(
        external_rate=[1.0], routing=[[0]], service_rate=[1], servers=[np.inf], service_scv=4
    )
    assert delays.waiting_time == pytest.approx([0])


def test_that_classes_share_a_station_in_proportion_to_their_work():
    # Lazowska et al. 1984, p. 138: CPU and disk, transactions A and B.
    network = open_classes(arrival_rate=[3 / 19, 2 / 19], service_demand=[[1.0, 2.0], [3.0, 4.0]])
    assert network.residence_time[0] == pytest.approx([19 / 12, 19 / 6])
    assert network.queue_length == pytest.approx(network.residence_time * [3 / 19, 2 / 19])


def test_that_an_overloaded_station_stops_only_those_who_visit_it():
    network = open_classes(
        arrival_rate=[3.0, 0.5], service_demand=[[0.5, 0.0], [0.1, 0.2]], servers=[1, np.inf]
    )
    assert network.response_mean[0] == np.inf
    assert network.response_mean[1] == pytest.approx(0.2)


def test_that_demands_must_fit_the_classes():
    with pytest.raises(ValueError, match="stations × 2"):
        open_classes(arrival_rate=[1, 1], service_demand=[[1.0]])
