"""Workbooks read with care: sizes are known before anything is unpacked, rows are counted."""

from __future__ import annotations

import warnings
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from assessor.errors import Problem
from assessor.exchange.cells import Broken, Cell, Formula
from assessor.exchange.grid import MAX_COLUMNS, QUESTIONNAIRE, Grid, Limits, Row

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


def every_sheet(names: Collection[str]) -> Collection[str]:
    """All of them, as `read_workbook` reads where nobody says which."""
    return names


def read_workbook(
    path: Path,
    limits: Limits = QUESTIONNAIRE,
    *,
    wanted: Callable[[Collection[str]], Collection[str]] = every_sheet,
) -> tuple[list[Grid], list[Problem]]:
    """The sheets with their non-blank rows, hidden ones too, and what forbids reading them.

    Parameters
    ----------
    wanted
        The names of all sheets → those to read.
    """
    unsafe = _unsafe(path, limits)
    if unsafe is not None:
        return [], [unsafe]
    # Formulas are read as formulas: with `data_only` their cached results, which any program
    # may have written, would look like answers.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    problems: list[Problem] = []
    try:
        # the file is opened here: openpyxl leaves it open where it fails
        with path.open("rb") as file, warnings.catch_warnings():
            # it warns of styles that are missing and extensions that it drops: no values
            warnings.simplefilter("ignore", UserWarning)
            workbook = load_workbook(file, read_only=True, data_only=False, keep_links=False)
            names = wanted([sheet.title for sheet in workbook.worksheets])
            sheets = [sheet for sheet in workbook.worksheets if sheet.title in names]
            grids = [_grid(path, sheet, problems, limits.rows) for sheet in sheets]
    except (InvalidFileException, *_UNREADABLE) as error:
        return [], [Problem("workbook_unreadable", {"reason": _reason(error)}, str(path))]
    return grids, problems


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".split("\n")[0][:120]


def _unsafe(path: Path, limits: Limits) -> Problem | None:
    """Why the file may not even be opened: absent, no zip, or far too much inside."""
    name = str(path)
    try:
        size = path.stat().st_size / 2**20
        if size > limits.file_mib:
            sizes = {"size_mib": round(size, 1), "limit_mib": limits.file_mib}
            return Problem("file_too_large", sizes, name)
        with zipfile.ZipFile(path) as archive:
            return _bomb(archive, name, limits.unpacked_mib)
    except FileNotFoundError:
        return Problem("file_missing", {}, name)
    except OSError as error:
        return Problem("file_not_readable", {"reason": error.strerror or str(error)}, name)
    except _UNREADABLE as error:
        return Problem("workbook_unreadable", {"reason": _reason(error)}, name)


def _bomb(archive: zipfile.ZipFile, name: str, most_mib: int) -> Problem | None:
    members = archive.infolist()
    # zipfile never unpacks more of a member than the size declared here
    unpacked = sum(member.file_size for member in members) / 2**20
    if unpacked > most_mib or len(members) > MEMBER_LIMIT:
        sizes = {"size_mib": round(unpacked), "limit_mib": most_mib, "n": len(members)}
        return Problem("workbook_too_large", sizes, name)
    for member in members:
        with archive.open(member) as file:
            start = file.read(1024).replace(b"\x00", b"")
        if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
            reason = f"{member.filename}: DOCTYPE"
            return Problem("workbook_unreadable", {"reason": reason}, name)
    return None


def _grid(path: Path, sheet: Any, problems: list[Problem], most: int) -> Grid:
    sheet.reset_dimensions()  # the size that a file claims for itself is not believed
    grid = Grid(f"{path}!{sheet.title}", sheet.title)
    rows = tuple(_rows(grid, sheet.iter_rows(), problems, most))
    return Grid(grid.path, grid.name, rows)


def _rows(grid: Grid, given: Iterable[Any], problems: list[Problem], most: int) -> Iterator[Row]:
    found = 0
    for number, cells in enumerate(given, start=1):
        if number > _LAST_ROW:
            problems.append(grid.problem("table_too_long", number, 0, limit=most))
            return
        row = tuple(_cell(cell) for cell in cells)
        if all(cell is None for cell in row):
            continue
        found += 1
        if found > most:
            problems.append(grid.problem("table_too_long", number, 0, limit=most))
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
