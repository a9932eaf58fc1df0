"""Response times under processor sharing, size by size: a job and its stretch.

How much the stretch varies, and for how long it is remembered, comes from `sharing`.
"""

from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessor.queueing.inversion import Complexes
from assessor.queueing.skewed import InverseGaussian, Lognormal
from assessor.queueing.sojourn import ErlangMixture, Sojourn

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Memory:
    """Covariance of the slowdown over attained service: Σ variances × exp(−u/times)."""

    variances: Floats
    times: Floats

    def spread(self, size: ArrayLike) -> Floats:
        """v(x) = 2 Σ σ² τ (x − τ(1 − exp(−x/τ))). [s²]"""
        x = np.asarray(size, dtype=np.float64)[..., np.newaxis]
        each = self.times * (x + self.times * np.expm1(-x / self.times))
        return np.asarray(2.0 * np.maximum(each, 0.0) @ self.variances, dtype=np.float64)


@dataclass(frozen=True)
class StretchedService(Sojourn):
    """A job of random size x: x and a gamma time of mean (stretch − 1)x and variance v(x) on top.

    P(T > t) = P(S > t) + ∫ f(x) P(excess(x) > t − x) dx, so that it tends to the service itself as
    the load falls.
    """

    service: ErlangMixture | Lognormal | InverseGaussian
    stretch: float
    memory: Memory
    model: str = "M/G/c-PS"
    error_class: str = "sharing"

    @property
    def mean(self) -> float:
        """Stretch × E[S]. [s]"""
        return self.stretch * self.service.mean

    @cached_property
    def scv(self) -> float:
        """Squared coefficient of variation. [1]"""
        sizes, weights = self._sizes
        variance = self.stretch**2 * self.service.scv * self.service.mean**2
        return (variance + float(weights @ self.memory.spread(sizes))) / self.mean**2

    @cached_property
    def _sizes(self) -> tuple[Floats, Floats]:
        """Points and weights for expectations over the size: fine near 0, even in log tail."""
        p = -np.expm1(-np.linspace(0.0, 20.0, 81))
        edges = np.concatenate([[0.0], self.service.quantile(p[1:])])
        edges = np.concatenate([edges[1] * np.array([0.0, 1e-3, 1e-2, 0.1, 0.4]), edges[1:]])
        node, weight = np.polynomial.legendre.leggauss(5)
        half = np.diff(edges)[:, np.newaxis] / 2.0
        sizes = (edges[:-1, np.newaxis] + half * (1.0 + node)).ravel()
        weights = (half * weight).ravel() * self.service.density(sizes)
        return sizes, np.asarray(weights / weights.sum(), dtype=np.float64)

    def transform(self, s: Complexes) -> Complexes:
        """E[exp(−sS) (rate/(rate + s))^shape], rate and shape those of the excess at S."""
        sizes, weights = self._sizes
        shape, rate = self._excess(sizes)
        at = np.asarray(s, dtype=np.complex128)[..., np.newaxis]
        log = -at * sizes - shape * np.log1p(at / rate)
        return np.asarray(np.exp(log) @ weights, dtype=np.complex128)

    def tail(self, t: ArrayLike) -> Floats:
        """P(T > t). [1]"""
        from scipy.special import gammaincc

        times = np.asarray(t, dtype=np.float64)
        at = np.where(times > 0, times, 1.0)[..., np.newaxis]
        share, weight = _both_ends()
        sizes = at * share[::-1]
        shape, rate = self._excess(sizes)
        longer = gammaincc(shape, rate * at * share)
        late = (at * self.service.density(sizes) * longer) @ weight
        found = np.clip(self.service.tail(times) + late, 0.0, 1.0)
        return np.asarray(np.where(times > 0, found, 1.0), dtype=np.float64)

    def _excess(self, sizes: Floats) -> tuple[Floats, Floats]:
        """Shape and rate of the gamma time on top of each size."""
        return _gamma((self.stretch - 1.0) * sizes, self.memory.spread(sizes))


