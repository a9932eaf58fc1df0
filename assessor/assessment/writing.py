"""Assessments to disk: a new file with every row, or an edit that leaves the rest untouched."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from assessor.assessment.model import Answer, Assessment
from assessor.documents import REMOVE, edit, write_text

Changes = dict[tuple[str | int, ...], Any]


def assessment_text(assessment: Assessment) -> str:
    """A whole assessment as YAML, one line for every untouched row."""
    head = assessment.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    data = {"schema": assessment.schema_, **head, "answers": _answers(assessment)}
    # mappings of plain values stay on one line, so that a row nobody assessed takes one
    return str(
        yaml.safe_dump(
            data, sort_keys=False, allow_unicode=True, width=10_000, default_flow_style=None
        )
    )


def create(path: Path, assessment: Assessment) -> None:
    """Write a new assessment; never over one that is there.

    Raises
    ------
    FileExistsError
        The file exists.
    """
    if path.exists():
        raise FileExistsError(path)
    write_text(path, assessment_text(assessment))


def save(path: Path, before: Assessment, after: Assessment) -> None:
    """Write what changed into the file that `before` was read from."""
    changes = changes_between(before, after)
    if changes:
        edit(path, changes)


def changes_between(before: Assessment, after: Assessment) -> Changes:
    """The places to edit: single fields of answers, and other sections key by key."""
    changes: Changes = {}
    for name, answer in after.answers.items():
        was = before.answers.get(name)
        if was is None:
            changes["answers", name] = answer_data(answer)
        elif was != answer:
            changes |= _differences(("answers", name), answer_data(was), answer_data(answer))
    changes |= _differences((), _head(before), _head(after))
    return changes


def answer_data(answer: Answer) -> dict[str, Any]:
    """An answer as plain data: its status, and the fields that say something."""
    said = answer.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return {"status": answer.status, **said}


def _answers(assessment: Assessment) -> dict[str, Any]:
    return {name: answer_data(answer) for name, answer in assessment.answers.items()}


def _head(assessment: Assessment) -> dict[str, Any]:
    data = assessment.model_dump(
        mode="json", by_alias=True, exclude_defaults=True, exclude={"answers"}
    )
    return {**data, "schema": assessment.schema_}


def _differences(
    key: tuple[str | int, ...], before: Mapping[str, Any], after: Mapping[str, Any]
) -> Changes:
    changes: Changes = {}
    for name in [*before, *(name for name in after if name not in before)]:
        here = (*key, name)
        if name not in after:
            changes[here] = REMOVE
        elif name not in before:
            changes[here] = after[name]
        elif before[name] != after[name]:
            nested = isinstance(before[name], dict) and isinstance(after[name], dict)
            inner = _differences(here, before[name], after[name]) if nested else None
            changes |= inner if inner is not None else {here: after[name]}
    return changes
