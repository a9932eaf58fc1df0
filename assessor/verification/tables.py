"""Reference tables: CSV files of questions with the answer known from elsewhere."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assessor.errors import Problem
from assessor.verification.evaluators.registry import Question

COLUMNS = ("id", "family", "model", "params", "metric", "expected", "abs_tol", "rel_tol")


@dataclass(frozen=True)
class ReferenceRow:
    """One question, the number expected, and how far the reference itself can be trusted."""

    id: str
    question: Question
    expected: float
    abs_tol: float
    rel_tol: float
    path: str
    line: int

    def accepts(self, got: float) -> bool:
        """Whether `got` is within the larger of the two tolerances."""
        if got == self.expected:
            return True
        return abs(got - self.expected) <= max(self.abs_tol, self.rel_tol * abs(self.expected))


def rows_of(path: Path) -> Iterator[ReferenceRow | Problem]:
    """The rows of one file, in order; what cannot be read comes as a `Problem`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        yield Problem("table_encoding", path=str(path))
        return
    reader = csv.DictReader(io.StringIO(text, newline=""))
    try:
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            yield Problem("table_columns", {"columns": ", ".join(missing)}, str(path), 1)
            return
        for record in reader:
            yield _row(record, str(path), reader.line_num)
    except csv.Error:
        yield Problem("table_csv", path=str(path), line=reader.line_num)


def _row(record: dict[str, str], path: str, line: int) -> ReferenceRow | Problem:
    if any(record[name] is None for name in COLUMNS):
        return Problem("table_short_row", {"id": record["id"] or ""}, path, line)
    try:
        params = json.loads(record["params"] or "{}")
    except (json.JSONDecodeError, RecursionError):
        params = None
    if not isinstance(params, dict):
        return Problem("table_params", {"id": record["id"]}, path, line)
    try:
        expected, absolute, relative = (
            float(record[name] or 0.0 if name != "expected" else record[name])
            for name in ("expected", "abs_tol", "rel_tol")
        )
    except ValueError:
        return Problem("table_number", {"id": record["id"]}, path, line)
    if not (absolute >= 0 and relative >= 0) or expected != expected:
        return Problem("table_number", {"id": record["id"]}, path, line)
    question = Question(record["family"], record["model"], record["metric"], params)
    return ReferenceRow(record["id"], question, expected, absolute, relative, path, line)
