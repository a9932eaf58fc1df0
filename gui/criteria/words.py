"""Answers and thresholds in words, as the tree and the editors show them."""

from __future__ import annotations

from assessor.api import (
    N_,
    Answer,
    BooleanMeasure,
    ByLevelMeasure,
    Catalogue,
    ChoiceMeasure,
    Criterion,
    CriterionScore,
    DerivedMeasure,
    MaturityMeasure,
    Measure,
    NumericMeasure,
    RatioMeasure,
    StepsMeasure,
    format_number,
    format_percent,
    unit_of,
)
from assessor.api import gettext as _

Scalar = bool | int | float | str

_UNITS = {
    "1": "",
    "percent": "%",
    "attempt": N_("attempts"),
    "carrier": N_("carriers"),
    "character": N_("characters"),
    "click": N_("clicks"),
    "condition": N_("conditions"),
    "day": N_("days"),
    "feed": N_("feeds"),
    "h/day": N_("h/day"),
    "h/year": N_("h/year"),
    "hour": N_("hours"),
    "isp": N_("providers"),
    "kind": N_("kinds"),
    "level": N_("levels"),
    "link": N_("links"),
    "minute": N_("minutes"),
    "month": N_("months"),
    "organisation": N_("organisations"),
    "password": N_("passwords"),
    "path": N_("paths"),
    "person": N_("people"),
    "point": N_("points"),
    "route": N_("routes"),
    "user": N_("users"),
    "version": N_("versions"),
    "working_day": N_("working days"),
}
_PLAIN_NUMBERS = frozenset({"pue", "concurrent_users"})  # of unit 1, but no share of anything


def unit_words(unit: str | None) -> str:
    """A unit as it is shown beside a field."""
    if unit is None:
        return ""
    known = _UNITS.get(unit, unit.replace("_", " "))
    return _(known) if known else ""


def yes_no(value: object) -> str:
    """Yes or no."""
    return _("yes") if value else _("no")


def value_words(measure: Measure, catalogue: Catalogue, value: Scalar | None) -> str:
    """One value of a measure."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(measure, ChoiceMeasure | ByLevelMeasure) and isinstance(value, str):
        titles = {option.id: option.title.here() for option in measure.options}
        return titles.get(value, value)
    if isinstance(measure, MaturityMeasure):
        return _of_scale(measure, catalogue, value)
    if isinstance(value, str):
        return value
    if isinstance(measure, DerivedMeasure):
        return _derived_words(measure, float(value))
    return f"{format_number(value, 3)} {unit_words(unit_of(measure))}".rstrip()


def _derived_words(measure: DerivedMeasure, value: float) -> str:
    if measure.unit == "1" and measure.quantity not in _PLAIN_NUMBERS:
        return format_percent(value)
    return f"{format_number(value, 3)} {unit_words(measure.unit)}".rstrip()


def _of_scale(measure: MaturityMeasure, catalogue: Catalogue, value: object) -> str:
    scale = catalogue.scale_of(measure.scale)
    words = next((label.here() for label in scale.labels if label.at == value), "")
    shown = format_number(float(value), 1) if isinstance(value, int | float) else str(value)
    return f"{shown} · {words}" if words else shown


def answer_words(row: Criterion, catalogue: Catalogue, answer: Answer, scored: object) -> str:
    """The answer to one row in a few words."""
    if isinstance(scored, CriterionScore) and scored.status == "derived":
        return value_words(row.measure, catalogue, scored.value)
    if answer.status == "not_applicable":
        return _("not applicable")
    if answer.override is not None:
        return _("{value} (by hand)").format(
            value=value_words(row.measure, catalogue, answer.override.value)
        )
    if answer.status != "answered":
        return ""
    if answer.a is not None and answer.b is not None:
        return f"{format_number(answer.a, 2)} / {format_number(answer.b, 2)}"
    return value_words(row.measure, catalogue, answer.value)


def threshold_words(measure: Measure, catalogue: Catalogue, level: int | None = None) -> str:
    """What an answer must reach."""
    if isinstance(measure, RatioMeasure):
        return _limit(measure.direction, format_percent(measure.target))
    if isinstance(measure, NumericMeasure):
        return _of_numeric(measure)
    if isinstance(measure, StepsMeasure):
        steps = "; ".join(
            f"{format_number(count, 2)} → {format_percent(credit, 0)}"
            for count, credit in measure.steps
        )
        return _("credit by steps: {steps}").format(steps=steps)
    if isinstance(measure, ByLevelMeasure):
        return _of_level(measure, catalogue, level)
    if isinstance(measure, DerivedMeasure):
        return _of_derived(measure)
    return ""


def _of_numeric(measure: NumericMeasure) -> str:
    unit = unit_words(measure.unit)
    if measure.band is not None:
        low, high = format_number(measure.band.low, 2), format_number(measure.band.high, 2)
        return _("required: {low} to {high} {unit}").format(low=low, high=high, unit=unit).rstrip()
    if measure.target is None:
        return ""
    return _limit(measure.direction or "higher", f"{format_number(measure.target, 3)} {unit}")


def _of_level(measure: ByLevelMeasure, catalogue: Catalogue, level: int | None) -> str:
    asked = measure.by_level.get(level) if level is not None else None
    if asked is None or isinstance(asked, bool):
        return "" if level is None else _("asked at level {level}").format(level=level)
    shown = value_words(measure, catalogue, asked)
    at = _("at level {level}").format(level=level)
    if measure.value_kind == "choice":
        return _("required: “{option}” or better ({at})").format(option=shown, at=at)
    return f"{_limit(measure.direction or 'higher', shown)} ({at})"


def _of_derived(measure: DerivedMeasure) -> str:
    limit = measure.at_most if measure.at_most is not None else measure.at_least
    if limit is None:
        return _("no figure is known: shown, not judged")
    shown = _derived_words(measure, limit)
    return _limit("lower" if measure.at_most is not None else "higher", shown)


def _limit(direction: str, shown: str) -> str:
    sign = "≥" if direction == "higher" else "≤"
    return _("required: {sign} {limit}").format(sign=sign, limit=shown).rstrip()


def is_yes_no(measure: Measure) -> bool:
    """True where the answer is yes or no."""
    return isinstance(measure, BooleanMeasure) or (
        isinstance(measure, ByLevelMeasure) and measure.value_kind == "boolean"
    )
