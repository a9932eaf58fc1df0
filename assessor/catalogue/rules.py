"""Scoring rules: how credits become a score, levels, gates and a verdict. Data only.

Everything a published scheme does must be sayable here; `assessor.scoring` has no scheme by name.
Default weights and levels are this program's own: no source gives any.
"""

from __future__ import annotations

from typing import Any, Literal, Self

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from assessor.catalogue.labels import Confidence, Grade, Obligation
from assessor.quantities import Model
from assessor.text import LocalizedText

OperationName = Literal[
    "weighted_mean", "mean", "sum", "deduct", "minimum", "maximum", "geometric", "all", "level"
]
GateKind = Literal["cap", "floor", "veto", "coverage"]
Rounding = Literal["half_even", "half_up", "truncate"]

_DUTIES: tuple[Obligation, ...] = ("mandatory", "conditional", "by_level")


class Provenance(Model):
    """Which confidence lets a row count; the rest is shown and asked at weight 0."""

    scored: tuple[Confidence, ...] = Field(
        ("verified", "heading_verified", "secondary"), description="labels that count"
    )
    informative: tuple[Confidence, ...] = Field(
        ("general_knowledge", "indicative", "unknown"),
        description="labels shown only: weight 0, no gate, no level",
    )


class Weights(Model):
    """Nominal weights; what is not named here takes the catalogue's, then the obligation's."""

    obligation: dict[Obligation, float] = Field(
        {
            "mandatory": 1.0,
            "conditional": 1.0,
            "by_level": 1.0,
            "recommended": 0.5,
            "preference": 0.5,
            "informative": 0.0,
            "index": 0.0,
        },
        description="weight of a row by what the document asks",
    )
    groups: dict[str, float] = Field({}, description="weights of groups or nodes, by id")
    criteria: dict[str, float] = Field({}, description="weights of criteria, by id")
    source: Literal["own", "max_points", "equal"] = Field(
        "own", description="where a criterion's weight comes from when not named above"
    )
    by_size: bool = Field(
        False, description="a group weighs as many as stand in it, unless named above"
    )
    by_sample: bool = Field(
        False, description="multiply by the sample behind each answer (b of a/b, or n)"
    )


class NodeRule(Model):
    """How one node joins what is below it."""

    operation: OperationName = Field("weighted_mean", description="how children are joined")
    children: dict[str, float] | None = Field(
        None, description="children with weights (nodes or criteria), in place of the catalogue's"
    )
    start: float = Field(0.0, description="where deductions begin")
    epsilon: float = Field(1e-3, gt=0, lt=1, description="least value in a geometric mean")
    threshold: float = Field(1.0, ge=0, le=1, description="credit that counts as met in the node")
    steps: tuple[tuple[float, float], ...] = Field((), description="pairs: at least, value")
    ceiling: float | None = Field(None, description="the value goes no higher")
    bottom: float | None = Field(None, description="the value goes no lower")
    vetoed_by: tuple[str, ...] = Field(
        (), description="criteria whose failing sets the node to its lowest value"
    )


class Aggregate(Model):
    """The tree: from the catalogue's groups, or written out node by node."""

    shape: Literal["groups", "nested", "flat", "written"] = Field(
        "groups",
        description="groups as they are; nested at the dots of their ids; no groups; or `nodes`",
    )
    features: NodeRule | None = Field(
        None, description="how the rows of one feature are joined; absent = no feature nodes"
    )
    by_depth: tuple[NodeRule, ...] = Field(
        (NodeRule(),), min_length=1, description="rule by depth, the root first, the last repeats"
    )
    nodes: dict[str, NodeRule] = Field({}, description="rules of single nodes, by id")


class NotApplicableRule(Model):
    """What a row that does not apply does to the score."""

    mode: Literal["exclude", "anchor_target", "as_met", "as_unmet", "lower_maximum"] = Field(
        "exclude", description="its weight goes, or it counts as something"
    )
    target: float = Field(1.0, ge=0, le=1, description="credit it counts as when anchored [1]")
    require_justification: bool = Field(True, description="without a reason it is unanswered")
    max_share_warn: float = Field(0.25, ge=0, le=1, description="warn above this share [1]")


class Selection(Model):
    """Which criteria: all conditions hold together; no condition selects every row."""

    criteria: tuple[str, ...] = Field((), description="ids")
    group: str | None = Field(None, description="rows below this group or node")
    catalogue: str | None = Field(None, description="rows of this catalogue")
    obligation: tuple[Obligation, ...] = Field((), description="what the document asks")
    confidence: tuple[Confidence, ...] = Field((), description="how far the text was read")
    level: int | None = Field(None, ge=1, description="rows of this level of the catalogue")


class Gate(Model):
    """A condition that weights cannot buy off."""

    kind: GateKind = Field(description="cap the score; floor, veto, coverage: verdict only")
    title: LocalizedText | None = Field(None, description="what the gate is")
    why: LocalizedText | None = Field(None, description="why it is there")
    when_not_met: Selection | None = Field(None, description="rows that must be met (cap, veto)")
    cap: float | None = Field(None, ge=0, le=1, description="greatest score while not met [1]")
    group: str | None = Field(None, description="node whose score must reach `min` (floor)")
    min: float | None = Field(None, ge=0, le=1, description="least score or coverage [1]")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        needed = {
            "cap": ("when_not_met", "cap"),
            "veto": ("when_not_met",),
            "floor": ("group", "min"),
            "coverage": ("min",),
        }[self.kind]
        missing = [name for name in needed if getattr(self, name) is None]
        if missing:
            params = {"kind": self.kind, "missing": ", ".join(missing)}
            raise PydanticCustomError("gate_incomplete", "a gate lacks {missing}", params)
        return self


