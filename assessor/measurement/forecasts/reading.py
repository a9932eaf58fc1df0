"""The series of files, each by a name of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from assessor.errors import InputError, Problem
from assessor.measurement.metrics import read_metrics
from assessor.measurement.model import Finding, Series


def series_in(source: Path | Sequence[Path]) -> tuple[tuple[Series, ...], tuple[Finding, ...]]:
    """Every series of files, or of the CSV files of a folder.

    Returns
    -------
    The series in the order of files and names, called `file` or `file/name` (two files may use
    the same names); findings tell what was odd, and name files of the folder that hold none.

    Raises
    ------
    InputError
        With every reason why a named file gives no series.
    """
    if isinstance(source, Path) and source.is_dir():
        files, named = sorted(source.glob("*.csv")), False
    else:
        files, named = [source] if isinstance(source, Path) else list(source), True
    found: list[Series] = []
    findings: list[Finding] = []
    problems: list[Problem] = []
    for file in files:
        try:
            series, told = _series_of(file)
        except InputError as error:
            problems += error.problems
            continue
        problems += [
            Problem("backtest_negative", {"series": one.name}, str(file))
            for one in series
            if np.any(one.values < 0)
        ]
        found += series
        if series or named:
            findings += [f for f in told if f.severity != "refusal" or series]
        if not series and named:
            problems += _reasons(file, told)
        elif not series:
            findings.append(Finding("backtest_file_skipped", path=str(file), severity="note"))
    if problems:
        raise InputError(problems)
    return tuple(found), tuple(findings)


def _series_of(file: Path) -> tuple[list[Series], tuple[Finding, ...]]:
    reading = read_metrics(file)
    only = len(reading.series) == 1
    series = [
        replace(one, name=file.stem if only else f"{file.stem}/{name}")
        for name, one in reading.series.items()
    ]
    return series, reading.findings


def _reasons(file: Path, told: Sequence[Finding]) -> list[Problem]:
    """Why a file gives no series; the refusals of its reader where there are some."""
    refusals = [f for f in told if f.severity == "refusal"]
    return [
        Problem(f.code, {**f.params, "count": f.count, "until": f.until}, f.path, f.line)
        for f in refusals
    ] or [Problem("backtest_no_times", path=str(file), line=1)]
