"""The universal scalability law: throughput of a system as its concurrency or size grows."""

from dataclasses import dataclass
from math import inf, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class ScalabilityLaw:
    """X(N) = rate·N / (1 + contention·(N−1) + coherency·N·(N−1)).

    References
    ----------
    .. [1] N. J. Gunther, Guerrilla Capacity Planning. Berlin: Springer, 2007, ch. 4-6 (recalled).
    """

    rate: float
    """Throughput of one alone, γ. [1/s]"""
    contention: float
    """Serial share, σ (α in some texts), ≥ 0. [1]"""
    coherency: float
    """Cost of keeping each pair consistent, κ (β in some texts), ≥ 0. [1]"""

    def __post_init__(self) -> None:
        if not (self.rate > 0 and self.contention >= 0 and self.coherency >= 0):
            raise ValueError(f"rate > 0 and coefficients ≥ 0 expected, got {self}")

    def throughput(self, concurrency: ArrayLike) -> Array:
        """X(N) for N ≥ 0. [1/s]"""
        n = np.asarray(concurrency, np.float64)
        return np.asarray(self.rate * n / self._stretch(n), np.float64)

    def response_time(self, concurrency: ArrayLike) -> Array:
        """N/X(N), by Little's law. [s]"""
        n = np.asarray(concurrency, np.float64)
        return np.asarray(self._stretch(n) / self.rate, np.float64)

    def speed(self, concurrency: ArrayLike) -> Array:
        """X(N)/X(1): the load-dependent speed of a station of a closed network. [1]"""
        return self.throughput(concurrency) / self.rate

    @property
    def peak_concurrency(self) -> float:
        """N* = √((1−σ)/κ) where throughput is greatest, at least 1; inf without coherency."""
        if self.coherency == 0:
            return inf if self.contention < 1 else 1.0
        return max(sqrt(max(1 - self.contention, 0.0) / self.coherency), 1.0)

    @property
    def peak_throughput(self) -> float:
        """X(N*); the limit rate/contention where there is no peak. [1/s]"""
        if self.peak_concurrency == inf:
            return self.limit
        return float(self.throughput(self.peak_concurrency))

    @property
    def limit(self) -> float:
        """rate/contention, never exceeded; inf without contention. [1/s]"""
        return self.rate / self.contention if self.contention > 0 else inf

    @property
    def optimal_concurrency(self) -> float:
        """1/σ, where linear growth would meet the limit; inf without contention."""
        return 1 / self.contention if self.contention > 0 else inf

    def concurrency_for(self, throughput: float) -> float:
        """Least N with X(N) ≥ throughput; inf above the peak. [1]"""
        if not throughput >= 0:
            raise ValueError(f"throughput must be ≥ 0, got {throughput}")
        # κ N² + (σ − κ − rate/X) N + (1 − σ) = 0, the smaller root.
        if throughput == 0:
            return 0.0
        a, c = self.coherency, 1 - self.contention
        b = self.rate / throughput - self.contention + self.coherency
        under = b * b - 4 * a * c
        if b <= 0 or under < 0:
            return inf
        return max(2 * c / (b + sqrt(under)), 0.0)

    def concurrency_within(self, response_limit: float) -> float:
        """Greatest N with N/X(N) ≤ response_limit; inf if it never slows that far. [1]"""
        a, b = self.coherency, self.contention - self.coherency
        room = self.rate * response_limit - 1 + self.contention
        if a == 0:
            return room / b if b > 0 else inf
        under = b * b + 4 * a * room
        return max((sqrt(under) - b) / (2 * a), 0.0) if under >= 0 else 0.0

    def throughput_within(self, response_limit: float) -> float:
        """X at the concurrency where the response reaches the limit. [1/s]"""
        n = self.concurrency_within(response_limit)
        return self.limit if n == inf else float(self.throughput(n))

    def contention_response(self, throughput: float) -> float:
        """Response at a throughput if pairs cost nothing (κ = 0): a lower bound; inf at the limit.

        (1 − σ)/(rate − σX). [s]
        """
        room = self.rate - self.contention * throughput
        return (1 - self.contention) / room if room > 0 else inf

    def _stretch(self, n: Array) -> Array:
        return 1 + self.contention * (n - 1) + self.coherency * n * (n - 1)


@dataclass(frozen=True)
class Interval:
    """Estimate with its confidence interval and standard error."""

    low: float
    base: float
    high: float
    error: float


@dataclass(frozen=True)
class ScalabilityFit:
    """A fitted law and how well the points determine it."""

    law: ScalabilityLaw
    rate: Interval
    contention: Interval
    coherency: Interval
    residual_deviation: float
    """Of throughput, n − 3 degrees of freedom. [1/s]"""
    determination: float
    """R²: share of the variance of throughput explained."""
    coverage: float
    extrapolates: bool
    """Whether the peak lies beyond the largest concurrency measured."""
    model: str = "universal scalability law, nonlinear least squares"
    error_class: str = "fit"


