"""How far a score is to be trusted: the survival table accepted or calibrated, the interval."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assessor.catalogue.labels import Grade
from assessor.project.derived import derived_quantities
from assessor.project.opening import Assessed
from assessor.scoring.confidence import (
    Confidence,
    calibrated,
    confidence,
)
from assessor.scoring.reviews import review_pairs, with_survival

SEED = 20230717
SAMPLES = 4000


@dataclass(frozen=True, slots=True)
class Trust:
    """The interval of a score under a survival table, and where the table comes from.

    `reviews` is the number of answers that somebody else looked at, from which `calibrated`
    grades were estimated; the other grades are assumptions of the rules.
    """

    interval: Confidence | None
    survival: Mapping[Grade, float]
    correlation: float
    calibrated: tuple[Grade, ...]
    reviews: int


def trust(
    assessed: Assessed,
    *,
    calibrate: bool = False,
    samples: int = SAMPLES,
    seed: int | None = None,
    on: date | None = None,
) -> Trust:
    """The interval of an assessment's score, its user having accepted the survival table.

    With `calibrate` the grades that reviews speak of are estimated from them.
    """
    day = on or assessed.assessment.as_of
    pairs = review_pairs(assessed.catalogue, assessed.rules, assessed.assessment, on=day)
    table = calibrated(pairs) if calibrate else {}
    rules = with_survival(assessed.rules, table)
    found = confidence(
        assessed.catalogue,
        rules,
        assessed.assessment,
        samples=samples,
        seed=SEED if seed is None else seed,
        quantities=derived_quantities(assessed),
        on=day,
    )
    return Trust(
        interval=found,
        survival=rules.survival.by_grade,
        correlation=rules.survival.correlation_within_assessor,
        calibrated=tuple(table),
        reviews=len(pairs),
    )
