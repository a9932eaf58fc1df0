"""A series made ready for a forecast: its grid, its season, its days, and why it may not do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from assessor.measurement.forecasts.holidays import DayKinds, day_kinds
from assessor.measurement.model import Finding, Floats, Series
from assessor.scenario.fragments import Calendar

Indices = NDArray[np.int64]
Bools = NDArray[np.bool_]

SECONDS_PER_DAY = 86_400
SECONDS_PER_HOUR = 3_600
LONGEST_HISTORY = 12_000
"""Latest steps that are used; more are slow and tell of another time."""
FEWEST = 8
"""Known values without which no spread can be told."""
TURNS = 2
"""Turns of a season that must be seen before it can be told from chance."""


@dataclass(frozen=True)
class Season:
    """Which steps are alike."""

    kind: str
    """`hour of week`, `hour of day`, `weekday` or `none`."""
    slots: int
    window: int
    """Steps of its whole turn."""
    per_day: int
    """Steps of a day, at least 1."""

    @property
    def weekly(self) -> bool:
        """Whether it tells weekdays apart, or need not."""
        return self.kind != "hour of day"


@dataclass(frozen=True)
class Grid:
    """Past and future steps, each with its slot of the season and the kind of its day."""

    season: Season
    past: int
    slot: Indices
    hour: Indices
    day: Indices
    """Number of the day, from 0."""
    days: DayKinds

    @property
    def holiday(self) -> Bools:
        """Steps on a day off."""
        return self.days.holiday[self.day]

    @property
    def beside(self) -> Bools:
        """Steps on a day next to a holiday."""
        return self.days.beside[self.day]

    @property
    def ordinary(self) -> Bools:
        """Steps on any other day."""
        return self.days.ordinary[self.day]

    def kinds(self) -> tuple[str, ...]:
        """`ordinary`, `holiday` or `beside`, by step."""
        named = np.where(self.holiday, "holiday", np.where(self.beside, "beside", "ordinary"))
        return tuple(str(name) for name in named)


def checked(series: Series, steps: int, coverage: float) -> None:
    """Refuse what no series of measurements looks like.

    Raises
    ------
    ValueError
        Steps below 1, a coverage outside (0, 1), negative or infinite values, or a step that
        divides no day and is not made of whole days.
    """
    values = series.values
    if steps < 1 or not 0 < coverage < 1:
        raise ValueError(f"steps ≥ 1 and coverage in (0, 1) expected: {steps}, {coverage}")
    if np.any(np.isinf(values)) or np.any(values < 0):
        raise ValueError(f"{series.name}: values must be finite and ≥ 0, or nan where unknown")
    step = series.step
    if not step > 0 or (SECONDS_PER_DAY % step and step % SECONDS_PER_DAY):
        raise ValueError(f"{series.name}: a step must divide a day or be whole days, got {step} s")


def latest(series: Series) -> Series:
    """The part of the series that is used."""
    spare = len(series) - LONGEST_HISTORY
    if spare <= 0:
        return series
    start = series.start + timedelta(seconds=series.step * spare)
    return Series(series.name, start, series.step, series.values[spare:], series.kind, series.unit)


def season_of(series: Series) -> Season:
    """The season that the past can show: two turns of it are needed."""
    step, span = series.step, series.step * len(series)
    per_day = max(round(SECONDS_PER_DAY / step), 1)
    if step == SECONDS_PER_DAY:
        return Season("weekday", 7, 7, 1)
    if step > SECONDS_PER_DAY:
        return Season("none", 1, 7, 1)
    if span >= TURNS * 7 * SECONDS_PER_DAY:
        return Season("hour of week", 7 * 24, 7 * per_day, per_day)
    return Season("hour of day", 24, per_day, per_day)


def grid_of(series: Series, season: Season, steps: int, calendar: Calendar | None) -> Grid:
    """Slots and days of the whole past and of the steps to come."""
    count = len(series) + steps
    first = datetime.combine(series.start.date(), datetime.min.time())
    since = (series.start - first).total_seconds() + series.step * np.arange(count)
    day = np.asarray(since // SECONDS_PER_DAY, np.int64)
    hour = np.asarray(since % SECONDS_PER_DAY // SECONDS_PER_HOUR, np.int64)
    dates = tuple(series.start.date() + timedelta(days=n) for n in range(int(day[-1]) + 1))
    days = day_kinds(dates, calendar)
    weekday = days.weekday[day]
    slot = {
        "weekday": weekday,
        "hour of week": weekday * 24 + hour,
        "hour of day": hour,
        "none": np.zeros_like(day),
    }[season.kind]
    return Grid(season, len(series), slot, hour, day, days)


def refusal(series: Series) -> Finding | None:
    """Why no forecast can be made of this past; None where one can."""
    known = series.values[np.isfinite(series.values)]
    days = series.step * len(series) / SECONDS_PER_DAY
    if known.size < FEWEST:
        return _refused("forecast_too_short", needs=FEWEST, has=int(known.size))
    if not np.any(known > 0):
        return _refused("forecast_nothing_came", has=int(known.size))
    if series.step < SECONDS_PER_DAY and days < TURNS:
        return _refused("forecast_no_day_profile", needs=TURNS, has=round(days, 2))
    if series.step == SECONDS_PER_DAY and days < TURNS * 7:
        return _refused("forecast_no_week_profile", needs=TURNS * 7, has=round(days))
    return None


def groups_of(hour: Indices, used: Bools, fewest: int) -> tuple[Indices, tuple[Indices, ...]]:
    """Hours of the day that have errors of their own to draw from; one group where they are few.

    Returns
    -------
    The group of each of 24 hours, and the used steps of each group.
    """
    by_hour = [np.flatnonzero(used & (hour == h)) for h in range(24)]
    seen = [steps for steps in by_hour if steps.size]
    if len(seen) == 1 or any(steps.size < fewest for steps in by_hour):
        return np.zeros(24, np.int64), (np.flatnonzero(used),)
    return np.arange(24, dtype=np.int64), tuple(by_hour)


def day_means(rest: Floats, day: Indices, wanted: Bools) -> Floats:
    """Mean deviation of each wanted day, over its known steps."""
    known = wanted & np.isfinite(rest)
    return np.array([rest[known & (day == d)].mean() for d in np.unique(day[known])])


def _refused(code: str, **params: object) -> Finding:
    return Finding(code, {"result": "forecast", **params}, severity="refusal")
