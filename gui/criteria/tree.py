"""Catalogue › group › criterion as plain nodes, and what is said of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from assessor.api import Catalogue, CriterionScore, format_number
from assessor.api import gettext as _
from gui.marks import UNVERIFIED

Kind = Literal["catalogue", "group", "criterion"]


@dataclass
class Node:
    """One line of the tree."""

    kind: Kind
    id: str
    parent: Node | None
    row: int
    number: int
    children: list[Node] = field(default_factory=list)


@dataclass
class Tree:
    """Every line, the ones at the top, and where each criterion stands."""

    nodes: list[Node] = field(default_factory=list)
    roots: list[Node] = field(default_factory=list)
    leaves: dict[str, Node] = field(default_factory=dict)

    def add(self, kind: Kind, name: str, parent: Node | None) -> Node:
        """One more line below another."""
        siblings = self.roots if parent is None else parent.children
        node = Node(kind, name, parent, len(siblings), len(self.nodes))
        siblings.append(node)
        self.nodes.append(node)
        return node

    def order(self) -> list[str]:
        """The criteria from top to bottom."""
        return [
            leaf.id for root in self.roots for group in root.children for leaf in group.children
        ]


def grown(catalogue: Catalogue) -> Tree:
    """The tree of a catalogue, or of the catalogues that a profile includes."""
    tree, groups = Tree(), {}
    for root_id in catalogue.includes or (catalogue.id,):
        root = tree.add("catalogue", root_id, None)
        for name in catalogue.groups:
            if not catalogue.includes or name.partition(".")[0] == root_id:
                groups[name] = tree.add("group", name, root)
    for name, row in catalogue.criteria.items():
        tree.leaves[name] = tree.add("criterion", name, groups[row.group])
    return tree


def tags_of(row: CriterionScore | None, *, is_blocking: bool) -> frozenset[str]:
    """What filters and jumps ask for."""
    if row is None:
        return frozenset()
    tags = {
        "unanswered": row.status == "not_assessed",
        "not_met": row.met is False,
        "informative": row.informative or row.confidence in UNVERIFIED,
        "blocking": is_blocking,
    }
    return frozenset(tag for tag, holds in tags.items() if holds)


def answered_words(node: Node, scores: Mapping[str, CriterionScore]) -> str:
    """How many rows below a line are answered, of those that apply."""
    leaves = node.children if node.kind == "group" else [
        leaf for group in node.children for leaf in group.children
    ]  # fmt: skip
    known = [scores[leaf.id] for leaf in leaves if leaf.id in scores]
    asked = [row for row in known if row.status != "not_applicable"]
    done = sum(row.status != "not_assessed" for row in asked)
    return _("{done} of {asked}").format(done=done, asked=len(asked))


def gain_words(scored: CriterionScore | None) -> str:
    """What meeting the row alone would add, in points of per cent."""
    if scored is None or scored.gain <= 0:
        return ""
    return f"+{format_number(100 * scored.gain, 2, fixed=True)}"


def branch_title(catalogue: Catalogue, node: Node) -> str:
    """The title of a group or a catalogue."""
    if node.kind == "group":
        return catalogue.groups[node.id].title.here()
    included = catalogue.includes.get(node.id)
    return included.title.here() if included is not None else catalogue.title.here()
