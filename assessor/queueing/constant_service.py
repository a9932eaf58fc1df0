"""Constant service times, M/D/c, and constant arrivals, D/M/c: exact, no fitting.

Both matter as the regular end of the scale that `approximations` interpolate on.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessor.queueing.inversion import quantile_from_tail

Floats = NDArray[np.float64]
Complexes = NDArray[np.complex128]

_MOST_TERMS = 3000
"""Spitzer's series is used up to so many terms, the roots beyond."""

_TOGETHER = 4096
"""Terms times questions at a time."""


def mdc_queue(servers: ArrayLike, offered_load: ArrayLike) -> Floats:
    """Mean number waiting in M/D/c, exact; divide by λ for the mean wait.

    Parameters
    ----------
    servers
        c ≥ 1, whole. [1]
    offered_load
        a ≥ 0; broadcast with `servers`; a ≥ c gives `inf`. [erlang]

    Returns
    -------
    E[L_q] to about 1e-12 relative. [1]

    References
    ----------
    .. [1] F. Spitzer's identity for the random walk of Poisson(a) − c steps (recalled):
       E[L_q] = Σ_k E[(Poisson(ka) − kc)⁺]/k, converging like exp(−kc(ρ − 1 − ln ρ)).
    .. [2] C. D. Crommelin (1932) for the roots of z^c = exp(a(z − 1)) (recalled).
    """
    c, a = (np.asarray(x, dtype=np.float64) for x in np.broadcast_arrays(servers, offered_load))
    if np.any(c < 1) or np.any(c != np.floor(c)) or not np.all(a >= 0):
        raise ValueError(f"need whole servers ≥ 1 and load ≥ 0, got {servers!r}, {offered_load!r}")
    queue = np.where(a < c, 0.0, np.inf)
    rho = a / c
    work = (a > 0) & (a < c)
    with np.errstate(divide="ignore"):
        terms = 40.0 / (c * np.where(work, rho - 1.0 - np.log(np.where(work, rho, 0.5)), 1.0))
    single, short = work & (c == 1), work & (c > 1) & (terms <= _MOST_TERMS)
    long = work & (c > 1) & ~short
    queue[single] = (a[single] ** 2) / (2.0 * (1.0 - a[single]))
    queue[short] = _spitzer_queue(c[short], a[short])
    queue[long] = _root_queue(c[long], a[long])
    return np.asarray(queue, dtype=np.float64)


