"""Every quantity of a scenario with its path, for checks, draws and the list of assumptions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from assessor.documents.loading import Key
from assessor.quantities import Quantity

# A model's own steps: field name on the object, key in the document.
Step = tuple[str | int, str | int]


def walk_quantities(
    model: BaseModel, steps: tuple[Step, ...] = ()
) -> Iterator[tuple[tuple[Step, ...], Quantity, bool]]:
    """Each quantity with the steps to it, and whether it is a choice that owes no provenance."""
    for name, field in type(model).model_fields.items():
        step: Step = (name, field.alias or name)
        yield from _below(getattr(model, name), (*steps, step), is_choice(field))


def _below(
    value: Any, steps: tuple[Step, ...], choice: bool
) -> Iterator[tuple[tuple[Step, ...], Quantity, bool]]:
    if isinstance(value, Quantity):
        yield steps, value, choice
    elif isinstance(value, BaseModel):
        yield from walk_quantities(value, steps)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _below(item, (*steps, (name, name)), choice)
    elif isinstance(value, tuple | list):
        for i, item in enumerate(value):
            yield from _below(item, (*steps, (i, i)), choice)


def is_choice(field: FieldInfo) -> bool:
    """True where the field's number is a choice and owes no provenance."""
    extra = field.json_schema_extra
    return isinstance(extra, dict) and bool(extra.get("choice"))


def key_of(steps: tuple[Step, ...]) -> Key:
    """The quantity's key in the document."""
    return tuple(written for _, written in steps)


def dotted(key: Key) -> str:
    """A key as people write it: `services.online-dossiers.growth_per_year`."""
    return ".".join(str(part) for part in key)


def quantity_at(model: BaseModel, path: str) -> Quantity:
    """The quantity at a dotted path; `section.name` also finds `inputs.section.name`.

    Raises
    ------
    KeyError
        Nothing stands there, or it is no quantity.
    """
    for key in (path, f"inputs.{path}"):
        found = _at(model, key.split("."))
        if isinstance(found, Quantity):
            return found
    raise KeyError(path)


def _at(here: Any, parts: list[str]) -> Any:
    for part in parts:
        here = _step_into(here, part)
        if here is None:
            return None
    return here


def _step_into(here: Any, part: str) -> Any:
    if isinstance(here, BaseModel):
        for name, field in type(here).model_fields.items():
            if part in {name, field.alias}:
                return getattr(here, name)
        return None
    if isinstance(here, dict):
        return here.get(part)
    if isinstance(here, tuple | list) and part.isdigit() and int(part) < len(here):
        return here[int(part)]
    return None
