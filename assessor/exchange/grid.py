"""A table as read from a file: rows of cells that know where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from assessor.documents import Place
from assessor.errors import Problem
from assessor.exchange.cells import Broken, Cell, Formula, Value, plain
from assessor.text import fold

MAX_ROWS = 5_000
MAX_COLUMNS = 256
_HEADING_WITHIN = 30  # rows from the top in which the row of headings must stand


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is read; what goes beyond is told, and nothing of it is taken."""

    file_mib: int = 20
    unpacked_mib: int = 64
    rows: int = MAX_ROWS


QUESTIONNAIRE = Limits()


@dataclass(frozen=True, slots=True)
class Row:
    """One row with its number in the file, counted from 1."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, index: int) -> Cell:
        """The cell of a column, counted from 0; nothing beyond the last."""
        return self.cells[index] if index < len(self.cells) else None


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet of a workbook, or a CSV file. Rows without any content are left out."""

    path: str
    name: str
    rows: tuple[Row, ...] = ()

    def place(self, row: int, index: int) -> Place:
        """The place of a cell."""
        return Place(self.path, row, index + 1)

    def problem(self, code: str, row: int, index: int, /, **params: Any) -> Problem:
        """A problem at a cell."""
        return Problem(code, params, self.path, row, index + 1)


@dataclass(frozen=True)
class Table:
    """A grid below its row of headings: which column stands where."""

    grid: Grid
    heading: Row
    columns: Mapping[str, int]
    extras: Mapping[str, int] = field(default_factory=dict)

    @property
    def rows(self) -> Iterator[Row]:
        """The rows below the headings."""
        return (row for row in self.grid.rows if row.number > self.heading.number)

    def place(self, row: int, key: str) -> Place:
        """The place of a named column's cell."""
        return self.grid.place(row, self.columns.get(key, 0))


def folded(cell: Cell) -> str:
    """A heading as it is compared: without accents, case and surplus blanks."""
    return " ".join(fold(cell).split()) if isinstance(cell, str) else ""


def find_table(
    grid: Grid, known: Mapping[str, str], needed: str, problems: list[Problem]
) -> Table | None:
    """The table whose headings hold the needed column; none where no row has it.

    Parameters
    ----------
    known
        Folded heading → key of the column.
    needed
        Key of the column by which the row of headings is known.
    """
    for row in grid.rows:
        if row.number > _HEADING_WITHIN:
            break
        if needed in {known.get(folded(cell)) for cell in row.cells}:
            return _table(grid, row, known, problems)
    return None


def _table(grid: Grid, heading: Row, known: Mapping[str, str], problems: list[Problem]) -> Table:
    columns: dict[str, int] = {}
    extras: dict[str, int] = {}
    for index, cell in enumerate(heading.cells):
        if isinstance(cell, Formula | Broken):
            problems.append(
                grid.problem("table_cell_formula", heading.number, index, value=cell.text)
            )
            continue
        title = plain(cell)
        if title is None:
            continue
        name = known.get(folded(title), "")
        target, key = (columns, name) if name else (extras, str(title).strip())
        if key in target:
            problems.append(
                grid.problem("table_heading_twice", heading.number, index, heading=str(title))
            )
        else:
            target[key] = index
    _unnamed(grid, heading, {*columns.values(), *extras.values()}, problems)
    return Table(grid, heading, columns, extras)


def _unnamed(grid: Grid, heading: Row, named: set[int], problems: list[Problem]) -> None:
    """Columns that hold something but have no heading, as merged headings leave them."""
    told: set[int] = set()
    for row in grid.rows:
        if row.number <= heading.number:
            continue
        for index, cell in enumerate(row.cells):
            if index not in named and index not in told and cell not in (None, ""):
                told.add(index)
                problems.append(grid.problem("table_heading_blank", row.number, index))


def read_value(grid: Grid, row: Row, index: int, problems: list[Problem]) -> Value:
    """A cell's tidy value; formulas and errors of the spreadsheet are problems."""
    cell = row.cell(index)
    if isinstance(cell, Formula | Broken):
        code = "table_cell_formula" if isinstance(cell, Formula) else "table_cell_broken"
        problems.append(grid.problem(code, row.number, index, value=cell.text))
        return None
    return plain(cell)
