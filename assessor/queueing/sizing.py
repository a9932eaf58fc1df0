"""The least number of servers that keeps a promise: M/M/c inverted, for millions of questions.

The searches are exact: they step by Erlang's recursion from a close guess and stop where c keeps
the promise and c − 1 does not.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessor.queueing.sizing_search import INFEASIBLE, response_block, waiting_block
from assessor.queueing.uniform import fast_inverse_blocking

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

_BLOCK = 16_384
"""Questions at a time: what a core's second-level cache holds."""


def servers_for_waiting(
    *,
    arrival_rate: ArrayLike,
    service_rate: ArrayLike,
    waiting_limit: ArrayLike,
    fraction: ArrayLike,
    max_utilisation: ArrayLike = 1.0,
) -> Counts:
    """Least c of M/M/c with P(W_q ≤ waiting_limit) ≥ fraction and utilisation ≤ max_utilisation.

    Parameters
    ----------
    arrival_rate
        λ ≥ 0; 0 takes one server. [1/s]
    service_rate
        μ > 0 of one server. [1/s]
    waiting_limit
        t ≥ 0. [s]
    fraction
        In [0, 1]; 1 is infeasible under any load. [1]
    max_utilisation
        In (0, 1]; at 1 the load still stays below the servers. [1]

    Returns
    -------
    Whole numbers of the broadcast shape, `INFEASIBLE` (−1) where none will do.

    Raises
    ------
    ValueError
        A value outside its range.
    """
    given = _checked(arrival_rate, service_rate, waiting_limit, fraction, max_utilisation)
    return _in_blocks(waiting_block, given)


def servers_for_response(
    *,
    arrival_rate: ArrayLike,
    service_rate: ArrayLike,
    response_limit: ArrayLike,
    fraction: ArrayLike,
    max_utilisation: ArrayLike = 1.0,
) -> Counts:
    """Least c of M/M/c with P(W_q + S ≤ response_limit) ≥ fraction and the utilisation limit.

    Parameters and returns as `servers_for_waiting`, `response_limit` in its place; infeasible
    (−1) where the service alone is too slow, exp(−μt) ≥ 1 − fraction.
    """
    given = _checked(arrival_rate, service_rate, response_limit, fraction, max_utilisation)
    return _in_blocks(response_block, given)


def servers_for_delay(
    *, offered_load: ArrayLike, delay_limit: ArrayLike, max_utilisation: ArrayLike = 1.0
) -> Counts:
    """Least c of M/M/c with delay probability ≤ delay_limit; −1 at a limit of 0 under load."""
    return servers_for_waiting(
        arrival_rate=offered_load,
        service_rate=1.0,
        waiting_limit=0.0,
        fraction=1.0 - np.asarray(delay_limit, dtype=np.float64),
        max_utilisation=max_utilisation,
    )


def servers_for_blocking(*, offered_load: ArrayLike, blocking_limit: ArrayLike) -> Counts:
    """Least c ≥ 0 of M/M/c/c with blocking ≤ blocking_limit; −1 at a limit of 0 under load.

    Without load no server is needed.
    """
    load, limit = np.asarray(offered_load, float), np.asarray(blocking_limit, float)
    if not (np.all(load >= 0) and np.all((limit >= 0) & (limit <= 1))):
        raise ValueError(f"need load ≥ 0 and a limit in [0, 1], got {load!r} and {limit!r}")
    return _in_blocks(_blocking_block, (load, limit))


def least_servers(
    kept: Callable[[Counts], NDArray[np.bool_]], first: ArrayLike, last: ArrayLike
) -> Counts:
    """Least c in first…last with kept(c), for promises that more servers never break.

    Parameters
    ----------
    kept
        Elementwise on arrays of server counts of the broadcast shape.
    first, last
        Smallest and largest number to consider.

    Returns
    -------
    The least c by doubling and halving, `INFEASIBLE` (−1) where even `last` does not keep it.
    Where `kept` is not monotone, the answer keeps the promise but need not be the least.
    """
    low, top = (np.asarray(x, dtype=np.int64) for x in np.broadcast_arrays(first, last))
    low = low - 1
    stride = np.ones_like(low)
    high = np.minimum(low + stride, top)
    searching = ~kept(high) & (high < top)
    while searching.any():
        low = np.where(searching, high, low)
        stride = np.where(searching, 2 * stride, stride)
        high = np.where(searching, np.minimum(high + stride, top), high)
        searching = searching & ~kept(high) & (high < top)
    possible = kept(high)
    while np.any(high - low > 1):
        middle = np.where(high - low > 1, (low + high) // 2, high)
        good = kept(middle)
        high, low = np.where(good, middle, high), np.where(good, low, middle)
    return np.asarray(np.where(possible, high, INFEASIBLE), dtype=np.int64)


def _checked(
    arrival_rate: ArrayLike,
    service_rate: ArrayLike,
    limit: ArrayLike,
    fraction: ArrayLike,
    max_utilisation: ArrayLike,
) -> tuple[Floats, ...]:
    given = tuple(
        np.asarray(x, dtype=np.float64)
        for x in (arrival_rate, service_rate, limit, fraction, max_utilisation)
    )
    lam, mu, t, f, top = given
    if not (np.all(lam >= 0) and np.all(np.isfinite(lam)) and np.all(mu > 0) and np.all(t >= 0)):
        raise ValueError("rates and limits must be ≥ 0 and service_rate > 0")
    if not (np.all((f >= 0) & (f <= 1)) and np.all((top > 0) & (top <= 1))):
        raise ValueError("fraction must be in [0, 1] and max_utilisation in (0, 1]")
    return given


def _in_blocks(block: Callable[..., Counts], given: Sequence[Floats]) -> Counts:
    """`block` over slices of the broadcast questions; memory stays near inputs and result."""
    shape = np.broadcast_shapes(*(x.shape for x in given))
    result = np.empty(int(np.prod(shape)), dtype=np.int64)
    flat = [x if x.size == 1 else np.broadcast_to(x, shape).reshape(-1) for x in given]

    def run(start: int) -> None:
        part = slice(start, min(start + _BLOCK, result.size))
        size = part.stop - part.start
        columns = [np.broadcast_to(x.reshape(-1) if x.size == 1 else x[part], size) for x in flat]
        result[part] = block(*columns)

    begins = range(0, result.size, _BLOCK)
    workers = min(len(begins) // 4, os.cpu_count() or 1)
    if workers > 1:
        with ThreadPoolExecutor(workers) as pool:
            list(pool.map(run, begins))
    else:
        for start in begins:
            run(start)
    return result.reshape(shape)


def _blocking_block(load: Floats, limit: Floats) -> Counts:
    # A loss group carries at most c: c ≥ a(1 − B). From there the tail of a Poisson number.
    least = np.maximum(np.ceil(load * (1.0 - limit) * (1.0 - 1e-12)), 0.0)
    possible = limit > 0
    most = np.where(load > 0, np.ceil(load + 60.0 * np.sqrt(load + 1.0) + 1200.0), 0.0)
    safe = np.where(possible, limit, 1.0)

    def good(c: Counts) -> NDArray[np.bool_]:
        servers = c.astype(np.float64)
        return np.asarray((fast_inverse_blocking(servers, load) >= 1.0 / safe) | (load == 0))

    found = least_servers(good, least, most)
    return np.where(possible | (load == 0), found, INFEASIBLE)
