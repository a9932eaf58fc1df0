"""A profile: several catalogues put together for one kind of site, with defaults."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from assessor.catalogue.measures import Scalar
from assessor.quantities import Model
from assessor.text import LocalizedText


class Select(Model):
    """Which rows of a catalogue are taken; all of them where nothing is said."""

    groups: tuple[str, ...] = Field((), description="groups taken, by the catalogue's own ids")
    criteria: tuple[str, ...] = Field((), description="criteria taken")
    leave_out: tuple[str, ...] = Field((), description="criteria left out")

    def takes(self, criterion: str, group: str) -> bool:
        """True for a row that the profile wants."""
        if criterion in self.leave_out:
            return False
        everything = not self.groups and not self.criteria
        return everything or group in self.groups or criterion in self.criteria


class Include(Model):
    """One catalogue of a profile."""

    catalogue: str = Field(description="a shipped id, or a path from the profile's folder")
    select: Select = Field(Select(), description="which rows are taken")


class Emphasis(Model):
    """Rows that stand out on this kind of site, and why."""

    criteria: tuple[str, ...] = Field(min_length=1, description="the rows")
    why: LocalizedText = Field(description="why they stand out")


class Profile(Model):
    """Several catalogues read as one; its hash covers all of their files."""

    schema_: Literal["profile@1"] = Field(alias="schema", description="kind and version")
    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$", description="stable id, never reused")
    version: str = Field(description="any change of content raises it")
    title: LocalizedText = Field(description="title")
    snapshot: str | None = Field(None, description="state of the law the rows describe")
    warning: LocalizedText | None = Field(None, description="shown on every screen and export")
    notes: LocalizedText | None = Field(None, description="method and limits")
    includes: tuple[Include, ...] = Field(min_length=1, description="catalogues, in order")
    defaults: dict[str, Scalar] = Field({}, description="profile attributes taken by default")
    emphasis: tuple[Emphasis, ...] = Field((), description="rows that stand out here")
