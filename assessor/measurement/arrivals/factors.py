"""A peak factor: a ratio that names what it divides by what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assessor.measurement.model import Estimate, Finding

Name = Literal[
    "busy_hour_share",
    "busy_hour_share_max",
    "peak_day_over_mean_day",
    "peak_day_over_mean_working_day",
    "working_day_index",
    "weekday_over_weekend",
    "busiest_5min_factor",
    "busiest_5min_over_its_hour",
    "busiest_minute_over_mean_hour",
]
Numerator = Literal[
    "busiest_hour", "peak_day", "working_day", "weekday", "busiest_5min", "busiest_minute"
]
Base = Literal[
    "same_day",
    "calendar_day",
    "working_day",
    "weekend_day",
    "busiest_hour",
    "same_hour",
    "mean_hour",
]


@dataclass(frozen=True)
class PeakFactor:
    """A ratio that names what it divides by what."""

    name: Name
    numerator: Numerator
    base: Base
    """The mean of it, for days; "same_day": the total of the day that holds the numerator."""
    estimate: Estimate


@dataclass(frozen=True)
class PeakFactors:
    """Those factors that the series allows, and why others are missing."""

    factors: tuple[PeakFactor, ...]
    findings: tuple[Finding, ...]

    def named(self, name: Name) -> PeakFactor | None:
        """The factor of a name, None if it was not measured."""
        return next((factor for factor in self.factors if factor.name == name), None)
