"""`Quantity`: a number with its range, unit, kind and source; and the base of every document."""

from __future__ import annotations

import math
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import ValidationInfo

from assessor.quantities.units import UnitError, convert, unit_of_field
from assessor.text import LocalizedText

QuantityKind = Literal["published", "measured", "derived", "assumption"]
Confidence = Literal["high", "medium", "low"]


def _declared_unit(model: type[BaseModel], field: str) -> str | None:
    """The unit a field is kept in: what its declaration says, or else its suffix."""
    extra = model.model_fields[field].json_schema_extra
    if isinstance(extra, dict) and "unit" in extra:
        return str(extra["unit"])
    return unit_of_field(field)


class Model(BaseModel):
    """Base of everything that is read from a document: frozen, and unknown keys are errors.

    A field that holds a `Quantity` and states a unit (by its suffix, or by
    `json_schema_extra={"unit": …}`) is converted to that unit when it is read.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="null")

    @field_validator("*", mode="after")
    @classmethod
    def _in_declared_unit(cls, value: Any, info: ValidationInfo) -> Any:
        if not isinstance(value, Quantity) or info.field_name is None:
            return value
        unit = _declared_unit(cls, info.field_name)
        return value if unit is None else value.in_unit(unit)


class Quantity(BaseModel):
    """A number, or a range with its unit, kind and source.

    `low`, `base` and `high` are the (1−c)/2, ½ and (1+c)/2 quantiles, where c is the scenario's
    `coverage`. A bare number is exact and has no provenance. `ref` names the shared input that
    the value came from: one draw per world, however often it is used.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    low: float | None = Field(default=None, description="lower quantile")
    base: float = Field(description="planning value, the median")
    high: float | None = Field(default=None, description="upper quantile")
    unit: str | None = Field(default=None, description="unit, convertible to the field's own")
    kind: QuantityKind | None = Field(default=None, description="where the number comes from")
    confidence: Confidence | None = Field(default=None, description="trust in the base value")
    source: tuple[str, ...] = Field(default=(), description="ids in the document's sources")
    reason: LocalizedText | None = Field(default=None, description="why this value")
    ref: str | None = Field(default=None, description="the shared input behind it")

    @model_validator(mode="before")
    @classmethod
    def _from_number(cls, value: Any) -> Any:
        if isinstance(value, bool):
            raise PydanticCustomError("wrong_type", "", {"value": value, "expected": "number"})
        if isinstance(value, int | float):
            return {"base": value}
        if isinstance(value, dict) and isinstance(value.get("source"), str):
            return {**value, "source": [value["source"]]}
        return value

    @model_validator(mode="after")
    def _in_order(self) -> Quantity:
        if not all(math.isfinite(x) for x in (self.lowest, self.base, self.highest)):
            raise PydanticCustomError("wrong_type", "", {"value": "inf", "expected": "number"})
        if not self.lowest <= self.base <= self.highest:
            where = {"low": self.lowest, "base": self.base, "high": self.highest}
            raise PydanticCustomError("quantity_order", "low ≤ base ≤ high does not hold", where)
        return self

    @property
    def lowest(self) -> float:
        """`low`, or `base` where there is no range."""
        return self.base if self.low is None else self.low

    @property
    def highest(self) -> float:
        """`high`, or `base` where there is no range."""
        return self.base if self.high is None else self.high

    @property
    def is_exact(self) -> bool:
        """True where the quantity has no range."""
        return self.lowest == self.highest

    @property
    def has_provenance(self) -> bool:
        """True where a kind is stated."""
        return self.kind is not None

    @property
    def is_fraction(self) -> bool:
        """True for a share of something, which lies in 0…1 and is drawn on the logit."""
        return self.unit in {"fraction", "probability"}

    @property
    def is_rate_of_change(self) -> bool:
        """True for growth, which may be negative and is drawn linearly."""
        return self.unit in {"fraction_per_year", "fraction/yr"}

    def in_unit(self, unit: str) -> Quantity:
        """The same quantity in another unit; one without a unit is taken to be in it already."""
        if self.unit is None:
            return self.model_copy(update={"unit": unit})
        if self.unit == unit:
            return self
        try:
            update = {
                name: None if value is None else convert(value, self.unit, unit)
                for name, value in (("low", self.low), ("base", self.base), ("high", self.high))
            }
        except UnitError as error:
            context = {"unit": error.unit, "expected": error.expected}
            raise PydanticCustomError("unit_wrong", "the unit does not convert", context) from error
        return self.model_copy(update={**update, "unit": unit})

    def with_base(self, value: float) -> Quantity:
        """The quantity fixed at one value, its provenance kept."""
        return self.model_copy(update={"low": None, "base": value, "high": None})


def exact(value: float, unit: str | None = None) -> Quantity:
    """A choice: a number without a range."""
    return Quantity(base=value, unit=unit)
