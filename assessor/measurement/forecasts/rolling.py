"""Backtests from a moving origin, so that one lucky stretch does not decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from assessor.measurement.forecasts.backtest import (
    Backtest,
    TestMethod,
    backtest,
    mean_of,
    share_inside,
)
from assessor.measurement.model import Series
from assessor.scenario.fragments import Calendar


def rolling_backtest(
    series: Series,
    *,
    first: int,
    test: int,
    every: int,
    calendar: Calendar | None = None,
    holiday_factor: float | None = None,
    events: Mapping[date, str] | None = None,
    coverage: float = 0.9,
    method: TestMethod = "auto",
    seed: int = 0,
) -> Backtest:
    """The same from a moving origin: after `first` steps, `first + every`, … up to the end.

    The last origins hold out what is left. A value that was missed from several origins is listed
    once for each, with its steps ahead. Scores are means over origins, each over its own unit.

    Raises
    ------
    ValueError
        As `backtest`, and `every` below 1.
    InputError
        As `forecast`.
    """
    if every < 1:
        raise ValueError(f"every must be ≥ 1, got {every}")
    if first < 1 or first >= len(series):
        raise ValueError(f"{series.name}: no step is left after {first} of {len(series)}")
    return pooled_over_origins(
        [
            backtest(
                series,
                train=origin,
                test=min(test, len(series) - origin),
                calendar=calendar,
                holiday_factor=holiday_factor,
                events=events,
                coverage=coverage,
                method=method,
                seed=seed,
            )
            for origin in range(first, len(series), every)
        ]
    )


def pooled_over_origins(runs: Sequence[Backtest]) -> Backtest:
    """One result of several; the refused ones stand in the findings alone."""
    told = [run for run in runs if not run.refused] or [runs[0]]
    held_out = sum(run.held_out for run in told)
    misses = tuple(miss for run in told for miss in run.misses)
    return replace(
        told[0],
        train=runs[0].train,
        held_out=held_out,
        origins=len(told),
        inside=share_inside(held_out - len(misses), held_out),
        misses=misses,
        width=mean_of(run.width for run in told),
        width_median=mean_of(run.width_median for run in told),
        absolute_error=mean_of(run.absolute_error for run in told),
        winkler=mean_of(run.winkler for run in told),
        bias=mean_of(run.bias for run in told),
        findings=tuple(finding for run in runs for finding in run.findings),
    )
