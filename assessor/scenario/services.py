"""The kinds of load: open, closed, partly open, machine, conference and storage services."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from assessor.quantities import Model, Quantity
from assessor.scenario.parts import (
    CHOICE,
    CHOSEN_RATIO,
    FRACTION,
    GROWTH,
    PER_YEAR,
    RATIO,
    DataClass,
    Hosted,
    Id,
    Ids,
    Programme,
)
from assessor.text import LocalizedText


class Adoption(Model):
    """How the online share of transactions grows with time."""

    model: Literal["exponential", "logistic", "bass"] = Field(
        default="exponential", description="shape of the curve"
    )
    since: date = Field(alias="from", description="day on which the share is share_at_start")
    share_at_start: Quantity = Field(
        description="online share on the first day", json_schema_extra=FRACTION
    )
    share_limit: Quantity = Field(
        description="share that the curve tends to", json_schema_extra=FRACTION
    )
    time_constant_months: Quantity | None = Field(
        default=None, description="time constant of the exponential or logistic curve"
    )
    innovation_per_year: Quantity | None = Field(
        default=None, description="p of the Bass curve", json_schema_extra=PER_YEAR
    )
    imitation_per_year: Quantity | None = Field(
        default=None, description="q of the Bass curve", json_schema_extra=PER_YEAR
    )


class RequestRule(Model):
    """How many requests of a class follow from a visit, a page or a transaction."""

    per: Literal["visit", "page", "transaction", "online_transaction"] = Field(
        description="what the count is per; transaction = every dossier, online or not"
    )
    count: Quantity = Field(description="requests per unit", json_schema_extra=CHOICE)
    offloaded_share: Quantity | None = Field(
        default=None,
        description="share served by caches before the city",
        json_schema_extra=FRACTION,
    )
    only: Literal["fee_bearing"] | None = Field(
        default=None, description="only for transactions of this kind"
    )
    reaches_city: bool = Field(
        default=False, description="of a service hosted elsewhere: this call reaches the city"
    )


class Funnel(Model):
    """From transactions to requests: visits/day = transactions/day × (any + s(t) × online)."""

    visits_any_channel: Quantity = Field(description="visits per transaction, whatever its channel")
    visits_per_online_transaction: Quantity = Field(
        description="further visits per transaction filed online"
    )
    pages_per_visit: Quantity = Field(description="pages per visit")
    requests: dict[Id, RequestRule] = Field(description="requests by class")


class _Service(Model):
    title: LocalizedText = Field(description="name")
    enabled: bool = Field(default=True, description="false keeps the service out of every sum")
    hosted: Hosted = Field(
        description="city, or external: only its calls, call-backs and deadlines reach the city"
    )
    programmes: tuple[Programme, ...] = Field(default=(), description="programmes it serves")
    data_class: DataClass = Field(description="most sensitive data it holds")
    note: LocalizedText | None = Field(default=None, description="remark")


class OpenService(_Service):
    """Work that comes from a large public: it arrives whatever the state of the system."""

    kind: Literal["open"] = Field(description="open")
    population: Id = Field(description="who uses it")
    profile: Id = Field(description="its shape in time")
    arrival_scv: Quantity = Field(
        default=Quantity(base=1.0, unit="1"),
        description="squared coefficient of variation between arrivals",
        json_schema_extra=RATIO,
    )
    transactions_per_year: Quantity | None = Field(
        default=None, description="transactions a year at the scenario's date"
    )
    transactions_share: Quantity | None = Field(
        default=None,
        description="share of those transactions that are this service's; absent = all",
        json_schema_extra=FRACTION,
    )
    share_elsewhere: Quantity | None = Field(
        default=None,
        description="share of those transactions that another service carries",
        json_schema_extra=FRACTION,
    )
    daily_active_share: Quantity | None = Field(
        default=None,
        description="instead: share of the able that act on a mean day",
        json_schema_extra=FRACTION,
    )
    share_reaching_city: Quantity | None = Field(
        default=None,
        description="with daily_active_share: how much of that reaches the city",
        json_schema_extra=FRACTION,
    )
    growth_per_year: Quantity = Field(
        default=Quantity(base=0.0, unit="fraction_per_year"),
        description="yearly growth of transactions",
        json_schema_extra=GROWTH,
    )
    fee_bearing_share: Quantity | None = Field(
        default=None,
        description="share of transactions that bear a fee",
        json_schema_extra=FRACTION,
    )
    time_saved_min_per_transaction: Quantity | None = Field(
        default=None, description="time a person saves by filing online"
    )
    adoption: Adoption | None = Field(
        default=None, description="growth of the online share; absent = all online"
    )
    funnel: Funnel = Field(description="from transactions to requests")

    @property
    def own_share(self) -> float:
        """Share of the stated transactions that the service itself carries."""
        share = 1.0 if self.transactions_share is None else self.transactions_share.base
        elsewhere = 0.0 if self.share_elsewhere is None else self.share_elsewhere.base
        return share * (1 - elsewhere)


class ClosedService(_Service):
    """A finite group of users who think, ask and wait."""

    kind: Literal["closed"] = Field(description="closed")
    population: Id = Field(description="who uses it")
    profile: Id = Field(description="scales concurrency; its busiest hour has the value below")
    size_on: Literal["open_equivalent", "closed"] = Field(
        default="open_equivalent",
        description="what sizes are computed on; closed users slow down with the system",
    )
    concurrency_busy_hour: Quantity = Field(
        description="share of users active in the busiest hour", json_schema_extra=FRACTION
    )
    think_time_s: Quantity = Field(description="time between an answer and the next question")
    growth_per_year: Quantity = Field(
        default=Quantity(base=0.0, unit="fraction_per_year"),
        description="yearly growth of users",
        json_schema_extra=GROWTH,
    )
    requests_per_interaction: dict[Id, Quantity] = Field(
        description="requests by class", json_schema_extra=CHOICE
    )


class PartlyOpenService(_Service):
    """Sessions arrive from outside, and each stays for several interactions."""

    kind: Literal["partly_open"] = Field(description="partly open")
    population: Id = Field(description="who uses it")
    profile: Id = Field(description="its shape in time")
    arrival_scv: Quantity = Field(
        default=Quantity(base=1.0, unit="1"),
        description="squared coefficient of variation between session arrivals",
        json_schema_extra=RATIO,
    )
    sessions_per_user_per_day: Quantity = Field(description="sessions per user on a mean day")
    interactions_per_session: Quantity = Field(description="interactions in one session")
    think_time_s: Quantity = Field(description="time between an answer and the next question")
    growth_per_year: Quantity = Field(
        default=Quantity(base=0.0, unit="fraction_per_year"),
        description="yearly growth of sessions",
        json_schema_extra=GROWTH,
    )
    requests_per_interaction: dict[Id, Quantity] = Field(
        description="requests by class", json_schema_extra=CHOICE
    )


class BatchBurst(Model):
    """Arrivals in batches of geometric size."""

    kind: Literal["batch"] = Field(description="batch")
    mean_size: Quantity = Field(description="mean requests per batch")


class MmppBurst(Model):
    """Arrivals whose rate jumps between states at random (a Markov-modulated Poisson process)."""

    kind: Literal["mmpp"] = Field(description="mmpp")
    rates_per_s: tuple[Annotated[float, Field(ge=0)], ...] = Field(
        min_length=2, description="arrival rate in each state, scaled to the mean rate [1/s]"
    )
    switch_per_s: tuple[Annotated[float, Field(gt=0)], ...] = Field(
        min_length=2, description="rate of leaving each state for the next [1/s]"
    )


Burst = Annotated[BatchBurst | MmppBurst, Field(discriminator="kind")]


class Consumers(Model):
    """Who works off a queue of messages."""

    tier: Id = Field(description="the tier that consumes")
    at_most: int = Field(ge=1, description="consumers at the same time")


class Maturity(Model):
    """A volume that transactions grow towards, as in a country that is further on."""

    limit_per_day: Quantity = Field(description="transactions a day that the curve tends to")
    time_constant_months: Quantity = Field(
        description="of the logistic curve: while small, the volume grows e-fold in this time"
    )


class MachineService(_Service):
    """Systems that call systems: bursty, worked off a queue."""

    kind: Literal["machine"] = Field(description="machine")
    profile: Id = Field(description="its shape in time")
    transactions_per_day: Quantity | None = Field(
        default=None, description="transactions on a mean calendar day"
    )
    transactions_per_month: Quantity | None = Field(
        default=None, description="transactions in a mean month"
    )
    transactions_per_year: Quantity | None = Field(
        default=None, description="transactions in a year"
    )
    growth_per_year: Quantity = Field(
        default=Quantity(base=0.0, unit="fraction_per_year"),
        description="yearly growth of transactions",
        json_schema_extra=GROWTH,
    )
    maturity: Maturity | None = Field(
        default=None,
        description="instead of yearly growth: a logistic curve from the scenario's date",
    )
    burst: Burst | None = Field(default=None, description="how arrivals bunch; absent = Poisson")
    consumers: Consumers | None = Field(default=None, description="who works the queue off")
    requests: dict[Id, Quantity] = Field(
        description="requests by class, per transaction", json_schema_extra=CHOICE
    )


class ConferenceService(_Service):
    """Video meetings: bit rates, media cores and an uplink."""

    kind: Literal["conference"] = Field(description="conference")
    population: Id = Field(description="who takes part")
    mode: Literal["sites", "individuals"] = Field(
        description="one stream per room, or one per person"
    )
    sites: Quantity = Field(description="rooms connected [sites]")
    rate_per_site_mbps: Quantity = Field(description="bit rate down to one room")
    rate_per_individual_mbps: Quantity = Field(description="bit rate down to one person")
    media_rate_per_core_mbps: Quantity = Field(description="bit rate one media core carries")
    meetings_per_month: Quantity = Field(description="meetings a month")
    duration_h: Quantity = Field(description="length of a meeting")
    link: Id = Field(description="the uplink it loads")
    tier: Id = Field(description="the media tier")


class Feed(Model):
    """Where stored items come from."""

    service: Ids = Field(description="the services")
    request_class: Id = Field(alias="class", description="the request class that leaves an item")


class StorageService(_Service):
    """What is kept: items, copies, retention."""

    kind: Literal["storage"] = Field(description="storage")
    feeds_from: Feed | None = Field(default=None, description="what leaves items behind")
    items_per_year: Quantity | None = Field(default=None, description="instead: items a year")
    stored_at_start_tib: Quantity | None = Field(
        default=None, description="volume held at the scenario's date, one copy"
    )
    size_per_item_mb: Quantity = Field(description="size of one item")
    copies: int = Field(ge=1, description="copies kept")
    retention_years: Quantity = Field(description="how long items are kept")
    operations_per_item: Quantity = Field(
        default=Quantity(base=1.0),
        description="disk operations per item written",
        json_schema_extra=CHOSEN_RATIO,
    )
    tier: Id = Field(description="the storage tier")


Service = Annotated[
    OpenService
    | ClosedService
    | PartlyOpenService
    | MachineService
    | ConferenceService
    | StorageService,
    Field(discriminator="kind"),
]
