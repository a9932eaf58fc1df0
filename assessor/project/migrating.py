"""Answers moved to another version of their catalogue: what stays, what must be looked at again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from assessor.assessment.fitting import misfits_of_ratio, misfits_of_value
from assessor.assessment.loading import check_assessment
from assessor.assessment.model import Answer, Assessment, CatalogueReference
from assessor.assessment.writing import answer_data, create
from assessor.catalogue.load import load_catalogue, path_of
from assessor.catalogue.measures import DerivedMeasure
from assessor.catalogue.model import Catalogue, Criterion
from assessor.documents import to_jsonable
from assessor.errors import AssessmentError, Problem
from assessor.project.merging import new_file

Fate = Literal["kept", "review", "asked_again", "new", "gone"]
FIELDS = ("requirement", "measure", "obligation", "applies_if", "level", "source", "in_force")


@dataclass(frozen=True, slots=True)
class RowFate:
    """What became of one row; `changed` are the fields of the criterion that differ.

    `kept`: the criterion is the same. `review`: the answer stays, its criterion changed.
    `asked_again`: the answer fits the new measure no more and went into the row's log. `new`:
    the old version had no such row. `gone`: the new one has none; `was` holds the answer.
    """

    criterion: str
    fate: Fate
    changed: tuple[str, ...] = ()
    was: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Migrated:
    """The assessment on the new version, and what became of every row.

    `compared` is false where the old version is not at hand: then rows are compared by id and by
    whether their answers fit, and every answered row is to be looked at.
    """

    assessment: Assessment
    rows: tuple[RowFate, ...]
    before: CatalogueReference
    after: CatalogueReference
    compared: bool

    def of(self, fate: Fate) -> tuple[RowFate, ...]:
        """The rows with one fate."""
        return tuple(row for row in self.rows if row.fate == fate)


def migrate_assessment(
    path: Path,
    to: str,
    *,
    old: str | None = None,
    on: date,
    by: str | None = None,
) -> Migrated:
    """Move an assessment to another version of its catalogue; the file itself is left alone.

    Parameters
    ----------
    path
        The assessment.
    to
        The new version: a shipped id, or a file or folder.
    old
        The version that was answered, where it is still at hand.
    on, by
        Day and person of the log entries.

    Raises
    ------
    InputError
        A file cannot be used, or the catalogue is another one.
    """
    new = load_catalogue(to)
    assessment = _read(path, new)
    was = _old_version(assessment, old, path)
    known = was.criteria if was is not None else None
    rows: list[RowFate] = []
    answers: dict[str, Answer] = {}
    for name, criterion in new.criteria.items():
        fate, answers[name] = _moved(assessment, name, criterion, known, new, on=on, by=by)
        rows.append(fate)
    for name, answer in assessment.answers.items():
        if name not in new.criteria:
            rows.append(RowFate(name, "gone", was=answer_data(answer)))
    stamp = CatalogueReference(id=new.id, version=new.version, sha256=new.sha256)
    facts = {k: v for k, v in assessment.profile.items() if k in new.profile_attributes}
    update = {"answers": answers, "catalogue": stamp, "profile": facts, "extends": ()}
    moved = assessment.model_copy(update=update)
    return Migrated(moved, tuple(rows), assessment.catalogue, stamp, was is not None)


def _read(path: Path, new: Catalogue) -> Assessment:
    """The file as it stands: that rows are unknown to the new version is what is asked about."""
    assessment, _, problems = check_assessment(path, catalogue=new)
    if assessment is None:
        raise AssessmentError(problems)
    if assessment.catalogue.id != new.id:
        params = {"id": assessment.catalogue.id, "to": new.id}
        raise AssessmentError([Problem("migrate_other_catalogue", params, str(path))])
    return assessment


def _old_version(assessment: Assessment, old: str | None, path: Path) -> Catalogue | None:
    """The version answered: the one named, or the one at hand if it still has the pinned hash."""
    if old is not None:
        return load_catalogue(old)
    stamp = assessment.catalogue
    if path_of(stamp.id, path.parent) is None:
        return None
    present = load_catalogue(stamp.id, base=path.parent)
    pinned = stamp.sha256 == present.sha256 if stamp.sha256 else stamp.version == present.version
    return present if pinned else None


def _moved(
    assessment: Assessment,
    name: str,
    criterion: Criterion,
    known: dict[str, Criterion] | None,
    new: Catalogue,
    *,
    on: date,
    by: str | None,
) -> tuple[RowFate, Answer]:
    if name not in (assessment.answers if known is None else known):
        return RowFate(name, "new"), assessment.answer(name)
    answer = assessment.answer(name)
    changed = () if known is None else changed_fields(known[name], criterion)
    if not _fits(answer, criterion, new):
        again = Answer(evidence=answer.evidence, log=answer.log)
        note = f"{assessment.catalogue.version or '?'} → {new.version}"
        logged = answer.changed(again, on=on, by=by, note=note)
        return RowFate(name, "asked_again", changed, answer_data(answer)), logged
    said = answer.status != "not_assessed"
    look_again = said and (bool(changed) or known is None)
    return RowFate(name, "review" if look_again else "kept", changed), answer


def changed_fields(before: Criterion, after: Criterion) -> tuple[str, ...]:
    """The fields that decide a judgement and differ between two versions of a criterion."""
    return tuple(name for name in FIELDS if getattr(before, name) != getattr(after, name))


def _fits(answer: Answer, criterion: Criterion, catalogue: Catalogue) -> bool:
    if answer.status == "not_applicable":
        return criterion.na_allowed
    measure = criterion.measure
    if answer.status == "derived" or answer.override is not None:
        return isinstance(measure, DerivedMeasure)
    if isinstance(measure, DerivedMeasure) and measure.fallback is not None:
        measure = measure.fallback if isinstance(answer.value, bool) else measure
    return not any(
        (
            *misfits_of_value(measure, catalogue, answer.value, answer.unit),
            *misfits_of_ratio(measure, answer.a, answer.b),
        )
    )


def write_migrated(path: Path, migrated: Migrated) -> None:
    """The moved assessment as a new file.

    Raises
    ------
    DocumentError
        The file exists already.
    """
    new_file(path)
    create(path, migrated.assessment)


def migrated_document(migrated: Migrated, written: Path | None = None) -> dict[str, Any]:
    """What became of every row, for other programs."""
    return {
        "schema": "migrated@1",
        "written": None if written is None else str(written),
        "before": to_jsonable(migrated.before),
        "after": to_jsonable(migrated.after),
        "compared": migrated.compared,
        "rows": to_jsonable(migrated.rows),
    }
