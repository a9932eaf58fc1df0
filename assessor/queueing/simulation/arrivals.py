"""Arrival processes: renewal, Markov-modulated, time-varying, in batches, or as recorded.

Each gives its epochs [s] in increasing order as arrays; `epochs` flattens them for the event list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.random import SeedSequence

from assessor.queueing.simulation.laws import Family, Floats, Law, generator

BLOCK = 1024


@dataclass(frozen=True, slots=True)
class Renewal:
    """Independent gaps of one law; scv 1 is the Poisson process."""

    rate: float
    scv: float = 1.0
    family: Family = "by_scv"

    def __post_init__(self) -> None:
        if not self.rate > 0:
            raise ValueError(f"rate must be > 0, got {self.rate}")

    def blocks(self, seed: SeedSequence, size: int = BLOCK) -> Iterator[Floats]:
        """Yield the epochs, `size` at a time."""
        gaps, last = Law(1 / self.rate, self.scv, self.family).sampler(seed), 0.0
        while True:
            # Added from the last epoch on, so that the sums round alike for every block size.
            block = gaps(size)
            block[0] += last
            np.cumsum(block, out=block)
            last = float(block[-1])
            yield block


@dataclass(frozen=True, slots=True)
class MarkovModulated:
    """Poisson arrivals whose rate goes round a ring of states with exponential stays.

    Two states are the MMPP(2) of the literature. Starts in the first state.
    """

    rates: tuple[float, ...]
    mean_stays: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.rates) != len(self.mean_stays) or not self.rates:
            raise ValueError(f"one stay per rate is needed, got {self.rates}, {self.mean_stays}")
        if min(self.rates) < 0 or max(self.rates) <= 0 or min(self.mean_stays) <= 0:
            raise ValueError(f"rates ≥ 0 (one > 0) and stays > 0, got {self.rates}")

    @property
    def rate(self) -> float:
        """Mean arrival rate. [1/s]"""
        carried = sum(r * d for r, d in zip(self.rates, self.mean_stays, strict=True))
        return carried / sum(self.mean_stays)

    def blocks(self, seed: SeedSequence, size: int = BLOCK) -> Iterator[Floats]:
        """Yield the epochs of one stay after the other; `size` does not matter."""
        del size
        rng, start = generator(seed), 0.0
        while True:
            for rate, mean_stay in zip(self.rates, self.mean_stays, strict=True):
                stay = rng.exponential(mean_stay)
                yield start + np.sort(rng.random(rng.poisson(rate * stay))) * stay
                start += stay


@dataclass(frozen=True, slots=True)
class TimeVarying:
    """A renewal process in operational time under a rate that is constant between `edges` [s].

    scv 1 is the non-homogeneous Poisson process. Nothing arrives after the last edge unless the
    profile repeats.
    """

    edges: tuple[float, ...]
    rates: tuple[float, ...]
    scv: float = 1.0
    repeats: bool = False

    def __post_init__(self) -> None:
        if len(self.edges) != len(self.rates) + 1 or not self.rates:
            raise ValueError(f"one edge more than rates, got {len(self.edges)}, {len(self.rates)}")
        if self.edges[0] != 0 or any(np.diff(self.edges) <= 0):
            raise ValueError(f"edges must start at 0 and increase, got {self.edges}")
        if min(self.rates) < 0 or max(self.rates) <= 0:
            raise ValueError(f"rates must be ≥ 0 and one > 0, got {self.rates}")

    @property
    def rate(self) -> float:
        """Mean arrival rate over the profile. [1/s]"""
        return self._cumulative()[-1] / self.edges[-1]

    def blocks(self, seed: SeedSequence, size: int = BLOCK) -> Iterator[Floats]:
        """Yield the epochs by inverting the cumulative rate."""
        cumulative, edges = np.array(self._cumulative()), np.array(self.edges)
        unit_rate = Renewal(1.0, self.scv).blocks(seed, size)
        while True:
            operational = next(unit_rate)
            turns, within = np.divmod(operational, cumulative[-1])
            epochs = np.interp(within, cumulative, edges) + turns * edges[-1]
            if not self.repeats and turns[-1] > 0:
                yield epochs[turns == 0]
                return
            yield epochs

    def _cumulative(self) -> list[float]:
        widths = np.diff(self.edges).tolist()
        carried = (r * w for r, w in zip(self.rates, widths, strict=True))
        return list(accumulate(carried, initial=0.0))


@dataclass(frozen=True, slots=True)
class Batches:
    """Each epoch of `of` brings a batch of `mean_size`: fixed, or geometric from 1 on."""

    of: Renewal | MarkovModulated | TimeVarying
    mean_size: float
    geometric: bool = False

    def __post_init__(self) -> None:
        if self.mean_size < 1 or not (self.geometric or float(self.mean_size).is_integer()):
            raise ValueError(f"mean_size must be ≥ 1, whole if fixed, got {self.mean_size}")

    @property
    def rate(self) -> float:
        """Mean arrival rate of single requests. [1/s]"""
        return self.of.rate * self.mean_size

    def blocks(self, seed: SeedSequence, size: int = BLOCK) -> Iterator[Floats]:
        """Yield each epoch as often as its batch is large."""
        times, sizes = seed.spawn(2)
        rng = generator(sizes)
        for epochs in self.of.blocks(times, size):
            if self.geometric:
                yield np.repeat(epochs, rng.geometric(1 / self.mean_size, len(epochs)))
            else:
                yield np.repeat(epochs, int(self.mean_size))


@dataclass(frozen=True, slots=True)
class Recorded:
    """Epochs taken from a log. [s]"""

    times: tuple[float, ...]

    def __post_init__(self) -> None:
        if not self.times or self.times[0] < 0 or any(np.diff(self.times) < 0):
            raise ValueError(f"times must be present, ≥ 0 and sorted, got {self.times[:5]}")

    @property
    def rate(self) -> float:
        """Mean arrival rate up to the last epoch. [1/s]"""
        return len(self.times) / self.times[-1]

    def blocks(self, seed: SeedSequence, size: int = BLOCK) -> Iterator[Floats]:
        """Yield the log once."""
        del seed, size
        yield np.asarray(self.times, dtype=np.float64)


Arrivals = Renewal | MarkovModulated | TimeVarying | Batches | Recorded


def epochs(arrivals: Arrivals, seed: SeedSequence) -> Iterator[float]:
    """Yield the arrival epochs one by one. [s]"""
    for block in arrivals.blocks(seed):
        yield from block.tolist()


def first_epochs(
    arrivals: Arrivals, count: int, seed: SeedSequence, block: int = BLOCK
) -> Iterator[Floats]:
    """Yield the first `count` epochs, fewer where the process ends before, part by part. [s]"""
    parts: list[Floats] = []
    gathered = 0
    for part in arrivals.blocks(seed, min(block, count)):
        parts.append(part[: count - gathered])
        gathered += len(parts[-1])
        if gathered >= min(block, count):
            yield parts[0] if len(parts) == 1 else np.concatenate(parts)
            count -= gathered
            parts, gathered = [], 0
            if not count:
                return
    if gathered:
        yield np.concatenate(parts)
