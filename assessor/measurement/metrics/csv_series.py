"""Series from tables of time and values, wide or long, and events from tables of times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from assessor.measurement.metrics.collecting import Columns, collect
from assessor.measurement.metrics.columns import Roles, assign, shown
from assessor.measurement.metrics.gridding import Samples, to_series
from assessor.measurement.metrics.model import MetricsReading
from assessor.measurement.metrics.numbers import Mark
from assessor.measurement.metrics.opening import SourceText
from assessor.measurement.metrics.table import Table, open_table
from assessor.measurement.metrics.tally import Tally
from assessor.measurement.metrics.timestamps import EPOCH, local_times, moment
from assessor.measurement.model import Floats, Series

Kind = Literal["count", "mean"]


@dataclass(frozen=True)
class CsvOptions:
    """What the caller says of a table; None leaves it to the table."""

    time_column: str | None = None
    value_columns: Sequence[str] | None = None
    key_columns: Sequence[str] | None = None
    zone: tzinfo | str | None = None
    start: datetime | None = None
    """Of a column that counts time."""
    step: float | None = None
    """[s]"""
    day_first: bool | None = None
    decimal: Mark | None = None
    kind: Kind | None = None
    unit: str | None = None
    stamps: Literal["start", "end"] = "start"
    """Which end of a step its stamp stands at."""


def read_table(text: SourceText, tally: Tally, options: CsvOptions) -> MetricsReading:
    """Series or events of a table.

    Raises
    ------
    ValueError
        A zone that is not known.
    """
    table = open_table(text, tally)
    rows = None if table is None else _timed_rows(table, tally, options)
    if table is None or rows is None:
        return MetricsReading(text.source("csv"), findings=tally.findings)
    series: dict[str, Series] = {}
    events: dict[str, Floats] = {}
    timed = rows.roles.kind != "index" or options.start is not None
    first = moment(float(rows.seconds.min())) if timed else None
    last = moment(float(rows.seconds.max())) if timed else None
    if rows.roles.values:
        series = _series(table, rows, tally, options)
    else:
        begun = float(rows.seconds.min()) if first else 0.0
        events = {
            key or "events": np.sort(rows.seconds[chosen]) - begun for key, chosen in rows.groups()
        }
    return MetricsReading(
        text.source("csv", used=len(rows.seconds), first=first, last=last),
        series,
        events or None,
        first if events else None,
        findings=tally.findings,
    )


@dataclass(frozen=True)
class _Rows:
    """Rows on the local clock."""

    roles: Roles
    columns: Columns
    seconds: Floats
    keys: list[str] | None
    """Name of each row's series; None where all rows are one series."""

    def groups(self) -> Iterator[tuple[str, NDArray[np.intp]]]:
        """Each series' name and rows."""
        if self.keys is None:
            yield "", np.arange(len(self.seconds))
            return
        names, places = np.unique(np.array(self.keys, dtype=np.str_), return_inverse=True)
        order = np.argsort(places, kind="stable")
        bounds = np.searchsorted(places[order], np.arange(len(names) + 1))
        for number, name in enumerate(names.tolist()):
            yield name, order[bounds[number] : bounds[number + 1]]


def _timed_rows(table: Table, tally: Tally, options: CsvOptions) -> _Rows | None:
    """All rows; None where roles, numbers or times are not clear, which is then told."""
    roles = assign(
        table,
        tally,
        time_column=options.time_column,
        value_columns=options.value_columns,
        key_columns=options.key_columns,
    )
    if roles is not None and roles.unit is None:
        roles = replace(roles, unit=options.step)
    columns = None if roles is None else collect(table, roles, tally, options.decimal)
    if roles is None or columns is None or tally.refusing:
        return None
    if not len(columns.seconds):
        tally.refuse("metrics_no_rows")
        return None
    seconds = _clock(columns, roles, tally, options)
    if seconds is None:
        return None
    return _Rows(roles, columns, seconds, _keys(table, roles, columns, seconds, tally))


