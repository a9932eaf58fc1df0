"""Figures of a measure that make no sense together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assessor.catalogue.measures import (
    ByLevelMeasure,
    DerivedMeasure,
    MaturityMeasure,
    Measure,
    NumericMeasure,
    RatioMeasure,
    Scale,
    StepsMeasure,
)

Wrong = tuple[str, dict[str, object]]


def faults_of(measure: Measure, scales: Mapping[str, Scale]) -> Iterator[Wrong]:
    """What is wrong with a measure, as problem codes with their parameters."""
    if isinstance(measure, NumericMeasure):
        yield from _numeric(measure)
    elif isinstance(measure, RatioMeasure):
        yield from _ramp(measure.floor, measure.target, "higher")
    elif isinstance(measure, StepsMeasure):
        yield from _steps(measure)
    elif isinstance(measure, MaturityMeasure):
        yield from _maturity(measure, scales)
    elif isinstance(measure, ByLevelMeasure):
        yield from _by_level(measure)
    elif isinstance(measure, DerivedMeasure):
        yield from _derived(measure)


def _numeric(measure: NumericMeasure) -> Iterator[Wrong]:
    if (measure.target is None) == (measure.band is None):
        yield "measure_target_or_band", {}
    for band in (measure.band, measure.alternative_band):
        if band is not None and band.low > band.high:
            yield "measure_band_order", {"low": band.low, "high": band.high}
    if measure.target is not None:
        if measure.direction is None:
            yield "measure_no_direction", {}
        else:
            yield from _ramp(measure.floor, measure.target, measure.direction)


def _ramp(floor: float | None, target: float, direction: str) -> Iterator[Wrong]:
    if floor is None:
        return
    if floor == target:
        yield "measure_floor_is_target", {"target": target}
    elif (floor < target) != (direction == "higher"):
        yield "measure_floor_beyond", {"floor": floor, "target": target, "direction": direction}


def _steps(measure: StepsMeasure) -> Iterator[Wrong]:
    reached = [credit for _, credit in measure.steps]
    if any(not 0 <= credit <= 1 for credit in reached):
        yield "measure_credit_range", {"credit": max(reached, key=abs)}
    if max(reached) < 1:
        yield "measure_never_full", {"credit": max(reached)}


def _maturity(measure: MaturityMeasure, scales: Mapping[str, Scale]) -> Iterator[Wrong]:
    scale = scales.get(measure.scale) if isinstance(measure.scale, str) else measure.scale
    if scale is None:
        yield "reference_unknown", {"id": measure.scale, "section": "scales", "hint": ""}
    elif scale.min >= scale.max:
        yield "measure_band_order", {"low": scale.min, "high": scale.max}


def _by_level(measure: ByLevelMeasure) -> Iterator[Wrong]:
    asked = [value for value in measure.by_level.values() if value is not None]
    if measure.value_kind == "numeric" and (measure.unit is None or measure.direction is None):
        yield "measure_no_direction", {}
    if measure.value_kind == "choice":
        known = {option.id for option in measure.options}
        for value in asked:
            if value not in known:
                yield "reference_unknown", {"id": value, "section": "options", "hint": ""}
    if measure.value_kind == "numeric" and not all(
        isinstance(value, int | float) and not isinstance(value, bool) for value in asked
    ):
        yield "measure_value_kind", {"kind": measure.value_kind}


def _derived(measure: DerivedMeasure) -> Iterator[Wrong]:
    if (measure.quantity == "response_s") != (measure.quantile is not None):
        yield "measure_quantile", {"quantity": measure.quantity}
    if measure.at_most is not None and measure.at_least is not None:
        yield "measure_two_limits", {}
    given = "lower" if measure.at_most is not None else "higher"
    limited = measure.at_most is not None or measure.at_least is not None
    if limited and given != measure.direction:
        limit = measure.at_most if measure.at_most is not None else measure.at_least
        yield "measure_limit_direction", {"limit": limit, "direction": measure.direction}
