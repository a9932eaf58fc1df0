"""A series laid out on the clock: days in rows, hours or minutes of the day in columns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from assessor.demand.days import SECONDS_PER_DAY, days_of
from assessor.measurement.model import Floats, Series
from assessor.scenario.fragments import Calendar

Bools = NDArray[np.bool_]
HALF = 0.5


@dataclass(frozen=True)
class ClockTable:
    """What came in each cell of the clock, and for how long it was watched."""

    first: date
    """Date of the first row."""
    cell: float
    """Length of a cell. [s]"""
    sums: Floats
    """(days, cells): events, or level × seconds of a series of means."""
    seconds: Floats
    """(days, cells): time with known values. [s]"""

    @property
    def days(self) -> int:
        """Rows."""
        return len(self.sums)

    @property
    def rates(self) -> Floats:
        """Per second; nan where less than half of a cell is known."""
        known = self.seconds >= HALF * self.cell
        return np.where(known, self.sums / np.where(known, self.seconds, 1.0), np.nan)

    @property
    def totals(self) -> Floats:
        """Of each day, its known part raised to 24 h cell by cell; nan where a cell is unknown."""
        return np.asarray(self.rates.sum(axis=1) * self.cell, np.float64)

    def on(self, row: int) -> date:
        """The date of a row."""
        return self.first + timedelta(days=int(row))


@dataclass(frozen=True)
class DayKinds:
    """What kind of day each row is."""

    weekday: NDArray[np.int64]
    """0 = Monday; a make-up day counts as the day it pays for."""
    holiday: Bools
    post_holiday: Bools

    @property
    def working(self) -> Bools:
        """Monday to Friday and make-up days, holidays apart."""
        return (self.weekday < 5) & ~self.holiday

    @property
    def ordinary(self) -> Bools:
        """Neither a holiday nor a first working day after a long one."""
        return ~self.holiday & ~self.post_holiday


def clock_table(series: Series, cell: float) -> ClockTable:
    """A series on cells of the clock; a step belongs to the cell that holds its middle.

    Parameters
    ----------
    series
        Any start.
    cell
        At least the step; a divisor of the day. [s]

    Raises
    ------
    ValueError
        A cell that is shorter than the step, or that whole steps do not fill.
    """
    if cell < series.step or not _divides(series.step, cell) or not _divides(cell, SECONDS_PER_DAY):
        raise ValueError(f"steps of {series.step:g} s do not fill cells of {cell:g} s")
    per_day = round(SECONDS_PER_DAY / cell)
    midnight = series.start.replace(hour=0, minute=0, second=0, microsecond=0)
    offset = (series.start - midnight).total_seconds()
    middle = offset + (np.arange(len(series)) + 0.5) * series.step
    index = np.floor(middle / cell).astype(np.int64)
    days = int(index[-1]) // per_day + 1 if len(series) else 0
    known = np.isfinite(series.values)
    weight = 1.0 if series.kind == "count" else series.step
    shape = (days, per_day)
    sums = np.bincount(index[known], series.values[known] * weight, days * per_day)
    seconds = np.bincount(index[known], minlength=days * per_day) * series.step
    grid = (np.asarray(part, np.float64).reshape(shape) for part in (sums, seconds))
    return ClockTable(midnight.date(), cell, *grid)


def fills(series: Series, cell: float) -> bool:
    """Whether whole steps fill a cell of the clock."""
    return series.step <= cell and _divides(series.step, cell)


def day_kinds(table: ClockTable, calendar: Calendar | None) -> DayKinds:
    """The kind of each row; without a calendar no day is a holiday."""
    dates = [table.on(row) for row in range(table.days)]
    if calendar is None:
        weekday = np.array([day.weekday() for day in dates], np.int64)
        never = np.zeros(len(dates), np.bool_)
        return DayKinds(weekday, never, never)
    years = {year: days_of(year, calendar) for year in sorted({day.year for day in dates})}
    found = [(years[day.year], years[day.year].index_of(day)) for day in dates]
    return DayKinds(
        np.array([days.weekday[at] for days, at in found], np.int64),
        np.array([days.holiday[at] for days, at in found], np.bool_),
        np.array([days.post_holiday[at] for days, at in found], np.bool_),
    )


def _divides(small: float, large: float) -> bool:
    parts = large / small
    return abs(parts - round(parts)) < 1e-9 * parts
