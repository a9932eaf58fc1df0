"""The shape of work in a year: hours, weekdays, holidays and deadlines as factors of mean 1.

A rate over a year is a sum of daily figures, each spread over its day by one profile. Daily
figures have the shape (days,); where quantities hold a column of worlds, (worlds, days).
"""

from __future__ import annotations

import calendar as gregorian
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessor.demand.days import SECONDS_PER_DAY, Days
from assessor.scenario.model import Scenario
from assessor.scenario.people import Deadline, Profile

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Spread:
    """A rate over the hours of a year, as daily figures with their shapes of the day."""

    daily: Mapping[str, Floats]
    """Mean rate of each day, by the profile that spreads it. [1/s]"""
    by_hour: Mapping[str, Floats]
    """24 factors of mean 1, by profile."""

    def hours(self) -> Floats:
        """The rate in each hour of the year. [1/s]"""
        parts = [
            np.multiply.outer(daily, self.by_hour[profile]) for profile, daily in self.daily.items()
        ]
        total: Floats = sum(parts[1:], start=parts[0])
        return total.reshape(*total.shape[:-2], -1)

    def per_day(self) -> Floats:
        """What each day brings in all."""
        return np.asarray(sum(self.daily.values()) * SECONDS_PER_DAY)

    def times(self, factor: float | Floats) -> Spread:
        """The same shape with every day multiplied; `factor` is one figure or one per day."""
        return Spread({name: daily * factor for name, daily in self.daily.items()}, self.by_hour)

    def moved(self, share: Floats, other: Spread) -> Spread:
        """A share of each day's work, taken from here and done in the shape of another rate."""
        kept = self.times(1 - share)
        daily = dict(kept.daily)
        for profile, figures in other.times(share).daily.items():
            daily[profile] = daily[profile] + figures if profile in daily else figures
        return Spread(daily, {**self.by_hour, **other.by_hour})


@dataclass(frozen=True)
class ServiceDays:
    """What a service sends to the city, kept as daily figures."""

    spread: Spread
    """Transactions, sessions [1/s] or active users."""
    per_unit: Mapping[str, float | Floats]
    """Requests of each class per one of them, each day; [1/s] where they are users."""

    def requests(self) -> dict[str, Floats]:
        """Requests that reach the city in each hour of the year, by class. [1/s]"""
        return {name: self.spread.times(each).hours() for name, each in self.per_unit.items()}


def spread_of(scenario: Scenario, profile: str, days: Days) -> Spread:
    """A rate of mean 1 in the shape of a profile."""
    found = scenario.profiles[profile]
    return Spread({profile: day_factors(found, days)}, {profile: hour_factors(found)})


def day_factors(profile: Profile, days: Days) -> Floats:
    """Each day's work against the mean day of the year; the mean over the year is 1.

    A holiday and a day after a long holiday have their factor times the mean day. All other
    days follow the weekday weights and share what is left, so that the year's total holds.
    """
    weights = np.asarray(profile.weights_by_weekday, dtype=np.float64)
    factors: Floats = weights[days.weekday] / weights.mean()
    factors = np.where(days.holiday, profile.holiday_factor.base, factors)
    fixed = days.holiday
    if profile.post_holiday_factor is not None:
        factors = np.where(days.post_holiday, profile.post_holiday_factor.base, factors)
        fixed = fixed | days.post_holiday
    ordinary = _sum(factors[..., ~fixed])
    left = days.count - _sum(factors[..., fixed])
    scale = np.ones_like(ordinary)
    np.divide(left, ordinary, out=scale, where=(ordinary > 0) & (left > 0))
    factors = np.where(fixed, factors, factors * scale)
    for deadline in profile.deadlines.values():
        factors = _piled_up(factors, deadline, days)
    return factors


def _sum(factors: Floats) -> Floats:
    """Over days, as a column."""
    return np.asarray(factors.sum(axis=-1, keepdims=True))


def _piled_up(factors: Floats, deadline: Deadline, days: Days) -> Floats:
    """Each month's total unchanged, a given share of it in the days before the due day.

    A month without work in the rush, or without any outside it, stays as it is.
    """
    months = range(1, 13)
    lengths = np.array([gregorian.monthrange(days.year, month)[1] for month in months])
    starts = np.cumsum(lengths) - lengths
    due = np.minimum(deadline.day_of_month, lengths)
    has_due = np.isin(months, deadline.months)
    month = np.repeat(np.arange(12), lengths)
    day = np.arange(days.count) - starts[month] + 1
    rush = has_due[month] & (day <= due[month]) & (day > due[month] - deadline.last_days)
    inside = np.add.reduceat(np.where(rush, factors, 0.0), starts, axis=-1)
    outside = np.add.reduceat(np.where(rush, 0.0, factors), starts, axis=-1)
    both = (inside > 0) & (outside > 0)
    total, share = inside + outside, deadline.share.base
    within = np.where(both, share * total / np.where(both, inside, 1.0), 1.0)
    beyond = np.where(both, (1 - share) * total / np.where(both, outside, 1.0), 1.0)
    return factors * np.where(rush, within[..., month], beyond[..., month])


def hour_factors(profile: Profile) -> Floats:
    """Each hour of the day against the day's mean hour; 24 values of mean 1."""
    weights = np.asarray(profile.weights_by_hour, dtype=np.float64)
    factors: Floats = weights / weights.mean()
    return factors


def year_factors(profile: Profile, days: Days) -> Floats:
    """Each hour of the year against the year's mean hour; mean 1."""
    return np.outer(day_factors(profile, days), hour_factors(profile)).ravel()
