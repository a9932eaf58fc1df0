"""`applies_if`: a closed grammar over profile attributes, three-valued, never evaluated as code.

```
or    := and ("or" and)*
and   := not ("and" not)*
not   := "not" not | "(" or ")" | operand [("==" | "!=" | "<" | "<=" | ">" | ">=") operand]
operand := identifier | integer | "string"
```

An attribute that nobody recorded is unknown, and the logic is Kleene's: `false and unknown` is
false, `true and unknown` is unknown.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

Value = bool | int | float | str
Attributes = Mapping[str, Value | None]
Truth = bool | None

_TOKEN = re.compile(
    r"\s*(?:(?P<integer>-?\d+)|(?P<string>\"[^\"]*\"|'[^']*')"
    r"|(?P<symbol>==|!=|<=|>=|<|>|\(|\))|(?P<name>[A-Za-z_]\w*))"
)
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_ORDERED = frozenset({"<", "<=", ">", ">="})


class ConditionError(ValueError):
    """A condition outside the grammar, with the column where it leaves it."""

    def __init__(self, text: str, column: int) -> None:
        self.text = text
        self.column = column
        super().__init__(f"{text!r} cannot be read from column {column}")


@dataclass(frozen=True, slots=True)
class Name:
    """A profile attribute."""

    name: str


@dataclass(frozen=True, slots=True)
class Constant:
    """An integer or a string."""

    value: int | str


Operand = Name | Constant


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two operands and a relation."""

    left: Operand
    relation: str
    right: Operand


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite; unknown stays unknown."""

    term: Node


@dataclass(frozen=True, slots=True)
class And:
    """All of its terms."""

    terms: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of its terms."""

    terms: tuple[Node, ...]


Node = Name | Comparison | Not | And | Or


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
    return Condition(text, _Parser(text).condition())


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    column: int


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    end = len(text.rstrip())
    while at < end:
        found = _TOKEN.match(text, at)
        if found is None or found.lastgroup is None:
            raise ConditionError(text, len(text) - len(text[at:].lstrip()) + 1)
        word = found[found.lastgroup]
        kind = word if word in {"and", "or", "not"} else found.lastgroup
        yield _Token(kind, word, found.start(found.lastgroup) + 1)
        at = found.end()


class _Parser:
    """Recursive descent over the tokens of one condition."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(_tokens(text))
        self.at = 0

    def condition(self) -> Node:
        node = self.any_of()
        if self.at < len(self.tokens):
            raise self.error()
        return node

    def any_of(self) -> Node:
        terms = [self.all_of()]
        while self.taken("or"):
            terms.append(self.all_of())
        return terms[0] if len(terms) == 1 else Or(tuple(terms))

    def all_of(self) -> Node:
        terms = [self.term()]
        while self.taken("and"):
            terms.append(self.term())
        return terms[0] if len(terms) == 1 else And(tuple(terms))

    def term(self) -> Node:
        if self.taken("not"):
            return Not(self.term())
        if self.taken_symbol("("):
            inner = self.any_of()
            if not self.taken_symbol(")"):
                raise self.error()
            return inner
        return self.claim_or_comparison()

    def claim_or_comparison(self) -> Node:
        left = self.operand()
        token = self.peek()
        if token is not None and token.kind == "symbol" and token.text in _COMPARE:
            self.at += 1
            return Comparison(left, token.text, self.operand())
        if isinstance(left, Constant):
            raise self.error()
        return left

    def operand(self) -> Operand:
        token = self.peek()
        if token is None or token.kind not in {"name", "integer", "string"}:
            raise self.error()
        self.at += 1
        if token.kind == "name":
            return Name(token.text)
        return Constant(int(token.text) if token.kind == "integer" else token.text[1:-1])

    def peek(self) -> _Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def taken(self, kind: str) -> bool:
        token = self.peek()
        found = token is not None and token.kind == kind
        self.at += found
        return found

    def taken_symbol(self, symbol: str) -> bool:
        token = self.peek()
        found = token is not None and token.kind == "symbol" and token.text == symbol
        self.at += found
        return found

    def error(self) -> ConditionError:
        token = self.peek()
        return ConditionError(self.text, len(self.text) + 1 if token is None else token.column)


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
