"""What a distribution of a service or of one stay at a station can be asked.

The constructors are in `distributions`; only the shapes live here.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessor.queueing.inversion import (
    Complexes,
    Floats,
    quantile_from_tail,
    tail_from_transform,
)


class Sojourn(ABC):
    """A non-negative random time: mean, spread, transform, tail and quantiles.

    `model` says what it describes and `error_class` how far it can be trusted (`accuracy`).
    An unstable stay has mean `inf`, tail 1, transform 0 and quantiles `inf`.
    """

    if TYPE_CHECKING:
        # Some shapes store these and some derive them; a run-time property would become the
        # default of the dataclass fields.
        @property
        def mean(self) -> float:
            """E[X]. [s]"""

        @property
        def scv(self) -> float:
            """Squared coefficient of variation. [1]"""

        @property
        def model(self) -> str:
            """What it describes."""

        @property
        def error_class(self) -> str:
            """How far it can be trusted."""

    @abstractmethod
    def transform(self, s: Complexes) -> Complexes:
        """E[exp(−sX)] for complex s with real part ≥ 0, any shape."""

    @property
    def stable(self) -> bool:
        """Whether the stay is finite."""
        return bool(np.isfinite(self.mean))

    def tail(self, t: ArrayLike) -> Floats:
        """P(X > t), any shape of t. [1]"""
        if not self.stable:
            return np.ones_like(np.asarray(t, dtype=np.float64))
        return tail_from_transform(self.transform, t)

    def quantile(self, probability: ArrayLike) -> Floats:
        """Least t with P(X ≤ t) ≥ probability, any shape. [s]"""
        return quantile_from_tail(self.tail, probability, scale=self.mean)


@dataclass(frozen=True)
class ErlangMixture(Sojourn):
    """Mixture of Erlang phases: `weights[i]` of `shapes[i]` stages with rate `rates[i]`.

    Holds every exponential, Erlang, mixed-Erlang and hyperexponential time.
    """

    weights: NDArray[np.float64]
    shapes: NDArray[np.float64]
    rates: NDArray[np.float64]
    model: str = "phase type"
    error_class: str = "exact"

    @property
    def mean(self) -> float:
        """E[X]. [s]"""
        return float(np.sum(self.weights * self.shapes / self.rates))

    @property
    def is_exponential(self) -> bool:
        """Whether it is a single stage."""
        return self.shapes.size == 1 and self.shapes[0] == 1

    @property
    def is_phase_type(self) -> bool:
        """Whether every part has a whole number of stages."""
        return bool(np.all(self.shapes == np.floor(self.shapes)))

    @property
    def abscissa(self) -> float:
        """E[exp(θX)] is finite below the slowest rate. [1/s]"""
        return float(self.rates.min())

    def moment(self, order: int) -> float:
        """E[X^n], n ≥ 1. [s^n]"""
        rising = np.ones_like(self.shapes)
        for i in range(order):
            rising = rising * (self.shapes + i)
        return float(np.sum(self.weights * rising / self.rates**order))

    @property
    def scv(self) -> float:
        """Variance over squared mean; 0 where the mean is 0. [1]"""
        mean = self.mean
        return max(self.moment(2) / mean**2 - 1.0, 0.0) if mean > 0 else 0.0

    def transform(self, s: Complexes) -> Complexes:
        """Sum of w (r/(r+s))^k."""
        at = np.asarray(s, dtype=np.complex128)[..., np.newaxis]
        stage = self.rates / (self.rates + at)
        return np.asarray(np.sum(self.weights * stage**self.shapes, axis=-1), dtype=np.complex128)

    def tail(self, t: ArrayLike) -> Floats:
        """P(X > t), by incomplete gamma functions."""
        from scipy.special import gammaincc

        at = np.asarray(t, dtype=np.float64)[..., np.newaxis]
        left = gammaincc(self.shapes, self.rates * np.maximum(at, 0.0))
        return np.asarray(np.clip(left @ self.weights, 0.0, 1.0), dtype=np.float64)

    def density(self, t: ArrayLike) -> Floats:
        """Probability density at t ≥ 0. [1/s]"""
        from scipy.special import gammaln, xlogy

        at = np.asarray(t, dtype=np.float64)[..., np.newaxis]
        x = self.rates * at
        log = xlogy(self.shapes - 1, x) - x - gammaln(self.shapes)
        return np.asarray((self.rates * np.exp(log)) @ self.weights, dtype=np.float64)

    def scaled(self, factor: float) -> "ErlangMixture":
        """The same shape, `factor` times as long."""
        return ErlangMixture(
            self.weights, self.shapes, self.rates / factor, self.model, self.error_class
        )


@dataclass(frozen=True)
class Constant(Sojourn):
    """A time that never varies."""

    mean: float
    scv: float = 0.0
    model: str = "deterministic"
    error_class: str = "exact"

    def transform(self, s: Complexes) -> Complexes:
        """exp(−sd)."""
        if not self.stable:
            return np.zeros_like(np.asarray(s, dtype=np.complex128))
        return np.exp(-self.mean * np.asarray(s, dtype=np.complex128))

    def tail(self, t: ArrayLike) -> Floats:
        """1 before the constant, 0 from it on."""
        return np.asarray(np.asarray(t, dtype=np.float64) < self.mean, dtype=np.float64)

    def quantile(self, probability: ArrayLike) -> Floats:
        """The constant itself, for every probability below 1."""
        p = np.asarray(probability, dtype=np.float64)
        return np.where(p < 1.0, self.mean, np.inf)


@dataclass(frozen=True)
class DelayedStay(Sojourn):
    """Nothing with probability 1 − `delayed`, else an exponential wait; then the service.

    The response of M/M/c exactly, of M/G/c first-come-first-served approximately.
    """

    delayed: float
    wait_rate: float
    service: Sojourn
    model: str = "M/M/c"
    error_class: str = "exact"

    @property
    def mean(self) -> float:
        """E[X]; `inf` where the wait never ends. [s]"""
        if self.delayed == 0.0:
            return self.service.mean
        return self.delayed / self.wait_rate + self.service.mean if self.wait_rate > 0 else np.inf

    @property
    def scv(self) -> float:
        """Variance over squared mean. [1]"""
        # A wait that is rarer than any float can tell has no square either.
        if not self.stable or self.mean**2 == 0.0:
            return 0.0
        waiting = self.delayed * (2.0 - self.delayed) / self.wait_rate**2 if self.delayed else 0.0
        return (waiting + self.service.scv * self.service.mean**2) / self.mean**2

    def transform(self, s: Complexes) -> Complexes:
        """((1 − C) + C θ/(θ + s)) × service."""
        at = np.asarray(s, dtype=np.complex128)
        if not self.stable:
            return np.zeros_like(at)
        if self.delayed == 0.0:
            return self.service.transform(at)
        wait = (1.0 - self.delayed) + self.delayed * self.wait_rate / (self.wait_rate + at)
        return np.asarray(wait * self.service.transform(at), dtype=np.complex128)

    def tail(self, t: ArrayLike) -> Floats:
        """Closed form for an exponential service, transform inversion otherwise."""
        service = self.service
        if isinstance(service, ErlangMixture) and service.is_exponential and self.stable:
            return exponential_response_tail(t, self.delayed, self.wait_rate, service.rates[0])
        return super().tail(t)


def exponential_response_tail(
    t: ArrayLike, delayed: ArrayLike, wait_rate: ArrayLike, service_rate: ArrayLike
) -> Floats:
    """P(wait + service > t), both exponential and the wait 0 with probability 1 − delayed.

    exp(−μt) [1 + C μ (1 − exp(−(θ−μ)t))/(θ−μ)], which stays finite at θ = μ.
    """
    from scipy.special import exprel

    at = np.maximum(np.asarray(t, dtype=np.float64), 0.0)
    mu, theta = np.asarray(service_rate, dtype=float), np.asarray(wait_rate, dtype=float)
    # Taken from the slower of the two rates, so that nothing overflows.
    slow = np.minimum(mu, theta)
    gap = np.abs(theta - mu)
    with np.errstate(invalid="ignore", over="ignore"):
        growth = np.exp(-slow * at) * mu * at * exprel(-gap * at)
    growth = np.where(at > 0, growth, 0.0)
    tail = np.exp(-mu * at) + np.asarray(delayed, dtype=float) * growth
    return np.asarray(np.clip(tail, 0.0, 1.0), dtype=np.float64)


@dataclass(frozen=True)
class Sum(Sojourn):
    """Independent times one after the other: the tiers of a request."""

    parts: tuple[Sojourn, ...]
    model: str = "sum of independent stays"

    @property
    def mean(self) -> float:
        """Sum of the means. [s]"""
        return float(sum(part.mean for part in self.parts))

    @property
    def scv(self) -> float:
        """Sum of the variances over the squared mean. [1]"""
        if not self.stable or self.mean == 0.0:
            return 0.0
        return float(sum(part.scv * part.mean**2 for part in self.parts)) / self.mean**2

    @property
    def error_class(self) -> str:
        """The classes of the parts that are not exact."""
        return combined_class(self.parts)

    def transform(self, s: Complexes) -> Complexes:
        """Product of the transforms."""
        product = np.ones_like(np.asarray(s, dtype=np.complex128))
        for part in self.parts:
            product = product * part.transform(s)
        return product


@dataclass(frozen=True)
class Mixture(Sojourn):
    """One of several times, with the given probabilities: the classes of a population."""

    weights: NDArray[np.float64]
    parts: tuple[Sojourn, ...]
    model: str = "mixture of classes"

    @property
    def mean(self) -> float:
        """Weighted mean. [s]"""
        return float(sum(w * part.mean for w, part in self._shares()))

    @property
    def scv(self) -> float:
        """Variance over squared mean. [1]"""
        if not self.stable or self.mean == 0.0:
            return 0.0
        second = sum(w * (1.0 + part.scv) * part.mean**2 for w, part in self._shares())
        return max(float(second) / self.mean**2 - 1.0, 0.0)

    @property
    def error_class(self) -> str:
        """The classes of the parts that are not exact."""
        return combined_class(self.parts)

    def transform(self, s: Complexes) -> Complexes:
        """Weighted transforms."""
        total = np.zeros_like(np.asarray(s, dtype=np.complex128))
        for w, part in self._shares():
            total = total + w * part.transform(s)
        return total

    def tail(self, t: ArrayLike) -> Floats:
        """Weighted tails; an unstable part leaves its whole weight."""
        total = np.zeros_like(np.asarray(t, dtype=np.float64))
        for w, part in self._shares():
            total = total + w * part.tail(t)
        return np.asarray(np.clip(total, 0.0, 1.0), dtype=np.float64)

    def quantile(self, probability: ArrayLike) -> Floats:
        """Finite up to the share of the stable parts, `inf` beyond it."""
        p = np.asarray(probability, dtype=np.float64)
        stable = [(w, part) for w, part in self._shares() if part.stable]
        share = sum(w for w, _ in stable)
        scale = max((part.mean for _, part in stable), default=np.inf)
        reachable = p < share if share < 1.0 else p < 1.0
        found = quantile_from_tail(self.tail, np.where(reachable, p, 0.0), scale=scale)
        return np.where(reachable, found, np.inf)

    def _shares(self) -> list[tuple[float, Sojourn]]:
        return [(float(w), p) for w, p in zip(self.weights, self.parts, strict=True) if w > 0]


def combined_class(parts: Sequence[Sojourn]) -> str:
    """`exact`, or the approximate classes among the parts joined by `+`."""
    inexact = sorted({name for p in parts for name in p.error_class.split("+")} - {"exact"})
    return "+".join(inexact) or "exact"