class LevelRule(Selection):
    """Rows that a level asks for."""

    to: int = Field(ge=1, description="the level")


class LevelRules(Model):
    """The ladder: the highest level up to which every row asked for is met."""

    assign: tuple[LevelRule, ...] = Field((), description="first match wins")
    by_criterion: bool = Field(False, description="use the level written at each criterion")
    obligation: tuple[Obligation, ...] = Field(
        _DUTIES, description="what binds where levels come from the criterion"
    )
    vacuous: Literal["carry", "stop"] = Field(
        "carry", description="a level that asks for nothing is passed, or stops the ladder"
    )
    titles: dict[int, LocalizedText] = Field({}, description="names of the levels")
    by_group: bool = Field(False, description="also a level for every node")


class FacilityRules(Model):
    """Thresholds by facility level: which one is asked for, and which one is reached."""

    attribute: str = Field("facility_level", description="profile attribute that chooses it")
    default: int = Field(2, ge=1, description="level asked for where none is chosen")
    top: int = Field(4, ge=1, description="highest level")


class EligibleIf(Model):
    """What the verdict asks for beside the gates."""

    level_at_least: int | None = Field(None, ge=1, description="least level")
    score_at_least: float | None = Field(None, ge=0, le=1, description="least score [1]")


class Points(Model):
    """The scheme's own scale, to show beside the fraction; inner values are never rounded."""

    minimum: float | None = Field(None, description="shown for the worst; none = raw value")
    maximum: float | None = Field(None, description="shown for the best; none = raw value")
    digits: int | None = Field(None, ge=0, le=9, description="decimals kept; none = all")
    rounding: Rounding = Field("half_even", description="how decimals are dropped")


class ScoreBand(Model):
    """A name for scores from `min` upward."""

    min: float = Field(ge=0, le=1, description="least score [1]")
    label: LocalizedText = Field(description="name")


class Layers(Model):
    """A second score over the same rows: how far what is done is also documented."""

    headline: Literal["implemented", "documented", "mean"] = Field(
        "implemented", description="which one is the score"
    )
    missing_documented: Literal["zero", "exclude"] = Field(
        "zero", description="an answered row without a documented value"
    )


class Survival(Model):
    """How likely a claimed credit survives verification. An assumption, off until accepted."""

    accepted: bool = Field(False, description="a person has accepted or calibrated the table")
    by_grade: dict[Grade, float] = Field(
        {"E0": 0.50, "E1": 0.70, "E2": 0.85, "E3": 0.95, "E4": 0.99},
        description="probability by evidence grade [1]",
    )
    correlation_within_assessor: float = Field(
        0.3, ge=0, le=1, description="correlation of errors of one assessor [1]"
    )


class EvidenceRules(Model):
    """Which evidence verifies an answer."""

    min_grade: Grade = Field("E2", description="least grade where the row names none")


class Rules(Model):
    """A scheme. Several may stand beside one catalogue; an assessment names the one it uses."""

    id: str = Field("default", pattern=r"^[a-z0-9][a-z0-9_-]*$", description="its key in the file")
    title: LocalizedText | None = Field(None, description="title")
    notes: LocalizedText | None = Field(None, description="where the scheme comes from")
    provenance: Provenance = Field(Provenance(), description="which rows count")
    not_in_force: Literal["exclude", "score"] = Field(
        "exclude", description="rows that do not bind on the day"
    )
    weights: Weights = Field(Weights(), description="nominal weights")
    aggregate: Aggregate = Field(Aggregate(), description="how the tree is joined")
    not_applicable: NotApplicableRule = Field(
        NotApplicableRule(), description="rows that do not apply"
    )
    unanswered: Literal["zero", "exclude"] = Field(
        "zero", description="how the headline treats rows nobody assessed"
    )
    partial_met_from: float = Field(
        1.0, gt=0, le=1, description="credit from which a row counts as met [1]"
    )
    gates: dict[str, Gate] = Field({}, description="gates, by id")
    levels: LevelRules = Field(LevelRules(), description="the ladder of levels")
    facility: FacilityRules = Field(FacilityRules(), description="thresholds by level")
    eligible_if: EligibleIf = Field(EligibleIf(), description="what the verdict asks for")
    bands: tuple[ScoreBand, ...] = Field((), description="names of score ranges, highest first")
    points: Points = Field(Points(), description="the scheme's own scale")
    layers: Layers | None = Field(None, description="a second score for documentation")
    targets: dict[str, float] = Field({}, description="values to reach, by node")
    baselines: dict[str, float] = Field({}, description="values at the start, by node")
    evidence: EvidenceRules = Field(EvidenceRules(), description="what verifies")
    survival: Survival = Field(Survival(), description="confidence from evidence")


class RuleBook(Model):
    """The schemes beside one catalogue, by id; `default` is taken where none is named."""

    schema_: Literal["rules@1"] = Field(alias="schema", description="kind and version")
    catalogue: str | None = Field(None, description="catalogue or profile they are made for")
    notes: LocalizedText | None = Field(None, description="where the schemes come from")
    rules: dict[str, Rules] = Field(min_length=1, description="schemes, by id")

    @field_validator("rules", mode="before")
    @classmethod
    def _ids_from_keys(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {
            key: {**item, "id": key} if isinstance(item, dict) else item
            for key, item in value.items()
        }
