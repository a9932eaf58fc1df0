"""What each column of a table is: time, key, value, or not used."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from assessor.measurement.metrics.numbers import is_missing, looks_numeric
from assessor.measurement.metrics.table import Table
from assessor.measurement.metrics.tally import Tally
from assessor.measurement.metrics.timestamps import Kind, kind_of

_MOST = 0.9
"""Share of a column's cells that must agree for it to be of a kind; the rest is told."""
_TIME_NAME = re.compile(
    r"(?:.*[\W_])?(time|timestamp|timeStamp|date|datetime|ts|when|thời gian|thời điểm|ngày)",
    re.IGNORECASE,
)
_HOUR_NAME = re.compile(r"(hour|hr|hours|giờ)([\W_]\w+)?", re.IGNORECASE)
_UNITS = tuple(
    (re.compile(rf"(?:.*[\W_])?({words})([\W_].*)?", re.IGNORECASE), size)
    for words, size in (
        ("ms|msec|milliseconds?|mili ?giây", 0.001),
        ("s|secs?|seconds?|offset|elapsed|giây", 1.0),
        ("min|mins|minutes?|phút", 60.0),
        ("h|hours?|giờ", 3600.0),
        ("d|days?|ngày", 86_400.0),
    )
)
"""Words in the name of a column that say what it counts. [s]"""
_INDEX_NAME = re.compile(r"(?:.*[\W_])?(index|step|no|stt|seq|t)", re.IGNORECASE)


@dataclass(frozen=True)
class Roles:
    """Columns by their place."""

    time: int
    kind: Kind | Literal["index"]
    unit: float | None = None
    """Of a column that counts from a start; None where its name does not say. [s]"""
    hour: int | None = None
    """Column of the hour of the day, beside a date."""
    values: tuple[int, ...] = ()
    texts: tuple[int, ...] = ()
    """Columns that may tell several series apart."""


def assign(
    table: Table,
    tally: Tally,
    *,
    time_column: str | None,
    value_columns: Sequence[str] | None,
    key_columns: Sequence[str] | None,
) -> Roles | None:
    """Roles of the columns; None where they are not clear, which is then told.

    Parameters
    ----------
    table
        With its sample.
    time_column, value_columns, key_columns
        Names that the caller gives; no value column means one event a row.
    """
    asked = [*([time_column] if time_column else []), *(value_columns or ()), *(key_columns or ())]
    for name in asked:
        if name not in table.header:
            tally.refuse("metrics_no_column", key=name, name=name, names=shown(table.header))
    if tally.refusing:
        return None
    columns = range(len(table.header))
    kinds = {column: _time_kind(table.column(column)) for column in columns}
    time = _time(table, kinds, tally, time_column)
    if time is None:
        return None
    kind: Kind | Literal["index"] = kinds[time] or "index"
    name = table.header[time]
    unit = next((size for pattern, size in _UNITS if pattern.fullmatch(name)), None)
    hour = _hour(table, time) if kind in ("iso", "slashed") else None
    taken = {time, hour}
    numeric = [each for each in columns if each not in taken and _is_number(table.column(each))]
    if value_columns is None:
        keys = {table.header.index(each) for each in key_columns or ()}
        values = tuple(each for each in numeric if each not in keys)
    else:
        values = tuple(table.header.index(each) for each in value_columns)
    if key_columns is None:
        texts = tuple(each for each in columns if each not in {*taken, *values, *numeric})
    else:
        texts = tuple(table.header.index(each) for each in key_columns)
    return Roles(time, kind, unit, hour, values, texts)


def _present(cells: list[str]) -> list[str]:
    return [cell for cell in cells if not is_missing(cell)]


def _time_kind(cells: list[str]) -> Kind | None:
    """Kind of times that most cells are, or None."""
    kinds = [kind_of([cell]) for cell in _present(cells)]
    known = [kind for kind in kinds if kind is not None]
    if not known:
        return None
    most = max(set(known), key=known.count)
    return most if known.count(most) >= _MOST * len(kinds) else None


def _is_number(cells: list[str]) -> bool:
    present = _present(cells)
    return bool(present) and sum(map(looks_numeric, present)) >= _MOST * len(present)


def _time(
    table: Table, kinds: dict[int, Kind | None], tally: Tally, given: str | None
) -> int | None:
    if given is not None:
        return table.header.index(given)
    written = [column for column, kind in kinds.items() if kind in ("iso", "slashed")]
    counted = [column for column, kind in kinds.items() if kind not in (None, "iso", "slashed")]
    # A number in the range of epochs is a time only where something else says so.
    epochs = [
        column
        for column in counted
        if _TIME_NAME.fullmatch(table.header[column]) or _ascends(table.column(column))
    ]
    for candidates in (written, epochs, _indices(table)):
        named = [column for column in candidates if _TIME_NAME.fullmatch(table.header[column])]
        if len(candidates) == 1 or len(named) == 1:
            return (named or candidates)[0]
        if candidates:
            names = shown([table.header[column] for column in candidates])
            tally.refuse("metrics_time_ambiguous", names=names)
            return None
    tally.refuse("metrics_no_time", names=shown(table.header))
    return None


def shown(names: Sequence[str]) -> str:
    """Names in a message: the first ten."""
    more = f", … ({len(names)})" if len(names) > 10 else ""
    return ", ".join(name[:40] for name in names[:10]) + more


def _indices(table: Table) -> list[int]:
    """Columns of numbers whose names say that they count time, or the only column."""
    numeric = [each for each in range(len(table.header)) if _is_number(table.column(each))]
    if len(numeric) == len(table.header) == 1:
        return numeric
    named = [each for each in numeric if _says_time(table.header[each])]
    return [each for each in named if _ascends(table.column(each))]


def _says_time(name: str) -> bool:
    return bool(
        _INDEX_NAME.fullmatch(name)
        or _TIME_NAME.fullmatch(name)
        or any(pattern.fullmatch(name) for pattern, _ in _UNITS)
    )


def _ascends(cells: list[str]) -> bool:
    """Whether numbers hardly ever fall: the rows of a table come in the order of time."""
    try:
        numbers = [float(cell) for cell in _present(cells)]
    except ValueError:
        return False
    falls = sum(b < a for a, b in pairwise(numbers))
    return falls <= 0.05 * len(numbers)


def _hour(table: Table, time: int) -> int | None:
    """Column of the hour, where the time column has dates only."""
    if any(":" in cell for cell in table.column(time)):
        return None
    for column, name in enumerate(table.header):
        cells = _present(table.column(column))
        whole = column != time and all(re.fullmatch(r"\d{1,2}", cell.strip()) for cell in cells)
        if cells and whole and _HOUR_NAME.fullmatch(name) and max(map(int, cells)) <= 24:
            return column
    return None
