"""A questionnaire back into its assessment: every problem by cell, then every change, then disk.

Nothing is taken over from a file with one error in it. A column that the file does not have
changes nothing, nor does a row; a cell that still says what was written into it changes nothing
either, so a value never loses by the way through a spreadsheet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from assessor.assessment import Answer, Assessment, Evidence
from assessor.assessment.checks import problems_of
from assessor.documents import Loaded, Place
from assessor.errors import AssessmentError, Problem, errors_in
from assessor.exchange.changes import FieldChange, Imported
from assessor.exchange.columns import COLUMNS, EVIDENCE
from assessor.exchange.extras import Extras, load_extras
from assessor.exchange.grid import Table
from assessor.exchange.json_in_out import read_json
from assessor.exchange.reading import read_returned
from assessor.exchange.taking import Key, Taking
from assessor.exchange.values import answer_fields
from assessor.project import Assessed


def read_questionnaire(
    assessed: Assessed, path: Path, *, on: date, by: str | None = None
) -> Imported:
    """What a returned questionnaire says that the assessment does not.

    Parameters
    ----------
    on, by
        Day and author of the change, for the log of each answer.

    Raises
    ------
    AssessmentError
        With every problem of the file, each at its cell.
    """
    period = assessed.assessment.period
    if period is not None and period.lock is not None:
        params = {"id": assessed.assessment.id, "on": period.lock.on}
        raise AssessmentError([Problem("period_locked", params, str(assessed.path))])
    if path.suffix.lower() == ".json":
        return _from_json(assessed, path, on, by)
    return _Import(assessed, path, on, by).result()


def _from_json(assessed: Assessed, path: Path, on: date, by: str | None) -> Imported:
    merged = read_json(assessed.assessment, assessed.catalogue, path, on=on, by=by)
    after = assessed.with_assessment(merged.assessment)
    extras = load_extras(assessed.path)
    rows = len(merged.assessment.answers)
    return Imported(assessed, after, merged.changes, extras, extras, rows)


@dataclass
class _Import:
    """One table read against one assessment."""

    assessed: Assessed
    path: Path
    on: date
    by: str | None
    problems: list[Problem] = field(default_factory=list)
    places: dict[Key, Place] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.answers = Taking(
            self.path, "answers", {c.key: c for c in COLUMNS}, self.problems, self.places
        )
        self.evidence = Taking(
            self.path, "evidence", {c.key: c for c in EVIDENCE}, self.problems, self.places
        )

    def result(self) -> Imported:
        returned = read_returned(self.path, self.assessed.catalogue)
        self.problems += returned.problems
        self.stop_on_errors()
        assert returned.answers is not None
        before = self.assessed.assessment
        after = self.with_evidence(before, returned.evidence)
        after, rows_read = self.with_answers(after, returned.answers)
        self.check(before, after, returned.answers)
        extras = load_extras(self.assessed.path)
        kept = self.extras(extras, returned.answers, returned.evidence)
        self.stop_on_errors()
        return Imported(
            self.assessed,
            self.assessed.with_assessment(after),
            (*self.evidence.changes, *self.answers.changes),
            extras,
            kept,
            rows_read,
            tuple(sorted(self.problems, key=lambda problem: problem.place)),
        )

    def stop_on_errors(self) -> None:
        if errors_in(self.problems):
            once = {(p.code, p.place, str(dict(p.params))): p for p in self.problems}
            raise AssessmentError(sorted(once.values(), key=lambda problem: problem.place))

    def with_answers(self, before: Assessment, table: Table) -> tuple[Assessment, int]:
        criteria = self.assessed.catalogue.criteria
        answers = dict(before.answers)
        rows = list(self.answers.identified(table, "id", criteria))
        for name, row in rows:
            old = before.answer(name)
            data = {key: value for key, value in answer_fields(old).items() if key != "log"}
            said = self.answers.fields(name, data, table, row, criteria[name].measure)
            if said is data:
                continue
            new = self.answers.parsed(Answer, name, self.with_status(name, data, said))
            if new is not None:
                full = new.model_copy(update={"log": old.log})
                answers[name] = old.changed(full, on=self.on, by=self.by)
        return before.model_copy(update={"answers": answers}), len(rows)

    def with_status(self, name: str, old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
        """A value entered in a row still marked as not assessed is an answer."""
        untouched = old["status"] == new["status"] == "not_assessed"
        if not (untouched and _has_value(new) and not _has_value(old)):
            return new
        place = self.places["answers", name]
        change = FieldChange("answers", name, "status", "not_assessed", "answered", place)
        self.answers.changes.append(change)
        return {**new, "status": "answered"}

    def with_evidence(self, before: Assessment, table: Table | None) -> Assessment:
        if table is None:
            return before
        evidence = dict(before.evidence)
        for name, row in self.evidence.identified(table, "evidence_id"):
            old = before.evidence.get(name)
            data = {} if old is None else old.model_dump(mode="json", exclude_none=True)
            said = self.evidence.fields(name, data, table, row, None)
            new = None if said is data and old else self.evidence.parsed(Evidence, name, said)
            if new is not None:
                evidence[name] = new
        return before.model_copy(update={"evidence": evidence})

    def check(self, before: Assessment, after: Assessment, table: Table) -> None:
        """The assessment's own checks; what was amiss before is not this file's fault."""
        places = {(): Place(table.grid.path, table.heading.number, 1), **self.places}
        loaded = Loaded(str(self.path), {}, places)
        catalogue = self.assessed.catalogue
        known = {
            (problem.code, str(dict(problem.params)))
            for problem in problems_of(before, catalogue, loaded)
        }
        self.problems += [
            problem
            for problem in problems_of(after, catalogue, loaded)
            if (problem.code, str(dict(problem.params))) not in known
        ]

    def extras(self, before: Extras, answers: Table, evidence: Table | None) -> Extras:
        """The added columns of both tables; a file without evidence leaves that as it was."""
        return Extras(
            self.answers.extra_columns(answers, before.answers, "id"),
            before.evidence
            if evidence is None
            else self.evidence.extra_columns(evidence, before.evidence, "evidence_id"),
        )


def _has_value(data: Mapping[str, Any]) -> bool:
    pair = (data.get("a"), data.get("b"))
    return data.get("value") is not None or None not in pair
