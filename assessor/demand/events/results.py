"""What an event is once it is laid on the minutes of a year: plain frozen results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from assessor.demand.results import ConferenceLoad

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Loss:
    """Servers that are away for a time."""

    since: int
    """From the start of the event. [min]"""
    until: int
    """[min]"""
    site: str | None
    tier: str | None
    """Instead of a site: the tier that loses a share of its servers."""
    hosts: int
    whole_site: bool
    share: float
    """Of the tier's servers. [1]"""


@dataclass(frozen=True)
class Slowness:
    """An external partner that is slow for a time."""

    since: int
    """From the start of the event. [min]"""
    until: int
    """[min]"""
    tier: str
    latency_factor: float | None
    latency: float | None
    """Instead of a factor. [s]"""


@dataclass(frozen=True)
class Meeting:
    """A conference that lasts for a time."""

    since: int
    """From the start of the event. [min]"""
    until: int
    """[min]"""
    load: ConferenceLoad


@dataclass(frozen=True)
class EventLoad:
    """One event in one year, minute by minute, with the ordinary load around it."""

    id: str
    kind: str
    role: str
    severe: bool
    start: datetime
    duration: int
    """Length of the event; the arrays run on for `TAIL_MIN` more. [min]"""
    ordinary_rates: Mapping[str, Floats]
    """Requests of each class without the event, mean of the hour. [1/s]"""
    extra_rates: Mapping[str, Floats]
    """Requests that the event adds (or takes away), by class. [1/s]"""
    sessions: Floats
    """Visits that begin because of it. [1/s]"""
    users_at_once: Floats
    """People on the site because of it."""
    retry_factor: float = 1.0
    patience: float | None = None
    """[s]"""
    releases: Mapping[str, Floats] = field(default_factory=dict)
    """Requests that come at once in a minute because a pause ended, by class."""
    losses: tuple[Loss, ...] = ()
    slowness: tuple[Slowness, ...] = ()
    meetings: tuple[Meeting, ...] = ()

    @property
    def rates(self) -> dict[str, Floats]:
        """Ordinary and extra requests together, by class. [1/s]"""
        return {
            name: np.maximum(rates + self.extra_rates.get(name, 0.0), 0.0)
            for name, rates in self.ordinary_rates.items()
        }

    @property
    def released(self) -> dict[str, float]:
        """Requests that come at once when pauses end, by class."""
        return {name: float(counts.sum()) for name, counts in self.releases.items()}

    @property
    def conference(self) -> ConferenceLoad | None:
        """The first meeting, or None."""
        return self.meetings[0].load if self.meetings else None