@dataclass(frozen=True)
class StretchedConstant(Sojourn):
    """Jobs of one size."""

    size: float
    stretch: float
    memory: Memory
    model: str = "M/G/c-PS"
    error_class: str = "sharing"

    @property
    def mean(self) -> float:
        """Stretch × size. [s]"""
        return self.stretch * self.size

    @property
    def scv(self) -> float:
        """Squared coefficient of variation. [1]"""
        return float(self.memory.spread(self.size)) / self.mean**2

    @property
    def _excess(self) -> tuple[Floats, Floats]:
        above = np.asarray((self.stretch - 1.0) * self.size)
        return _gamma(above, self.memory.spread(self.size))

    def transform(self, s: Complexes) -> Complexes:
        """exp(−s size) (rate/(rate + s))^shape."""
        shape, rate = self._excess
        at = np.asarray(s, dtype=np.complex128)
        log = -at * self.size - shape * np.log1p(at / rate)
        return np.asarray(np.exp(log), dtype=np.complex128)

    def tail(self, t: ArrayLike) -> Floats:
        """P(T > t): 1 before the size. [1]"""
        from scipy.special import gammaincc

        shape, rate = self._excess
        above = np.asarray(t, dtype=np.float64) - self.size
        return np.asarray(gammaincc(shape, rate * np.maximum(above, 0.0)), dtype=np.float64)


@dataclass(frozen=True)
class StretchedClasses(Sojourn):
    """For each class of size, the least size in it and a gamma time on top."""

    shares: Floats
    least: Floats
    means: Floats
    variances: Floats
    model: str = "M/G/c-PS"
    error_class: str = "sharing"

    @property
    def mean(self) -> float:
        """E[T]. [s]"""
        return float(self.shares @ self.means)

    @property
    def scv(self) -> float:
        """Squared coefficient of variation. [1]"""
        return float(self.shares @ (self.variances + self.means**2)) / self.mean**2 - 1.0

    @property
    def _shapes(self) -> Floats:
        return np.asarray((self.means - self.least) ** 2 / self.variances, dtype=np.float64)

    @property
    def _rates(self) -> Floats:
        return np.asarray((self.means - self.least) / self.variances, dtype=np.float64)

    def transform(self, s: Complexes) -> Complexes:
        """Σ share exp(−s least) (rate/(rate + s))^shape."""
        at = np.asarray(s, dtype=np.complex128)[..., np.newaxis]
        log = -at * self.least - self._shapes * np.log1p(at / self._rates)
        return np.asarray(np.exp(log) @ self.shares, dtype=np.complex128)

    def tail(self, t: ArrayLike) -> Floats:
        """P(T > t). [1]"""
        from scipy.special import gammaincc

        above = np.maximum(np.asarray(t, dtype=np.float64)[..., np.newaxis] - self.least, 0.0)
        left = gammaincc(self._shapes, self._rates * above) @ self.shares
        return np.asarray(np.clip(left, 0.0, 1.0), dtype=np.float64)


def _gamma(mean: Floats, variance: Floats) -> tuple[Floats, Floats]:
    """Shape and rate; next to no variance is taken as 1e-12 of the square."""
    wide = np.maximum(variance, 1e-12 * mean**2)
    return mean**2 / wide, mean / wide


@cache
def _both_ends() -> tuple[Floats, Floats]:
    """Points and weights on (0, 1), symmetric, dense towards both ends."""
    near = np.concatenate([[0.0], np.geomspace(1e-7, 0.5, 14)])
    edges = np.concatenate([near, 1.0 - near[-2::-1]])
    node, weight = np.polynomial.legendre.leggauss(6)
    half = np.diff(edges)[:, np.newaxis] / 2.0
    points = edges[:-1, np.newaxis] + half * (1.0 + node)
    return points.ravel(), (half * weight).ravel()
