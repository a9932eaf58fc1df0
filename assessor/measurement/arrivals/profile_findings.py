"""What a profile could not measure, and what it left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from assessor.demand.days import HOURS_PER_DAY
from assessor.measurement.arrivals.hours import FittedShape
from assessor.measurement.arrivals.measured import Share, clock_text, told
from assessor.measurement.arrivals.outliers import Stretch
from assessor.measurement.arrivals.weekdays import (
    DAYS_PER_WEEK,
    FEWEST_WEEKS,
    weekday_days,
    weekday_means,
)
from assessor.measurement.model import Estimate, Finding, Series
from assessor.scenario.fragments import Calendar

HOURS = "weights_by_hour"
WEEKDAYS = "weights_by_weekday"


@dataclass(frozen=True)
class Parts:
    """The estimates of a profile."""

    by_hour: tuple[Estimate, ...] | None
    by_weekday: tuple[Estimate, ...] | None
    holiday: Estimate | None
    post_holiday: Estimate | None


def profile_findings(
    series: Series,
    shape: FittedShape,
    parts: Parts,
    calendar: Calendar | None,
    used: Series,
    left_out: tuple[Stretch, ...],
) -> tuple[Finding, ...]:
    """Everything that a reader of the profile should know."""
    return (
        *_about_hours(shape, parts),
        *_about_weekdays(shape, parts),
        *_about_cells(shape),
        *_about_holidays(shape, parts, calendar),
        *_about_steps(series, used, left_out),
    )


def _about_hours(shape: FittedShape, parts: Parts) -> Iterator[Finding]:
    if shape.table.sums.shape[1] != HOURS_PER_DAY:
        yield told("profile_step_long", "refusal", result=HOURS)
    elif shape.hours is None:
        yield told("profile_hours_apart", "refusal", result=HOURS)
    else:
        missing = np.flatnonzero(np.isnan(shape.hours))
        if missing.size:
            yield told("profile_hours_missing", count=missing.size, hours=_listed(missing))
    if parts.by_hour is not None and shape.levels.days < 2:
        yield told("profile_one_day")


def _about_weekdays(shape: FittedShape, parts: Parts) -> Iterator[Finding]:
    levels = shape.levels
    if parts.by_weekday is None:
        missing = np.flatnonzero(~np.isfinite(weekday_means(levels)))
        yield told(
            "profile_weekdays_missing",
            "refusal",
            count=max(missing.size, 1),
            result=WEEKDAYS,
            weekdays=_listed(missing + 1),
            days=levels.days,
        )
    elif shape.table.days < FEWEST_WEEKS * DAYS_PER_WEEK:
        spare = int(weekday_days(levels).sum()) - DAYS_PER_WEEK
        yield told("profile_weeks_few", days=levels.days, spare=max(spare, 0))


def _about_cells(shape: FittedShape) -> Iterator[Finding]:
    kinds, table = shape.levels.kinds, shape.table
    if table.sums.shape[1] != HOURS_PER_DAY or not np.all(np.isfinite(weekday_means(shape.levels))):
        return
    seen = np.zeros((DAYS_PER_WEEK, HOURS_PER_DAY), np.bool_)
    np.logical_or.at(seen, kinds.weekday[kinds.ordinary], table.seconds[kinds.ordinary] > 0)
    if not seen.all():
        places = [f"{day + 1}/{hour:02d}h" for day, hour in np.argwhere(~seen)]
        yield told("profile_cells_missing", count=len(places), cells=", ".join(places))


def _about_holidays(
    shape: FittedShape, parts: Parts, calendar: Calendar | None
) -> Iterator[Finding]:
    if calendar is None:
        yield told("profile_no_calendar", "note")
        return
    years = {shape.table.on(row).year for row in (0, shape.table.days - 1)}
    outside = [y for y in sorted(years) if not calendar.first_year <= y <= calendar.last_year]
    if outside:
        yield told("profile_calendar_ends", years=", ".join(map(str, outside)))
    if parts.holiday is None:
        yield told("profile_no_holiday", "note")
    if parts.post_holiday is None:
        yield told("profile_no_post_holiday", "note")
    for name, factor in (("holiday", parts.holiday), ("post_holiday", parts.post_holiday)):
        if factor is not None and factor.observations < 2:
            yield told(f"profile_one_{name}", "note")


def _about_steps(series: Series, used: Series, left_out: tuple[Stretch, ...]) -> Iterator[Finding]:
    unknown = int(np.count_nonzero(np.isnan(series.values)))
    if unknown:
        yield told("profile_steps_unknown", count=unknown, share=Share(unknown / len(series)))
    if left_out:
        gone = np.isnan(used.values) & ~np.isnan(series.values)
        first = min(left_out, key=lambda stretch: stretch.at)
        yield told(
            "profile_outliers_left_out",
            count=len(left_out),
            share=Share(series.values[gone].sum() / np.nansum(series.values)),
            at=clock_text(first.at),
        )
    seconds = series.start.minute * 60 + series.start.second + series.start.microsecond / 1e6
    if abs(seconds / series.step - round(seconds / series.step)) > 1e-9:
        yield told("profile_steps_beside_clock", "note", start=clock_text(series.start))


def _listed(numbers: np.ndarray[tuple[int], np.dtype[np.int64]]) -> str:
    return ", ".join(str(int(number)) for number in numbers)
