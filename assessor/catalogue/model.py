"""A catalogue: groups, criteria with their sources and measures, remediation templates.

What stands here is what a `catalogue.yaml` may say. A profile resolves to the same class
(`assessor.catalogue.load`); whether ids resolve is checked there, with file and line.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, PrivateAttr

from assessor.catalogue.labels import (
    Confidence,
    Grade,
    Nature,
    Obligation,
    TextKind,
    weakest,
)
from assessor.catalogue.measures import Measure, Scalar, Scale
from assessor.quantities import Model, Quantity
from assessor.text import LocalizedText


class ProfileAttribute(Model):
    """A fact about the site that decides which rows apply."""

    type: Literal["boolean", "integer", "number", "choice"] = Field(description="kind of answer")
    question: LocalizedText = Field(description="what the user is asked")
    choices: dict[str, LocalizedText] = Field({}, description="answers of a choice, by id")
    min: float | None = Field(None, description="least value")
    max: float | None = Field(None, description="greatest value")
    unit: LocalizedText | None = Field(None, description="unit of a number")
    default: Scalar | None = Field(None, description="value taken where nothing is recorded")


class InForce(Model):
    """When a text binds; what is not known stays out."""

    from_: date | None = Field(None, alias="from", description="first day in force")
    until: date | None = Field(None, description="first day no longer in force")
    doubtful_from: date | None = Field(
        None, description="first day from which it is not known whether it still binds"
    )
    on_2023_07: bool | None = Field(None, description="in force in July 2023; none = not known")

    def on(self, day: date) -> bool | None:
        """True, false, or none where the dates do not tell."""
        if self.until is not None and day >= self.until:
            return False
        if self.from_ is not None and day < self.from_:
            return False
        if self.doubtful_from is not None and day >= self.doubtful_from:
            return None
        if self.from_ is not None:
            return True
        return self.on_2023_07 if (day.year, day.month) == (2023, 7) else None


class SourceDocument(Model):
    """A document that rows are taken from."""

    number: str = Field(description="number as printed")
    title: LocalizedText = Field(description="title")
    issuer: LocalizedText | None = Field(None, description="who issued it")
    date: str | None = Field(None, description="date of issue, as exact as known")
    in_force: InForce = Field(InForce(), description="when it binds")
    replaced_by: LocalizedText | None = Field(None, description="what took its place")
    seen_at: str | None = Field(None, description="where it was seen")
    confidence: Confidence = Field(description="how far it was read")
    notes: LocalizedText | None = Field(None, description="what was read and what was not")


class Source(Model):
    """Where one row comes from."""

    document: str = Field(description="id in `sources`")
    clause: str | None = Field(None, description="article, clause, annex item")
    text: TextKind = Field(description="whose words the requirement is in")
    confidence: Confidence = Field(description="how far the clause was read")


class ExpectedEvidence(LocalizedText):
    """A document or test that would show the row is met."""

    min_grade: Grade = Field(description="least grade that verifies the answer")


class Group(Model):
    """Rows that are judged together."""

    title: LocalizedText = Field(description="title")
    weight: float | None = Field(None, ge=0, description="weight among its siblings; rules decide")
    unscored: bool = Field(False, description="shown and asked, never scored")
    note: LocalizedText | None = Field(None, description="what to know about the group")


class Criterion(Model):
    """One requirement with its measure, its source and the evidence it expects."""

    group: str = Field(description="id in `groups`")
    title: LocalizedText = Field(description="short title")
    requirement: LocalizedText = Field(description="what must be true, as a judgeable sentence")
    test: LocalizedText | None = Field(None, description="how an assessor checks it")
    guidance: LocalizedText | None = Field(None, description="how to read the requirement")
    feature: LocalizedText | None = Field(None, description="feature the row is part of")
    sub_group: LocalizedText | None = Field(None, description="sub-group of the document")
    measure: Measure = Field(description="how an answer becomes credit")
    applies_if: str | None = Field(None, description="condition on profile attributes")
    obligation: Obligation = Field(description="what the document asks")
    weight: float | None = Field(None, ge=0, description="weight in its group; rules decide")
    level: int | None = Field(None, ge=1, description="level the row belongs to; rules decide")
    na_allowed: bool = Field(True, description="may be answered as not applicable")
    evidence_expected: tuple[ExpectedEvidence, ...] = Field((), description="what would show it")
    remediation: tuple[str, ...] = Field((), description="ids of templates that help")
    source: Source = Field(description="where it comes from")
    in_force: InForce = Field(InForce(), description="when the row binds")
    applies_from: date | None = Field(None, description="first day the duty must be met")
    basis: tuple[str, ...] = Field((), description="rows of other catalogues it leans on")
    notes: LocalizedText | None = Field(None, description="doubts and decisions")
    max_points: float | None = Field(None, ge=0, description="points of an index")
    component_indicators: int | None = Field(None, ge=0, description="indicators in an index row")
    emphasis: LocalizedText | None = Field(
        None, description="why the row stands out; a tag to sort by, without weight"
    )

    @property
    def effective_confidence(self) -> Confidence:
        """Confidence of the row with its threshold: the weaker of the two."""
        value = self.measure.value_confidence
        return self.source.confidence if value is None else weakest(self.source.confidence, value)


class Template(Model):
    """Work that puts rows within reach, with its planning figures."""

    title: LocalizedText = Field(description="title")
    closes: tuple[str, ...] = Field((), description="criteria put within reach")
    requires: tuple[str, ...] = Field((), description="templates that come first")
    nature: Nature = Field(description="capital, recurrent or mixed money")
    cost_vnd: Quantity = Field(description="one-off cost [VND]")
    opex_vnd_per_year: Quantity = Field(description="yearly cost [VND/year]")
    duration_months: Quantity = Field(description="from the decision to the end [month]")
    effort_person_days: Quantity = Field(description="own staff [person-day]")
    procedure: str = Field(description="id of the procurement procedure")
    overlaps: tuple[str, ...] = Field(
        (), description="templates that are the same work in part; that part is paid once"
    )
    exclusive_with: tuple[str, ...] = Field((), description="templates that rule this one out")
    notes: LocalizedText | None = Field(None, description="scope and assumptions")


class Document(Model):
    """The official document behind a catalogue."""

    number: str = Field(description="number as printed")
    date: str | None = Field(None, description="date of issue, as exact as known")
    seen_at: str | None = Field(None, description="where it was seen")


class Included(Model):
    """A catalogue that a profile took in."""

    title: LocalizedText = Field(description="title")
    version: str = Field(description="version")
    sha256: str = Field(description="hash of the file")


class Catalogue(Model):
    """A set of criteria, or several resolved from a profile."""

    schema_: Literal["catalogue@1"] = Field(alias="schema", description="kind and version")
    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$", description="stable id, never reused")
    version: str = Field(description="any change of content raises it")
    title: LocalizedText = Field(description="title")
    issuer: LocalizedText | None = Field(None, description="who issued the criteria")
    document: Document | None = Field(None, description="the official document")
    snapshot: str | None = Field(None, description="state of the law the rows describe")
    warning: LocalizedText | None = Field(None, description="shown on every screen and export")
    notes: LocalizedText | None = Field(None, description="method and limits")
    sources: dict[str, SourceDocument] = Field({}, description="documents, by id")
    profile_attributes: dict[str, ProfileAttribute] = Field({}, description="facts, by id")
    scales: dict[str, Scale] = Field({}, description="shared scales, by name")
    groups: dict[str, Group] = Field(min_length=1, description="groups, by id")
    criteria: dict[str, Criterion] = Field(min_length=1, description="criteria, by id")
    remediation: dict[str, Template] = Field({}, description="templates, by id")
    includes: dict[str, Included] = Field({}, description="catalogues of a resolved profile")

    _sha256: str = PrivateAttr("")

    @property
    def sha256(self) -> str:
        """Hash of the file, or of all files of a profile."""
        return self._sha256

    def with_hash(self, sha256: str) -> Catalogue:
        """The same catalogue, knowing the hash of what it was read from."""
        copy = self.model_copy()
        copy._sha256 = sha256
        return copy

    def catalogue_of(self, criterion: str) -> str:
        """Id of the catalogue that a criterion came from."""
        return self.criteria[criterion].group.partition(".")[0] if self.includes else self.id

    def in_force_on(self, criterion: str, day: date) -> bool | None:
        """True, false, or none where neither row nor document tells."""
        row = self.criteria[criterion]
        known = row.in_force.on(day)
        if known is None and row.source.document in self.sources:
            return self.sources[row.source.document].in_force.on(day)
        return known

    def scale_of(self, scale: str | Scale) -> Scale:
        """A scale of maturity, looked up where it is named."""
        return self.scales[scale] if isinstance(scale, str) else scale
