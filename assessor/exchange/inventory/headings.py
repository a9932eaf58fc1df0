"""The row of headings of a sheet that no known tool wrote: one row, or two with merged cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assessor.exchange.cells import Broken, Formula
from assessor.exchange.grid import Row
from assessor.exchange.inventory.fields import HOST_FIELDS, MACHINE_FIELDS, Field, meant
from assessor.exchange.inventory.understanding import clean
from assessor.text import fold

HEADING_WITHIN = 30  # rows from the top in which the row of headings must stand
_ENOUGH = 3  # headings that make a row the row of headings


@dataclass(frozen=True, slots=True)
class Headings:
    """What heads each column, and the last row that belongs to it."""

    position: int
    texts: tuple[str, ...]
    kind: str


def headings_at(rows: Sequence[Row], position: int, chosen: frozenset[str]) -> Headings | None:
    """The headings that stand in a row, joined with the row above or below where both belong.

    Parameters
    ----------
    chosen
        Folded headings that the mapping names.
    """
    own = texts_of(rows[position])
    found = [_headings(position, own, chosen)]
    if position and _adjacent(rows, position - 1):
        above = texts_of(rows[position - 1])
        found.append(_headings(position, _joined(own, above), chosen))
    if position + 1 < len(rows) and _adjacent(rows, position):
        below = texts_of(rows[position + 1])
        # a row of data names no columns
        if len(_fields(below, MACHINE_FIELDS)) >= 2:
            found.append(_headings(position + 1, _joined(below, own), chosen))
    kept = [one for one in found if one is not None]
    return max(kept, key=lambda one: len(_fields(one.texts, MACHINE_FIELDS)), default=None)


def texts_of(row: Row) -> tuple[str, ...]:
    """The cells of a row as headings."""
    return tuple(
        "" if cell is None or isinstance(cell, Formula | Broken) else clean(cell)
        for cell in row.cells
    )


def _adjacent(rows: Sequence[Row], position: int) -> bool:
    return rows[position + 1].number == rows[position].number + 1


def _joined(lower: Sequence[str], upper: Sequence[str]) -> tuple[str, ...]:
    """A cell merged over both rows leaves its words in the upper one."""
    width = max(len(lower), len(upper))
    low = [*lower, *[""] * (width - len(lower))]
    high = [*upper, *[""] * (width - len(upper))]
    return tuple(one or other for one, other in zip(low, high, strict=True))


def _headings(position: int, texts: tuple[str, ...], chosen: frozenset[str]) -> Headings | None:
    kind = _kind(texts, chosen)
    return Headings(position, texts, kind) if kind else None


def _kind(texts: Sequence[str], chosen: frozenset[str]) -> str:
    """What the headings head; nothing where they head no table of ours."""
    found, hosts = _fields(texts, MACHINE_FIELDS), _fields(texts, HOST_FIELDS)
    by_mapping = len(chosen.intersection(fold(text).strip() for text in texts))
    if {"name", "cores"} <= hosts and "name" not in found and not by_mapping:
        return "hosts"
    size = {"vcpu", "memory"} & found
    named = "name" in found
    enough = by_mapping >= 2 or (named and size) or len(found) + by_mapping >= _ENOUGH
    return "machines" if enough and (named or size or by_mapping) else ""


def _fields(texts: Sequence[str], fields: tuple[Field, ...]) -> set[str]:
    """Fields that the texts name word for word."""
    return {one.key for text in texts if text and (one := meant(text, fields)[0]) is not None}
