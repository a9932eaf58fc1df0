"""Shared quantities: `{ref: section.name}` becomes the input it names, and remembers the name."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from assessor.documents import Loaded
from assessor.documents.loading import Key
from assessor.errors import Problem
from assessor.quantities import Quantity
from assessor.text import N_, Phrase

# Sections that hold no quantities of the site itself.
_LEFT_ALONE = frozenset({"inputs", "sources", "options", "reference_loads", "schema"})
# Stands where a name is wrong, so that the wrong name is the only problem reported.
_PLACEHOLDER = {"base": 0.5, "kind": "assumption"}


def input_names(data: dict[str, Any]) -> list[str]:
    """Every `section.name` under `inputs`."""
    sections = data.get("inputs")
    if not isinstance(sections, dict):
        return []
    return [
        f"{section}.{name}"
        for section, quantities in sections.items()
        if isinstance(quantities, dict)
        for name in quantities
    ]


def hint(wanted: str, known: list[str]) -> Phrase | str:
    """A did-you-mean clause, or nothing."""
    near = difflib.get_close_matches(wanted, known, n=1, cutoff=0.6)
    return Phrase(N_(": did you mean '{suggestion}'?"), {"suggestion": near[0]}) if near else ""


def expand(loaded: Loaded) -> Loaded:
    """The document with every reference replaced by the shared quantity it names."""
    if not isinstance(loaded.data, dict):
        return loaded
    known = input_names(loaded.data)
    problems: list[Problem] = []
    data = {
        name: value if name in _LEFT_ALONE else _expanded(value, (name,), loaded, known, problems)
        for name, value in loaded.data.items()
    }
    return replace(loaded, data=data, problems=(*loaded.problems, *problems))


def _expanded(
    value: Any, key: Key, loaded: Loaded, known: list[str], problems: list[Problem]
) -> Any:
    if isinstance(value, list):
        return [_expanded(item, (*key, i), loaded, known, problems) for i, item in enumerate(value)]
    if not isinstance(value, dict):
        return value
    if "ref" in value:
        return _shared(value, key, loaded, known, problems)
    return {
        name: _expanded(item, (*key, name), loaded, known, problems) for name, item in value.items()
    }


def _shared(
    value: dict[str, Any], key: Key, loaded: Loaded, known: list[str], problems: list[Problem]
) -> dict[str, Any]:
    name = str(value["ref"])
    if len(value) > 1:
        problems.append(loaded.problem("ref_not_alone", key, ref=name))
    if name not in known:
        problems.append(
            loaded.problem(
                "reference_unknown", key, id=name, section="inputs", hint=hint(name, known)
            )
        )
        return dict(_PLACEHOLDER)
    section, _, short = name.partition(".")
    quantity = loaded.data["inputs"][section][short]
    if not _is_valid(quantity):  # reported once, where it stands
        return dict(_PLACEHOLDER)
    written = quantity if isinstance(quantity, dict) else {"base": quantity}
    return {**written, "ref": name}


def without_references(loaded: Loaded) -> Loaded:
    """The document with a placeholder for each reference, whose inputs stand in a scenario."""
    return replace(loaded, data=_placeheld(loaded.data))


def _placeheld(value: Any) -> Any:
    if isinstance(value, dict):
        if set(value) == {"ref"}:
            return dict(_PLACEHOLDER)
        return {name: _placeheld(item) for name, item in value.items()}
    return [_placeheld(item) for item in value] if isinstance(value, list) else value


def _is_valid(quantity: Any) -> bool:
    try:
        Quantity.model_validate(quantity)
    except ValidationError:
        return False
    return True


def walk(value: Any, key: Key = ()) -> Iterator[tuple[Key, Any]]:
    """Every value of plain data with its key, parents first."""
    yield key, value
    if isinstance(value, dict):
        for name, item in value.items():
            yield from walk(item, (*key, name))
    elif isinstance(value, list):
        for i, item in enumerate(value):
            yield from walk(item, (*key, i))
