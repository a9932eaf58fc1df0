"""Retrials: who finds every server busy comes back after a random pause, until served.

For a promise with a bounded number of attempts and time-outs use `overload`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessor.queueing.erlang import erlang_b
from assessor.queueing.inversion import find_root

Floats = NDArray[np.float64]

_LEFT_OUT = 1e-16
"""Probability of orbits beyond the truncation, about."""

_MOST_LEVELS = 20_000
"""Beyond, pauses are so long that the orbit is a fluid."""


@dataclass(frozen=True)
class Retrial:
    """M/M/c with an orbit; unstable gives blocking 1 and infinite means."""

    blocking_probability: float
    """Share of first attempts that find every server busy. [1]"""
    orbit_mean: float
    """Mean number waiting to try again. [1]"""
    waiting_mean: float
    """Mean time from the first attempt to the start of service. [s]"""
    response_mean: float
    """Waiting and service. [s]"""
    attempt_rate: float
    """First attempts and retrials: what the front door sees. [1/s]"""
    model: str = "M/M/c retrial"
    error_class: str = "exact"


def retrial(
    *, servers: int, arrival_rate: float, service_rate: float, retrial_rate: float
) -> Retrial:
    """Exact M/M/c with classical retrials (every orbiting request retries at the same rate).

    Parameters
    ----------
    servers
        c ≥ 1. [1]
    arrival_rate, service_rate
        λ > 0, μ > 0. [1/s]
    retrial_rate
        θ > 0 of one orbiting request, the reciprocal of the mean pause. [1/s]

    Returns
    -------
    A closed form for one server; for more, the chain (busy, orbiting) with orbits truncated where
    about 1e-16 is left out; where that takes more than 20 000 levels, the limit of long pauses
    (`error_class` "retrial_fluid").

    References
    ----------
    .. [1] G. I. Falin and J. G. C. Templeton, Retrial Queues, 1997, secs. 1.2 and 2 (recalled).
    """
    if servers < 1 or not (arrival_rate > 0 and service_rate > 0 and retrial_rate > 0):
        raise ValueError(f"need servers ≥ 1 and rates > 0, got {servers}, {retrial_rate}")
    utilisation = arrival_rate / (servers * service_rate)
    if utilisation >= 1:
        return Retrial(1.0, np.inf, np.inf, np.inf, np.inf)
    if servers == 1:
        lam, theta = arrival_rate, retrial_rate
        orbit = (
            utilisation
            * (lam / service_rate + utilisation * theta / service_rate)
            / ((1 - utilisation) * theta / service_rate)
        )
        blocked, error_class = utilisation, "exact"
    else:
        blocked, orbit, error_class = _orbit(servers, arrival_rate, service_rate, retrial_rate)
    wait = orbit / arrival_rate
    return Retrial(
        blocking_probability=blocked,
        orbit_mean=orbit,
        waiting_mean=wait,
        response_mean=wait + 1.0 / service_rate,
        attempt_rate=arrival_rate + retrial_rate * orbit,
        error_class=error_class,
    )


def _orbit(c: int, lam: float, mu: float, theta: float) -> tuple[float, float, str]:
    """P(all busy) and mean orbit, by linear level reduction from the truncation down.

    The orbit grows only while all servers are busy, so that each level is a multiple of one
    vector: pi_j = pi_{j−1}(c) x_j.
    """
    levels = int(40.0 / -np.log(lam / (c * mu))) + 50
    while levels <= _MOST_LEVELS:
        blocked, orbit, at_top = _truncated(levels, (c, lam, mu, theta))
        if at_top * levels < _LEFT_OUT * max(orbit, 1.0):
            return blocked, orbit, "exact"
        levels *= 2
    return (*_fluid(c, lam, mu, theta), "retrial_fluid")


def _fluid(c: int, lam: float, mu: float, theta: float) -> tuple[float, float]:
    """Long pauses: attempts are a Poisson stream of the rate at which λ is carried."""
    carried = np.array([lam / mu])

    def short(log_load: Floats) -> Floats:
        load = np.exp(log_load)
        return np.asarray(load * (1.0 - erlang_b(c, load)) - carried)

    low, high = np.log(carried), np.log(carried + c * carried / (c - carried) + c)
    load = np.exp(find_root(short, low, high + 1.0))
    return float(erlang_b(c, load)[0]), float((load[0] * mu - lam) / theta)


def _truncated(levels: int, rates: tuple[int, float, float, float]) -> tuple[float, float, float]:
    """P(all busy), mean orbit and the probability of the last level."""
    vector = np.zeros(rates[0] + 1)
    # Sums over levels ≥ j relative to pi_{j−1}(c): mass, mass at c, first moment, last level.
    mass = busy = moment = top = 0.0
    for j in range(levels, -1, -1):
        vector = _level(j, vector, rates)
        here, at_c = float(vector.sum()), float(vector[-1])
        mass = here + at_c * mass
        busy = at_c + at_c * busy
        moment = j * here + at_c * moment
        top = at_c * top if j < levels else here
    return busy / mass, moment / mass, top / mass


def _level(j: int, above: Floats, rates: tuple[int, float, float, float]) -> Floats:
    """x with x·M = λ e_c at level j > 0; at level 0 the null vector of the balance equations."""
    from scipy.linalg import solve_banded

    c, lam, mu, theta = rates
    n = np.arange(c + 1.0)
    # Balance of state n at level j: outflow, inflow from n−1 (arrival), n+1 (service) and
    # from the level above (a retrial that succeeds).
    bands = np.zeros((3, c + 1))
    bands[1] = lam + n * mu + np.where(n < c, j * theta, 0.0)
    bands[2, :-1] = -lam
    bands[0, 1:] = -n[1:] * mu
    returned = np.concatenate([[0.0], (j + 1) * theta * above[:-1]])
    if j == 0:
        # Solve with the last equation replaced by pi(c) = 1.
        bands[1, -1], bands[2, -2] = 1.0, 0.0
        right = returned.copy()
        right[-1] = 1.0
        return np.asarray(solve_banded((1, 1), bands, right), dtype=np.float64)
    last = np.zeros(c + 1)
    last[-1] = lam
    alone, with_return = solve_banded((1, 1), bands, np.stack([last, returned], axis=1)).T
    at_c = alone[-1] / (1.0 - with_return[-1])
    return np.asarray(alone + at_c * with_return, dtype=np.float64)
