"""How many servers each interval of a day needs, so that the delay probability is kept.

The stationary queue at the offered load m(t) gives the first answer (modified offered load); the
forward equations then tell what it achieves, and intervals that miss get one server more.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessor.queueing.distributions import exponential
from assessor.queueing.time_varying import Profile, steps
from assessor.queueing.time_varying_check import Check, corrected, instants
from assessor.queueing.time_varying_transient import Transient, stationary, transient

Array = NDArray[np.float64]
Counts = NDArray[np.int64]
Basis = Literal["modified_offered_load", "pointwise"]


_LEAST_LIMIT = 1e-9
"""Delay probability below which the check is not precise enough. [1]"""


@dataclass(frozen=True)
class Staffing:
    """Servers per interval and what they achieve."""

    edges: Array
    servers: Counts
    load: Array
    """Largest m(t) of each interval. [erlang]"""
    delay_probability: Array
    """Worst of each interval, by the forward equations. [1]"""
    first_servers: Counts
    """Before the correction."""
    corrected: bool
    """Whether the forward equations were solved and every interval keeps the target."""
    model: str
    error_class: str


def staffing_over_time(
    *,
    profile: Profile,
    service_rate: float,
    edges: ArrayLike,
    delay_limit: float,
    abandonment_rate: float = 0.0,
    basis: Basis = "modified_offered_load",
    period: float | None = None,
) -> Staffing:
    """Least servers per interval such that P(an arrival waits) ≤ delay_limit all the time.

    Parameters
    ----------
    profile
        Arrival rate over time.
    service_rate
        Of one server, > 0, exponential services. [1/s]
    edges
        Bounds of the intervals, increasing, one more than intervals. [s]
    delay_limit
        In [1e-9, 1): below, the forward equations cannot tell whether it is kept. [1]
    abandonment_rate
        Of one waiting request, ≥ 0. [1/s]
    basis
        The load at which the stationary queue is taken: m(t), or λ(t)/μ without lag.
    period
        Where the intervals are one period of a periodic rate, its length: the check then runs
        one period for warming up. Else it starts stationary at the first interval.

    Returns
    -------
    Servers, and the worst delay probability of each interval at 8 instants.

    Raises
    ------
    ValueError
        Bad edges or limits.

    References
    ----------
    .. [1] O. B. Jennings, A. Mandelbaum, W. A. Massey and W. Whitt, "Server staffing to meet
       time-varying demand", Management Sci. 42(10), 1996 (recalled).
    .. [2] Z. Feldman et al., "Staffing of time-varying queues to achieve time-stable
       performance", Management Sci. 54(2), 2008: the iteration (recalled).
    """
    bounds = np.asarray(edges, np.float64)
    if bounds.ndim != 1 or bounds.size < 2 or np.any(np.diff(bounds) <= 0):
        raise ValueError("edges must increase")
    if not _LEAST_LIMIT <= delay_limit < 1 or not service_rate > 0:
        raise ValueError(f"delay_limit in [{_LEAST_LIMIT}, 1) and service_rate > 0 expected")
    looks = instants(bounds)
    load = _load(profile, service_rate, looks, basis).max(axis=1)
    first = servers_for_load(load, delay_limit, abandonment_rate / service_rate)
    question = Check(profile, bounds, looks, service_rate, abandonment_rate, period)
    servers, achieved = corrected(question, first, delay_limit)
    kept = bool(np.all(achieved <= delay_limit))
    return Staffing(
        bounds, servers, load, achieved, first, kept, f"{basis} with forward equations", "exact"
    )


def servers_for_load(load: ArrayLike, delay_limit: float, impatience: float = 0.0) -> Counts:
    """Least servers with P(wait) ≤ delay_limit in M/M/s(+M) at the given loads.

    Parameters
    ----------
    load
        Offered load, ≥ 0, any shape. [erlang]
    delay_limit
        In (0, 1). [1]
    impatience
        Abandonment rate over service rate, ≥ 0. [1]

    Returns
    -------
    Whole numbers of the shape of `load`; a load that never ends, inf, is refused. [servers]

    Raises
    ------
    ValueError
        A value outside these ranges.
    """
    loads = np.asarray(load, np.float64)
    if impatience == 0:
        from assessor.queueing.sizing import servers_for_delay

        return np.asarray(servers_for_delay(offered_load=loads, delay_limit=delay_limit), np.int64)
    flat = [_impatient_servers(float(a), delay_limit, impatience) for a in loads.ravel()]
    return np.array(flat, np.int64).reshape(loads.shape)


def square_root_servers(load: ArrayLike, delay_limit: float) -> Counts:
    """⌈m + β√m⌉ with the Halfin–Whitt β: the textbook rule, for comparison. [servers]"""
    from assessor.queueing.halfin_whitt import halfin_whitt_beta

    m = np.asarray(load, np.float64)
    return np.ceil(m + halfin_whitt_beta(delay_limit) * np.sqrt(m)).astype(np.int64)


def achieved_delay(
    *,
    profile: Profile,
    service_rate: float,
    edges: ArrayLike,
    servers: ArrayLike,
    times: ArrayLike,
    abandonment_rate: float = 0.0,
) -> Transient:
    """What a given staffing achieves, started empty at the first edge.

    Parameters
    ----------
    profile, service_rate, edges, abandonment_rate
        As for `staffing_over_time`.
    servers
        Per interval.
    times
        Increasing, within the edges. [s]

    Returns
    -------
    Delay probability and means at `times`, finite even where the load exceeds the servers.

    Raises
    ------
    ValueError
        As `transient`.
    """
    bounds = np.asarray(edges, np.float64)
    return transient(
        profile=profile,
        servers=steps(bounds[:-1], servers),
        service_rate=service_rate,
        times=times,
        abandonment_rate=abandonment_rate,
        start=float(bounds[0]),
    )


def cell_loads(
    *, arrival_rates: ArrayLike, cell_length: float, service_mean: ArrayLike, start: ArrayLike = 0.0
) -> Array:
    """Largest offered load of each cell, for many services with exponential times at once.

    Parameters
    ----------
    arrival_rates
        Constant within a cell, shape (services, cells). [1/s]
    cell_length
        > 0. [s]
    service_mean
        Shape (services,), > 0. [s]
    start
        Load at the first cell's start, shape (services,). [erlang]

    Returns
    -------
    Shape (services, cells). Within a cell m runs monotonically, so an end has the largest. [erlang]
    """
    target = np.asarray(arrival_rates, np.float64) * np.asarray(service_mean)[..., np.newaxis]
    kept = np.exp(-cell_length / np.asarray(service_mean, np.float64))
    level = np.broadcast_to(np.asarray(start, np.float64), kept.shape)
    out = np.empty(target.shape)
    for k in range(target.shape[-1]):
        following = target[..., k] + kept * (level - target[..., k])
        np.maximum(level, following, out=out[..., k])
        level = following
    return out


def _load(profile: Profile, service_rate: float, looks: Array, basis: Basis) -> Array:
    if basis == "pointwise":
        return np.asarray(profile.rate(looks) / service_rate, np.float64)
    return profile.load(looks, exponential(1 / service_rate))


def _impatient_servers(load: float, limit: float, impatience: float) -> int:
    low, high = -1, max(int(load), 1)
    while _impatient_delay(load, high, impatience) > limit:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        if _impatient_delay(load, middle, impatience) > limit:
            low = middle
        else:
            high = middle
    return high


def _impatient_delay(load: float, servers: int, impatience: float) -> float:
    law = stationary(
        arrival_rate=load, servers=servers, service_rate=1.0, abandonment_rate=impatience
    )
    return float(law[servers:].sum())
