"""The same tables as CSV: UTF-8 with a mark that spreadsheet programs know, nothing to run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from assessor.errors import Problem
from assessor.exchange.cells import Value, text_of
from assessor.exchange.grid import MAX_COLUMNS, QUESTIONNAIRE, Grid, Limits, Row


def csv_bytes(rows: Iterable[Sequence[Value]]) -> bytes:
    """Rows as a CSV file."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerows([text_of(cell) for cell in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def read_csv(path: Path, limits: Limits = QUESTIONNAIRE) -> tuple[list[Grid], list[Problem]]:
    """The one table of a CSV file, separated by comma, semicolon or tab."""
    name = str(path)
    try:
        size = path.stat().st_size / 2**20
        if size > limits.file_mib:
            sizes = {"size_mib": round(size, 1), "limit_mib": limits.file_mib}
            return [], [Problem("file_too_large", sizes, name)]
        raw = path.read_bytes()
    except FileNotFoundError:
        return [], [Problem("file_missing", {}, name)]
    except OSError as error:
        return [], [Problem("file_not_readable", {"reason": error.strerror or str(error)}, name)]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return [], [Problem("not_utf8", {}, name, line, 1)]
    problems: list[Problem] = []
    rows = tuple(_rows(Grid(name, path.name), text, problems, limits.rows))
    return [Grid(name, path.name, rows)], problems


def _rows(grid: Grid, text: str, problems: list[Problem], most: int) -> Iterator[Row]:
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    found, line = 0, 1
    try:
        for cells in reader:
            number, line = line, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            found += 1
            if found > most or len(cells) > MAX_COLUMNS:
                code = "table_too_long" if found > most else "table_too_wide"
                limit = most if found > most else MAX_COLUMNS
                problems.append(grid.problem(code, number, 0, limit=limit))
                return
            yield Row(number, tuple(cell or None for cell in cells))
    except csv.Error as error:
        problems.append(grid.problem("csv_unreadable", line, 0, reason=str(error)))
