"""The ladder: the highest level up to which every row that is asked for is met."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessor.scoring.scheme import Scheme
from assessor.scoring.tree import Floats
from assessor.scoring.worlds import ANSWERED, BEST, FLOOR, WORST


@dataclass(frozen=True, slots=True)
class LevelResult:
    """Where an assessment stands on the ladder and what keeps it from the next level.

    At the top `next_level` is the level itself and nothing blocks. `vacuous` levels ask for
    nothing here.
    """

    level: int = 0
    level_if_best: int = 0
    verified_level: int = 0
    next_level: int = 0
    blocking: tuple[str, ...] = ()
    vacuous: tuple[int, ...] = ()
    top: int = 0


def judge_levels(scheme: Scheme, met: Floats, within: frozenset[str] | None = None) -> LevelResult:
    """The level over all rows, or over those of one node."""
    level_of = scheme.level_of
    if within is not None:
        inside = np.array([name in within for name in scheme.criteria], dtype=np.bool_)
        level_of = np.where(inside, level_of, 0)
    reached = levels_reached(level_of, met, scheme.top_level, scheme.rules.levels.vacuous)
    level = int(reached[WORST])
    following = min(level + 1, scheme.top_level)
    asked = (level_of > 0) & (level_of <= following) & ~np.isnan(met[:, WORST])
    open_rows = asked & (met[:, ANSWERED] != 1.0) if following > level else asked & False
    asking = {int(x) for x in level_of[(level_of > 0) & ~np.isnan(met[:, WORST])]}
    steps = range(1, scheme.top_level + 1)
    return LevelResult(
        level=level,
        level_if_best=int(reached[BEST]),
        verified_level=int(reached[FLOOR]),
        next_level=following,
        blocking=tuple(np.array(scheme.criteria)[open_rows].tolist()),
        vacuous=tuple(step for step in steps if step not in asking),
        top=scheme.top_level,
    )


def levels_reached(
    level_of: NDArray[np.int64], met: Floats, top: int, vacuous: str
) -> NDArray[np.int64]:
    """The level reached in every world.

    A level that asks for nothing is passed along (or stops the ladder), but no level is reached
    on empty ground: some row at or below it must be met.
    """
    worlds = met.shape[1]
    reached = np.zeros(worlds, dtype=np.int64)
    unbroken = np.ones(worlds, dtype=np.bool_)
    grounded = np.zeros(worlds, dtype=np.bool_)
    for step in range(1, top + 1):
        rows = met[level_of == step]
        bound = ~np.isnan(rows)
        unbroken &= ~(bound & (rows != 1.0)).any(axis=0)
        if vacuous == "stop":
            unbroken &= bound.any(axis=0)
        grounded |= bound.any(axis=0)
        reached = np.where(unbroken & grounded, step, reached)
    return reached
