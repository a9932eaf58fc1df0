"""The days of a year: weekdays, holidays, make-up days, days after a long holiday."""

from __future__ import annotations

import calendar as gregorian
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from assessor.scenario.fragments import Calendar

_EPOCH_WEEKDAY = 3  # 1970-01-01 was a Thursday
HOURS_PER_DAY = 24
SECONDS_PER_HOUR = 3600.0
SECONDS_PER_DAY = 86_400.0


@dataclass(frozen=True)
class Days:
    """Every day of one year, in order."""

    year: int
    weekday: NDArray[np.int64]
    """0 = Monday; a make-up day counts as the day it pays for."""
    holiday: NDArray[np.bool_]
    post_holiday: NDArray[np.bool_]
    """First working days after a long holiday."""

    @property
    def count(self) -> int:
        """365 or 366."""
        return len(self.weekday)

    @property
    def working(self) -> NDArray[np.bool_]:
        """Monday to Friday and make-up days, holidays apart."""
        return (self.weekday < 5) & ~self.holiday

    @property
    def ordinals(self) -> NDArray[np.int64]:
        """Proleptic ordinal of each day, as `date.toordinal`."""
        first = date(self.year, 1, 1).toordinal()
        return np.arange(first, first + self.count, dtype=np.int64)

    def on(self, index: int) -> date:
        """The date of a day."""
        return date(self.year, 1, 1) + timedelta(days=int(index))

    def index_of(self, day: date) -> int:
        """The position of a date in the year."""
        return (day - date(self.year, 1, 1)).days


def days_of(year: int, holidays: Calendar) -> Days:
    """The days of a year under a calendar of holidays."""
    count = 366 if gregorian.isleap(year) else 365
    first = np.datetime64(f"{year}-01-01", "D").astype(np.int64)
    weekday = (np.arange(first, first + count, dtype=np.int64) + _EPOCH_WEEKDAY) % 7
    off = np.zeros(count, dtype=np.bool_)
    start = date(year, 1, 1)
    for holiday in holidays.holidays.values():
        low, high = (holiday.since - start).days, (holiday.until - start).days + 1
        off[max(low, 0) : max(high, 0)] = True
    for made_up in holidays.make_up_days.values():
        if made_up.on.year == year:
            position = (made_up.on - start).days
            weekday[position] = made_up.instead_of.weekday()
            off[position] = False
    return Days(year, weekday, off, _after_long(holidays, start, weekday, off))


def _after_long(
    holidays: Calendar, start: date, weekday: NDArray[np.int64], off: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    after = np.zeros(len(weekday), dtype=np.bool_)
    working = np.flatnonzero((weekday < 5) & ~off)
    for holiday in holidays.holidays.values():
        if holiday.long and holiday.until.year == start.year:
            last = (holiday.until - start).days
            after[working[working > last][: holidays.post_holiday_days]] = True
    return after
