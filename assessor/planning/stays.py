"""Stays as distributions: laws that are scaled, remembered, gathered by size of work."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessor.queueing.distributions import from_moments
from assessor.queueing.sojourn import ErlangMixture, Sojourn
from assessor.queueing.stretched import StretchedClasses, StretchedService
from assessor.queueing.transforms import Complex

Floats = NDArray[np.float64]
_CLASSES = np.concatenate(
    [[0.0, 0.003, 0.015, 0.05], np.linspace(0.1, 5.0, 34), np.linspace(5.3, 20.0, 15)]
)
"""Edges of the classes of work, as −log of the share of larger works: fine where most lie."""
_GRID = 400
"""Points from which on a question is a grid that will be asked again."""


@dataclass(frozen=True)
class Scaled(Sojourn):
    """The same law, `factor` times as long."""

    law: Sojourn
    factor: float
    model: str
    error_class: str

    @property
    def mean(self) -> float:
        """[s]"""
        return self.law.mean * self.factor

    @property
    def scv(self) -> float:
        """[1]"""
        return self.law.scv

    def transform(self, s: Complex) -> Complex:
        """E[exp(−sX)]."""
        return self.law.transform(np.asarray(s, np.complex128) * self.factor)


class Remembered(Sojourn):
    """A stay that remembers its transform where the same times are asked again and again.

    A promise asks for one time, whatever the fleet; a mean of the slowest for one grid.
    """

    def __init__(self, law: Sojourn) -> None:
        self.law = law
        self.mean, self.scv = law.mean, law.scv  # type: ignore[misc]  # stored here, derived there
        self.model, self.error_class = law.model, law.error_class  # type: ignore[misc]  # the same
        self._known: dict[tuple[int, complex, complex], Complex] = {}

    def transform(self, s: Complex) -> Complex:
        """E[exp(−sX)]."""
        if s.ndim != 1 and s.size < _GRID:
            return self.law.transform(s)
        key = (s.size, complex(s.flat[0]), complex(s.flat[-1]))
        if key not in self._known:
            self._known[key] = self.law.transform(s)
        return self._known[key]


class RememberedAnswers(Sojourn):
    """A law that is asked the same few questions in every state of every fleet."""

    def __init__(self, law: Sojourn) -> None:
        self.law = law
        self.mean, self.scv = law.mean, law.scv  # type: ignore[misc]  # stored here, derived there
        self.model, self.error_class = law.model, law.error_class  # type: ignore[misc]  # the same
        self._known: dict[tuple[str, bytes], Floats] = {}

    def transform(self, s: Complex) -> Complex:
        """E[exp(−sX)]."""
        return self.law.transform(s)

    def tail(self, t: ArrayLike) -> Floats:
        """P(X > t)."""
        return self._asked("tail", t)

    def quantile(self, probability: ArrayLike) -> Floats:
        """Least t with P(X ≤ t) ≥ probability. [s]"""
        return self._asked("quantile", probability)

    def _asked(self, what: str, values: ArrayLike) -> Floats:
        at = np.asarray(values, np.float64)
        key = (what, at.tobytes())
        if key not in self._known:
            self._known[key] = self.law.tail(at) if what == "tail" else self.law.quantile(at)
        return self._known[key]


@dataclass(frozen=True)
class PlacesWait(Sojourn):
    """A wait for n ends of service with probability `places[n]`, each after an exponential time."""

    places: Floats
    rate: float
    """[1/s]"""
    model: str = "M^[X]/G/c FCFS"
    error_class: str = "batch_wait"

    @cached_property
    def mean(self) -> float:
        """[s]"""
        return float(self.places @ np.arange(len(self.places))) / self.rate

    @cached_property
    def scv(self) -> float:
        """[1]"""
        n = np.arange(len(self.places))
        second = float(self.places @ (n * (n + 1.0))) / self.rate**2
        return second / self.mean**2 - 1.0

    def transform(self, s: Complex) -> Complex:
        """Σ p_n (r/(r + s))ⁿ, by Horner's rule."""
        stage = self.rate / (self.rate + np.asarray(s, np.complex128))
        total = np.zeros_like(stage)
        for share in self.places[::-1]:
            total = total * stage + share
        return total


def in_classes(law: StretchedService) -> StretchedClasses:
    """The same response with jobs gathered by size: a tenth of the work, quantiles within 0.3 %."""
    shares, least, means, variances = _size_classes(law.service.scv)
    size = law.service.mean
    return StretchedClasses(
        shares,
        least * size,
        law.stretch * means * size,
        law.stretch**2 * variances * size**2 + law.memory.spread(means * size),
    )


@lru_cache(maxsize=256)
def _size_classes(scv: float) -> tuple[Floats, Floats, Floats, Floats]:
    """Shares, least sizes, means and variances of classes of a work of mean 1."""
    work = from_moments(1.0, scv)
    if not isinstance(work, ErlangMixture):
        raise TypeError(f"work of SCV {scv} has no density")
    beyond = -np.expm1(-_CLASSES)
    edges = np.concatenate([[0.0], np.asarray(work.quantile(beyond[1:]), np.float64)])
    node, weight = np.polynomial.legendre.leggauss(8)
    half = np.diff(edges)[:, np.newaxis] / 2.0
    sizes = edges[:-1, np.newaxis] + half * (1.0 + node)
    density = half * weight * work.density(sizes)
    shares = density.sum(axis=1)
    means = (density * sizes).sum(axis=1) / shares
    variances = (density * sizes**2).sum(axis=1) / shares - means**2
    shares = shares / shares.sum()
    return shares, edges[:-1], means / float(shares @ means), np.maximum(variances, 1e-9 * means**2)


def scaled(law: Sojourn, factor: float, model: str) -> Sojourn:
    if factor == 1.0:
        return law
    if isinstance(law, ErlangMixture):
        return replace(law.scaled(factor), model=model, error_class="sharing")
    return Scaled(law, factor, model, "sharing")
