"""`applies_if`: conditions over profile attributes, three-valued, never evaluated as code.

An attribute that nobody recorded is unknown, and the logic is Kleene's: `false and unknown` is
false, `true and unknown` is unknown. The grammar is in `condition_syntax`.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from assessor.catalogue.condition_syntax import (
    And,
    Comparison,
    ConditionError,
    Constant,
    Name,
    Node,
    Not,
    Operand,
    Or,
    parse,
)

__all__ = [
    "Attributes",
    "Comparison",
    "Condition",
    "ConditionError",
    "Constant",
    "Name",
    "Truth",
    "Value",
    "parse_condition",
]

Value = bool | int | float | str
Attributes = Mapping[str, Value | None]
Truth = bool | None

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_ORDERED = frozenset({"<", "<=", ">", ">="})


@dataclass(frozen=True, slots=True)
class Condition:
    """A parsed condition."""

    text: str
    node: Node

    @property
    def names(self) -> frozenset[str]:
        """The attributes it asks about."""
        return frozenset(_names(self.node))

    @property
    def comparisons(self) -> tuple[Comparison, ...]:
        """Every comparison in it."""
        return tuple(part for part in _parts(self.node) if isinstance(part, Comparison))

    @property
    def claims(self) -> frozenset[str]:
        """The attributes it reads as yes or no."""
        return frozenset(part.name for part in _parts(self.node) if isinstance(part, Name))

    def holds(self, attributes: Attributes) -> Truth:
        """True, false, or none where an unrecorded attribute decides."""
        return _truth(self.node, attributes)


@lru_cache(maxsize=1024)
def parse_condition(text: str) -> Condition:
    """Read a condition.

    Raises
    ------
    ConditionError
        The text is outside the grammar.
    """
    return Condition(text, parse(text))


def _parts(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, Not):
        yield from _parts(node.term)
    elif isinstance(node, (And, Or)):
        for term in node.terms:
            yield from _parts(term)


def _names(node: Node) -> Iterator[str]:
    for part in _parts(node):
        if isinstance(part, Name):
            yield part.name
        elif isinstance(part, Comparison):
            yield from (side.name for side in (part.left, part.right) if isinstance(side, Name))


def _truth(node: Node, attributes: Attributes) -> Truth:
    if isinstance(node, Name):
        value = attributes.get(node.name)
        return None if value is None else bool(value)
    if isinstance(node, Comparison):
        return _compared(node, attributes)
    if isinstance(node, Not):
        inner = _truth(node.term, attributes)
        return None if inner is None else not inner
    deciding = isinstance(node, Or)
    truths = [_truth(term, attributes) for term in node.terms]
    if deciding in truths:
        return deciding
    return None if None in truths else not deciding


def _compared(node: Comparison, attributes: Attributes) -> Truth:
    left, right = (_value(side, attributes) for side in (node.left, node.right))
    if left is None or right is None:
        return None
    if isinstance(left, str) != isinstance(right, str):
        return None if node.relation in _ORDERED else node.relation == "!="
    return _COMPARE[node.relation](left, right)


def _value(side: Operand, attributes: Attributes) -> Value | None:
    return attributes.get(side.name) if isinstance(side, Name) else side.value
