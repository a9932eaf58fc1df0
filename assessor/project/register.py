"""The evidence register: every piece with its state on a day, and what is overdue."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from assessor.assessment.evidence import Evidence
from assessor.assessment.model import Assessment
from assessor.catalogue.labels import Grade
from assessor.documents import inside, sha256_of
from assessor.errors import AssessmentError, Problem
from assessor.project.opening import Assessed
from assessor.text import LocalizedText

EvidenceState = Literal["valid", "expiring", "expired", "missing", "changed", "outside"]
SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One piece of evidence; `file_verified` is none where no file or no hash is kept."""

    id: str
    title: str
    doc_number: str | None
    grade: Grade
    confidentiality: str
    reference_only: bool
    issued_on: date | None
    added_on: date | None
    expires: date | None
    state: EvidenceState
    file: str | None
    file_verified: bool | None
    criteria: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overdue:
    """Something whose day has passed: an assignment with open rows, or a row set aside."""

    kind: Literal["assignment", "set_aside"]
    id: str
    due: date | None
    who: str | None
    criteria: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """All evidence of one assessment on one day."""

    assessment: str
    on: date
    rows: tuple[EvidenceRow, ...]
    overdue: tuple[Overdue, ...]

    @property
    def is_sound(self) -> bool:
        """False where evidence no longer counts or is not what was attached."""
        return all(row.state in {"valid", "expiring"} for row in self.rows)


def evidence_register(assessed: Assessed, *, on: date | None = None) -> Register:
    """Every piece of evidence, by id, the day being the assessment's own where none is given."""
    assessment, day = assessed.assessment, on or assessed.assessment.as_of
    cited = _cited(assessment)
    rows = tuple(
        _row(name, item, cited.get(name, ()), assessed.path.parent, day)
        for name, item in sorted(assessment.evidence.items())
    )
    return Register(assessment.id, day, rows, tuple(_overdue(assessed, day)))


def _cited(assessment: Assessment) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for criterion, answer in assessment.answers.items():
        for name in answer.evidence:
            found[name] = (*found.get(name, ()), criterion)
    return found


def _row(
    name: str, item: Evidence, criteria: tuple[str, ...], folder: Path, day: date
) -> EvidenceRow:
    title = item.title.here() if isinstance(item.title, LocalizedText) else item.title
    state, verified = _state(item, folder, day)
    return EvidenceRow(
        id=name,
        title=title,
        doc_number=item.doc_number,
        grade=item.grade,
        confidentiality=item.confidentiality,
        reference_only=item.file is None,
        issued_on=item.issued_on,
        added_on=item.added_on,
        expires=item.expires,
        state=state,
        file=item.file,
        file_verified=verified,
        criteria=criteria,
    )


def _state(item: Evidence, folder: Path, day: date) -> tuple[EvidenceState, bool | None]:
    """A file that is not what was attached weighs more than a date."""
    verified: bool | None = None
    if item.file is not None:
        path = inside(folder, item.file)
        if path is None:
            return "outside", False
        if not path.is_file():
            return "missing", False
        if item.sha256 is not None:
            verified = sha256_of(path) == item.sha256
            if not verified:
                return "changed", False
    if not item.valid_on(day):
        return "expired", verified
    soon = item.expires is not None and item.expires - day <= SOON
    return ("expiring" if soon else "valid"), verified


def _overdue(assessed: Assessed, day: date) -> Iterator[Overdue]:
    assessment, catalogue = assessed.assessment, assessed.catalogue
    for name, given in assessment.assignments.items():
        if given.due is None or day <= given.due:
            continue
        in_groups = (k for k, row in catalogue.criteria.items() if row.group in given.groups)
        asked = dict.fromkeys([*given.criteria, *in_groups])
        rows = tuple(k for k in asked if assessment.answer(k).status == "not_assessed")
        if rows:
            yield Overdue("assignment", name, given.due, given.to, rows)
    for name, answer in assessment.answers.items():
        if answer.status == "not_applicable" and answer.until is not None and day > answer.until:
            yield Overdue("set_aside", name, answer.until, answer.approved_by, (name,))


def attach_evidence(
    assessed: Assessed,
    evidence_id: str,
    evidence: Evidence,
    *,
    file: Path | None = None,
    criteria: tuple[str, ...] = (),
    on: date,
    by: str | None = None,
) -> Assessed:
    """The assessment with one more piece of evidence, its file copied into the project folder.

    The file is known by its hash from then on; rows that cite the evidence are logged. Evidence
    used for several rows is attached once.

    Raises
    ------
    AssessmentError
        The id is taken, a criterion does not exist, the period is locked, or secret evidence
        came with a file.
    """
    _may_attach(assessed, evidence_id, evidence, file, criteria)
    fields: dict[str, object] = {"added_on": evidence.added_on or on}
    if file is not None:
        fields |= _copied(file, assessed.path.parent)
    assessment = assessed.assessment.with_evidence(evidence_id, evidence.model_copy(update=fields))
    for name in criteria:
        answer = assessment.answer(name)
        cited = answer.model_copy(update={"evidence": (*answer.evidence, evidence_id)})
        assessment = assessment.with_answer(name, cited, on=on, by=by)
    return assessed.with_assessment(assessment)


def _may_attach(
    assessed: Assessed,
    evidence_id: str,
    evidence: Evidence,
    file: Path | None,
    criteria: tuple[str, ...],
) -> None:
    place = str(assessed.path)
    problems = [
        Problem("criterion_unknown", {"id": name, "hint": ""}, place)
        for name in criteria
        if name not in assessed.catalogue.criteria
    ]
    lock = assessed.assessment.period.lock if assessed.assessment.period else None
    if lock is not None:
        problems.append(Problem("answer_locked", {"id": evidence_id, "on": lock.on}, place))
    if evidence_id in assessed.assessment.evidence:
        problems.append(Problem("evidence_id_taken", {"id": evidence_id}, place))
    if evidence.confidentiality == "secret" and file is not None:
        problems.append(Problem("evidence_secret_file", {}, place))
    if problems:
        raise AssessmentError(problems)


def _copied(file: Path, folder: Path) -> dict[str, object]:
    """Where the copy lies; a file of the same name and other content gets a number."""
    target = folder / "evidence" / file.name
    target.parent.mkdir(exist_ok=True)
    number = 1
    while target.exists() and sha256_of(target) != sha256_of(file):
        number += 1
        target = target.with_name(f"{file.stem}-{number}{file.suffix}")
    if not target.exists():
        shutil.copy2(file, target)
    return {"file": f"evidence/{target.name}", "sha256": sha256_of(target)}
