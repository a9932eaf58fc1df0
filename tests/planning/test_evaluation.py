"""A fleet under load, against queueing worked out here and against simulation."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.demand import demand_for_year
from assessor.planning.evaluation import Evaluator
from assessor.planning.plans import plan, year_view
from assessor.planning.platform import platform_of
from assessor.queueing.simulation import (
    ClassFlow,
    Law,
    Parallel,
    Renewal,
    Station,
    Visit,
    simulate_network,
)
from assessor.scenario.worlds import resolve

RATE, WORK = 80.0, 0.1


def evaluator_of(scenario, year=2023) -> Evaluator:
    resolved = resolve(scenario)
    view = year_view(resolved, demand_for_year(resolved, year), platform_of(resolved))
    return view.evaluators[0]


def delay_probability(channels: int, load: float) -> float:
    """Erlang C by its defining sum."""
    terms = [load**n / math.factorial(n) for n in range(channels)]
    last = load**channels / math.factorial(channels) * channels / (channels - load)
    return last / (sum(terms) + last)


def mmc_tail(channels: int, rate: float, work: float, t: float) -> float:
    """P(response > t) of M/M/c, from the two exponentials of its wait and service."""
    mu = 1 / work
    delayed, spare = delay_probability(channels, rate * work), channels * mu - rate
    return (1 - delayed) * math.exp(-mu * t) + delayed * (
        spare * math.exp(-mu * t) - mu * math.exp(-spare * t)
    ) / (spare - mu)


@pytest.mark.parametrize("servers", [3, 4, 8])
def test_that_a_shared_cpu_stretches_work_by_one_plus_delay_over_free_channels(small, servers):
    evaluator = evaluator_of(small())
    response = evaluator.response("call", {"app": servers}, with_remote=False)
    channels, load = 4 * servers, RATE * WORK
    stretch = 1 + delay_probability(channels, load) / (channels - load)
    assert response.mean == pytest.approx(WORK * stretch, rel=1e-6)
    assert evaluator.station("app", servers).utilisation == pytest.approx(load / channels)


def test_that_a_queue_of_work_items_answers_as_mmc_does(small):
    evaluator = evaluator_of(small(platform={"tiers": {"app": {"discipline": "fcfs"}}}))
    response = evaluator.response("call", {"app": 3}, with_remote=False)
    delayed = delay_probability(12, 8.0)
    assert response.mean == pytest.approx(WORK + delayed / (12 / WORK - RATE), rel=1e-3)
    for t in (0.1, 0.3, 0.5):
        assert response.late_share(t) == pytest.approx(mmc_tail(12, RATE, WORK, t), rel=2e-3)


def test_that_random_balancing_is_one_queue_per_server(small):
    evaluator = evaluator_of(small(platform={"tiers": {"app": {"balancing": "random"}}}))
    response = evaluator.response("call", {"app": 4}, with_remote=False)
    stretch = 1 + delay_probability(4, 2.0) / (4 - 2.0)
    assert response.mean == pytest.approx(WORK * stretch, rel=1e-6)


def test_that_an_unstable_tier_never_answers_and_raises_nothing(small):
    evaluator = evaluator_of(small())
    response = evaluator.response("call", {"app": 2}, with_remote=False)
    assert response.mean == math.inf
    assert response.quantiles([0.5, 0.99]) == (math.inf, math.inf)
    assert response.late_share(10.0) == 1.0
    assert evaluator.station("app", 2).loss_share == 1.0


def test_that_a_full_queue_loses_what_an_mmck_loses(small):
    tier = {"queue_limit": 10, "discipline": "fcfs"}
    evaluator = evaluator_of(small(platform={"tiers": {"app": tier}}))
    weights = np.cumprod([1.0, *(8.0 / min(n, 8) for n in range(1, 19))])
    lost = weights[-1] / weights.sum()
    assert evaluator.station("app", 2).loss_share == pytest.approx(lost, rel=1e-9)


def test_that_contention_leaves_fewer_channels(small):
    usl = {"contention": 0.02, "coherency": 0.0001}
    tier = {"discipline": "load_dependent", "usl": usl}
    evaluator = evaluator_of(small(platform={"tiers": {"app": tier}}))
    station = evaluator.station("app", 8)
    effective = 32 / (1 + 0.02 * 31 + 0.0001 * 32 * 31)
    assert station.channels == pytest.approx(effective)
    assert station.utilisation == pytest.approx(8.0 / effective)
    # A birth-death chain whose n jobs are worked on at the speed of n channels.
    speed = [n / (1 + 0.02 * (n - 1) + 0.0001 * n * (n - 1)) for n in range(1, 33)]
    weights = np.cumprod([1.0, *(8.0 / speed[min(n, 32) - 1] for n in range(1, 2000))])
    number = float(weights @ np.arange(2000) / weights.sum())
    response = evaluator.response("call", {"app": 8}, with_remote=False)
    assert response.mean == pytest.approx(number / RATE, rel=1e-6)


def test_that_standbys_carry_no_load_until_a_server_fails(small):
    tier = {"scaling": "active_standby", "spares": 2, "servers_installed": 8}
    view = platform_of(resolve(small(platform={"tiers": {"app": tier}}))).tiers["app"]
    assert [view.active(8, up) for up in (8, 7, 6, 5)] == [6, 6, 6, 5]


@given(servers=st.integers(3, 30), more=st.integers(1, 5))
def test_that_one_more_server_never_answers_later(small, servers, more):
    evaluator = _EVALUATORS.setdefault("small", None) or evaluator_of(small())
    _EVALUATORS["small"] = evaluator
    fewer = evaluator.response("call", {"app": servers}, with_remote=False)
    larger = evaluator.response("call", {"app": servers + more}, with_remote=False)
    for limit in (0.1, 0.2, 0.5):
        assert larger.late_share(limit) <= fewer.late_share(limit) + 1e-7
    assert larger.mean <= fewer.mean * (1 + 1e-9)


_EVALUATORS: dict[str, Evaluator | None] = {}


@given(factor=st.floats(1.01, 3.0))
def test_that_more_load_never_answers_sooner(small, factor):
    evaluator = _EVALUATORS.setdefault("small", None) or evaluator_of(small())
    _EVALUATORS["small"] = evaluator
    heavier = Evaluator(evaluator.platform, evaluator.load.scaled(factor))
    light = evaluator.response("call", {"app": 4}, with_remote=False)
    heavy = heavier.response("call", {"app": 4}, with_remote=False)
    assert heavy.late_share(0.3) >= light.late_share(0.3) - 1e-7
    assert heavy.mean >= light.mean * (1 - 1e-9)


def test_that_tiers_are_convolved_as_the_simulator_finds_them(small):
    scenario = small(
        platform={
            "tiers": {
                "web": {
                    "role": "web",
                    "site": "main",
                    "shape": "vm",
                    "balancing": "shared_queue",
                    "servers_installed": 1,
                },
                "db": {
                    "role": "database",
                    "site": "main",
                    "shape": "vm",
                    "balancing": "shared_queue",
                    "servers_installed": 2,
                },
            },
            "demands": {
                "call": {
                    "web": {"service_demand_s": 0.03, "service_scv": 1.0},
                    "db": {"service_demand_s": 0.06, "service_scv": 1.0},
                }
            },
        }
    )
    evaluator = evaluator_of(scenario)
    found = evaluator.response("call", {"app": 3, "web": 1, "db": 2}, with_remote=False)
    work = {"app": (3, 0.1), "web": (1, 0.03), "db": (2, 0.06)}
    stations = [
        Station(name, cores=4 * n, discipline="processor_sharing") for name, (n, _) in work.items()
    ]
    steps = tuple(Visit(name, Law(mean)) for name, (_, mean) in work.items())
    run = simulate_network(
        stations,
        [ClassFlow("call", steps, arrivals=Renewal(RATE))],
        horizon=400,
        warm_up=20,
        seed=7,
    )
    simulated = run.classes["call"]
    assert found.mean == pytest.approx(simulated.mean.value, rel=0.03)
    (p95, p99) = found.quantiles([0.95, 0.99])
    assert p95 == pytest.approx(simulated.quantiles[0.95].value, rel=0.05)
    assert p99 == pytest.approx(simulated.quantiles[0.99].value, rel=0.08)


PAGES = {
    "populations": {
        "citizens": {"title": {"vi": "Dân", "en": "Citizens"}, "users": "citizens", "size": 1000}
    },
    "services": {
        "calls": {"enabled": False},
        "pages": {
            "kind": "open",
            "title": {"vi": "Trang", "en": "Pages"},
            "hosted": "city",
            "data_class": "public",
            "population": "citizens",
            "profile": "flat",
            # one page a visit, one visit a transaction, eight calls a page
            "transactions_per_year": 80.0 * 365 * 86400,
            "funnel": {
                "visits_any_channel": 1.0,
                "visits_per_online_transaction": 0.0,
                "pages_per_visit": 1.0,
                "requests": {"call": {"per": "page", "count": 8}},
            },
        },
    },
    "platform": {
        "tiers": {"app": {"servers_installed": 7, "balancing": "least_connections"}},
        "demands": {"call": {"app": {"service_demand_s": 0.035, "service_scv": 1.0}}},
    },
    "promises": {"classes": {"call": {"unit": "page"}}},
}


def test_that_a_page_waits_for_the_slowest_of_its_parallel_calls(small):
    evaluator = evaluator_of(small(**PAGES))
    assert evaluator.load.arrival_rates["call"] == pytest.approx(640.0, rel=1e-6)
    found = evaluator.response("call", {"app": 7}, with_remote=False)
    cpu = Station("cpu", servers=7, cores=4, discipline="processor_sharing")
    page = Parallel(((Visit("cpu", Law(0.035)),),), copies=8)
    flow = ClassFlow("page", (page,), arrivals=Renewal(80))
    run = simulate_network([cpu], [flow], horizon=120, warm_up=10, seed=5).classes["page"]
    (p95,) = found.quantiles([0.95])
    # Calls of one page hold each other up: taking them as independent errs on the safe side.
    assert run.quantiles[0.95].value * 0.97 <= p95 <= run.quantiles[0.95].value * 1.25
    assert run.mean.value * 0.97 <= found.mean <= run.mean.value * 1.25


def test_that_external_time_counts_only_where_the_promise_says_so(small):
    scenario = small(
        platform={
            "tiers": {
                "registry": {
                    "role": "remote",
                    "hosted": "external",
                    "discipline": "delay",
                    "latency_s": 0.5,
                    "availability": 0.99,
                }
            },
            "demands": {"call": {"registry": {"visits": 3}}},
        }
    )
    evaluator = evaluator_of(scenario)
    alone = evaluator.response("call", {"app": 8}, with_remote=False).mean
    whole = evaluator.response("call", {"app": 8}, with_remote=True).mean
    assert whole - alone == pytest.approx(1.5)
    found = plan(scenario, years=[2023], as_is=True).years[0].existing.classes[0]
    assert found.remote_availability == pytest.approx(0.99)
    assert found.availability > 0.99
