"""What the official columns of a row say: criterion, rule, documents, source."""

from __future__ import annotations

from assessor.catalogue.measures import (
    BooleanMeasure,
    ByLevelMeasure,
    ChoiceMeasure,
    DerivedMeasure,
    MaturityMeasure,
    Measure,
    NumericMeasure,
    RatioMeasure,
    StepsMeasure,
)
from assessor.catalogue.model import Catalogue, Criterion
from assessor.exchange.cells import Value
from assessor.text import N_, format_number
from assessor.text import gettext as _

CONFIDENCE_WORDS = {
    "verified": N_("clause read"),
    "heading_verified": N_("heading only read"),
    "secondary": N_("from a secondary source"),
    "general_knowledge": N_("general knowledge, text not read"),
    "indicative": N_("indicative, not the official text"),
    "unknown": N_("source not known"),
}


def official_cells(catalogue: Catalogue, criterion_id: str, number: str) -> dict[str, Value]:
    """The columns that people read, by key."""
    row = catalogue.criteria[criterion_id]
    return {
        "number": number,
        "criterion": f"{row.title.here()}\n{row.requirement.here()}",
        "max_points": row.max_points,
        "pass_rule": _pass_rule(catalogue, row),
        "expected": "\n".join(f"{e.here()} ({e.min_grade})" for e in row.evidence_expected) or None,
        "source": source_words(catalogue, row),
        "id": criterion_id,
    }


def source_words(catalogue: Catalogue, row: Criterion) -> str:
    """Document and clause, and how far the text was read: unverified text looks unverified."""
    document = catalogue.sources.get(row.source.document)
    name = row.source.document if document is None else document.number
    clause = "" if row.source.clause is None else f", {row.source.clause}"
    return f"{name}{clause}\n[{_(CONFIDENCE_WORDS[row.effective_confidence])}]"


def _pass_rule(catalogue: Catalogue, row: Criterion) -> str:
    rule = _measure_words(row.measure, catalogue)
    return rule if row.test is None else f"{row.test.here()}\n{rule}"


def _measure_words(measure: Measure, catalogue: Catalogue) -> str:
    if isinstance(measure, BooleanMeasure):
        return _("Answer: yes or no.")
    if isinstance(measure, ChoiceMeasure):
        return _("Answer: one of the list.")
    if isinstance(measure, MaturityMeasure):
        scale = catalogue.scale_of(measure.scale)
        return _("Answer: a point from {low} to {high}.").format(
            low=format_number(scale.min), high=format_number(scale.max)
        )
    if isinstance(measure, RatioMeasure):
        return _("Answer: a = {a}; b = {b}; target a/b {relation} {target}.").format(
            a=measure.a.here(),
            b=measure.b.here(),
            relation=_relation(measure.direction),
            target=format_number(measure.target, 3),
        )
    return _number_words(measure)


def _number_words(
    measure: StepsMeasure | NumericMeasure | ByLevelMeasure | DerivedMeasure,
) -> str:
    if isinstance(measure, DerivedMeasure):
        limit = measure.at_most if measure.at_most is not None else measure.at_least
        words = _("Read from the capacity study; limit {relation} {limit} {unit}.")
        return words.format(
            relation="≤" if measure.at_most is not None else "≥",
            limit=format_number(limit, 3),
            unit=_unit(measure.unit),
        )
    if isinstance(measure, ByLevelMeasure):
        words = _("Answer: {of} [{unit}]; the threshold depends on the level.")
        return words.format(of=measure.of.here(), unit=_unit(measure.unit))
    words = _("Answer: {of} [{unit}]; target {relation} {target}.")
    return words.format(
        of=measure.of.here(),
        unit=_unit(measure.unit),
        relation=_relation(measure.direction),
        target=_target(measure),
    )


def _target(measure: StepsMeasure | NumericMeasure) -> str:
    if isinstance(measure, NumericMeasure) and measure.target is None:
        band = measure.band
        return (
            "—" if band is None else f"{format_number(band.low, 3)}…{format_number(band.high, 3)}"
        )
    return format_number(measure.target, 3)


def _relation(direction: str | None) -> str:
    return "≤" if direction == "lower" else "≥" if direction == "higher" else "="


def _unit(unit: str | None) -> str:
    return unit or "–"