def _clock(columns: Columns, roles: Roles, tally: Tally, options: CsvOptions) -> Floats | None:
    """Seconds on the local clock; None where they cannot be told."""
    if roles.kind == "index":
        return _counted(columns, roles, tally, options)
    slashed = roles.kind == "slashed"
    seconds = _dates(columns, tally, options.day_first) if slashed else columns.seconds
    if seconds is None:
        return None
    if None in columns.offsets and len(columns.offsets) > 1:
        tally.refuse("metrics_zones_mixed")
        return None
    found = local_times(seconds, columns.offsets, options.zone)
    if found.assumed_utc:
        tally.note("metrics_utc")
    if found.clock_changes:
        tally.add("metrics_clock_changes")
    return found.seconds


def _counted(columns: Columns, roles: Roles, tally: Tally, options: CsvOptions) -> Floats | None:
    if roles.unit is None and roles.values:
        tally.refuse("metrics_index_unit")
    if options.start is None and roles.values:
        tally.refuse("metrics_index_start")
    if tally.refusing:
        return None
    begin = (options.start - EPOCH).total_seconds() if options.start else 0.0
    return np.asarray(begin + columns.seconds * (roles.unit or 1.0), np.float64)


def _dates(columns: Columns, tally: Tally, day_first: bool | None) -> Floats | None:
    """Which of day and month comes first, by the days above 12."""
    by_day, by_month = np.isfinite(columns.seconds), np.isfinite(columns.other)
    if day_first is None:
        if by_day.all() and by_month.all() and not np.array_equal(columns.seconds, columns.other):
            tally.refuse("metrics_date_order", int(columns.lines[0]))
            return None
        if not by_day.all() and not by_month.all():
            line = int(columns.lines[np.argmin(by_day)])
            tally.refuse("metrics_date_orders_mixed", line)
            return None
        day_first = bool(by_day.all())
    seconds, known = (columns.seconds, by_day) if day_first else (columns.other, by_month)
    if not known.all():
        line = int(columns.lines[np.argmin(known)])
        tally.refuse("metrics_date_order_given", line)
        return None
    return seconds


def _keys(
    table: Table, roles: Roles, columns: Columns, seconds: Floats, tally: Tally
) -> list[str] | None:
    """Name of each row's series; None where all rows are one series.

    Columns of text tell series apart where the times alone do not.
    """
    repeated = len(np.unique(seconds)) < len(seconds)
    texts = [column for column in columns.names if len(columns.names[column]) > 1]
    if not repeated or not texts or not roles.values:
        texts = []
    unused = [table.header[each] for each in roles.texts if each not in texts]
    if unused:
        tally.note("metrics_unused", names=shown(unused))
    if not texts:
        return None
    numbers = [columns.keys[each].astype(np.int64) for each in texts]
    names = [columns.names[each] for each in texts]
    return [
        " · ".join(name[index] for name, index in zip(names, row, strict=True))
        for row in zip(*(each.tolist() for each in numbers), strict=True)
    ]


def _series(table: Table, rows: _Rows, tally: Tally, options: CsvOptions) -> dict[str, Series]:
    found: dict[str, Series] = {}
    kinds: dict[Kind, list[str]] = {}
    for column in rows.roles.values:
        header, values = table.header[column], rows.columns.values[column]
        kind = options.kind or _kind(values)
        kinds.setdefault(kind, []).append(header)
        unit = options.unit or _unit(kind, header, column in rows.columns.percent)
        alone = len(rows.roles.values) == 1
        for key, chosen in rows.groups():
            name = key if key and alone else ": ".join(filter(None, [key, header]))
            samples = Samples(rows.seconds[chosen], values[chosen], rows.columns.lines[chosen])
            series = to_series(
                name, samples, tally, kind=kind, unit=unit, step=_step(rows.roles, options),
                at_end=options.stamps == "end",
            )  # fmt: skip
            if series is not None:
                found[name] = series
    if options.kind is None:
        for kind, names in kinds.items():
            tally.note(f"metrics_taken_as_{kind}", names=shown(names))
    return found


def _step(roles: Roles, options: CsvOptions) -> float | None:
    return options.step if options.step is not None or roles.kind != "index" else roles.unit


def _kind(values: Floats) -> Kind:
    known = values[np.isfinite(values)]
    return "count" if np.all((known >= 0) & (known == np.round(known))) else "mean"


def _unit(kind: str, header: str, percent: bool) -> str:
    if percent or "%" in header or "percent" in header.lower():
        return "%"
    return "requests" if kind == "count" else ""
