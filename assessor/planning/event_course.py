"""A tier through an event, minute by minute: backlog, waiting, loss, drain.

A fluid model: work that exceeds the channels waits; people who would wait longer than they are
patient, or find the queue full, are turned away, and while that goes on everyone tries again.
Blind to chance at a utilisation near 1, which the design hour covers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessor.planning.event_views import EventView

Floats = NDArray[np.float64]
INFINITE = float("inf")
MINUTE = 60.0
MODEL = "fluid limit with abandonment and retries"


@dataclass(frozen=True)
class Course:
    """How a tier fares, minute by minute."""

    utilisation: Floats
    """Work that comes, first attempts only, over the channels there are. [1]"""
    backlog: Floats
    """Work that waits at the end of the minute. [s]"""
    wait: Floats
    """What the last to come would wait. [s]"""
    lost: float
    """Work given up, who tries again counted once. [s]"""
    drain: float
    """After the end of the event, until the backlog is gone; inf where it never is. [s]"""
    waiting: Floats
    """Requests that wait at the end of the minute."""
    loss_share: float
    """Of the work of the event and the two hours after it. [1]"""


def course(event: EventView, tier: str, capacity: Floats, *, queue_limit: int | None) -> Course:
    """The backlog of a tier through an event.

    Parameters
    ----------
    capacity
        Channels of the tier in each minute, ≥ 0; as long as the event's arrays.
    queue_limit
        Most requests that may wait; None for any number.
    """
    work = event.work[tier]
    with np.errstate(divide="ignore", invalid="ignore"):
        used = np.where(work > 0, work / capacity, 0.0)
    released = event.releases.get(tier, np.zeros_like(work))
    if used.max() <= 1.0 and not released.any():
        nothing = np.zeros_like(work)
        return Course(used, nothing, nothing, 0.0, 0.0, nothing, 0.0)
    backlog, lost, attempts = _backlog(event, tier, capacity, released, queue_limit)
    # what a pause held back is there at once, however soon it is worked off
    highest = np.maximum(backlog, released)
    with np.errstate(divide="ignore", invalid="ignore"):
        wait = np.where(highest > 0, highest / capacity, 0.0)
    total = float(work.sum()) * MINUTE + float(released.sum())
    return Course(
        utilisation=used,
        backlog=backlog,
        wait=wait,
        lost=lost,
        drain=_drain(event, tier, backlog, capacity, attempts),
        waiting=_as_requests(event, tier, highest),
        loss_share=min(lost / total, 1.0) if total > 0 else 0.0,
    )


def _backlog(
    event: EventView, tier: str, capacity: Floats, released: Floats, queue_limit: int | None
) -> tuple[Floats, float, float]:
    """Work that waits after each minute [s], work given up [s], attempts per request at the end."""
    backlog, lost, attempts = 0.0, 0.0, 1.0
    waiting = np.zeros_like(capacity)
    minutes = zip(
        event.work[tier].tolist(),
        event.requests[tier].tolist(),
        capacity.tolist(),
        released.tolist(),
        strict=True,
    )
    for i, (erlangs, requests, channels, at_once) in enumerate(minutes):
        backlog += at_once + (erlangs * attempts - channels) * MINUTE
        most = _room(event.patience, queue_limit, channels, requests, erlangs)
        turned_away = max(backlog - most, 0.0)
        backlog = min(max(backlog, 0.0), most)
        waiting[i] = backlog
        # Who tries again is lost once, however often.
        lost += turned_away / attempts
        attempts = event.retry_factor if turned_away > 0 else 1.0
    return waiting, lost, attempts


def _room(
    patience: float | None, limit: int | None, channels: float, requests: float, erlangs: float
) -> float:
    """Most work that may wait: as long as people are patient, as many as the queue holds. [s]"""
    patient = INFINITE if patience is None else patience * channels
    mean = erlangs / requests if requests > 0 else 0.0
    queue = INFINITE if limit is None or mean == 0 else limit * mean
    return min(patient, queue)


def _drain(
    event: EventView, tier: str, waiting: Floats, capacity: Floats, attempts: float
) -> float:
    """From the end of the event until nothing waits; what it held back comes at its end. [s]

    Beyond the record the last minute goes on, with everyone who tries again then.
    """
    end = event.duration
    held = tier in event.releases and event.releases[tier][end:].any()
    first = end if held else end - 1
    empty = np.flatnonzero(waiting[first:] <= 0)
    if len(empty):
        return float(first + empty[0] + 1 - end) * MINUTE
    spare = float(capacity[-1] - attempts * event.work[tier][-1])
    so_far = (len(waiting) - end) * MINUTE
    return so_far + float(waiting[-1]) / spare if spare > 0 else INFINITE


def _as_requests(event: EventView, tier: str, backlog: Floats) -> Floats:
    """Work as a number of requests, by the mean request of the event."""
    requests, work = float(event.requests[tier].sum()), float(event.work[tier].sum())
    waiting: Floats = backlog * (requests / work) if work > 0 else np.zeros_like(backlog)
    return waiting
