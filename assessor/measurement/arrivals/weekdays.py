"""Levels of weekdays, holidays and the days after them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessor.demand.days import days_of
from assessor.measurement.arrivals.grid import HALF, Bools, DayKinds
from assessor.measurement.arrivals.resampling import (
    Limits,
    bootstrap_limits,
    replicate_weights,
)
from assessor.measurement.model import Estimate, Floats
from assessor.scenario.fragments import Calendar

DAYS_PER_WEEK = 7
FEWEST_WEEKS = 4
"""From so many weeks on whole weeks are resampled; below, the scatter of days is pooled."""
_AROUND = 56
"""Days on either side that a holiday is compared with: growth of the year drops out, and the quiet
weeks just before Tết do not set the level."""


@dataclass(frozen=True)
class DayLevels:
    """What came on each day, and the day equivalents for which it was watched."""

    sums: Floats
    watched: Floats
    """1 for a whole day; a day of which the busy half is known has more than 0.5."""
    kinds: DayKinds

    @property
    def counted(self) -> Bools:
        """Days of which at least half is known."""
        return self.watched >= HALF

    @property
    def days(self) -> int:
        """How many are counted."""
        return int(np.count_nonzero(self.counted))


def weekday_means(levels: DayLevels) -> Floats:
    """Mean ordinary day of each weekday, Monday first; nan for one that has none."""
    ordinary = levels.kinds.ordinary
    at = levels.kinds.weekday[ordinary]
    sums = np.bincount(at, levels.sums[ordinary], DAYS_PER_WEEK)
    watched = np.bincount(at, levels.watched[ordinary], DAYS_PER_WEEK)
    seen = watched >= HALF
    return np.where(seen, sums / np.where(seen, watched, 1.0), np.nan)


def weekday_days(levels: DayLevels) -> NDArray[np.int64]:
    """Number of ordinary days behind each weekday."""
    used = levels.counted & levels.kinds.ordinary
    return np.bincount(levels.kinds.weekday[used], minlength=DAYS_PER_WEEK)


def weekday_limits(
    levels: DayLevels, weights: Floats, *, coverage: float, rng: np.random.Generator
) -> Limits:
    """Interval of weekday weights of mean 1: weeks resampled, or the scatter of days pooled."""
    weeks = len(levels.sums) // DAYS_PER_WEEK
    if weeks < FEWEST_WEEKS:
        return _pooled_limits(levels, weights, coverage)
    drawn = replicate_weights(-(-len(levels.sums) // DAYS_PER_WEEK), rng)
    sums = drawn @ _week_by_weekday(levels, levels.sums)
    watched = drawn @ _week_by_weekday(levels, levels.watched)
    means = np.where(watched > 0, sums / np.where(watched > 0, watched, 1.0), np.nan)
    middle = means.mean(axis=1, keepdims=True)
    replicates = means / np.where(middle > 0, middle, np.nan)
    return bootstrap_limits(weights, replicates, weeks, coverage=coverage)


def special_day_factor(
    levels: DayLevels, special: Bools, means: Floats, *, coverage: float, rng: np.random.Generator
) -> Estimate | None:
    """Special days against the mean ordinary day of the weeks around each; None without any.

    The interval is that of the mean over such days; days of one holiday are alike, so it says
    little about the next holiday.
    """
    days = np.flatnonzero(special & levels.counted).tolist()
    if not days:
        return None
    ratios = np.array(
        [levels.sums[d] / levels.watched[d] / _around(levels, means, d) for d in days]
    )
    base = float(ratios.mean())
    replicates = replicate_weights(len(days), rng) @ ratios / len(days)
    limits = bootstrap_limits(base, replicates, len(days), coverage=coverage)
    method = f"mean of {len(days)} days against the weeks around them"
    return Estimate(base, float(limits.low), float(limits.high), coverage, len(days), method)


def year_mean_over_ordinary(
    calendar: Calendar,
    years: tuple[int, ...],
    weights: Floats,
    *,
    holiday: float | None,
    post_holiday: float | None,
) -> float:
    """Mean day of the calendar's years over the mean day of an ordinary week."""
    means = []
    for year in years:
        days = days_of(year, calendar)
        factors = weights[days.weekday]
        if holiday is not None:
            factors = np.where(days.holiday, holiday, factors)
        if post_holiday is not None:
            factors = np.where(days.post_holiday, post_holiday, factors)
        means.append(float(factors.mean()))
    return float(np.mean(means))


def _week_by_weekday(levels: DayLevels, values: Floats) -> Floats:
    """(weeks, 7): ordinary days of each week under their weekday, which a make-up day may share."""
    used = np.where(levels.kinds.ordinary, values, 0.0)
    week = np.arange(len(values)) // DAYS_PER_WEEK
    cell = week * DAYS_PER_WEEK + levels.kinds.weekday
    weeks = -(-len(values) // DAYS_PER_WEEK)
    sums = np.asarray(np.bincount(cell, used, weeks * DAYS_PER_WEEK), np.float64)
    return sums.reshape(weeks, DAYS_PER_WEEK)


def _around(levels: DayLevels, means: Floats, day: int) -> float:
    """Mean ordinary day in the weeks around a day: what came there over what weekdays explain."""
    near = np.zeros(len(levels.sums), np.bool_)
    near[max(day - _AROUND, 0) : day + _AROUND + 1] = True
    near &= levels.kinds.ordinary & np.isfinite(means[levels.kinds.weekday])
    usual = float(np.nanmean(means))
    if np.count_nonzero(near) < DAYS_PER_WEEK:
        return usual
    explained = float(np.sum(levels.watched[near] * means[levels.kinds.weekday[near]]))
    came = float(levels.sums[near].sum())
    return usual * came / explained if came > 0 and explained > 0 else usual


def _pooled_limits(levels: DayLevels, weights: Floats, coverage: float) -> Limits:
    """One scatter for all weekdays, relative to their means; nan where each was seen once."""
    from scipy.special import stdtrit

    used = levels.counted & levels.kinds.ordinary
    at, days = levels.kinds.weekday[used], weekday_days(levels)
    spare = int(used.sum()) - DAYS_PER_WEEK
    means = weekday_means(levels)
    if spare < 1 or not np.all(means > 0):
        return Limits(np.full(DAYS_PER_WEEK, np.nan), np.full(DAYS_PER_WEEK, np.nan))
    relative = levels.sums[used] / levels.watched[used] / means[at] - 1
    variance = float(np.sum(relative**2)) / spare / days
    share = weights / weights.sum()
    # Delta rule for log(m_w / mean m): the weekday's own error less its part in the mean.
    own = (1 - 2 * share) * variance + float(np.sum(share**2 * variance))
    factor = np.exp(float(stdtrit(spare, (1 + coverage) / 2)) * np.sqrt(own))
    return Limits(weights / factor, weights * factor)
