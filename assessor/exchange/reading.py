"""A questionnaire that came back: its tables found, its stamp compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assessor.catalogue.model import Catalogue
from assessor.errors import Problem
from assessor.exchange.columns import COLUMNS, EVIDENCE, headings
from assessor.exchange.csv_in_out import read_csv
from assessor.exchange.grid import Grid, Table, find_table
from assessor.exchange.workbook_in import read_workbook
from assessor.exchange.workbook_out import SCHEMA, STAMP

FORMATS = (".xlsx", ".csv", ".json")


@dataclass(frozen=True, slots=True)
class Returned:
    """The answers, the evidence where the file has any, and what is wrong so far."""

    answers: Table | None
    evidence: Table | None
    problems: list[Problem]


def read_grids(path: Path) -> tuple[list[Grid], list[Problem]]:
    """The sheets of a workbook, or the one table of a CSV file."""
    suffix = path.suffix.lower()
    if suffix not in {".xlsx", ".csv"}:
        return [], [wrong_suffix(path)]
    return read_csv(path) if suffix == ".csv" else read_workbook(path)


def wrong_suffix(path: Path) -> Problem:
    """The file's name ends in no format of a questionnaire."""
    return Problem("exchange_format", {"formats": ", ".join(FORMATS)}, str(path))


def read_returned(path: Path, catalogue: Catalogue) -> Returned:
    """The tables of a returned questionnaire."""
    grids, problems = read_grids(path)
    answers = _first(grids, headings(COLUMNS), "id", problems)
    evidence = _first(grids, headings(EVIDENCE), "evidence_id", problems)
    if answers is None and not problems:
        heading = next(column for column in COLUMNS if column.key == "id").title
        problems.append(Problem("table_not_found", {"heading": heading}, str(path)))
    if path.suffix.lower() == ".xlsx" and answers is not None:
        problems += _stamp_problems(path, grids, catalogue)
    return Returned(answers, evidence, problems)


def _first(
    grids: list[Grid], known: Mapping[str, str], needed: str, problems: list[Problem]
) -> Table | None:
    found = (find_table(grid, known, needed, problems) for grid in grids if grid.name != STAMP)
    return next((table for table in found if table is not None), None)


def _stamp_problems(path: Path, grids: list[Grid], catalogue: Catalogue) -> list[Problem]:
    """Answers to another catalogue, or to another version of it, are not taken over."""
    grid = next((grid for grid in grids if grid.name == STAMP), None)
    if grid is None:
        return [Problem("stamp_missing", {"id": catalogue.id}, str(path), severity="warning")]
    stamp = {str(row.cell(0)): (row.number, str(row.cell(1))) for row in grid.rows}
    expected = {"schema": SCHEMA, "catalogue": catalogue.id, "version": catalogue.version}
    problems = []
    for key, wanted in expected.items():
        row, found = stamp.get(key, (1, ""))
        if found != wanted:
            params = {"what": key, "found": found, "expected": wanted}
            problems.append(grid.problem("stamp_differs", row, 1, **params))
    row, found = stamp.get("sha256", (1, ""))
    if not problems and found != catalogue.sha256:
        problem = grid.problem("stamp_hash_differs", row, 1, id=catalogue.id)
        warning = Problem(
            problem.code, problem.params, problem.path, problem.line, problem.column, "warning"
        )
        problems.append(warning)
    return problems
