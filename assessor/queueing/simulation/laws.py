"""Laws of service, think and repair times, and the seeded streams that draw from them.

Every stream owns its generators, so a number drawn never depends on the size of its block.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.random import SFC64, Generator, SeedSequence
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Sampler = Callable[[int], Floats]
Draw = Callable[[], float]
Family = Literal["by_scv", "deterministic", "exponential", "gamma", "hyperexponential", "lognormal"]

FIRST_BLOCK = 64
LARGEST_BLOCK = 4096


def generator(seed: SeedSequence) -> Generator:
    """Give the generator of one stream; SFC64 is the fastest numpy has."""
    return Generator(SFC64(seed))


@dataclass(frozen=True, slots=True)
class Law:
    """A law of non-negative times given by its mean [s] and squared coefficient of variation.

    `by_scv` takes a constant for 0, gamma below 1 (Erlang-k for 1/k), the exponential for 1 and the
    balanced-means hyperexponential above.
    """

    mean: float
    scv: float = 1.0
    family: Family = "by_scv"

    def __post_init__(self) -> None:
        if not (self.mean >= 0 and np.isfinite(self.mean)):
            raise ValueError(f"mean must be ≥ 0 and finite, got {self.mean}")
        if not (self.scv >= 0 and np.isfinite(self.scv)):
            raise ValueError(f"scv must be ≥ 0 and finite, got {self.scv}")
        if self.family == "hyperexponential" and self.scv < 1:
            raise ValueError(f"a hyperexponential law needs scv ≥ 1, got {self.scv}")
        if self.family in ("gamma", "lognormal") and not self.scv * self.mean > 0:
            raise ValueError(f"a {self.family} law needs mean and scv > 0, got {self}")

    def sampler(self, seed: SeedSequence) -> Sampler:
        """Give a function that returns the next n draws as an array."""
        return _SAMPLERS[self._resolved()](self, seed)

    def _resolved(self) -> str:
        if self.family != "by_scv":
            return self.family
        if self.scv == 0 or self.mean == 0:
            return "deterministic"
        if self.scv == 1:
            return "exponential"
        return "gamma" if self.scv < 1 else "hyperexponential"


@dataclass(frozen=True, slots=True)
class Measured:
    """The law of a sample of measured times [s]: draws repeat its values at random."""

    values: tuple[float, ...]

    def __post_init__(self) -> None:
        if not self.values or min(self.values) < 0:
            raise ValueError(f"measured values must be present and ≥ 0, got {self.values[:5]}")

    @property
    def mean(self) -> float:
        """Mean of the sample. [s]"""
        return sum(self.values) / len(self.values)

    def sampler(self, seed: SeedSequence) -> Sampler:
        """Give a function that returns the next n draws as an array."""
        rng, values = generator(seed), np.asarray(self.values, dtype=np.float64)
        return lambda n: values[(rng.random(n) * len(values)).astype(np.intp)]


AnyLaw = Law | Measured


def _deterministic(law: Law, seed: SeedSequence) -> Sampler:
    del seed
    return lambda n: np.full(n, law.mean)


def _exponential(law: Law, seed: SeedSequence) -> Sampler:
    rng = generator(seed)
    return lambda n: _scaled(rng.standard_exponential(n), law.mean)


def _gamma(law: Law, seed: SeedSequence) -> Sampler:
    rng = generator(seed)
    return lambda n: _scaled(rng.standard_gamma(1 / law.scv, n), law.mean * law.scv)


def _scaled(values: Floats, factor: float) -> Floats:
    # In place: fresh memory costs more than the drawing does.
    values *= factor
    return values


def _lognormal(law: Law, seed: SeedSequence) -> Sampler:
    rng, variance = generator(seed), math.log1p(law.scv)
    spread, middle = math.sqrt(variance), math.log(law.mean) - variance / 2

    def sample(n: int) -> Floats:
        logarithms = rng.standard_normal(n)
        logarithms *= spread
        logarithms += middle
        return np.exp(logarithms, out=logarithms)

    return sample


def _hyperexponential(law: Law, seed: SeedSequence) -> Sampler:
    branches, lengths = (generator(child) for child in seed.spawn(2))
    share = (1 + math.sqrt((law.scv - 1) / (law.scv + 1))) / 2
    frequent, rare = law.mean / (2 * share), law.mean / (2 * (1 - share))

    def sample(n: int) -> Floats:
        means = np.where(branches.random(n) < share, frequent, rare)
        return lengths.standard_exponential(n) * means

    return sample


_SAMPLERS: dict[str, Callable[[Law, SeedSequence], Sampler]] = {
    "deterministic": _deterministic,
    "exponential": _exponential,
    "gamma": _gamma,
    "lognormal": _lognormal,
    "hyperexponential": _hyperexponential,
}


def draws(sampler: Sampler) -> Iterator[float]:
    """Yield the sampler's numbers one by one, drawn in blocks that grow."""
    size = FIRST_BLOCK
    while True:
        yield from sampler(size).tolist()
        size = min(2 * size, LARGEST_BLOCK)


def stream(law: AnyLaw, seed: SeedSequence) -> Draw:
    """Give a function that returns the law's next number."""
    return draws(law.sampler(seed)).__next__


def uniforms(seed: SeedSequence) -> Draw:
    """Give a function that returns the next number uniform on [0, 1)."""
    return draws(generator(seed).random).__next__
