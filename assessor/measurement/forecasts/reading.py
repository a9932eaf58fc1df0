"""Series out of plain CSV files: a column of times, perhaps a column of names, one of values."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf, nan
from pathlib import Path

import numpy as np

from assessor.errors import InputError, Problem
from assessor.measurement.model import Finding, Series

TIMES = ("timestamp", "datetime", "time", "date")
HOURS = ("hour_local", "hour")
UNKNOWN = ("", "nan", "na", "null")


@dataclass(frozen=True)
class Layout:
    """Which column is which; the last one holds the values."""

    time: int
    hour: int | None
    name: int | None
    unit: str


@dataclass(frozen=True)
class _Point:
    at: datetime
    value: float
    line: int


def series_in(source: Path | Sequence[Path]) -> tuple[tuple[Series, ...], tuple[Finding, ...]]:
    """Every series of files, or of the CSV files of a folder.

    Returns
    -------
    The series in the order of files and names, called `file` or `file/name` (two files may use
    the same names); findings name files of the folder that hold none.

    Raises
    ------
    InputError
        With every problem of every file: no column of times (of a named file), a time or value
        that cannot be read, a time twice or off the grid.
    """
    if isinstance(source, Path) and source.is_dir():
        files, named = sorted(source.glob("*.csv")), False
    else:
        files, named = [source] if isinstance(source, Path) else list(source), True
    found: list[Series] = []
    findings: list[Finding] = []
    problems: list[Problem] = []
    for file in files:
        rows = _rows(file, problems)
        if rows is None:
            continue
        layout = _layout(rows[0][1]) if rows else None
        if layout is not None:
            found += _series_of(file, layout, rows[1:], problems)
        elif not named:
            findings.append(Finding("backtest_file_skipped", path=str(file), severity="note"))
        else:
            problems.append(Problem("backtest_no_times", path=str(file), line=1))
    if problems:
        raise InputError(problems)
    return tuple(found), tuple(findings)


def _rows(file: Path, problems: list[Problem]) -> list[tuple[int, list[str]]] | None:
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream)
            return [(reader.line_num, row) for row in reader if any(c.strip() for c in row)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        params = {"reason": str(error)}
        problems.append(Problem("backtest_unreadable", params, path=str(file)))
        return None


def _layout(header: list[str]) -> Layout | None:
    names = [cell.strip().lower() for cell in header]
    time = next((names.index(name) for name in TIMES if name in names[:-1]), None)
    if time is None:
        return None
    hour = next((names.index(name) for name in HOURS if name in names[:-1]), None)
    others = [k for k in range(len(names) - 1) if k not in (time, hour)]
    if len(others) > 1:
        return None
    return Layout(time, hour, others[0] if others else None, names[-1])


def _series_of(
    file: Path, layout: Layout, rows: list[tuple[int, list[str]]], problems: list[Problem]
) -> list[Series]:
    by_name: dict[str, list[_Point]] = {}
    for line, row in rows:
        point = _point(file, layout, line, row, problems)
        if point is not None:
            name = file.stem
            if layout.name is not None:
                name = f"{file.stem}/{row[layout.name].strip()}"
            by_name.setdefault(name, []).append(point)
    made = (_series(file, layout, name, points, problems) for name, points in by_name.items())
    return [series for series in made if series is not None]


def _point(
    file: Path, layout: Layout, line: int, row: list[str], problems: list[Problem]
) -> _Point | None:
    try:
        at = datetime.fromisoformat(row[layout.time].strip())
        if at.tzinfo is not None:
            raise ValueError("a zone in a local time")
        if layout.hour is not None:
            at += timedelta(hours=int(row[layout.hour]))
        written = row[-1].strip().lower()
        value = nan if written in UNKNOWN else float(written)
        if value < 0 or value == inf:
            raise ValueError(f"{value} is no count")
    except (ValueError, IndexError) as error:
        params = {"reason": str(error)}
        problems.append(Problem("backtest_line_unreadable", params, path=str(file), line=line))
        return None
    return _Point(at, value, line)


def _series(
    file: Path, layout: Layout, name: str, points: list[_Point], problems: list[Problem]
) -> Series | None:
    """On an even grid by the shortest distance of two times; gaps are unknown."""
    ordered = sorted(points, key=lambda point: (point.at, point.line))
    times = np.array([(p.at - ordered[0].at).total_seconds() for p in ordered])
    apart = np.diff(times)
    step = float(apart[apart > 0].min()) if np.any(apart > 0) else 86_400.0
    wrong = [
        (p, "backtest_time_twice") for p, gap in zip(ordered[1:], apart, strict=True) if not gap
    ]
    wrong += [(p, "backtest_off_grid") for p, t in zip(ordered, times, strict=True) if t % step]
    problems += _named(wrong, file, name)
    if wrong:
        return None
    values = np.full(round(times[-1] / step) + 1, nan)
    values[np.round(times / step).astype(np.int64)] = [point.value for point in ordered]
    return Series(name, ordered[0].at, step, values, unit=layout.unit)


def _named(wrong: Iterable[tuple[_Point, str]], file: Path, name: str) -> list[Problem]:
    return [
        Problem(code, {"series": name, "at": p.at.isoformat()}, path=str(file), line=p.line)
        for p, code in wrong
    ]
