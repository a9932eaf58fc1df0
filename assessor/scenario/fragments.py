"""Documents that a scenario names or extends: calendar, events, hardware, procedures, workload."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from assessor.quantities import Model, Quantity, QuantityKind
from assessor.scenario.events import Event
from assessor.scenario.money import Nature
from assessor.scenario.parts import Id, Source
from assessor.scenario.platform import Host, Shape
from assessor.text import LocalizedText


class Holiday(Model):
    """Days off in a row."""

    title: LocalizedText = Field(description="name")
    since: date = Field(alias="from", description="first day off")
    until: date = Field(description="last day off")
    long: bool = Field(default=False, description="work piles up until afterwards (Tết)")
    kind: QuantityKind = Field(description="where the dates come from")
    confidence: Literal["high", "medium", "low"] = Field(description="trust in the dates")
    source: tuple[str, ...] = Field(default=(), description="ids in sources")
    reason: LocalizedText | None = Field(default=None, description="how they were found")


class MakeUpDay(Model):
    """A weekend day worked in exchange for a day off."""

    title: LocalizedText = Field(description="name")
    on: date = Field(description="the day worked")
    instead_of: date = Field(description="the day off that it pays for")
    kind: QuantityKind = Field(description="where the date comes from")
    confidence: Literal["high", "medium", "low"] = Field(description="trust in the date")
    source: tuple[str, ...] = Field(default=(), description="ids in sources")
    reason: LocalizedText | None = Field(default=None, description="how it was found")


class Calendar(Model):
    """calendar@1: public holidays and make-up days."""

    schema_: Literal["calendar@1"] = Field(alias="schema", description="kind and version")
    id: Id = Field(description="name of the calendar")
    title: LocalizedText | None = Field(default=None, description="title")
    sources: dict[str, Source] = Field(default={}, description="sources by id")
    first_year: int = Field(description="first year that is complete")
    last_year: int = Field(description="last year that is complete")
    post_holiday_days: int = Field(
        default=2,
        ge=0,
        description="working days after a long holiday with the post-holiday factor",
    )
    holidays: dict[Id, Holiday] = Field(default={}, description="days off")
    make_up_days: dict[Id, MakeUpDay] = Field(default={}, description="weekend days worked")


class Events(Model):
    """events@1: dated events with their published figures."""

    schema_: Literal["events@1"] = Field(alias="schema", description="kind and version")
    id: Id = Field(description="name of the collection")
    title: LocalizedText | None = Field(default=None, description="title")
    sources: dict[str, Source] = Field(default={}, description="sources by id")
    events: dict[Id, Event] = Field(description="events by id")


class Hardware(Model):
    """hardware@1: shapes and hosts with prices."""

    schema_: Literal["hardware@1"] = Field(alias="schema", description="kind and version")
    id: Id = Field(description="name of the list")
    title: LocalizedText | None = Field(default=None, description="title")
    price_date: date = Field(description="date of the prices")
    sources: dict[str, Source] = Field(default={}, description="sources by id")
    shapes: dict[Id, Shape] = Field(default={}, description="sizes of server")
    hosts: dict[Id, Host] = Field(default={}, description="kinds of host")


class InForce(Model):
    """First and last day of a rule."""

    since: date | None = Field(default=None, alias="from", description="first day")
    until: date | None = Field(default=None, description="last day")


class LegalBasis(Model):
    """A document that a procedure rests on."""

    document: str = Field(description="number of the document")
    title: LocalizedText | None = Field(default=None, description="title")
    clause: str | None = Field(default=None, description="article or clause")
    confidence: Literal[
        "verified", "heading_verified", "secondary", "general_knowledge", "indicative", "unknown"
    ] = Field(description="how far the text was read")


class ProcedureStep(Model):
    """One step of a procedure."""

    vi: str = Field(description="name in Vietnamese")
    en: str = Field(description="name in English")
    days: Quantity = Field(
        description="working days", json_schema_extra={"unit": "day", "choice": True}
    )


class Procedure(Model):
    """How public money of one kind is spent."""

    title: LocalizedText = Field(description="name")
    nature: Nature | Literal["none"] = Field(description="the money it spends")
    in_force: InForce = Field(default=InForce(), description="when the rule holds")
    cost_below_vnd: Annotated[float, Field(gt=0)] | None = Field(
        default=None, description="only for costs below [VND]"
    )
    cost_from_vnd: Annotated[float, Field(ge=0)] | None = Field(
        default=None, description="only for costs from [VND]"
    )
    basis: tuple[LegalBasis, ...] = Field(default=(), description="legal bases")
    steps: tuple[ProcedureStep, ...] = Field(min_length=1, description="steps in order")
    note: LocalizedText | None = Field(default=None, description="remark")


class Procedures(Model):
    """procedures@1: how public money is spent."""

    schema_: Literal["procedures@1"] = Field(alias="schema", description="kind and version")
    id: Id = Field(description="name of the collection")
    title: LocalizedText | None = Field(default=None, description="title")
    sources: dict[str, Source] = Field(default={}, description="sources by id")
    procedures: dict[Id, Procedure] = Field(description="procedures by id")


class Workload(Model):
    """workload@1: a fragment of a scenario, as measured."""

    schema_: Literal["workload@1"] = Field(alias="schema", description="kind and version")
    id: Id = Field(description="name of the measurement")
    title: LocalizedText | None = Field(default=None, description="title")
    sources: dict[str, Source] = Field(default={}, description="sources by id")
    inputs: dict[Id, dict[Id, Quantity]] = Field(default={}, description="measured inputs")
    profiles: dict[Id, Any] = Field(default={}, description="measured profiles, merged as they are")
    services: dict[Id, Any] = Field(default={}, description="parts of services, merged")
    platform: dict[Id, Any] = Field(default={}, description="parts of the platform, merged")
    note: LocalizedText | None = Field(default=None, description="remark")
