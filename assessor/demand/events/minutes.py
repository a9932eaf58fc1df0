"""Hours of a year laid on the minutes of an event."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray

from assessor.demand.days import HOURS_PER_DAY
from assessor.demand.results import ClosedLoad, MachineLoad, OpenLoad, YearDemand

Floats = NDArray[np.float64]
MINUTES_PER_HOUR = 60
MINUTES_PER_DAY = MINUTES_PER_HOUR * HOURS_PER_DAY


def by_minute(hourly: Floats, start: datetime, minutes: int) -> Floats:
    """Values of the hours that the minutes from `start` fall into; the year closes on itself."""
    first = date(start.year, 1, 1)
    offset = (start.date() - first).days * MINUTES_PER_DAY + start.hour * MINUTES_PER_HOUR
    positions = (offset + start.minute + np.arange(minutes)) // MINUTES_PER_HOUR
    return hourly[positions % len(hourly)]


def on_mean_day(hourly: Floats, start: datetime, minutes: int) -> Floats:
    """The same minutes of the day, mean of all days of the year."""
    by_hour = hourly.reshape(-1, HOURS_PER_DAY).mean(axis=0)
    first = start.hour * MINUTES_PER_HOUR + start.minute
    mean_day: Floats = by_hour[(first + np.arange(minutes)) // MINUTES_PER_HOUR % HOURS_PER_DAY]
    return mean_day


def requests_of(demand: YearDemand, service: str) -> Mapping[str, Floats]:
    """Requests of a service by class, each hour of the year. [1/s]"""
    loads: dict[str, OpenLoad | ClosedLoad | MachineLoad]
    loads = {**demand.open, **demand.closed, **demand.machine}
    return loads[service].requests if service in loads else {}


def later(values: Floats, offset: int) -> Floats:
    """The same course, some minutes later; nothing before it."""
    return np.concatenate((np.zeros(offset), values)) if offset else values
