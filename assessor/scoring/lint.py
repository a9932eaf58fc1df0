"""Rules against the catalogue they score: what a scheme must not do, found before any answer."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from assessor.catalogue.labels import CONFIDENCES
from assessor.catalogue.model import Catalogue
from assessor.catalogue.rulebooks import check_rules
from assessor.catalogue.rules import Gate, Rules, Selection
from assessor.documents import Loaded
from assessor.errors import Problem, errors_in
from assessor.scoring.branches import Branch, Leaf
from assessor.scoring.scheme import Scheme, build_scheme
from assessor.scoring.selecting import is_informative, selects
from assessor.scoring.tree import Tree

_ONE_SCALE = frozenset({"weighted_mean", "mean", "minimum", "maximum", "geometric"})
Key = tuple[str | int, ...]


def check_rule_file(path: Path, catalogue: Catalogue) -> list[Problem]:
    """Every problem of every scheme in a file, against one catalogue."""
    book, problems, loaded = check_rules(path)
    if book is not None:
        for rules in book.rules.values():
            problems += lint(catalogue, rules, loaded)
    return sorted(problems, key=lambda problem: problem.place)


def lint(catalogue: Catalogue, rules: Rules, loaded: Loaded | None = None) -> list[Problem]:
    """What is wrong with rules for a catalogue; places are filled in from `loaded`."""
    file = loaded or Loaded("rules.yaml", {})
    key: Key = ("rules", rules.id)
    problems = [*_of_names(catalogue, rules, file, key), *_of_labels(rules, file, key)]
    problems += _of_weights(rules, file, key)
    if errors_in(problems):
        return problems
    try:
        scheme = build_scheme(catalogue, rules)
    except ValueError as error:
        place = (*key, "aggregate")
        return [*problems, file.problem("rules_tree", place, reason=str(error))]
    problems += _of_tree(scheme, file, key)
    problems += _of_gates(scheme, file, key)
    problems += _of_levels(scheme, file, key)
    return problems


def _of_names(catalogue: Catalogue, rules: Rules, file: Loaded, key: Key) -> Iterator[Problem]:
    """Ids that name nothing."""
    nodes = {*_node_names(catalogue), *rules.aggregate.nodes}
    rows = catalogue.criteria
    asked: list[tuple[Key, str, Iterable[str], Iterable[str]]] = [
        (("weights", "groups"), "groups", rules.weights.groups, nodes),
        (("weights", "criteria"), "criteria", rules.weights.criteria, rows),
        (("targets",), "groups", rules.targets, {*nodes, *rows}),
        (("baselines",), "groups", rules.baselines, {*nodes, *rows}),
    ]
    if rules.aggregate.shape != "written":
        asked.append((("aggregate", "nodes"), "groups", rules.aggregate.nodes, nodes))
    for name, node in rules.aggregate.nodes.items():
        place: Key = ("aggregate", "nodes", name)
        asked.append(((*place, "vetoed_by"), "criteria", node.vetoed_by, rows))
        below = {*rules.aggregate.nodes, *rows}
        asked.append(((*place, "children"), "criteria", node.children or (), below))
    for name, gate in rules.gates.items():
        asked += _asked_by_gate(("gates", name), gate, nodes, rows)
    for where, section, names, known in asked:
        yield from (
            _unknown(file, (*key, *where, name), name, section, known)
            for name in names
            if name not in known
        )


def _asked_by_gate(
    place: Key, gate: Gate, nodes: Iterable[str], rows: Iterable[str]
) -> Iterator[tuple[Key, str, Iterable[str], Iterable[str]]]:
    groups = [gate.group] if gate.group is not None else []
    yield (*place, "group"), "groups", groups, nodes
    if gate.when_not_met is not None:
        selection = gate.when_not_met
        yield (*place, "when_not_met"), "criteria", selection.criteria, rows
        inner = [selection.group] if selection.group is not None else []
        yield (*place, "when_not_met"), "groups", inner, nodes


def _node_names(catalogue: Catalogue) -> set[str]:
    names = {catalogue.id, *catalogue.includes}
    for group in catalogue.groups:
        parts = group.split(".")
        names |= {".".join(parts[:length]) for length in range(1, len(parts) + 1)}
    return names


def _unknown(file: Loaded, key: Key, name: str, section: str, known: Iterable[str]) -> Problem:
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    hint = f": {near[0]}" if near else ""
    return file.problem("reference_unknown", key, id=name, section=section, hint=hint)


def _of_labels(rules: Rules, file: Loaded, key: Key) -> Iterator[Problem]:
    """A label that counts and does not count, or that nobody placed."""
    scored, informative = set(rules.provenance.scored), set(rules.provenance.informative)
    place = (*key, "provenance")
    for label in CONFIDENCES:
        if label in scored and label in informative:
            yield file.problem("rules_label_twice", place, label=label)
        elif label not in scored | informative:
            yield file.warning("rules_label_missing", place, label=label)


def _of_weights(rules: Rules, file: Loaded, key: Key) -> Iterator[Problem]:
    weights = rules.weights
    given: list[tuple[str, str, float]] = [
        *(("obligation", name, value) for name, value in weights.obligation.items()),
        *(("groups", name, value) for name, value in weights.groups.items()),
        *(("criteria", name, value) for name, value in weights.criteria.items()),
    ]
    for section, name, value in given:
        if not value >= 0:
            place = (*key, "weights", section, name)
            yield file.problem("rules_weight_negative", place, id=name, weight=value)
    operations = {rule.operation for rule in rules.aggregate.by_depth}
    operations |= {rule.operation for rule in rules.aggregate.nodes.values()}
    if weights.by_sample and not operations.isdisjoint({"sum", "deduct"}):
        yield file.problem("rules_maximum_moves", (*key, "weights", "by_sample"))


def _of_tree(scheme: Scheme, file: Loaded, key: Key) -> Iterator[Problem]:
    place = (*key, "aggregate")
    if not (scheme.weights > 0).any():
        yield file.problem("rules_no_weight", (*key, "weights"), id=scheme.catalogue.id)
        return
    yield from _of_rows_left_out(scheme, file, place)
    for branch in scheme.tree.root.branches():
        yield from _of_node(scheme, branch, file, (*place, "nodes", branch.id))
    yield from _of_points(scheme, file, key)


def _of_rows_left_out(scheme: Scheme, file: Loaded, place: Key) -> Iterator[Problem]:
    known = set(scheme.criteria)
    left = [
        name
        for name in scheme.catalogue.criteria
        if name not in known and not is_informative(scheme.catalogue, scheme.rules, name)
    ]
    if left:
        shown = ", ".join(left[:5]) + ("…" if len(left) > 5 else "")
        yield file.problem("rules_rows_left_out", place, n=len(left), ids=shown)


def _of_node(scheme: Scheme, branch: Branch, file: Loaded, place: Key) -> Iterator[Problem]:
    tree = scheme.tree
    rows = [tree.row_of[child.id] for child in branch.children]
    lows, highs = tree.lowest[rows], tree.highest[rows]
    heavy = tree.weights[rows] > 0
    if branch.operation in _ONE_SCALE and heavy.any():
        uneven = np.ptp(lows[heavy]) > 1e-9 or np.ptp(highs[heavy]) > 1e-9
        if uneven:
            yield file.problem("rules_mixed_scales", place, id=branch.id)
    mixed = {isinstance(child, Leaf) for child in branch.children}
    if branch.operation == "level" and mixed != {True}:
        yield file.problem("rules_level_of_nodes", place, id=branch.id)
    best = max((value for _, value in branch.steps), default=None)
    highest = float(tree.highest[tree.row_of[branch.id]])
    if best is not None and highest < best - 1e-9:
        yield file.problem("rules_never_full", place, id=branch.id, value=highest, best=best)
    if branch.ceiling is not None and _unbounded(branch) > branch.ceiling + 1e-9:
        yield file.warning("rules_saturates", place, id=branch.id, ceiling=branch.ceiling)


def _unbounded(branch: Branch) -> float:
    """The highest value of the node if nothing bounded it."""
    return float(Tree.of(replace(branch, ceiling=None, vetoed_by=())).highest[-1])


def _of_points(scheme: Scheme, file: Loaded, key: Key) -> Iterator[Problem]:
    """Points that are added up must add up to the scale that is shown."""
    total, shown = float(scheme.tree.highest[-1]), scheme.rules.points.maximum
    adds_up = scheme.rules.weights.source == "max_points"
    if adds_up and shown is not None and abs(total - shown) > 1e-6:
        place = (*key, "points", "maximum")
        yield file.problem("rules_points_sum", place, total=total, maximum=shown)


def _of_gates(scheme: Scheme, file: Loaded, key: Key) -> Iterator[Problem]:
    """Gates that can never hold anything down."""
    for name, gate in scheme.rules.gates.items():
        place = (*key, "gates", name)
        binds_nothing = gate.when_not_met is not None and not _selects_any(
            scheme, gate.when_not_met
        )
        never = (gate.cap is not None and gate.cap >= 1) or (gate.min is not None and gate.min <= 0)
        if binds_nothing or never:
            yield file.problem("rules_gate_dead", place, id=name)


def _selects_any(scheme: Scheme, selection: Selection) -> bool:
    return bool(scheme.selected(selection).any())


def _of_levels(scheme: Scheme, file: Loaded, key: Key) -> Iterator[Problem]:
    levels, catalogue = scheme.rules.levels, scheme.catalogue
    for position, rule in enumerate(levels.assign):
        if not any(selects(rule, catalogue, name) for name in catalogue.criteria):
            place = (*key, "levels", "assign", position)
            yield file.warning("rules_level_empty", place, level=rule.to)
    asked = scheme.rules.eligible_if.level_at_least
    if asked is not None and asked > scheme.top_level:
        place = (*key, "eligible_if", "level_at_least")
        yield file.problem("rules_level_unreachable", place, level=asked, top=scheme.top_level)
    if levels.by_criterion and levels.assign:
        counted = Counter(catalogue.criteria[name].level for name in catalogue.criteria)
        place = (*key, "levels")
        yield file.warning("rules_levels_twice", place, n=sum(counted.values()))
