"""What a year of demand looks like: plain frozen results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from assessor.text import LocalizedText

Floats = NDArray[np.float64]
Rates = Mapping[str, float]


@dataclass(frozen=True)
class OpenLoad:
    """A service of the public over the year, hour by hour."""

    service: str
    transactions: Floats
    """Transactions in each hour. [1/s]"""
    online_transactions: Floats
    """Of these, filed online. [1/s]"""
    visits: Floats
    """Visits in each hour. [1/s]"""
    online_share: Floats
    """Share of transactions filed online, each day."""
    fee_bearing_online_share: Floats
    """The same for those that bear a fee, each day."""
    requests: Mapping[str, Floats]
    """Requests that reach the city, by class. [1/s]"""
    remote_calls_factor: Floats | float
    """Times the calls to external tiers, each day."""
    arrival_scv: float
    pages_per_visit: float


@dataclass(frozen=True)
class ClosedLoad:
    """A finite group of users over the year."""

    service: str
    users: float
    think_time: float
    """Between an answer and the next question. [s]"""
    size_on: str
    requests_per_interaction: Rates
    active_users: Floats
    """Users who think, ask or wait, each hour."""
    requests: Mapping[str, Floats]
    """Open equivalent, N/Z × requests, by class. [1/s]"""

    def active_at(self, hour: int, factor: float = 1.0) -> float:
        """Active users in an hour of the year, never more than there are."""
        return min(self.users, float(self.active_users[hour]) * factor)


@dataclass(frozen=True)
class MachineLoad:
    """Systems that call systems."""

    service: str
    tier: str | None
    """Who works the queue off."""
    consumers: int | None
    mean_batch: float
    """Requests that come at once; 1 where they come singly."""
    arrival_scv: float
    """Squared coefficient of variation between requests."""
    mmpp: tuple[tuple[float, ...], tuple[float, ...]] | None
    """Rates of the states scaled to the year's mean, and rates of leaving them. [1/s]"""
    requests: Mapping[str, Floats]
    """By class. [1/s]"""


@dataclass(frozen=True)
class ConferenceLoad:
    """Video meetings."""

    service: str
    mode: str
    streams: float
    rate_per_stream: float
    """[Mbit/s]"""
    bit_rate: float
    """All streams together, which is what the uplink carries. [Mbit/s]"""
    media_cores: float
    """Cores that relay it, not rounded."""
    link: str
    tier: str
    meetings_per_month: float
    duration: float
    """[h]"""


@dataclass(frozen=True)
class StorageLoad:
    """What is kept by the end of the year."""

    service: str
    tier: str
    items: float
    """Items added in the year."""
    added: float
    """Volume added in the year, one copy. [TiB]"""
    held: float
    """Volume held at the end of the year, one copy. [TiB]"""
    copies: int
    retention: float
    """[year]"""
    operations: Floats
    """Disk operations in each hour. [1/s]"""

    @property
    def occupied(self) -> float:
        """Volume held with all copies. [TiB]"""
        return self.held * self.copies


@dataclass(frozen=True)
class DesignHour:
    """The hour that sizes are computed for, and its worst five minutes."""

    of: str
    """What is busiest in it: `all`, or a tier."""
    basis: str
    index: int
    """Position in the year's hours; a day like it where the basis is a mean of days."""
    day: date
    hour: int
    busiest_5min_factor: float
    hourly_rates: Rates
    """Mean over the hour, by class. [1/s]"""
    arrival_rates: Rates
    """Worst five minutes, by class. [1/s]"""
    by_service: Mapping[str, Rates]
    """Worst five minutes, by service and class. [1/s]"""
    active_users: Rates
    """Of closed services, worst five minutes."""
    visits: Rates
    """Of open services, worst five minutes. [1/s]"""
    work: Rates
    """Channels of nominal speed kept busy, by tier, worst five minutes. [erlang]"""
    remote_calls_factors: Rates
    """Times the calls to external tiers, by class."""


@dataclass(frozen=True)
class YearDemand:
    """One year of demand, hour by hour."""

    year: int
    extrapolated: bool
    days: int
    classes: tuple[str, ...]
    arrival_rates: Mapping[str, Floats]
    """Requests of each class in each hour of the year. [1/s]"""
    arrival_scvs: Rates
    """Squared coefficient of variation between arrivals, by class."""
    open: Mapping[str, OpenLoad]
    closed: Mapping[str, ClosedLoad]
    machine: Mapping[str, MachineLoad]
    conference: Mapping[str, ConferenceLoad]
    storage: Mapping[str, StorageLoad]
    design: DesignHour
    """The hour by the scenario's rule, over all city tiers together."""
    designs: tuple[DesignHour, ...]
    """That hour first, then those of single tiers where they fall elsewhere."""
    fees_forgone: float = 0.0
    """Fees not collected in the year. [VND]"""
    notes: tuple[str, ...] = field(default=())
    """Codes of what to bear in mind: `extrapolated`, `calendar_short`."""

    @property
    def hours(self) -> int:
        """8,760 or 8,784."""
        return self.days * 24


@dataclass(frozen=True)
class Term:
    """One factor of a worked figure."""

    name: str
    value: float
    unit: str | None = None
    source: tuple[str, ...] = ()
    kind: str | None = None


@dataclass(frozen=True)
class Explained:
    """A number with its formula, its terms and their sources."""

    name: str
    value: float
    unit: str | None
    formula: str
    model: str
    terms: tuple[Term, ...]
    sources: tuple[str, ...] = ()
    beside: tuple[Term, ...] = ()
    """Other answers to the same question: the figure as published, other ways to work it out."""
    reason: LocalizedText | None = None
    """Why the value differs from the published one."""
