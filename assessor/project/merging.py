"""Two assessors' files into a third: nothing is written over, what they dispute is listed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from assessor.assessment.merging import Merged, merge
from assessor.assessment.writing import answer_data, create, save
from assessor.documents import write_text
from assessor.errors import AssessmentError, DocumentError, Problem
from assessor.project.opening import Assessed, open_assessment


def merge_files(mine: Path, theirs: Path, *, base: Path | None = None) -> tuple[Assessed, Merged]:
    """The first file as opened, and both joined; what only one of them touched is taken.

    Raises
    ------
    InputError
        A file cannot be used, they answer different catalogues, or the period is locked.
    """
    ours, others = open_assessment(mine), open_assessment(theirs)
    start = None if base is None else open_assessment(base)
    if ours.assessment.catalogue.id != others.assessment.catalogue.id:
        ids = {"mine": ours.catalogue.id, "theirs": others.catalogue.id}
        raise AssessmentError([Problem("merge_catalogues", ids, str(theirs))])
    if ours.assessment.is_locked:
        raise AssessmentError([Problem("merge_locked", {}, str(mine))])
    return ours, merge(
        ours.assessment, others.assessment, None if start is None else start.assessment
    )


def write_merged(path: Path, mine: Assessed, merged: Merged) -> None:
    """Write the joined assessment as a new file that keeps the comments of the first.

    Raises
    ------
    DocumentError
        The file exists already.
    """
    new_file(path)
    if mine.assessment.extends:
        # what it extends would be looked for beside the new file
        create(path, merged.assessment.model_copy(update={"extends": ()}))
        return
    write_text(path, mine.path.read_text(encoding="utf-8"))
    save(path, mine.assessment, merged.assessment)


def new_file(path: Path) -> None:
    """Refuse a path that is taken.

    Raises
    ------
    DocumentError
        The file exists already.
    """
    if path.exists():
        raise DocumentError([Problem("file_exists", {}, str(path))])


def merge_document(merged: Merged, written: Path | None = None) -> dict[str, Any]:
    """Conflicts side by side, for other programs."""
    return {
        "schema": "merge@1",
        "written": None if written is None else str(written),
        "conflicts": [
            {
                "criterion": one.criterion,
                "base": None if one.base is None else answer_data(one.base),
                "mine": answer_data(one.mine),
                "theirs": answer_data(one.theirs),
            }
            for one in merged.conflicts
        ],
        "evidence_conflicts": list(merged.evidence_conflicts),
        "other_conflicts": list(merged.other_conflicts),
    }
