"""A tree of weighted criteria, evaluated over many worlds at once.

Numbers in, numbers out: the tree knows weights, operations and nothing of catalogues or answers.
A world is one column of credits; `nan` is a criterion that does not count in that world.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from assessor.scoring.branches import Branch, Leaf
from assessor.scoring.operations import Floats
from assessor.scoring.storeys import Storey, step_of, storeys_of

__all__ = ["Branch", "Floats", "Leaf", "Tree"]


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
    _storeys: tuple[Storey, ...] = field(repr=False)

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
        steps = [step_of(branch, leaf_rows, branch_rows) for branch in branches]
        storeys = storeys_of(steps)
        own = [leaf.weight for leaf in leaves] + [branch.weight for branch in branches]
        weights = np.array(own, dtype=np.float64)
        shape = (root, tuple(leaf_rows), tuple(branch_rows), weights)
        bare = cls(*shape, weights, weights, {**branch_rows, **leaf_rows}, storeys)
        span = bare.evaluate(np.array([[0.0, 1.0]] * len(leaves)).reshape(-1, 2))
        return cls(*shape, span[:, 0], span[:, 1], bare.row_of, storeys)

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
        values = np.empty((count + len(self.nodes), worlds))
        values[:count] = credits_by_world
        for storey in self._storeys:
            storey.fill(values, nominal)
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
        spans = self.highest - self.lowest
        alive = np.zeros(len(nominal), dtype=np.bool_)
        alive[: len(present)] = present
        for storey in self._storeys:
            alive[storey.rows] = np.logical_or.reduceat(alive[storey.columns], storey.starts)
        shares = np.zeros(len(nominal))
        shares[-1] = 1.0 if alive[-1] else 0.0
        for storey in reversed(self._storeys):
            storey.hand_down(shares, storey.pulls(nominal, spans) * alive[storey.columns])
        return shares

    def fraction(self, values: Floats, row: int) -> Floats:
        """`values` of one row on the scale from its lowest 0 to its highest 1."""
        low, high = float(self.lowest[row]), float(self.highest[row])
        if high == low:
            return values - low
        return (values - low) / (high - low)
