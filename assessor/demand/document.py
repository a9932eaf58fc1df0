"""Demand as one JSON document: design hours, load duration, services, peak factors with bases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from assessor.demand.days import HOURS_PER_DAY, SECONDS_PER_HOUR, days_of
from assessor.demand.duration import LoadDuration, load_duration
from assessor.demand.ranking import RankedCandidate, ranked_portfolio
from assessor.demand.results import DesignHour, YearDemand
from assessor.demand.service_rows import ServiceRow, service_rows
from assessor.demand.worlds import SampledDemand
from assessor.demand.worlds.result import Quantiles, SampledYear
from assessor.demand.year import demand_for_year
from assessor.demand.yearly import city_work
from assessor.scenario.model import Scenario
from assessor.scenario.worlds import resolve


@dataclass(frozen=True)
class NamedFactor:
    """A peak factor of the year as the calendar makes it, and what it is measured against."""

    name: str
    base: str
    value: float


@dataclass(frozen=True)
class ClassYear:
    """One request class over a year."""

    id: str
    design_rate: float
    """Worst five minutes of the design hour of all tiers, not of the class's own. [1/s]"""
    peak_rate: float
    """Worst five minutes of its own busiest hour. [1/s]"""
    mean_rate: float
    """Of the year. [1/s]"""
    requests: float
    """In the year."""
    load_duration: tuple[tuple[int, float], ...]
    """Hours exceeded and rate. [h, 1/s]"""


@dataclass(frozen=True)
class Spread:
    """How one year spreads over the worlds of the uncertain inputs."""

    samples: int
    design_rates: Mapping[str, Quantiles]
    """By class, worst five minutes of each world's own design hour. [1/s]"""
    requests: Mapping[str, Quantiles]
    """By class, in the year."""
    work: Mapping[str, Quantiles]
    """By tier, worst five minutes of the design hour. [erlang]"""


@dataclass(frozen=True)
class YearTold:
    """One year of demand in figures that fit a page."""

    year: int
    extrapolated: bool
    hours: int
    notes: tuple[str, ...]
    design_hours: tuple[DesignHour, ...]
    peak_factors: tuple[NamedFactor, ...]
    classes: tuple[ClassYear, ...]
    work_duration: tuple[tuple[int, float], ...]
    """Hours exceeded and work of all city tiers. [h, erlang]"""
    services: tuple[ServiceRow, ...]
    fees_forgone_vnd: float
    spread: Spread | None = None
    """Over worlds, where some were drawn."""


@dataclass(frozen=True)
class DemandTold:
    """Some years of demand and the ranking of procedures."""

    scenario: dict[str, str]
    years: tuple[YearTold, ...]
    portfolio: tuple[RankedCandidate, ...]
    schema: str = "demand@1"


def demand_told(scenario: Scenario, years: Iterable[int]) -> DemandTold:
    """Demand of the given years at the base values."""
    resolved = resolve(scenario)
    return DemandTold(
        {"id": scenario.id, "sha256": scenario.sha256},
        tuple(_year(resolved, demand_for_year(resolved, year)) for year in years),
        ranked_portfolio(resolved),
    )


def with_spread(told: DemandTold, sampled: SampledDemand) -> DemandTold:
    """The same with the spread of each year that was sampled."""
    known = {year.year: year for year in sampled.years}
    return replace(
        told,
        years=tuple(
            replace(year, spread=_spread(sampled.samples, known[year.year]))
            if year.year in known
            else year
            for year in told.years
        ),
    )


def _spread(samples: int, year: SampledYear) -> Spread:
    return Spread(
        samples, year.quantiles("arrival_rates"), year.quantiles("requests"), year.quantiles("work")
    )


def _year(scenario: Scenario, demand: YearDemand) -> YearTold:
    return YearTold(
        year=demand.year,
        extrapolated=demand.extrapolated,
        hours=demand.hours,
        notes=demand.notes,
        design_hours=demand.designs,
        peak_factors=peak_factors_of(scenario, demand),
        classes=tuple(
            _class(demand, name, load_duration(scenario, demand, f"class:{name}"))
            for name, rates in demand.arrival_rates.items()
            if rates.any()
        ),
        work_duration=load_duration(scenario, demand).points(),
        services=service_rows(scenario, demand),
        fees_forgone_vnd=demand.fees_forgone,
    )


def _class(demand: YearDemand, name: str, duration: LoadDuration) -> ClassYear:
    rates = demand.arrival_rates[name]
    return ClassYear(
        name,
        demand.design.arrival_rates[name],
        float(rates.max()) * demand.design.busiest_5min_factor,
        float(rates.mean()),
        float(rates.sum()) * SECONDS_PER_HOUR,
        duration.points(),
    )


def peak_factors_of(scenario: Scenario, demand: YearDemand) -> tuple[NamedFactor, ...]:
    """How far the work of all city tiers stands above its means: each factor with its base.

    The first three, times 24, make the design hour's worst five minutes of the year's mean hour:
    each is applied once. The last turns figures of a working day into ones of a calendar day.
    """
    work = city_work(scenario, demand)
    by_day = work.reshape(-1, HOURS_PER_DAY).sum(axis=1)
    index = demand.design.index
    day, total = index // HOURS_PER_DAY, work[index]
    working = days_of(demand.year, scenario.calendar).working
    mean_day = float(by_day.mean())
    factors = [
        ("design_day", "mean calendar day", by_day[day] / mean_day),
        ("busy_hour_share", "its own day", total / by_day[day]),
        ("busiest_5min", "mean of its hour", demand.design.busiest_5min_factor),
        ("working_day_index", "mean calendar day", float(by_day[working].mean()) / mean_day),
    ]
    return tuple(NamedFactor(n, b, float(v)) for n, b, v in factors if np.isfinite(v))
