"""Arrival rates that change over time, and the load they offer to servers without limit.

The number busy in M(t)/G/∞ is Poisson with mean m(t) = ∫ λ(t−x) P(S > x) dx, exactly: the best
single figure of how much is asked for at time t. Staffing and transients build on it.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessor.queueing.contours import rule_for
from assessor.queueing.networks_response import end_to_end
from assessor.queueing.sojourn import Constant, ErlangMixture, Sojourn
from assessor.queueing.transforms import Complex, invert

Array = NDArray[np.float64]


class Profile(ABC):
    """An arrival rate λ(t) ≥ 0."""

    @abstractmethod
    def rate(self, t: ArrayLike) -> Array:
        """λ(t), continuous from the right, any shape of t. [1/s]"""

    @abstractmethod
    def load(self, t: ArrayLike, service: Sojourn) -> Array:
        """m(t) for the given service time, any shape of t. [erlang]"""

    @property
    def breaks(self) -> Array:
        """Times at which the rate is not smooth."""
        return np.empty(0)


@dataclass(frozen=True)
class Sinusoid(Profile):
    """λ(t) = mean + amplitude·sin(frequency·t), since ever. Frequency in radians per second."""

    mean: float
    amplitude: float
    frequency: float

    def __post_init__(self) -> None:
        if not (self.mean >= abs(self.amplitude) and self.frequency > 0):
            raise ValueError(f"|amplitude| ≤ mean and frequency > 0 expected, got {self}")

    def rate(self, t: ArrayLike) -> Array:
        """λ(t). [1/s]"""
        return self.mean + self.amplitude * np.sin(self.frequency * np.asarray(t, np.float64))

    def load(self, t: ArrayLike, service: Sojourn) -> Array:
        """m(t) by the transform at iγ.

        References
        ----------
        .. [1] S. G. Eick, W. A. Massey and W. Whitt, "Mt/G/∞ queues with sinusoidal arrival
           rates", Management Sci. 39(2), 1993 (recalled).
        """
        if not service.stable:
            return np.full(np.shape(t), inf)
        turn = 1j * self.frequency
        gain = (1 - complex(service.transform(np.array([turn]))[0])) / turn
        swing = np.imag(np.exp(turn * np.asarray(t, np.float64)) * gain)
        return np.asarray(self.mean * service.mean + self.amplitude * swing, np.float64)


@dataclass(frozen=True)
class Piecewise(Profile):
    """A rate of straight pieces: constant steps, or lines between points.

    Before the first time the rate is the first one (`since_ever`) or 0; after the last it stays.
    """

    times: Array
    rates: Array
    linear: bool = False
    since_ever: bool = True

    def __post_init__(self) -> None:
        ordered = self.times.ndim == 1 and np.all(np.diff(self.times) > 0)
        if not ordered or self.times.shape != self.rates.shape or self.times.size == 0:
            raise ValueError("times must increase and each have a rate")
        if not np.all(self.rates >= 0):
            raise ValueError("rates must be ≥ 0")

    @property
    def breaks(self) -> Array:
        """The times where pieces meet."""
        return self.times

    def rate(self, t: ArrayLike) -> Array:
        """λ(t). [1/s]"""
        at = np.asarray(t, np.float64)
        before = self.rates[0] if self.since_ever else 0.0
        if self.linear:
            inside = np.interp(at, self.times, self.rates)
        else:
            inside = self.rates[np.maximum(np.searchsorted(self.times, at, side="right") - 1, 0)]
        return np.asarray(np.where(at < self.times[0], before, inside), np.float64)

    def load(self, t: ArrayLike, service: Sojourn) -> Array:
        """m(t) as a sum over jumps of E[min(S, x)] and over bends of its integral."""
        if not service.stable:
            return np.full(np.shape(t), inf)
        since = np.asarray(t, np.float64)[..., np.newaxis] - self.times
        jumps, bends = self._changes()
        head = self.rates[0] * service.mean if self.since_ever else 0.0
        total = head + busy_integral(service, since) @ jumps
        if self.linear:
            total = total + busy_second_integral(service, since) @ bends
        return np.asarray(total, np.float64)

    def _changes(self) -> tuple[Array, Array]:
        """Steps of the rate and changes of its slope at each time."""
        start = 0.0 if self.since_ever else self.rates[0]
        if not self.linear:
            return np.concatenate([[start], np.diff(self.rates)]), np.zeros(self.times.size)
        slopes = np.diff(self.rates) / np.diff(self.times)
        bends = np.diff(np.concatenate([[0.0], slopes, [0.0]]))
        jumps = np.zeros(self.times.size)
        jumps[0] = start
        return jumps, bends


def steps(times: ArrayLike, rates: ArrayLike, *, since_ever: bool = True) -> Piecewise:
    """A rate that jumps to rates[i] at times[i] and stays."""
    return Piecewise(
        np.asarray(times, np.float64), np.asarray(rates, np.float64), since_ever=since_ever
    )


def lines(times: ArrayLike, rates: ArrayLike, *, since_ever: bool = True) -> Piecewise:
    """A rate that runs straight between the points (times[i], rates[i])."""
    return Piecewise(
        np.asarray(times, np.float64),
        np.asarray(rates, np.float64),
        linear=True,
        since_ever=since_ever,
    )


@dataclass(frozen=True)
class OfferedLoad:
    """The load offered over time, and what a lag-free view would have said."""

    times: Array
    load: Array
    """m(t). [erlang]"""
    pointwise_load: Array
    """λ(t)·E[S], blind to the lag. [erlang]"""
    lag: float
    """E[S²]/(2E[S]), by which the load trails a smooth rate. [s]"""
    model: str = "M(t)/G/∞ offered load"
    error_class: str = "exact"


def offered_load_over_time(*, profile: Profile, service: Sojourn, times: ArrayLike) -> OfferedLoad:
    """How many servers would be busy at each time if there were always enough.

    Parameters
    ----------
    profile
        The arrival rate over time.
    service
        Law of one service time.
    times
        Any shape. [s]

    Returns
    -------
    m(t), exact for sinusoids and straight pieces; inf for a service without finite mean.
    Servers without limit are never unstable. [erlang]

    References
    ----------
    .. [1] S. G. Eick, W. A. Massey and W. Whitt, "The physics of the Mt/G/∞ queue", Oper. Res.
       41(4), 1993 (recalled).
    """
    at = np.asarray(times, np.float64)
    mean = service.mean
    lag = mean * (1 + service.scv) / 2
    with np.errstate(invalid="ignore"):
        pointwise = np.where(profile.rate(at) > 0, profile.rate(at) * mean, 0.0)
    return OfferedLoad(at, profile.load(at, service), pointwise, lag)


def busy_integral(service: Sojourn, x: ArrayLike) -> Array:
    """E[min(S, x)] = ∫₀ˣ P(S > u) du for any x; 0 below 0. [s]"""
    at = np.maximum(np.asarray(x, np.float64), 0.0)
    if isinstance(service, ErlangMixture):
        return _erlang_min(service, at, 1)
    if isinstance(service, Constant):
        return np.minimum(at, service.mean)
    return _inverted(service, at, 2)


def busy_second_integral(service: Sojourn, x: ArrayLike) -> Array:
    """∫₀ˣ E[min(S, u)] du = x·E[min(S, x)] − E[min(S, x)²]/2. [s²]"""
    at = np.maximum(np.asarray(x, np.float64), 0.0)
    if isinstance(service, ErlangMixture):
        return at * _erlang_min(service, at, 1) - _erlang_min(service, at, 2) / 2
    if isinstance(service, Constant):
        least = np.minimum(at, service.mean)
        return at * least - least**2 / 2
    return _inverted(service, at, 3)


def _erlang_min(service: ErlangMixture, x: Array, power: int) -> Array:
    """E[min(S, x)^power] for power 1 or 2."""
    from scipy.special import gammainc, gammaincc

    k, r = service.shapes, service.rates
    at = x[..., np.newaxis]
    moment = k / r if power == 1 else k * (k + 1) / r**2
    early = moment * gammainc(k + power, r * at)
    late = at**power * gammaincc(k, r * at)
    return np.asarray((early + late) @ service.weights, np.float64)


def _inverted(service: Sojourn, x: Array, order: int) -> Array:
    law = end_to_end([service])
    rule = rule_for(law.stages + order, law.scv)

    def transform(s: Complex) -> Complex:
        return np.asarray((1 - law.transform(s)) / s**order, np.complex128)

    positive = np.where(x > 0, x, 1.0)
    return np.where(x > 0, invert(transform, positive, rule=rule), 0.0)
