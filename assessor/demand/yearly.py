"""A year of demand as people look at it: by weekday and hour, and its hours in order of work.

Nothing here is added to the demand of `year.py`; it is only summed and sorted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from assessor.demand.days import HOURS_PER_DAY, days_of
from assessor.demand.design import tier_work
from assessor.demand.duration import load_duration
from assessor.demand.results import DesignHour, YearDemand
from assessor.scenario.model import Scenario
from assessor.scenario.services import ClosedService, MachineService, OpenService, PartlyOpenService
from assessor.text import LocalizedText

Floats = NDArray[np.float64]
DayKind = Literal["working", "weekend", "holiday", "make_up"]
Shaped = (OpenService, ClosedService, PartlyOpenService, MachineService)
DAYS_PER_WEEK = 7


@dataclass(frozen=True)
class WeekShape:
    """The mean week of a year, public holidays left out."""

    year: int
    rates: Floats
    """Requests of all classes by weekday (0 = Monday) and hour, 7 × 24. [1/s]"""
    days: tuple[int, ...]
    """How many days stand behind each weekday."""


@dataclass(frozen=True)
class MarkedHour:
    """A design hour at its place among the hours of the year in order of work."""

    design: DesignHour
    rank: int
    """Hours of the year with more work."""
    work: float
    """Mean over the hour. [erlang]"""
    worst: float
    """Worst five minutes. [erlang]"""


@dataclass(frozen=True)
class YearInOrder:
    """The hours of a year from most to least work, and each class from most to least requests."""

    year: int
    order: NDArray[np.int64]
    """Positions in the year of the hours, most work of all city tiers first."""
    work: Floats
    """Work of all city tiers in that order. [erlang]"""
    rates: Floats
    """Requests of all classes in that order. [1/s]"""
    classes: Mapping[str, Floats]
    """Requests of each class, most first, each in an order of its own. [1/s]"""
    titles: Mapping[str, LocalizedText]
    roles: Mapping[str, str]
    """Role of each tier."""
    marks: tuple[MarkedHour, ...]


def class_titles(scenario: Scenario) -> dict[str, LocalizedText]:
    """Every request class by its title."""
    return {name: one.title for name, one in scenario.request_classes.items()}


def city_work(scenario: Scenario, demand: YearDemand) -> Floats:
    """Work of all city tiers together in each hour of the year. [erlang]"""
    work = tier_work(scenario, demand.arrival_rates, demand.hours)
    return sum(work.values(), start=np.zeros(demand.hours, dtype=np.float64))


def all_requests(demand: YearDemand) -> Floats:
    """Requests of all classes together in each hour of the year. [1/s]"""
    rates = demand.arrival_rates.values()
    return sum(rates, start=np.zeros(demand.hours, dtype=np.float64))


def year_in_order(scenario: Scenario, demand: YearDemand) -> YearInOrder:
    """The hours of a year in order of work, with the design hours marked."""
    work = city_work(scenario, demand)
    order = np.argsort(-work, kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    marks = tuple(
        MarkedHour(
            design,
            int(rank[design.index]),
            float(work[design.index]),
            sum(design.work.values()),
        )
        for design in demand.designs
    )
    return YearInOrder(
        year=demand.year,
        order=order,
        work=load_duration(scenario, demand).values,
        rates=all_requests(demand)[order],
        classes={
            name: load_duration(scenario, demand, f"class:{name}").values
            for name in demand.arrival_rates
        },
        titles=class_titles(scenario),
        roles={name: tier.role for name, tier in scenario.platform.tiers.items()},
        marks=marks,
    )


def week_shape(scenario: Scenario, demand: YearDemand) -> WeekShape:
    """Mean requests of each weekday and hour; a make-up day counts as the day it pays for.

    A weekday of which every day is a holiday has NaN.
    """
    days = days_of(demand.year, scenario.calendar)
    by_day = all_requests(demand).reshape(days.count, HOURS_PER_DAY)
    shape = np.full((DAYS_PER_WEEK, HOURS_PER_DAY), np.nan)
    counts = []
    for weekday in range(DAYS_PER_WEEK):
        found = by_day[(days.weekday == weekday) & ~days.holiday]
        counts.append(len(found))
        if len(found):
            shape[weekday] = found.mean(axis=0)
    return WeekShape(demand.year, shape, tuple(counts))
