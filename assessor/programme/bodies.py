"""The tree of bodies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assessor.programme.model import Programme, Unit


def leading_units(programme: Programme) -> list[str]:
    """Bodies whose heads answer for monitoring and leadership."""
    return [name for name, unit in programme.units.items() if unit.leads]


def count_of(units: Mapping[str, Unit], kinds: Iterable[str]) -> int:
    """Bodies of some kinds, groups counted with their members."""
    wanted = set(kinds)
    return sum(unit.count for unit in units.values() if unit.kind in wanted)


def units_below(units: Mapping[str, Unit], parent: str | None) -> list[str]:
    """Bodies directly below another, in file order."""
    return [name for name, unit in units.items() if unit.parent == parent]
