"""Columns that people added to a questionnaire: kept beside the assessment, written out again.

They are no part of an assessment, whose keys are closed; so they stand in a small JSON file of
their own, `<name>.questionnaire-columns.json`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from assessor.documents import to_json, write_text
from assessor.errors import DocumentError, Problem
from assessor.exchange.cells import Value

SCHEMA = "questionnaire-columns@1"
Columns = Mapping[str, Mapping[str, Value]]


@dataclass(frozen=True)
class Extras:
    """Added columns by heading: what stands there, by criterion or by evidence id."""

    answers: Columns = field(default_factory=dict)
    evidence: Columns = field(default_factory=dict)

    @staticmethod
    def cells_of(columns: Columns, name: str) -> Iterator[Value]:
        """The added cells of one row."""
        return (cells.get(name) for cells in columns.values())


def extras_path(assessment: Path) -> Path:
    """Where the added columns of an assessment are kept."""
    stem = assessment.name.removesuffix(".yaml").removesuffix(".assessment")
    return assessment.with_name(f"{stem}.questionnaire-columns.json")


def load_extras(assessment: Path) -> Extras:
    """The added columns of an assessment; none where nobody added one.

    Raises
    ------
    DocumentError
        The file was damaged.
    """
    path = extras_path(assessment)
    if not path.exists():
        return Extras()
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["schema"] != SCHEMA:
            raise ValueError(data["schema"])
        return Extras(_read(data["answers"]), _read(data["evidence"]))
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        reason = {"reason": f"{type(error).__name__}: {error}"}
        raise DocumentError([Problem("extras_unreadable", reason, str(path))]) from error


def save_extras(assessment: Path, extras: Extras) -> None:
    """Write the added columns beside the assessment; no file where there are none."""
    path = extras_path(assessment)
    if not extras.answers and not extras.evidence:
        path.unlink(missing_ok=True)
        return
    data = {
        "schema": SCHEMA,
        "answers": _written(extras.answers),
        "evidence": _written(extras.evidence),
    }
    write_text(path, to_json(data) + "\n")


def _read(columns: dict[str, dict[str, Any]]) -> dict[str, dict[str, Value]]:
    return {
        heading: {name: _cell(value) for name, value in cells.items()}
        for heading, cells in columns.items()
    }


def _cell(value: Any) -> Value:
    if isinstance(value, dict):
        return date.fromisoformat(value["date"])
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"no cell: {value!r}")


def _written(columns: Columns) -> dict[str, dict[str, Any]]:
    return {
        heading: {
            name: {"date": value.isoformat()} if isinstance(value, date) else value
            for name, value in cells.items()
        }
        for heading, cells in columns.items()
    }
