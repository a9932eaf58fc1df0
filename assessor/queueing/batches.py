"""M^[X]/M/c: requests that arrive in batches, such as the parallel calls of one page."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessor.queueing.inversion import quantile_from_tail

Floats = NDArray[np.float64]

_LEFT_OUT = 1e-17
_NEAREST = 1e-4
"""Least 1 − utilisation: nearer to 1 the states run into the millions."""


@dataclass(frozen=True)
class BatchQueue:
    """Means and waits of one request of a batch; unstable gives infinite means, tails 1."""

    servers: int
    service_rate: float
    utilisation: float
    delay_probability: float
    """P(a request waits). [1]"""
    waiting_mean: float
    response_mean: float
    queue_mean: float
    number_mean: float
    place: Floats
    """P(a request waits for n ends of service), n = 0, 1, … [1]"""
    model: str = "M^[X]/M/c"
    error_class: str = "exact"

    def waiting_tail(self, t: ArrayLike) -> Floats:
        """P(W_q > t) of one request. [1]"""
        from scipy.special import gammaincc

        at = np.maximum(np.asarray(t, dtype=np.float64), 0.0)[..., np.newaxis]
        if self.utilisation >= 1:
            return np.ones(at.shape[:-1])
        ends = np.arange(1.0, self.place.size)
        left = gammaincc(ends, self.servers * self.service_rate * at) @ self.place[1:]
        return np.asarray(np.clip(left, 0.0, 1.0), dtype=np.float64)

    def waiting_quantile(self, probability: ArrayLike) -> Floats:
        """Least t with P(W_q ≤ t) ≥ probability. [s]"""
        scale = self.waiting_mean + 1.0 / self.service_rate
        return quantile_from_tail(self.waiting_tail, probability, scale=scale)


def batch_queue(
    *, servers: int, batch_rate: float, batch_sizes: ArrayLike, service_rate: float
) -> BatchQueue:
    """Exact M^[X]/M/c, first come, first served, places within a batch by lot.

    Parameters
    ----------
    servers
        c ≥ 1. [1]
    batch_rate
        Batches, > 0. [1/s]
    batch_sizes
        `batch_sizes[k]` is in proportion to the share of batches of k + 1 requests. [1]
    service_rate
        μ > 0. [1/s]

    Raises
    ------
    ValueError
        A value outside its range, or a utilisation between 0.9999 and 1.

    References
    ----------
    .. [1] M. L. Chaudhry and J. G. C. Templeton, A First Course in Bulk Queues, 1983, ch. 3
       (recalled): cuts λ Σ_{i ≤ n} p_i P(X > n − i) = min(n + 1, c) μ p_{n+1}.
    """
    shares = np.atleast_1d(np.asarray(batch_sizes, dtype=np.float64))
    if servers < 1 or not (batch_rate > 0 and service_rate > 0):
        raise ValueError(f"need servers ≥ 1 and rates > 0, got {servers!r}")
    if np.any(shares < 0) or not shares.sum() > 0:
        raise ValueError(f"batch sizes need shares ≥ 0, not all 0, got {batch_sizes!r}")
    shares = shares / shares.sum()
    larger = np.cumsum(shares[::-1])[::-1]
    mean_size = float(larger.sum())
    load = batch_rate * mean_size / service_rate
    utilisation = load / servers
    if 0 < 1 - utilisation < _NEAREST:
        raise ValueError(f"utilisation {utilisation} is too near to 1")
    if utilisation >= 1:
        inf = float("inf")
        return BatchQueue(
            servers, service_rate, utilisation, 1.0, inf, inf, inf, inf, np.array([0.0, 1.0])
        )
    inside = _inside(servers, batch_rate / service_rate, larger)
    n = np.arange(inside.size)
    number = float(inside @ n)
    queue = float(inside @ np.maximum(n - servers, 0))
    waiting = queue / (batch_rate * mean_size)
    # A request at place j of its batch finds n + j − 1 before it.
    ahead = np.convolve(inside, larger / mean_size)
    place = np.concatenate([[ahead[:servers].sum()], ahead[servers:]])
    return BatchQueue(
        servers=servers,
        service_rate=service_rate,
        utilisation=utilisation,
        delay_probability=float(place[1:].sum()),
        waiting_mean=waiting,
        response_mean=waiting + 1.0 / service_rate,
        queue_mean=queue,
        number_mean=number,
        place=place,
    )


def _inside(c: int, batches_per_service: float, larger: Floats) -> Floats:
    """P(n inside) from the cuts, which are sums of positive terms."""
    width = larger.size
    weights = [1.0]
    recent = np.zeros(width)
    recent[0] = 1.0
    total, weight, n = 1.0, 1.0, 0
    while n <= c or weight * n >= _LEFT_OUT * total:
        weight = batches_per_service * float(recent @ larger) / min(n + 1, c)
        n += 1
        weights.append(weight)
        total += weight
        recent = np.concatenate([[weight], recent[:-1]])
        if total > 1e250:
            weights = [w / total for w in weights]
            recent, weight, total = recent / total, weight / total, 1.0
    inside = np.array(weights)
    return np.asarray(inside / inside.sum(), dtype=np.float64)
