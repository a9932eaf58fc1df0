"""Forecasts and backtests of the series of files, with the holidays of a calendar or scenario."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from assessor.documents.saving import write_text
from assessor.errors import InputError, Problem
from assessor.measurement import Finding, Series
from assessor.measurement.forecasts import (
    BacktestReport,
    Forecast,
    backtest_report,
    forecast,
    series_in,
)
from assessor.measurement.forecasts.forecasting import Method
from assessor.project.measured.fitting import finding_document, problem_of
from assessor.resources import shipped
from assessor.scenario.fragments import Calendar
from assessor.scenario.loading import load_fragment
from assessor.text.cells import spreadsheet_safe

DATA = "shipped:scenarios/shared/data/"
# The 60 days that the model was chosen on, and the days with names in the 30 that follow.
SHIPPED = ("usagov_daily.csv", "calendar-us-2023.yaml", 60)
NAMED_DAYS = {"usagov_daily/education": {date(2024, 1, 2): "FAFSA"}}


@dataclass(frozen=True)
class Forecasts:
    """Forecasts of the series of some files."""

    forecasts: tuple[Forecast, ...]
    findings: tuple[Finding, ...]
    """Of the files; those of a series stand with its forecast."""

    @property
    def document(self) -> dict[str, Any]:
        """As forecast@1 JSON."""
        return {
            "schema": "forecast@1",
            "findings": [finding_document(one) for one in self.findings],
            "series": [
                {
                    "name": one.series,
                    "start": one.start,
                    "step_s": one.step,
                    "coverage": one.coverage,
                    "model": one.model,
                    "parameters": dict(one.parameters),
                    "points": one.points,
                    "low": one.low,
                    "high": one.high,
                    "findings": [finding_document(f) for f in one.findings],
                }
                for one in self.forecasts
            ],
        }


def forecast_files(
    files: Sequence[Path],
    *,
    steps: int,
    calendar: Calendar | None = None,
    coverage: float = 0.9,
    method: Method = "auto",
    seed: int = 0,
) -> Forecasts:
    """Forecast every series of the files.

    Raises
    ------
    InputError
        With every problem of every file.
    """
    series, findings = series_in(list(files))
    found = tuple(
        forecast(one, steps=steps, calendar=calendar, coverage=coverage, method=method, seed=seed)
        for one in series
    )
    if all(one.refused for one in found):
        raise InputError(
            [problem_of(f) for one in found for f in one.findings if f.severity == "refusal"]
        )
    return Forecasts(found, findings)


def write_forecasts(found: Forecasts, path: Path, read: Sequence[Path] = ()) -> None:
    """Every step of every series as a sheet: series, time, low, middle, high.

    Raises
    ------
    InputError
        The sheet would take the place of a file that was read.
    """
    if path.resolve() in {file.resolve() for file in read}:
        raise InputError([Problem("fit_exists", {"given": path.name}, str(path))])
    sheet = io.StringIO()
    out = csv.writer(sheet, lineterminator="\n")
    out.writerow(["series", "time", "low", "middle", "high"])
    for one in found.forecasts:
        for step, (low, middle, high) in enumerate(zip(one.low, one.points, one.high, strict=True)):
            at = one.start + timedelta(seconds=step * one.step)
            values = (f"{value:.6g}" for value in (low, middle, high))
            out.writerow([spreadsheet_safe(one.series), at.isoformat(timespec="minutes"), *values])
    write_text(path, sheet.getvalue())


def backtest_files(
    files: Sequence[Path],
    *,
    calendar: Calendar | None = None,
    train: int | None = None,
    test: int | None = None,
    coverage: float = 0.9,
    seed: int = 0,
    check: Callable[[], None] | None = None,
) -> BacktestReport:
    """Hold forecasts against held-out time; without files on the measured series that are shipped.

    Raises
    ------
    InputError
        Files that cannot be read, or a part to learn from that leaves nothing to hold out.
    """
    events: Mapping[str, Mapping[date, str]] = {}
    if not files:
        data, days_off, learnt = SHIPPED
        files = [shipped(DATA + data)]
        calendar = calendar or load_fragment(Calendar, shipped(DATA + days_off))
        train, events = train or learnt, NAMED_DAYS
    series, findings = series_in(list(files))
    _leave_something(series, train, test)
    report = backtest_report(
        series,
        train=train,
        test=test,
        calendar=calendar,
        events=events,
        coverage=coverage,
        seed=seed,
        check=check,
    )
    return BacktestReport(
        report.rows, report.pooled, report.coverage, (*findings, *report.findings)
    )


def _leave_something(series: Sequence[Series], train: int | None, test: int | None) -> None:
    problems = [
        Problem(
            "backtest_nothing_left",
            {"series": one.name, "length": len(one), "wanted": (train or 1) + (test or 1)},
        )
        for one in series
        if (train or 1) + (test or 1) > len(one)
    ]
    if problems or not series:
        raise InputError(problems or [Problem("fit_nothing", {})])


def backtest_document(report: BacktestReport) -> dict[str, Any]:
    """A report as backtest@1 JSON."""
    return {
        "schema": "backtest@1",
        "coverage": report.coverage,
        "findings": [finding_document(one) for one in report.findings],
        "pooled": report.pooled,
        "series": [
            {
                "name": row.series,
                "method": row.method,
                "model": row.model,
                "train": row.train,
                "held_out": row.held_out,
                "inside": row.inside,
                "width": row.width,
                "absolute_error": row.absolute_error,
                "winkler": row.winkler,
                "bias": row.bias,
                "misses": row.misses,
                "findings": [finding_document(f) for f in row.findings],
            }
            for row in report.rows
        ],
    }
