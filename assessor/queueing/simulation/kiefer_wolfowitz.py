"""Departures from a first-come-first-served station of c servers, many customers a step.

The state is the sorted vector of the times at which each server falls free. One customer takes the
first, and the time it leaves is put in its place in the order:

    leaves   = max(arrival, free[0]) + service
    free[j] := max(free[j], min(free[j+1], leaves)),   free[c] = ∞.

That is four numpy calls over a row of independent paths. A single path is cut into stretches that
run side by side, each first from an empty station, then again from where the one before it ended
until the two runs agree: two paths with the same customers meet, bit for bit, once every server has
been idle. So the result is that of the plain loop, whatever the cut.

References
----------
.. [1] J. Kiefer and J. Wolfowitz, "On the theory of queues with many servers", Trans. Amer. Math.
   Soc., vol. 78, 1955, pp. 1-18.
"""

from __future__ import annotations

from heapq import heapreplace

import numpy as np
from numpy.typing import NDArray

from assessor.queueing.simulation.laws import Floats

SHORTEST_STRETCH = 1024
# Customers until two paths have met, times (1 − utilisation)²; longer ones cost another pass.
MEETING = 25.0
MOST_STRETCHES = 512
FEWEST_STRETCHES = 16
# Above this the sorted vector costs more than a heap.
MOST_SERVERS = 200
MOST_PASSES = 6
# The last stretches to meet are not worth a row of their own.
FEW = 12


def advance(free: Floats, arrivals: Floats, services: Floats, leaves: Floats) -> None:
    """Serve one row of customers after the other, each column a path of its own.

    `free` (servers + 1, paths) holds the sorted times at which servers fall free, ∞ in the last
    row, and is carried on; `leaves` (customers, paths) is filled.
    """
    first, lower, upper = free[0], free[:-1], free[1:]
    if len(lower) == 1:
        for arrival, service, leaving in zip(arrivals, services, leaves, strict=True):
            np.maximum(arrival, first, out=leaving)
            np.add(leaving, service, out=leaving)
            first = leaving
        free[0] = first
        return
    scratch = np.empty_like(lower)
    for arrival, service, leaving in zip(arrivals, services, leaves, strict=True):
        np.maximum(arrival, first, out=leaving)
        np.add(leaving, service, out=leaving)
        np.minimum(upper, leaving, out=scratch)
        np.maximum(lower, scratch, out=lower)


def empty(servers: int, paths: int) -> Floats:
    """Give the state of stations whose servers are all free at 0."""
    free = np.zeros((servers + 1, paths))
    free[-1] = np.inf
    return free


def departures(arrivals: Floats, services: Floats, free: Floats) -> Floats:
    """Give the time at which each customer of one path leaves. [s]

    Parameters
    ----------
    arrivals
        Increasing arrival times, ≥ 0, shape (n,). [s]
    services
        Service times in order of arrival, shape (n,). [s]
    free
        Times at which each of the c servers falls free, sorted, shape (c,); carried on, so that a
        long path can be served part by part. Zeros for an empty station. [s]

    Returns
    -------
    Departure times in order of arrival, shape (n,). [s]
    """
    stretches = _stretches(arrivals, services, free)
    leaves = np.empty_like(arrivals)
    cut = 0
    if stretches > 1:
        cut = len(arrivals) // stretches * stretches
        shape = (stretches, -1)
        met = _side_by_side(
            arrivals[:cut].reshape(shape),
            services[:cut].reshape(shape),
            leaves[:cut].reshape(shape),
            free,
        )
        if met is None:
            cut = 0
        else:
            free[:] = met
    leaves[cut:] = _one_by_one(free, arrivals[cut:], services[cut:])
    return leaves


def _stretches(arrivals: Floats, services: Floats, free: Floats) -> int:
    servers = len(free)
    if servers > MOST_SERVERS or len(arrivals) < FEWEST_STRETCHES * SHORTEST_STRETCH:
        return 1
    utilisation = float(services.sum()) / (float(arrivals[-1] - arrivals[0]) * servers)
    if utilisation >= 1:
        return 1
    length = max(SHORTEST_STRETCH, MEETING / (1 - utilisation) ** 2)
    stretches = min(int(len(arrivals) / length), MOST_STRETCHES)
    return stretches if stretches >= FEWEST_STRETCHES else 1


def _one_by_one(free: Floats, arrivals: Floats, services: Floats) -> Floats:
    heap: list[float] = free.tolist()
    leaves: list[float] = []
    append, replace = leaves.append, heapreplace
    for arrival, service in zip(arrivals.tolist(), services.tolist(), strict=True):
        first = heap[0]
        leaving = (arrival if arrival > first else first) + service
        replace(heap, leaving)
        append(leaving)
    free[:] = sorted(heap)
    return np.array(leaves, dtype=np.float64)


def _side_by_side(
    arrivals: Floats, services: Floats, leaves: Floats, free: Floats
) -> Floats | None:
    """Fill `leaves` (stretches, customers); give the last state, None where stretches never met."""
    stretches, length = arrivals.shape
    servers = len(free)
    rows = max(128, 4 * servers)
    starts = range(0, length, rows)
    seen = np.empty((len(starts), servers, stretches))
    last = empty(servers, stretches)
    last[:-1, 0] = free
    active: NDArray[np.intp] = np.arange(stretches)
    state = last.copy()
    for passes in range(MOST_PASSES):
        for number, start in enumerate(starts):
            part = slice(start, start + rows)
            leaving = _run(state, arrivals, services, active, part)
            leaves[active, part] = leaving.T
            # A server free before the last arrival is as good as one free just then.
            now = np.maximum(state[:-1], arrivals[active, part][:, -1])
            differs = np.any(seen[number][:, active] != now, axis=0) if passes else True
            seen[number][:, active] = now
            if passes:
                active, state = active[differs], state[:, differs]
                if not len(active):
                    return last[:-1, -1]
        last[:, active] = state
        active = active[active < stretches - 1] + 1
        state = last[:, active - 1]
        if not len(active):
            return last[:-1, -1]
    return None


def _run(
    state: Floats, arrivals: Floats, services: Floats, active: NDArray[np.intp], part: slice
) -> Floats:
    if len(active) <= FEW:
        return _run_few(state, arrivals, services, active, part)
    # A first run has every stretch active, and a view saves a copy.
    chosen = slice(None) if len(active) == len(arrivals) else active
    rows = np.ascontiguousarray(arrivals[chosen, part].T)
    leaving = np.empty_like(rows)
    advance(state, rows, np.ascontiguousarray(services[chosen, part].T), leaving)
    return leaving


def _run_few(
    state: Floats, arrivals: Floats, services: Floats, active: NDArray[np.intp], part: slice
) -> Floats:
    columns = []
    for column, stretch in enumerate(active):
        free = state[:-1, column].copy()
        columns.append(_one_by_one(free, arrivals[stretch, part], services[stretch, part]))
        state[:-1, column] = free
    return np.stack(columns, axis=1)
