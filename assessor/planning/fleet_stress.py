"""One fleet through an event: its busiest tier minute by minute, and what retries can do to it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from assessor.planning.evaluated import Fleet
from assessor.planning.evaluation import Evaluator
from assessor.planning.events import EventView, played, result_of
from assessor.planning.result import EventResult
from assessor.queueing.metastable import retry_equilibria

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Retries:
    """What people who try again can do to the busiest tier, at its peak rate."""

    safe_arrival_rate: float
    """Visits/s below which it always recovers by itself. [1/s]"""
    metastable: bool
    """True where retries alone can keep it overloaded once the cause has gone."""
    amplification: float
    """Attempts per request there. [1]"""
    model: str


@dataclass(frozen=True)
class FleetStress:
    """One fleet through an event, on its busiest tier."""

    result: EventResult
    admission_rate: float
    """Visits/s that keep the tier at its ceiling: let no more in. [1/s]"""
    minutes: Floats
    arrival_rate: Floats
    """Visits of the tier. [1/s]"""
    utilisation: Floats
    wait_s: Floats
    retries: Retries | None
    backlog: Floats = field(default_factory=lambda: np.zeros(0))
    """Visits that wait at the end of the minute."""


def fleet_stress(event: EventView, evaluator: Evaluator, fleet: Fleet) -> FleetStress:
    """A fleet through an event."""
    found = played(event, evaluator, servers=fleet.servers, hosts=fleet.hosts)
    result = result_of(event, evaluator, found)
    tier = result.tier if result.tier in event.work else None
    if tier is None:
        nothing = np.zeros(0)
        return FleetStress(result, 0.0, nothing, nothing, nothing, nothing, None)
    course, requests = found.courses[tier], event.requests[tier]
    least = found.least_active(tier, 0, event.duration)
    channels = evaluator.station(tier, least).channels if least > 0 else 0.0
    mean = float(event.work[tier].sum() / requests.sum()) if requests.sum() > 0 else 0.0
    ceiling = evaluator.platform.tiers[tier].utilisation_at_most
    return FleetStress(
        result=result,
        admission_rate=channels * ceiling / mean if mean > 0 else 0.0,
        minutes=np.arange(len(requests), dtype=np.float64),
        arrival_rate=requests,
        utilisation=course.utilisation,
        wait_s=course.wait,
        retries=_retries(event, channels, mean, float(requests.max())),
        backlog=course.waiting,
    )


def _retries(event: EventView, channels: float, mean: float, peak: float) -> Retries | None:
    if event.patience is None or event.retry_factor <= 1.0 or channels < 1 or mean <= 0:
        return None
    found = retry_equilibria(
        arrival_rate=peak,
        servers=int(channels),
        service_rate=1.0 / mean,
        timeout_s=event.patience,
        retries=max(round(event.retry_factor) - 1, 1),
    )
    return Retries(
        safe_arrival_rate=found.safe_arrival_rate,
        metastable=bool(np.isfinite(found.metastable)),
        amplification=found.amplification,
        model=found.model,
    )