def _spitzer_queue(c: Floats, a: Floats) -> Floats:
    """Σ_k E[(Poisson(ka) − kc)⁺]/k, a stretch of k at a time for the questions still open."""
    total = np.zeros_like(a)
    active, first = np.arange(a.size), 1
    while active.size:
        k = np.arange(first, first + max(1, _TOGETHER // active.size), dtype=np.float64)[
            :, np.newaxis
        ]
        terms = _excess(k * c[active], k * a[active]) / k
        total[active] += terms.sum(axis=0)
        active = active[terms[-1] > 1e-17 * total[active]]
        first += k.size
    return total


def _excess(m: Floats, mean: Floats) -> Floats:
    """E[(N − m)⁺] = x P(N = m) − (m − x) P(N > m) of a Poisson N of mean x < m."""
    from scipy.special import gammainc

    from assessor.queueing.erlang import log_poisson

    excess = mean * np.exp(log_poisson(m, mean)) - (m - mean) * gammainc(m + 1.0, mean)
    return np.maximum(excess, 0.0)


def _root_queue(c: Floats, a: Floats) -> Floats:
    """(a² − c(c − 1))/(2(c − a)) + Σ 1/(1 − z_k), the roots in conjugate pairs."""
    total = (a * a - c * (c - 1.0)) / (2.0 * (c - a))
    last, step = int(c.max(initial=1.0) // 2), max(1, _TOGETHER // max(a.size, 1))
    for first in range(1, last + 1, step):
        k = np.arange(first, min(first + step, last + 1), dtype=np.float64)[:, np.newaxis]
        pair = np.where(2 * k < c, 2.0, np.where(2 * k == c, 1.0, 0.0))
        root = crommelin_roots(c, a, np.minimum(k, c / 2))
        total += (pair * (1.0 / (1.0 - root)).real).sum(axis=0)
    return total


def crommelin_roots(servers: Floats, offered_load: Floats, k: Floats) -> Complexes:
    """k-th root of z^c = exp(a(z − 1)) inside the unit disc, by Lambert's W."""
    from scipy.special import lambertw

    rho = offered_load / servers
    turn = np.exp(2j * np.pi * k / servers)
    return np.asarray(-lambertw(-rho * turn * np.exp(-rho)) / rho, dtype=np.complex128)


@dataclass(frozen=True)
class ConstantServiceWait:
    """Waiting time of M/D/c, exact; unstable gives tail 1 and quantiles `inf`."""

    servers: int
    arrival_rate: float
    service_time: float
    model: str = "M/D/c"
    error_class: str = "exact"

    @property
    def offered_load(self) -> float:
        """λD. [erlang]"""
        return self.arrival_rate * self.service_time

    @property
    def stable(self) -> bool:
        """Whether the load stays below the servers."""
        return self.offered_load < self.servers

    @cached_property
    def mean(self) -> float:
        """E[W_q]. [s]"""
        if self.arrival_rate == 0:
            return 0.0
        return float(mdc_queue(self.servers, self.offered_load)) / self.arrival_rate

    @property
    def delay_probability(self) -> float:
        """P(W_q > 0). [1]"""
        return float(self.tail(0.0))

    @cached_property
    def _queue_at_most(self) -> Floats:
        """P(waiting ≤ n), n = 0, 1, … until the rest is below round-off."""
        from scipy.special import lambertw

        rho = self.offered_load / self.servers
        # The queue's tail falls by this factor per place: the root of z^c = exp(a(z − 1)) above 1.
        decay = float(np.log(-lambertw(-rho * np.exp(-rho), -1).real / rho))
        size = 2 ** int(np.ceil(np.log2(40.0 / decay + 2.0 * self.servers + 64.0)))
        at_most = np.cumsum(_queue_probabilities(self.servers, self.offered_load, size))
        return np.asarray(np.minimum(at_most, 1.0), dtype=np.float64)

    def tail(self, t: ArrayLike) -> Floats:
        """P(W_q > t), t ≥ 0. [1]

        References
        ----------
        .. [1] G. J. Franx, "A simple solution for the M/D/c waiting time distribution",
           Oper. Res. Lett. 29 (2001), eq. for P(W ≤ t) as a positive sum (recalled).
        """
        at = np.asarray(t, dtype=np.float64)
        if not self.stable or self.arrival_rate == 0:
            return np.full_like(at, 0.0 if self.arrival_rate == 0 else 1.0)
        return np.array([self._tail_at(max(x, 0.0)) for x in at.ravel()]).reshape(at.shape)

    def _tail_at(self, t: float) -> float:
        from scipy.special import gammaincc, gammaln, xlogy

        rounds = int(t / self.service_time) + 1
        mean = max(self.arrival_rate * (rounds * self.service_time - t), 0.0)
        most = rounds * self.servers - 1
        at_most = self._queue_at_most
        j = np.arange(most + 1.0)
        poisson = np.exp(xlogy(j, mean) - mean - gammaln(j + 1.0))
        above = 1.0 - at_most[np.minimum(most - np.arange(most + 1), at_most.size - 1)]
        # P(W > t) = P(Poisson > most) + Σ P(Poisson = j) P(waiting > most − j): all positive.
        beyond = 1.0 - float(gammaincc(most + 1.0, mean)) if mean > 0 else 0.0
        return float(np.clip(beyond + poisson @ above, 0.0, 1.0))

    def quantile(self, probability: ArrayLike) -> Floats:
        """Least t with P(W_q ≤ t) ≥ probability. [s]"""
        scale = self.mean + self.service_time / self.servers if self.stable else np.inf
        return quantile_from_tail(self.tail, probability, scale=scale)


def _queue_probabilities(c: int, a: float, size: int) -> Floats:
    """P(n waiting) from the generating function on the unit circle."""
    z = np.exp(2j * np.pi * np.arange(size) / size)
    with np.errstate(invalid="ignore", divide="ignore"):
        value = (c - a) * (z - 1.0) / (z**c - np.exp(a * (z - 1.0)))
    for k in range(1, c):
        root = complex(crommelin_roots(np.array(float(c)), np.array(a), np.array(float(k))))
        value *= (z - root) / (1.0 - root)
    value[0] = 1.0
    return np.maximum(np.fft.fft(value).real / size, 0.0)


@dataclass(frozen=True)
class ConstantArrivals:
    """D/M/c: one arrival every 1/λ, exponential service."""

    delay_probability: float
    waiting_mean: float
    decay_rate: float
    """P(W_q > t) = delay_probability × exp(−decay_rate × t). [1/s]"""
    model: str = "D/M/c"
    error_class: str = "exact"

    def waiting_quantile(self, probability: ArrayLike) -> Floats:
        """Least t with P(W_q ≤ t) ≥ probability. [s]"""
        left = 1.0 - np.asarray(probability, dtype=np.float64)
        if self.decay_rate == 0:
            return np.full_like(left, np.inf)
        with np.errstate(divide="ignore"):
            waits = np.log(self.delay_probability / left) / self.decay_rate
        return np.asarray(np.maximum(waits, 0.0), dtype=np.float64)


def dmc(*, servers: int, arrival_rate: float, service_rate: float) -> ConstantArrivals:
    """D/M/c from the chain embedded at arrivals, exact.

    Parameters
    ----------
    servers
        c ≥ 1. [1]
    arrival_rate, service_rate
        λ > 0, μ > 0. [1/s]

    References
    ----------
    .. [1] L. Takács, Introduction to the Theory of Queues, 1962, ch. 2 sec. 3 (recalled).
    """
    if servers < 1 or not (arrival_rate > 0 and service_rate > 0):
        raise ValueError(f"need servers ≥ 1 and rates > 0, got {servers!r}")
    load = arrival_rate / (servers * service_rate)
    if load >= 1:
        return ConstantArrivals(1.0, np.inf, 0.0)
    from scipy.special import lambertw

    # sigma = exp(−(1 − sigma)/ρ)
    sigma = float(-load * lambertw(-np.exp(-1.0 / load) / load).real)
    delayed = _takacs(servers, service_rate / arrival_rate, sigma)
    rate = servers * service_rate * (1.0 - sigma)
    return ConstantArrivals(delayed, delayed / rate, rate)


def _takacs(c: int, step: float, sigma: float) -> float:
    """P(wait) of GI/M/c with constant inter-arrival time `step` service means."""
    from scipy.special import gammaln

    j = np.arange(1.0, c + 1.0)
    phi = np.exp(-j * step)
    log_c = np.cumsum(-j * step - np.log(-np.expm1(-j * step)))
    log_choose = gammaln(c + 1.0) - gammaln(j + 1.0) - gammaln(c - j + 1.0)
    ratio = (c * (1.0 - phi) - j) / (c * (1.0 - sigma) - j)
    terms = np.exp(log_choose - log_c) / (1.0 - phi) * ratio
    return float(1.0 / (1.0 - sigma) / (1.0 / (1.0 - sigma) + terms.sum()))
