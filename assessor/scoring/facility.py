"""The facility's own ladder: thresholds by level 1…4, judged at every level."""

from __future__ import annotations

import numpy as np

from assessor.catalogue.measures import ByLevelMeasure
from assessor.scoring.judging import Circumstances, Judgement, judge_row
from assessor.scoring.levels import LevelResult
from assessor.scoring.selecting import is_informative


def judge_facility(given: Circumstances) -> LevelResult | None:
    """The level whose thresholds are all reached, or none where the catalogue has no such rows."""
    rows = _rows(given)
    if not rows:
        return None
    top = given.rules.facility.top
    judged = {step: _judged_at(given, rows, step) for step in range(1, top + 1)}
    known = _reached(judged, unknown_as=False)
    following = min(known + 1, top)
    open_rows = [row.id for row in judged[following] if row.met is not True]
    return LevelResult(
        level=known,
        level_if_best=_reached(judged, unknown_as=True),
        verified_level=_verified(judged),
        next_level=following,
        blocking=tuple(open_rows) if following > known else (),
        vacuous=tuple(step for step, found in judged.items() if not found),
        top=top,
    )


def _rows(given: Circumstances) -> tuple[str, ...]:
    return tuple(
        name
        for name, row in given.catalogue.criteria.items()
        if isinstance(row.measure, ByLevelMeasure)
        and row.measure.level_from == given.rules.facility.attribute
        and not is_informative(given.catalogue, given.rules, name)
    )


def _judged_at(given: Circumstances, rows: tuple[str, ...], step: int) -> list[Judgement]:
    """Rows that ask for something at this level and apply."""
    profile = {**given.profile, given.rules.facility.attribute: step}
    judged = (judge_row(given, name, profile) for name in rows)
    return [row for row in judged if row.is_applicable]


def _reached(judged: dict[int, list[Judgement]], *, unknown_as: bool) -> int:
    return _climb(
        {
            step: [unknown_as if row.met is None else row.met for row in rows]
            for step, rows in judged.items()
        }
    )


def _verified(judged: dict[int, list[Judgement]]) -> int:
    return _climb({step: [row.verified_met for row in rows] for step, rows in judged.items()})


def _climb(met: dict[int, list[bool]]) -> int:
    level, grounded = 0, False
    for step in sorted(met):
        if not np.all(met[step]):
            return level
        grounded = grounded or bool(met[step])
        level = step if grounded else 0
    return level
