"""Pages that wait for the slowest of their parallel calls, on processor-sharing channels.

The calls of a page arrive as one batch: they meet each other in the queue, and they are not
independent. Both matter, and both are in the exact chain here. For other service laws than the
exponential the slowest of independent stays is an upper bound, since the stays of one page are
positively dependent.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessor.queueing.sojourn import Constant, Sojourn
from assessor.queueing.transforms import Complex

Array = NDArray[np.float64]

_LEFT_OUT = 1e-10
"""Probability beyond the states kept. [1]"""


@dataclass(frozen=True)
class AbsorptionTime(Sojourn):
    """Time until a chain is absorbed: `survival` at the ends of the ticks of a Poisson clock."""

    survival: Array
    """P(not absorbed after k ticks), k = 0, 1, … [1]"""
    clock: float
    """Ticks per second. [1/s]"""
    model: str = "M^[n]/M/c-PS, exact chain"
    error_class: str = "exact"

    @cached_property
    def mean(self) -> float:
        """Sum of the survivals over the clock. [s]"""
        return float(self.survival.sum()) / self.clock

    @cached_property
    def scv(self) -> float:
        """From E[T²] = 2 Σ (k + 1) S_k / clock². [1]"""
        ticks = np.arange(1, self.survival.size + 1)
        return 2 * float(ticks @ self.survival) / (self.clock * self.mean) ** 2 - 1

    @cached_property
    def _ends(self) -> Array:
        """P(absorbed at tick k), k = 1, 2, …"""
        return -np.diff(np.append(self.survival, 0.0))

    def transform(self, s: Complex) -> Complex:
        """Σ P(absorbed at tick k) (clock/(clock + s))^k."""
        step = self.clock / (self.clock + np.asarray(s, np.complex128))
        return np.asarray(step * np.polynomial.polynomial.polyval(step, self._ends), np.complex128)

    def tail(self, t: ArrayLike) -> Array:
        """P(T > t), by uniformisation. [1]"""
        from scipy.special import pdtr

        at = np.maximum(np.asarray(t, np.float64), 0.0)
        below = pdtr(np.arange(self._ends.size), (self.clock * at)[..., np.newaxis])
        return np.asarray(np.clip(below @ self._ends, 0.0, 1.0), np.float64)


@dataclass(frozen=True)
class PageSharing:
    """Pages of parallel exponential calls on processor-sharing channels, and their calls."""

    page: Sojourn
    call: Sojourn
    number_mean: float
    """Calls present."""
    utilisation: float
    model: str = "M^[n]/M/c-PS, slowest call, exact chain"
    error_class: str = "exact"


def page_sharing(
    *, servers: float, page_rate: float, calls: int, service_mean: float
) -> PageSharing:
    """Exact law of a page of parallel exponential calls on c processor-sharing channels.

    Parameters
    ----------
    servers
        Channels c > 0; n calls present are served at rate min(n, c) in all. [1]
    page_rate
        Pages per second, Poisson, ≥ 0. [1/s]
    calls
        Per page, all sent at once, ≥ 1. [1]
    service_mean
        Of one call on a free channel, > 0. [s]

    Returns
    -------
    The laws of a page and of one of its calls, of infinite mean where unstable.

    Raises
    ------
    ValueError
        Values outside these ranges.

    Notes
    -----
    The state is (calls of the page still open, other calls). Each call ends at rate
    μ·min(1, c/n), whatever the order of service within the sharing, so the chain is exact for
    exponential calls; the page is complete when the first coordinate is 0.
    """
    if not (servers > 0 and page_rate >= 0 and calls >= 1 and service_mean > 0):
        raise ValueError("servers and service_mean > 0, page_rate ≥ 0 and calls ≥ 1 expected")
    utilisation = page_rate * calls * service_mean / servers
    if utilisation >= 1:
        unstable = Constant(np.inf, model="M^[n]/M/c-PS")
        return PageSharing(unstable, unstable, np.inf, utilisation)
    page, call, number = _chains(servers, page_rate * service_mean, calls)
    slowest = AbsorptionTime(page.survival, page.clock / service_mean)
    one = AbsorptionTime(call.survival, call.clock / service_mean)
    return PageSharing(slowest, one, number, utilisation)


@lru_cache(maxsize=256)
def _chains(c: float, rate: float, n: int) -> tuple[AbsorptionTime, AbsorptionTime, float]:
    """Page and call in mean service times, and the mean number present."""
    law = number_present(c, rate, n)
    number = float(law @ np.arange(law.size))
    whole = np.zeros((n, law.size))
    whole[n - 1] = law
    one = np.zeros((1, law.size + n - 1))
    one[0, n - 1 :] = law
    return _absorbed(whole, c, rate, n), _absorbed(one, c, rate, n), number


def number_present(c: float, rate: float, n: float) -> Array:
    """Stationary number in M^[n]/M/c-PS: flow up across each level equals flow down.

    `rate` is that of the batches in mean services; a real n mixes its whole neighbours.
    """
    more = batch_tail(n)
    size = int(c) + 2 + int(np.ceil(np.log(1 / _LEFT_OUT) / np.log(_decay(rate / c, more))))
    law = np.zeros(size + more.size)
    law[0] = 1.0
    for k in range(1, law.size):
        # A batch from state i jumps over the level if it has more than k − 1 − i calls.
        low = max(k - more.size, 0)
        law[k] = rate * float(law[low:k] @ more[k - 1 - low :: -1][: k - low]) / min(k, c)
        if law[k] > 1e200:
            law[: k + 1] /= law[k]
    return np.asarray(law / law.sum(), np.float64)


def batch_tail(n: float) -> Array:
    """P(a batch has more than 0, 1, … calls) where its size is n or n's whole neighbours."""
    whole = int(n)
    part = n - whole
    return np.append(np.ones(whole), part) if part > 0 else np.ones(whole)


def _decay(rate: float, more: Array) -> float:
    """How fast the law falls beyond c: the z > 1 with (rate/c)·Σ P(size > s) z^(s+1) = 1."""
    from scipy.optimize import brentq

    powers = np.arange(1, more.size + 1)

    def excess(z: float) -> float:
        return rate * float(more @ z**powers) - 1

    if rate == 0:
        return 1e6
    high = 1.0 + 1.0 / more.size
    while excess(high) < 0:
        high *= 1.5
    return float(brentq(excess, 1.0, high))


def _absorbed(state: Array, c: float, rate: float, n: int) -> AbsorptionTime:
    """Survival at the ticks of a clock that is as fast as anything can happen."""
    tagged = np.arange(1, state.shape[0] + 1)[:, np.newaxis]
    others = np.arange(state.shape[1] + 2 * n)
    p = np.pad(state, ((0, 0), (0, 2 * n)))
    each = np.minimum(1.0, c / (tagged + others))
    clock = c + rate
    finish, leave = tagged * each / clock, others * each / clock
    arrive = rate / clock
    stay = 1 - finish - leave - arrive
    survival = []
    while True:
        left = float(p.sum())
        survival.append(left)
        if left < _LEFT_OUT:
            break
        following = p * stay
        following[:-1] += (p * finish)[1:]
        following[:, :-1] += (p * leave)[:, 1:]
        following[:, n:] += arrive * p[:, :-n]
        # Arrivals beyond the last state find the same crowd there.
        following[:, -1] += arrive * p[:, -n:].sum(axis=1)
        p = following
    kept = np.array(survival)
    return AbsorptionTime(kept, clock)
