"""The shape of work in a year: hours, weekdays, holidays and deadlines as factors of mean 1."""

from __future__ import annotations

import calendar as gregorian
from datetime import date

import numpy as np
from numpy.typing import NDArray

from assessor.demand.days import HOURS_PER_DAY, Days
from assessor.scenario.people import Deadline, Profile

Floats = NDArray[np.float64]


def day_factors(profile: Profile, days: Days) -> Floats:
    """Each day's work against the mean day of the year; the mean over the year is 1.

    A holiday and a day after a long holiday have their factor times the mean day. All other
    days follow the weekday weights and share what is left, so that the year's total holds.
    """
    weights = np.asarray(profile.weights_by_weekday, dtype=np.float64)
    factors: Floats = weights[days.weekday] / weights.mean()
    factors = np.where(days.holiday, profile.holiday_factor.base, factors)
    fixed = days.holiday.copy()
    if profile.post_holiday_factor is not None:
        factors = np.where(days.post_holiday, profile.post_holiday_factor.base, factors)
        fixed |= days.post_holiday
    ordinary = factors[~fixed].sum()
    left = days.count - factors[fixed].sum()
    if ordinary > 0 and left > 0:
        factors[~fixed] *= left / ordinary
    for deadline in profile.deadlines.values():
        factors = _piled_up(factors, deadline, days)
    return factors


def _piled_up(factors: Floats, deadline: Deadline, days: Days) -> Floats:
    """Each month's total unchanged, a given share of it in the days before the due day."""
    piled = factors.copy()
    share = deadline.share.base
    for month in deadline.months:
        first = days.index_of(date(days.year, month, 1))
        length = gregorian.monthrange(days.year, month)[1]
        whole = slice(first, first + length)
        due = first + min(deadline.day_of_month, length) - 1
        rush = np.zeros(length, dtype=np.bool_)
        rush[max(due - deadline.last_days + 1 - first, 0) : due - first + 1] = True
        inside, outside = factors[whole][rush].sum(), factors[whole][~rush].sum()
        if inside > 0 and outside > 0:
            total = inside + outside
            scale = np.where(rush, share * total / inside, (1 - share) * total / outside)
            piled[whole] = factors[whole] * scale
    return piled


def hour_factors(profile: Profile) -> Floats:
    """Each hour of the day against the day's mean hour; 24 values of mean 1."""
    weights = np.asarray(profile.weights_by_hour, dtype=np.float64)
    factors: Floats = weights / weights.mean()
    return factors


def year_factors(profile: Profile, days: Days) -> Floats:
    """Each hour of the year against the year's mean hour; mean 1."""
    return np.outer(day_factors(profile, days), hour_factors(profile)).ravel()


def by_hour(per_day: Floats | float) -> Floats | float:
    """A daily figure repeated for each hour; one figure for all days stays as it is."""
    return np.repeat(per_day, HOURS_PER_DAY) if isinstance(per_day, np.ndarray) else per_day
