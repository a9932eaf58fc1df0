"""One row at a time: status, credit and what of it is verified, before any weight is applied."""

from __future__ import annotations

from collections.abc import Mapping

from assessor.catalogue.measures import DerivedMeasure, Scalar
from assessor.errors import AssessmentError, Problem
from assessor.quantities import UnitError
from assessor.scoring.answered import answered, terms_of
from assessor.scoring.applicability import outside, set_aside
from assessor.scoring.derived import derived
from assessor.scoring.judgement import Circumstances, Judgement

__all__ = ["Circumstances", "Judgement", "judge_row", "judge_rows"]


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
    reason = outside(given, name, row, profile)
    if reason is not None:
        return Judgement(name, "not_applicable", out_of_scope=True, why=reason)
    answer = given.assessment.answer(name)
    if answer.status == "not_applicable":
        return set_aside(given, name, row, answer)
    terms = terms_of(given, row, profile)
    if isinstance(row.measure, DerivedMeasure):
        return derived(given, name, row, answer, terms)
    if answer.status != "answered":
        return Judgement(name, "not_assessed")
    return answered(given, name, row, answer, row.measure, terms)
