"""What a catalogue's own shape cannot say: ids that must resolve, figures that must make sense."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assessor.catalogue.conditions import (
    Comparison,
    Condition,
    ConditionError,
    Constant,
    Name,
    parse_condition,
)
from assessor.catalogue.measure_checks import faults_of
from assessor.catalogue.measures import ByLevelMeasure
from assessor.catalogue.model import Catalogue, Criterion, ProfileAttribute
from assessor.documents import Loaded
from assessor.errors import Problem

Found = Iterator[Problem]


def problems_of(catalogue: Catalogue, loaded: Loaded) -> list[Problem]:
    """Every unresolved id and senseless figure, at its line."""
    return [
        *(p for id_ in catalogue.criteria for p in _criterion(catalogue, loaded, id_)),
        *_remediation(catalogue, loaded),
        *_scored_groups(catalogue, loaded),
    ]


def _criterion(catalogue: Catalogue, loaded: Loaded, id_: str) -> Found:
    row = catalogue.criteria[id_]
    at = ("criteria", id_)
    if row.group not in catalogue.groups:
        yield _unknown(loaded, (*at, "group"), row.group, "groups", catalogue.groups)
    if row.source.document not in catalogue.sources:
        yield loaded.problem("source_unknown", (*at, "source"), id=row.source.document)
    for position, template in enumerate(row.remediation):
        if template not in catalogue.remediation:
            key = (*at, "remediation", position)
            yield _unknown(loaded, key, template, "remediation", catalogue.remediation)
    if row.applies_if is not None:
        yield from _condition(catalogue, loaded, (*at, "applies_if"), row.applies_if)
    for code, params in faults_of(row.measure, catalogue.scales):
        yield loaded.problem(code, (*at, "measure"), **params)
    yield from _level_attribute(catalogue, loaded, at, row)


def _unknown(
    loaded: Loaded, key: tuple[str | int, ...], id_: str, section: str, known: Iterable[str]
) -> Problem:
    near = _nearest(id_, known)
    hint = f": {near}" if near else ""
    return loaded.problem("reference_unknown", key, id=id_, section=section, hint=hint)


def _nearest(id_: str, known: Iterable[str]) -> str | None:
    import difflib  # only on the way to an error

    found = difflib.get_close_matches(id_, list(known), n=1, cutoff=0.6)
    return found[0] if found else None


def _condition(
    catalogue: Catalogue, loaded: Loaded, key: tuple[str | int, ...], text: str
) -> Found:
    try:
        condition = parse_condition(text)
    except ConditionError as error:
        yield loaded.problem("condition_syntax", key, text=text, position=error.column)
        return
    attributes = catalogue.profile_attributes
    for name in sorted(condition.names):
        if name not in attributes:
            yield _unknown(loaded, key, name, "profile_attributes", attributes)
    for name in sorted(_misread(condition, attributes)):
        yield loaded.problem("condition_type", key, name=name, text=text)


def _misread(condition: Condition, attributes: dict[str, ProfileAttribute]) -> set[str]:
    claims = {
        name
        for name in condition.claims
        if name in attributes and attributes[name].type != "boolean"
    }
    compared = {
        side.name
        for comparison in condition.comparisons
        for side, other in (
            (comparison.left, comparison.right),
            (comparison.right, comparison.left),
        )
        if isinstance(side, Name)
        and side.name in attributes
        and not _comparable(attributes[side.name], comparison, other)
    }
    return claims | compared


def _comparable(
    attribute: ProfileAttribute, comparison: Comparison, other: Name | Constant
) -> bool:
    if isinstance(other, Name):
        return True
    if attribute.type == "choice":
        return comparison.relation in {"==", "!="} and other.value in attribute.choices
    return attribute.type in {"integer", "number"} and isinstance(other.value, int)


def _level_attribute(
    catalogue: Catalogue, loaded: Loaded, at: tuple[str, str], row: Criterion
) -> Found:
    measure = row.measure
    if not isinstance(measure, ByLevelMeasure):
        return
    attributes = catalogue.profile_attributes
    if measure.level_from not in attributes:
        key = (*at, "measure", "level_from")
        yield _unknown(loaded, key, measure.level_from, "profile_attributes", attributes)


def _remediation(catalogue: Catalogue, loaded: Loaded) -> Found:
    templates = catalogue.remediation
    for id_, template in templates.items():
        at = ("remediation", id_)
        for position, row in enumerate(template.closes):
            if row not in catalogue.criteria:
                key = (*at, "closes", position)
                yield _unknown(loaded, key, row, "criteria", catalogue.criteria)
        for position, first in enumerate(template.requires):
            if first not in templates:
                yield _unknown(loaded, (*at, "requires", position), first, "remediation", templates)
    for chain in _cycles({id_: template.requires for id_, template in templates.items()}):
        links = " → ".join(chain)
        yield loaded.problem("requires_cycle", ("remediation", chain[0], "requires"), chain=links)


def _cycles(requires: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """One chain for every circle of `requires`."""
    done: set[str] = set()
    for start in requires:
        chain: list[str] = []
        yield from _walk(requires, start, chain, done)


def _walk(
    requires: dict[str, tuple[str, ...]], here: str, chain: list[str], done: set[str]
) -> Iterator[tuple[str, ...]]:
    if here in chain:
        yield (*chain[chain.index(here) :], here)
        return
    if here in done:
        return
    chain.append(here)
    for first in requires.get(here, ()):
        yield from _walk(requires, first, chain, done)
    chain.pop()
    done.add(here)


def _scored_groups(catalogue: Catalogue, loaded: Loaded) -> Found:
    members: dict[str, list[Criterion]] = {}
    for row in catalogue.criteria.values():
        members.setdefault(row.group, []).append(row)
    for id_, group in catalogue.groups.items():
        rows = members.get(id_, [])
        if not rows:
            yield loaded.warning("group_empty", ("groups", id_), group=id_)
        elif not group.unscored and all(row.weight == 0 for row in rows):
            yield loaded.problem("group_weightless", ("groups", id_), group=id_)
