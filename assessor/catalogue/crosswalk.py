"""Crosswalks: how the rows of two catalogues relate, and which way an answer may be carried."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from assessor.catalogue.load import load_catalogue
from assessor.documents import Loaded, load_yaml, migrate, parse
from assessor.errors import CatalogueError, Problem, errors_in
from assessor.quantities import Model
from assessor.resources import folder
from assessor.text import LocalizedText

RelationKind = Literal["equal", "subset", "superset", "intersects"]


class Relation(Model):
    """`from` is equal to, a subset of, … `to`, in terms of what is required."""

    from_: str = Field(alias="from", description="criterion of the first catalogue")
    to: str = Field(description="criterion of the second catalogue")
    relation: RelationKind = Field(description="how what they require relates")
    rationale: LocalizedText = Field(description="why")
    confidence: Literal["high", "medium", "low"] = Field(description="how sure the reading is")
    method: Literal["expert_reading", "official"] = Field(
        "expert_reading", description="how the relation was found"
    )

    @property
    def carries_forward(self) -> bool:
        """Meeting `from` meets `to`."""
        return self.relation in {"equal", "superset"}

    @property
    def carries_back(self) -> bool:
        """Meeting `to` meets `from`."""
        return self.relation in {"equal", "subset"}


class Crosswalk(Model):
    """The relations between two catalogues."""

    schema_: Literal["crosswalk@1"] = Field(alias="schema", description="kind and version")
    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$", description="stable id")
    version: str = Field(description="any change of content raises it")
    title: LocalizedText = Field(description="title")
    from_: str = Field(alias="from", description="id of the first catalogue")
    to: str = Field(description="id of the second catalogue")
    notes: LocalizedText | None = Field(None, description="method and limits")
    relations: tuple[Relation, ...] = Field(min_length=1, description="the relations")


@dataclass(frozen=True, slots=True)
class Carried:
    """A row whose met answer meets another row, or only hints at it."""

    criterion: str
    catalogue: str
    relation: Relation
    carries: bool


def load_crosswalk(path: Path) -> Crosswalk:
    """Read one crosswalk and check that its rows exist.

    Raises
    ------
    CatalogueError
        With every problem of the file.
    """
    crosswalk, problems = check_crosswalk(path)
    if crosswalk is None or errors_in(problems):
        raise CatalogueError(problems)
    return crosswalk


def check_crosswalk(path: Path) -> tuple[Crosswalk | None, list[Problem]]:
    """The crosswalk where it can be used, and every problem."""
    loaded = migrate(load_yaml(path), "crosswalk")
    if loaded.data is None:
        return None, list(loaded.problems)
    crosswalk, problems = parse(Crosswalk, loaded)
    if crosswalk is not None:
        problems += _unresolved(crosswalk, loaded)
    return crosswalk, problems


def _unresolved(crosswalk: Crosswalk, loaded: Loaded) -> Iterator[Problem]:
    for side, id_ in (("from", crosswalk.from_), ("to", crosswalk.to)):
        try:
            known = _rows_of(id_)
        except CatalogueError as error:
            yield from (loaded.problem(p.code, (side,), **p.params) for p in error.problems)
            continue
        for position, relation in enumerate(crosswalk.relations):
            row = relation.from_ if side == "from" else relation.to
            if row not in known:
                key = ("relations", position, side)
                params = {"id": row, "section": id_, "hint": ""}
                yield loaded.problem("reference_unknown", key, **params)


@lru_cache(maxsize=16)
def _rows_of(catalogue: str) -> frozenset[str]:
    return frozenset(load_catalogue(catalogue).criteria)


@lru_cache(maxsize=1)
def shipped_crosswalks() -> tuple[Crosswalk, ...]:
    """Every crosswalk that comes with the program."""
    return tuple(load_crosswalk(path) for path in sorted(_shipped()))


def _shipped() -> Iterator[Path]:
    return (folder("standards") / "crosswalks").glob("*.yaml")


def related(criterion: str) -> tuple[Carried, ...]:
    """The rows of other catalogues that a criterion relates to, by the shipped crosswalks."""
    found: list[Carried] = []
    for crosswalk in shipped_crosswalks():
        for relation in crosswalk.relations:
            if relation.from_ == criterion:
                forward = relation.carries_forward
                found.append(Carried(relation.to, crosswalk.to, relation, forward))
            if relation.to == criterion:
                back = relation.carries_back
                found.append(Carried(relation.from_, crosswalk.from_, relation, back))
    return tuple(found)
