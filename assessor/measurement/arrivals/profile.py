"""The shape of a week: weights of hours and weekdays, and the factors of holidays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from assessor.demand.days import SECONDS_PER_DAY, SECONDS_PER_HOUR
from assessor.measurement.arrivals.grid import ClockTable, clock_table, day_kinds, fills
from assessor.measurement.arrivals.hours import (
    WeekTable,
    fitted_shape,
    hour_estimates,
    week_table,
)
from assessor.measurement.arrivals.measured import COVERAGE, told
from assessor.measurement.arrivals.outliers import Stretch, without
from assessor.measurement.arrivals.profile_findings import Parts, profile_findings
from assessor.measurement.arrivals.resampling import checked_coverage
from assessor.measurement.arrivals.weekdays import (
    DAYS_PER_WEEK,
    FEWEST_WEEKS,
    DayLevels,
    special_day_factor,
    weekday_days,
    weekday_limits,
    weekday_means,
    year_mean_over_ordinary,
)
from assessor.measurement.model import Estimate, Finding, Series
from assessor.scenario.fragments import Calendar


@dataclass(frozen=True)
class WeekProfile:
    """What was measured of the shape of a week; parts that could not be are None or nan."""

    by_hour: tuple[Estimate, ...] | None
    """24 hours of the day against the mean hour; nan for an hour that was never watched."""
    by_weekday: tuple[Estimate, ...] | None
    """Monday to Sunday, ordinary days, against the mean day of an ordinary week."""
    table: WeekTable | None
    """Each hour of the week; None where steps are longer than an hour."""
    holiday_factor: Estimate | None
    """A public holiday against the mean day of the year."""
    post_holiday_factor: Estimate | None
    """The first working days after a long holiday against the mean day of the year."""
    days: int
    """Days of which at least half is known."""
    findings: tuple[Finding, ...]

    @property
    def complete(self) -> bool:
        """Whether all 24 hours and all 7 weekdays were measured."""
        parts = (self.by_hour, self.by_weekday)
        return all(part is not None and all(e.base >= 0 for e in part) for part in parts)


def hour_of_week_profile(
    series: Series,
    *,
    calendar: Calendar | None,
    leave_out: Iterable[Stretch] = (),
    coverage: float = COVERAGE,
    seed: int = 0,
) -> WeekProfile:
    """Weights of hours and weekdays, the table of the week, and factors of holidays.

    Hours: day level × hour weight fitted by Poisson likelihood to all days but holidays, so that
    days known in part do not bend the shape; on complete days, the share of each hour in all that
    came. Weekdays: mean ordinary day of each against the mean of the seven. Holidays: mean of
    such days against the ordinary days of eight weeks on either side, restated against the mean
    day of the calendar's year, as `demand.shapes.day_factors` reads it.

    Parameters
    ----------
    series
        Local clock time; steps that fill an hour, or, for weekdays and holidays only, a day.
        Counts or means; nan where nothing is known.
    calendar
        Public holidays; without it they count as ordinary days, which is told.
    leave_out
        Outliers and silences that are not to count; told with their number and share.
    coverage
        Of all intervals, in (0, 1). [1]
    seed
        Of the bootstrap.

    Returns
    -------
    Weights of mean 1. Intervals of hours from resampled days, or from resampled weeks with at
    least 4 of them; of weekdays from weeks, or, with fewer, from the scatter of days about their
    weekday's mean, pooled; always with Student's t. What cannot be measured is None or nan and
    told: weekdays with an ordinary day missing in one of them, intervals with one day, all of it
    where steps fill no day or nothing above 0 is known.

    References
    ----------
    .. [1] A. C. Davison, D. V. Hinkley, Bootstrap Methods and their Application. Cambridge UP,
       1997, sec. 2.4, 8.2 (recalled).
    """
    checked_coverage(coverage)
    left_out = tuple(leave_out)
    used = without(series, left_out)
    if not fills(used, SECONDS_PER_DAY):
        return _nothing(told("series_step_odd", "refusal", result="profile", step=series.step))
    cell = SECONDS_PER_HOUR if fills(used, SECONDS_PER_HOUR) else SECONDS_PER_DAY
    table = clock_table(used, cell)
    if not table.sums.sum() > 0:
        return _nothing(told("profile_no_arrivals", "refusal", result="profile"))
    rng = np.random.default_rng(seed)
    shape = fitted_shape(table, day_kinds(table, calendar))
    by_hour = hour_estimates(shape, coverage=coverage, rng=rng, counts=series.kind == "count")
    by_weekday = _weekday_estimates(shape.levels, coverage, rng)
    factors = _special_days(shape.levels, table, calendar, coverage, rng)
    parts = Parts(by_hour, by_weekday, *factors)
    return WeekProfile(
        *(by_hour, by_weekday),
        week_table(shape, coverage=coverage, rng=rng),
        *factors,
        shape.levels.days,
        profile_findings(series, shape, parts, calendar, used, left_out),
    )


def _nothing(reason: Finding) -> WeekProfile:
    return WeekProfile(None, None, None, None, None, 0, (reason,))


def _weekday_estimates(
    levels: DayLevels, coverage: float, rng: np.random.Generator
) -> tuple[Estimate, ...] | None:
    means = weekday_means(levels)
    if not np.all(np.isfinite(means)) or not means.sum() > 0:
        return None
    weights = means / means.mean()
    limits = weekday_limits(levels, weights, coverage=coverage, rng=rng)
    weeks = len(levels.sums) // DAYS_PER_WEEK
    method = "scatter of days pooled" if weeks < FEWEST_WEEKS else f"bootstrap of {weeks} weeks"
    days = weekday_days(levels)
    return tuple(
        Estimate(
            float(weights[at]),
            float(limits.low[at]),
            float(limits.high[at]),
            coverage,
            int(days[at]),
            f"mean ordinary day against the mean weekday, {method}",
        )
        for at in range(DAYS_PER_WEEK)
    )


def _special_days(
    levels: DayLevels,
    table: ClockTable,
    calendar: Calendar | None,
    coverage: float,
    rng: np.random.Generator,
) -> tuple[Estimate | None, Estimate | None]:
    """Factors of holidays and of days after long ones, against the mean day of the year."""
    means = weekday_means(levels)
    if calendar is None or not np.all(np.isfinite(means)) or not means.sum() > 0:
        return None, None
    found = [
        special_day_factor(levels, special, means, coverage=coverage, rng=rng)
        for special in (levels.kinds.holiday, levels.kinds.post_holiday)
    ]
    years = tuple(sorted({table.on(0).year, table.on(table.days - 1).year}))
    mean = year_mean_over_ordinary(
        calendar,
        years,
        means / means.mean(),
        holiday=found[0].base if found[0] else None,
        post_holiday=found[1].base if found[1] else None,
    )
    holiday, post_holiday = (
        factor
        and replace(factor, base=factor.base / mean, low=factor.low / mean, high=factor.high / mean)
        for factor in found
    )
    return holiday, post_holiday
