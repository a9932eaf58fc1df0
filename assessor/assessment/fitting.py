"""Whether a recorded value can be an answer to a measure at all; its credit is not asked here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from assessor.catalogue.measures import (
    BooleanMeasure,
    ByLevelMeasure,
    ChoiceMeasure,
    DerivedMeasure,
    MaturityMeasure,
    Measure,
    NumericMeasure,
    Option,
    RatioMeasure,
    Scalar,
    StepsMeasure,
)
from assessor.catalogue.model import Catalogue
from assessor.quantities import same_kind

Misfit = tuple[str, str, dict[str, Any]]
"""Field of the answer, problem code, parameters."""


def misfits_of_value(
    measure: Measure, catalogue: Catalogue, value: Scalar | None, unit: str | None
) -> Iterator[Misfit]:
    """What keeps a single value from being an answer to this measure."""
    if value is None:
        return
    expected = unit_of(measure)
    if unit is not None and (expected is None or not same_kind(unit, expected)):
        yield "unit", "answer_unit", {"unit": unit, "expected": expected or "–"}
    if isinstance(measure, RatioMeasure):
        yield "value", "answer_wants_ratio", {}
    elif isinstance(measure, BooleanMeasure) or _is_level(measure, "boolean"):
        if not isinstance(value, bool):
            yield "value", "answer_wants_boolean", {"value": value}
    elif isinstance(measure, ChoiceMeasure) or (
        isinstance(measure, ByLevelMeasure) and measure.value_kind == "choice"
    ):
        yield from _misfits_of_choice(measure.options, value)
    elif isinstance(measure, MaturityMeasure):
        yield from _misfits_of_point(measure, catalogue, value)
    elif not (_is_number(value) or (_takes_dates(measure) and is_date(value))):
        yield "value", "answer_wants_number", {"value": value, "unit": expected or ""}


def misfits_of_ratio(measure: Measure, part: float | None, whole: float | None) -> Iterator[Misfit]:
    """What keeps a part and a whole from being an answer to this measure."""
    if part is None and whole is None:
        return
    if not isinstance(measure, RatioMeasure):
        yield "a", "answer_wants_value", {}
    elif part is None or whole is None:
        yield "a", "answer_wants_ratio", {}
    elif not 0 <= part <= whole:
        yield "a", "answer_ratio_order", {"a": part, "b": whole}


def unit_of(measure: Measure) -> str | None:
    """The unit a measure is answered in; none where answers have no unit."""
    if isinstance(measure, StepsMeasure | NumericMeasure | RatioMeasure | DerivedMeasure):
        return measure.unit
    return measure.unit if isinstance(measure, ByLevelMeasure) else None


def is_date(value: Scalar) -> bool:
    """True for a text YYYY-MM-DD."""
    if not isinstance(value, str):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_number(value: Scalar) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_level(measure: Measure, kind: str) -> bool:
    return isinstance(measure, ByLevelMeasure) and measure.value_kind == kind


def _takes_dates(measure: Measure) -> bool:
    return isinstance(measure, NumericMeasure) and measure.due is not None


def _misfits_of_choice(options: tuple[Option, ...], value: Scalar) -> Iterator[Misfit]:
    known = [option.id for option in options]
    if value not in known:
        yield "value", "answer_not_an_option", {"value": value, "expected": ", ".join(known)}


def _misfits_of_point(
    measure: MaturityMeasure, catalogue: Catalogue, value: Scalar
) -> Iterator[Misfit]:
    scale = catalogue.scale_of(measure.scale)
    if not isinstance(value, int | float) or isinstance(value, bool):
        yield "value", "answer_wants_number", {"value": value, "unit": ""}
    elif not scale.min <= value <= scale.max:
        params = {"value": value, "low": scale.min, "high": scale.max}
        yield "value", "answer_off_scale", params
