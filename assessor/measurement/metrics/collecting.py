"""Columns of a table as arrays, every cell that cannot be read counted and located."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from assessor.measurement.metrics.columns import Roles
from assessor.measurement.metrics.numbers import Mark, decimal_mark, is_missing, number_reader
from assessor.measurement.metrics.table import Table
from assessor.measurement.metrics.tally import Tally
from assessor.measurement.metrics.timestamps import LONGEST, Stamp, reader
from assessor.measurement.model import Floats

ROW_LIMIT = 20_000_000
"""Rows kept; at about 40 bytes each they fit a small machine."""
KEY_LIMIT = 10_000
"""Different keys; more are no names of series."""


@dataclass
class Columns:
    """What was read, one entry a row."""

    seconds: Floats
    """Since 1970, or the index as written. [s]"""
    other: Floats
    """The same with the month first, nan where that is no date. [s]"""
    offsets: list[float | None]
    """Different offsets to UTC, in the order of their first case. [s]"""
    lines: Floats
    values: dict[int, Floats] = field(default_factory=dict)
    keys: dict[int, Floats] = field(default_factory=dict)
    """Number of the key in `names`, by column."""
    names: dict[int, list[str]] = field(default_factory=dict)
    percent: set[int] = field(default_factory=set)
    """Columns with per cent signs."""


def collect(table: Table, roles: Roles, tally: Tally, decimal: Mark | None) -> Columns | None:
    """Read all rows; None where the columns' numbers may mean two things."""
    marks = {column: _mark(table, column, tally, decimal) for column in roles.values}
    if tally.refusing:
        return None
    reading = _Reading(roles, marks, tally)
    for line, cells in table.rows:
        if len(reading.lines) >= ROW_LIMIT:
            tally.add("metrics_too_long", line, limit=ROW_LIMIT)
            break
        if len(cells) != len(table.header):
            tally.add("metrics_row_length", line, cells=len(cells), expected=len(table.header))
            if len(cells) < len(table.header):
                continue
        reading.row(line, cells)
    percent = {each for each in roles.values if any("%" in cell for cell in table.column(each))}
    return reading.columns(percent)


def _mark(table: Table, column: int, tally: Tally, given: Mark | None) -> Mark:
    mark = given or decimal_mark(table.column(column))
    if mark is None:
        name = table.header[column]
        example = next(cell for cell in table.column(column) if "," in cell)
        tally.refuse("metrics_decimal_mark", key=name, name=name, example=example.strip())
    elif mark == "," and given is None:
        tally.note("metrics_decimal_comma", name=table.header[column])
    return mark or "."


class _Reading:
    def __init__(self, roles: Roles, marks: dict[int, Mark], tally: Tally) -> None:
        self.roles, self.tally = roles, tally
        self.stamp = _index(roles) if roles.kind == "index" else reader(roles.kind)
        self.numbers = {column: number_reader(mark) for column, mark in marks.items()}
        self.seconds, self.other, self.lines = array("d"), array("d"), array("q")
        self.offsets: list[float | None] = []
        self.values = {column: array("d") for column in roles.values}
        self.keys = {column: array("q") for column in roles.texts}
        self.names: dict[int, dict[str, int]] = {column: {} for column in roles.texts}

    def row(self, line: int, cells: list[str]) -> None:
        stamp = self.stamp(cells[self.roles.time])
        hours = self._hours(cells)
        if stamp is None or hours is None:
            self.tally.add("metrics_bad_time", line, value=cells[self.roles.time].strip()[:60])
            return
        other = stamp.seconds if stamp.other is None else stamp.other
        self.seconds.append(stamp.seconds + hours)
        self.other.append(other + hours)
        self.lines.append(line)
        if stamp.offset not in self.offsets:
            self.offsets.append(stamp.offset)
        for column, read in self.numbers.items():
            self.values[column].append(self._value(read(cells[column]), cells[column], line))
        for column in tuple(self.names):
            known = self.names[column]
            self.keys[column].append(known.setdefault(cells[column].strip(), len(known)))
            if len(known) > KEY_LIMIT:
                # A number of its own in every row, as of a request, names no series.
                del self.names[column], self.keys[column]

    def _hours(self, cells: list[str]) -> float | None:
        if self.roles.hour is None:
            return 0.0
        try:
            hour = int(cells[self.roles.hour])
        except ValueError:
            return None
        return hour * 3600.0 if 0 <= hour <= 24 else None

    def _value(self, value: float | None, cell: str, line: int) -> float:
        if value is None or value in (float("inf"), float("-inf")):
            self.tally.add("metrics_bad_number", line, value=cell.strip()[:60])
            return float("nan")
        if value != value and is_missing(cell):
            self.tally.note("metrics_missing", line)
        return value

    def columns(self, percent: set[int]) -> Columns:
        return Columns(
            np.array(self.seconds, np.float64),
            np.array(self.other, np.float64),
            self.offsets,
            np.array(self.lines, np.float64),
            {column: np.array(values, np.float64) for column, values in self.values.items()},
            {column: np.array(keys, np.float64) for column, keys in self.keys.items()},
            {column: list(known) for column, known in self.names.items()},
            percent,
        )


def _index(roles: Roles) -> Callable[[str], Stamp | None]:
    """Function from a count to itself; None where it would end beyond a century."""
    limit = LONGEST / (roles.unit or 1.0)

    def read(text: str) -> Stamp | None:
        try:
            number = float(text.strip().replace(",", "."))
        except ValueError:
            return None
        return Stamp(number, None) if abs(number) <= limit else None

    return read
