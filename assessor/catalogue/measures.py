"""How an answer to one criterion becomes credit: typed measures, thresholds in the data.

A measure only describes; `assessor.scoring` computes. Every measure may say when a row counts
as met (`met_if`) and how sure its own figures are (`value_confidence`).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from assessor.catalogue.labels import Confidence, Direction, Reduce, TierRole
from assessor.quantities import Model, QuantityName
from assessor.text import LocalizedText

Scalar = bool | int | float | str


class MetIf(Model):
    """When the row counts as met although credit is partial; without it, at full credit."""

    value_at_least: float | None = Field(None, description="least answer that counts as met")
    value_at_most: float | None = Field(None, description="greatest answer that counts as met")
    credit_at_least: float | None = Field(
        None, ge=0, le=1, description="least credit that counts as met [1]"
    )


class Measured(Model):
    """What all measures share."""

    met_if: MetIf | None = Field(None, description="when the row counts as met")
    value_confidence: Confidence | None = Field(
        None, description="confidence of the threshold, where weaker than that of the text"
    )
    note: LocalizedText | None = Field(None, description="a convention of this measure")


class BooleanMeasure(Measured):
    """Yes or no: credit 1 or 0."""

    kind: Literal["boolean"] = Field(description="yes or no")


class ScaleLabel(LocalizedText):
    """The words at one point of a scale."""

    at: float = Field(description="point of the scale")


class Scale(Model):
    """A scale of maturity, shared by name or written at the row."""

    min: float = Field(description="lowest point")
    max: float = Field(description="highest point")
    labels: tuple[ScaleLabel, ...] = Field(description="the words at each point")


class MaturityMeasure(Measured):
    """A point v on a scale: credit (v − min)/(max − min)."""

    kind: Literal["maturity"] = Field(description="a point on a scale of maturity")
    scale: str | Scale = Field(description="a scale, or the name of one in `scales`")


class StepsMeasure(Measured):
    """A count read off a table: credit of the best step reached."""

    kind: Literal["steps"] = Field(description="a table of credits")
    of: LocalizedText = Field(description="what is counted")
    unit: str = Field(description="unit of the count")
    direction: Direction = Field("higher", description="which way is better")
    target: float = Field(description="count at which the credit is full")
    steps: tuple[tuple[float, float], ...] = Field(
        min_length=2, description="pairs of count and credit, each credit in 0…1"
    )


class RatioMeasure(Measured):
    """A share a/b: credit clip((a/b − floor)/(target − floor)); without a floor a hard limit."""

    kind: Literal["ratio"] = Field(description="a share a/b")
    a: LocalizedText = Field(description="the part")
    b: LocalizedText = Field(description="the whole")
    unit: Literal["1"] = Field("1", description="a ratio is a fraction")
    direction: Direction = Field("higher", description="which way is better")
    floor: float | None = Field(None, description="share with no credit; none = hard threshold")
    target: float = Field(1.0, description="share with full credit [1]")
    if_b_zero: Literal["not_assessed", "not_applicable"] = Field(
        "not_assessed", description="what an empty whole means"
    )


class Band(Model):
    """A closed range."""

    low: float = Field(description="lower end")
    high: float = Field(description="upper end")


class NumericMeasure(Measured):
    """A number against a target or a band: credit clip((v − floor)/(target − floor)).

    Without a floor the target is a hard threshold. With `due` the number is days after that
    day of the year, the last one that is still in time.
    """

    kind: Literal["numeric"] = Field(description="a number against a target")
    quantity: str = Field(pattern=r"^[a-z][a-z0-9_]*$", description="name of what is measured")
    of: LocalizedText = Field(description="what is measured, in words")
    unit: str = Field(description="unit of the answer")
    direction: Direction | None = Field(None, description="which way is better")
    floor: float | None = Field(None, description="value with no credit; none = hard threshold")
    target: float | None = Field(None, description="value with full credit")
    target_excluded: bool = Field(False, description="the target itself is not enough")
    band: Band | None = Field(None, description="range with full credit, in place of a target")
    alternative_band: Band | None = Field(None, description="a second accepted range")
    due: str | None = Field(
        None, pattern=r"^\d\d-\d\d$", description="last day in time, MM-DD; the answer is days late"
    )


class Option(Model):
    """One possible answer."""

    id: str = Field(description="what an assessment records")
    title: LocalizedText = Field(description="what the user reads")


class CreditedOption(Option):
    """One possible answer with its credit."""

    credit: float = Field(ge=0, le=1, description="credit of this answer [1]")


class ChoiceMeasure(Measured):
    """One of several answers, each with its credit."""

    kind: Literal["choice"] = Field(description="one of several answers")
    options: tuple[CreditedOption, ...] = Field(min_length=2, description="possible answers")


class ByLevelMeasure(Measured):
    """A hard threshold that depends on a level the assessment chose; `null` asks for nothing."""

    kind: Literal["by_level"] = Field(description="a threshold per level")
    quantity: str = Field(pattern=r"^[a-z][a-z0-9_]*$", description="name of what is asked")
    of: LocalizedText = Field(description="what is asked, in words")
    level_from: str = Field(description="profile attribute that holds the level")
    value_kind: Literal["numeric", "boolean", "choice"] = Field(description="kind of answer")
    unit: str | None = Field(None, description="unit of a numeric answer")
    direction: Direction | None = Field(None, description="which way is better")
    by_level: dict[int, Scalar | None] = Field(description="threshold of each level")
    options: tuple[Option, ...] = Field(
        (), description="answers of a choice, each at least as good as those before it"
    )


class Selector(Model):
    """Which tiers or whose requests; never a city's own ids."""

    tier_role: tuple[TierRole, ...] = Field((), description="tiers by role")
    users: tuple[str, ...] = Field((), description="classes of request by their users")


class DerivedMeasure(Measured):
    """A quantity that the evaluation of the standing fleet publishes, against one limit."""

    kind: Literal["derived"] = Field(description="read from the evaluated fleet")
    quantity: QuantityName = Field(description="name of the published quantity")
    quantile: float | None = Field(None, gt=0, lt=1, description="quantile of `response_s` [1]")
    of: Selector = Field(Selector(), description="what is looked at")
    reduce: Reduce = Field("max", description="how several values become one")
    unit: str = Field("1", description="unit of the limit")
    direction: Direction = Field(description="which way is better")
    at_most: float | None = Field(None, description="upper limit; none = no figure is known")
    at_least: float | None = Field(None, description="lower limit; none = no figure is known")
    window_s: float | None = Field(None, gt=0, description="window the document averages over [s]")
    fallback: BooleanMeasure | None = Field(
        None, description="how the row is answered where no fleet is evaluated"
    )


Measure = Annotated[
    BooleanMeasure
    | MaturityMeasure
    | StepsMeasure
    | RatioMeasure
    | NumericMeasure
    | ChoiceMeasure
    | ByLevelMeasure
    | DerivedMeasure,
    Field(discriminator="kind"),
]
