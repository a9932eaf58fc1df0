"""M/M/c: exponential times, no limit on the queue, first come, first served.

For a CPU use `sharing`: there nobody waits, everybody is slowed down.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessor.queueing.erlang import erlang_c
from assessor.queueing.inversion import quantile_from_tail
from assessor.queueing.sojourn import exponential_response_tail

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class MMc:
    """Means and distributions of M/M/c, all of the broadcast shape of the question.

    Unstable stations have delay probability 1, infinite means and quantiles, tails 1.
    """

    servers: Floats
    arrival_rate: Floats
    service_rate: Floats
    utilisation: Floats
    """Load per server, may exceed 1. [1]"""
    delay_probability: Floats
    """P(wait > 0). [1]"""
    waiting_mean: Floats
    """E[W_q]. [s]"""
    response_mean: Floats
    """E[W_q + S]. [s]"""
    queue_mean: Floats
    """E[L_q], waiting. [1]"""
    number_mean: Floats
    """E[L], waiting and in service. [1]"""
    model: str = "M/M/c"
    error_class: str = "exact"

    @property
    def stable(self) -> NDArray[np.bool_]:
        """Whether the load stays below the servers."""
        return np.asarray(self.utilisation < 1.0)

    @property
    def _spare_rate(self) -> Floats:
        return np.maximum(self.servers * self.service_rate - self.arrival_rate, 0.0)

    def waiting_tail(self, t: ArrayLike) -> Floats:
        """P(W_q > t) = C exp(−(cμ−λ)t), t ≥ 0. [1]"""
        at = np.asarray(t, dtype=np.float64)
        return np.asarray(self.delay_probability * np.exp(-self._spare_rate * at))

    def response_tail(self, t: ArrayLike) -> Floats:
        """P(W_q + S > t), also where cμ − λ = μ. [1]"""
        tail = exponential_response_tail(
            t, self.delay_probability, self._spare_rate, self.service_rate
        )
        return np.where(self.stable, tail, 1.0)

    def waiting_quantile(self, probability: ArrayLike) -> Floats:
        """Least t with P(W_q ≤ t) ≥ probability in [0, 1); 0 where enough never wait. [s]"""
        left = 1.0 - np.asarray(probability, dtype=np.float64)
        with np.errstate(divide="ignore", invalid="ignore"):
            waits = np.log(self.delay_probability / left) / self._spare_rate
        wait = np.where(self.delay_probability <= left, 0.0, waits)
        return np.asarray(np.where(self.stable & (left > 0), wait, np.inf), dtype=np.float64)

    def response_quantile(self, probability: ArrayLike) -> Floats:
        """Least t with P(W_q + S ≤ t) ≥ probability. [s]"""
        shape = np.broadcast(self.servers, np.asarray(probability)).shape
        scale = np.broadcast_to(self.response_mean, shape)
        return quantile_from_tail(self.response_tail, probability, scale=scale)


def mmc(*, servers: ArrayLike, arrival_rate: ArrayLike, service_rate: ArrayLike) -> MMc:
    """Exact M/M/c.

    Parameters
    ----------
    servers
        c ≥ 0, whole or real (then by the continued Erlang formula). [1]
    arrival_rate
        λ ≥ 0. [1/s]
    service_rate
        μ > 0 of one server. [1/s]

    Raises
    ------
    ValueError
        A negative rate or number of servers.

    References
    ----------
    .. [1] L. Kleinrock, Queueing Systems, vol. 1, 1975, sec. 3.5 (recalled).
    """
    c, lam, mu = (
        np.asarray(x, dtype=np.float64)
        for x in np.broadcast_arrays(servers, arrival_rate, service_rate)
    )
    if not np.all(mu > 0):
        raise ValueError(f"service_rate must be > 0, got {service_rate!r}")
    load = lam / mu
    delay = erlang_c(c, load)
    with np.errstate(divide="ignore", invalid="ignore"):
        utilisation = np.where(c > 0, load / c, np.where(load > 0, np.inf, 0.0))
        waiting = np.where(c * mu > lam, delay / (c * mu - lam), np.inf)
        queue = np.where(lam > 0, lam * waiting, 0.0)
    return MMc(
        servers=c,
        arrival_rate=lam,
        service_rate=mu,
        utilisation=utilisation,
        delay_probability=delay,
        waiting_mean=waiting,
        response_mean=waiting + 1.0 / mu,
        queue_mean=queue,
        number_mean=queue + load,
    )
