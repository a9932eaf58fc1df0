"""What is asked of this site on this day, and what may be set aside."""

from __future__ import annotations

from collections.abc import Mapping

from assessor.assessment.model import Answer
from assessor.catalogue.conditions import parse_condition
from assessor.catalogue.measures import ByLevelMeasure, Scalar
from assessor.catalogue.model import Criterion
from assessor.scoring.judgement import Circumstances, Judgement


def outside(
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
        level = level_asked(row.measure, given, profile)
        if row.measure.by_level.get(level) is None:
            return "level"
    return None


def level_asked(
    measure: ByLevelMeasure, given: Circumstances, profile: Mapping[str, Scalar | None]
) -> int:
    chosen = profile.get(measure.level_from)
    known = isinstance(chosen, int | float) and not isinstance(chosen, bool)
    return int(chosen) if known and chosen is not None else given.rules.facility.default


def set_aside(given: Circumstances, name: str, row: Criterion, answer: Answer) -> Judgement:
    """Not applicable counts only where it is allowed, has a reason and has not expired."""
    if not row.na_allowed:
        return Judgement(name, "not_assessed", why="na_not_allowed")
    if given.rules.not_applicable.require_justification and not answer.justification:
        return Judgement(name, "not_assessed", why="na_unjustified")
    if answer.until is not None and given.on > answer.until:
        return Judgement(name, "not_assessed", why="na_expired")
    return Judgement(name, "not_applicable")
