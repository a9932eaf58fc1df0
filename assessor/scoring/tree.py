"""A tree of weighted criteria, evaluated over many worlds at once.

Numbers in, numbers out: the tree knows weights, operations and nothing of catalogues or answers.
A world is one column of credits; `nan` is a criterion that does not count in that world.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from assessor.scoring.operations import OPERATIONS, Floats

__all__ = ["Branch", "Floats", "Leaf", "Tree"]


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


@dataclass(frozen=True, slots=True)
class _Step:
    branch: Branch
    row: int
    columns: NDArray[np.intp]
    levels: NDArray[np.int64]
    vetoes: NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Tree:
    """A compiled tree: rows 0…n−1 are criteria, the rest are nodes, the root last."""

    root: Branch
    criteria: tuple[str, ...]
    nodes: tuple[str, ...]
    weights: Floats
    lowest: Floats
    highest: Floats
    row_of: Mapping[str, int]
    _steps: tuple[_Step, ...] = field(repr=False)

    @classmethod
    def of(cls, root: Branch) -> Tree:
        """Compile `root`.

        Raises
        ------
        ValueError
            Two criteria or two nodes share an id.
        """
        leaves, branches = list(root.leaves()), list(root.branches())
        leaf_rows = {leaf.id: row for row, leaf in enumerate(leaves)}
        branch_rows = {branch.id: len(leaves) + k for k, branch in enumerate(branches)}
        if len(leaf_rows) != len(leaves) or len(branch_rows) != len(branches):
            raise ValueError(f"ids are not unique below {root.id}")
        steps = tuple(_step(branch, leaf_rows, branch_rows) for branch in branches)
        own = [leaf.weight for leaf in leaves] + [branch.weight for branch in branches]
        weights = np.array(own, dtype=np.float64)
        shape = (root, tuple(leaf_rows), tuple(branch_rows), weights)
        bare = cls(*shape, weights, weights, {**branch_rows, **leaf_rows}, steps)
        span = bare.evaluate(np.array([[0.0, 1.0]] * len(leaves)).reshape(-1, 2))
        return cls(*shape, span[:, 0], span[:, 1], bare.row_of, steps)

    def evaluate(self, credits_by_world: Floats, weights: Floats | None = None) -> Floats:
        """Raw value of every criterion and node in every world.

        Parameters
        ----------
        credits_by_world
            Credits, shape (criteria, worlds); `nan` where a criterion does not count. [1]
        weights
            Other weights for every row, shape (rows,); the tree's own when absent. [1]

        Returns
        -------
        Values, shape (rows, worlds); `nan` for a node with nothing below that counts.
        """
        nominal = self.weights if weights is None else weights
        count, worlds = credits_by_world.shape
        values = np.empty((count + len(self._steps), worlds))
        values[:count] = credits_by_world
        for step in self._steps:
            values[step.row] = _join(step, values, nominal)
        return values

    def shares(self, present: NDArray[np.bool_], weights: Floats | None = None) -> Floats:
        """What part of the root hangs on every row, were all operations weighted means. [1]

        Parameters
        ----------
        present
            Which criteria count, shape (criteria,).
        weights
            As for `evaluate`.
        """
        nominal = self.weights if weights is None else weights
        alive = np.zeros(len(nominal), dtype=np.bool_)
        alive[: len(present)] = present
        for step in self._steps:
            alive[step.row] = bool(np.any(alive[step.columns]))
        shares = np.zeros(len(nominal))
        shares[-1] = 1.0 if alive[-1] else 0.0
        for step in reversed(self._steps):
            pull = self._pull(step, nominal) * alive[step.columns]
            total = pull.sum()
            if total > 0:
                shares[step.columns] = shares[step.row] * pull / total
        return shares

    def fraction(self, values: Floats, row: int) -> Floats:
        """`values` of one row on the scale from its lowest 0 to its highest 1."""
        low, high = float(self.lowest[row]), float(self.highest[row])
        if high == low:
            return values - low
        return (values - low) / (high - low)

    def _pull(self, step: _Step, weights: Floats) -> Floats:
        if step.branch.operation == "mean":
            return np.ones(len(step.columns))
        own = weights[step.columns]
        if step.branch.operation in {"sum", "deduct"}:
            return own * (self.highest[step.columns] - self.lowest[step.columns])
        return own


def _step(branch: Branch, leaf_rows: Mapping[str, int], branch_rows: Mapping[str, int]) -> _Step:
    rows = [
        leaf_rows[child.id] if isinstance(child, Leaf) else branch_rows[child.id]
        for child in branch.children
    ]
    levels = [child.level if isinstance(child, Leaf) else 0 for child in branch.children]
    vetoes = [leaf_rows[name] for name in branch.vetoed_by]
    return _Step(
        branch=branch,
        row=branch_rows[branch.id],
        columns=np.array(rows, dtype=np.intp),
        levels=np.array(levels, dtype=np.int64),
        vetoes=np.array(vetoes, dtype=np.intp),
    )


def _join(step: _Step, values: Floats, weights: Floats) -> Floats:
    branch = step.branch
    joined = OPERATIONS[branch.operation](
        values[step.columns], weights[step.columns], levels=step.levels, node=branch
    )
    if branch.steps:
        joined = _stepped(joined, branch.steps)
    if branch.ceiling is not None:
        joined = np.minimum(joined, branch.ceiling)
    if branch.bottom is not None:
        joined = np.maximum(joined, branch.bottom)
    if len(step.vetoes):
        failed = (values[step.vetoes] < branch.threshold).any(axis=0)
        joined = np.where(failed & ~np.isnan(joined), branch.bottom or 0.0, joined)
    return joined


def _stepped(values: Floats, steps: tuple[tuple[float, float], ...]) -> Floats:
    result = np.where(np.isnan(values), np.nan, 0.0)
    for least, value in sorted(steps):
        # a value meant to be 0.8 may arrive as 0.7999…97 from a sum of weights
        result = np.where(values >= least - 1e-12, value, result)
    return result
