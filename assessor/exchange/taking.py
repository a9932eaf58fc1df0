"""Rows of a returned table taken apart: which id, which fields, what changed, what is wrong."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from assessor.catalogue.measures import Measure
from assessor.documents import Loaded, Place, parse
from assessor.errors import Problem
from assessor.exchange.cells import Value, same
from assessor.exchange.changes import FieldChange
from assessor.exchange.columns import Column
from assessor.exchange.extras import Columns
from assessor.exchange.grid import Row, Table, read_value
from assessor.exchange.values import MisreadError, shown, understood, with_field
from assessor.exchange.values import field as field_of

Key = tuple[str | int, ...]
M = TypeVar("M", bound=BaseModel)


@dataclass
class Taking:
    """One reading of one section, collecting problems, places and changes on the way."""

    path: Path
    section: str
    columns: Mapping[str, Column]
    problems: list[Problem]
    places: dict[Key, Place]
    changes: list[FieldChange] = field(default_factory=list)

    def identified(
        self, table: Table, key: str, known: Iterable[str] | None = None
    ) -> Iterator[tuple[str, Row]]:
        """The rows that stand for one criterion or one piece of evidence."""
        first: dict[str, int] = {}
        index = table.columns[key]
        for row in table.rows:
            found = read_value(table.grid, row, index, self.problems)
            if found is None:
                if self._is_filled(table, row):
                    self.problems.append(table.grid.problem("table_row_without_id", row.number, 0))
                continue
            name = str(found).strip()
            fault = _fault_of_id(name, first, known)
            if fault is None:
                first[name] = row.number
                yield name, row
            else:
                code, params = fault
                self.problems.append(table.grid.problem(code, row.number, index, **params))

    def _is_filled(self, table: Table, row: Row) -> bool:
        """True where a row without an id holds something that would be lost."""
        filled = [index for key, index in table.columns.items() if self.columns[key].path]
        return any(row.cell(index) is not None for index in [*filled, *table.extras.values()])

    def fields(
        self, name: str, data: dict[str, Any], table: Table, row: Row, measure: Measure | None
    ) -> dict[str, Any]:
        """The fields with what the row changes; the same object where it changes nothing."""
        self.places[self.section, name] = table.grid.place(row.number, 0)
        new = data
        for key, index in table.columns.items():
            column = self.columns[key]
            if not column.path:
                continue
            place = table.grid.place(row.number, index)
            self.places[(self.section, name, *column.path)] = place
            self.places.setdefault((self.section, name, *column.path[:1]), place)
            was = field_of(data, column.path)
            now = self._field(table, row, index, column, was, measure)
            if now is not was:
                new = with_field(new, column.path, now)
                self.changes.append(FieldChange(self.section, name, key, was, now, place))
        return new

    def _field(
        self,
        table: Table,
        row: Row,
        index: int,
        column: Column,
        was: Any,
        measure: Measure | None,
    ) -> Any:
        """What the field becomes; `was` itself where the cell says the same or is misread."""
        cell: Value = read_value(table.grid, row, index, self.problems)
        if same(cell, shown(column, was, measure)):
            return was
        try:
            now = understood(column, cell, measure)
        except MisreadError as error:
            problem = table.grid.problem(error.code, row.number, index, **error.params)
            self.problems.append(problem)
            return was
        if column.kind == "status" and now is None:
            now = "not_assessed"
        unchanged = now == was and isinstance(now, bool) == isinstance(was, bool)
        return was if unchanged else now

    def parsed(self, model: type[M], name: str, data: dict[str, Any]) -> M | None:
        """The fields as a model, or none with every problem at its cell."""
        here = (self.section, name)
        places = {key[2:]: place for key, place in self.places.items() if key[:2] == here}
        parsed, problems = parse(model, Loaded(str(self.path), data, places))
        self.problems += problems
        return parsed

    def extra_columns(self, table: Table, before: Columns, key: str) -> Columns:
        """Added columns as the file has them; those it does not have stay as they were."""
        kept = {heading: dict(cells) for heading, cells in before.items()}
        for heading, index in table.extras.items():
            cells = kept.setdefault(heading, {})
            for row in table.rows:
                found = read_value(table.grid, row, table.columns[key], self.problems)
                cell = read_value(table.grid, row, index, self.problems)
                name = str(found).strip()
                if found is not None and cell is None:
                    cells.pop(name, None)
                elif found is not None and not same(cell, cells.get(name)):
                    cells[name] = cell
        return kept


def _fault_of_id(
    name: str, first: Mapping[str, int], known: Iterable[str] | None
) -> tuple[str, dict[str, Any]] | None:
    if name in first:
        return "table_id_twice", {"id": name, "first": first[name]}
    if known is None or name in known:
        return None
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return "table_id_unknown", {"id": name, "hint": f": {near[0]}" if near else ""}
