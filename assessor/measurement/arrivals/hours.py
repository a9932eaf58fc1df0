"""Weights of the hours of the day, and the table of the hours of the week."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessor.demand.days import HOURS_PER_DAY
from assessor.measurement.arrivals.grid import HALF, Bools, ClockTable, DayKinds
from assessor.measurement.arrivals.resampling import (
    Limits,
    bootstrap_limits,
    replicate_weights,
)
from assessor.measurement.arrivals.twoway import hour_weights, is_connected
from assessor.measurement.arrivals.weekdays import DAYS_PER_WEEK, FEWEST_WEEKS, DayLevels
from assessor.measurement.model import Estimate, Floats


@dataclass(frozen=True)
class WeekTable:
    """Each hour of the week against the mean hour of an ordinary week, Monday first."""

    values: Floats
    """(7, 24); nan where there is no data."""
    low: Floats
    """nan with fewer than 4 weeks."""
    high: Floats
    days: NDArray[np.int64]
    """(7, 24): number of ordinary days behind each cell."""


@dataclass(frozen=True)
class FittedShape:
    """A table of the clock, taken apart into hours and days."""

    table: ClockTable
    rows: Bools
    """Days that the hours rest on: all but holidays, unless there is nothing else."""
    hours: Floats | None
    """Weights of mean 1, nan for an hour never watched; None where hours do not compare."""
    levels: DayLevels


def fitted_shape(table: ClockTable, kinds: DayKinds) -> FittedShape:
    """Hours by Poisson likelihood, then days as what came per whole day of that shape."""
    watched = table.seconds > 0
    seen: Bools = np.asarray(watched.any(axis=1), np.bool_)
    rows: Bools = ~kinds.holiday & seen
    if not rows.any():
        rows = seen
    hours = None
    if is_connected(watched[rows]) and table.sums[rows].sum() > 0:
        hours = hour_weights(table.sums[rows], table.seconds[rows], np.ones((1, rows.sum())))[0]
    known = np.nan_to_num(hours if hours is not None else np.ones(table.sums.shape[1]))
    watched_days = table.seconds @ known / (table.cell * known.sum())
    return FittedShape(table, rows, hours, DayLevels(table.sums.sum(axis=1), watched_days, kinds))


def hour_estimates(
    shape: FittedShape, *, coverage: float, rng: np.random.Generator, counts: bool
) -> tuple[Estimate, ...] | None:
    """24 weights of mean 1 with intervals; None where steps are days or hours do not compare."""
    hours, table = shape.hours, shape.table
    if hours is None or len(hours) != HOURS_PER_DAY:
        return None
    limits, units = _hour_limits(shape, hours, coverage, rng)
    days = (table.seconds[shape.rows] >= HALF * table.cell).sum(axis=0)
    high = limits.high
    if counts:
        # Nothing seen in n events: the hour may still have −ln(tail)/n of them.
        rare = HOURS_PER_DAY * -np.log((1 - coverage) / 2) / table.sums[shape.rows].sum()
        high = np.where((hours == 0) & np.isfinite(high), np.maximum(high, rare), high)
    method = f"share of the day, day levels taken out, bootstrap of {units}"
    return tuple(
        Estimate(float(h), float(low), float(top), coverage, int(n), method)
        for h, low, top, n in zip(hours, limits.low, high, days, strict=True)
    )


def week_table(
    shape: FittedShape, *, coverage: float, rng: np.random.Generator
) -> WeekTable | None:
    """Mean of each hour of the week over ordinary days; None where steps are days."""
    table, kinds = shape.table, shape.levels.kinds
    if table.sums.shape[1] != HOURS_PER_DAY:
        return None
    ordinary = kinds.ordinary[:, np.newaxis]
    sums = _by_week(np.where(ordinary, table.sums, 0.0), kinds)
    seconds = _by_week(np.where(ordinary, table.seconds, 0.0), kinds)
    cells = _normalised(sums.sum(axis=0), seconds.sum(axis=0))
    full = (table.seconds >= HALF * table.cell) & ordinary
    days = _by_week(full.astype(np.float64), kinds).sum(axis=0).astype(np.int64)
    weeks = table.days // DAYS_PER_WEEK
    if weeks < FEWEST_WEEKS:
        unknown = np.full(cells.shape, np.nan)
        return WeekTable(cells, unknown, unknown, days)
    drawn = replicate_weights(len(sums), rng)
    replicates = _normalised(np.tensordot(drawn, sums, 1), np.tensordot(drawn, seconds, 1))
    limits = bootstrap_limits(cells, replicates, weeks, coverage=coverage)
    return WeekTable(cells, limits.low, limits.high, days)


def _hour_limits(
    shape: FittedShape, hours: Floats, coverage: float, rng: np.random.Generator
) -> tuple[Limits, str]:
    """Weeks are resampled if there are 4, else days; the base needs no second of either."""
    sums, seconds = shape.table.sums[shape.rows], shape.table.seconds[shape.rows]
    weeks = shape.table.days // DAYS_PER_WEEK
    if weeks < FEWEST_WEEKS:
        units = int(np.count_nonzero(shape.rows & shape.levels.counted))
        if units < 2:
            return bootstrap_limits(hours, hours[np.newaxis], 1, coverage=coverage), "1 day"
        drawn, of = replicate_weights(len(sums), rng), f"{units} days"
    else:
        units, of = weeks, f"{weeks} weeks"
        week = np.flatnonzero(shape.rows) // DAYS_PER_WEEK
        drawn = replicate_weights(-(-shape.table.days // DAYS_PER_WEEK), rng)[:, week]
    replicates = hour_weights(sums, seconds, drawn)
    return bootstrap_limits(hours, replicates, units, coverage=coverage), of


def _by_week(values: Floats, kinds: DayKinds) -> Floats:
    """(weeks, 7, 24): days under their weekday; weeks are counted from the first day."""
    weeks = -(-len(values) // DAYS_PER_WEEK)
    placed = np.zeros((weeks, DAYS_PER_WEEK, values.shape[1]))
    np.add.at(placed, (np.arange(len(values)) // DAYS_PER_WEEK, kinds.weekday), values)
    return placed


def _normalised(sums: Floats, seconds: Floats) -> Floats:
    """Rates against the mean hour of the week, each weekday standing for its known hours."""
    seen = seconds > 0
    rates = np.where(seen, sums / np.where(seen, seconds, 1.0), np.nan)
    day_sums = np.where(seen, rates, 0.0).sum(axis=-1)
    mean = day_sums.sum(axis=-1) / np.maximum(seen.sum(axis=(-2, -1)), 1)
    scale = np.where(mean > 0, mean, np.nan)
    return np.asarray(rates / scale[..., np.newaxis, np.newaxis], np.float64)
