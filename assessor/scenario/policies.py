"""Policy switches: decisions with dates that change demand."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from assessor.quantities import Model, Quantity
from assessor.scenario.parts import FRACTION, RATIO, Id, Ids
from assessor.text import LocalizedText


class Effects(Model):
    """What a policy changes while it is in force: a closed list."""

    share_limit_add: Quantity | None = Field(
        default=None,
        description="added to the limit of the online share",
        json_schema_extra=FRACTION,
    )
    time_constant_factor: Quantity | None = Field(
        default=None,
        description="multiplies the time constant of adoption",
        json_schema_extra={"unit": "1", "choice": True},
    )
    drop_classes: tuple[Id, ...] = Field(default=(), description="request classes that fall away")
    transactions_factor: Quantity | None = Field(
        default=None, description="multiplies transactions", json_schema_extra=RATIO
    )
    class_factors: dict[Id, Quantity] = Field(
        default={}, description="multiplies requests of a class"
    )
    remote_calls_factor: Quantity | None = Field(
        default=None, description="multiplies calls to external tiers", json_schema_extra=RATIO
    )
    share_moved: Quantity | None = Field(
        default=None,
        description="share of the work that moves to another profile",
        json_schema_extra=FRACTION,
    )
    to_profile: Id | None = Field(default=None, description="the profile that it moves to")
    revenue_forgone_vnd_per_year: Quantity | None = Field(
        default=None, description="fees no longer collected"
    )


class Policy(Model):
    """A decision in force from a first to a last day."""

    title: LocalizedText = Field(description="name")
    enabled: bool = Field(default=True, description="false leaves the policy out")
    since: date = Field(alias="from", description="first day in force")
    until: date | None = Field(default=None, description="last day in force")
    service: Ids = Field(description="the open services it acts on")
    only: Literal["fee_bearing"] | None = Field(
        default=None, description="acts on these transactions only"
    )
    effects: Effects = Field(description="what changes")
    note: LocalizedText | None = Field(default=None, description="remark")
