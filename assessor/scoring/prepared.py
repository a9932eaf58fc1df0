"""Schemes compiled once per catalogue and rules, the last few kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass

from assessor.catalogue.model import Catalogue
from assessor.catalogue.rules import Rules
from assessor.scoring.scheme import Scheme, build_scheme

_KEPT = 16


@dataclass(frozen=True, slots=True)
class Prepared:
    """The scheme of the whole, and one for each catalogue of a profile."""

    whole: Scheme
    bases: Mapping[str, Scheme]


_recent: OrderedDict[tuple[int, int], tuple[Catalogue, Rules, Prepared]] = OrderedDict()


def prepare(catalogue: Catalogue, rules: Rules) -> Prepared:
    """Compile, or take what was compiled for these very objects."""
    # by identity: hashing 300 criteria would cost more than scoring them
    key = (id(catalogue), id(rules))
    found = _recent.get(key)
    if found is not None and found[0] is catalogue and found[1] is rules:
        return found[2]
    bases = {
        name: build_scheme(part_of(catalogue, name), rules)
        for name in (catalogue.includes if rules.aggregate.shape != "written" else {})
    }
    prepared = Prepared(build_scheme(catalogue, rules), bases)
    _recent[key] = (catalogue, rules, prepared)
    while len(_recent) > _KEPT:
        _recent.popitem(last=False)
    return prepared


def part_of(catalogue: Catalogue, name: str) -> Catalogue:
    """One catalogue out of a resolved profile, ids as they are in the profile."""
    criteria = {
        key: row for key, row in catalogue.criteria.items() if catalogue.catalogue_of(key) == name
    }
    groups = {row.group: catalogue.groups[row.group] for row in criteria.values()}
    included = catalogue.includes[name]
    update = {
        "id": name,
        "version": included.version,
        "title": included.title,
        "criteria": criteria,
        "groups": groups,
        "includes": {},
    }
    return catalogue.model_copy(update=update).with_hash(included.sha256)
