"""What a simulated network reports, class by class and station by station."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assessor.queueing.simulation.intervals import (
    Batch,
    Estimate,
    mean_estimate,
    quantile_estimate,
    share_estimate,
)
from assessor.queueing.simulation.laws import Floats


@dataclass(frozen=True, slots=True)
class Window:
    """The measured part of a run [s] and how its intervals are made."""

    start: float
    end: float
    batches: int = 20
    confidence: float = 0.95
    quantiles: tuple[float, ...] = (0.5, 0.95, 0.99)

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"0 ≤ warm_up < horizon is needed, got {self.start}, {self.end}")
        if self.batches < 2 or not 0 < self.confidence < 1:
            raise ValueError(f"batches ≥ 2, confidence in (0, 1): {self.batches}")
        if any(not 0 < q < 1 for q in self.quantiles):
            raise ValueError(f"quantiles must be in (0, 1), got {self.quantiles}")

    def holds(self, times: Floats) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Say which times lie in the window."""
        inside: np.ndarray[tuple[int], np.dtype[np.bool_]] = (times >= self.start) & (
            times < self.end
        )
        return inside

    def batch(self, times: Floats) -> Batch:
        """Number the batch of each time; batches are equally long."""
        share = (times - self.start) / (self.end - self.start)
        return np.minimum((share * self.batches).astype(np.intp), self.batches - 1)


@dataclass(frozen=True, slots=True)
class ResponseResult:
    """Response times [s] of the requests born in the window, in order of birth.

    The mean is that of answered requests; in `response` and in the quantiles a failed one counts
    as infinite.
    """

    mean: Estimate
    quantiles: Mapping[float, Estimate]
    loss_share: Estimate
    born: Floats
    response: Floats

    def share_within(self, limit: float) -> float:
        """Share of all requests answered within `limit` [s]."""
        return float(np.mean(self.response <= limit))

    def shares_within(self, limit: float, edges: Sequence[float]) -> Floats:
        """Share answered within `limit` [s] of the requests born between each two `edges` [s].

        nan where none was born.
        """
        asked, _ = np.histogram(self.born, edges)
        kept, _ = np.histogram(self.born[self.response <= limit], edges)
        shares = np.full(len(asked), np.nan)
        np.divide(kept, asked, out=shares, where=asked > 0)
        return shares


@dataclass(frozen=True, slots=True)
class ClassResult(ResponseResult):
    """A class: its responses, its throughput of answers [1/s], its failures by reason.

    `unfinished` requests were still on their way when the run ended; they are among the failed.
    """

    throughput: float
    losses: Mapping[str, int]
    unfinished: int
    timed: Mapping[str, ResponseResult]


@dataclass(frozen=True, slots=True)
class StationResult:
    """A station's time averages over the window.

    `utilisation` is that of the cores there are when all servers are up; nan for a delay.
    """

    utilisation: float
    busy: float
    requests: float


@dataclass(frozen=True, slots=True)
class NetworkResult:
    """All that a run reports."""

    classes: Mapping[str, ClassResult]
    stations: Mapping[str, StationResult]
    pools: Mapping[str, StationResult]
    window: Window


def response_result(
    born: Sequence[float], response: Sequence[float], window: Window
) -> ResponseResult:
    """Judge the responses of the requests born in the window."""
    births, times = np.asarray(born, dtype=np.float64), np.asarray(response, dtype=np.float64)
    inside = window.holds(births)
    order = np.argsort(births[inside], kind="stable")
    births, times = births[inside][order], times[inside][order]
    batch, answered = window.batch(births), np.isfinite(times)
    return ResponseResult(
        mean=_mean(times[answered], batch[answered], window),
        quantiles={q: _quantile(times, batch, q, window) for q in window.quantiles},
        loss_share=share_estimate(
            ~answered, batch, batches=window.batches, confidence=window.confidence
        ),
        born=births,
        response=times,
    )


def _mean(values: Floats, batch: Batch, window: Window) -> Estimate:
    return mean_estimate(values, batch, batches=window.batches, confidence=window.confidence)


def _quantile(values: Floats, batch: Batch, quantile: float, window: Window) -> Estimate:
    return quantile_estimate(
        values, batch, quantile, batches=window.batches, confidence=window.confidence
    )
