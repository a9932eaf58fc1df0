"""The event-driven simulator against Ciw, an independent simulator: intervals of both overlap."""

from dataclasses import dataclass
from types import ModuleType

import numpy as np
import pytest

from assessor.queueing.simulation import (
    Batches,
    ClassFlow,
    Law,
    Renewal,
    Repeat,
    Station,
    Visit,
    simulate_network,
)
from assessor.queueing.simulation.results import Window, response_result

SHORT, LONG = 3000.0, 300_000.0


@dataclass(frozen=True)
class Peer:
    """Builds the networks in Ciw's own terms."""

    ciw: ModuleType

    def exponential(self, mean):
        return self.ciw.dists.Exponential(1 / mean)

    def tandem(self):
        return self.ciw.create_network(
            arrival_distributions=[self.exponential(1 / 4), None],
            service_distributions=[self.exponential(0.6), self.exponential(0.2)],
            number_of_servers=[3, 1],
            routing=[[0.0, 1.0], [0.0, 0.0]],
        )

    def feedback(self):
        return self.ciw.create_network(
            arrival_distributions={"a": [self.exponential(1 / 2)], "b": [self.exponential(1)]},
            service_distributions={"a": [self.exponential(0.5)], "b": [self.exponential(0.8)]},
            number_of_servers=[3],
            routing={"a": [[0.3]], "b": [[0.0]]},
        )

    def finite_buffer(self):
        return self.ciw.create_network(
            arrival_distributions=[self.exponential(1 / 5)],
            service_distributions=[self.exponential(0.5)],
            number_of_servers=[2],
            queue_capacities=[3],
        )

    def sharing(self):
        return self.ciw.create_network(
            arrival_distributions=[self.exponential(1 / 3)],
            service_distributions=[self.ciw.dists.Deterministic(0.5)],
            number_of_servers=[float("inf")],
            ps_thresholds=[2],
        )

    def batches(self):
        return self.ciw.create_network(
            arrival_distributions=[self.exponential(1)],
            service_distributions=[self.ciw.dists.Gamma(4, 0.125)],
            number_of_servers=[3],
            batching_distributions=[self.ciw.dists.Deterministic(4)],
        )

    def closed(self):
        gaps = self.ciw.dists.Sequential([0.001] * 12 + [float("inf")])
        return self.ciw.create_network(
            arrival_distributions=[gaps, None],
            service_distributions=[self.exponential(4), self.exponential(0.5)],
            number_of_servers=[float("inf"), 2],
            routing=[[0.0, 1.0], [1.0, 0.0]],
        )


def poisson(name, rate, *steps):
    return ClassFlow(name, steps, arrivals=Renewal(rate))


CASES = {
    "tandem": (
        [Station("first", cores=3), Station("second")],
        [poisson("a", 4, Visit("first", Law(0.6)), Visit("second", Law(0.2)))],
    ),
    "feedback": (
        [Station("only", cores=3)],
        [
            poisson("a", 2, Repeat((Visit("only", Law(0.5)),), 0.3)),
            poisson("b", 1, Visit("only", Law(0.8))),
        ],
    ),
    "finite_buffer": (
        [Station("only", cores=2, capacity=5)],
        [poisson("a", 5, Visit("only", Law(0.5)))],
    ),
    "sharing": (
        [Station("only", cores=2, discipline="processor_sharing")],
        [poisson("a", 3, Visit("only", Law(0.5, 0)))],
    ),
    "batches": (
        [Station("only", cores=3)],
        [ClassFlow("a", (Visit("only", Law(0.5, 0.25)),), arrivals=Batches(Renewal(1), 4))],
    ),
    "closed": (
        [Station("only", cores=2)],
        [ClassFlow("a", (Visit("only", Law(0.5)),), population=12, think=Law(4))],
    ),
}


def peer_responses(ciw, name, horizon, seed):
    """Births and responses by class; infinite where Ciw rejected the customer."""
    ciw.seed(seed)
    node_class = ciw.PSNode if name == "sharing" else None
    simulation = ciw.Simulation(getattr(Peer(ciw), name)(), node_class=node_class)
    simulation.simulate_until_max_time(horizon)
    journeys = {}
    for number, record in enumerate(simulation.get_all_records()):
        if name == "closed" and record.node != 2:
            continue
        key = number if name == "closed" else record.id_number
        lost = record.record_type == "rejection"
        end = float("inf") if lost else record.exit_date
        group, born, last = journeys.get(key, (record.customer_class, np.inf, 0.0))
        journeys[key] = (group, min(born, record.arrival_date), max(last, end))
    groups = {}
    for group, born, end in journeys.values():
        groups.setdefault("a" if group == "Customer" else group, []).append((born, end - born))
    return {group: np.array(pairs).T for group, pairs in groups.items()}


def assert_that_intervals_overlap(name, horizon, seed):
    ciw = pytest.importorskip("ciw")
    window = Window(50.0, horizon, quantiles=(0.5, 0.95))
    stations, flows = CASES[name]
    ours = simulate_network(
        stations, flows, horizon=4 * horizon, warm_up=50, seed=seed, quantiles=(0.5, 0.95)
    )
    for group, (born, response) in peer_responses(ciw, name, horizon, seed).items():
        theirs, own = response_result(born, response, window), ours.classes[group]
        assert own.mean.overlaps(theirs.mean)
        assert own.loss_share.overlaps(theirs.loss_share)
        for q in window.quantiles:
            assert own.quantiles[q].overlaps(theirs.quantiles[q])


@pytest.mark.parametrize("name", CASES)
def test_that_ciw_gives_the_same_within_its_interval(name):
    assert_that_intervals_overlap(name, SHORT, seed=1)


@pytest.mark.soak
@pytest.mark.parametrize("name", CASES)
def test_that_a_long_run_of_ciw_gives_the_same_within_two_per_cent(name):
    ciw = pytest.importorskip("ciw")
    stations, flows = CASES[name]
    ours = simulate_network(stations, flows, horizon=LONG, warm_up=50, seed=2)
    for group, (born, response) in peer_responses(ciw, name, LONG, 2).items():
        theirs = response_result(born, response, Window(50.0, LONG)).mean
        own = ours.classes[group].mean
        assert own.overlaps(theirs)
        for estimate in (own, theirs):
            assert estimate.high - estimate.low < 2 * 0.02 * estimate.value
