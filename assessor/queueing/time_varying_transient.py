"""M(t)/M/s(t)(+M) in time, by the Kolmogorov forward equations.

When the servers become fewer, requests in service beyond their number go back to the queue.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessor.queueing.time_varying import Piecewise, Profile

Array = NDArray[np.float64]

_EDGE = 1e-11
"""Probability at the last state above which the state space is enlarged. [1]"""

_WATCHED = 100
"""Instants over the horizon at which the last state is looked at."""

_LARGEST = 200_000
"""States beyond which the equations are not attempted."""


@dataclass(frozen=True)
class Transient:
    """State of the queue at each asked time."""

    times: Array
    servers: NDArray[np.int64]
    delay_probability: Array
    """P(all servers busy), what an arrival at t meets. [1]"""
    number_mean: Array
    queue_mean: Array
    abandonment_rate: Array
    """Requests given up per second at t. [1/s]"""
    model: str
    error_class: str


@dataclass(frozen=True)
class _Queue:
    profile: Profile
    servers: Piecewise
    service_rate: float
    abandonment_rate: float

    def deaths(self, t: float, states: int) -> Array:
        n = np.arange(states, dtype=np.float64)
        s = float(self.servers.rate(t))
        return np.minimum(n, s) * self.service_rate + np.maximum(n - s, 0) * self.abandonment_rate


def transient(
    *,
    profile: Profile,
    servers: Piecewise,
    service_rate: float,
    times: ArrayLike,
    abandonment_rate: float = 0.0,
    start: float = 0.0,
    initial: ArrayLike | None = None,
    tolerance: float = 1e-11,
) -> Transient:
    """Delay probability and mean number over time, starting empty unless told otherwise.

    Parameters
    ----------
    profile
        Arrival rate over time.
    servers
        Servers over time, a step function (`time_varying.steps`).
    service_rate
        Of one server, > 0. [1/s]
    times
        Increasing, ≥ start. [s]
    abandonment_rate
        Of one waiting request, ≥ 0. [1/s]
    start, initial
        Time of the start and probabilities of 0, 1, … present then.
    tolerance
        Relative, of the integration.

    Returns
    -------
    Arrays of the shape of `times`.

    Raises
    ------
    ValueError
        Times out of order, rates ≤ 0, or a backlog of more than 200,000.

    References
    ----------
    .. [1] Z. Feldman, A. Mandelbaum, W. A. Massey and W. Whitt, "Staffing of time-varying queues
       to achieve time-stable performance", Management Sci. 54(2), 2008.
    """
    at = np.asarray(times, np.float64)
    if not service_rate > 0 or abandonment_rate < 0:
        raise ValueError("service_rate > 0 and abandonment_rate ≥ 0 expected")
    if at.ndim != 1 or np.any(np.diff(at) < 0) or np.any(at < start):
        raise ValueError("times must be in order and not before the start")
    queue = _Queue(profile, servers, service_rate, abandonment_rate)
    first = np.array([1.0]) if initial is None else np.asarray(initial, np.float64)
    states = _likely_states(queue, start, at, first.size)
    # The backlog may have been larger between the asked times than at any of them.
    watched = np.union1d(at, np.linspace(start, at[-1] if at.size else start, _WATCHED))
    while states <= _LARGEST:
        state = np.pad(first, (0, states - first.size))
        found = _integrated(queue, state, start, watched, tolerance)
        if np.max(found[:, -1]) < _EDGE:
            return _summary(queue, at, found[np.searchsorted(watched, at)])
        states = 2 * states
    raise ValueError(f"the backlog outgrows {_LARGEST} states; use the fluid model of `overload`")


def stationary(
    *, arrival_rate: float, servers: int, service_rate: float, abandonment_rate: float = 0.0
) -> Array:
    """Probabilities of 0, 1, … present in M/M/s(+M), cut where they fall below 1e-18.

    Raises
    ------
    ValueError
        An unstable queue.
    """
    if abandonment_rate == 0 and arrival_rate >= servers * service_rate:
        raise ValueError("an unstable queue has no stationary law")
    logs, n = [0.0], 0
    peak = 0.0
    while logs[-1] > peak - 42 or n < servers:
        n += 1
        rate = min(n, servers) * service_rate + max(n - servers, 0) * abandonment_rate
        logs.append(logs[-1] + float(np.log(arrival_rate / rate)) if arrival_rate > 0 else -np.inf)
        peak = max(peak, logs[-1])
    weights = np.exp(np.array(logs) - peak)
    return np.asarray(weights / weights.sum(), np.float64)


def _likely_states(queue: _Queue, start: float, at: Array, least: int) -> int:
    """Enough states for the fluid backlog and eight deviations."""
    if at.size == 0:
        return least + 1
    grid = np.linspace(start, max(at[-1], start + 1e-9), 2000)
    mu, theta = queue.service_rate, queue.abandonment_rate
    rate, s = queue.profile.rate(grid), queue.servers.rate(grid)
    x = highest = float(least)
    for i in range(grid.size - 1):
        dt = grid[i + 1] - grid[i]
        busy = s[i] if x > s[i] else x
        # Implicit in the decay, so that a coarse grid cannot overshoot below the fluid path.
        x = (x + dt * rate[i] + (0 if busy == x else -dt * mu * s[i] + dt * theta * s[i])) / (
            1 + dt * (mu if busy == x else theta)
        )
        x = max(x, 0.0)
        highest = max(highest, x)
    centre = max(highest, float(np.max(s)))
    return int(centre + 8 * np.sqrt(centre + 1) + 40)


def _integrated(queue: _Queue, first: Array, start: float, at: Array, tolerance: float) -> Array:
    """Probabilities at each time, piece by piece between the breaks of rate and servers."""
    end = at[-1]
    breaks = np.concatenate([queue.profile.breaks, queue.servers.breaks])
    inner = np.unique(breaks[(breaks > start) & (breaks < end)])
    edges = np.concatenate([[start], inner, [end]])
    found = np.empty((at.size, first.size))
    found[at == start] = first
    state = first
    for left, right in pairwise(np.unique(edges)):
        inside = (at > left) & (at <= right)
        stops = np.unique(np.append(at[inside], right))
        path = _piece(queue, state, left, stops, tolerance)
        found[inside] = path[np.searchsorted(stops, at[inside])]
        state = path[-1]
    return found


def _piece(queue: _Queue, state: Array, left: float, stops: Array, tolerance: float) -> Array:
    from scipy.integrate import solve_ivp

    # The middle of the piece has its servers and, for steps, its rate.
    deaths = queue.deaths((left + stops[-1]) / 2, state.size)
    rate_at = _smooth_rate(queue.profile, left, stops[-1])

    def change(t: float, p: Array) -> Array:
        births = rate_at(t)
        flow = births * p[:-1] - deaths[1:] * p[1:]
        out = np.empty_like(p)
        out[0] = -flow[0]
        out[1:-1] = flow[:-1] - flow[1:]
        out[-1] = flow[-1]
        return out

    path = solve_ivp(
        change,
        (left, stops[-1]),
        state,
        t_eval=stops,
        method="LSODA",
        rtol=tolerance,
        atol=1e-3 * tolerance,
        lband=1,
        uband=1,
    )
    if not path.success:
        raise ValueError(f"the forward equations could not be integrated: {path.message}")
    return np.asarray(path.y.T, np.float64)


def _smooth_rate(profile: Profile, left: float, right: float) -> Callable[[float], float]:
    """The rate inside a piece; a step function's value at its right end belongs to the next."""
    if isinstance(profile, Piecewise) and not profile.linear:
        constant = float(profile.rate((left + right) / 2))
        return lambda _t: constant
    return lambda t: float(profile.rate(t))


def _summary(queue: _Queue, at: Array, found: Array) -> Transient:
    n = np.arange(found.shape[1], dtype=np.float64)
    s = queue.servers.rate(at)
    waiting = np.maximum(n - s[:, np.newaxis], 0.0)
    queue_mean = np.sum(found * waiting, axis=1)
    delay = np.sum(found * (n >= s[:, np.newaxis]), axis=1)
    impatient = "+M" if queue.abandonment_rate else ""
    return Transient(
        at,
        s.astype(np.int64),
        np.clip(delay, 0.0, 1.0),
        found @ n,
        queue_mean,
        queue.abandonment_rate * queue_mean,
        f"M(t)/M/s(t){impatient}, forward equations",
        "exact",
    )
