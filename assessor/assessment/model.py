"""An assessment: the answers for one site against one catalogue, with evidence and change log.

Immutable: every edit makes a new assessment. What an answer is worth is not decided here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from pydantic import Field

from assessor.assessment.dossier import Dossier
from assessor.assessment.evidence import Evidence, UserText
from assessor.catalogue.labels import Grade
from assessor.catalogue.measures import Scalar
from assessor.catalogue.model import Catalogue
from assessor.quantities import Model

Status = Literal["answered", "derived", "not_applicable", "not_assessed"]
Column = Literal["self", "verified"]


class Change(Model):
    """One entry of an answer's log: what stood there before."""

    on: date = Field(description="day of the change")
    by: str | None = Field(None, description="who changed it")
    was: dict[str, Any] = Field(description="the fields that changed, as they were")
    note: UserText | None = Field(None, description="why")


class Verified(Model):
    """What a second person found: the verified column beside the self-assessment."""

    value: Scalar | None = Field(None, description="value found")
    a: float | None = Field(None, description="part, of a ratio")
    b: float | None = Field(None, description="whole, of a ratio")
    unit: str | None = Field(None, description="unit of the value")
    by: str = Field(description="who verified")
    on: date | None = Field(None, description="day of verification")
    note: UserText | None = Field(None, description="what was seen")


class Override(Model):
    """A value put in place of a derived one; both are kept."""

    value: Scalar = Field(description="value that counts instead")
    unit: str | None = Field(None, description="unit of the value")
    reason: UserText = Field(description="why the derived value is not taken")
    by: str | None = Field(None, description="who decided")
    on: date | None = Field(None, description="day of the decision")


class Answer(Model):
    """The answer to one criterion. `not_assessed` is not `not met`."""

    status: Status = Field("not_assessed", description="which kind of answer, or none")
    value: Scalar | None = Field(None, description="answer to a measure other than a ratio")
    a: float | None = Field(None, description="part, of a ratio")
    b: float | None = Field(None, description="whole, of a ratio")
    unit: str | None = Field(None, description="unit of the value; the measure's own if absent")
    documented: Scalar | None = Field(None, description="the same, for what is documented")
    measured_over: tuple[date, date] | None = Field(None, description="first and last day")
    evidence: tuple[str, ...] = Field((), description="ids in `evidence`")
    by: str | None = Field(None, description="who answered")
    on: date | None = Field(None, description="day of the answer")
    verified: Verified | None = Field(None, description="what a second person found")
    justification: UserText | None = Field(None, description="why the row does not apply")
    approved_by: str | None = Field(None, description="who approved that it does not apply")
    until: date | None = Field(None, description="last day that this holds")
    override: Override | None = Field(None, description="value in place of a derived one")
    severity: Literal["low", "medium", "high", "critical"] | None = Field(
        None, description="how serious the finding is"
    )
    management_response: UserText | None = Field(None, description="what management says")
    compensating_control: UserText | None = Field(None, description="what is done instead")
    note: UserText | None = Field(None, description="remarks")
    log: tuple[Change, ...] = Field((), description="what changed, oldest first")

    @property
    def has_value(self) -> bool:
        """True where something to judge was recorded."""
        return self.value is not None or (self.a is not None and self.b is not None)

    def changed(self, new: Answer, *, on: date, by: str | None, note: str | None = None) -> Answer:
        """`new` with this answer's log and one more entry: the fields that differ, as they were."""
        before, after = self.model_dump(mode="json"), new.model_dump(mode="json")
        was = {key: before[key] for key in before if key != "log" and before[key] != after[key]}
        if not was:
            return self
        entry = Change(on=on, by=by, was=was, note=note)
        return new.model_copy(update={"log": (*self.log, entry)})


class CatalogueReference(Model):
    """The catalogue or profile that was answered, pinned by version and hash."""

    id: str = Field(description="id of the catalogue or profile")
    version: str | None = Field(None, description="version answered")
    sha256: str | None = Field(None, description="hash of the version answered")


class Lock(Model):
    """A closed period: signed answers do not change any more."""

    on: date = Field(description="day of the lock")
    by: str = Field(description="who locked it")
    signed_by: tuple[str, ...] = Field((), description="who signed")
    note: UserText | None = Field(None, description="decision, minutes, number")


class Period(Model):
    """What the assessment covers and whether it is closed."""

    title: UserText | None = Field(None, description="name of the period")
    from_: date | None = Field(None, alias="from", description="first day")
    until: date | None = Field(None, description="last day")
    lock: Lock | None = Field(None, description="set once the period is closed")


