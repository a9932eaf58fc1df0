"""What a log says about one visit: pages, requests, length, think time, sizes of answers."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from assessor.measurement.arrivals.measured import COVERAGE
from assessor.measurement.logs import LogReading, SizeStatistics
from assessor.measurement.logs.options import OTHER
from assessor.measurement.model import Estimate

OF_CLASS = "_requests_per_page"
"""Ends the name of the estimate of one class."""
_FEWEST = 30
"""Visits, pages or answers below which a mean has no interval worth the name."""


def visit_estimates(
    reading: LogReading, *, coverage: float = COVERAGE, visits_are_real: bool = True
) -> Mapping[str, Estimate]:
    """Means with intervals, by name; what rests on fewer than 30 observations is left out.

    Parameters
    ----------
    reading
        Of people's requests.
    coverage
        Of the intervals, in (0, 1): those of a mean of independent observations. [1]
    visits_are_real
        False leaves out visits: where times cannot be real, or many people look like one.
    """
    sessions = reading.sessions
    pages = float(np.nansum(reading.pages.values))
    visits = {
        "pages_per_visit": mean_of(sessions.pages, "pages", coverage=coverage),
        "visit_duration_s": mean_of(sessions.duration, "s", coverage=coverage),
        "think_time_s": mean_of(sessions.think_time, "s", coverage=coverage),
    }
    found = {
        **(visits if visits_are_real else {}),
        "response_bytes": mean_of(reading.sizes, "B", coverage=coverage),
        "dynamic_requests_per_page": _per_page(reading.dynamic_requests, pages, coverage),
        "static_requests_per_page": _per_page(reading.static_requests, pages, coverage),
    }
    for name, series in reading.by_class.items():
        if name != OTHER:
            count = round(float(np.nansum(series.values)))
            found[f"{name}{OF_CLASS}"] = _per_page(count, pages, coverage)
    if reading.response_times is not None:
        found["response_time_s"] = mean_of(reading.response_times, "s", coverage=coverage)
    return {name: estimate for name, estimate in found.items() if estimate is not None}


def mean_of(
    statistics: SizeStatistics, unit: str, *, coverage: float = COVERAGE
) -> Estimate | None:
    """The mean with its normal interval, on the log so that it stays above 0; None where few."""
    n, mean, scv = statistics.n, statistics.mean, statistics.scv
    if n < _FEWEST or not mean > 0 or not math.isfinite(scv):
        return None
    return _interval(mean, math.sqrt(scv / n), n, unit, coverage, "mean of observations")


def _per_page(count: int, pages: float, coverage: float) -> Estimate | None:
    """Requests over pages; its error is that of a Poisson count, which bursts exceed."""
    if pages < _FEWEST or count < _FEWEST:
        return None
    error = math.sqrt(1 / count + 1 / pages)
    ratio = count / pages
    return _interval(ratio, error, round(pages), "requests", coverage, "ratio of counts")


def _interval(
    mean: float, relative_error: float, n: int, unit: str, coverage: float, method: str
) -> Estimate:
    from scipy.special import ndtri

    factor = math.exp(float(ndtri((1 + coverage) / 2)) * relative_error)
    return Estimate(mean, mean / factor, mean * factor, coverage, n, method, unit)
