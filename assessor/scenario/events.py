"""Days that are not ordinary: rushes, losses, slow partners, conferences."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import Field

from assessor.quantities import Model, Quantity
from assessor.scenario.parts import FRACTION, RATIO, Id
from assessor.text import LocalizedText

Curve = Literal["opening_rush", "deadline_build_up", "evening_wave", "uniform"]


class _Event(Model):
    title: LocalizedText = Field(description="name")
    role: Literal["sized", "stressed"] = Field(
        description="sized: the plan must hold through it; stressed: reported only"
    )
    enabled: bool = Field(default=True, description="false leaves the event out")
    at: datetime | None = Field(default=None, description="local start; absent = the design hour")
    source: tuple[str, ...] = Field(default=(), description="ids in sources")
    published: dict[str, Any] = Field(default={}, description="figures as printed")
    severe: dict[str, Any] = Field(
        default={}, description="fields of this event in its severe form"
    )
    note: LocalizedText | None = Field(default=None, description="remark")

    def in_severe_form(self) -> Self:
        """The event with the fields of its severe form in place.

        Raises
        ------
        pydantic.ValidationError
            The severe form names a field that the event does not have, or a wrong value.
        """
        written = self.model_dump(by_alias=True, exclude={"severe"})
        return type(self).model_validate({**written, **self.severe})


class RushEvent(_Event):
    """People arrive together: a number of them within a time, or so many at once."""

    kind: Literal["rush"] = Field(description="rush")
    service: Id = Field(description="the open service they use")
    eligible: Quantity = Field(description="people who may come")
    share_arriving: Quantity | None = Field(
        default=None, description="share who come within the time", json_schema_extra=FRACTION
    )
    concurrent_share: Quantity | None = Field(
        default=None,
        description="instead: share on the site at once, at the peak",
        json_schema_extra=FRACTION,
    )
    session_min: Quantity = Field(
        default=Quantity(base=10.0, unit="min"),
        description="length of a visit, turns people at once into arrivals",
    )
    within_min: float = Field(gt=0, description="length of the rush [min]")
    curve: Curve = Field(default="opening_rush", description="how arrivals spread over it")
    pages_per_visit: Quantity | None = Field(
        default=None, description="pages per visit; absent = the service's own"
    )
    online_transaction_share: Quantity = Field(
        default=Quantity(base=1.0, unit="fraction"),
        description="visits that end in a transaction",
        json_schema_extra={"unit": "fraction", "choice": True},
    )
    patience_s: float = Field(default=60.0, gt=0, description="how long a person waits [s]")
    retry_factor: Quantity = Field(
        default=Quantity(base=1.0, unit="1"),
        description="attempts per person once the system fails",
        json_schema_extra=RATIO,
    )


class ConferenceEvent(_Event):
    """A meeting of everyone."""

    kind: Literal["conference"] = Field(description="conference")
    service: Id = Field(description="the conference service")
    mode: Literal["sites", "individuals"] | None = Field(
        default=None, description="absent = the service's own"
    )
    rate_mbps: Quantity | None = Field(
        default=None, description="bit rate of one stream; absent = the service's own"
    )


class LossEvent(_Event):
    """Hosts or a whole site go down in the busy hour."""

    kind: Literal["loss"] = Field(description="loss")
    site: Id = Field(description="where")
    hosts_lost: int = Field(default=0, ge=0, description="hosts that go down")
    site_lost: bool = Field(default=False, description="true: the whole site")
    duration_min: float = Field(gt=0, description="how long [min]")


class SlowRemoteEvent(_Event):
    """An external partner answers slowly, or not at all."""

    kind: Literal["slow_remote"] = Field(description="slow remote")
    tier: Id = Field(description="the external tier")
    latency_factor: float | None = Field(default=None, gt=0, description="times its latency")
    latency_s: Quantity | None = Field(default=None, description="instead: its latency")
    duration_min: float = Field(gt=0, description="how long [min]")


class ExtraLoadEvent(_Event):
    """More of the same: crawlers, attacks, a day above the mean."""

    kind: Literal["extra_load"] = Field(description="extra load")
    service: Id = Field(description="the service")
    request_class: Id | None = Field(
        default=None, alias="class", description="the class; absent = all of the service"
    )
    factor: float = Field(gt=0, description="times the rate below")
    against: Literal["current", "mean_day"] = Field(
        default="current", description="the rate it has then, or has at that hour of the mean day"
    )
    duration_min: float = Field(gt=0, description="how long [min]")


class PauseEvent(_Event):
    """A partner's axis or exchange stops: messages wait and then come at once."""

    kind: Literal["pause"] = Field(description="pause")
    service: Id = Field(description="the machine service")
    duration_min: float = Field(gt=0, description="how long [min]")


Event = Annotated[
    RushEvent | ConferenceEvent | LossEvent | SlowRemoteEvent | ExtraLoadEvent | PauseEvent,
    Field(discriminator="kind"),
]
