"""Retries that feed on themselves: the states in which a station of impatient clients can rest."""

from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_SAMPLES = 512
"""Grid on which the equilibria of the retry equation are bracketed."""


@dataclass(frozen=True)
class RetryEquilibria:
    """Attempt rates at which retries reproduce themselves. [1/s]"""

    normal: float
    """The lowest one: what the system settles at undisturbed; inf if there is none."""
    threshold: float
    """Pushed beyond it, the system runs away; inf if nothing can push it."""
    metastable: float
    """Where it then stays although the cause is gone; inf if there is no such state."""
    amplification: float
    """Attempts per request in the metastable state. [1]"""
    safe_arrival_rate: float
    """Below it the metastable state does not exist: the system always recovers. [1/s]"""
    failure_share: float
    """Requests that fail in the end, in the normal state. [1]"""
    model: str = "M/M/c with time-outs and retries, fixed point"
    error_class: str = "retry"


def retry_equilibria(
    *,
    arrival_rate: float,
    servers: int,
    service_rate: float,
    timeout_s: float,
    retries: int,
) -> RetryEquilibria:
    """Normal and metastable states of clients that time out and try again.

    A client gives up an attempt when its response takes longer than the time-out and tries again
    at most `retries` times; the servers also finish attempts that nobody waits for any more.

    Parameters
    ----------
    arrival_rate
        Requests, first attempts only, ≥ 0. [1/s]
    servers, service_rate
        Of the station, ≥ 1 and > 0. [1], [1/s]
    timeout_s
        > 0. [s]
    retries
        Further attempts after the first, ≥ 0.

    Returns
    -------
    Roots of x = λ(1 + p + … + p^retries) with p = P(response > time-out) of M/M/c at rate x, and
    1 from saturation on. Attempts are taken as Poisson: true for retries after long waits.

    References
    ----------
    .. [1] N. Bronson, A. Aghayev, A. Charapko and T. Zhu, "Metastable failures in distributed
       systems", HotOS 2021: the phenomenon, not this formula.
    """
    if not (arrival_rate >= 0 and servers >= 1 and service_rate > 0 and timeout_s > 0):
        raise ValueError("rates, servers and time-out must be > 0")
    if retries < 0:
        raise ValueError(f"retries must be ≥ 0, got {retries}")
    saturation = servers * service_rate
    highest = arrival_rate * (retries + 1)
    roots = _roots_below(arrival_rate, servers, service_rate, timeout_s, retries)
    stuck = highest if highest >= saturation else inf
    normal = roots[0] if roots else stuck
    threshold = roots[1] if len(roots) > 1 and stuck < inf else inf
    failed = (
        _failure(np.array([normal]), servers, service_rate, timeout_s)[0] if normal < inf else 1.0
    )
    return RetryEquilibria(
        normal=normal,
        threshold=threshold,
        metastable=stuck,
        amplification=retries + 1.0 if stuck < inf else 1.0,
        safe_arrival_rate=saturation / (retries + 1),
        failure_share=float(failed ** (retries + 1)),
    )


def _failure(x: Array, servers: int, service_rate: float, timeout: float) -> Array:
    """P(response > time-out) of M/M/c at attempt rate x; 1 from saturation on."""
    from assessor.queueing.erlang import erlang_c
    from assessor.queueing.sojourn import exponential_response_tail

    spare = servers * service_rate - x
    stable = spare > 0
    delayed = erlang_c(float(servers), np.where(stable, x, 0.0) / service_rate)
    tail = exponential_response_tail(timeout, delayed, np.where(stable, spare, 1.0), service_rate)
    return np.where(stable, tail, 1.0)


def _roots_below(
    arrival_rate: float, servers: int, service_rate: float, timeout: float, retries: int
) -> list[float]:
    """Fixed points below saturation, in order."""
    from scipy.optimize import brentq

    saturation = servers * service_rate
    powers = np.arange(retries + 1)

    def surplus(x: float) -> float:
        p = _failure(np.array([x]), servers, service_rate, timeout)[0]
        return float(arrival_rate * np.sum(p**powers) - x)

    # Roots crowd towards saturation, where the failures rise steeply.
    grid = saturation * (1 - np.geomspace(1.0, 1e-9, _SAMPLES))
    values = [surplus(float(x)) for x in grid]
    roots = []
    for i in range(_SAMPLES - 1):
        if values[i] == 0:
            roots.append(float(grid[i]))
        elif values[i] * values[i + 1] < 0:
            roots.append(float(brentq(surplus, grid[i], grid[i + 1], xtol=1e-13 * saturation)))
    return roots
