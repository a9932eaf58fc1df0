"""Peak factors: how far the busiest stands above a base, and which base that is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from assessor.demand.days import HOURS_PER_DAY, SECONDS_PER_DAY, SECONDS_PER_HOUR
from assessor.measurement.arrivals.extremes import next_maximum_limits
from assessor.measurement.arrivals.factors import Base, Name, PeakFactor, PeakFactors
from assessor.measurement.arrivals.grid import Bools, DayKinds, clock_table, day_kinds, fills
from assessor.measurement.arrivals.measured import COVERAGE, told
from assessor.measurement.arrivals.resampling import (
    Limits,
    bootstrap_limits,
    checked_coverage,
    replicate_weights,
)
from assessor.measurement.arrivals.weekdays import DAYS_PER_WEEK, FEWEST_WEEKS
from assessor.measurement.model import Estimate, Finding, Floats, Series
from assessor.scenario.fragments import Calendar

FIVE_MINUTES = 300.0
MINUTE = 60.0
_OVER_MEAN: dict[Base, Name] = {
    "calendar_day": "peak_day_over_mean_day",
    "working_day": "peak_day_over_mean_working_day",
}


def peak_factors(
    series: Series,
    *,
    calendar: Calendar | None = None,
    coverage: float = COVERAGE,
    seed: int = 0,
) -> PeakFactors:
    """Peak factors of days, hours and minutes, each with its base.

    Clock hours and days of local time; only days with every cell at least half known count.
    Working days are Monday to Friday and make-up days without holidays; all calendar days if the
    series has no working day. Of the day:

    - `busy_hour_share`: busiest hour over its day's total, mean over working days;
      `busy_hour_share_max`: the greatest of them.
    - `busiest_5min_factor`: busiest 5 minutes over the 5-minute mean of the busiest hour;
      `busiest_5min_over_its_hour`: over the mean of the hour that holds them;
      `busiest_minute_over_mean_hour`: busiest minute over the day's mean. Means over working days.

    Of days, from one week on:

    - `peak_day_over_mean_day` (mean *calendar* day), `peak_day_over_mean_working_day`,
      `working_day_index` (mean working over mean calendar day),
      `weekday_over_weekend` (mean Monday to Friday over mean Saturday and Sunday, holidays among
      them).

    Parameters
    ----------
    series
        Counts or means, steps that fill a day, an hour, 5 minutes or a minute.
    calendar
        For working days; without it no day is a holiday.
    coverage
        Of the intervals, in (0, 1). [1]
    seed
        Of bootstrap and prediction.

    Returns
    -------
    Intervals of means: resampled days (of the day) or weeks (of days, from 4 weeks on). Intervals
    of maxima: what the maximum of another period of this length will be, `next_maximum_limits`,
    widened to hold what was seen. nan where there are too few days; no factors where steps fill no
    day. Busiest cells of small counts
    read high by chance: the busiest of 24 hours of 100 requests each is 1.2 of the mean.

    References
    ----------
    .. [1] ITU-T Recommendation E.492, Traffic reference period, 1996 (recalled).
    """
    checked_coverage(coverage)
    if not fills(series, SECONDS_PER_DAY):
        odd = told("series_step_odd", "refusal", result="peak factors", step=series.step)
        return PeakFactors((), (odd,))
    cell = SECONDS_PER_HOUR if fills(series, SECONDS_PER_HOUR) else SECONDS_PER_DAY
    table = clock_table(series, cell)
    kinds = day_kinds(table, calendar)
    totals = table.totals
    known = np.isfinite(totals)
    if not np.nansum(totals) > 0:
        return PeakFactors((), (told("peaks_no_day", "refusal", result="peak factors"),))
    work = _Work(coverage, np.random.default_rng(seed))
    factors = [*_of_hours(series, known, kinds, work), *_of_days(totals, known, kinds, work)]
    return PeakFactors(tuple(factors), tuple(_findings(series, known, factors, calendar)))


@dataclass(frozen=True)
class _Work:
    coverage: float
    rng: np.random.Generator

    def estimate(self, base: float, limits: Limits, observations: int, method: str) -> Estimate:
        low, high = float(limits.low), float(limits.high)
        return Estimate(base, low, high, self.coverage, observations, method)

    def mean(self, values: Floats) -> Estimate:
        """Mean over days, days resampled."""
        base = float(values.mean())
        replicates = replicate_weights(values.size, self.rng) @ values / values.size
        limits = bootstrap_limits(base, replicates, values.size, coverage=self.coverage)
        return self.estimate(base, limits, values.size, f"mean of {values.size} days")

    def maximum(self, peak: float, parts: Floats, observations: int, of: str) -> Estimate:
        """What was seen, with what another such period may show."""
        limits = next_maximum_limits(parts, coverage=self.coverage, rng=self.rng)
        held = Limits(np.minimum(limits.low, peak), np.maximum(limits.high, peak))
        return self.estimate(peak, held, observations, f"maximum, predicted from {of}")


def _of_hours(series: Series, known: Bools, kinds: DayKinds, work: _Work) -> Iterator[PeakFactor]:
    """Factors inside a day; none where steps are longer than an hour."""
    if not fills(series, SECONDS_PER_HOUR):
        return
    alive = known & (np.nan_to_num(clock_table(series, SECONDS_PER_HOUR).totals) > 0)
    days = alive & kinds.working if (alive & kinds.working).any() else alive
    hours = clock_table(series, SECONDS_PER_HOUR).rates[days]
    shares = hours.max(axis=1) / hours.sum(axis=1)
    yield PeakFactor("busy_hour_share", "busiest_hour", "same_day", work.mean(shares))
    greatest = work.maximum(float(shares.max()), shares, shares.size, f"{shares.size} days")
    yield PeakFactor("busy_hour_share_max", "busiest_hour", "same_day", greatest)
    if fills(series, FIVE_MINUTES):
        yield from _of_five_minutes(clock_table(series, FIVE_MINUTES).rates[days], hours, work)
    if fills(series, MINUTE):
        peaks = np.nanmax(clock_table(series, MINUTE).rates[days], axis=1)
        ratios = peaks / hours.mean(axis=1)
        name: Name = "busiest_minute_over_mean_hour"
        yield PeakFactor(name, "busiest_minute", "mean_hour", work.mean(ratios))


def _of_five_minutes(fives: Floats, hours: Floats, work: _Work) -> Iterator[PeakFactor]:
    peaks = np.nanmax(fives, axis=1)
    per_hour = fives.shape[1] // HOURS_PER_DAY
    holding = np.nanargmax(fives, axis=1) // per_hour
    own = np.take_along_axis(hours, holding[:, np.newaxis], axis=1)[:, 0]
    over_busiest = work.mean(peaks / hours.max(axis=1))
    yield PeakFactor("busiest_5min_factor", "busiest_5min", "busiest_hour", over_busiest)
    yield PeakFactor(
        "busiest_5min_over_its_hour", "busiest_5min", "same_hour", work.mean(peaks / own)
    )


def _of_days(totals: Floats, known: Bools, kinds: DayKinds, work: _Work) -> Iterator[PeakFactor]:
    """Factors of days; none with fewer than 7."""
    if np.count_nonzero(known) < DAYS_PER_WEEK:
        return
    working, weekday = known & kinds.working, known & (kinds.weekday < 5)
    weekend = known & (kinds.weekday >= 5)
    peak = float(totals[known].max())
    maxima = _weekly_maxima(totals, known)
    bases: tuple[tuple[Base, Bools], ...] = (("calendar_day", known), ("working_day", working))
    for base, days in bases:
        if totals[days].sum() > 0:
            mean = float(totals[days].mean())
            parts = f"{maxima.size} weeks"
            found = work.maximum(peak / mean, maxima / mean, int(known.sum()), parts)
            yield PeakFactor(_OVER_MEAN[base], "peak_day", base, found)
    if working.any():
        index = _ratio(totals, working, known, work)
        yield PeakFactor("working_day_index", "working_day", "calendar_day", index)
    if weekday.any() and totals[weekend].sum() > 0:
        over = _ratio(totals, weekday, weekend, work)
        yield PeakFactor("weekday_over_weekend", "weekday", "weekend_day", over)


def _ratio(totals: Floats, above: Bools, below: Bools, work: _Work) -> Estimate:
    """Mean of some days over the mean of others; weeks resampled from 4 on."""
    columns = np.stack([np.where(above, totals, 0.0), above, np.where(below, totals, 0.0), below])
    week = np.arange(len(totals)) // DAYS_PER_WEEK
    sums = np.stack([np.bincount(week, column) for column in columns], axis=1)
    weeks = len(totals) // DAYS_PER_WEEK
    base = float(_of_sums(sums.sum(axis=0)))
    replicates = _of_sums(replicate_weights(len(sums), work.rng) @ sums)
    units = weeks if weeks >= FEWEST_WEEKS else 1
    limits = bootstrap_limits(base, replicates, units, coverage=work.coverage)
    return work.estimate(base, limits, int((above | below).sum()), f"bootstrap of {weeks} weeks")


def _of_sums(sums: Floats) -> Floats:
    top, tops, bottom, bottoms = np.moveaxis(sums, -1, 0)
    seen = (bottom > 0) & (tops > 0)
    safe = np.where(seen, bottom * tops, 1.0)
    return np.asarray(np.where(seen, top * bottoms / safe, np.nan), np.float64)


def _weekly_maxima(totals: Floats, known: Bools) -> Floats:
    """Highest day of each week of 7 rows that is wholly known."""
    whole = len(totals) // DAYS_PER_WEEK * DAYS_PER_WEEK
    weeks = totals[:whole].reshape(-1, DAYS_PER_WEEK)
    return np.asarray(weeks[known[:whole].reshape(-1, DAYS_PER_WEEK).all(axis=1)].max(axis=1))


def _findings(
    series: Series, known: Bools, factors: list[PeakFactor], calendar: Calendar | None
) -> Iterator[Finding]:
    days = int(np.count_nonzero(known))
    if calendar is None:
        yield told("peaks_no_calendar", "note")
    if days < DAYS_PER_WEEK:
        yield told("peaks_days_few", "refusal", days=days, result="peak day")
    elif days < FEWEST_WEEKS * DAYS_PER_WEEK:
        yield told("peaks_weeks_few", days=days)
    if not fills(series, SECONDS_PER_HOUR):
        yield told("peaks_step_hours", "refusal", result="busy hour", step=series.step)
    elif not fills(series, FIVE_MINUTES):
        yield told("peaks_step_minutes", "note", result="busiest 5 minutes", step=series.step)
    partly = int(len(known) - days)
    if partly:
        yield told("peaks_days_partly_known", "note", count=partly)
    blind = [factor.name for factor in factors if not np.isfinite(factor.estimate.high)]
    if blind:
        yield told("peaks_no_interval", count=len(blind), names=", ".join(blind))
