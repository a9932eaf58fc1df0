"""What a forecast says of itself: what its past held, and what no past can know."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from math import exp

import numpy as np

from assessor.measurement.forecasts.decomposition import Decomposition
from assessor.measurement.forecasts.holidays import Effect
from assessor.measurement.forecasts.past import SECONDS_PER_DAY, Grid
from assessor.measurement.model import Finding, Series, Severity
from assessor.scenario.fragments import Calendar

SHOWN = 5
"""Dates that a finding names."""
RECENT_DAYS = 3


def findings_of(
    series: Series,
    grid: Grid,
    split: Decomposition,
    effects: Mapping[str, Effect | None],
    calendar: Calendar | None,
    coverage: float,
) -> tuple[Finding, ...]:
    """Everything that a reader of the forecast must know, the gravest first."""
    found = [
        *_of_season(series, grid, split),
        *_of_holidays(grid, effects, calendar),
        *_of_past(series, grid, split),
        *_of_tail(split, coverage),
        _of_events(series, split),
    ]
    return tuple(sorted(found, key=lambda finding: finding.severity != "warning"))


def listed(days: list[date]) -> str:
    """The first days as text, and how many more."""
    shown = ", ".join(day.isoformat() for day in days[:SHOWN])
    return shown if len(days) <= SHOWN else f"{shown} +{len(days) - SHOWN}"


def _note(code: str, severity: Severity = "note", count: int = 1, **params: object) -> Finding:
    return Finding(code, params, count=count, severity=severity)


def _of_season(series: Series, grid: Grid, split: Decomposition) -> list[Finding]:
    found = []
    if grid.season.kind == "hour of day":
        days = round(series.step * len(series) / SECONDS_PER_DAY, 1)
        found.append(_note("forecast_weekday_unknown", "warning", days=days))
    years = series.step * len(series) / SECONDS_PER_DAY / 365
    if years < 1:
        found.append(_note("forecast_year_unseen", days=round(365 * years, 1)))
    ahead = set(grid.slot[grid.past :].tolist()) - set(split.seen_slots.tolist())
    if ahead:
        found.append(_note("forecast_slots_unseen", "warning", len(ahead), n=len(ahead)))
    return found


def _of_holidays(
    grid: Grid, effects: Mapping[str, Effect | None], calendar: Calendar | None
) -> list[Finding]:
    if calendar is None:
        return [_note("forecast_no_calendar")]
    found = []
    ahead = range(int(grid.day[grid.past]), int(grid.day[-1]) + 1)
    dates = [grid.days.dates[d] for d in ahead if grid.days.holiday[d]]
    effect = effects["holiday"]
    if dates and effect is None:
        found.append(_note("forecast_holiday_unknown", "warning", len(dates), days=listed(dates)))
    elif dates and effect is not None and effect.days == 0:
        found.append(_note("forecast_holiday_given", factor=round(exp(effect.centre), 3)))
    elif dates and effect is not None:
        factor = round(exp(effect.centre), 3)
        found.append(_note("forecast_holiday_learnt", n=effect.days, factor=factor))
    first, last = grid.days.dates[0].year, grid.days.dates[-1].year
    if first < calendar.first_year or last > calendar.last_year:
        known = {"first": calendar.first_year, "last": calendar.last_year}
        found.append(_note("forecast_calendar_ends", "warning", **known))
    return found


def _of_past(series: Series, grid: Grid, split: Decomposition) -> list[Finding]:
    found = []
    for shift in split.shifts:
        when, factor = day_at(series, shift.at), round(exp(shift.size), 2)
        found.append(_note("forecast_level_shift", "warning", day=when.isoformat(), factor=factor))
    recent = grid.day[: grid.past] > grid.day[grid.past - 1] - RECENT_DAYS
    odd = split.outlier & recent
    # A tenth of three days of minutes is odd by chance alone; a third is not.
    if 3 * np.count_nonzero(odd) >= np.count_nonzero(recent):
        days = sorted({day_at(series, int(i)) for i in np.flatnonzero(odd)})
        found.append(_note("forecast_recent_outliers", "warning", len(days), days=listed(days)))
    missing = int(np.count_nonzero(np.isnan(series.values)))
    if missing:
        found.append(_note("forecast_gaps", count=missing, n=missing, of=len(series)))
    zeros = int(np.count_nonzero(series.values == 0))
    if zeros:
        found.append(_note("forecast_zeros", count=zeros, n=zeros))
    ahead = len(grid.slot) - grid.past
    if ahead > grid.past:
        found.append(_note("forecast_beyond_past", "warning", steps=ahead, past=grid.past))
    return found


def _of_tail(split: Decomposition, coverage: float) -> list[Finding]:
    used = int(np.count_nonzero(np.isfinite(split.cleaned)))
    needs = int(np.ceil(2 / (1 - coverage)))
    if used >= needs:
        return []
    return [_note("forecast_tail_unseen", "warning", needs=needs, has=used, coverage=coverage)]


def _of_events(series: Series, split: Decomposition) -> Finding:
    days = sorted({day_at(series, int(i)) for i in np.flatnonzero(split.outlier)})
    of = len({day_at(series, i) for i in range(len(series))})
    if not days:
        return _note("forecast_events_unseen", of=of)
    return _note("forecast_events_outside", count=len(days), n=len(days), of=of, days=listed(days))


def day_at(series: Series, step: int) -> date:
    """The date of a step."""
    return (series.start + timedelta(seconds=series.step * step)).date()
