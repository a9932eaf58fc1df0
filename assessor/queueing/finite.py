"""Stations whose number inside is bounded or thinned: M/M/c/K, impatience, finite sources.

Every one is a birth-death chain; sums over states are taken in logs from the mode, so that
nothing overflows and every state counts.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessor.queueing.erlang import inverse_blocking
from assessor.queueing.inversion import quantile_from_tail, tail_from_transform

Floats = NDArray[np.float64]


def birth_death(births: ArrayLike, deaths: ArrayLike) -> Floats:
    """Stationary probabilities of states 0…n of a birth-death chain.

    Parameters
    ----------
    births
        Rates 0→1, …, n−1→n, ≥ 0; along the last axis. [1/s]
    deaths
        Rates 1→0, …, n→n−1, > 0; same shape. [1/s]

    References
    ----------
    .. [1] L. Kleinrock, Queueing Systems, vol. 1, 1975, sec. 3.1 (recalled).
    """
    up, down = np.asarray(births, dtype=np.float64), np.asarray(deaths, dtype=np.float64)
    with np.errstate(divide="ignore"):
        steps = np.log(up) - np.log(down)
    log_weight = np.concatenate([np.zeros((*up.shape[:-1], 1)), np.cumsum(steps, axis=-1)], axis=-1)
    weight = np.exp(log_weight - log_weight.max(axis=-1, keepdims=True))
    return np.asarray(weight / weight.sum(axis=-1, keepdims=True), dtype=np.float64)


@dataclass(frozen=True)
class FiniteBuffer:
    """M/M/c/K: a request that finds K inside is lost. Never unstable."""

    servers: Floats
    capacity: Floats
    arrival_rate: Floats
    service_rate: Floats
    blocking_probability: Floats
    """Share of arrivals lost. [1]"""
    delay_probability: Floats
    """Share of the accepted that wait. [1]"""
    waiting_mean: Floats
    """E[W_q] of the accepted. [s]"""
    response_mean: Floats
    """E[W_q + S] of the accepted. [s]"""
    queue_mean: Floats
    number_mean: Floats
    throughput: Floats
    """Accepted requests. [1/s]"""
    utilisation: Floats
    """Busy share of a server, < 1. [1]"""
    model: str = "M/M/c/K"
    error_class: str = "exact"

    def waiting_tail(self, t: ArrayLike) -> Floats:
        """P(W_q > t) of the accepted: Erlang mixtures over the places in the queue. [1]"""
        from scipy.special import gammaincc

        def one(question: tuple[float, ...]) -> float:
            at, c, k, lam, mu = question
            ahead = np.arange(1.0, k - c + 1.0)
            return float(self._places(c, k, lam, mu) @ gammaincc(ahead, c * mu * max(at, 0.0)))

        return _each(one, t, self.servers, self.capacity, self.arrival_rate, self.service_rate)

    def response_tail(self, t: ArrayLike) -> Floats:
        """P(W_q + S > t) of the accepted, by transform inversion (1e-10). [1]"""

        def one(question: tuple[float, ...]) -> float:
            at, c, k, lam, mu = question
            weights = self._places(c, k, lam, mu)

            def transform(s: NDArray[np.complex128]) -> NDArray[np.complex128]:
                stage = c * mu / (c * mu + s)
                wait = np.full_like(s, 0.0)
                for w in weights[::-1]:
                    wait = (wait + w) * stage
                response = (1.0 - weights.sum() + wait) * mu / (mu + s)
                return np.asarray(response, dtype=np.complex128)

            return float(tail_from_transform(transform, at))

        return _each(one, t, self.servers, self.capacity, self.arrival_rate, self.service_rate)

    def waiting_quantile(self, probability: ArrayLike) -> Floats:
        """Least t with P(W_q ≤ t) ≥ probability. [s]"""
        scale = self.waiting_mean + 1.0 / (self.servers * self.service_rate)
        return self._quantile(self.waiting_tail, probability, scale)

    def response_quantile(self, probability: ArrayLike) -> Floats:
        """Least t with P(W_q + S ≤ t) ≥ probability. [s]"""
        return self._quantile(self.response_tail, probability, self.response_mean)

    def _quantile(
        self, tail: Callable[[Floats], Floats], probability: ArrayLike, scale: Floats
    ) -> Floats:
        shape = np.broadcast(self.servers, np.asarray(probability)).shape
        return quantile_from_tail(tail, probability, scale=np.broadcast_to(scale, shape))

    @staticmethod
    def _places(c: float, k: float, lam: float, mu: float) -> Floats:
        """P(an accepted request finds all servers busy and j − 1 waiting), j = 1…K−c."""
        inside = birth_death(np.full(int(k), lam), mu * np.minimum(np.arange(1.0, k + 1), c))
        return np.asarray(inside[int(c) : -1] / (1.0 - inside[-1]), dtype=np.float64)


def mmck(
    *, servers: ArrayLike, capacity: ArrayLike, arrival_rate: ArrayLike, service_rate: ArrayLike
) -> FiniteBuffer:
    """Exact M/M/c/K.

    Parameters
    ----------
    servers
        c ≥ 1, whole. [1]
    capacity
        K ≥ c: places in service and in the queue together. [1]
    arrival_rate, service_rate
        λ > 0 and μ > 0. [1/s]

    References
    ----------
    .. [1] D. Gross and C. M. Harris, Fundamentals of Queueing Theory, sec. 2.5 (recalled).
    """
    c, k, lam, mu = (
        np.asarray(x, dtype=np.float64)
        for x in np.broadcast_arrays(servers, capacity, arrival_rate, service_rate)
    )
    if not (np.all(c >= 1) and np.all(k >= c) and np.all(lam > 0) and np.all(mu > 0)):
        raise ValueError(
            f"need 1 ≤ servers ≤ capacity and rates > 0, got {servers!r}, {capacity!r}"
        )
    ratio, places = lam / (c * mu), k - c
    # Weights relative to the state with all servers busy and nobody waiting; divided by those
    # of the full state where the load exceeds the servers.
    scale = np.where(ratio > 1, -places * np.log(ratio), 0.0)
    total, first = _geometric_sums(ratio, places)
    below = (inverse_blocking(c, lam / mu) - 1.0) * np.exp(scale)
    norm = below + total
    full = np.exp(np.where(ratio > 1, 0.0, places * np.log(ratio))) / norm
    queue = first / norm
    accepted = lam * (1.0 - full)
    waiting = queue / accepted
    return FiniteBuffer(
        servers=c,
        capacity=k,
        arrival_rate=lam,
        service_rate=mu,
        blocking_probability=full,
        delay_probability=np.maximum(total / norm - full, 0.0) / (1.0 - full),
        waiting_mean=waiting,
        response_mean=waiting + 1.0 / mu,
        queue_mean=queue,
        number_mean=queue + accepted / mu,
        throughput=accepted,
        utilisation=accepted / (c * mu),
    )


def _geometric_sums(ratio: Floats, places: Floats) -> tuple[Floats, Floats]:
    """Σ r^j and Σ j r^j over j = 0…m; times r^−m where r > 1."""
    r = np.minimum(ratio, 1.0 / ratio)
    m = places + 1.0
    h = -np.log(r)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        total = np.where(h * m > 1e-12, np.expm1(-m * h) / np.expm1(-h), m)
        far = 1.0 / np.expm1(h) - m / np.expm1(m * h)
    near = (m - 1) / 2 - (m**2 - 1) * h / 12 + (m**4 - 1) * h**3 / 720
    near = near - (m**6 - 1) * h**5 / 30240
    centre = np.where(m * h < 0.05, near, far)
    first = np.where(ratio > 1, places - centre, centre) * total
    return np.asarray(total, dtype=np.float64), np.asarray(np.maximum(first, 0.0), dtype=np.float64)


@dataclass(frozen=True)
class Impatient:
    """M/M/c+M (Erlang A): who waits longer than their patience leaves. Never unstable."""

    abandonment_probability: Floats
    """Share of all arrivals that leave unserved. [1]"""
    delay_probability: Floats
    """Share of all arrivals that find all servers busy. [1]"""
    waiting_mean: Floats
    """Mean wait of all, served or not. [s]"""
    queue_mean: Floats
    occupancy: Floats
    """Busy share of a server. [1]"""
    model: str = "M/M/c+M"
    error_class: str = "exact"


def erlang_a(
    *,
    servers: ArrayLike,
    arrival_rate: ArrayLike,
    service_rate: ArrayLike,
    abandonment_rate: ArrayLike,
) -> Impatient:
    """Exact M/M/c+M.

    Parameters
    ----------
    servers
        c ≥ 1, whole. [1]
    arrival_rate, service_rate
        λ > 0, μ > 0. [1/s]
    abandonment_rate
        θ > 0, the reciprocal of the mean patience. [1/s]

    References
    ----------
    .. [1] O. Garnett, A. Mandelbaum and M. Reiman, "Designing a call center with impatient
       customers", Manuf. Serv. Oper. Manag. 4 (2002) (recalled).
    """
    if np.any(np.asarray(abandonment_rate) <= 0) or np.any(np.asarray(servers) < 1):
        raise ValueError(f"need servers ≥ 1 and abandonment_rate > 0, got {servers!r}")
    values = np.broadcast_arrays(servers, arrival_rate, service_rate, abandonment_rate)
    c, lam, mu, theta = (np.asarray(x, dtype=np.float64) for x in values)
    questions = zip(*(x.ravel().tolist() for x in (c, lam, mu, theta)), strict=True)
    sums = np.array([_impatient_queue(*question) for question in questions])
    total, queue, scale = (column.reshape(c.shape) for column in sums.T)
    norm = (inverse_blocking(c, lam / mu) - 1.0) * np.exp(-scale) + total
    waiting_queue = queue / norm
    lost = theta * waiting_queue / lam
    return Impatient(
        abandonment_probability=lost,
        delay_probability=total / norm,
        waiting_mean=waiting_queue / lam,
        queue_mean=waiting_queue,
        occupancy=np.minimum(lam * (1.0 - lost) / (c * mu), 1.0),
    )


def _impatient_queue(c: float, lam: float, mu: float, theta: float) -> tuple[float, float, float]:
    """Σ w, Σ j w and the log of the scale over the queueing states, relative to state c."""
    peak = max((lam - c * mu) / theta, 0.0)
    reach = peak + 12.0 * np.sqrt(lam / theta) + 60.0
    if lam < c * mu:
        reach = min(reach, 45.0 / np.log(c * mu / lam) + 2.0)
    j = np.arange(1.0, np.ceil(reach) + 1.0)
    log_weight = np.concatenate([[0.0], np.cumsum(np.log(lam) - np.log(c * mu + j * theta))])
    scale = float(log_weight.max())
    weight = np.exp(log_weight - scale)
    return float(weight.sum()), float(weight[1:] @ j), scale


def _each(one: Callable[[tuple[float, ...]], float], *values: ArrayLike) -> Floats:
    """`one` of every element of the broadcast values."""
    arrays = np.broadcast_arrays(*(np.asarray(v, dtype=np.float64) for v in values))
    flat = [one(q) for q in zip(*(a.ravel().tolist() for a in arrays), strict=True)]
    return np.array(flat, dtype=np.float64).reshape(arrays[0].shape)
