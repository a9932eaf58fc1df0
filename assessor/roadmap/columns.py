"""Columns, rows and linear expressions for a mixed-integer solver."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.optimize import Bounds, LinearConstraint

Floats = NDArray[np.float64]


@dataclass
class Linear:
    """A constant plus coefficients of columns."""

    terms: dict[int, float] = field(default_factory=dict)
    constant: float = 0.0

    def __add__(self, other: Linear) -> Linear:
        return Linear(dict(self.terms), self.constant).grow(other)

    def __sub__(self, other: Linear) -> Linear:
        return Linear(dict(self.terms), self.constant).grow(other, -1.0)

    def __neg__(self) -> Linear:
        return Linear().grow(self, -1.0)

    def grow(self, other: Linear, factor: float = 1.0) -> Linear:
        """Add a multiple of another expression in place."""
        for column, value in other.terms.items():
            self.terms[column] = self.terms.get(column, 0.0) + factor * value
        self.constant += factor * other.constant
        return self

    def coefficients(self, columns: int) -> Floats:
        """The coefficients of all columns."""
        dense = np.zeros(columns)
        for column, value in self.terms.items():
            dense[column] = value
        return dense

    def value(self, solution: Floats) -> float:
        """Value at a solution."""
        return self.constant + sum(value * float(solution[c]) for c, value in self.terms.items())


@dataclass
class Rows:
    """Columns from 0 to a limit, and rows `expression ≤ limit`."""

    upper: list[float] = field(default_factory=list)
    whole: list[int] = field(default_factory=list)
    expressions: list[Linear] = field(default_factory=list)
    limits: list[float] = field(default_factory=list)

    def column(self, *, upper: float = 1.0, whole: bool = False) -> Linear:
        """A new column from 0 to `upper`."""
        self.upper.append(upper)
        self.whole.append(int(whole))
        return Linear({len(self.upper) - 1: 1.0})

    def at_most(self, expression: Linear, limit: float) -> None:
        """Require expression ≤ limit, scaled so that its largest entry is 1."""
        size = max((abs(value) for value in expression.terms.values()), default=0.0)
        scale = 1.0 / size if size > 0 else 1.0
        self.expressions.append(Linear().grow(expression, scale))
        self.limits.append((limit - expression.constant) * scale)

    def at_least(self, expression: Linear, limit: float) -> None:
        """Require expression ≥ limit."""
        self.at_most(-expression, -limit)

    def within(self, smaller: Linear, larger: Linear) -> None:
        """Require smaller ≤ larger."""
        self.at_most(smaller - larger, 0.0)

    def bounds(self) -> Bounds:
        """Limits of the columns, as scipy takes them."""
        from scipy.optimize import Bounds

        return Bounds(np.zeros(len(self.upper)), np.asarray(self.upper))

    def constraint(self) -> LinearConstraint:
        """All rows, as scipy takes them."""
        from scipy.optimize import LinearConstraint
        from scipy.sparse import csr_array

        counts = [len(expression.terms) for expression in self.expressions]
        columns = [column for e in self.expressions for column in e.terms]
        values = [value for e in self.expressions for value in e.terms.values()]
        pointers = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])
        matrix = csr_array((values, columns, pointers), shape=(len(counts), len(self.upper)))
        return LinearConstraint(matrix, -np.inf, np.asarray(self.limits))
