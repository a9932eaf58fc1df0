"""A catalogue under its rules, compiled: weights, tree, levels and what may bind.

Nothing here depends on an answer; one scheme serves every assessment and what-if.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from assessor.catalogue.labels import Confidence
from assessor.catalogue.model import Catalogue
from assessor.catalogue.rules import Rules, Selection
from assessor.scoring.growing import feature_id, grown_tree
from assessor.scoring.selecting import is_informative, level_of_row, selects
from assessor.scoring.tree import Floats, Tree


@dataclass(frozen=True, slots=True)
class Scheme:
    """A compiled scheme; rows run in the order of `tree.criteria`."""

    catalogue: Catalogue
    rules: Rules
    tree: Tree
    informative: NDArray[np.bool_]
    level_of: NDArray[np.int64]
    top_level: int
    features: frozenset[str]
    confidences: tuple[Confidence, ...]
    membership: NDArray[np.bool_] = field(repr=False)
    _below: Mapping[str, frozenset[str]] = field(repr=False)

    @property
    def criteria(self) -> tuple[str, ...]:
        """Ids of the rows."""
        return self.tree.criteria

    @property
    def weights(self) -> Floats:
        """Nominal weights of the rows. [1]"""
        return self.tree.weights[: len(self.criteria)]

    def selected(self, selection: Selection) -> NDArray[np.bool_]:
        """Rows that a selection binds: informative ones never."""
        chosen = [self._chosen(name, selection) for name in self.criteria]
        return np.array(chosen, dtype=np.bool_) & ~self.informative

    def below(self, node: str) -> frozenset[str]:
        """Ids of the criteria below a node; empty for one that does not exist."""
        return self._below.get(node, frozenset())

    def _chosen(self, name: str, selection: Selection) -> bool:
        in_place = selection.group is None or name in self.below(selection.group)
        return in_place and selects(selection, self.catalogue, name)


def build_scheme(catalogue: Catalogue, rules: Rules) -> Scheme:
    """Compile a catalogue under rules.

    Raises
    ------
    ValueError
        The rules name nodes that form a cycle, or a node twice.
    """
    level_of = {name: level_of_row(catalogue, rules, name) for name in catalogue.criteria}
    tree = Tree.of(grown_tree(catalogue, rules, level_of))
    informative = [is_informative(catalogue, rules, name) for name in tree.criteria]
    levels = [level_of[name] for name in tree.criteria]
    binding = np.where(informative, 0, np.array(levels, dtype=np.int64))
    declared = [rule.to for rule in rules.levels.assign] + list(rules.levels.titles)
    by_node = {
        branch.id: frozenset(leaf.id for leaf in branch.leaves()) for branch in tree.root.branches()
    }
    return Scheme(
        catalogue=catalogue,
        rules=rules,
        tree=tree,
        informative=np.array(informative, dtype=np.bool_),
        level_of=binding,
        top_level=max([*declared, *binding.tolist()], default=0),
        features=_features(catalogue, rules),
        confidences=tuple(catalogue.criteria[name].effective_confidence for name in tree.criteria),
        membership=_membership(tree, by_node),
        _below=_with_prefixes(by_node, catalogue),
    )


def _features(catalogue: Catalogue, rules: Rules) -> frozenset[str]:
    if rules.aggregate.features is None:
        return frozenset()
    rows = catalogue.criteria.values()
    return frozenset(feature_id(row.group, row.feature.en) for row in rows if row.feature)


def _membership(tree: Tree, by_node: Mapping[str, frozenset[str]]) -> NDArray[np.bool_]:
    """Which rows stand below each node but the root, shape (nodes − 1, rows)."""
    inside = np.zeros((len(tree.nodes) - 1, len(tree.criteria)), dtype=np.bool_)
    for row, node in enumerate(tree.nodes[:-1]):
        inside[row, [tree.row_of[name] for name in by_node[node]]] = True
    return inside


def _with_prefixes(
    by_node: Mapping[str, frozenset[str]], catalogue: Catalogue
) -> dict[str, frozenset[str]]:
    """Nodes, and also groups and heads of dotted group ids that are no node of their own."""
    found: dict[str, set[str]] = {name: set(rows) for name, rows in by_node.items()}
    for name, row in catalogue.criteria.items():
        parts = row.group.split(".")
        for length in range(1, len(parts) + 1):
            found.setdefault(".".join(parts[:length]), set()).add(name)
    return {name: frozenset(rows) for name, rows in found.items()}
