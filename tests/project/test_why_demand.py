from __future__ import annotations

import math
import re

import pytest

from assessor.demand import YearDemand, demand_for_year
from assessor.demand.yearly import city_work
from assessor.project.why_demand import rule_words, why_rate, why_reference_load, why_work
from assessor.resources import folder
from assessor.scenario import Scenario, load_scenario, resolve
from assessor.text import using_language


@pytest.fixture(scope="module")
def hanoi() -> Scenario:
    return load_scenario(folder("scenarios") / "hanoi-2023")


@pytest.fixture(scope="module")
def demand(hanoi: Scenario) -> YearDemand:
    return demand_for_year(resolve(hanoi), 2024)


def test_that_the_terms_of_a_rate_multiply_to_it_and_divisors_can_be_read(
    hanoi: Scenario, demand: YearDemand
) -> None:
    told = why_rate(hanoi, "page", demand)
    value = 1.0
    for term in told.terms:
        assert isinstance(term.value, float | int)
        if "seconds of the year" in term.name:
            assert term.value == pytest.approx(366 * 86_400)
            value /= term.value
        else:
            value *= term.value
    assert told.value == pytest.approx(value)
    assert told.value == pytest.approx(demand.design.arrival_rates["page"])
    assert " ⁄ seconds of the year" in told.formula
    assert not re.search(r"[a-z]_[a-z]", told.formula + "".join(t.name for t in told.terms))


def test_that_the_work_of_the_design_hour_is_the_sum_of_its_terms(
    hanoi: Scenario, demand: YearDemand
) -> None:
    told = why_work(hanoi, demand)
    values = {term.name: float(str(term.value)) for term in told.terms}
    rates = {n.partition(":")[0]: v for n, v in values.items() if "requests a second" in n}
    each = {n.partition(":")[0]: v for n, v in values.items() if "channel time" in n}
    total = math.fsum(rates[name] * each[name] / 1000 for name in rates)  # each in ms
    assert told.value == pytest.approx(total * values["worst-five-minutes factor"])


def test_that_peak_factors_in_the_explanation_name_their_bases(
    hanoi: Scenario, demand: YearDemand
) -> None:
    values = {term.name: float(str(term.value)) for term in why_work(hanoi, demand).terms}
    # day over mean day × share of the day's 24 hours × 24 = hour over mean hour
    work = why_work(hanoi, demand).value
    day = values["design day against the mean calendar day"]
    share = values["share of the design hour in its own day"]
    mean = float(city_work(hanoi, demand).mean())
    assert mean * day * share * 24 * 1.3 == pytest.approx(work)


def test_that_a_corrected_figure_says_why_before_its_sources(hanoi: Scenario) -> None:
    name = "citizen_portal_sessions_per_s"
    told = why_reference_load(hanoi, name)
    reason = hanoi.reference_loads[name].corrected_because
    assert reason is not None
    assert told.sources[0] == f"Corrected: {reason.en}"
    # 46,000 visits ÷ 1.114 × 1.75 × 0.1 ÷ 3,600
    assert told.value == pytest.approx(46_000 / 1.114 * 1.75 * 0.1 / 3600)
    assert "beside it: as published" in [term.name for term in told.terms]


def test_that_titles_of_services_are_in_the_readers_language(
    hanoi: Scenario, demand: YearDemand
) -> None:
    with using_language("vi"):
        names = [term.name for term in why_rate(hanoi, "staff-page", demand).terms]
    assert names[0].startswith("Một cửa và văn bản: ")
    assert rule_words("unheard_of") == "unheard_of"
