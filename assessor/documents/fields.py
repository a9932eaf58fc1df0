"""Which keys a model allows at a location, for "did you mean"."""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel


def allowed_keys(model: type[BaseModel], location: Iterable[str | int]) -> list[str]:
    """Names that may stand in the mapping at `location` of a document of this model."""
    here: list[Any] = [model]
    for part in location:
        here = [below for annotation in here for below in _step(annotation, part)] or here
    models = [m for annotation in here for m in _models(annotation)]
    return sorted({name for m in models for name in _names(m)})


def _names(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield field.alias or name


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    for option in _options(annotation):
        if isinstance(option, type) and issubclass(option, BaseModel):
            yield option


def _options(annotation: Any) -> Iterator[Any]:
    """The alternatives of a union, seen through `Annotated`."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _options(get_args(annotation)[0])
    elif origin in {Union, types.UnionType}:
        for option in get_args(annotation):
            yield from _options(option)
    else:
        yield annotation


def _step(annotation: Any, part: str | int) -> Iterator[Any]:
    """What stands below one key of a location; the tag of a union steps nowhere."""
    for option in _options(annotation):
        origin, arguments = get_origin(option), get_args(option)
        if isinstance(option, type) and issubclass(option, BaseModel):
            for name, field in option.model_fields.items():
                if part in {name, field.alias}:
                    yield field.annotation
        elif origin in {list, tuple} and arguments and isinstance(part, int):
            yield arguments[0]
        elif origin is not None and len(arguments) == 2 and not isinstance(part, int):
            yield arguments[1]  # a mapping by id
