"""Fields of an answer or of evidence as cells, and cells as fields.

Between the two stands plain data, as the document's YAML has it; whether it fits the measure is
checked afterwards by `assessor.assessment`.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from assessor.assessment import Answer
from assessor.catalogue.measures import (
    BooleanMeasure,
    ByLevelMeasure,
    ChoiceMeasure,
    DerivedMeasure,
    Measure,
    NumericMeasure,
    Option,
)
from assessor.exchange.cells import (
    AmbiguousNumberError,
    Value,
    claim_of,
    date_of,
    number_of,
)
from assessor.exchange.columns import Column, Path
from assessor.exchange.grid import folded
from assessor.project import status_words
from assessor.text import LANGUAGES, N_, using_language
from assessor.text import gettext as _

STATUSES = ("answered", "derived", "not_applicable", "not_assessed")
SEVERITIES = {
    "low": N_("low"),
    "medium": N_("medium"),
    "high": N_("high"),
    "critical": N_("critical"),
}
_VI, _EN = "vi: ", "\nen: "
_TITLE = " · "  # between the id of an option and its title


class MisreadError(ValueError):
    """A cell that cannot be what its column holds."""

    def __init__(self, code: str, **params: Any) -> None:
        self.code = code
        self.params = params
        super().__init__(code)


def field(data: Mapping[str, Any], path: Path) -> Any:
    """The plain data at a path; none where nothing stands."""
    here: Any = data
    for part in path:
        if isinstance(part, int):
            here = here[part] if isinstance(here, list) and part < len(here) else None
        else:
            here = here.get(part) if isinstance(here, dict) else None
    return here


def with_field(data: dict[str, Any], path: Path, value: Any) -> dict[str, Any]:
    """A copy with one field set; what holds nothing any more is left out."""
    head, *rest = path
    assert isinstance(head, str)
    if rest and isinstance(rest[0], int):
        pair = list(data.get(head) or [None, None])
        pair[rest[0]] = value
        value = None if pair == [None, None] else pair
    elif rest:
        value = with_field(dict(data.get(head) or {}), tuple(rest), value) or None
    kept = {key: item for key, item in data.items() if key != head}
    return kept if value is None else {**kept, head: value}


def answer_fields(answer: Answer) -> dict[str, Any]:
    """An answer as plain data without what it does not say."""
    data = answer.model_dump(mode="json", exclude_defaults=True)
    return {"status": answer.status, **data}


def shown(column: Column, value: Any, measure: Measure | None = None) -> Value:
    """A field as a cell in the current language."""
    if value is None:
        return None
    if column.kind == "status":
        return status_words(value)
    if column.kind == "severity":
        return _(SEVERITIES[value])
    if column.kind == "ids":
        return "; ".join(value) or None
    if column.kind == "date":
        return date.fromisoformat(value)
    if isinstance(value, dict):
        return f"{_VI}{value['vi']}{_EN}{value['en']}"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if column.kind == "scalar" and measure is not None:
        for option in options_of(measure):
            if option.id == value:
                return option_words(option)
    result: Value = value
    return result


def option_words(option: Option) -> str:
    """An option of a choice as a cell shows it: its id is what counts."""
    return f"{option.id}{_TITLE}{option.title.here()}"


def options_of(measure: Measure) -> tuple[Option, ...]:
    """The possible answers of a choice."""
    return measure.options if isinstance(measure, ChoiceMeasure | ByLevelMeasure) else ()


def wants_claim(measure: Measure | None) -> bool:
    """True where the answer is yes or no."""
    if isinstance(measure, ByLevelMeasure):
        return measure.value_kind == "boolean"
    if isinstance(measure, DerivedMeasure):
        return measure.fallback is not None
    return isinstance(measure, BooleanMeasure)


def understood(column: Column, cell: Value, measure: Measure | None = None) -> Any:
    """A cell as the plain data of its field.

    Raises
    ------
    MisreadError
        The cell cannot be that.
    """
    if cell is None:
        return None
    if column.kind == "status":
        return _word(cell, status_names(), "cell_not_a_status")
    if column.kind == "severity":
        return _word(cell, severity_names(), "cell_not_a_severity")
    if column.kind == "ids":
        parts = str(cell).replace(",", ";").replace("\n", ";").split(";")
        return [part.strip() for part in parts if part.strip()]
    if column.kind == "date":
        return _day(cell)
    if column.kind == "number":
        return _number(cell)
    if column.kind == "scalar":
        return _scalar(cell, measure)
    text = _text(cell)
    return _both_languages(text) if column.kind == "words" else text


def _word(cell: Value, names: Mapping[str, str], code: str) -> str:
    word = folded(cell)
    if word in names:
        return names[word]
    near = difflib.get_close_matches(word, names, n=1, cutoff=0.5)
    expected = near[0] if near else ", ".join(sorted(set(names.values())))
    raise MisreadError(code, value=str(cell), expected=expected)


def _day(cell: Value) -> str:
    try:
        return date_of(cell).isoformat()
    except ValueError:
        raise MisreadError("cell_not_a_date", value=str(cell)) from None


def _number(cell: Value) -> float | int:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return cell
    try:
        return number_of(str(cell))
    except AmbiguousNumberError:
        raise MisreadError("cell_ambiguous_number", value=str(cell)) from None
    except ValueError:
        raise MisreadError("cell_not_a_number", value=str(cell)) from None


def _scalar(cell: Value, measure: Measure | None) -> Any:
    claim = claim_of(cell) if wants_claim(measure) else None
    if claim is not None:
        return claim
    if isinstance(cell, date):
        return cell.isoformat()
    options = () if measure is None else options_of(measure)
    if options:
        return _option(str(cell), options)
    if not isinstance(cell, str):
        return cell
    if isinstance(measure, NumericMeasure) and measure.due is not None and "/" in cell:
        return _day(cell)
    try:
        return number_of(cell)
    except AmbiguousNumberError:
        raise MisreadError("cell_ambiguous_number", value=cell) from None
    except ValueError:
        return cell  # whether it fits is for the assessment's own checks to say


def _option(text: str, options: tuple[Option, ...]) -> str:
    """The option's id; its title in either language is understood too."""
    named = text.split(_TITLE)[0].strip()
    for option in options:
        if named == option.id or folded(text) in {folded(option.title.vi), folded(option.title.en)}:
            return option.id
    return named


def _text(cell: Value) -> str:
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _both_languages(text: str) -> Any:
    if text.startswith(_VI) and _EN in text:
        vi, _separator, en = text.removeprefix(_VI).partition(_EN)
        if vi.strip() and en.strip():
            return {"vi": vi, "en": en}
    return text


@cache
def status_names() -> dict[str, str]:
    """Folded word of either language, or the id → status."""
    names = {folded(status): status for status in STATUSES}
    for code in LANGUAGES:
        with using_language(code):
            names |= {folded(status_words(status)): status for status in STATUSES}
    return names


@cache
def severity_names() -> dict[str, str]:
    """Folded word of either language, or the id → severity."""
    names = {folded(severity): severity for severity in SEVERITIES}
    for code in LANGUAGES:
        with using_language(code):
            names |= {folded(_(word)): severity for severity, word in SEVERITIES.items()}
    return names
