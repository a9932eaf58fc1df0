"""The tree of a catalogue under its rules, from its groups or as the rules write it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assessor.catalogue.model import Catalogue
from assessor.catalogue.rules import NodeRule, Rules
from assessor.scoring.branches import Branch, Leaf
from assessor.scoring.selecting import is_informative, weight_of_row


def grown_tree(catalogue: Catalogue, rules: Rules, level_of: Mapping[str, int]) -> Branch:
    """The root of the tree.

    Raises
    ------
    ValueError
        The rules name nodes that form a cycle, or more than one root.
    """
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
