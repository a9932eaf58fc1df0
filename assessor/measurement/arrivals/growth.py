"""Growth of a year, told apart from the season by comparing the same weeks of different years."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assessor.demand.days import SECONDS_PER_DAY
from assessor.measurement.arrivals.grid import clock_table, day_kinds, fills
from assessor.measurement.arrivals.measured import COVERAGE, Measured, refused, told
from assessor.measurement.arrivals.resampling import (
    block_sums,
    bootstrap_limits,
    checked_coverage,
    replicate_weights,
)
from assessor.measurement.arrivals.weekdays import DAYS_PER_WEEK
from assessor.measurement.model import Estimate, Finding, Floats, Series
from assessor.scenario.fragments import Calendar

WEEKS_PER_SEASON = 52
"""364 days: the same weekdays, and the same season but for a day and a quarter."""
FEWEST_PAIRS = 8
"""Weeks of the year that must have been seen in two years."""
GOOD_PAIRS = 26
_DAYS_PER_YEAR = 365.25
_SHORTEST_BLOCK = 4
_BLOCKS = 6
"""Weeks resemble the next; six long blocks with Student's t cover what twelve short ones do not."""


def growth_per_year(
    series: Series,
    *,
    calendar: Calendar | None = None,
    coverage: float = COVERAGE,
    seed: int = 0,
) -> Measured:
    """Growth per year from weekly totals: log total = effect of the week of the year + g · time.

    Within less than a year, growth and season are one and the same rise; a season of unknown
    size cannot be taken off. So only weeks of the year seen at least twice, 52 weeks apart, say
    anything: g is their least-squares slope, and exp(g) − 1 is returned.

    Measured on simulations of nominal coverage 0.9, weeks of scatter 8 % and 14 to 49 months:
    0.86-0.94 where weeks are independent, 0.84-0.90 where neighbours correlate by 0.5, 0.74-0.83
    by 0.8.

    Parameters
    ----------
    series
        Counts or means, steps that fill a day.
    calendar
        Weeks with a holiday or a day after a long one are left out: Tết moves by up to three
        weeks and would read as growth. Without a calendar they are left in, which is told.
    coverage
        Of the interval, in (0, 1): bootstrap over six blocks of weeks of the year,
        none shorter than 4 weeks. It holds
        the scatter of weeks; a rise of one year that the next does not repeat, it cannot know. [1]
    seed
        Of the bootstrap.

    Returns
    -------
    Growth, 0.1 for 10 % a year; observations are weeks of the year seen twice or more. Refused
    with fewer than 8 of them (a series shorter than about 60 weeks) and where steps fill no day;
    told with fewer than 26.
    [fraction per year]

    References
    ----------
    .. [1] W. H. Greene, Econometric Analysis, 7th ed. Pearson, 2012, sec. 11.4: the within
       estimator (recalled).
    """
    checked_coverage(coverage)
    if not fills(series, SECONDS_PER_DAY):
        return refused("series_step_odd", "growth per year", step=series.step)
    totals, left_out = _weekly(series, calendar)
    top, bottom = _within(totals)
    pairs = int(np.count_nonzero(bottom > 0))
    if pairs < FEWEST_PAIRS:
        return refused(
            "growth_too_short",
            "growth per year",
            days=round(len(series) * series.step / SECONDS_PER_DAY),
            pairs=pairs,
            least=FEWEST_PAIRS,
        )
    estimate = _estimate(top[bottom > 0], bottom[bottom > 0], coverage, np.random.default_rng(seed))
    return Measured(estimate, _findings(pairs, left_out, calendar))


def _weekly(series: Series, calendar: Calendar | None) -> tuple[Floats, int]:
    """Totals of consecutive weeks, nan where unknown, 0 or with a holiday; how many of the last."""
    table = clock_table(series, SECONDS_PER_DAY)
    kinds = day_kinds(table, calendar)
    whole = table.days // DAYS_PER_WEEK * DAYS_PER_WEEK
    totals = table.totals[:whole].reshape(-1, DAYS_PER_WEEK).sum(axis=1)
    special = (~kinds.ordinary)[:whole].reshape(-1, DAYS_PER_WEEK).any(axis=1)
    usable = np.isfinite(totals) & (totals > 0) & ~special
    return np.where(usable, totals, np.nan), int(np.count_nonzero(special))


def _within(totals: Floats) -> tuple[Floats, Floats]:
    """For each week of the year, Σ t·y and Σ t² about its means; t in years, y = log total."""
    short = -len(totals) % WEEKS_PER_SEASON
    logs = np.log(np.concatenate([totals, np.full(short, np.nan)])).reshape(-1, WEEKS_PER_SEASON)
    known: NDArray[np.bool_] = np.isfinite(logs)
    count = np.maximum(known.sum(axis=0), 1)
    years = np.arange(logs.size).reshape(logs.shape) * DAYS_PER_WEEK / _DAYS_PER_YEAR
    centred = np.where(known, years - np.where(known, years, 0.0).sum(axis=0) / count, 0.0)
    top = (centred * np.where(known, logs, 0.0)).sum(axis=0)
    return np.asarray(top, np.float64), np.asarray((centred**2).sum(axis=0), np.float64)


def _estimate(top: Floats, bottom: Floats, coverage: float, rng: np.random.Generator) -> Estimate:
    slope = float(top.sum() / bottom.sum())
    length = max(len(top) // _BLOCKS, _SHORTEST_BLOCK)
    sums = block_sums(np.stack([top, bottom], axis=1), length)
    above, below = (replicate_weights(len(sums), rng) @ sums).T
    limits = bootstrap_limits(slope, above / below, len(sums), coverage=coverage, positive=False)
    return Estimate(
        float(np.expm1(slope)),
        float(np.expm1(limits.low)),
        float(np.expm1(limits.high)),
        coverage,
        len(top),
        f"same weeks of different years, bootstrap of {len(sums)} blocks",
        "fraction_per_year",
    )


def _findings(pairs: int, left_out: int, calendar: Calendar | None) -> tuple[Finding, ...]:
    found = []
    if pairs < GOOD_PAIRS:
        found.append(told("growth_overlap_short", pairs=pairs))
    if calendar is None:
        found.append(told("growth_no_calendar"))
    elif left_out:
        found.append(told("growth_weeks_left_out", "note", count=left_out))
    return tuple(found)
