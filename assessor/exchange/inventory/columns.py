"""Which column of a table holds what: by the mapping, by the tool, by its words, by likeness.

An earlier rule goes before a later one. Two columns that a rule takes for the same field are told,
and so is every column that nothing was made of.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from assessor.errors import Problem
from assessor.exchange.grid import folded
from assessor.exchange.inventory.fields import (
    HOST_FIELDS,
    MACHINE_FIELDS,
    Field,
    field_of,
    fits,
    known_words,
    meant,
    split_unit,
)
from assessor.exchange.inventory.mapping import Mapping
from assessor.exchange.inventory.records import How, Mapped, TableRead
from assessor.exchange.inventory.sheets import Sheet
from assessor.text import fold

_ALIKE = 0.86  # of 1: one letter of seven may differ
_SHORTEST = 5  # letters; shorter words are alike by accident


@dataclass(frozen=True, slots=True)
class Taken:
    """A column that holds a field."""

    index: int
    unit: str | None
    how: How


@dataclass
class Columns:
    """The columns of one table by field, and what is wrong with its headings."""

    sheet: Sheet
    taken: dict[str, Taken] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def used(self) -> set[int]:
        """Positions that hold something known."""
        return {taken.index for taken in self.taken.values()}

    def read(self) -> TableRead:
        """What was made of the table, for people."""
        sheet = self.sheet
        mapped = tuple(
            Mapped(key, sheet.headings[taken.index], taken.how, taken.unit)
            for key, taken in self.taken.items()
        )
        others = sheet.known.others if sheet.known else frozenset()
        unused = tuple(
            heading
            for index, heading in enumerate(sheet.headings)
            if heading and index not in self.used and fold(heading) not in others
        )
        layout = sheet.known.layout if sheet.known else "sheet"
        return TableRead(sheet.grid.path, layout, sheet.kind, len(sheet.rows), mapped, unused)


def find_columns(sheet: Sheet, mapping: Mapping) -> Columns:
    """The columns of a table by field."""
    columns = Columns(sheet)
    fields = HOST_FIELDS if sheet.kind == "hosts" else MACHINE_FIELDS
    _take(columns, _by_mapping(sheet, mapping, fields))
    _take(columns, _by_tool(columns))
    if sheet.known is None or sheet.kind == "machines":
        _take(columns, _by_words(columns, fields))
    if sheet.known is None:
        _take(columns, _by_likeness(columns, fields))
    return columns


def unknown_headings(mapping: Mapping, seen: Collection[str]) -> Iterator[tuple[str, str]]:
    """Columns of the mapping that no table has: field and heading."""
    headings = {fold(heading).strip() for heading in seen}
    for key, column in mapping.columns.items():
        if fold(column.heading).strip() not in headings:
            yield key, column.heading


Candidate = tuple[str, Taken]


def _take(columns: Columns, found: list[Candidate]) -> None:
    """Give each field its column; two columns for one field are a problem."""
    new: dict[str, Taken] = {}
    for key, taken in found:
        if key in columns.taken:
            continue
        if key in new:
            _twice(columns, key, new[key], taken)
            continue
        new[key] = taken
    columns.taken |= new


def _twice(columns: Columns, key: str, first: Taken, second: Taken) -> None:
    sheet = columns.sheet
    params = {
        "field": key,
        "first": sheet.headings[first.index],
        "second": sheet.headings[second.index],
    }
    row = max(sheet.heading.number, 1)
    columns.problems.append(
        sheet.grid.problem("inventory_column_twice", row, second.index, **params)
    )


def _by_mapping(sheet: Sheet, mapping: Mapping, fields: tuple[Field, ...]) -> list[Candidate]:
    known = {one.key for one in fields}
    chosen = {fold(c.heading).strip(): (key, c.unit) for key, c in mapping.columns.items()}
    found: list[Candidate] = []
    for index, heading in enumerate(sheet.headings):
        key, unit = chosen.get(fold(heading).strip(), ("", None))
        if key in known:
            own = split_unit(heading)[1]
            fitting = own if fits(field_of(key, fields).kind, own) else None
            found.append((key, Taken(index, unit or fitting, "mapping")))
    return found


def _by_tool(columns: Columns) -> list[Candidate]:
    known = columns.sheet.known
    if known is None:
        return []
    found: dict[str, Candidate] = {}
    for index, heading in enumerate(columns.sheet.headings):
        key, unit = known.columns.get(folded(heading), ("", None))
        if key:  # a tool writes no column twice; an older spelling beside a newer is passed over
            found.setdefault(key, (key, Taken(index, unit, "source")))
    return list(found.values())


def _free(columns: Columns) -> Iterator[tuple[int, str]]:
    """Columns that nothing is known of so far."""
    known = columns.sheet.known
    passed = known.others | set(known.columns) if known else frozenset()
    for index, heading in enumerate(columns.sheet.headings):
        if heading and index not in columns.used and folded(heading) not in passed:
            yield index, heading


def _by_words(columns: Columns, fields: tuple[Field, ...]) -> list[Candidate]:
    found: list[Candidate] = []
    for index, heading in _free(columns):
        one, unit = meant(heading, fields)
        if one is not None:
            found.append((one.key, Taken(index, unit, "exact")))
    return found


def _by_likeness(columns: Columns, fields: tuple[Field, ...]) -> list[Candidate]:
    known = known_words(fields)
    found: list[Candidate] = []
    for index, heading in _free(columns):
        words, unit = split_unit(heading)
        if len(words) < _SHORTEST:
            continue
        near = difflib.get_close_matches(words, known, n=1, cutoff=_ALIKE)
        one = next((f for f in known[near[0]] if fits(f.kind, unit)), None) if near else None
        if one is not None:
            found.append((one.key, Taken(index, unit, "similar")))
    return found
