"""What a scoring gives: never one bare number.

Fractions are 0…1 and absent is none. Nothing assessed gives no score, a range 0…1 and coverage 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from assessor.assessment.model import Status
from assessor.catalogue.labels import Confidence, Grade
from assessor.catalogue.measures import Scalar
from assessor.errors import Problem
from assessor.scoring.gates import GateResult, Verdict
from assessor.scoring.levels import LevelResult
from assessor.scoring.quantities import Measured
from assessor.text import LocalizedText


@dataclass(frozen=True, slots=True)
class CatalogueStamp:
    """Which catalogue was scored."""

    id: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """One row: `gain` is what meeting it alone would add to the score. [1]

    `confidence` is the label of the row's text and threshold; an `informative` row has weight 0
    and binds no gate and no level.
    """

    id: str
    status: Status
    credit: float | None
    met: bool | None
    effective_weight: float
    gain: float
    confidence: Confidence
    informative: bool
    value: Scalar | None = None
    unit: str | None = None
    level: int = 0
    grade: Grade = "E0"
    verified_credit: float = 0.0
    out_of_scope: bool = False
    not_judged: bool = False
    why: str | None = None
    measured: Measured | None = None


@dataclass(frozen=True, slots=True)
class GroupScore:
    """One node of the tree; `score` is none where nothing below it was assessed."""

    id: str
    score: float | None
    score_if_best: float | None
    weight: float
    coverage: float
    value: float | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Features:
    """Features in which every row must be met; the rest of `total` is still open."""

    passed: int
    failed: int
    assessed: int
    total: int


@dataclass(frozen=True, slots=True)
class PointsScore:
    """The score on the scheme's own scale, rounded as the scheme says."""

    value: float | None
    if_worst: float | None
    if_best: float | None
    answered_only: float | None
    verified_floor: float | None
    minimum: float
    maximum: float


@dataclass(frozen=True, slots=True)
class LayerScore:
    """One layer of a two-layer scheme: what is done, what is documented, their mean."""

    id: str
    score: float | None
    points: float | None


@dataclass(frozen=True, slots=True)
class Scorecard:
    """One assessment under one set of rules.

    `score` counts the unanswered as 0 (where the rules do not leave them out); `score_raw` is the
    same before caps; `coverage` the weight assessed, `na_share` the nominal weight set aside.
    `bases` holds a scorecard for each catalogue of a profile.
    """

    catalogue: CatalogueStamp
    rules: str
    assessment: str
    on: date
    illustrative: bool
    score: float | None
    score_raw: float | None
    score_if_worst: float | None
    score_if_best: float | None
    score_answered_only: float | None
    verified_floor: float | None
    achievable: float | None
    coverage: float
    na_share: float
    level: int
    level_if_best: int
    verified_level: int
    next_level: int
    blocking: tuple[str, ...]
    vacuous_levels: tuple[int, ...]
    verdict: Verdict
    gates: tuple[GateResult, ...]
    groups: tuple[GroupScore, ...]
    criteria: tuple[CriterionScore, ...]
    points: PointsScore
    band: LocalizedText | None = None
    features: Features | None = None
    facility: LevelResult | None = None
    layers: tuple[LayerScore, ...] = ()
    warnings: tuple[Problem, ...] = ()
    bases: Mapping[str, Scorecard] = field(default_factory=dict)

    def criterion(self, criterion_id: str) -> CriterionScore:
        """The row of a criterion.

        Raises
        ------
        KeyError
            No such row was scored.
        """
        return next(row for row in self.criteria if row.id == criterion_id)

    def group(self, group_id: str) -> GroupScore:
        """The row of a node."""
        return next(row for row in self.groups if row.id == group_id)
