"""The closed grammar of `applies_if`, read into a tree.

```
or    := and ("or" and)*
and   := not ("and" not)*
not   := "not" not | "(" or ")" | operand [("==" | "!=" | "<" | "<=" | ">" | ">=") operand]
operand := identifier | integer | "string"
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"\s*(?:(?P<integer>-?\d+)|(?P<string>\"[^\"]*\"|'[^']*')"
    r"|(?P<symbol>==|!=|<=|>=|<|>|\(|\))|(?P<name>[A-Za-z_]\w*))"
)
DEPTH_LIMIT = 50
RELATIONS = frozenset({"==", "!=", "<", "<=", ">", ">="})


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


def parse(text: str) -> Node:
    """The tree of a condition.

    Raises
    ------
    ConditionError
        The text is outside the grammar.
    """
    return _Parser(text).condition()


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
        self.depth = 0

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
        # a hostile file must end in a problem, not in Python's own recursion limit
        if self.depth == DEPTH_LIMIT:
            raise self.error()
        self.depth += 1
        node = self.inner_term()
        self.depth -= 1
        return node

    def inner_term(self) -> Node:
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
        if token is not None and token.kind == "symbol" and token.text in RELATIONS:
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
