"""More work than servers: the backlog of a rush, and how long it takes to drain.

Fluid limits for many requests: exact in their mean as the system grows, blind to randomness at
a utilisation near 1. Retries that feed on themselves are in `metastable`.
"""

from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessor.queueing.fluid import Fluid, Path
from assessor.queueing.time_varying import Piecewise, Profile

Array = NDArray[np.float64]

_SETTLED = 1e-3
"""Backlog, as a share of the servers, at which the queue counts as drained."""


@dataclass(frozen=True)
class Overload:
    """A rush and its aftermath, at each asked time."""

    times: Array
    arrival_rate: Array
    """From outside, retries not counted. [1/s]"""
    attempts_rate: Array
    """With retries. [1/s]"""
    backlog: Array
    """Requests waiting for a server."""
    waiting_time: Array
    """What a request that arrives at t waits if it does not give up. [s]"""
    retrying: Array
    """Requests that will come again."""
    lost: Array
    """Requests given up for good until t."""
    peak_backlog: float
    peak_waiting_time: float
    drained_at: float
    """First time after the last overload with no backlog; inf if it never drains. [s]"""
    loss_share: float
    """Given up for good over all arrivals from outside within the times. [1]"""
    model: str = "fluid limit with abandonment and retries"
    error_class: str = "fluid"


def overload(
    *,
    profile: Profile,
    servers: float | Piecewise,
    service_rate: float,
    times: ArrayLike,
    patience_s: float = inf,
    retry_share: float = 0.0,
    retry_delay_s: float = 1.0,
    buffer: float = inf,
    initial_backlog: float = 0.0,
) -> Overload:
    """Backlog, waiting and loss of a rush that the servers cannot serve at once.

    Parameters
    ----------
    profile
        Arrival rate from outside over time.
    servers
        Working servers, a number or a step function of time.
    service_rate
        Of one server, > 0. [1/s]
    times
        Increasing, at least 2; the first is the start. [s]
    patience_s
        Mean patience of a waiting request; inf for none who gives up. [s]
    retry_share
        Share of those who gave up or were turned away that come again, in [0, 1].
    retry_delay_s
        Mean time until then, > 0. [s]
    buffer
        Most requests that may wait; further ones are turned away.
    initial_backlog
        Waiting at the start.

    Returns
    -------
    The path at the given times; an overload that lasts has its backlog grow with time and
    `drained_at` inf.

    Raises
    ------
    ValueError
        Values outside these ranges.

    References
    ----------
    .. [1] Y. Liu and W. Whitt, "The Gt/GI/st + GI many-server fluid queue", Queueing Syst. 71,
       2012; exponential services and patience here (recalled).
    """
    at = np.asarray(times, np.float64)
    if at.ndim != 1 or at.size < 2 or np.any(np.diff(at) <= 0):
        raise ValueError("at least 2 increasing times expected")
    capacity = servers if isinstance(servers, Piecewise) else _constant(float(servers))
    rates = (1 / patience_s, retry_share, 1 / retry_delay_s)
    fluid = Fluid(profile, capacity, service_rate, *rates, buffer)
    busy = min(float(profile.rate(at[0])) / service_rate, float(capacity.rate(at[0])))
    start = (busy if initial_backlog == 0 else float(capacity.rate(at[0]))) + initial_backlog
    path = fluid.path(at, start)
    return _told(fluid, at, path)


def drain_time(
    *, backlog: float, arrival_rate: float, capacity: float, abandonment_rate: float = 0.0
) -> float:
    """Time until a backlog is gone at constant rates; inf where it never is. [s]

    Parameters
    ----------
    backlog
        Requests waiting, ≥ 0.
    arrival_rate, capacity
        In and out of the station. [1/s]
    abandonment_rate
        Of one waiting request, ≥ 0. [1/s]
    """
    spare = capacity - arrival_rate
    if backlog <= 0:
        return 0.0
    if spare <= 0:
        return inf
    if abandonment_rate == 0:
        return backlog / spare
    return float(np.log1p(abandonment_rate * backlog / spare) / abandonment_rate)


def _told(fluid: Fluid, at: Array, path: Path) -> Overload:
    present, retrying, lost, arrived = path
    servers = fluid.servers.rate(at)
    backlog = np.maximum(present - servers, 0.0)
    capacity = servers * fluid.service_rate
    wait = _virtual_wait(backlog, capacity, fluid.patience_rate)
    rate = fluid.profile.rate(at)
    total = float(arrived[-1])
    return Overload(
        times=at,
        arrival_rate=rate,
        attempts_rate=rate + fluid.retry_rate * retrying,
        backlog=backlog,
        waiting_time=wait,
        retrying=retrying,
        lost=lost,
        peak_backlog=float(backlog.max()),
        peak_waiting_time=float(wait.max()),
        drained_at=_drained_at(at, backlog, servers),
        loss_share=float(lost[-1]) / total if total > 0 else 0.0,
    )


def _virtual_wait(backlog: Array, capacity: Array, theta: float) -> Array:
    """Time until those ahead are served or gone while no one joins."""
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(backlog > 0, backlog / capacity, 0.0)
    return np.asarray(np.log1p(theta * ratio) / theta if theta > 0 else ratio, np.float64)


def _drained_at(at: Array, backlog: Array, servers: Array) -> float:
    full = np.flatnonzero(backlog > _SETTLED * np.maximum(servers, 1.0))
    if full.size == 0:
        return float(at[0])
    return float(at[full[-1] + 1]) if full[-1] + 1 < at.size else inf


def _constant(servers: float) -> Piecewise:
    return Piecewise(np.zeros(1), np.array([servers]))
