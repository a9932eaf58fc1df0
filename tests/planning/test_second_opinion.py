"""Hanoi's plan against the simulator and against sums done by hand from the same inputs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assessor.demand import demand_for_year
from assessor.planning.evaluation import Evaluator
from assessor.planning.plans import plan, year_view
from assessor.planning.platform import platform_of
from assessor.planning.result import Plan
from assessor.queueing.simulation import (
    Batches,
    ClassFlow,
    Estimate,
    Law,
    NetworkResult,
    Parallel,
    Renewal,
    Station,
    Visit,
    simulate_network,
)
from assessor.scenario import Scenario
from assessor.scenario.worlds import resolve

SHARED = 0.025
"""Measured error of a quantile under processor sharing, 95 % of cases."""
PAGE = 0.2
"""Calls of one page hold each other up; taking them as independent errs on the safe side."""

SHORT = 0.12
"""Of a file that takes a seventh of the tier's mean work: it waits for its own burst rather than
for the mean one, which the model does not tell apart. No promise rests on files."""


@pytest.fixture(scope="module")
def year_2023(hanoi: Scenario) -> Plan:
    return plan(hanoi, years=[2023])


def evaluator_of(hanoi: Scenario, year: int) -> Evaluator:
    """The design hour of a year; the database by its channels, for the simulator knows no law."""
    resolved = resolve(hanoi)
    platform = platform_of(resolved)
    tiers = {**platform.tiers, "db": replace(platform.tiers["db"], usl=None)}
    whole = replace(platform, tiers=tiers)
    return year_view(resolved, demand_for_year(resolved, year), whole).evaluators[0]


def simulated(
    evaluator: Evaluator, active: dict[str, int], *, horizon: float, seed: int
) -> NetworkResult:
    """The same classes, one by one: pages of parallel calls, staff in bursts, messages in batches.

    The rates are those of the design hour; nothing else comes from the evaluation.
    """
    tiers = evaluator.platform.tiers
    stations = [
        Station(
            t,
            cores=n * tiers[t].vcpu,
            discipline="fcfs" if tiers[t].discipline == "fcfs" else "processor_sharing",
        )
        for t, n in active.items()
    ]
    flows = []
    for name in ("page", "firm-page", "staff-page", "static", "upload", "sso", "exchange"):
        rate, load = evaluator.load.arrival_rates[name], evaluator.load
        path = tuple(
            Visit(v.tier, Law(v.demand, v.scv))
            for v in evaluator.platform.paths[name]
            for _ in range(int(v.visits))
        )
        at_once = round(load.parallel.get(name, 1.0))
        scv = load.arrival_scv.get(name, 1.0)
        if name.endswith("page") and name != "staff-page":
            whole = (Parallel((path,), copies=at_once),)
            flows.append(ClassFlow(name, whole, arrivals=Renewal(rate / at_once, scv)))
        elif name in load.batch:
            size = load.batch[name]
            batches = Batches(Renewal(rate / size), size, geometric=True)
            flows.append(ClassFlow(name, path, arrivals=batches))
        else:
            bursts = Batches(Renewal(rate / at_once, scv), at_once)
            flows.append(ClassFlow(name, path, arrivals=bursts))
    return simulate_network(stations, flows, horizon=horizon, warm_up=horizon / 20, seed=seed)


def assert_agrees(found: float, run: Estimate, above: float, below: float) -> None:
    """Within the interval of the run, widened by the stated error."""
    assert run.low * (1 - below) <= found <= run.high * (1 + above)


def assert_as_simulated(evaluator: Evaluator, active: dict[str, int], run: NetworkResult) -> None:
    for name, above, below in (
        ("staff-page", SHARED, SHARED),
        ("page", PAGE, SHARED),
        ("static", SHORT, SHORT),
    ):
        response = evaluator.response(name, active, with_remote=False)
        flow = run.classes[name]
        assert_agrees(response.mean, flow.mean, above, below)
        for quantile, value in zip(
            (0.5, 0.95, 0.99), response.quantiles([0.5, 0.95, 0.99]), strict=True
        ):
            assert_agrees(value, flow.quantiles[quantile], above, below)


@pytest.mark.parametrize("app", [16, 10])
def test_that_what_stands_in_2023_answers_as_the_simulator_finds(hanoi, app):
    evaluator = evaluator_of(hanoi, 2023)
    active = {"web": 4, "app": app, "db": 1, "bus": 3}
    run = simulated(evaluator, active, horizon=120.0, seed=20230717)
    assert_as_simulated(evaluator, active, run)


@pytest.mark.soak
@pytest.mark.parametrize(("year", "web", "app"), [(2023, 2, 9), (2025, 2, 10), (2028, 2, 13)])
def test_that_every_year_answers_as_the_simulator_finds_with_two_hosts_out(hanoi, year, web, app):
    evaluator = evaluator_of(hanoi, year)
    active = {"web": web, "app": app, "db": 1, "bus": 1}
    run = simulated(evaluator, active, horizon=3000.0, seed=year)
    assert_as_simulated(evaluator, active, run)


def test_that_staff_send_their_requests_in_bursts_whatever_is_promised_to_them(hanoi):
    evaluator = evaluator_of(hanoi, 2023)
    slots = {f.request_class: f.slots for f in evaluator.station("app", 9).flows}
    assert slots["staff-page"] == slots["page"] == pytest.approx(8.0)
    # Nine servers, 95 % busy: one by one they would be slowed by half, in eights by 1.6.
    assert evaluator.station("app", 9).stretch == pytest.approx(2.6, abs=0.2)


def test_that_utilisation_is_work_over_channels(year_2023):
    year = year_2023.years[0]
    rate = year.design.arrival_rates
    pages = rate["page"] + rate["firm-page"] + rate["staff-page"]
    filings = rate["filing"] + rate["firm-filing"]
    speed = 1 - 0.06
    used = {t.id: t.utilisation for t in year.existing.tiers}
    app = 0.035 * pages + 0.1 * filings + 0.04 * rate["upload"] + 0.01 * rate["sso"]
    app += 0.008 * rate["signature"]
    assert used["app"] == pytest.approx(app / speed / 64, rel=1e-9)
    web = (
        0.002 * (pages + filings + rate["sso"] + rate["signature"])
        + 0.0003 * rate["static"]
        + 0.01 * rate["upload"]
    )
    assert used["web"] == pytest.approx(web / speed / 16, rel=1e-9)
    db = 0.008 * (pages + 3 * filings + rate["exchange"])
    effective = 64 / (1 + 0.02 * 63 + 0.0001 * 64 * 63)
    assert used["db"] == pytest.approx(db / speed / effective, rel=1e-9)
    assert used["media"] == pytest.approx(610 * 2 / 340 / speed / 32, rel=1e-9)


def test_that_people_are_counted_once(year_2023):
    design = year_2023.years[0].design
    visits = design.arrival_rates["page"] / (8 * 5.6)
    # Ten minutes a visit; who signs in with VNeID is one of these visitors already.
    assert design.users["citizens"] == pytest.approx(visits * 600, rel=1e-9)
    assert design.users["officials"] == pytest.approx(15000 * 0.25 * 1.3)


def test_that_a_year_costs_annuity_operations_and_energy(hanoi, year_2023):
    planned = year_2023.years[0].planned
    assert planned is not None
    (site,) = planned.sites
    machines = site.hosts + site.hosts_spare
    annuity = 376e6 * 0.06 / (1 - 1.06**-5)
    background = 240 * 0.25
    cores = {"web": 4, "app": 4, "db": 64 / 2, "bus": 4, "media": 8}
    active = {t.id: t.servers - (t.spares if t.id == "db" else 0) for t in planned.tiers}
    moving = sum(t.utilisation * active[t.id] * cores[t.id] for t in planned.tiers)

    def kilowatts(busy: float) -> float:
        return machines * (150 + (350 - 150) * busy / (machines * 64)) / 1000

    assert site.power_kw == pytest.approx(kilowatts(background + moving), rel=1e-9)
    resolved = resolve(hanoi)
    rates = demand_for_year(resolved, 2023).arrival_rates
    work = {"page": 0.045, "firm-page": 0.045, "staff-page": 0.045, "static": 0.0003, "sso": 0.012}
    work["signature"] = 0.010
    work |= {"filing": 0.126, "firm-filing": 0.126, "upload": 0.05, "payment": 0.035}
    work |= {"exchange": 0.016}
    mean = sum(float(np.mean(rates[c])) * w for c, w in work.items())
    at_design = year_2023.years[0].design.arrival_rates
    share = mean / sum(at_design[c] * w for c, w in work.items())
    energy = kilowatts(background + moving * share) * 8766 * 1.6
    assert site.energy_kwh == pytest.approx(energy, rel=1e-9)
    cost = machines * (annuity + 0.12 * 376e6) + energy * 2100
    assert planned.totals.cost_vnd == pytest.approx(cost, rel=1e-9)
    assert planned.totals.vat_vnd == pytest.approx(cost * 0.1, rel=1e-9)
    assert site.overcommit == pytest.approx((planned.totals.vcpu + 240) / (site.hosts * 64))


def test_that_the_hardest_state_of_a_promise_is_the_one_with_the_slowest_answer(year_2023):
    planned = year_2023.years[0].planned
    assert planned is not None
    pages = next(c for c in planned.classes if c.id == "page")
    (late,) = (p for p in pages.promises if p.code == "response")
    assert late.state == "hosts_out:main"
    assert late.value > pages.response_quantiles_s["0.95"]
