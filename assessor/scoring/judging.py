"""One row at a time: status, credit and what of it is verified, before any weight is applied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from assessor.assessment.evidence import grade_rank
from assessor.assessment.model import Answer, Assessment, Status
from assessor.catalogue.conditions import parse_condition
from assessor.catalogue.labels import Grade
from assessor.catalogue.measures import (
    ByLevelMeasure,
    DerivedMeasure,
    MaturityMeasure,
    Measure,
    Scalar,
)
from assessor.catalogue.model import Catalogue, Criterion
from assessor.catalogue.rules import Rules
from assessor.errors import AssessmentError, Problem
from assessor.quantities import UnitError
from assessor.scoring.credit import NOTHING, Judged, Reading, Terms, judge
from assessor.scoring.quantities import Measured, Quantities


@dataclass(frozen=True, slots=True)
class Judgement:
    """One row judged. `out_of_scope` rows do not apply by the site's profile or the date;
    `not_judged` rows show a value that no threshold is known for."""

    id: str
    status: Status
    credit: float | None = None
    met: bool | None = None
    documented: float | None = None
    verified: float = 0.0
    verified_met: bool = False
    value: Scalar | None = None
    unit: str | None = None
    grade: Grade = "E0"
    sample: float = 1.0
    out_of_scope: bool = False
    not_judged: bool = False
    why: str | None = None
    measured: Measured | None = None

    @property
    def is_applicable(self) -> bool:
        """False for what does not apply, whoever decided so."""
        return self.status != "not_applicable"

    @property
    def is_open(self) -> bool:
        """True where the row applies and nothing decides its credit."""
        return self.is_applicable and self.credit is None and not self.not_judged


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What every row of one scoring shares."""

    catalogue: Catalogue
    rules: Rules
    assessment: Assessment
    on: date
    quantities: Quantities | None = None

    @property
    def profile(self) -> Mapping[str, Scalar | None]:
        """The recorded facts over the defaults of the catalogue."""
        attributes = self.catalogue.profile_attributes
        defaults = {name: attribute.default for name, attribute in attributes.items()}
        facility = self.rules.facility
        if facility.attribute in attributes and defaults[facility.attribute] is None:
            defaults[facility.attribute] = facility.default
        recorded = {k: v for k, v in self.assessment.profile.items() if v is not None}
        return {**defaults, **recorded}


def judge_rows(given: Circumstances, rows: tuple[str, ...]) -> tuple[Judgement, ...]:
    """Every row judged, in the order given.

    Raises
    ------
    AssessmentError
        Answers that do not fit their measures or have a unit of another kind.
    """
    judgements: list[Judgement] = []
    problems: list[Problem] = []
    profile = given.profile
    for name in rows:
        try:
            judgements.append(judge_row(given, name, profile))
        except UnitError as error:
            params = {"id": name, "unit": error.unit, "expected": error.expected}
            problems.append(Problem("answer_unit", params))
        except ValueError as error:
            problems.append(Problem("answer_misfit", {"id": name, "reason": str(error)}))
    if problems:
        raise AssessmentError(problems)
    return tuple(judgements)


def judge_row(given: Circumstances, name: str, profile: Mapping[str, Scalar | None]) -> Judgement:
    """One row judged under a profile."""
    row = given.catalogue.criteria[name]
    outside = _outside(given, name, row, profile)
    if outside is not None:
        return Judgement(name, "not_applicable", out_of_scope=True, why=outside)
    answer = given.assessment.answer(name)
    if answer.status == "not_applicable":
        return _set_aside(given, name, row, answer)
    terms = _terms(given, row, profile)
    if isinstance(row.measure, DerivedMeasure):
        return _derived(given, name, row, answer, terms)
    if answer.status != "answered":
        return Judgement(name, "not_assessed")
    return _answered(given, name, row, answer, row.measure, terms)


