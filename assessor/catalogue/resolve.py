"""A profile becomes one catalogue: groups get the catalogue's id in front, the rest is merged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from assessor.catalogue.model import Catalogue, Criterion, Group, Included, Template
from assessor.catalogue.profile import Include, Profile
from assessor.documents import Loaded
from assessor.errors import Problem

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Part:
    """A catalogue with what the profile wants of it."""

    include: Include
    catalogue: Catalogue

    @property
    def rows(self) -> dict[str, Criterion]:
        """The selected rows, their groups named as the profile names them."""
        prefix = self.catalogue.id
        return {
            id_: row.model_copy(update={"group": f"{prefix}.{row.group}"})
            for id_, row in self.catalogue.criteria.items()
            if self.include.select.takes(id_, row.group)
        }

    def groups_of(self, rows: Mapping[str, Criterion]) -> dict[str, Group]:
        """The groups that have a selected row."""
        used = {row.group for row in rows.values()}
        prefix = self.catalogue.id
        named = ((f"{prefix}.{id_}", group) for id_, group in self.catalogue.groups.items())
        return {id_: group for id_, group in named if id_ in used}


def resolved(
    profile: Profile, parts: list[Part], loaded: Loaded
) -> tuple[Catalogue, list[Problem]]:
    """The profile as one catalogue, with every clash between its parts."""
    merge = _Merge(profile, loaded)
    for part in parts:
        merge.take(part)
    merge.stress()
    return merge.catalogue(), merge.problems


class _Merge:
    """Parts put together one by one, noting what does not fit."""

    def __init__(self, profile: Profile, loaded: Loaded) -> None:
        self.profile = profile
        self.loaded = loaded
        self.problems: list[Problem] = []
        self.origin: dict[tuple[str, str], str] = {}
        self.included: dict[str, Included] = {}
        self.groups: dict[str, Group] = {}
        self.criteria: dict[str, Criterion] = {}
        self.templates: dict[str, Template] = {}
        self.shared: dict[str, dict[str, Any]] = {
            "sources": {},
            "profile_attributes": {},
            "scales": {},
        }

    def take(self, part: Part) -> None:
        catalogue = part.catalogue
        rows = part.rows
        if not rows:
            self._problem("profile_nothing", id=catalogue.id)
        self.included[catalogue.id] = Included(
            title=catalogue.title, version=catalogue.version, sha256=catalogue.sha256
        )
        self.groups |= part.groups_of(rows)
        for id_, row in rows.items():
            self._add_row(id_, row, catalogue.id)
        for section, known in self.shared.items():
            self._add_shared(section, known, getattr(catalogue, section), catalogue.id)
        for id_, template in catalogue.remediation.items():
            self._add_template(id_, template, rows, catalogue.id)

    def _add_row(self, id_: str, row: Criterion, catalogue: str) -> None:
        if id_ in self.criteria:
            first = self.origin["criteria", id_]
            self._problem("profile_twice", id=id_, first=first, second=catalogue)
            return
        self.origin["criteria", id_] = catalogue
        self.criteria[id_] = row

    def _add_shared(
        self, section: str, known: dict[str, T], new: Mapping[str, T], catalogue: str
    ) -> None:
        for id_, item in new.items():
            if id_ in known and known[id_] != item:
                self._conflict(section, id_, catalogue)
            else:
                self.origin.setdefault((section, id_), catalogue)
                known[id_] = item

    def _add_template(
        self, id_: str, template: Template, rows: Mapping[str, Criterion], catalogue: str
    ) -> None:
        """The same work may close rows of several catalogues: the lists are joined."""
        closes = tuple(row for row in template.closes if row in rows)
        before = self.templates.get(id_)
        if before is not None:
            if before.model_copy(update={"closes": template.closes}) != template:
                self._conflict("remediation", id_, catalogue)
                return
            closes = (*before.closes, *(row for row in closes if row not in before.closes))
        self.origin.setdefault(("remediation", id_), catalogue)
        self.templates[id_] = template.model_copy(update={"closes": closes})

    def stress(self) -> None:
        """Mark the rows that the profile says stand out."""
        for position, emphasis in enumerate(self.profile.emphasis):
            for index, id_ in enumerate(emphasis.criteria):
                if id_ not in self.criteria:
                    key = ("emphasis", position, "criteria", index)
                    params = {"id": id_, "section": "criteria", "hint": ""}
                    self.problems.append(self.loaded.problem("reference_unknown", key, **params))
                    continue
                row = self.criteria[id_]
                self.criteria[id_] = row.model_copy(update={"emphasis": emphasis.why})

    def catalogue(self) -> Catalogue:
        profile = self.profile
        return Catalogue.model_construct(
            schema_="catalogue@1",
            id=profile.id,
            version=profile.version,
            title=profile.title,
            snapshot=profile.snapshot,
            warning=profile.warning,
            notes=profile.notes,
            sources=self.shared["sources"],
            profile_attributes=self._attributes(),
            scales=self.shared["scales"],
            groups=self.groups,
            criteria=self.criteria,
            remediation=self.templates,
            includes=self.included,
        )

    def _attributes(self) -> dict[str, Any]:
        attributes = dict(self.shared["profile_attributes"])
        for id_, value in self.profile.defaults.items():
            if id_ in attributes:
                attributes[id_] = attributes[id_].model_copy(update={"default": value})
            else:
                params = {"id": id_, "section": "profile_attributes", "hint": ""}
                key = ("defaults", id_)
                self.problems.append(self.loaded.problem("reference_unknown", key, **params))
        return attributes

    def _conflict(self, section: str, id_: str, catalogue: str) -> None:
        first = self.origin[section, id_]
        self._problem("profile_conflict", id=id_, section=section, first=first, second=catalogue)

    def _problem(self, code: str, **params: Any) -> None:
        self.problems.append(self.loaded.problem(code, ("includes",), **params))
