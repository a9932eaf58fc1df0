"""Who uses the services, when, and by which requests: populations, profiles, request classes."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from assessor.quantities import Model, Quantity, QuantityKind
from assessor.scenario.parts import FRACTION, RATIO, Id, Users
from assessor.text import LocalizedText

Weight = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class Population(Model):
    """People or firms of one kind."""

    title: LocalizedText = Field(description="name")
    users: Users = Field(description="the group that promises and catalogues speak of")
    size: Quantity = Field(description="how many [people, firms]")
    able_online: Quantity | None = Field(
        default=None, description="how many of them can file online [accounts]"
    )


class Deadline(Model):
    """A monthly due day before which work piles up."""

    day_of_month: int = Field(ge=1, le=31, description="last day of filing")
    months: tuple[Annotated[int, Field(ge=1, le=12)], ...] = Field(
        default=tuple(range(1, 13)), description="months that have the due day"
    )
    last_days: int = Field(default=4, ge=1, le=27, description="days of the rush, due day included")
    share: Quantity = Field(
        description="share of the month's work in those days", json_schema_extra=FRACTION
    )


class Profile(Model):
    """The shape of work over hours, weekdays, holidays and deadlines."""

    title: LocalizedText | None = Field(default=None, description="name")
    kind: QuantityKind = Field(description="where the shape comes from")
    source: tuple[str, ...] = Field(default=(), description="ids in sources")
    reason: LocalizedText | None = Field(default=None, description="why this shape")
    weights_by_hour: tuple[Weight, ...] = Field(
        min_length=24, max_length=24, description="24 weights, any sum"
    )
    weights_by_weekday: tuple[Weight, ...] = Field(
        min_length=7, max_length=7, description="Monday to Sunday, any sum"
    )
    holiday_factor: Quantity = Field(
        description="a public holiday against the mean day",
        json_schema_extra={"unit": "1", "choice": True},
    )
    post_holiday_factor: Quantity | None = Field(
        default=None,
        description="first working days after a long holiday against the mean day",
        json_schema_extra=RATIO,
    )
    deadlines: dict[Id, Deadline] = Field(default={}, description="monthly due days")


class RequestClass(Model):
    """One kind of request: what tiers serve and promises are made for."""

    title: LocalizedText = Field(description="name")
    users: Users = Field(description="who sends it")
