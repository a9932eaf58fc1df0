"""A tree laid out by height, so that the averages of one storey are taken together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessor.scoring.branches import Branch, Leaf
from assessor.scoring.operations import OPERATIONS, Floats

_AVERAGES = frozenset({"weighted_mean", "mean"})


@dataclass(frozen=True, slots=True)
class Step:
    """One node with the rows of its children, and of the criteria that veto it."""

    branch: Branch
    row: int
    columns: NDArray[np.intp]
    levels: NDArray[np.int64]
    vetoes: NDArray[np.intp]

    @property
    def is_plain_average(self) -> bool:
        """True where the node is a mean and nothing else."""
        bounded = self.branch.ceiling is not None or self.branch.bottom is not None
        plain = not self.branch.steps and not bounded and not len(self.vetoes)
        return plain and self.branch.operation in _AVERAGES and len(self.columns) > 0

    def value(self, values: Floats, weights: Floats) -> Floats:
        """The node in every world."""
        branch = self.branch
        joined = OPERATIONS[branch.operation](
            values[self.columns], weights[self.columns], levels=self.levels, node=branch
        )
        if branch.steps:
            joined = _stepped(joined, branch.steps)
        if branch.ceiling is not None:
            joined = np.minimum(joined, branch.ceiling)
        if branch.bottom is not None:
            joined = np.maximum(joined, branch.bottom)
        if len(self.vetoes):
            failed = (values[self.vetoes] < branch.threshold).any(axis=0)
            joined = np.where(failed & ~np.isnan(joined), branch.bottom or 0.0, joined)
        return joined


@dataclass(frozen=True, slots=True)
class Storey:
    """Nodes of one height: their children's rows end to end, `starts` where each begins."""

    steps: tuple[Step, ...]
    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    starts: NDArray[np.intp]
    sizes: NDArray[np.intp]
    weighted: NDArray[np.bool_]
    summed: NDArray[np.bool_]
    averages: bool

    def fill(self, values: Floats, weights: Floats) -> None:
        """Write the value of every node of the storey, in every world."""
        if not self.averages:
            for step in self.steps:
                values[step.row] = step.value(values, weights)
            return
        below = values[self.columns]
        present = ~np.isnan(below)
        pull = self._own(weights)[:, np.newaxis] * present
        total = np.add.reduceat(pull, self.starts, axis=0)
        joined = np.add.reduceat(pull * np.where(present, below, 0.0), self.starts, axis=0)
        means = np.full(total.shape, np.nan)
        np.divide(joined, total, out=means, where=total > 0)
        values[self.rows] = means

    def pulls(self, weights: Floats, spans: Floats) -> Floats:
        """How strongly every child draws on its node, shape (columns,)."""
        own = self._own(weights)
        return np.where(self.summed, own * spans[self.columns], own)

    def _own(self, weights: Floats) -> Floats:
        own = weights[self.columns]
        return np.where(self.weighted, own, (own > 0).astype(np.float64))

    def hand_down(self, shares: Floats, pulls: Floats) -> None:
        """Give every child its part of its node's share."""
        total = np.add.reduceat(pulls, self.starts)
        per_pull = np.divide(shares[self.rows], total, out=np.zeros_like(total), where=total > 0)
        shares[self.columns] = pulls * np.repeat(per_pull, self.sizes)


def step_of(branch: Branch, leaf_rows: Mapping[str, int], branch_rows: Mapping[str, int]) -> Step:
    """One node as rows.

    Raises
    ------
    ValueError
        The node has no children.
    """
    if not branch.children:
        raise ValueError(f"the node {branch.id} has nothing below it")
    rows = [
        leaf_rows[child.id] if isinstance(child, Leaf) else branch_rows[child.id]
        for child in branch.children
    ]
    levels = [child.level if isinstance(child, Leaf) else 0 for child in branch.children]
    vetoes = [leaf_rows[name] for name in branch.vetoed_by]
    return Step(
        branch=branch,
        row=branch_rows[branch.id],
        columns=np.array(rows, dtype=np.intp),
        levels=np.array(levels, dtype=np.int64),
        vetoes=np.array(vetoes, dtype=np.intp),
    )


def storeys_of(steps: Sequence[Step]) -> tuple[Storey, ...]:
    """Nodes sorted by height, children before parents; plain averages of one height together."""
    height: dict[int, int] = {}
    for step in steps:
        height[step.row] = 1 + max(height.get(int(row), 0) for row in step.columns)
    keys = sorted({(height[step.row], step.is_plain_average) for step in steps})
    by_key = {
        key: [step for step in steps if (height[step.row], step.is_plain_average) == key]
        for key in keys
    }
    return tuple(_storey(tuple(found), averages=key[1]) for key, found in by_key.items())


def _storey(steps: tuple[Step, ...], *, averages: bool) -> Storey:
    sizes = np.array([len(step.columns) for step in steps], dtype=np.intp)
    operations = [step.branch.operation for step in steps]
    weighted = np.array([name != "mean" for name in operations], dtype=np.bool_)
    summed = np.array([name in {"sum", "deduct"} for name in operations], dtype=np.bool_)
    return Storey(
        steps=steps,
        rows=np.array([step.row for step in steps], dtype=np.intp),
        columns=np.concatenate([step.columns for step in steps]),
        starts=np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.intp),
        sizes=sizes,
        weighted=np.repeat(weighted, sizes),
        summed=np.repeat(summed, sizes),
        averages=averages,
    )


def _stepped(values: Floats, steps: tuple[tuple[float, float], ...]) -> Floats:
    result = np.where(np.isnan(values), np.nan, 0.0)
    for least, value in sorted(steps):
        # a value meant to be 0.8 may arrive as 0.7999…97 from a sum of weights
        result = np.where(values >= least - 1e-12, value, result)
    return result
