"""Flows of a tier, and what bunching does to their waits: pages, batches of messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessor.planning.platform import TierView, Visit
from assessor.planning.stays import PlacesWait
from assessor.queueing.erlang import erlang_c
from assessor.queueing.sojourn import Constant, DelayedStay, Sojourn

Floats = NDArray[np.float64]
_FAR = 8.0
"""Standard deviations beyond which nobody waits: measured, below 3e-6 of the work is left out."""
_NO_WAIT = 1e-12
"""A wait of so small a part of the work is none: its square would not be a number."""


@dataclass(frozen=True)
class Flow:
    """What one class brings to a tier."""

    request_class: str
    arrival_rate: float
    """Visits. [1/s]"""
    visit: Visit
    arrival_scv: float
    """Between visits or their batches. [1]"""
    slots: float = 1.0
    """Visits that one page sends at once. [1]"""
    batch: float = 1.0
    """Mean size of the geometric batches in which machines send. [1]"""

    @property
    def offered_load(self) -> float:
        """[erlang]"""
        return self.arrival_rate * self.visit.demand


def batch_wait(channels: int, load: float, flows: Sequence[Flow]) -> float:
    """Mean wait over mean work where each class comes in batches of its own size."""
    from assessor.queueing.batches import batch_queue

    most = float(max(flow.slots for flow in flows))
    # Without a limit on channels the number present has mean a and a variance below a × batch.
    if channels - load > _FAR * (load * most) ** 0.5 + most:
        return 0.0
    sizes = np.zeros(int(np.ceil(most)) + 1)
    for flow in flows:
        batches = flow.offered_load / flow.slots
        whole, part = int(flow.slots), flow.slots % 1.0
        # A page of 2.4 requests has two, and in 40 % of the cases three.
        sizes[whole] += batches * (1 - part)
        sizes[whole + 1 if part else whole] += batches * part
    mean = float(sizes @ np.arange(len(sizes))) / float(sizes.sum())
    answer = batch_queue(
        servers=channels, batch_rate=load / mean, batch_sizes=sizes[1:], service_rate=1.0
    )
    return answer.waiting_mean


def load_with_wait(channels: float, load: float, target: float) -> float:
    """The load at which Poisson arrivals wait as long, by narrowing a grid."""

    def wait(at: Floats) -> Floats:
        return np.asarray(erlang_c(channels, at) / (channels - at), np.float64)

    low, high = load, channels * (1 - 1e-9)
    for _ in range(5):
        grid = np.linspace(low, high, 17)
        below = int(np.searchsorted(wait(grid), target))
        if below >= len(grid):
            return high
        low, high = float(grid[max(below - 1, 0)]), float(grid[below])
    return high


def contended_number(tier: TierView, active: int, load: float) -> float:
    """Mean number present where n requests are worked on at the speed of n channels."""
    from assessor.queueing.finite import birth_death

    law = tier.usl
    if law is None:
        raise ValueError(f"{tier.id} has no scalability law")
    most = min(float(active * tier.vcpu), law.peak_concurrency)
    utilisation = load / tier.capacity(active)
    beyond = int(np.ceil(np.log(1e-12) / np.log(utilisation))) if utilisation < 1 else 0
    states = np.arange(1, int(most) + min(beyond, 200_000) + 1, dtype=np.float64)
    speeds = np.asarray(law.speed(np.minimum(states, most)), np.float64)
    inside = birth_death(np.full(len(states), load), speeds)
    return float(inside @ np.arange(len(inside)))


def blocked(channels: int, places: int, load: float) -> float:
    from assessor.queueing.finite import mmck

    if load <= 0:
        return 0.0
    answer = mmck(servers=channels, capacity=places, arrival_rate=load, service_rate=1.0)
    return float(answer.blocking_probability)


def poisson_wait_law(
    channels: int, arrival_rate: float, *, mean: float, scv: float, factor: float
) -> Sojourn:
    """An exponential wait for the delayed, its mean that of M/G/c times the burst factor."""
    from assessor.queueing.approximations import mgc

    answer = mgc(servers=channels, arrival_rate=arrival_rate, service_mean=mean, service_scv=scv)
    wait = float(answer.waiting_mean) * factor
    delayed = float(answer.delay_probability)
    if wait <= _NO_WAIT * mean or delayed <= 0:
        return Constant(0.0)
    return DelayedStay(delayed, delayed / wait, Constant(0.0), "M/G/c FCFS", "mgc_wait")


def batch_wait_law(
    channels: int, load: float, *, mean: float, scv: float, flows: Sequence[Flow]
) -> Sojourn:
    """Wait of one message of a batch: exact for exponential work, stretched for other SCVs."""
    from assessor.queueing.batches import batch_queue

    sizes = np.zeros(1)
    for flow in flows:
        batches = flow.arrival_rate / flow.batch
        shares = _geometric(flow.batch) * batches
        sizes = np.pad(sizes, (0, max(len(shares) - len(sizes), 0)))
        sizes[: len(shares)] += shares
    size = float(sizes @ np.arange(1, len(sizes) + 1)) / float(sizes.sum())
    rate = load / mean / size
    answer = batch_queue(
        servers=channels, batch_rate=rate, batch_sizes=sizes, service_rate=1.0 / mean
    )
    bunching = 2.0 * size - 1.0
    factor = (bunching + scv) / (bunching + 1.0)
    if answer.place[1:].sum() <= 0:
        return Constant(0.0)
    return PlacesWait(answer.place / answer.place.sum(), channels / mean / factor)


def _geometric(mean: float) -> Floats:
    """Shares of batches of 1, 2, … messages, cut where a billionth is left."""
    if mean <= 1.0:
        return np.ones(1)
    stay = 1.0 - 1.0 / mean
    length = int(np.ceil(np.log(1e-9) / np.log(stay)))
    return np.asarray((1.0 - stay) * stay ** np.arange(length), np.float64)
