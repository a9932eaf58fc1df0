"""One line an event: when it falls in a year, in both its forms, and how high it rises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessor.demand.events import EventLoad, event_load
from assessor.demand.results import YearDemand
from assessor.scenario.model import Scenario
from assessor.text import LocalizedText

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class EventRow:
    """One event as it would fall in one year."""

    id: str
    enabled: bool
    usual: EventLoad
    severe: EventLoad | None
    """None where the event has no severe form."""

    def load(self, *, severe: bool) -> EventLoad:
        """The form asked for; the usual one where there is no other."""
        return self.severe if severe and self.severe is not None else self.usual


@dataclass(frozen=True)
class EventPeak:
    """The minute with most requests of an event."""

    minute: int
    """From its start. [min]"""
    rate: float
    """Ordinary and extra requests together. [1/s]"""
    ordinary: float
    """Ordinary requests in that minute, mean of the hour. [1/s]"""
    extra: float
    """Most requests that the event adds in any minute, or most that it takes away (< 0). [1/s]"""


@dataclass(frozen=True)
class EventCourse:
    """An event minute by minute, with the titles of its classes."""

    load: EventLoad
    titles: Mapping[str, LocalizedText]


def event_rows(scenario: Scenario, demand: YearDemand) -> tuple[EventRow, ...]:
    """Every event of the scenario in file order, as it would fall in the year of the demand."""
    return tuple(
        EventRow(
            name,
            event.enabled,
            event_load(scenario, name, demand=demand),
            event_load(scenario, name, demand=demand, severe=True) if event.severe else None,
        )
        for name, event in scenario.events.items()
    )


def total_rates(load: EventLoad) -> Floats:
    """Requests of all classes in each minute, ordinary and extra together. [1/s]"""
    return sum(load.rates.values(), start=np.zeros(len(load.sessions), dtype=np.float64))


def ordinary_rates(load: EventLoad) -> Floats:
    """Requests of all classes in each minute, had there been no event. [1/s]"""
    rates = load.ordinary_rates.values()
    return sum(rates, start=np.zeros(len(load.sessions), dtype=np.float64))


def event_peak(load: EventLoad) -> EventPeak:
    """How high an event rises; its tail is left out."""
    total, ordinary = total_rates(load)[: load.duration], ordinary_rates(load)[: load.duration]
    minute = int(total.argmax())
    added = total - ordinary
    return EventPeak(
        minute,
        float(total[minute]),
        float(ordinary[minute]),
        float(added[int(np.abs(added).argmax())]),
    )
