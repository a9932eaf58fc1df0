"""Results as contract JSON: stable order, no clock, absent is null."""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from pathlib import PurePath
from typing import Any

from pydantic import BaseModel


def to_jsonable(value: Any) -> Any:
    """Plain data for JSON; infinite and undefined numbers become null."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, BaseModel):
        return to_jsonable(value.model_dump(mode="python"))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = dataclasses.fields(value)
        return {field.name: to_jsonable(getattr(value, field.name)) for field in fields}
    if isinstance(value, Mapping):
        return {_key(key): to_jsonable(item) for key, item in value.items()}
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum | PurePath):
        return str(value.value) if isinstance(value, Enum) else str(value)
    if isinstance(value, set | frozenset):
        return [to_jsonable(item) for item in sorted(value)]
    if isinstance(value, list | tuple):
        return [to_jsonable(item) for item in value]
    if hasattr(value, "tolist"):  # numpy arrays and scalars, without importing numpy
        return to_jsonable(value.tolist())
    raise TypeError(f"no JSON for {type(value).__name__}")


def _key(key: Any) -> str:
    # a quantile as a key is written as people write it: "0.95"
    return format(key, "g") if isinstance(key, float) else str(key)


def to_json(value: Any, *, indent: int | None = 2) -> str:
    """One JSON document; the same value gives the same bytes."""
    return json.dumps(to_jsonable(value), ensure_ascii=False, indent=indent, allow_nan=False)
