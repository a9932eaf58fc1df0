"""Backtests of many series by several methods, side by side and pooled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from pathlib import Path

import numpy as np

from assessor.errors import InputError
from assessor.measurement.forecasts.backtest import (
    CONFIDENCE,
    Backtest,
    TestMethod,
    backtest,
    mean_of,
    share_inside,
)
from assessor.measurement.forecasts.reading import series_in
from assessor.measurement.forecasts.statistical import require
from assessor.measurement.model import Estimate, Finding, Series
from assessor.scenario.fragments import Calendar

METHODS: tuple[TestMethod, ...] = ("core", "statsmodels", "naive")
SHARE = 2 / 3
"""Of a series that is known to the forecast where the caller does not say."""


@dataclass(frozen=True)
class Pooled:
    """All series of one method together."""

    method: TestMethod
    series: int
    """Forecast and held against what came."""
    refused: int
    inside: Estimate | None
    """Share of all held-out values inside, with Wilson's interval. [1]"""
    between: Estimate | None
    """Mean share over series with Student's interval of their spread: values of one series stand
    or fall together. None below two series. [1]"""
    misses: Mapping[str, int]
    """By why."""
    width: float
    """Mean over series of the mean relative width. [1]"""
    width_median: float
    """Median over series of the same. [1]"""
    absolute_error: float
    """Mean over series, over the seasonal naive error of the past. [1]"""
    winkler: float
    """Mean over series, in the same unit. [1]"""
    bias: float
    """Mean over series. [1]"""


@dataclass(frozen=True)
class BacktestReport:
    """The table: one row a series and method, and one a method."""

    rows: tuple[Backtest, ...]
    pooled: tuple[Pooled, ...]
    coverage: float
    """Nominal."""
    findings: tuple[Finding, ...]
    """Of the files and methods; those of a series stand in its row."""

    def row(self, series: str, method: TestMethod) -> Backtest:
        """One row.

        Raises
        ------
        KeyError
            No such row.
        """
        for row in self.rows:
            if (row.series, row.method) == (series, method):
                return row
        raise KeyError((series, method))


def backtest_report(
    source: Path | Sequence[Path] | Sequence[Series],
    *,
    train: int | None = None,
    test: int | None = None,
    calendar: Calendar | None = None,
    holiday_factor: float | None = None,
    events: Mapping[str, Mapping[date, str]] | None = None,
    coverage: float = 0.9,
    methods: Sequence[TestMethod] = METHODS,
    seed: int = 0,
    check: Callable[[], None] | None = None,
) -> BacktestReport:
    """Backtest every series of a folder, of files, or as given.

    Parameters
    ----------
    source
        A folder with CSV files, files, or series.
    train, test
        Steps; without `train` two thirds of each series, without `test` all that is left.
    events
        By series, dates with names; the key "*" holds for all.
    methods
        statsmodels is left out and told where it is not installed.
    check
        Called before each series; raise from it to stop.

    Raises
    ------
    InputError
        Files that cannot be read, with every problem.
    ValueError
        As `backtest`, and where there is no series.
    """
    series, findings = _given(source)
    if not series:
        raise ValueError("there is no series to hold a forecast against")
    usable, missing = _usable(methods)
    rows = []
    for one in series:
        if check is not None:
            check()
        known = train if train is not None else max(int(len(one) * SHARE), 1)
        of_series = {**(events or {}).get("*", {}), **(events or {}).get(one.name, {})}
        for method in usable:
            row = backtest(
                one,
                train=known,
                test=test if test is not None else len(one) - known,
                calendar=calendar,
                holiday_factor=holiday_factor,
                events=of_series,
                coverage=coverage,
                method=method,
                seed=seed,
            )
            rows.append(row)
    pooled = tuple(_pooled(method, [r for r in rows if r.method == method]) for method in usable)
    return BacktestReport(tuple(rows), pooled, coverage, (*findings, *missing))


def _given(
    source: Path | Sequence[Path] | Sequence[Series],
) -> tuple[tuple[Series, ...], tuple[Finding, ...]]:
    if isinstance(source, Path):
        return series_in(source)
    series = tuple(one for one in source if isinstance(one, Series))
    files = [one for one in source if isinstance(one, Path)]
    read, findings = series_in(files) if files else ((), ())
    return (*series, *read), findings


def _usable(methods: Sequence[TestMethod]) -> tuple[list[TestMethod], tuple[Finding, ...]]:
    if "statsmodels" in methods:
        try:
            require()
        except InputError as error:
            (problem,) = error.problems
            left: list[TestMethod] = [m for m in methods if m != "statsmodels"]
            return left, (Finding(problem.code, severity="warning"),)
    return list(methods), ()


def _pooled(method: TestMethod, rows: list[Backtest]) -> Pooled:
    told = [row for row in rows if not row.refused]
    held_out = sum(row.held_out for row in told)
    missed = sum(len(row.misses) for row in told)
    widths = [row.width for row in told if np.isfinite(row.width)]
    return Pooled(
        method,
        len(told),
        len(rows) - len(told),
        share_inside(held_out - missed, held_out),
        _between([row.inside.base for row in told if row.inside is not None]),
        dict(Counter(miss.why for row in told for miss in row.misses)),
        mean_of(widths),
        float(np.median(widths)) if widths else float("nan"),
        mean_of(row.absolute_error for row in told),
        mean_of(row.winkler for row in told),
        mean_of(row.bias for row in told),
    )


def _between(shares: list[float]) -> Estimate | None:
    from scipy.special import stdtrit

    count = len(shares)
    if count < 2:
        return None
    mean = float(np.mean(shares))
    times = float(stdtrit(count - 1, (1 + CONFIDENCE) / 2))
    reach = times * float(np.std(shares, ddof=1)) / sqrt(count)
    low, high = max(mean - reach, 0.0), min(mean + reach, 1.0)
    return Estimate(mean, low, high, CONFIDENCE, count, "student over series")
