"""Days that are not ordinary: what a calendar says of them, and what the past says they do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from assessor.measurement.model import Floats
from assessor.scenario.fragments import Calendar

Bools = NDArray[np.bool_]
SATURDAY = 5
PRIOR_FREEDOM = 2
"""What half the gap between weekdays is worth, in observed holidays."""
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class DayKinds:
    """Each date with the weekday it counts as, and whether it is an ordinary one."""

    dates: tuple[date, ...]
    weekday: NDArray[np.int64]
    """0 = Monday; a make-up day counts as the day it pays for."""
    holiday: Bools
    """Days off by the calendar that would have been worked; weekends are off anyway."""
    beside: Bools
    """Weekends, bridges and first or last working days next to a holiday."""

    @property
    def ordinary(self) -> Bools:
        """Neither a holiday nor beside one."""
        return ~(self.holiday | self.beside)


def day_kinds(dates: tuple[date, ...], calendar: Calendar | None) -> DayKinds:
    """What a calendar says of dates; without a calendar every day is ordinary."""
    off, made_up = _days_of(calendar)

    def weekday(day: date) -> int:
        return made_up.get(day, day).weekday()

    def free(day: date) -> bool:
        return day in off or weekday(day) >= SATURDAY

    near = {day for holiday in off for day in _beside(holiday, off, free)}
    of_week = np.array([weekday(day) for day in dates], np.int64)
    holiday = np.array([day in off for day in dates], np.bool_) & (of_week < SATURDAY)
    beside = np.array([day in near or day in off for day in dates], np.bool_) & ~holiday
    return DayKinds(dates, of_week, holiday, beside)


def _days_of(calendar: Calendar | None) -> tuple[set[date], dict[date, date]]:
    off: set[date] = set()
    if calendar is None:
        return off, {}
    for holiday in calendar.holidays.values():
        days = (holiday.until - holiday.since).days + 1
        off.update(holiday.since + timedelta(days=n) for n in range(days))
    made_up = {m.on: m.instead_of for m in calendar.make_up_days.values()}
    return off - made_up.keys(), made_up


def _beside(holiday: date, off: set[date], free: Callable[[date], bool]) -> set[date]:
    """Outwards from a holiday to the first working day that is followed by another one."""
    near: set[date] = set()
    for direction in (-_ONE_DAY, _ONE_DAY):
        day = holiday + direction
        while free(day) or free(day + direction):
            near.add(day)
            day += direction
        near.add(day)
    return near - off


@dataclass(frozen=True)
class Effect:
    """What a kind of day does to the logarithm of the values, with Student's t spread."""

    centre: float
    spread: float
    """Of one day to come: days differ, and their mean is not known exactly."""
    freedom: float
    days: int
    """Days of the past that it rests on."""

    def draw(self, rng: np.random.Generator, count: int) -> Floats:
        """The effect on one day to come, in `count` worlds."""
        return self.centre + self.spread * rng.standard_t(self.freedom, count)


def effect_of(deviations: Floats, gap: float) -> Effect | None:
    """The effect of a kind of day from how past ones deviated; None where there were none.

    Parameters
    ----------
    deviations
        Mean logarithmic deviation of each past day from an ordinary one of its weekday.
    gap
        Between the busiest and the quietest weekday, as logarithms. Holidays differ among
        themselves by a good part of what lies between a working day and a Sunday, so half of
        the gap is the spread expected before any was seen, worth `PRIOR_FREEDOM` of them.
    """
    count = len(deviations)
    if count == 0:
        return None
    centre = float(np.mean(deviations))
    freedom = PRIOR_FREEDOM + count - 1
    square = PRIOR_FREEDOM * (gap / 2) ** 2 + float(np.sum((deviations - centre) ** 2))
    return Effect(centre, sqrt(square / freedom * (1 + 1 / count)), freedom, count)


def given_effect(factor: float, gap: float) -> Effect:
    """The effect that the caller states as a factor, with the spread expected of holidays.

    Raises
    ------
    ValueError
        A factor that is not above 0.
    """
    if not factor > 0:
        raise ValueError(f"the factor of a holiday must be > 0, got {factor}")
    return Effect(log(factor), gap / 2, PRIOR_FREEDOM, 0)
