"""From plain data to a model, each error as a problem with file, line and remedy."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from assessor.documents.extends import load_extended
from assessor.documents.fields import allowed_keys
from assessor.documents.loading import Key, Loaded, load_yaml
from assessor.documents.versions import migrate
from assessor.errors import DocumentError, Problem, errors_in
from assessor.text import N_, Phrase
from assessor.text.rendering import messages

M = TypeVar("M", bound=BaseModel)

# pydantic's error types → how we call what was expected
_EXPECTED = {
    "string_type": Phrase(N_("text")),
    "int_type": Phrase(N_("a whole number")),
    "int_from_float": Phrase(N_("a whole number")),
    "int_parsing": Phrase(N_("a whole number")),
    "float_type": Phrase(N_("a number")),
    "float_parsing": Phrase(N_("a number")),
    "bool_type": Phrase(N_("true or false")),
    "bool_parsing": Phrase(N_("true or false")),
    "dict_type": Phrase(N_("a mapping")),
    "model_type": Phrase(N_("a mapping")),
    "model_attributes_type": Phrase(N_("a mapping")),
    "list_type": Phrase(N_("a list")),
    "tuple_type": Phrase(N_("a list")),
    "date_type": Phrase(N_("a date YYYY-MM-DD")),
    "date_parsing": Phrase(N_("a date YYYY-MM-DD")),
    "date_from_datetime_parsing": Phrase(N_("a date YYYY-MM-DD")),
    "date_from_datetime_inexact": Phrase(N_("a date YYYY-MM-DD")),
    "none_required": Phrase(N_("null")),
    "finite_number": Phrase(N_("a finite number")),
}
_BOUNDS = {
    "greater_than": (N_("> {n}"), "gt"),
    "greater_than_equal": (N_("≥ {n}"), "ge"),
    "less_than": (N_("< {n}"), "lt"),
    "less_than_equal": (N_("≤ {n}"), "le"),
    "too_short": (N_("with at least {n} entries"), "min_length"),
    "string_too_short": (N_("of at least {n} characters"), "min_length"),
    "too_long": (N_("with at most {n} entries"), "max_length"),
    "string_too_long": (N_("of at most {n} characters"), "max_length"),
    "string_pattern_mismatch": (N_("that matches {n}"), "pattern"),
}


def parse(model: type[M], loaded: Loaded) -> tuple[M | None, list[Problem]]:
    """The document as a model, or None with every problem found in it."""
    problems = list(loaded.problems)
    if loaded.data is None:
        return None, problems
    try:
        return model.model_validate(loaded.data), problems
    except ValidationError as error:
        found = [_problem(model, loaded, details) for details in _told(error.errors())]
        return None, sorted([*problems, *found], key=lambda problem: problem.place)


def _told(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Without "too short" of a list whose entries are wrong: pydantic counts the good ones."""
    inner = {error["loc"][:length] for error in errors for length in range(len(error["loc"]))}
    return [e for e in errors if not (e["type"] == "too_short" and e["loc"] in inner)]


def read(model: type[M], path: Path, *kinds: str, shown: str | None = None) -> M:
    """Read, migrate and validate one file.

    Raises
    ------
    DocumentError
        With every problem of the file.
    """
    return _checked(model, migrate(load_yaml(path, shown), *kinds))


def read_extended(model: type[M], path: Path, *kinds: str, shown: str | None = None) -> M:
    """Read one file with everything that it extends.

    Raises
    ------
    DocumentError
        With every problem of all files.
    """
    return _checked(model, migrate(load_extended(path, shown), *kinds))


def _checked(model: type[M], loaded: Loaded) -> M:
    parsed, problems = parse(model, loaded)
    if parsed is None or errors_in(problems):
        raise DocumentError(problems)
    return parsed


def _problem(model: type[BaseModel], loaded: Loaded, details: ErrorDetails) -> Problem:
    key = _data_key(loaded.data, details["loc"])
    kind, context = details["type"], dict(details.get("ctx", {}))
    value = _short(details["input"])
    if kind in messages():
        return loaded.problem(kind, key, **{"value": value, **context})
    if kind == "extra_forbidden":
        return _unknown_key(model, loaded, details["loc"], key)
    if kind == "missing":
        return _missing(loaded, details["loc"], key)
    if kind in {"literal_error", "enum", "union_tag_invalid"}:
        expected = context.get("expected") or context.get("expected_tags", "")
        if kind == "union_tag_invalid":
            value = str(context.get("tag", value))
        return loaded.problem("not_allowed_value", key, value=value, expected=expected)
    if kind == "union_tag_not_found":
        discriminator = str(context.get("discriminator", "kind")).strip("'")
        return loaded.problem("missing_key", key, key=discriminator)
    if kind in _BOUNDS:
        words, name = _BOUNDS[kind]
        return loaded.problem(
            "out_of_range", key, value=value, bound=Phrase(words, {"n": context[name]})
        )
    if kind in _EXPECTED:
        return loaded.problem("wrong_type", key, value=value, expected=_EXPECTED[kind])
    return loaded.problem("invalid_value", key, reason=details["msg"], value=value)


def _data_key(data: Any, location: tuple[str | int, ...]) -> Key:
    """The error's place in the data: pydantic mixes the tags of unions into its locations."""
    key: list[str | int] = []
    here = data
    for part in location:
        if _stands_in(here, part):
            here = here[part]
            key.append(part)
    return tuple(key)


def _stands_in(here: Any, part: str | int) -> bool:
    if isinstance(here, dict):
        return part in here
    return isinstance(here, list) and isinstance(part, int) and part < len(here)


def _unknown_key(
    model: type[BaseModel], loaded: Loaded, location: tuple[str | int, ...], key: Key
) -> Problem:
    name = str(location[-1])
    near = difflib.get_close_matches(name, allowed_keys(model, location[:-1]), n=1, cutoff=0.6)
    if near:
        return loaded.problem("unknown_key_suggest", key, key=name, suggestion=near[0])
    return loaded.problem("unknown_key", key, key=name)


def _missing(loaded: Loaded, location: tuple[str | int, ...], key: Key) -> Problem:
    name = str(location[-1])
    if name in {"vi", "en"}:
        return loaded.problem("missing_translation", key, language=name)
    return loaded.problem("missing_key", key, key=name)


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "…"
