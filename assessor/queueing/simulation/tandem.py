"""The fast path for plain tandems: first-come-first-served stations in a row, end to end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import SeedSequence
from numpy.typing import NDArray

from assessor.queueing.simulation.arrivals import Arrivals, first_epochs
from assessor.queueing.simulation.intervals import (
    Estimate,
    equal_batches,
    mean_estimate,
    quantile_estimate,
)
from assessor.queueing.simulation.kiefer_wolfowitz import departures
from assessor.queueing.simulation.laws import AnyLaw, Floats

Who = NDArray[np.intp]
BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class FcfsTier:
    """One station of a tandem: c equal servers before one queue."""

    servers: int
    service: AnyLaw

    def __post_init__(self) -> None:
        if self.servers < 1:
            raise ValueError(f"servers must be ≥ 1, got {self.servers}")


@dataclass(frozen=True, slots=True)
class TandemResult:
    """End-to-end responses [s] after the warm-up, in order of arrival, and what they estimate."""

    mean: Estimate
    quantiles: Mapping[float, Estimate]
    born: Floats
    response: Floats


def simulate_tandem(
    tiers: Sequence[FcfsTier],
    arrivals: Arrivals,
    *,
    requests: int,
    seed: int,
    warm_up: float = 0.1,
    quantiles: Sequence[float] = (0.5, 0.95, 0.99),
    batches: int = 20,
    confidence: float = 0.95,
) -> TandemResult:
    """Simulate requests that pass through every tier in turn, from empty.

    Parameters
    ----------
    tiers
        The stations in order.
    arrivals
        The arrival process at the first. [1/s]
    requests
        How many to simulate.
    seed
        Same seed, same result.
    warm_up
        Share of the requests, the first ones, that is left out. [1]
    quantiles
        Which quantiles of the end-to-end response to estimate.
    batches, confidence
        Number of equally large batches, and confidence of the intervals.

    Returns
    -------
    Mean and quantiles of the end-to-end response with intervals by batch means, and every response.
    """
    if not tiers or requests < 1 or not 0 <= warm_up < 1:
        raise ValueError(f"tiers, requests ≥ 1 and warm_up in [0, 1), got {requests}, {warm_up}")
    born, response = _end_to_end(tiers, arrivals, requests, SeedSequence(seed))
    kept = int(warm_up * len(born))
    born, response = born[kept:], response[kept:]
    batch = equal_batches(len(response), batches)
    return TandemResult(
        mean=mean_estimate(response, batch, batches=batches, confidence=confidence),
        quantiles={
            q: quantile_estimate(response, batch, q, batches=batches, confidence=confidence)
            for q in quantiles
        },
        born=born,
        response=response,
    )


def _end_to_end(
    tiers: Sequence[FcfsTier], arrivals: Arrivals, requests: int, seed: SeedSequence
) -> tuple[Floats, Floats]:
    """Give birth times and end-to-end responses in order of arrival."""
    for_arrivals, *for_tiers = seed.spawn(1 + len(tiers))
    stages = [_Stage(tier, child) for tier, child in zip(tiers, for_tiers, strict=True)]
    born, leaves, count = np.empty(requests), np.empty(requests), 0
    for epochs in first_epochs(arrivals, requests, for_arrivals, BLOCK):
        who = np.arange(count, count + len(epochs))
        born[who] = epochs
        count += len(epochs)
        # Nobody who comes later leaves any stage before this block's last arrival.
        times, who = _through(stages, epochs, who, float(epochs[-1]))
        leaves[who] = times
    times, who = _through(stages, np.empty(0), np.empty(0, dtype=np.intp), np.inf)
    leaves[who] = times
    return born[:count], leaves[:count] - born[:count]


class _Stage:
    """A tier at work; keeps back those who may yet be overtaken by later arrivals."""

    def __init__(self, tier: FcfsTier, seed: SeedSequence) -> None:
        self._free = np.zeros(tier.servers)
        self._sample = tier.service.sampler(seed)
        self._times = np.empty(0)
        self._who: Who = np.empty(0, dtype=np.intp)

    def serve(self, arrives: Floats, who: Who, settled: float) -> tuple[Floats, Who]:
        """Give who leaves up to `settled`, and when, in order of departure."""
        leaves = departures(arrives, self._sample(len(arrives)), self._free)
        times = np.concatenate([self._times, leaves])
        whole = np.concatenate([self._who, who])
        if len(self._free) > 1:
            order = np.argsort(times)
            times, whole = times[order], whole[order]
        ready = int(np.searchsorted(times, settled, side="right"))
        self._times, self._who = times[ready:], whole[ready:]
        return times[:ready], whole[:ready]


def _through(
    stages: Sequence[_Stage], times: Floats, who: Who, settled: float
) -> tuple[Floats, Who]:
    for stage in stages:
        times, who = stage.serve(times, who, settled)
    return times, who
