"""Sizing questions answered per CPU second: the fewest servers that keep a promise."""

import math

import numpy as np
import pytest

from assessor import queueing

pytestmark = pytest.mark.benchmark

COUNT, PEER_COUNT, CHECKED = 1_000_000, 3000, 2000


def questions(count, largest_load, seed=1):
    """M/M/c questions: loads log-uniform from 1 erlang, promises from 80 to 99 %."""
    rng = np.random.default_rng(seed)
    load = np.exp(rng.random(count) * math.log(largest_load))
    service_rate = np.exp(math.log(0.5) + rng.random(count) * math.log(100))
    return {
        "arrival_rate": load * service_rate,
        "service_rate": service_rate,
        "waiting_limit": (0.05 + 0.45 * rng.random(count)) / service_rate,
        "fraction": np.array([0.8, 0.9, 0.95, 0.99])[(rng.random(count) * 4).astype(int)],
        "max_utilisation": 0.70 + 0.27 * rng.random(count),
        # About 7 % of these limits no number of servers keeps.
        "response_limit": (3.2 + 4.8 * rng.random(count)) / service_rate,
    }


def waiting(asked):
    return queueing.servers_for_waiting(
        **{name: value for name, value in asked.items() if name != "response_limit"}
    )


def response(asked):
    return queueing.servers_for_response(
        **{name: value for name, value in asked.items() if name != "waiting_limit"}
    )


def keeps(servers, arrival_rate, service_rate, waiting_limit, fraction, max_utilisation, **_):
    """Decide one question by Erlang's recursion, term by term."""
    load = arrival_rate / service_rate
    if servers <= load or load / servers > max_utilisation * (1 + 1e-12):
        return False
    inverse = 1.0
    for c in range(1, int(servers) + 1):
        inverse = 1 + inverse * c / load
    delayed = servers / (inverse * (servers - load) + load)
    decay = (servers - load) * service_rate * waiting_limit
    return delayed * math.exp(-decay) <= 1 - fraction


def wrong_minima(asked, servers, count):
    rows = [{name: float(value[i]) for name, value in asked.items()} for i in range(count)]
    return sum(
        not keeps(int(c), **row) or keeps(int(c) - 1, **row)
        for c, row in zip(servers[:count], rows, strict=True)
    )


def pyworkforce_job(asked):
    from pyworkforce.queuing import ErlangC

    columns = ("arrival_rate", "service_rate", "waiting_limit", "fraction", "max_utilisation")
    rows = list(zip(*(asked[name][:PEER_COUNT].tolist() for name in columns), strict=True))

    def job():
        for rate, mu, limit, fraction, occupancy in rows:
            queue = ErlangC(transactions=rate, aht=1 / mu, asa=limit, interval=1)
            queue.required_positions(service_level=fraction, max_occupancy=occupancy)

    return job


def pyqueueing_job(asked):
    from pyqueueing.models.erlang_c import ErlangC

    columns = ("arrival_rate", "service_rate", "waiting_limit", "fraction")
    rows = list(zip(*(asked[name][:PEER_COUNT].tolist() for name in columns), strict=True))

    def job():
        for rate, mu, limit, fraction in rows:
            ErlangC(rate, mu).required_servers(target_service_level=(limit, fraction))

    return job


def one_gamma_function(asked):
    """The floor: a single incomplete gamma function for each question."""
    from scipy.special import gammaincc

    load = asked["arrival_rate"] / asked["service_rate"]
    servers = np.ceil(load / asked["max_utilisation"])
    return lambda: gammaincc(servers + 1, load)


@pytest.mark.parametrize("largest_load", [100.0, 2000.0, 20_000.0])
def test_that_the_fewest_servers_are_found_faster_than_by_scanning(
    contest, entry, find_peer, largest_load
):
    asked = questions(COUNT, largest_load)
    assert wrong_minima(asked, waiting(asked), CHECKED if largest_load < 20_000 else 200) == 0
    entries = {
        "assessor servers_for_waiting": entry(COUNT, lambda: waiting(asked)),
        "floor: one scipy gammaincc a question": entry(COUNT, one_gamma_function(asked)),
    }
    if largest_load <= 2000:  # beyond, the peers scan for minutes
        scanner, other = find_peer("pyworkforce.queuing"), find_peer("pyqueueing")
        entries["pyworkforce"] = entry(PEER_COUNT, pyworkforce_job(asked) if scanner else None)
        entries["pyqueueing"] = entry(PEER_COUNT, pyqueueing_job(asked) if other else None)
    title = f"fewest servers for a waiting promise, loads up to {largest_load:g}: questions"
    rates = contest(title, entries)
    assert rates["assessor servers_for_waiting"] > 30 * rates.get("pyworkforce", 0)


def test_that_response_promises_are_sized_as_fast_as_waiting_promises(contest, entry):
    asked = questions(COUNT, 2000.0)
    infeasible = np.exp(-asked["service_rate"] * asked["response_limit"]) >= 1 - asked["fraction"]
    assert np.array_equal(response(asked) == -1, infeasible)
    rates = contest(
        "fewest servers for a response promise, loads up to 2000 (no peer does it): questions",
        {
            "assessor servers_for_response": entry(COUNT, lambda: response(asked)),
            "floor: one scipy gammaincc a question": entry(COUNT, one_gamma_function(asked)),
        },
    )
    assert rates["assessor servers_for_response"] > 100_000
