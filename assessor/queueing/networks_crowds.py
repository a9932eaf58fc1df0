"""The calls of others on the same channels: how many, how much they slow a call, for how long."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assessor.queueing.networks_parallel import (
    batch_tail,
    number_present,
)
from assessor.queueing.sojourn import Sojourn

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Crowd:
    """The others, as an exponential chain with batches that crowd as much in heavy traffic."""

    servers: float
    law: Array
    mean: float
    met_variance: float
    """Of the slowdown that a page meets when it comes. [1]"""
    lasting_variance: float
    """Of the slowdown on the clock of attained service, in the long run. [1]"""
    time: float
    """Integrated autocorrelation time of the slowdown, in mean services. [1]"""

    def slowdown(self, shift: Array) -> Array:
        """E max(1, (N + 1 + shift)/c)."""
        c = self.servers
        n = np.arange(self.law.size)
        # From the largest N down: how likely it is that all channels are busy, and how many then.
        busy = np.append(np.cumsum(self.law[::-1])[::-1], 0.0)
        held = np.append(np.cumsum((self.law * (n + 1))[::-1])[::-1], 0.0)
        first = np.clip(np.ceil(c - 1 - shift), 0, self.law.size).astype(np.int64)
        extra = (held[first] + shift * busy[first]) / c - busy[first]
        return np.asarray(1 + np.maximum(extra, 0.0), np.float64)

    def spread(self, size: Array, service: Sojourn) -> Array:
        """Variance of the time to attain a size, over the others that may be met. [s²]"""
        tau = self.time * service.mean * (1 + service.scv) / 2
        age = size / tau
        early = -np.expm1(-2 * age) / (2 * age)
        variance = self.lasting_variance + early * (self.met_variance - self.lasting_variance)
        return np.asarray(2 * variance * tau**2 * (age + np.expm1(-age)), np.float64)


@lru_cache(maxsize=256)
def crowd_of(c: float, load: float, calls: float, scv: float) -> Crowd:
    """The chain whose batches carry as much variance of work: (n + scv)/(1 + scv) = (n' + 1)/2."""
    n = 2 * (calls + scv) / (1 + scv) - 1
    law = number_present(c, load / n, n)
    states = np.arange(law.size)
    slow = np.maximum(1.0, (states + 1) / c)
    met = np.maximum(1.0, (states + calls) / c)
    lasting, time = _covariance(slow, load / n, n)
    met_variance = float(law @ (met - law @ met) ** 2)
    return Crowd(c, law, float(law @ states), met_variance, lasting, time)


def _covariance(slow: Array, rate: float, n: float) -> tuple[float, float]:
    """Stationary variance and integrated autocorrelation time of the slowdown.

    On the clock of attained service batches come at rate·f(j) and each other call ends at rate 1.
    """
    from scipy.linalg import solve_banded

    more, size, up = batch_tail(n), slow.size, rate * slow
    law = np.zeros(size)
    law[0] = 1.0
    for k in range(1, size):
        low = max(k - more.size, 0)
        law[k] = float((up[low:k] * law[low:k]) @ more[k - 1 - low :: -1][: k - low]) / k
        if law[k] > 1e200:
            law[: k + 1] /= law[k]
    law /= law.sum()
    centred = slow - float(law @ slow)
    variance = float(law @ centred**2)
    if variance < 1e-14:
        return 0.0, 1.0
    # −A g = centred: row j is −j g(j−1) + (up + j) g(j) − up Σ P(size = s) g(min(j + s, last)).
    last, j, width = size - 1, np.arange(size), more.size
    bands = np.zeros((width + 2, size))
    bands[width] = up + j
    bands[width + 1, :-1] = -j[1:]
    for s, share in enumerate(-np.diff(np.append(more, 0.0)), start=1):
        target = np.minimum(j + s, last)
        np.subtract.at(bands, (width - (target - j), target), up * share)
    bands[width, 0] += 1.0
    g = solve_banded((1, width), bands, centred)
    return variance, float(law @ (centred * (g - law @ g))) / variance
