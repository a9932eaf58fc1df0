"""Days that are not ordinary: rushes, losses, slow partners, conferences, and several at once."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import Discriminator, Field, Tag

from assessor.documents import merge_patch
from assessor.quantities import Model, Quantity
from assessor.scenario.parts import FRACTION, RATIO, Id
from assessor.text import LocalizedText

LONGEST_MIN = 31 * 24 * 60
"""An event is told minute by minute: a month of them is plenty. [min]"""
Curve = Literal["opening_rush", "deadline_build_up", "announcement", "evening_wave", "uniform"]
PEAKED: frozenset[str] = frozenset({"opening_rush", "deadline_build_up", "announcement"})
"""Curves that rise to a peak and fall from it, whose times can be set."""


class _Event(Model):
    title: LocalizedText = Field(description="name")
    role: Literal["sized", "stressed"] = Field(
        description="sized: the plan must hold through it; stressed: reported only"
    )
    enabled: bool = Field(default=True, description="false leaves the event out")
    at: datetime | None = Field(default=None, description="local start; absent = the design hour")
    day: Literal["after_long_holiday"] | None = Field(
        default=None,
        description="instead of the day of `at`: the first working day after the year's first "
        "long holiday, where the calendar knows one",
    )
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
        return type(self).model_validate(merge_patch(written, self.severe))


class Shaped(Model):
    """How what comes is spread over the minutes of an event."""

    peak_at_min: float | None = Field(
        default=None,
        ge=0,
        description="of a curve with a peak: minutes from the start to it; "
        "absent = 0 (opening_rush), the end (deadline_build_up), 5 (announcement)",
    )
    rise_min: float | None = Field(
        default=None,
        gt=0,
        description="time in which arrivals grow e-fold before the peak; "
        "absent = a quarter of the length (deadline_build_up), 2 (announcement)",
    )
    fall_min: float | None = Field(
        default=None,
        gt=0,
        description="time in which they fall e-fold after it; absent = a quarter of the length",
    )


class Impatient(Model):
    """What people do once the system fails them."""

    patience_s: float | None = Field(
        default=None, gt=0, description="how long a person waits [s]; absent = for ever"
    )
    retry_factor: Quantity = Field(
        default=Quantity(base=1.0, unit="1"),
        description="attempts per person once the system fails",
        json_schema_extra=RATIO,
    )


class Part(Model):
    """A share of one of the scenario's populations."""

    share: Quantity = Field(
        default=Quantity(base=1.0, unit="fraction"),
        description="share of the population",
        json_schema_extra=FRACTION,
    )
    of: Id | None = Field(
        default=None, description="the population; absent = the one that uses the service"
    )


def _kind_of_eligible(value: Any) -> str:
    written = isinstance(value, dict) and not {"share", "of"}.isdisjoint(value)
    return "part" if written or isinstance(value, Part) else "quantity"


Eligible = Annotated[
    Annotated[Quantity, Tag("quantity")] | Annotated[Part, Tag("part")],
    Discriminator(_kind_of_eligible),
]


class RushEvent(_Event, Shaped, Impatient):
    """People arrive together: a number of them within a time, or so many at once."""

    kind: Literal["rush"] = Field(description="rush")
    service: Id = Field(description="the open service they use")
    eligible: Eligible = Field(
        description="people who may come: a number, or {share, of} of a population"
    )
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
    within_min: float = Field(gt=0, le=LONGEST_MIN, description="length of the rush [min]")
    curve: Curve = Field(default="opening_rush", description="how arrivals spread over it")
    pages_per_visit: Quantity | None = Field(
        default=None, description="pages per visit; absent = the service's own"
    )
    online_transaction_share: Quantity = Field(
        default=Quantity(base=1.0, unit="fraction"),
        description="visits that end in a transaction",
        json_schema_extra={"unit": "fraction", "choice": True},
    )
    patience_s: float | None = Field(
        default=60.0, gt=0, description="how long a person waits [s]; null = for ever"
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


class LossEvent(_Event, Impatient):
    """Hosts, a part of a tier, or a whole site go down in the busy hour."""

    kind: Literal["loss"] = Field(description="loss")
    site: Id | None = Field(default=None, description="where")
    tier: Id | None = Field(default=None, description="instead: the tier that loses servers")
    hosts_lost: int = Field(default=0, ge=0, description="hosts of the site that go down")
    site_lost: bool = Field(default=False, description="true: the whole site")
    share_lost: float = Field(
        default=0.0, ge=0, le=1, description="share of the tier's servers, rounded up"
    )
    duration_min: float = Field(gt=0, le=LONGEST_MIN, description="how long [min]")


class SlowRemoteEvent(_Event):
    """An external partner answers slowly, or not at all."""

    kind: Literal["slow_remote"] = Field(description="slow remote")
    tier: Id = Field(description="the external tier")
    latency_factor: float | None = Field(default=None, gt=0, description="times its latency")
    latency_s: Quantity | None = Field(default=None, description="instead: its latency")
    duration_min: float = Field(gt=0, le=LONGEST_MIN, description="how long [min]")


class ExtraLoadEvent(_Event, Shaped, Impatient):
    """More of the same: crawlers, attacks, a day above the mean."""

    kind: Literal["extra_load"] = Field(description="extra load")
    service: Id = Field(description="the service")
    request_class: Id | None = Field(
        default=None, alias="class", description="the class; absent = all of the service"
    )
    factor: float = Field(gt=0, description="times the rate below, mean over the time")
    against: Literal["current", "mean_day", "mean_hour"] = Field(
        default="current",
        description="the rate it has then, has at that hour of the mean day, or has in the mean "
        "hour of the year",
    )
    curve: Curve | None = Field(
        default=None,
        description="how what is added spreads over the time; absent = it follows the rate",
    )
    duration_min: float = Field(gt=0, le=LONGEST_MIN, description="how long [min]")


class PauseEvent(_Event):
    """A partner's axis or exchange stops: messages wait and then come at once."""

    kind: Literal["pause"] = Field(description="pause")
    service: Id = Field(description="the machine service")
    duration_min: float = Field(gt=0, le=LONGEST_MIN, description="how long [min]")


class CombinedEvent(_Event):
    """Several events at once: what they add is added up, what they take away is away together.

    Each is as large as it would be alone: none multiplies what another adds. Who waits has the
    least patience, and tries again as often, as in any of them.
    """

    kind: Literal["combined"] = Field(description="combined")
    of: tuple[Id, ...] = Field(
        min_length=2, description="the events; absent `at` = the start of the first"
    )
    offsets_min: dict[Id, Annotated[float, Field(ge=0)]] = Field(
        default={}, description="minutes after the common start at which one begins; absent = 0"
    )
    parts_severe: bool = Field(
        default=False, description="true: each in its severe form, where it has one"
    )


Event = Annotated[
    RushEvent
    | ConferenceEvent
    | LossEvent
    | SlowRemoteEvent
    | ExtraLoadEvent
    | PauseEvent
    | CombinedEvent,
    Field(discriminator="kind"),
]
