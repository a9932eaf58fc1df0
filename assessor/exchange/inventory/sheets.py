"""Files of an inventory as tables whose kind is known: machines, hosts, flavours and the rest."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assessor.errors import Problem
from assessor.exchange.csv_in_out import read_csv
from assessor.exchange.grid import Grid, Limits, Row, folded
from assessor.exchange.inventory.headings import HEADING_WITHIN, headings_at, texts_of
from assessor.exchange.inventory.json_lists import read_json
from assessor.exchange.inventory.known_tools import RVTOOLS, Known, known_table
from assessor.exchange.inventory.mapping import Mapping
from assessor.exchange.workbook_in import read_workbook
from assessor.text import fold

FORMATS = (".xlsx", ".csv", ".json")
LIMITS = Limits(file_mib=64, unpacked_mib=256, rows=200_000)
_TAB = re.compile(r"(?:^|tab|[_\-. ])(vinfo|vcpu|vmemory|vdisk|vpartition|vhost|vmetadata)\b")
# the same problem in the words of an inventory
_CODES = {"workbook_too_large": "inventory_too_large"}


@dataclass(frozen=True)
class Sheet:
    """A table: its headings by column, the rows below them, and what it was taken for."""

    grid: Grid
    position: int
    """Where among the grid's rows the row of headings stands."""
    headings: tuple[str, ...]
    kind: str
    known: Known | None

    @property
    def heading(self) -> Row:
        """The row of headings."""
        return self.grid.rows[self.position]

    @property
    def rows(self) -> Sequence[Row]:
        """The rows below the headings."""
        return self.grid.rows[self.position + 1 :]


@dataclass(frozen=True)
class FileRead:
    """The tables of one file, its sheets without one, and what is wrong with it."""

    sheets: tuple[Sheet, ...] = ()
    unread: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_file(path: Path, mapping: Mapping) -> FileRead:
    """The tables of a workbook, a CSV file or a JSON list."""
    grids, unread, problems = _grids(path)
    problems = [replace(p, code=_CODES.get(p.code, p.code)) for p in problems]
    sheets: list[Sheet] = []
    # of a file that breaks off nothing is counted: the rest of it would be missing
    for grid in grids if not problems else ():
        sheet = _sheet(grid, path, mapping)
        if sheet is not None:
            sheets.append(sheet)
        elif grid.rows:
            unread.append(grid.path)
    return FileRead(tuple(sheets), tuple(unread), tuple(problems))


def _grids(path: Path) -> tuple[list[Grid], list[str], list[Problem]]:
    suffix = path.suffix.lower()
    if suffix == ".csv":
        return _with_no_unread(read_csv(path, LIMITS))
    if suffix == ".json":
        return _with_no_unread(read_json(path, LIMITS))
    if suffix != ".xlsx":
        formats = ", ".join(FORMATS)
        return [], [], [Problem("inventory_format", {"formats": formats}, str(path))]
    unread: list[str] = []

    def wanted(names: Collection[str]) -> Collection[str]:
        """Of an RVTools workbook only the tabs that say something about size."""
        if not any(name.lower() == "vinfo" for name in names):
            return names
        used = {name for name in names if name.lower() in RVTOOLS}
        unread.extend(f"{path}!{name}" for name in names if name not in used)
        return used

    grids, problems = read_workbook(path, LIMITS, wanted=wanted)
    return grids, unread, problems


def _with_no_unread(
    read: tuple[list[Grid], list[Problem]],
) -> tuple[list[Grid], list[str], list[Problem]]:
    return read[0], [], read[1]


def _sheet(grid: Grid, path: Path, mapping: Mapping) -> Sheet | None:
    """The table of a grid, found by its row of headings."""
    chosen = frozenset(fold(column.heading).strip() for column in mapping.columns.values())
    tab = _TAB.search(fold(path.stem)) if path.suffix.lower() == ".csv" else None
    name = tab.group(1) if tab else grid.name
    for position, row in enumerate(grid.rows[:HEADING_WITHIN]):
        if row.number > HEADING_WITHIN and position:
            break
        known = known_table(name, frozenset(filter(None, map(folded, row.cells))))
        if known is not None:
            return Sheet(grid, position, texts_of(row), known.kind, known)
        found = headings_at(grid.rows, position, chosen)
        if found is not None:
            return Sheet(grid, found.position, found.texts, found.kind, None)
    return None
