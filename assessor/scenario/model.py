"""scenario@1: one site and its future."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, PrivateAttr

from assessor.documents import to_json
from assessor.errors import Problem
from assessor.quantities import Model, Quantity
from assessor.scenario.events import Event
from assessor.scenario.fragments import Calendar, Procedure
from assessor.scenario.money import Money
from assessor.scenario.origin import Origin
from assessor.scenario.parts import FRACTION, RATIO, DottedName, Id, Source
from assessor.scenario.people import Population, Profile, RequestClass
from assessor.scenario.platform import Platform
from assessor.scenario.policies import Policy
from assessor.scenario.promises import Promises
from assessor.scenario.services import Service
from assessor.scenario.walking import quantity_at
from assessor.text import LocalizedText

Year = Annotated[int, Field(ge=2000, le=2100)]
Day = Literal["calendar_day", "working_day"]


class ProjectFiles(Model):
    """What belongs to this site."""

    assessments: tuple[str, ...] = Field(default=(), description="assessments, the main one first")
    programme: str | None = Field(default=None, description="programme file")
    hardware: tuple[str, ...] = Field(default=(), description="hardware@1 files")
    calendar: str | None = Field(default=None, description="calendar@1 file")
    events: str | None = Field(default=None, description="events@1 file")
    procedures: str | None = Field(default=None, description="procedures@1 file")


class Horizon(Model):
    """The years that are planned."""

    first_year: Year = Field(description="first year")
    last_year: Year = Field(description="last year")
    extrapolated_after: Year | None = Field(
        default=None, description="later years are extrapolated and say so"
    )
    shrink_allowed: bool = Field(default=False, description="servers may be taken away again")


class Correlation(Model):
    """A rank correlation between two quantities."""

    between: tuple[DottedName, DottedName] = Field(description="the two quantities")
    rank: Annotated[float, Field(gt=-1, lt=1)] = Field(description="Spearman rank correlation")


class Sensitivity(Model):
    """How much of the sensitivity analysis is done."""

    inputs_at_most: int = Field(default=12, ge=1, description="inputs with total indices")


class Uncertainty(Model):
    """How uncertain quantities are drawn."""

    samples: int = Field(default=1024, ge=1, description="worlds, a power of two")
    seed: int = Field(default=1, ge=0, description="seed of the draw")
    coverage: Annotated[float, Field(gt=0, lt=1)] = Field(
        default=0.9, description="probability between low and high"
    )
    correlations: tuple[Correlation, ...] = Field(default=(), description="rank correlations")
    sensitivity: Sensitivity = Field(default=Sensitivity(), description="sensitivity analysis")


class LoadTerm(Model):
    """One factor of a worked figure: a value, or a shared quantity."""

    name: str = Field(description="name of the factor")
    value: float | None = Field(default=None, description="its value")
    ref: DottedName | None = Field(default=None, description="or the input it comes from")
    unit: str | None = Field(default=None, description="its unit")
    per: Day | None = Field(default=None, description="the kind of day that an amount is of")
    against: Day | None = Field(
        default=None, description="the kind of day that a peak factor was measured against"
    )
    turns: tuple[Day, Day] | None = Field(
        default=None, description="as a divisor: from an amount of the first to one of the second"
    )
    divides: bool = Field(default=False, description="with formula quotient: a divisor")


class ReferenceLoad(Model):
    """A worked figure that `explain` takes apart."""

    title: LocalizedText = Field(description="name")
    formula: Literal["product", "product_over_last", "quotient"] = Field(
        description="product of the terms; of all but the last divided by the last; "
        "of those that do not divide by those that do"
    )
    terms: tuple[LoadTerm, ...] = Field(min_length=1, description="the factors")
    unit: str = Field(default="1/s", description="unit of the result")
    expected: Quantity | None = Field(default=None, description="the figure as published")
    corrected_because: LocalizedText | None = Field(
        default=None, description="why the value differs from the published one"
    )
    beside: tuple[Id, ...] = Field(
        default=(), description="worked figures that answer the same question otherwise"
    )
    design_visits_of: tuple[Id, ...] = Field(
        default=(), description="open services whose visits in the design hour stand beside it"
    )
    design_rates_of: tuple[Id, ...] = Field(
        default=(), description="request classes whose rate in the design hour stands beside it"
    )
    note: LocalizedText | None = Field(default=None, description="remark")


class Candidate(Model):
    """A procedure that could be improved first, for ranking by benefit."""

    title: LocalizedText = Field(description="name")
    service: Id = Field(description="the open service whose path it takes")
    transactions_per_year: Quantity = Field(description="transactions a year")
    time_saved_min_per_transaction: Quantity = Field(description="time a person saves")
    chosen: bool = Field(default=False, description="true: the city concentrates on it")
    chosen_from: date | None = Field(
        default=None, description="first day of that; absent = the scenario's date"
    )
    time_constant_factor: Quantity | None = Field(
        default=None,
        description="once chosen: multiplies the time constant of its online share",
        json_schema_extra=RATIO,
    )
    share_limit_add: Quantity | None = Field(
        default=None,
        description="once chosen: added to the limit of its online share",
        json_schema_extra=FRACTION,
    )
    note: LocalizedText | None = Field(default=None, description="remark")


class Option(Model):
    """An alternative: a merge patch on this document."""

    title: LocalizedText = Field(description="name")
    patch: dict[str, Any] = Field(description="merge patch")


class Scenario(Model):
    """One site: who uses it, what it runs on, what it promises, until when."""

    schema_: Literal["scenario@1"] = Field(alias="schema", description="kind and version")
    id: Id = Field(description="name of the scenario")
    title: LocalizedText = Field(description="title")
    as_of: date = Field(description="the date it describes")
    time_zone: str = Field(default="Asia/Ho_Chi_Minh", description="time zone of local times")
    template: bool = Field(default=False, description="true: every value is there to be replaced")
    note: LocalizedText | None = Field(default=None, description="remark")
    extends: tuple[str, ...] = Field(default=(), description="files merged before this one")
    project: ProjectFiles = Field(default=ProjectFiles(), description="files of the site")
    sources: dict[str, Source] = Field(default={}, description="sources by id")
    inputs: dict[Id, dict[Id, Quantity]] = Field(default={}, description="shared quantities")
    populations: dict[Id, Population] = Field(default={}, description="who")
    profiles: dict[Id, Profile] = Field(default={}, description="when")
    request_classes: dict[Id, RequestClass] = Field(default={}, description="what")
    services: dict[Id, Service] = Field(default={}, description="kinds of load")
    portfolio: dict[Id, Candidate] = Field(
        default={}, description="candidates to improve first, ranked by benefit"
    )
    policies: dict[Id, Policy] = Field(default={}, description="switches, in file order")
    events: dict[Id, Event] = Field(default={}, description="days that are not ordinary")
    platform: Platform = Field(description="what it runs on")
    promises: Promises = Field(default=Promises(), description="what is promised")
    horizon: Horizon = Field(description="years that are planned")
    uncertainty: Uncertainty = Field(default=Uncertainty(), description="draws")
    money: Money = Field(description="prices and budgets")
    reference_loads: dict[Id, ReferenceLoad] = Field(default={}, description="worked figures")
    options: dict[Id, Option] = Field(default={}, description="alternatives")

    _origin: Origin = PrivateAttr(default_factory=Origin)

    @property
    def origin(self) -> Origin:
        """The files it was read from."""
        return self._origin

    @property
    def calendar(self) -> Calendar:
        """Public holidays; empty where the scenario names no calendar."""
        return self._origin.calendar

    @property
    def procedures(self) -> dict[str, Procedure]:
        """Procurement procedures by id."""
        return dict(self._origin.procedures.procedures)

    @property
    def folder(self) -> Path:
        """The folder of the project."""
        return self._origin.folder

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is odd but does not forbid going on."""
        return self._origin.warnings

    @property
    def sha256(self) -> str:
        """Hash of everything that results follow from, wherever the files stand."""
        holds = [self.model_dump(by_alias=True), self.calendar, self._origin.procedures]
        return hashlib.sha256(to_json(holds, indent=None).encode()).hexdigest()

    def quantity(self, path: str) -> Quantity:
        """The quantity at a path: `inputs.section.name`, `section.name`, or a document path.

        Raises
        ------
        KeyError
            Nothing stands there, or it is no quantity.
        """
        return quantity_at(self, path)
