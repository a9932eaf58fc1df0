"""Processor sharing: what the CPUs of a server do. Nobody waits, everybody is slowed down.

Means are exact and do not depend on the spread of the service time; the spread of the response
is fitted. First-come-first-served stations are in `mmc` and `approximations`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessor.queueing.distributions import from_moments
from assessor.queueing.erlang import erlang_c
from assessor.queueing.finite import birth_death
from assessor.queueing.skewed import InverseGaussian, Lognormal
from assessor.queueing.sojourn import Constant, ErlangMixture, Sojourn
from assessor.queueing.stretched import Memory, StretchedConstant, StretchedService
from assessor.queueing.stretched import StretchedClasses as StretchedClasses

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Sharing:
    """M/G/c processor sharing; unstable gives an infinite stretch."""

    servers: Floats
    arrival_rate: Floats
    service_mean: Floats
    service_scv: Floats
    utilisation: Floats
    delay_probability: Floats
    """P(fewer channels than requests), the Erlang C of the station. [1]"""
    stretch: Floats
    """E[response]/E[service] = 1 + C/(c(1 − ρ)), for every size of job. [1]"""
    response_mean: Floats
    number_mean: Floats
    model: str = "M/G/c-PS"
    error_class: str = "exact"

    def response_of(self, size: ArrayLike) -> Floats:
        """Mean response of a job of the given size, proportional to it. [s]

        Exact: on the clock of attained service the slowdown is stationary.
        """
        return np.asarray(self.stretch * np.asarray(size, dtype=np.float64))

    def response_quantile(self, probability: ArrayLike) -> Floats:
        """Quantiles of the response by the fitted spread (error class `sharing`). [s]"""
        values = np.broadcast_arrays(
            self.servers, self.arrival_rate, self.service_mean, self.service_scv, probability
        )
        found = [
            float(sharing_stay(c, lam, from_moments(mean, scv)).quantile(p))
            for c, lam, mean, scv, p in zip(*(v.ravel().tolist() for v in values), strict=True)
        ]
        return np.array(found, dtype=np.float64).reshape(values[0].shape)


def processor_sharing(
    *,
    servers: ArrayLike,
    arrival_rate: ArrayLike,
    service_mean: ArrayLike,
    service_scv: ArrayLike = 1.0,
) -> Sharing:
    """M/G/c processor sharing, each job on at most one channel at a time.

    Parameters
    ----------
    servers
        Channels c > 0, whole or real. [1]
    arrival_rate
        λ ≥ 0. [1/s]
    service_mean
        E[S] > 0 on a free channel. [s]
    service_scv
        Of the service time, ≥ 0; moves the quantiles only. [1]

    References
    ----------
    .. [1] F. P. Kelly, Reversibility and Stochastic Networks, 1979, sec. 3.3: insensitivity of
       symmetric queues (recalled).
    """
    c, lam, mean, scv = (
        np.asarray(x, dtype=np.float64)
        for x in np.broadcast_arrays(servers, arrival_rate, service_mean, service_scv)
    )
    if not (np.all(c > 0) and np.all(lam >= 0) and np.all(mean > 0) and np.all(scv >= 0)):
        raise ValueError(f"need servers and service_mean > 0, got {servers!r}, {service_mean!r}")
    load = lam * mean
    delay = erlang_c(c, load)
    with np.errstate(divide="ignore"):
        stretch = np.where(load < c, 1.0 + delay / np.maximum(c - load, 0.0), np.inf)
    return Sharing(
        servers=c,
        arrival_rate=lam,
        service_mean=mean,
        service_scv=scv,
        utilisation=load / c,
        delay_probability=delay,
        stretch=stretch,
        response_mean=stretch * mean,
        number_mean=np.where(load > 0, load * stretch, 0.0),
    )


def sharing_stay(
    servers: float,
    arrival_rate: float,
    service: Sojourn,
    *,
    unevenness: float = 1.0,
    error_class: str = "sharing",
) -> Sojourn:
    """Response of M/G/c processor sharing as a distribution.

    Parameters
    ----------
    servers
        Channels c > 0. [1]
    arrival_rate
        λ ≥ 0. [1/s]
    service
        A constant, Erlang, gamma, hyperexponential, lognormal or inverse Gaussian time.
    unevenness
        By how much the stretch above 1 exceeds that of one pool (`balancing`). [1]
    error_class
        What the result is filed under.

    Returns
    -------
    Each size x takes x and a gamma time on top, together with mean stretch × x, exact, and variance
    v(x) = 2 σ² ∫ (x − u) r(u) du. On the clock of attained service all jobs age at the same speed
    and arrivals come at λ f(n) with f(n) = max(1, (n + 1)/c); σ² is the variance of f, exact,
    and r its autocorrelation: exact for one server, where it is the tail of the delayed M/G/1 wait
    (Yashkov), that of an equivalent single server for more. Error class `sharing`.

    References
    ----------
    .. [1] S. F. Yashkov, "Processor-sharing queues: some progress in analysis", Queueing Systems
       2 (1987): Var T(x) in M/G/1 (recalled).
    """
    answer = processor_sharing(
        servers=servers,
        arrival_rate=arrival_rate,
        service_mean=service.mean,
        service_scv=service.scv,
    )
    stretch = 1.0 + (float(answer.stretch) - 1.0) * unevenness
    if not np.isfinite(stretch):
        return Constant(np.inf, model="M/G/c-PS")
    if arrival_rate == 0:
        return service
    pooled = _memory(servers, arrival_rate, service)
    memory = Memory(pooled.variances * unevenness, pooled.times)
    if stretch - 1.0 <= 1e-12:
        return service
    if isinstance(service, Constant):
        return StretchedConstant(service.mean, stretch, memory, error_class=error_class)
    if isinstance(service, ErlangMixture | Lognormal | InverseGaussian):
        return StretchedService(service, stretch, memory, error_class=error_class)
    raise ValueError(f"no density of {type(service).__name__}: give one single service time")


def _memory(c: float, lam: float, service: Sojourn) -> Memory:
    """Variance and forgetting of the slowdown."""
    variance, time = _exponential_memory(c, lam * service.mean)
    time = time * service.mean
    if variance <= 0:
        return Memory(np.zeros(1), np.ones(1))
    # The single server whose delayed wait forgets as fast, were the service exponential.
    load = 1.0 - min(service.mean / time, 1.0)
    two = isinstance(service, ErlangMixture) and service.shapes.tolist() == [1.0, 1.0]
    if isinstance(service, ErlangMixture) and two and load > 0:
        return Memory(*_delayed_wait(load / service.mean, service, variance))
    return Memory(np.array([variance]), np.array([time * (1.0 + service.scv) / 2.0]))


def _delayed_wait(lam: float, service: ErlangMixture, variance: float) -> tuple[Floats, Floats]:
    """M/H2/1: P(W > u | W > 0) as two exponentials."""
    fast, slow = service.rates
    load = lam * service.mean
    half = (fast + slow - lam) / 2.0
    root = np.sqrt(max(half**2 - fast * slow * (1.0 - load), 0.0))
    eta = np.array([fast * slow * (1.0 - load) / (half + root), half + root])
    mean = service.moment(2) / (2.0 * service.mean * (1.0 - load))
    share = (mean - 1.0 / eta[1]) / (1.0 / eta[0] - 1.0 / eta[1])
    return variance * np.array([share, 1.0 - share]), 1.0 / eta


def _exponential_memory(c: float, load: float) -> tuple[float, float]:
    """Variance of f(N) and its integrated autocorrelation time in service means, M/M/c.

    On the clock of attained service births are a f(n) and deaths n.
    """
    reach = int(np.ceil(c + 45.0 / -np.log(load / c))) + 2
    n = np.arange(reach + 1.0)
    slowdown = np.maximum(1.0, (n + 1.0) / c)
    law = birth_death(load * slowdown[:-1], n[1:])
    centred = (slowdown - 1.0) - float(law @ (slowdown - 1.0))
    variance = float(law @ centred**2)
    if variance < 1e-30:
        return 0.0, 1.0
    # Σ_{i ≤ n} = −Σ_{i > n}: each from the side where the terms have one sign.
    left, right = np.cumsum(law * centred)[:-1], np.cumsum((law * centred)[::-1])[-2::-1]
    partial = np.where(centred[:-1] < 0, left, right)
    flow = load * slowdown[:-1] * law[:-1]
    used = flow > 1e-280
    return variance, float(np.sum(partial[used] ** 2 / flow[used])) / variance
