"""A catalogue under its rules, compiled: weights, tree, levels and what may bind.

Nothing here depends on an answer; one scheme serves every assessment and what-if.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from assessor.catalogue.labels import Confidence
from assessor.catalogue.model import Catalogue, Criterion
from assessor.catalogue.rules import NodeRule, Rules, Selection
from assessor.scoring.tree import Branch, Floats, Leaf, Tree


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


def selects(selection: Selection, catalogue: Catalogue, name: str) -> bool:
    """True where a row fulfils every condition of a selection other than its group."""
    row = catalogue.criteria[name]
    return (
        (not selection.criteria or name in selection.criteria)
        and (not selection.obligation or row.obligation in selection.obligation)
        and (not selection.confidence or row.effective_confidence in selection.confidence)
        and (selection.level is None or row.level == selection.level)
        and (selection.catalogue is None or catalogue.catalogue_of(name) == selection.catalogue)
    )


def build_scheme(catalogue: Catalogue, rules: Rules) -> Scheme:
    """Compile a catalogue under rules.

    Raises
    ------
    ValueError
        The rules name nodes that form a cycle, or a node twice.
    """
    level_of = {name: level_of_row(catalogue, rules, name) for name in catalogue.criteria}
    tree = Tree.of(_root(catalogue, rules, level_of))
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


def is_informative(catalogue: Catalogue, rules: Rules, name: str) -> bool:
    """True for a row that is shown and asked but binds nothing."""
    row = catalogue.criteria[name]
    unscored = catalogue.groups[row.group].unscored
    by_obligation = rules.weights.obligation.get(row.obligation, 0.0) == 0.0
    own_weight = name in rules.weights.criteria or rules.weights.source != "own"
    trusted = row.effective_confidence in rules.provenance.scored
    return unscored or not trusted or (by_obligation and not own_weight)


def level_of_row(catalogue: Catalogue, rules: Rules, name: str) -> int:
    """The level that asks for a row; 0 where none does."""
    row = catalogue.criteria[name]
    if rules.levels.by_criterion:
        return (row.level or 0) if row.obligation in rules.levels.obligation else 0
    for rule in rules.levels.assign:
        in_group = rule.group is None or row.group == rule.group
        if in_group and selects(rule, catalogue, name):
            return rule.to
    return 0


def weight_of_row(catalogue: Catalogue, rules: Rules, name: str) -> float:
    """Nominal weight of a row among its siblings. [1]"""
    row, weights = catalogue.criteria[name], rules.weights
    if is_informative(catalogue, rules, name):
        return 0.0
    if name in weights.criteria:
        return weights.criteria[name]
    if weights.source == "max_points":
        return row.max_points or 0.0
    if weights.source == "equal":
        return 1.0
    return _own_weight(row, rules)


def _own_weight(row: Criterion, rules: Rules) -> float:
    by_obligation = rules.weights.obligation.get(row.obligation, 0.0)
    return by_obligation if row.weight is None else row.weight


def _root(catalogue: Catalogue, rules: Rules, level_of: Mapping[str, int]) -> Branch:
    builder = _Builder(catalogue, rules, level_of)
    if rules.aggregate.shape == "written":
        return builder.written(_written_root(rules), 1.0, ())
    return builder.grown()


def _written_root(rules: Rules) -> str:
    """The one node that stands below no other."""
    nodes = rules.aggregate.nodes
    below = {child for node in nodes.values() for child in node.children or {}}
    roots = [name for name in nodes if name not in below]
    if len(roots) != 1:
        raise ValueError(f"a written tree needs one root, found {', '.join(roots) or 'none'}")
    return roots[0]


class _Builder:
    """Grows the tree of one catalogue under one set of rules."""

    def __init__(self, catalogue: Catalogue, rules: Rules, level_of: Mapping[str, int]) -> None:
        self.catalogue, self.rules, self.level_of = catalogue, rules, level_of
        self.rows: dict[str, list[str]] = {group: [] for group in catalogue.groups}
        for name, row in catalogue.criteria.items():
            self.rows[row.group].append(name)

    def grown(self) -> Branch:
        """The tree of the catalogue's own groups."""
        children = self._children()
        return self._branch(self.catalogue.id, 0, children, 1.0)

    def written(self, name: str, weight: float, above: tuple[str, ...]) -> Branch:
        """The tree as the rules spell it out."""
        if name in above:
            raise ValueError(f"the node {name} stands below itself: {' › '.join(above)}")
        rule = self.rules.aggregate.nodes[name]
        children = [
            self.written(child, share, (*above, name))
            if child in self.rules.aggregate.nodes
            else self._leaf(child, share)
            for child, share in (rule.children or {}).items()
        ]
        return _branch(name, rule, children, weight)

    def _children(self) -> list[Leaf | Branch]:
        shape = self.rules.aggregate.shape
        if shape == "flat":
            return [self._leaf(name) for name in self.catalogue.criteria]
        if shape == "nested":
            return self._nested("", tuple(self.rows), 1)
        if not self.catalogue.includes:
            return [self._group(group, 1) for group in self.rows if self.rows[group]]
        return [self._included(name) for name in self.catalogue.includes]

    def _included(self, name: str) -> Branch:
        own = [group for group in self.rows if group.partition(".")[0] == name]
        groups = [self._group(group, 2) for group in own if self.rows[group]]
        return self._branch(name, 1, groups, self.rules.weights.groups.get(name, 1.0))

    def _nested(self, prefix: str, groups: tuple[str, ...], depth: int) -> list[Leaf | Branch]:
        """One branch for each next part of the dotted ids below `prefix`."""
        children: list[Leaf | Branch] = []
        start = len(prefix) + 1 if prefix else 0
        heads = dict.fromkeys(group[start:].partition(".")[0] for group in groups)
        for head in heads:
            name = f"{prefix}.{head}" if prefix else head
            inner = tuple(group for group in groups if group.startswith(f"{name}."))
            own = self._leaves(name) if name in self.rows else []
            below = [*own, *(self._nested(name, inner, depth + 1) if inner else [])]
            if below:
                children.append(self._branch(name, depth, below, self._weight(name)))
        return children

    def _group(self, group: str, depth: int) -> Branch:
        leaves = self._leaves(group)
        return self._branch(group, depth, leaves, self._weight(group, len(leaves)))

    def _leaves(self, group: str) -> list[Leaf | Branch]:
        features = self.rules.aggregate.features
        leaves: list[Leaf | Branch] = []
        by_feature: dict[str, list[Leaf]] = {}
        for name in self.rows[group]:
            feature = self.catalogue.criteria[name].feature
            if features is None or feature is None:
                leaves.append(self._leaf(name))
            else:
                by_feature.setdefault(feature.en, []).append(self._leaf(name))
        for feature_name, members in by_feature.items():
            rule = features or NodeRule()
            leaves.append(_branch(feature_id(group, feature_name), rule, members, 1.0))
        return leaves

    def _branch(
        self, name: str, depth: int, children: Iterable[Leaf | Branch], weight: float
    ) -> Branch:
        aggregate = self.rules.aggregate
        by_depth = aggregate.by_depth[min(depth, len(aggregate.by_depth) - 1)]
        rule = aggregate.nodes.get(name, by_depth)
        known = tuple(veto for veto in rule.vetoed_by if veto in self.catalogue.criteria)
        return _branch(name, rule.model_copy(update={"vetoed_by": known}), children, weight)

    def _leaf(self, name: str, weight: float | None = None) -> Leaf:
        own = weight_of_row(self.catalogue, self.rules, name)
        if weight is not None and not is_informative(self.catalogue, self.rules, name):
            own = weight
        return Leaf(name, own, self.level_of[name] or self.catalogue.criteria[name].level or 0)

    def _weight(self, group: str, size: int = 1) -> float:
        given = self.rules.weights.groups.get(group)
        if given is not None:
            return given
        if self.rules.weights.by_size:
            return float(size)
        known = self.catalogue.groups.get(group)
        return 1.0 if known is None or known.weight is None else known.weight


def feature_id(group: str, feature: str) -> str:
    """Id of the node that joins the rows of one feature."""
    return f"{group} › {feature}"


def _features(catalogue: Catalogue, rules: Rules) -> frozenset[str]:
    if rules.aggregate.features is None:
        return frozenset()
    rows = catalogue.criteria.values()
    return frozenset(feature_id(row.group, row.feature.en) for row in rows if row.feature)


def _branch(name: str, rule: NodeRule, children: Iterable[Leaf | Branch], weight: float) -> Branch:
    return Branch(
        id=name,
        operation=rule.operation,
        children=tuple(children),
        weight=weight,
        start=rule.start,
        epsilon=rule.epsilon,
        threshold=rule.threshold,
        steps=rule.steps,
        ceiling=rule.ceiling,
        bottom=rule.bottom,
        vetoed_by=rule.vetoed_by,
    )


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
