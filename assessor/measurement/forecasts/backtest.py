"""A forecast held against what came: how much lay inside, what did not, and how wide it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from math import nan
from typing import Literal

import numpy as np

from assessor.measurement.forecasts.baseline import naive_forecast, turn_of
from assessor.measurement.forecasts.forecasting import Forecast, forecast
from assessor.measurement.forecasts.holidays import day_kinds
from assessor.measurement.forecasts.scores import (
    absolute_error,
    bias,
    naive_error,
    relative_widths,
    winkler_score,
)
from assessor.measurement.model import Estimate, Finding, Floats, Series
from assessor.scenario.fragments import Calendar
from assessor.uncertainty.intervals import wilson

Why = Literal["event", "holiday", "next_to_holiday", "unexplained"]
TestMethod = Literal["auto", "core", "statsmodels", "naive"]
CONFIDENCE = 0.95
"""Of the interval of the share inside."""


@dataclass(frozen=True)
class Miss:
    """A held-out value outside its interval."""

    at: datetime
    """Local clock time of the step."""
    ahead: int
    """Steps from the last value that the forecast knew, from 1."""
    observed: float
    low: float
    high: float
    why: Why
    """event: a day that the caller named; holiday, next_to_holiday: by the calendar."""
    event: str | None = None
    """Name of the event."""


@dataclass(frozen=True)
class Backtest:
    """One series, one method; from one origin or from several."""

    series: str
    method: TestMethod
    model: str
    train: int
    """Steps known at the (first) origin."""
    held_out: int
    """Known values that were forecast, over all origins."""
    origins: int
    coverage: float
    """Nominal."""
    inside: Estimate | None
    """Share of the held-out values inside; None where the forecast was refused. Wilson's interval
    takes values for independent; neighbours are not, so it is somewhat too narrow. [1]"""
    misses: tuple[Miss, ...]
    """Every value outside."""
    width: float
    """Mean of (high − low)/middle. [1]"""
    width_median: float
    absolute_error: float
    """Mean, over that of the seasonal naive forecast within the past (MASE). [1]"""
    winkler: float
    """Winkler's score over the same unit. [1]"""
    bias: float
    """Mean of forecast less observed over mean observed. [1]"""
    findings: tuple[Finding, ...]

    @property
    def refused(self) -> bool:
        """Whether there was no forecast to hold against anything."""
        return self.inside is None


def backtest(
    series: Series,
    *,
    train: int,
    test: int,
    calendar: Calendar | None = None,
    holiday_factor: float | None = None,
    events: Mapping[date, str] | None = None,
    coverage: float = 0.9,
    method: TestMethod = "auto",
    seed: int = 0,
) -> Backtest:
    """Forecast from the first `train` steps and hold the next `test` against it.

    Parameters
    ----------
    series
        The whole measured series.
    train, test
        Steps, ≥ 1, together at most the length of the series.
    events
        Dates of announced events with their names: a miss on one is put down to it.
    calendar, holiday_factor, coverage, seed
        As in `forecast`.
    method
        As in `forecast`, or naive for the benchmark.

    Raises
    ------
    ValueError
        As `forecast`, and where the series is too short.
    InputError
        As `forecast`.
    """
    if train < 1 or test < 1 or train + test > len(series):
        raise ValueError(f"{series.name}: {train} + {test} steps asked of {len(series)}")
    past = replace(series, values=series.values[:train])
    if method == "naive":
        told = naive_forecast(past, steps=test, coverage=coverage)
    else:
        told = forecast(
            past,
            steps=test,
            calendar=calendar,
            holiday_factor=holiday_factor,
            coverage=coverage,
            method=method,
            seed=seed,
        )
    observed = series.values[train : train + test]
    misses = () if told.refused else _misses(told, observed, calendar, events or {})
    return _scored(past, told, observed, misses, method)


def share_inside(inside: int, held_out: int) -> Estimate | None:
    """A share with Wilson's interval; None of nothing."""
    if held_out == 0:
        return None
    told = wilson(inside, held_out, coverage=CONFIDENCE)
    low, base, high = (float(v) for v in (told.low, told.estimate, told.high))
    return Estimate(base, low, high, CONFIDENCE, held_out, "wilson")


def mean_of(values: Iterable[float]) -> float:
    """Mean of the known ones; nan of none."""
    known = [value for value in values if np.isfinite(value)]
    return float(np.mean(known)) if known else nan


def _misses(
    told: Forecast, observed: Floats, calendar: Calendar | None, events: Mapping[date, str]
) -> tuple[Miss, ...]:
    outside = np.flatnonzero((observed < told.low) | (observed > told.high))
    times = [told.start + timedelta(seconds=told.step * int(n)) for n in outside]
    days = day_kinds(tuple(time.date() for time in times), calendar)
    return tuple(
        Miss(
            time,
            int(n) + 1,
            float(observed[n]),
            float(told.low[n]),
            float(told.high[n]),
            _why(time.date(), bool(days.holiday[k]), bool(days.beside[k]), events),
            events.get(time.date()),
        )
        for k, (n, time) in enumerate(zip(outside, times, strict=True))
    )


def _why(day: date, holiday: bool, beside: bool, events: Mapping[date, str]) -> Why:
    if day in events:
        return "event"
    if holiday:
        return "holiday"
    return "next_to_holiday" if beside else "unexplained"


def _scored(
    past: Series, told: Forecast, observed: Floats, misses: tuple[Miss, ...], method: TestMethod
) -> Backtest:
    held_out = 0 if told.refused else int(np.count_nonzero(np.isfinite(observed)))
    unit = naive_error(past.values, turn_of(past))
    widths = relative_widths(told.points, told.low, told.high)
    widths = widths[np.isfinite(widths)]
    return Backtest(
        past.name,
        method,
        told.model,
        len(past),
        held_out,
        1,
        told.coverage,
        share_inside(held_out - len(misses), held_out),
        misses,
        float(widths.mean()) if widths.size else nan,
        float(np.median(widths)) if widths.size else nan,
        absolute_error(observed, told.points) / unit,
        winkler_score(observed, told.low, told.high, coverage=told.coverage) / unit,
        bias(observed, told.points),
        told.findings,
    )
