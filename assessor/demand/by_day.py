"""A year of demand day by day: what each day is, and what it asks for."""

from __future__ import annotations

import calendar as gregorian
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assessor.demand.days import HOURS_PER_DAY, SECONDS_PER_HOUR, Days, days_of
from assessor.demand.results import YearDemand
from assessor.demand.yearly import all_requests
from assessor.scenario.model import Scenario
from assessor.scenario.people import Profile
from assessor.scenario.services import ClosedService, MachineService, OpenService, PartlyOpenService
from assessor.text import LocalizedText

DayKind = Literal["working", "weekend", "holiday", "make_up"]
Shaped = (OpenService, ClosedService, PartlyOpenService, MachineService)


@dataclass(frozen=True)
class DayLoad:
    """One day of the year."""

    day: date
    kind: DayKind
    holiday: str | None
    """Id in the calendar, where it is a day off."""
    is_long_holiday: bool
    """Part of a holiday until whose end work piles up (Tết)."""
    is_after_long: bool
    """Among the first working days after such a holiday."""
    due: tuple[str, ...]
    """Services that have a due day on it."""
    requests: float
    """Of all classes, in the whole day."""
    busiest_rate: float
    """Mean over its busiest hour. [1/s]"""
    busiest_hour: int


@dataclass(frozen=True)
class YearByDay:
    """Every day of a year, first of January first, with the titles of what is on some of them."""

    year: int
    days: tuple[DayLoad, ...]
    holidays: Mapping[str, LocalizedText]
    services: Mapping[str, LocalizedText]
    """Those that have a due day."""
    design_day: date


def year_by_day(scenario: Scenario, demand: YearDemand) -> YearByDay:
    """Every day of the year, with its requests and with what is on it."""
    days = tuple(_days(scenario, demand))
    holidays, services = scenario.calendar.holidays, scenario.services
    due = dict.fromkeys(name for day in days for name in day.due)
    return YearByDay(
        year=demand.year,
        days=days,
        holidays={day.holiday: holidays[day.holiday].title for day in days if day.holiday},
        services={name: services[name].title for name in due},
        design_day=demand.design.day,
    )


def _days(scenario: Scenario, demand: YearDemand) -> Iterator[DayLoad]:
    days = days_of(demand.year, scenario.calendar)
    by_day = all_requests(demand).reshape(days.count, HOURS_PER_DAY)
    off, due = _holidays(scenario, days), due_days(scenario, days)
    for at, hours in enumerate(by_day):
        yield DayLoad(
            day=days.on(at),
            kind=_kind(days, at),
            holiday=off.get(at) if days.holiday[at] else None,
            is_long_holiday=_is_long(scenario, off.get(at)) and bool(days.holiday[at]),
            is_after_long=bool(days.post_holiday[at]),
            due=due.get(at, ()),
            requests=float(hours.sum()) * SECONDS_PER_HOUR,
            busiest_rate=float(hours.max()),
            busiest_hour=int(hours.argmax()),
        )


def _kind(days: Days, at: int) -> DayKind:
    if days.holiday[at]:
        return "holiday"
    is_weekend = days.on(at).weekday() >= 5
    if days.working[at]:
        return "make_up" if is_weekend else "working"
    return "weekend"


def _holidays(scenario: Scenario, days: Days) -> dict[int, str]:
    """Position of each day off in the year → id of its holiday."""
    found = {}
    for name, holiday in scenario.calendar.holidays.items():
        first, last = days.index_of(holiday.since), days.index_of(holiday.until)
        found.update(dict.fromkeys(range(max(first, 0), min(last, days.count - 1) + 1), name))
    return found


def _is_long(scenario: Scenario, holiday: str | None) -> bool:
    return holiday is not None and scenario.calendar.holidays[holiday].long


def due_days(scenario: Scenario, days: Days) -> dict[int, tuple[str, ...]]:
    """Position of each due day in the year → services whose work piles up before it."""
    found: dict[int, tuple[str, ...]] = {}
    for name, service in scenario.services.items():
        if service.enabled and isinstance(service, Shaped):
            for at in _due_of(scenario.profiles[service.profile], days):
                found[at] = (*found.get(at, ()), name)
    return found


def _due_of(profile: Profile, days: Days) -> set[int]:
    return {
        days.index_of(date(days.year, month, _in_month(days.year, month, due.day_of_month)))
        for due in profile.deadlines.values()
        for month in due.months
    }


def _in_month(year: int, month: int, day: int) -> int:
    return min(day, gregorian.monthrange(year, month)[1])
