"""The mapping file: which heading means what, which machines belong to which tier and site."""

from __future__ import annotations

import fnmatch
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from assessor.documents import Loaded, load_yaml, parse
from assessor.errors import DocumentError, Problem, errors_in
from assessor.exchange.inventory.records import HostMachine, Machine
from assessor.quantities import Model, Quantity
from assessor.scenario.parts import FRACTION, Id
from assessor.text import LocalizedText, fold

SCHEMA = "inventory-mapping@1"
FieldKey = Literal[
    "name", "system", "owner", "security_level", "vcpu", "memory", "disk", "disk_used",
    "utilisation", "environment", "ha_pair", "end_of_support", "power", "template",
    "placeholder", "identity", "host", "cluster", "datacenter", "role", "tier", "cores", "speed",
]  # fmt: skip
Unit = Literal["KiB", "MiB", "GiB", "TiB", "%", "fraction", "MHz", "GHz"]


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str | dict) else value


def _column(value: Any) -> Any:
    return {"heading": value} if isinstance(value, str) else value


def _rule(value: Any) -> Any:
    """`{name: app-*}` alone is short for `{match: {name: app-*}}`."""
    short = isinstance(value, dict) and "match" not in value
    return {"match": value} if short else value


def _both(value: Any) -> Any:
    return {"vi": value, "en": value} if isinstance(value, str) else value


Patterns = Annotated[tuple[str, ...], BeforeValidator(_listed)]
Words = Annotated[LocalizedText, BeforeValidator(_both)]


class Column(Model):
    """A column by its heading, and the unit where the heading does not say it."""

    heading: str = Field(description="the heading as the sheet has it")
    unit: Unit | None = Field(default=None, description="what the column is in")


class Conditions(Model):
    """What a machine must be like: `*` and `?` stand for anything, accents and case do not count.

    All conditions hold together; of several patterns of one condition any suffices.
    """

    name: Patterns = Field(default=(), description="name of the machine")
    system: Patterns = Field(default=(), description="its system")
    owner: Patterns = Field(default=(), description="owner of the system")
    role: Patterns = Field(default=(), description="role of its tier")
    environment: Patterns = Field(default=(), description="environment")
    host: Patterns = Field(default=(), description="host that carries it")
    cluster: Patterns = Field(default=(), description="cluster")
    datacenter: Patterns = Field(default=(), description="data centre")

    def hold(self, machine: Machine | HostMachine) -> bool:
        """True where they hold for a machine; for a host only name, cluster and data centre."""
        asked = [(key, getattr(self, key)) for key in Conditions.model_fields]
        return any(p for _, p in asked) and all(
            _like(_said(machine, key), patterns) for key, patterns in asked if patterns
        )


def _said(machine: Machine | HostMachine, key: str) -> str | None:
    if isinstance(machine, HostMachine):
        key = "name" if key == "host" else key
    found: str | None = getattr(machine, key, None)
    return found


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    return fold(text)


def _like(text: str | None, patterns: tuple[str, ...]) -> bool:
    folded = _folded(text or "")
    return any(fnmatch.fnmatchcase(folded, _folded(pattern)) for pattern in patterns)


Matches = Annotated[tuple[Conditions, ...], BeforeValidator(_listed), Field(min_length=1)]


class Rule(Model):
    """Machines that match any of some conditions."""

    match: Matches = Field(description="conditions, any of which suffices")

    def holds(self, machine: Machine | HostMachine) -> bool:
        """True where one set of conditions holds."""
        return any(conditions.hold(machine) for conditions in self.match)


class LeftOut(Rule):
    """Machines that are not counted, and why."""

    reason: Words = Field(description="why they are not counted")


class SystemRule(Model):
    """What the inventory calls otherwise, or does not say of a system."""

    match: Annotated[tuple[Conditions, ...], BeforeValidator(_listed)] = Field(
        default=(), description="its machines; none: those of the system of that name"
    )
    title: Words | None = Field(default=None, description="its name")
    owner: str | None = Field(default=None, description="who answers for it")
    security_level: int | None = Field(default=None, ge=1, le=5, description="its level")
    utilisation: Quantity | None = Field(
        default=None, description="mean use of its vCPUs", json_schema_extra=FRACTION
    )

    def holds(self, machine: Machine) -> bool:
        """True where one set of conditions holds."""
        return any(conditions.hold(machine) for conditions in self.match)


class Mapping(Model):
    """inventory-mapping@1: how an inventory is to be read, where it does not say so itself."""

    schema_: Literal["inventory-mapping@1"] = Field(
        default="inventory-mapping@1", alias="schema", description="kind and version"
    )
    columns: dict[FieldKey, Annotated[Column, BeforeValidator(_column)]] = Field(
        default={}, description="canonical column → heading"
    )
    carry_down: tuple[Literal["system", "owner", "security_level"], ...] = Field(
        default=(), description="columns whose merged cells hold for the rows below"
    )
    systems: dict[Id, SystemRule] = Field(default={}, description="id of the background → rule")
    tiers: dict[Id, Annotated[Rule, BeforeValidator(_rule)]] = Field(
        default={}, description="tier of the scenario → its machines"
    )
    sites: dict[Id, Annotated[Rule, BeforeValidator(_rule)]] = Field(
        default={}, description="site of the scenario → its machines and hosts"
    )
    leave_out: tuple[LeftOut, ...] = Field(default=(), description="machines not to count")
    keep: tuple[Id, ...] = Field(
        default=(), description="background of the scenario that this inventory does not replace"
    )
    utilisation: Quantity | None = Field(
        default=None,
        description="mean use of vCPUs where nothing measured it",
        json_schema_extra=FRACTION,
    )


def load_mapping(path: Path) -> tuple[Mapping, Loaded]:
    """Read a mapping file.

    Raises
    ------
    DocumentError
        With every problem of the file.
    """
    loaded = load_yaml(path)
    if loaded.data is not None and not isinstance(loaded.data, dict):
        raise DocumentError([Problem("not_a_mapping", {}, str(path), 1, 1)])
    parsed, problems = parse(Mapping, loaded)
    if parsed is None or errors_in(problems):
        raise DocumentError(problems or [Problem("not_a_mapping", {}, str(path), 1, 1)])
    return parsed, loaded
