"""The searches behind `sizing`, on one block of questions at a time.

A guess by the square-root rule, then Erlang's recursion up or down to the exact answer.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from assessor.queueing.erlang import delay_from_inverse
from assessor.queueing.sojourn import exponential_response_tail
from assessor.queueing.uniform import fast_inverse_blocking

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

INFEASIBLE = -1
"""No number of servers keeps the promise."""


# log α(β) + β²/2 on [0, 9]: Chebyshev fit of degree 9 in powers of β, largest error 6e-5. The
# searches start from it and do not rest on it.
_LIMIT = (
    -5.75271730061111e-05,
    -1.2518458279629043,
    0.27925466276585864,
    -0.01977842022571892,
    -0.00951716661196464,
    0.003461889003311986,
    -0.0005573042321610731,
    5.007780705288523e-05,
    -2.4329836024275283e-06,
    4.9961437781353235e-08,
)

Kept = Callable[[Floats, Floats], NDArray[np.bool_]]
"""(servers, 1/B) → whether the promise is kept."""


def _fewest(load: Floats, max_utilisation: Floats) -> Floats:
    """Least whole c ≥ 1 with load/c ≤ max_utilisation and load < c, as floats compare them."""
    c = np.maximum(np.ceil(load / max_utilisation), 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        c = np.where((c > 1) & (load / (c - 1.0) <= max_utilisation), c - 1.0, c)
    c = np.where(load / c > max_utilisation, c + 1.0, c)
    return np.where(load >= c, np.floor(load) + 1.0, c)


def waiting_block(lam: Floats, mu: Floats, t: Floats, fraction: Floats, top: Floats) -> Counts:
    """Fewest servers for a waiting promise, `INFEASIBLE` where there are none."""
    load, scaled = lam / mu, mu * t
    left = 1.0 - fraction
    least = _fewest(load, top)
    with np.errstate(divide="ignore"):
        log_left = np.log(left)

    def kept(rows: NDArray[np.intp]) -> Kept:
        a, x, target = load[rows], scaled[rows], left[rows]

        def promise(c: Floats, inverse: Floats) -> NDArray[np.bool_]:
            with np.errstate(invalid="ignore"):
                tail = delay_from_inverse(inverse, c, a) * np.exp(-(c - a) * x)
            return np.asarray(tail <= target)

        return promise

    beta = _spare_of(least, load)
    short = np.flatnonzero(_log_limit(beta)[0] - beta * np.sqrt(load) * scaled > log_left)
    start = least.copy()
    spare = _waiting_spare(load[short], scaled[short], log_left[short], beta[short])
    start[short] = np.maximum(least[short], np.floor(load[short] + spare))
    possible = (left > 0) | (load == 0) | np.isinf(t)
    return _stepped(load, least, np.where(load > 0, start, least), possible, kept)


def response_block(lam: Floats, mu: Floats, t: Floats, fraction: Floats, top: Floats) -> Counts:
    """Fewest servers for a response promise, `INFEASIBLE` where there are none."""
    load, scaled = lam / mu, mu * t
    left = 1.0 - fraction
    least = _fewest(load, top)

    def kept(rows: NDArray[np.intp]) -> Kept:
        a, x, target = load[rows], scaled[rows], left[rows]

        def promise(c: Floats, inverse: Floats) -> NDArray[np.bool_]:
            delay = delay_from_inverse(inverse, c, a)
            return np.asarray(exponential_response_tail(x, delay, c - a, 1.0) <= target)

        return promise

    slack = left - np.exp(-scaled)
    possible = (slack > 0) | (fraction == 0)
    beta = _spare_of(least, load)
    delay = np.exp(_log_limit(beta)[0])
    short = np.flatnonzero(exponential_response_tail(scaled, delay, least - load, 1.0) > left)
    start = least.copy()
    spare = _response_spare(load[short], scaled[short], left[short], beta[short])
    start[short] = np.maximum(least[short], np.floor(load[short] + spare))
    return _stepped(load, least, np.where(load > 0, start, least), possible, kept)


def _stepped(
    load: Floats,
    least: Floats,
    start: Floats,
    possible: NDArray[np.bool_],
    kept: Callable[[NDArray[np.intp]], Kept],
) -> Counts:
    """Walk from `start` to the least c ≥ least that keeps the promise."""
    c = start.copy()
    inverse = fast_inverse_blocking(c, load)
    good = kept(np.arange(c.size))(c, inverse)
    rising = np.flatnonzero(possible & ~good)
    falling = np.flatnonzero(possible & good & (c > least))
    _rise(load, c, inverse[rising], rising, kept)
    _fall(load, c, inverse[falling], falling, least, kept)
    return np.where(possible, c, INFEASIBLE).astype(np.int64)


def _rise(
    load: Floats,
    c: Floats,
    inverse: Floats,
    rows: NDArray[np.intp],
    kept: Callable[[NDArray[np.intp]], Kept],
) -> None:
    """1/B(c + 1) = 1 + (c + 1)/a · 1/B(c) until the promise is kept."""
    while rows.size:
        more = c[rows] + 1.0
        with np.errstate(over="ignore"):
            inverse = 1.0 + more / load[rows] * inverse
        c[rows] = more
        going = ~kept(rows)(more, inverse)
        rows, inverse = rows[going], inverse[going]


def _fall(
    load: Floats,
    c: Floats,
    inverse: Floats,
    rows: NDArray[np.intp],
    least: Floats,
    kept: Callable[[NDArray[np.intp]], Kept],
) -> None:
    """1/B(c − 1) = (1/B(c) − 1) a/c while one fewer still keeps the promise."""
    while rows.size:
        fewer = c[rows] - 1.0
        inverse = (inverse - 1.0) * load[rows] / c[rows]
        good = kept(rows)(fewer, inverse)
        c[rows[good]] = fewer[good]
        going = good & (fewer > least[rows])
        rows, inverse = rows[going], inverse[going]


def _spare_of(servers: Floats, load: Floats) -> Floats:
    """β of c = a + β√a, at most 9."""
    return np.minimum((servers - load) / np.sqrt(np.maximum(load, 1e-300)), 9.0)


def _waiting_spare(load: Floats, scaled: Floats, log_left: Floats, beta: Floats) -> Floats:
    """Square-root guess of c − a: Newton on log α(β) − β√a μt = log(1 − fraction)."""
    root = np.sqrt(load)
    push = root * np.minimum(scaled, 1e6)
    goal = np.maximum(log_left, -1e6)
    for _ in range(3):
        log_alpha, slope = _log_limit(beta)
        beta = beta - (log_alpha - beta * push - goal) / (slope - push)
        beta = np.clip(beta, 0.0, 9.0)
    return np.asarray(beta * root, dtype=np.float64)


def _response_spare(load: Floats, scaled: Floats, left: Floats, beta: Floats) -> Floats:
    """Square-root guess of c − a by halving β on the response tail."""
    root = np.sqrt(load)
    low, high = beta, np.full_like(load, 9.0)
    for _ in range(9):
        beta = 0.5 * (low + high)
        delay = np.exp(_log_limit(beta)[0])
        good = exponential_response_tail(scaled, delay, beta * root, 1.0) <= left
        low, high = np.where(good, low, beta), np.where(good, beta, high)
    return np.asarray(high * root, dtype=np.float64)


def _log_limit(beta: Floats) -> tuple[Floats, Floats]:
    """log of the Halfin-Whitt delay and its derivative, for 0 ≤ β ≤ 9: a guess, to 6e-5."""
    value = np.full_like(beta, _LIMIT[-1])
    slope = np.zeros_like(beta)
    for coefficient in _LIMIT[-2::-1]:
        slope *= beta
        slope += value
        value *= beta
        value += coefficient
    return value - 0.5 * beta * beta, slope - beta
