"""The parts a tree is written in: criteria and the nodes that join them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Leaf:
    """One criterion: its weight among its siblings and the level that asks for it."""

    id: str
    weight: float = 1.0
    level: int = 0


@dataclass(frozen=True, slots=True)
class Branch:
    """A node that joins its children by one operation.

    `start` is where deductions begin, `epsilon` the least value of a geometric mean, `threshold`
    the credit that counts as met for `all` and `level`. `steps` maps the joined value to
    `(at least, value)` pairs, highest first, `ceiling` and `bottom` bound it. `vetoed_by` names
    criteria whose failing sets the node to its lowest value.
    """

    id: str
    operation: str
    children: tuple[Leaf | Branch, ...]
    weight: float = 1.0
    start: float = 0.0
    epsilon: float = 1e-3
    threshold: float = 1.0
    steps: tuple[tuple[float, float], ...] = ()
    ceiling: float | None = None
    bottom: float | None = None
    vetoed_by: tuple[str, ...] = ()

    def leaves(self) -> Iterator[Leaf]:
        """Every criterion below, in order."""
        for child in self.children:
            if isinstance(child, Leaf):
                yield child
            else:
                yield from child.leaves()

    def branches(self) -> Iterator[Branch]:
        """Every node below and this one, children first."""
        for child in self.children:
            if isinstance(child, Branch):
                yield from child.branches()
        yield self
