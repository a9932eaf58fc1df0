"""A row answered by hand: its credit, and what of it is verified."""

from __future__ import annotations

from collections.abc import Mapping

from assessor.assessment.evidence import grade_rank
from assessor.assessment.model import Answer
from assessor.catalogue.labels import Grade
from assessor.catalogue.measures import ByLevelMeasure, MaturityMeasure, Measure, Scalar
from assessor.catalogue.model import Criterion
from assessor.scoring.applicability import level_asked
from assessor.scoring.credit import NOTHING, Judged, Reading, Terms, judge
from assessor.scoring.judgement import Circumstances, Judgement


def terms_of(given: Circumstances, row: Criterion, profile: Mapping[str, Scalar | None]) -> Terms:
    measure = row.measure
    scale = None
    if isinstance(measure, MaturityMeasure):
        scale = given.catalogue.scale_of(measure.scale)
    level = level_asked(measure, given, profile) if isinstance(measure, ByLevelMeasure) else None
    return Terms(scale, level, given.rules.partial_met_from)


def answered(
    given: Circumstances,
    name: str,
    row: Criterion,
    answer: Answer,
    measure: Measure,
    terms: Terms,
) -> Judgement:
    own = judge(measure, reading_of(answer), terms)
    second = _second_opinion(answer, measure, terms)
    if own.empty_whole:
        return _empty_whole(name, measure)
    head = second if given.assessment.kind == "verified" and second.credit is not None else own
    if head.credit is None:
        return Judgement(name, "not_assessed", value=own.value, unit=own.unit, why="no_value")
    grade = given.assessment.grade(name, given.on)
    proven = _proven(given, row, answer, own, second, grade)
    return Judgement(
        name,
        "answered",
        credit=head.credit,
        met=head.met,
        documented=_documented(answer, measure, terms),
        verified=min(proven.credit or 0.0, head.credit),
        verified_met=bool(proven.met and head.met),
        value=head.value,
        unit=head.unit,
        grade=grade,
        sample=_sample(given, name, answer) if given.rules.weights.by_sample else 1.0,
    )


def reading_of(answer: Answer) -> Reading:
    """What the self-assessment states."""
    return Reading(answer.value, answer.a, answer.b, answer.unit)


def _second_opinion(answer: Answer, measure: Measure, terms: Terms) -> Judged:
    found = answer.verified
    if found is None:
        return NOTHING
    return judge(measure, Reading(found.value, found.a, found.b, found.unit or answer.unit), terms)


def _proven(
    given: Circumstances,
    row: Criterion,
    answer: Answer,
    own: Judged,
    second: Judged,
    grade: Grade,
) -> Judged:
    """What stands once claims without sufficient evidence are taken away."""
    independent = answer.verified is not None and answer.verified.by != answer.by
    if second.credit is not None and independent:
        return second
    expected = [item.min_grade for item in row.evidence_expected]
    # which expected item a piece of evidence answers is not recorded: the strictest one decides
    needed = max(expected, default=given.rules.evidence.min_grade)
    return own if grade_rank(grade) >= grade_rank(needed) else NOTHING


def _documented(answer: Answer, measure: Measure, terms: Terms) -> float | None:
    if answer.documented is None:
        return None
    return judge(measure, Reading(answer.documented, unit=answer.unit), terms).credit


def _sample(given: Circumstances, name: str, answer: Answer) -> float:
    if answer.b is not None:
        return answer.b
    samples = [item.sample for item in given.assessment.valid_evidence(name, given.on)]
    return float(sum(sample.n for sample in samples if sample is not None)) or 1.0


def _empty_whole(name: str, measure: Measure) -> Judgement:
    if getattr(measure, "if_b_zero", "not_assessed") == "not_applicable":
        return Judgement(name, "not_applicable", why="empty_whole")
    return Judgement(name, "not_assessed", why="empty_whole")