def _outside(
    given: Circumstances, name: str, row: Criterion, profile: Mapping[str, Scalar | None]
) -> str | None:
    """Why the row is not asked of this site on this day, or none."""
    if given.rules.not_in_force == "exclude":
        if given.catalogue.in_force_on(name, given.on) is False:
            return "not_in_force"
        if row.applies_from is not None and given.on < row.applies_from:
            return "not_yet_due"
    # an unrecorded fact decides nothing: the row stays asked and unanswered
    if row.applies_if is not None and parse_condition(row.applies_if).holds(profile) is False:
        return "condition"
    if isinstance(row.measure, ByLevelMeasure):
        level = _level(row.measure, given, profile)
        if row.measure.by_level.get(level) is None:
            return "level"
    return None


def _level(
    measure: ByLevelMeasure, given: Circumstances, profile: Mapping[str, Scalar | None]
) -> int:
    chosen = profile.get(measure.level_from)
    known = isinstance(chosen, int | float) and not isinstance(chosen, bool)
    return int(chosen) if known and chosen is not None else given.rules.facility.default


def _terms(given: Circumstances, row: Criterion, profile: Mapping[str, Scalar | None]) -> Terms:
    measure = row.measure
    scale = None
    if isinstance(measure, MaturityMeasure):
        scale = given.catalogue.scale_of(measure.scale)
    level = _level(measure, given, profile) if isinstance(measure, ByLevelMeasure) else None
    return Terms(scale, level, given.rules.partial_met_from)


def _set_aside(given: Circumstances, name: str, row: Criterion, answer: Answer) -> Judgement:
    """Not applicable counts only where it is allowed, has a reason and has not expired."""
    if not row.na_allowed:
        return Judgement(name, "not_assessed", why="na_not_allowed")
    if given.rules.not_applicable.require_justification and not answer.justification:
        return Judgement(name, "not_assessed", why="na_unjustified")
    if answer.until is not None and given.on > answer.until:
        return Judgement(name, "not_assessed", why="na_expired")
    return Judgement(name, "not_applicable")


def _answered(
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
        return Judgement(name, "not_assessed", why="no_value")
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


def _derived(
    given: Circumstances, name: str, row: Criterion, answer: Answer, terms: Terms
) -> Judgement:
    """The standing fleet's own figure, else an override, else the answer given by hand."""
    measure = row.measure
    if not isinstance(measure, DerivedMeasure):
        raise TypeError(f"{name} is not derived")
    found = _looked_up(given, measure)
    shown = _from_fleet(name, measure, found, terms)
    if answer.override is not None:
        override = Reading(answer.override.value, unit=answer.override.unit)
        by_hand = measure.fallback if isinstance(override.value, bool) else None
        judged = judge(by_hand or measure, override, terms)
        credit, met = judged.credit, judged.met
        return replace(
            shown,
            status="answered",
            credit=credit,
            met=met,
            verified=0.0,
            verified_met=False,
            value=judged.value,
            not_judged=credit is None,
        )
    if shown.credit is not None:
        return shown
    if measure.fallback is not None and answer.status == "answered":
        answered = _answered(given, name, row, answer, measure.fallback, terms)
        return replace(answered, measured=found)
    # a figure without a limit is shown, not judged; what is judged then is the answer by hand
    if found is not None and measure.fallback is None:
        return shown
    return Judgement(name, "not_assessed", value=shown.value, unit=shown.unit, measured=found)


def _looked_up(given: Circumstances, measure: DerivedMeasure) -> Measured | None:
    if given.quantities is None:
        return None
    selector = measure.of
    return given.quantities(
        measure.quantity, measure.quantile, selector.tier_role, selector.users, measure.reduce
    )


def _from_fleet(
    name: str, measure: DerivedMeasure, found: Measured | None, terms: Terms
) -> Judgement:
    if found is None:
        return Judgement(name, "not_assessed")
    judged = judge(measure, Reading(found.value, unit=found.unit), terms)
    # a forecast is never evidence: credit enters the floor only when every input was measured
    proven = found.measured and not found.stale
    return Judgement(
        name,
        "derived",
        credit=judged.credit,
        met=judged.met,
        verified=(judged.credit or 0.0) if proven else 0.0,
        verified_met=bool(judged.met) and proven,
        value=judged.value,
        unit=judged.unit,
        grade="E4" if proven else "E0",
        not_judged=judged.credit is None,
        measured=found,
    )
