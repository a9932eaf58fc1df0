"""What concentrating on the chosen procedures changes, year by year."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from assessor.demand.days import SECONDS_PER_HOUR
from assessor.demand.ranking import with_first_chosen
from assessor.demand.results import YearDemand
from assessor.demand.year import demand_for_year
from assessor.scenario.model import Scenario
from assessor.scenario.worlds import resolve


@dataclass(frozen=True)
class YearSum:
    """A year in three figures."""

    online_transactions: float
    """Filed online in the year, by the services that have candidates."""
    design_rate: float
    """Requests of all classes, worst five minutes of the design hour. [1/s]"""
    design_work: float
    """Work of all city tiers in them. [erlang]"""


@dataclass(frozen=True)
class ChoiceEffect:
    """One year without any candidate chosen, and as it is."""

    year: int
    without: YearSum
    now: YearSum


def choice_effects(scenario: Scenario) -> tuple[ChoiceEffect, ...]:
    """What the chosen candidates change in each year of the horizon."""
    services = {candidate.service for candidate in scenario.portfolio.values()}
    now = resolve(scenario)
    is_any = any(candidate.chosen for candidate in scenario.portfolio.values())
    without = resolve(with_first_chosen(scenario, 0)) if is_any else now
    years = range(scenario.horizon.first_year, scenario.horizon.last_year + 1)
    return tuple(
        ChoiceEffect(
            year,
            _sum_of(demand_for_year(without, year), services),
            _sum_of(demand_for_year(now, year), services),
        )
        for year in years
    )


def _sum_of(demand: YearDemand, services: Collection[str]) -> YearSum:
    loads = [load for name, load in demand.open.items() if name in services]
    filed = sum(float(load.online_transactions.sum()) for load in loads)
    return YearSum(
        filed * SECONDS_PER_HOUR,
        sum(demand.design.arrival_rates.values()),
        sum(demand.design.work.values()),
    )
