"""One stream of arrivals measured through: clock, outliers, week, peaks, growth, dispersion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from assessor.measurement.arrivals.clocks import clock_artefacts
from assessor.measurement.arrivals.dispersion import index_of_dispersion
from assessor.measurement.arrivals.gaps import interarrival_scv
from assessor.measurement.arrivals.growth import growth_per_year
from assessor.measurement.arrivals.measured import ARRIVAL_FITTING, COVERAGE, Measured
from assessor.measurement.arrivals.outliers import outliers, without
from assessor.measurement.arrivals.peaks import peak_factors
from assessor.measurement.arrivals.profile import WeekProfile, hour_of_week_profile
from assessor.measurement.daily import day_mean
from assessor.measurement.model import Estimate, Finding, Floats, Series
from assessor.measurement.showing import Number
from assessor.scenario.fragments import Calendar

MINUTE = 60.0
FIVE_MINUTES = 300.0
LEAST_IN_FIVE_MINUTES = 100
SHORT_PEAKS = (
    "busiest_5min_factor",
    "busiest_5min_over_its_hour",
    "busiest_minute_over_mean_hour",
)
FINEST_FOR_DISPERSION = 60.0
"""Longest step whose counts still tell bursts inside ten minutes. [s]"""


@dataclass(frozen=True)
class Stream:
    """What one stream of arrivals says."""

    series: Series
    estimates: Mapping[str, Estimate]
    bases: Mapping[str, str]
    """Peak factor → what it is measured against."""
    profile: WeekProfile | None
    """None where clock times cannot be real."""
    findings: tuple[Finding, ...]

    @property
    def refused(self) -> bool:
        """Whether nothing about times of arrival could be fitted."""
        return self.profile is None


def _without_noise(series: Series, estimates: dict[str, Estimate]) -> list[Finding]:
    """Takes out peaks of minutes where the greatest of a few chance counts would pass for one.

    Of twelve counts of 100 the greatest is 1.16 of their mean by chance, of 400 it is 1.08.
    """
    share, short = estimates.get("busy_hour_share"), {*SHORT_PEAKS} & set(estimates)
    total = float(np.nansum(series.values))
    days = np.isfinite(series.values).sum() * series.step / 86_400.0
    if series.kind != "count" or share is None or not short or days <= 0:
        return []
    in_five = total / days * share.base / 12
    if in_five >= LEAST_IN_FIVE_MINUTES:
        return []
    for name in short:
        del estimates[name]
    params = {"n": Number(in_five), "least": LEAST_IN_FIVE_MINUTES}
    return [Finding("measured_5min_noise", params, severity="refusal")]


@dataclass(frozen=True)
class Instants:
    """What the gaps between instants say."""

    estimates: Mapping[str, Estimate]
    findings: tuple[Finding, ...]


@dataclass
class _Found:
    """What has been measured so far."""

    estimates: dict[str, Estimate] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def take(self, name: str, measured: Measured) -> None:
        """An estimate by its name, or the reason why there is none."""
        self.findings += measured.findings
        if measured.estimate is not None:
            self.estimates[name] = measured.estimate


def measure_stream(
    series: Series,
    *,
    calendar: Calendar | None = None,
    seconds_of_minute: Floats | None = None,
    coverage: float = COVERAGE,
    seed: int = 0,
) -> Stream:
    """Everything that the times of arrival of one stream tell.

    Parameters
    ----------
    series
        Arrivals in even steps of local clock time.
    calendar
        Of public holidays.
    seconds_of_minute
        Arrivals by the second of the minute, shape (60,), where known.
    coverage
        Of all intervals, in (0, 1). [1]
    seed
        Of every bootstrap.

    Returns
    -------
    Estimates by name; where clock times cannot be real, only the findings that say so.
    """
    artefacts = clock_artefacts(series, seconds_of_minute)
    if refuses_times(artefacts):
        return Stream(series, {}, {}, None, artefacts)
    strange = outliers(series, calendar=calendar)
    found = _Found(findings=[*artefacts, *strange.findings])
    profile = hour_of_week_profile(
        series,
        calendar=calendar,
        leave_out=(*strange.outliers, *strange.silences),
        coverage=coverage,
        seed=seed,
    )
    # what was not recorded is unknown, not 0
    known = without(series, strange.silences)
    peaks = peak_factors(known, calendar=calendar, coverage=coverage, seed=seed)
    found.findings += [*profile.findings, *peaks.findings]
    found.estimates |= {factor.name: factor.estimate for factor in peaks.factors}
    found.findings += _without_noise(known, found.estimates)
    found.take("per_calendar_day", day_mean(known, coverage=coverage, seed=seed))
    growth = growth_per_year(series, calendar=calendar, coverage=coverage, seed=seed)
    found.take("growth_per_year", growth)
    if series.kind == "count" and series.step <= FINEST_FOR_DISPERSION:
        plain = index_of_dispersion(series, coverage=coverage, seed=seed)
        found.take("index_of_dispersion", plain)
        # busy windows count more: what a plan for the busy hour is about
        busy = index_of_dispersion(series, weighting="arrivals", coverage=coverage, seed=seed)
        found.take("index_of_dispersion_when_busy", Measured(busy.estimate))
    bases: dict[str, str] = {
        factor.name: factor.base for factor in peaks.factors if factor.name in found.estimates
    }
    return Stream(series, found.estimates, bases, profile, tuple(found.findings))


def measure_instants(times: Floats, *, coverage: float = COVERAGE, seed: int = 0) -> Instants:
    """SCV of the gaps of instants [s], over all and inside windows of five minutes."""
    found = _Found()
    found.take("arrival_scv_overall", interarrival_scv(times, coverage=coverage, seed=seed))
    inside = interarrival_scv(times, window=FIVE_MINUTES, coverage=coverage, seed=seed)
    found.take("arrival_scv", inside)
    return Instants(found.estimates, tuple(found.findings))


def refuses_times(findings: Iterable[Finding]) -> bool:
    """Whether clock times cannot be those of arrivals."""
    return any(
        f.severity == "refusal" and f.params.get("result") == ARRIVAL_FITTING for f in findings
    )


def counted(name: str, times: Floats, start: datetime) -> Series:
    """Instants [s after the start], ascending, as counts of the minutes of the clock."""
    first = start.replace(second=0, microsecond=0)
    offset = (start - first).total_seconds()
    minute = ((times + offset) // MINUTE).astype(np.int64)
    return Series(name, first, MINUTE, np.bincount(minute).astype(np.float64), "count", "requests")


def seconds_of_day(at: datetime | None) -> float:
    """Seconds since midnight; 0 where there is no clock. [s]"""
    if at is None:
        return 0.0
    return at.hour * 3600 + at.minute * 60 + at.second + at.microsecond / 1e6
