"""What a fragment changes in a scenario: each value before and after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assessor.quantities import Quantity
from assessor.scenario import Scenario

# What is new and replaces nothing: that a service follows a new profile is told at the service.
_NEW = frozenset({"sources", "profiles"})


@dataclass(frozen=True)
class Effect:
    """One value of the scenario that a measurement replaces."""

    path: str
    before: float | str | None
    """None where there was none."""
    after: float | str | None
    unit: str | None = None


def effects_of(before: Scenario, after: Scenario, patch: dict[str, Any]) -> tuple[Effect, ...]:
    """Values that differ, in the order of the fragment; new inputs change nothing by themselves."""
    found = []
    for name, part in patch.items():
        for path in () if name in _NEW else _paths(part, (name,)):
            old, new = _value(before, path), _value(after, path)
            if old != new and not (name == "inputs" and old is None):
                unit = new.unit if isinstance(new, Quantity) else None
                found.append(Effect(".".join(path), _plain(old), _plain(new), unit))
    return tuple(found)


def _paths(part: Any, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Places of the fragment that hold a value of the scenario."""
    if not isinstance(part, dict) or "base" in part or "ref" in part:
        yield path
        return
    for name, inner in part.items():
        yield from _paths(inner, (*path, str(name)))


def _value(scenario: Scenario, path: tuple[str, ...]) -> Any:
    here: Any = scenario
    for part in path:
        here = here.get(part) if isinstance(here, dict) else getattr(here, part, None)
        if here is None:
            return None
    return here


def _plain(value: Any) -> float | str | None:
    if isinstance(value, Quantity):
        return value.base
    if value is None or isinstance(value, float | str):
        return value
    return str(value)