def fit_scalability(
    concurrency: ArrayLike, throughput: ArrayLike, *, coverage: float = 0.95
) -> ScalabilityFit:
    """Least-squares fit of rate, contention and coherency, none below 0.

    Parameters
    ----------
    concurrency
        Users, threads or servers of each measurement, > 0, at least 4 of them.
    throughput
        > 0. [1/s]
    coverage
        Of the confidence intervals, in (0, 1); Student's t with n − 3 degrees of freedom on the
        linearised model, cut at 0.

    Returns
    -------
    The law with intervals of its coefficients; its peak is inf without coherency.

    Raises
    ------
    ValueError
        Fewer than 4 points or 3 different concurrencies, or values ≤ 0.

    References
    ----------
    .. [1] N. J. Gunther, Guerrilla Capacity Planning. Berlin: Springer, 2007, ch. 5 (recalled).
    """
    n, x = np.asarray(concurrency, np.float64), np.asarray(throughput, np.float64)
    if n.shape != x.shape or n.size < 4 or np.unique(n).size < 3:
        raise ValueError("at least 4 points at 3 different concurrencies are needed")
    if np.any(n <= 0) or np.any(x <= 0) or not 0 < coverage < 1:
        raise ValueError("concurrency and throughput must be > 0 and coverage in (0, 1)")
    parameters = _least_squares(n, x)
    law = ScalabilityLaw(*parameters)
    jacobian = _jacobian(parameters, n)
    residual = x - law.throughput(n)
    deviation = sqrt(float(residual @ residual) / (n.size - 3))
    rate, contention, coherency = _intervals(parameters, jacobian, deviation, coverage)
    spread = float(np.sum((x - x.mean()) ** 2))
    explained = 1 - float(residual @ residual) / spread if spread > 0 else 1.0
    beyond = law.peak_concurrency > float(n.max())
    return ScalabilityFit(law, rate, contention, coherency, deviation, explained, coverage, beyond)


def _least_squares(n: Array, x: Array) -> tuple[float, float, float]:
    from scipy.optimize import least_squares

    scale = float(x.max())

    def residuals(p: Array) -> Array:
        return _curve(p, n) - x / scale

    def slopes(p: Array) -> Array:
        return _jacobian(p, n)

    best = least_squares(
        residuals,
        _start(n, x / scale),
        jac=slopes,
        bounds=(0.0, np.inf),
        x_scale="jac",
        ftol=1e-15,
        xtol=1e-15,
        gtol=1e-15,
        max_nfev=2000,
    ).x
    rate, contention, coherency = (float(v) for v in best)
    # The bounded search stays a hair inside; a coefficient that wants to be 0 is 0.
    return (
        rate * scale,
        contention if contention > 1e-12 else 0.0,
        (coherency if coherency > 1e-14 else 0.0),
    )


def _start(n: Array, x: Array) -> Array:
    """From the parabola of N/X, which is linear in the parameters."""
    basis = np.stack([np.ones_like(n), n - 1, n * (n - 1)], axis=1)
    whole, serial, pairs = np.linalg.lstsq(basis * (x / n)[:, np.newaxis], np.ones_like(n))[0]
    rate = 1 / whole if whole > 0 else float(np.max(x / n))
    return np.array([rate, max(serial * rate, 1e-6), max(pairs * rate, 1e-9)])


def _curve(p: Array, n: Array) -> Array:
    return np.asarray(p[0] * n / (1 + p[1] * (n - 1) + p[2] * n * (n - 1)), np.float64)


def _jacobian(parameters: ArrayLike, n: Array) -> Array:
    p = np.asarray(parameters, np.float64)
    stretch = 1 + p[1] * (n - 1) + p[2] * n * (n - 1)
    slope = -p[0] * n / stretch**2
    return np.stack([n / stretch, slope * (n - 1), slope * n * (n - 1)], axis=1)


def _intervals(
    parameters: tuple[float, float, float], jacobian: Array, deviation: float, coverage: float
) -> list[Interval]:
    from scipy.special import stdtrit

    # Columns differ by orders of magnitude; scaled, the inverse keeps its digits.
    size = np.linalg.norm(jacobian, axis=0)
    covariance = np.linalg.pinv((jacobian / size).T @ (jacobian / size))
    errors = deviation * np.sqrt(np.diag(covariance)) / size
    times = float(stdtrit(jacobian.shape[0] - 3, (1 + coverage) / 2))
    return [
        Interval(max(p - times * e, 0.0), p, p + times * e, e)
        for p, e in zip(parameters, (float(e) for e in errors), strict=True)
    ]
