"""Long-tailed service times that are not phase type: inverse Gaussian and lognormal."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from assessor.queueing.inversion import Complexes, Floats
from assessor.queueing.sojourn import Sojourn


@dataclass(frozen=True)
class InverseGaussian(Sojourn):
    """First passage time of a drifting Brownian motion; tail like t^−1.5 exp(−bt)."""

    mean: float
    scv: float
    model: str = "inverse Gaussian"
    error_class: str = "exact"

    @property
    def abscissa(self) -> float:
        """E[exp(θX)] is finite up to θ = 1/(2 scv mean). [1/s]"""
        return 1.0 / (2.0 * self.scv * self.mean)

    def moment(self, order: int) -> float:
        """E[X^n], n = 1, 2, 3."""
        factors = {1: 1.0, 2: 1.0 + self.scv, 3: 1.0 + 3.0 * self.scv + 3.0 * self.scv**2}
        return factors[order] * self.mean**order

    def transform(self, s: Complexes) -> Complexes:
        """exp((1 − √(1 + 2 scv mean s)) / scv)."""
        at = np.asarray(s, dtype=np.complex128)
        root = np.sqrt(1.0 + 2.0 * self.scv * self.mean * at)
        return np.asarray(np.exp((1.0 - root) / self.scv), dtype=np.complex128)

    def tail(self, t: ArrayLike) -> Floats:
        """P(X > t) in closed form. [1]"""
        from scipy.special import log_ndtr, ndtr

        x = np.asarray(t, dtype=np.float64) / self.mean
        positive = np.where(x > 0, x, 1.0)
        root = np.sqrt(1.0 / (self.scv * positive))
        left = ndtr(-root * (positive - 1.0))
        right = np.exp(2.0 / self.scv + log_ndtr(-root * (positive + 1.0)))
        tail = np.clip(left - right, 0.0, 1.0)
        return np.asarray(np.where(x > 0, tail, 1.0), dtype=np.float64)

    def density(self, t: ArrayLike) -> Floats:
        """Probability density at t > 0. [1/s]"""
        x = np.asarray(t, dtype=np.float64) / self.mean
        exponent = -((x - 1.0) ** 2) / (2.0 * self.scv * x)
        height = np.sqrt(2.0 * np.pi * self.scv * x**3) * self.mean
        return np.asarray(np.exp(exponent) / height, dtype=np.float64)


@dataclass(frozen=True)
class Lognormal(Sojourn):
    """exp of a normal variable; every moment is finite, no exponential moment is."""

    mean: float
    scv: float
    model: str = "lognormal"
    error_class: str = "exact"

    @property
    def abscissa(self) -> float:
        """0: the tail is heavier than any exponential. [1/s]"""
        return 0.0

    @property
    def sigma(self) -> float:
        """Standard deviation of the logarithm. [1]"""
        return float(np.sqrt(np.log1p(self.scv)))

    def moment(self, order: int) -> float:
        """E[X^n] = mean^n (1 + scv)^(n(n−1)/2)."""
        return float(self.mean**order * (1.0 + self.scv) ** (order * (order - 1) / 2))

    @cached_property
    def _grid(self) -> tuple[Floats, Floats]:
        """Points and weights of the trapezoidal rule on the normal scale."""
        z = np.linspace(-9.6, 9.6, 481)
        weights = np.exp(-0.5 * z * z)
        median = self.mean / np.sqrt(1.0 + self.scv)
        return median * np.exp(self.sigma * z), weights / weights.sum()

    def transform(self, s: Complexes) -> Complexes:
        """By quadrature; about 1e-12 for |Im s| up to ten times Re s."""
        points, weights = self._grid
        at = np.asarray(s, dtype=np.complex128)[..., np.newaxis]
        return np.asarray(np.exp(-at * points) @ weights, dtype=np.complex128)

    def tail(self, t: ArrayLike) -> Floats:
        """P(X > t) in closed form. [1]"""
        from scipy.special import ndtr

        x = np.asarray(t, dtype=np.float64)
        positive = np.where(x > 0, x, 1.0)
        z = np.log(positive * np.sqrt(1.0 + self.scv) / self.mean) / self.sigma
        return np.asarray(np.where(x > 0, ndtr(-z), 1.0), dtype=np.float64)

    def density(self, t: ArrayLike) -> Floats:
        """Probability density at t > 0. [1/s]"""
        x = np.asarray(t, dtype=np.float64)
        z = np.log(x * np.sqrt(1.0 + self.scv) / self.mean) / self.sigma
        height = np.sqrt(2.0 * np.pi) * self.sigma * x
        return np.asarray(np.exp(-0.5 * z * z) / height, dtype=np.float64)


def inverse_gaussian(mean: float, scv: float) -> InverseGaussian:
    """Inverse Gaussian time, mean > 0 and scv > 0."""
    _require(mean, scv)
    return InverseGaussian(float(mean), float(scv))


def lognormal(mean: float, scv: float) -> Lognormal:
    """Lognormal time, mean > 0 and scv > 0."""
    _require(mean, scv)
    return Lognormal(float(mean), float(scv))


def _require(mean: float, scv: float) -> None:
    if not mean > 0 or not scv > 0:
        raise ValueError(f"mean and scv must be > 0, got {mean!r} and {scv!r}")
