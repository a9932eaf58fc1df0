"""The mean day of a series, over whole weeks where there are some."""

from __future__ import annotations

import numpy as np

from assessor.measurement.arrivals.grid import clock_table
from assessor.measurement.arrivals.measured import COVERAGE, Measured, refused, told
from assessor.measurement.arrivals.resampling import (
    block_sums,
    bootstrap_limits,
    replicate_weights,
)
from assessor.measurement.model import Estimate, Finding, Floats, Series

DAY = 86_400.0
DAYS_PER_WEEK = 7
FEWEST_DAYS = 2
KNOWN = 0.9


def day_mean(series: Series, *, coverage: float = COVERAGE, seed: int = 0) -> Measured:
    """Arrivals on the mean calendar day, of days that are known in full.

    Whole weeks count where there are two or more, so that no weekday counts more than another;
    otherwise all full days do, which is told.

    Parameters
    ----------
    series
        Counts in steps that fill a day.
    coverage
        Of the interval, in (0, 1): bootstrap over weeks, or over days. [1]
    seed
        Of the bootstrap.

    Returns
    -------
    [1/day]; refused with fewer than two full days.
    """
    days = _full_days(series)
    if len(days) < FEWEST_DAYS:
        return refused("measured_too_few_days", "mean day", days=len(days), needed=FEWEST_DAYS)
    weeks = len(days) // DAYS_PER_WEEK
    findings: tuple[Finding, ...] = ()
    if weeks >= 2:
        units = block_sums(days[: weeks * DAYS_PER_WEEK, None], DAYS_PER_WEEK)[:, 0] / DAYS_PER_WEEK
        method = "mean of whole weeks, bootstrap over weeks"
    else:
        units, method = days, "mean of days, bootstrap over days"
        findings = (told("measured_weekdays_unbalanced", days=len(days)),)
    base = float(units.mean())
    draws = replicate_weights(len(units), np.random.default_rng(seed)) @ units / len(units)
    limits = bootstrap_limits(base, draws, len(units), coverage=coverage)
    found = Estimate(
        base, float(limits.low), float(limits.high), coverage, len(days), method, "1/day"
    )
    return Measured(found, findings)


def _full_days(series: Series) -> Floats:
    """Totals of the days of which nine tenths are known, raised to 24 h, in order."""
    table = clock_table(series, DAY)
    seconds = table.seconds[:, 0]
    full = seconds >= KNOWN * DAY
    return np.asarray(table.sums[full, 0] * DAY / seconds[full], dtype=np.float64)
