"""What verified answers say about a survival table, and the table accepted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from assessor.assessment.model import Assessment
from assessor.catalogue.labels import Grade
from assessor.catalogue.model import Catalogue
from assessor.catalogue.rules import Rules
from assessor.scoring.judging import Circumstances, judge_rows


def review_pairs(
    catalogue: Catalogue, rules: Rules, assessment: Assessment, *, on: date | None = None
) -> tuple[tuple[Grade, bool], ...]:
    """Grade of each answer that somebody else looked at, and whether its credit stood.

    Rows that claim nothing say nothing about how claims survive, and are left out.
    """
    day = on or assessment.as_of
    columns = [
        {
            row.id: row.credit
            for row in judge_rows(
                Circumstances(catalogue, rules, told, day, None), tuple(catalogue.criteria)
            )
        }
        for told in (
            assessment.model_copy(update={"kind": "self"}),
            assessment.model_copy(update={"kind": "verified"}),
        )
    ]
    found = []
    for name, answer in assessment.answers.items():
        claimed, seen = (column.get(name) for column in columns)
        second = answer.verified
        if second is None or second.by == answer.by or (second.value is None and second.a is None):
            continue
        if not claimed or seen is None:
            continue
        found.append((assessment.grade(name, day), seen >= claimed - 1e-9))
    return tuple(found)


def with_survival(rules: Rules, table: Mapping[Grade, float] | None = None) -> Rules:
    """The rules with their survival table accepted, some grades calibrated."""
    by_grade = {**rules.survival.by_grade, **(table or {})}
    survival = rules.survival.model_copy(update={"accepted": True, "by_grade": by_grade})
    return rules.model_copy(update={"survival": survival})
