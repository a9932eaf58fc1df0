"""What the rules say of a single row: whether it counts, its weight, its level."""

from __future__ import annotations

from assessor.catalogue.model import Catalogue, Criterion
from assessor.catalogue.rules import Rules, Selection


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
