"""Rows and columns of the mean week and of the days of the year."""

from __future__ import annotations

from dataclasses import dataclass

from assessor.api import DayLoad, WeekShape, YearByDay, format_number, weekday_words
from assessor.api import gettext as _
from gui.demand.words import dated, day_words
from gui.tables import TableColumn


@dataclass(frozen=True)
class WeekRow:
    """One hour of the mean week."""

    hour: int
    rates: tuple[float, ...]


def week_rows(week: WeekShape) -> list[WeekRow]:
    """The hours of the day, each over all weekdays."""
    return [WeekRow(hour, tuple(map(float, week.rates[:, hour]))) for hour in range(24)]


def week_columns() -> tuple[TableColumn[WeekRow], ...]:
    """The hour, and one column a weekday."""
    hour = TableColumn[WeekRow](
        lambda: _("hour"), lambda r: f"{r.hour:02d}:00", lambda r: r.hour, is_number=True
    )
    return (hour, *(_weekday_column(weekday) for weekday in range(7)))


def _weekday_column(weekday: int) -> TableColumn[WeekRow]:
    return TableColumn(
        lambda: weekday_words(weekday),
        lambda r: format_number(r.rates[weekday], 0),
        lambda r: r.rates[weekday],
        is_number=True,
        is_wide=True,
    )


@dataclass(frozen=True)
class DayRow:
    """One day of the year."""

    year: YearByDay
    day: DayLoad


def day_columns() -> tuple[TableColumn[DayRow], ...]:
    """What is said of a day."""
    return (
        TableColumn(lambda: _("day"), lambda r: dated(r.day.day), lambda r: r.day.day),
        TableColumn(
            lambda: _("requests [million]"),
            lambda r: format_number(r.day.requests / 1e6, 2, fixed=True),
            lambda r: r.day.requests, is_number=True,
        ),
        TableColumn(
            lambda: _("busiest hour [1/s]"),
            lambda r: format_number(r.day.busiest_rate, 1, fixed=True),
            lambda r: r.day.busiest_rate, is_number=True,
        ),
        TableColumn(
            lambda: _("at"), lambda r: f"{r.day.busiest_hour:02d}:00",
            lambda r: r.day.busiest_hour, is_number=True,
        ),
        TableColumn(lambda: _("what day it is"), lambda r: day_words(r.year, r.day), is_wide=True),
    )  # fmt: skip
