"""Many suppositions about one assessment at once: what a roadmap asks a thousand times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from assessor.assessment.model import Assessment
from assessor.catalogue.model import Catalogue
from assessor.catalogue.rules import Rules
from assessor.scoring.gates import apply_caps
from assessor.scoring.judging import Circumstances, judge_rows
from assessor.scoring.layers import headline
from assessor.scoring.levels import levels_reached
from assessor.scoring.prepared import prepare
from assessor.scoring.quantities import Quantities
from assessor.scoring.scheme import Scheme
from assessor.scoring.tree import Floats
from assessor.scoring.worlds import WORST, worlds_of

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Score and level under one supposition; unanswered rows count as 0. [1]"""

    score: float | None
    level: int


def outcomes(
    catalogue: Catalogue,
    rules: Rules,
    assessment: Assessment,
    suppositions: Sequence[Mapping[str, float]],
    *,
    quantities: Quantities | None = None,
    on: date | None = None,
) -> tuple[Outcome, ...]:
    """Score and level where some rows had other credits; one pass over all suppositions.

    Each agrees with `what_if` for the same credits.

    Raises
    ------
    ValueError
        A criterion that the catalogue does not have, or a credit outside 0…1.
    """
    given = Circumstances(catalogue, rules, assessment, on or assessment.as_of, quantities)
    scheme = prepare(catalogue, rules).whole
    judged = {row.id: row for row in judge_rows(given, scheme.criteria)}
    rows = headline(rules, judged)
    worlds = worlds_of(scheme, [rows[name] for name in scheme.criteria], gains=False)
    asked = [_checked(scheme, supposed) for supposed in suppositions]
    credit = np.repeat(worlds.credits[:, [WORST]], len(asked), axis=1)
    met = np.repeat(worlds.met[:, [WORST]], len(asked), axis=1)
    for world, supposed in enumerate(asked):
        _suppose(scheme, credit[:, world], met[:, world], supposed, worlds.counts)
    applicable = frozenset(np.array(scheme.criteria)[worlds.applicable].tolist())
    assessed = bool(worlds.answered.any())
    known = [assessed or not applicable.isdisjoint(supposed) for supposed in asked]
    return _outcomes(scheme, credit, met, worlds.weights, known)


def _checked(scheme: Scheme, supposed: Mapping[str, float]) -> Mapping[str, float]:
    for name, value in supposed.items():
        if name not in scheme.catalogue.criteria or not 0.0 <= value <= 1.0:
            raise ValueError(f"{name} cannot have the credit {value}")
    return supposed


def _suppose(
    scheme: Scheme, credit: Floats, met: Floats, supposed: Mapping[str, float], counts: Flags
) -> None:
    least = scheme.rules.partial_met_from - 1e-9
    for name, value in supposed.items():
        row = scheme.tree.row_of[name]
        if counts[row]:
            credit[row], met[row] = value, float(value >= least)


def _outcomes(
    scheme: Scheme, credit: Floats, met: Floats, weights: Floats, known: list[bool]
) -> tuple[Outcome, ...]:
    values = scheme.tree.evaluate(credit, weights)[-1]
    capped, _ = apply_caps(scheme, met, scheme.tree.fraction(values, -1))
    levels = levels_reached(scheme.level_of, met, scheme.top_level, scheme.rules.levels.vacuous)
    return tuple(
        Outcome(float(value) if assessed and not np.isnan(value) else None, int(level))
        for value, level, assessed in zip(capped, levels, known, strict=True)
    )
