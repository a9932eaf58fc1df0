"""Networks solved per CPU second: four-tier percentiles, closed classes, a day's staffing."""

import math

import numpy as np
import pytest

from assessor import queueing
from assessor.queueing.time_varying import steps
from assessor.queueing.time_varying_staffing import servers_for_load

pytestmark = pytest.mark.benchmark


def tandems(count, tiers=4, seed=3):
    """Tandems of M/M/c at utilisations from 0.4 to 0.9."""
    rng = np.random.default_rng(seed)
    arrival_rate = np.exp(math.log(5) + rng.random(count) * math.log(200))
    service_rate = np.exp(math.log(2) + rng.random((count, tiers)) * math.log(50))
    utilisation = 0.4 + 0.5 * rng.random((count, tiers))
    servers = np.maximum(1, np.ceil(arrival_rate[:, None] / service_rate / utilisation))
    return arrival_rate, service_rate, servers.astype(int)


def line_quantiles(lti, arrival_rate, service_rate, servers):
    """The same by LINE's scalar inversion and a root finder around it."""
    from scipy.optimize import brentq

    def solve(rate, rates, counts):
        tiers = []
        for mu, c in zip(rates, counts, strict=True):
            load, inverse = rate / mu, 1.0
            for j in range(1, int(c) + 1):
                inverse = 1 + inverse * j / load
            tiers.append((mu, c / (inverse * (c - load) + load), (c - load) * mu))

        def tail(s):
            product = 1
            for mu, delayed, decay in tiers:
                product = product * mu / (mu + s) * (1 - delayed + delayed * decay / (decay + s))
            return (1 - product) / s

        mean = sum(1 / mu + delayed / decay for mu, delayed, decay in tiers)
        invert = lti.laplace_invert_euler
        return brentq(lambda t: invert(tail, t) - 0.05, 0.5 * mean, 20 * mean, rtol=1e-8)

    rows = zip(arrival_rate, service_rate, servers, strict=True)
    return np.array([solve(*row) for row in rows])


def test_that_four_tier_percentiles_outrun_scalar_inversion(contest, entry, find_peer):
    count, few = 20_000, 30
    arrival_rate, service_rate, servers = tandems(count)

    def ours():
        return queueing.tandem_response(
            arrival_rate=arrival_rate, service_rate=service_rate, servers=servers, quantile=0.95
        )

    lti = find_peer("line_solver.api.lti")

    def theirs():
        return line_quantiles(lti, arrival_rate[:few], service_rate[:few], servers[:few])

    if lti:
        assert ours().quantile[:few] == pytest.approx(theirs(), rel=1e-6)
    rates = contest(
        "95 % of the response through four M/M/c tiers: percentiles",
        {
            "assessor tandem_response": entry(count, ours),
            "LINE Euler inversion and brentq": entry(few, theirs if lti else None),
        },
    )
    assert rates["assessor tandem_response"] > 30 * rates.get("LINE Euler inversion and brentq", 0)


def closed_models(count, stations=6, classes=4, seed=2):
    rng = np.random.default_rng(seed)
    demand = 0.01 + 0.2 * rng.random((count, stations, classes))
    population = 1.0 + (rng.random((count, classes)) * 60).astype(int)
    return demand, population, 1.0 + 9.0 * rng.random((count, classes))


def test_that_closed_classes_are_solved_faster_than_one_by_one(contest, entry, find_peer):
    count, few = 5000, 30
    demand, population, think = closed_models(count)
    line = find_peer("line_solver.api.pfqn.mva")
    linearizer = find_peer("line_solver.api.pfqn.linearizer")

    def ours(method, n):
        return lambda: queueing.approximate_closed(
            population=population[:n],
            service_demand=demand[:n],
            think_time=think[:n],
            method=method,
        )

    def schweitzer():
        return [line.pfqn_bs(demand[i], population[i], think[i], 1e-8) for i in range(few)]

    def linearized():
        sharing = ["PS"] * demand.shape[1]
        arguments = zip(demand[:3], population[:3], think[:3], strict=True)
        return [linearizer.pfqn_linearizer(*row, sharing) for row in arguments]

    contest(
        "Schweitzer, 6 stations, 4 classes: models",
        {
            "assessor approximate_closed": entry(count, ours("schweitzer", count)),
            "LINE pfqn_bs": entry(few, schweitzer if line else None),
        },
    )
    contest(
        "Linearizer, 6 stations, 4 classes: models",
        {
            "assessor approximate_closed": entry(500, ours("linearizer", 500)),
            "LINE pfqn_linearizer": entry(3, linearized if linearizer else None),
        },
    )


def test_that_a_day_is_staffed_cell_by_cell(contest, entry):
    hours = np.arange(97) * 900.0
    rates_by_cell = 60 + 40 * np.sin(2 * np.pi * hours[:-1] / 86_400)
    profile = steps(hours[:-1], rates_by_cell)
    loads = np.random.default_rng(4).uniform(1, 200, (10_000, 96))

    def verified_day():
        return queueing.staffing_over_time(
            profile=profile, service_rate=1 / 2, edges=hours, delay_limit=0.2
        )

    def many_cells():
        return servers_for_load(loads, 0.2)

    contest(
        "staffing of quarter hours at a given offered load: cells",
        {
            "assessor servers_for_load, 10,000 services": entry(loads.size, many_cells),
            "assessor staffing_over_time, a verified day": entry(96, verified_day),
        },
    )
