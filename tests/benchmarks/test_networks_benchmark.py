"""Rates of the network kernels beside LINE, where it is installed."""

import numpy as np
import pytest

from assessor.queueing.closed_approximate import approximate_closed
from assessor.queueing.networks_tandem import tandem_response
from assessor.queueing.time_varying import Sinusoid, steps
from assessor.queueing.time_varying_staffing import (
    cell_loads,
    servers_for_load,
    staffing_over_time,
)

pytestmark = pytest.mark.benchmark

DAYS, CELLS = 10_000, 96


def tandems(count, tiers=4):
    """Chains of M/M/c at utilisations of 0.4 to 0.9."""
    rng = np.random.default_rng(3)
    arrivals = 5 * 200 ** rng.random(count)
    rates = 2 * 50 ** rng.random((count, tiers))
    wanted = arrivals[:, np.newaxis] / rates / (0.4 + 0.5 * rng.random((count, tiers)))
    return arrivals, rates, np.maximum(1, np.ceil(wanted))


def line_percentile(arrival, rates, servers):
    """LINE's Euler inversion inside a root finder: the composition of its parts."""
    from line_solver.api.lti import laplace_invert_euler
    from scipy.optimize import brentq

    stays = []
    for mu, c in zip(rates.tolist(), servers.tolist(), strict=True):
        load, inverse = arrival / mu, 1.0
        for k in range(1, int(c) + 1):
            inverse = 1 + inverse * k / load
        stays.append((mu, c / (inverse * (c - load) + load), (c - load) * mu))

    def tail(s):
        product = 1
        for mu, delayed, spare in stays:
            product = product * mu / (mu + s) * (1 - delayed + delayed * spare / (spare + s))
        return (1 - product) / s

    mean = sum(1 / mu + delayed / spare for mu, delayed, spare in stays)
    return brentq(lambda t: laplace_invert_euler(tail, t) - 0.05, 0.5 * mean, 20 * mean, rtol=1e-8)


def test_that_tandem_percentiles_outrun_an_inversion_one_by_one(contest, entry, find_peer):
    arrivals, rates, servers = tandems(40_000)

    def ours():
        return tandem_response(
            arrival_rate=arrivals, service_rate=rates, servers=servers, quantile=0.95
        ).quantile

    def theirs():
        return [line_percentile(arrivals[i], rates[i], servers[i]) for i in range(30)]

    line = find_peer("line_solver")
    if line:
        assert ours()[:30] == pytest.approx(theirs(), rel=1e-6)
    found = contest(
        "95 % of the response through four M/M/c in series: percentiles",
        {
            "assessor tandem_response": entry(40_000, ours),
            "LINE Euler and a root finder": entry(30, theirs if line else None),
        },
    )
    assert found["assessor tandem_response"] > 50_000


@pytest.mark.parametrize(
    ("method", "least", "peers"), [("schweitzer", 30_000, 100), ("linearizer", 4_000, 5)]
)
def test_that_closed_models_outrun_those_solved_one_by_one(
    contest, entry, find_peer, method, least, peers
):
    rng = np.random.default_rng(2)
    count = 8_000
    demand = 0.01 + 0.2 * rng.random((count, 6, 4))
    users = 1.0 + rng.integers(0, 60, (count, 4))
    think = 1 + 9 * rng.random((count, 4))

    def ours():
        return approximate_closed(
            service_demand=demand, population=users, think_time=think, method=method
        )

    def theirs():
        from line_solver.api.pfqn.linearizer import pfqn_linearizer
        from line_solver.api.pfqn.mva import pfqn_bs

        for i in range(peers):
            if method == "schweitzer":
                pfqn_bs(demand[i], users[i], think[i], 1e-8)
            else:
                pfqn_linearizer(demand[i], users[i], think[i], ["PS"] * 6)

    name = f"assessor {method}"
    found = contest(
        f"{method}, 6 stations and 4 classes: models",
        {
            name: entry(count, ours),
            "LINE pfqn": entry(peers, theirs if find_peer("line_solver") else None),
        },
    )
    assert found[name] > least


def test_that_cells_of_service_days_are_staffed_by_the_millions(contest, entry):
    rates = 100 * np.random.default_rng(1).random((DAYS, CELLS))

    def loads():
        return cell_loads(arrival_rates=rates, cell_length=900.0, service_mean=np.full(DAYS, 300.0))

    load = cell_loads(arrival_rates=rates, cell_length=900.0, service_mean=np.full(DAYS, 1.0))
    found = contest(
        f"{DAYS:,} services over a day: cells",
        {
            "assessor servers_for_load": entry(DAYS * CELLS, lambda: servers_for_load(load, 0.2)),
            "assessor cell_loads, the load itself": entry(DAYS * CELLS, loads),
        },
    )
    assert found["assessor servers_for_load"] > 2e6


def test_that_a_day_of_thousands_of_servers_is_checked_in_seconds(contest, entry):
    edges = 900.0 * np.arange(CELLS + 1)
    middle = (edges[:-1] + edges[1:]) / 2
    turn = 2 * np.pi / 86_400
    swing = 1800 + 1200 * np.sin(turn * middle)

    def staffed(profile):
        answer = staffing_over_time(
            profile=profile, service_rate=1 / 300, edges=edges, delay_limit=0.2
        )
        assert answer.corrected

    found = contest(
        "staffing at 600 to 3,000 erlangs, checked by the forward equations: cells",
        {
            "assessor, rates in steps": entry(
                CELLS, lambda: staffed(steps(edges[:-1], swing / 300))
            ),
            "assessor, a smooth rate": entry(
                CELLS, lambda: staffed(Sinusoid(1800 / 300, 1200 / 300, turn))
            ),
        },
    )
    assert min(found.values()) > CELLS / 10
