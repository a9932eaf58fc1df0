"""What is promised to users, and where it is judged."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from assessor.quantities import Model, Quantity
from assessor.scenario.parts import Id

Share = Annotated[float, Field(ge=0, le=1)]
Positive = Annotated[float, Field(gt=0)]
Inner = Annotated[float, Field(gt=0, lt=1)]


class Design(Model):
    """The hour for which sizes are computed."""

    basis: Literal["peak_day_busy_hour", "hour_quantile", "mean_busy_hour"] = Field(
        default="peak_day_busy_hour", description="rule that picks the hour"
    )
    quantile: Inner | None = Field(default=None, description="with hour_quantile: which")
    busiest_5min_factor: Quantity = Field(
        default=Quantity(base=1.0, unit="1"),
        description="busiest five minutes against the mean of their hour, applied once",
        json_schema_extra={"unit": "1"},
    )


class ResponsePromise(Model):
    """A share of answers within a time."""

    quantile: Inner = Field(description="share of answers")
    at_most_s: Positive = Field(description="time [s]")


class ClassPromise(Model):
    """What is promised for one request class."""

    unit: Literal["request", "page", "dossier"] = Field(
        default="request",
        description="what is timed; a page ends with the slowest of its parallel requests",
    )
    response: tuple[ResponsePromise, ...] = Field(default=(), description="quantiles of response")
    response_mean_at_most_s: Positive | None = Field(default=None, description="mean [s]")
    with_remote: bool = Field(default=False, description="the time of external tiers counts too")
    loss_share_at_most: Share | None = Field(default=None, description="failed and rejected")
    availability_at_least: Share | None = Field(
        default=None, description="share of the year in which the promise can hold"
    )
    drain_time_at_most_min: Positive | None = Field(
        default=None, description="queue worked off within [min]"
    )


class TierPromise(Model):
    """A ceiling for one tier."""

    utilisation_at_most: Share = Field(description="mean use of its channels")


class States(Model):
    """Conditions under which every promise still holds."""

    hosts_out: Annotated[int, Field(ge=0)] = Field(default=0, description="hosts that failed")
    plus_in_maintenance: Annotated[int, Field(ge=0)] = Field(
        default=0, description="hosts in maintenance at the same time"
    )


class EventPromise(Model):
    """What must hold through an event."""

    drain_time_at_most_min: Positive | None = Field(
        default=None, description="backlog worked off within [min]"
    )
    lost_sites_at_most: Annotated[int, Field(ge=0)] | None = Field(
        default=None, description="conference rooms that may drop"
    )
    loss_share_at_most: Share | None = Field(default=None, description="failed and rejected")


class Promises(Model):
    """All that is promised."""

    design: Design = Field(default=Design(), description="the hour that is judged")
    classes: dict[Id, ClassPromise] = Field(default={}, description="per request class")
    tiers: dict[Id, TierPromise] = Field(default={}, description="per tier")
    states: States = Field(default=States(), description="hosts out")
    events: dict[Id, EventPromise] = Field(default={}, description="per event")
    recovery_time_at_most_h: Positive | None = Field(
        default=None, description="after the loss of a site [h]"
    )
