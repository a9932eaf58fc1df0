"""Credit of one answer, measure by measure, and whether it is met.

Values are converted to the measure's unit before they are compared; an incompatible unit is an
error, never a credit of 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import singledispatch

from assessor.catalogue.measures import (
    Band,
    BooleanMeasure,
    ByLevelMeasure,
    ChoiceMeasure,
    DerivedMeasure,
    MaturityMeasure,
    MetIf,
    NumericMeasure,
    RatioMeasure,
    Scalar,
    Scale,
    StepsMeasure,
)
from assessor.quantities import convert

TOLERANCE = 1e-9
"""Relative slack of a comparison, so that a converted 240 min still meets 4 h. [1]"""


@dataclass(frozen=True, slots=True)
class Reading:
    """What an answer states: a value, or a part and a whole."""

    value: Scalar | None = None
    a: float | None = None
    b: float | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """Credit in 0…1, whether the row is met, and the value it was judged by.

    `credit` is none where the reading decides nothing; `empty_whole` where a ratio has b = 0.
    """

    credit: float | None
    met: bool | None
    value: Scalar | None = None
    unit: str | None = None
    empty_whole: bool = False


NOTHING = Judged(None, None)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a measure needs from outside: its scale, the level asked for, the credit that is met."""

    scale: Scale | None = None
    level: int | None = None
    met_from: float = 1.0


def reaches(value: float, target: float, *, higher: bool) -> bool:
    """True where the value is at the target or on its better side."""
    slack = TOLERANCE * max(1.0, abs(target))
    return value >= target - slack if higher else value <= target + slack


def ramp(value: float, target: float, floor: float | None, *, higher: bool) -> float:
    """clip((v − floor)/(target − floor), 0, 1); without a floor 1 at the target, else 0."""
    if reaches(value, target, higher=higher):
        return 1.0
    if floor is None or floor == target:
        return 0.0
    return min(max((value - floor) / (target - floor), 0.0), 1.0)


@singledispatch
def judge(measure: object, reading: Reading, terms: Terms) -> Judged:
    """Credit of a reading by a measure.

    Raises
    ------
    UnitError
        The reading's unit measures something else.
    ValueError
        The reading does not fit the measure.
    """
    raise ValueError(f"{type(measure).__name__} cannot judge {reading} with {terms}")


@judge.register
def _boolean(measure: BooleanMeasure, reading: Reading, terms: Terms) -> Judged:
    del measure, terms
    if reading.value is None:
        return NOTHING
    if not isinstance(reading.value, bool):
        raise ValueError(f"yes or no expected, got {reading.value!r}")
    return Judged(float(reading.value), reading.value, reading.value)


@judge.register
def _maturity(measure: MaturityMeasure, reading: Reading, terms: Terms) -> Judged:
    if reading.value is None:
        return NOTHING
    if terms.scale is None:
        raise ValueError("a maturity measure needs its scale")
    value, scale = number(reading.value), terms.scale
    if not scale.min <= value <= scale.max:
        raise ValueError(f"{value} is outside {scale.min}…{scale.max}")
    credit = (value - scale.min) / (scale.max - scale.min)
    return Judged(credit, _met(measure.met_if, credit, value, terms), value)


@judge.register
def _steps(measure: StepsMeasure, reading: Reading, terms: Terms) -> Judged:
    if reading.value is None:
        return NOTHING
    value, higher = _in_unit(reading, measure.unit), measure.direction == "higher"
    reached = [credit for at, credit in measure.steps if reaches(value, at, higher=higher)]
    credit = max(reached, default=0.0)
    return Judged(credit, _met(measure.met_if, credit, value, terms), value, measure.unit)


@judge.register
def _ratio(measure: RatioMeasure, reading: Reading, terms: Terms) -> Judged:
    if reading.a is None or reading.b is None:
        return NOTHING
    if reading.a < 0 or reading.b < 0:
        raise ValueError(f"part and whole must be ≥ 0, got {reading.a} and {reading.b}")
    if reading.b == 0:
        return Judged(None, None, empty_whole=True)
    value, higher = reading.a / reading.b, measure.direction == "higher"
    credit = ramp(value, measure.target, measure.floor, higher=higher)
    return Judged(credit, _met(measure.met_if, credit, value, terms), value, measure.unit)


