"""Workbooks read with care: sizes are known before anything is unpacked, rows are counted."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from assessor.errors import Problem
from assessor.exchange.cells import Broken, Cell, Formula
from assessor.exchange.grid import MAX_COLUMNS, MAX_ROWS, Grid, Row

FILE_LIMIT_MIB = 20
UNPACKED_LIMIT_MIB = 64
MEMBER_LIMIT = 2_000
_LAST_ROW = 1_048_576  # the last a spreadsheet program can have

# what openpyxl raises on files that only look like workbooks
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,  # the XML parser's own error is one
    EOFError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    NotImplementedError,
    RuntimeError,
)


def read_workbook(path: Path) -> tuple[list[Grid], list[Problem]]:
    """Every sheet with its non-blank rows, hidden ones too, and what forbids reading them."""
    unsafe = _unsafe(path)
    if unsafe is not None:
        return [], [unsafe]
    # Formulas are read as formulas: with `data_only` their cached results, which any program
    # may have written, would look like answers.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    problems: list[Problem] = []
    try:
        # the file is opened here: openpyxl leaves it open where it fails
        with path.open("rb") as file:
            workbook = load_workbook(file, read_only=True, data_only=False, keep_links=False)
            grids = [_grid(path, sheet, problems) for sheet in workbook.worksheets]
    except (InvalidFileException, *_UNREADABLE) as error:
        return [], [Problem("workbook_unreadable", {"reason": _reason(error)}, str(path))]
    return grids, problems


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".split("\n")[0][:120]


def _unsafe(path: Path) -> Problem | None:
    """Why the file may not even be opened: absent, no zip, or far too much inside."""
    name = str(path)
    try:
        size = path.stat().st_size / 2**20
        if size > FILE_LIMIT_MIB:
            limits = {"size_mib": round(size, 1), "limit_mib": FILE_LIMIT_MIB}
            return Problem("file_too_large", limits, name)
        with zipfile.ZipFile(path) as archive:
            return _bomb(archive, name)
    except FileNotFoundError:
        return Problem("file_missing", {}, name)
    except OSError as error:
        return Problem("file_not_readable", {"reason": error.strerror or str(error)}, name)
    except _UNREADABLE as error:
        return Problem("workbook_unreadable", {"reason": _reason(error)}, name)


def _bomb(archive: zipfile.ZipFile, name: str) -> Problem | None:
    members = archive.infolist()
    # zipfile never unpacks more of a member than the size declared here
    unpacked = sum(member.file_size for member in members) / 2**20
    if unpacked > UNPACKED_LIMIT_MIB or len(members) > MEMBER_LIMIT:
        limits = {"size_mib": round(unpacked), "limit_mib": UNPACKED_LIMIT_MIB, "n": len(members)}
        return Problem("workbook_too_large", limits, name)
    for member in members:
        with archive.open(member) as file:
            start = file.read(1024).replace(b"\x00", b"")
        if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
            reason = f"{member.filename}: DOCTYPE"
            return Problem("workbook_unreadable", {"reason": reason}, name)
    return None


def _grid(path: Path, sheet: Any, problems: list[Problem]) -> Grid:
    sheet.reset_dimensions()  # the size that a file claims for itself is not believed
    grid = Grid(f"{path}!{sheet.title}", sheet.title)
    rows = tuple(_rows(grid, sheet.iter_rows(), problems))
    return Grid(grid.path, grid.name, rows)


def _rows(grid: Grid, given: Iterable[Any], problems: list[Problem]) -> Iterator[Row]:
    found = 0
    for number, cells in enumerate(given, start=1):
        if number > _LAST_ROW:
            problems.append(grid.problem("table_too_long", number, 0, limit=MAX_ROWS))
            return
        row = tuple(_cell(cell) for cell in cells)
        if all(cell is None for cell in row):
            continue
        found += 1
        if found > MAX_ROWS:
            problems.append(grid.problem("table_too_long", number, 0, limit=MAX_ROWS))
            return
        wide = next((i for i, cell in enumerate(row) if i >= MAX_COLUMNS and cell is not None), 0)
        if wide:
            problems.append(grid.problem("table_too_wide", number, wide, limit=MAX_COLUMNS))
            return
        yield Row(number, row[:MAX_COLUMNS])


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None or value == "":
        return None
    if cell.data_type == "f":
        return Formula(str(getattr(value, "text", value))[:60])
    if cell.data_type == "e":
        return Broken(str(value))
    if isinstance(value, bool | int | float | str | date):
        return value.date() if isinstance(value, datetime) else value
    return str(value)