class Assignment(Model):
    """Who answers what by when."""

    to: str = Field(description="person or unit")
    criteria: tuple[str, ...] = Field((), description="ids of criteria")
    groups: tuple[str, ...] = Field((), description="ids of groups")
    due: date | None = Field(None, description="last day")


class Assessment(Model):
    """Answers, evidence and log for one site against one catalogue or profile."""

    schema_: Literal["assessment@1"] = Field(alias="schema", description="kind and version")
    extends: tuple[str, ...] = Field((), description="assessments this one starts from")
    id: str = Field(pattern=r"^[a-z0-9][a-z0-9._-]*$", description="stable id")
    title: UserText = Field(description="title")
    subject: UserText | None = Field(None, description="what is assessed")
    catalogue: CatalogueReference = Field(description="what it is assessed against")
    rules: str = Field("default", description="id of the scoring rules")
    as_of: date = Field(description="day the answers describe")
    kind: Literal["self", "verified", "hypothetical"] = Field(
        "self", description="whose column is the headline; hypothetical is never evidence"
    )
    illustrative: bool = Field(False, description="sample answers, not the site's own")
    profile: dict[str, Scalar | None] = Field({}, description="facts that decide what applies")
    period: Period | None = Field(None, description="what it covers")
    assignments: dict[str, Assignment] = Field({}, description="who answers what, by id")
    dossiers: dict[str, Dossier] = Field({}, description="level dossiers of systems, by id")
    evidence: dict[str, Evidence] = Field({}, description="evidence, by id")
    answers: dict[str, Answer] = Field({}, description="every criterion, also the untouched")

    @classmethod
    def blank(
        cls,
        catalogue: Catalogue,
        *,
        id: str,  # noqa: A002 — the document's own key
        title: UserText,
        as_of: date,
        rules: str = "default",
        profile: Mapping[str, Scalar | None] | None = None,
    ) -> Assessment:
        """A new assessment with every row written and none assessed."""
        version, sha256 = catalogue.version, catalogue.sha256 or None
        return cls(
            schema="assessment@1",
            id=id,
            title=title,
            catalogue=CatalogueReference(id=catalogue.id, version=version, sha256=sha256),
            rules=rules,
            as_of=as_of,
            profile=dict(profile or {}),
            answers={criterion: Answer() for criterion in catalogue.criteria},
        )

    @property
    def is_locked(self) -> bool:
        """True once the period is closed."""
        return self.period is not None and self.period.lock is not None

    def answer(self, criterion_id: str) -> Answer:
        """The answer to a criterion; one never written is not assessed."""
        return self.answers.get(criterion_id, _UNTOUCHED)

    def with_answer(
        self,
        criterion_id: str,
        answer: Answer,
        *,
        on: date | None = None,
        by: str | None = None,
        note: str | None = None,
    ) -> Assessment:
        """The assessment with one other answer; logged where the day of the change is given.

        Raises
        ------
        ValueError
            The period is locked.
        """
        if self.is_locked:
            raise ValueError(f"the period of {self.id} is locked: {criterion_id} cannot change")
        if on is not None:
            answer = self.answer(criterion_id).changed(answer, on=on, by=by, note=note)
        return self.model_copy(update={"answers": {**self.answers, criterion_id: answer}})

    def with_evidence(self, evidence_id: str, evidence: Evidence) -> Assessment:
        """The assessment with one more or one other piece of evidence."""
        return self.model_copy(update={"evidence": {**self.evidence, evidence_id: evidence}})

    def with_profile(self, **attributes: Scalar | None) -> Assessment:
        """The assessment with other facts about the site."""
        return self.model_copy(update={"profile": {**self.profile, **attributes}})

    def valid_evidence(self, criterion_id: str, day: date) -> tuple[Evidence, ...]:
        """The evidence of an answer that has not expired."""
        cited = self.answer(criterion_id).evidence
        if not cited:
            return ()
        named = (self.evidence.get(name) for name in cited)
        return tuple(item for item in named if item is not None and item.valid_on(day))

    def grade(self, criterion_id: str, day: date) -> Grade:
        """The best grade of an answer's valid evidence; E0 where there is none."""
        grades = [item.grade for item in self.valid_evidence(criterion_id, day)]
        return max(grades, default="E0")


_UNTOUCHED = Answer()