@judge.register
def _numeric(measure: NumericMeasure, reading: Reading, terms: Terms) -> Judged:
    if reading.value is None:
        return NOTHING
    if measure.due is not None and isinstance(reading.value, str):
        value: float = days_late(date.fromisoformat(reading.value), measure.due)
    else:
        value = _in_unit(reading, measure.unit)
    if measure.band is not None:
        bands = [band for band in (measure.band, measure.alternative_band) if band is not None]
        credit = float(any(_inside(value, band) for band in bands))
    else:
        credit = _towards_target(measure, value)
    return Judged(credit, _met(measure.met_if, credit, value, terms), value, measure.unit)


@judge.register
def _choice(measure: ChoiceMeasure, reading: Reading, terms: Terms) -> Judged:
    if reading.value is None:
        return NOTHING
    credits_by_id = {option.id: option.credit for option in measure.options}
    if reading.value not in credits_by_id:
        raise ValueError(f"{reading.value!r} is none of {', '.join(credits_by_id)}")
    credit = credits_by_id[str(reading.value)]
    return Judged(credit, _met(measure.met_if, credit, None, terms), reading.value)


@judge.register
def _by_level(measure: ByLevelMeasure, reading: Reading, terms: Terms) -> Judged:
    asked = None if terms.level is None else measure.by_level.get(terms.level)
    if reading.value is None or asked is None:
        return NOTHING
    met = _level_met(measure, reading, asked)
    return Judged(float(met), met, reading.value, measure.unit)


@judge.register
def _derived(measure: DerivedMeasure, reading: Reading, terms: Terms) -> Judged:
    del terms
    if reading.value is None:
        return NOTHING
    value = _in_unit(reading, measure.unit)
    limits = [(measure.at_most, False), (measure.at_least, True)]
    judged = [reaches(value, at, higher=higher) for at, higher in limits if at is not None]
    if not judged:
        return Judged(None, None, value, measure.unit)
    return Judged(float(all(judged)), all(judged), value, measure.unit)


def number(value: Scalar | None) -> float:
    """The value as a number; yes and no are none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"a number expected, got {value!r}")
    return float(value)


def days_late(handed_in: date, due: str) -> int:
    """Days after the due day (MM-DD) nearest to the date; negative where early. [day]"""
    month, day = (int(part) for part in due.split("-"))
    years = (handed_in.year - 1, handed_in.year, handed_in.year + 1)
    return min(((handed_in - date(year, month, day)).days for year in years), key=abs)


def _in_unit(reading: Reading, unit: str) -> float:
    value = number(reading.value)
    return value if reading.unit is None else convert(value, reading.unit, unit)


def _inside(value: float, band: Band) -> bool:
    return reaches(value, band.low, higher=True) and reaches(value, band.high, higher=False)


def _towards_target(measure: NumericMeasure, value: float) -> float:
    if measure.target is None:
        raise ValueError(f"{measure.quantity} has neither a target nor a band")
    if measure.direction is None:
        equal = _inside(value, Band(low=measure.target, high=measure.target))
        return float(equal)
    higher = measure.direction == "higher"
    if measure.target_excluded and _inside(value, Band(low=measure.target, high=measure.target)):
        return 0.0
    return ramp(value, measure.target, measure.floor, higher=higher)


def _level_met(measure: ByLevelMeasure, reading: Reading, asked: Scalar) -> bool:
    if measure.value_kind == "boolean":
        return reading.value is asked
    if measure.value_kind == "choice":
        order = [option.id for option in measure.options]
        if reading.value not in order:
            raise ValueError(f"{reading.value!r} is none of {', '.join(order)}")
        return order.index(str(reading.value)) >= order.index(str(asked))
    value, target = _in_unit(reading, measure.unit or "1"), number(asked)
    if measure.direction is None:
        return value == target
    return reaches(value, target, higher=measure.direction == "higher")


def _met(met_if: MetIf | None, credit: float, value: float | None, terms: Terms) -> bool:
    if met_if is None:
        return credit >= terms.met_from - TOLERANCE
    limits = (
        (value, met_if.value_at_least, True),
        (value, met_if.value_at_most, False),
        (credit, met_if.credit_at_least, True),
    )
    return all(
        found is not None and reaches(found, limit, higher=higher)
        for found, limit, higher in limits
        if limit is not None
    )
