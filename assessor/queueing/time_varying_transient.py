"""M(t)/M/s(t)(+M) in time, by the Kolmogorov forward equations.

When the servers become fewer, requests in service beyond their number go back to the queue.
"""

from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessor.queueing.forward_equations import Span, Window, propagated
from assessor.queueing.time_varying import Piecewise, Profile

Array = NDArray[np.float64]


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

    def span(self, left: float, right: float) -> Span:
        """A stretch without breaks; its middle has its servers and, for steps, its rate."""
        middle = (left + right) / 2
        s = float(self.servers.rate(middle))
        mu, theta = self.service_rate, self.abandonment_rate
        profile = self.profile

        def deaths(n: Array) -> Array:
            return np.minimum(n, s) * mu + np.maximum(n - s, 0) * theta

        if isinstance(profile, Piecewise) and not profile.linear:
            constant = float(profile.rate(middle))
            return Span(left, right, lambda _t: constant, True, deaths)
        return Span(left, right, lambda t: float(profile.rate(t)), False, deaths)


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
        Of the law at each step of the integration, in total variation. [1]

    Returns
    -------
    Arrays of the shape of `times`; an overload grows with time and is not infinite at any.

    Raises
    ------
    ValueError
        Times out of order, rates ≤ 0, or a backlog of more than 200,000.

    References
    ----------
    .. [1] Z. Feldman, A. Mandelbaum, W. A. Massey and W. Whitt, "Staffing of time-varying queues
       to achieve time-stable performance", Management Sci. 54(2), 2008 (recalled).
    """
    at = np.asarray(times, np.float64)
    if not service_rate > 0 or abandonment_rate < 0:
        raise ValueError("service_rate > 0 and abandonment_rate ≥ 0 expected")
    if at.ndim != 1 or np.any(np.diff(at) < 0) or np.any(at < start):
        raise ValueError("times must be in order and not before the start")
    queue = _Queue(profile, servers, service_rate, abandonment_rate)
    first = np.array([1.0]) if initial is None else np.asarray(initial, np.float64)
    return _summary(queue, at, _windows(queue, Window(0, first), start, at, tolerance))


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


def _windows(
    queue: _Queue, first: Window, start: float, at: Array, tolerance: float
) -> list[Window]:
    """The law at each asked time, by way of the breaks of rate and servers."""
    breaks = np.concatenate([queue.profile.breaks, queue.servers.breaks])
    stops = np.union1d(at, breaks[(breaks > start) & (breaks < at[-1:])])
    found = {start: first}
    now, window, step = start, first, inf
    for stop in stops[stops > start].tolist():
        window, step = propagated(window, queue.span(now, stop), tolerance, step)
        found[stop] = window
        now = stop
    return [found[t] for t in at.tolist()]


def _summary(queue: _Queue, at: Array, found: list[Window]) -> Transient:
    s = queue.servers.rate(at)
    delay, number, waiting = np.empty((3, at.size))
    for i, window in enumerate(found):
        n, law = window.states, window.law
        delay[i] = law[n >= s[i]].sum()
        number[i] = law @ n
        waiting[i] = law @ np.maximum(n - s[i], 0.0)
    impatient = "+M" if queue.abandonment_rate else ""
    return Transient(
        at,
        s.astype(np.int64),
        np.clip(delay, 0.0, 1.0),
        number,
        waiting,
        queue.abandonment_rate * waiting,
        f"M(t)/M/s(t){impatient}, forward equations",
        "exact",
    )
