"""Erlang's loss and delay formulas for whole and real numbers of servers.

Distributions of the M/M/c wait are in `mmc`; the search for the least number of servers that
keeps a promise about time is in `sizing`.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessor.queueing.inversion import find_root

Floats = NDArray[np.float64]

_SMALL_Q = 1e-150
"""Below it the incomplete gamma function is about to underflow: continued fraction instead."""

# Stirling's series, 1/12n − 1/360n³ + …
_STIRLING = (1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360)


def erlang_b(servers: ArrayLike, offered_load: ArrayLike) -> Floats:
    """Fraction of requests lost by an M/M/c/c group.

    Parameters
    ----------
    servers
        Number of servers, c ≥ 0, whole or real. [1]
    offered_load
        Arrival rate × mean service time, a ≥ 0; broadcast with `servers`. [erlang]

    Returns
    -------
    Blocking probability. Relative error below 1e-10 up to 1e5 servers and erlangs, wherever
    it exceeds 1e-300; 0 below that. [1]

    Raises
    ------
    ValueError
        A negative number of servers or a negative load.

    References
    ----------
    .. [1] D. L. Jagerman, "Some properties of the Erlang loss function", Bell Syst. Tech. J. 53
       (1974): the integral for real c (recalled).
    .. [2] C. Loader, "Fast and accurate computation of binomial probabilities", 2000: the
       Poisson probability without cancellation (recalled).
    """
    c, a = _checked(servers, offered_load)
    return np.asarray(1.0 / inverse_blocking(c, a), dtype=np.float64)


def erlang_c(servers: ArrayLike, offered_load: ArrayLike) -> Floats:
    """Fraction of requests that wait in M/M/c; 1 where the load reaches the servers.

    Parameters
    ----------
    servers
        Number of servers, c ≥ 0, whole or real. [1]
    offered_load
        a ≥ 0; broadcast with `servers`. [erlang]

    Returns
    -------
    Delay probability, relative error as `erlang_b`. [1]

    References
    ----------
    .. [1] L. Kleinrock, Queueing Systems, vol. 1, 1975, sec. 3.5 (recalled).
    """
    c, a = _checked(servers, offered_load)
    return delay_from_inverse(inverse_blocking(c, a), c, a)


def delay_from_inverse(inverse_b: Floats, servers: Floats, offered_load: Floats) -> Floats:
    """Erlang C from 1/B: c / (a + (c − a)/B), free of cancellation at high utilisation."""
    spare = np.maximum(servers - offered_load, 0.0)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        delay = servers / (offered_load + spare * inverse_b)
    return np.asarray(
        np.where(spare > 0, np.where(np.isfinite(inverse_b), delay, 0.0), 1.0), dtype=np.float64
    )


def offered_load_for_blocking(servers: ArrayLike, blocking: ArrayLike) -> Floats:
    """Largest load that `servers` carry with at most the given blocking; Erlang B inverted.

    Parameters
    ----------
    servers
        c ≥ 0. [1]
    blocking
        In [0, 1]; 1 gives `inf`. [1]

    Returns
    -------
    Offered load. [erlang]
    """
    c, target = np.broadcast_arrays(
        np.asarray(servers, dtype=np.float64), np.asarray(blocking, dtype=np.float64)
    )
    if np.any(c < 0) or np.any((target < 0) | (target > 1)):
        raise ValueError(
            f"servers must be ≥ 0 and blocking in [0, 1], got {servers!r}, {blocking!r}"
        )
    sought = (c > 0) & (target > 0) & (target < 1)
    c_safe, b_safe = np.where(sought, c, 1.0), np.where(sought, target, 0.5)
    # A group with a ≥ c/(1 − B) loses more than B: the carried load would exceed the servers.
    high = np.log(c_safe / (1.0 - b_safe)) + 1e-9
    log_target = np.log(b_safe)
    # B ≤ a^c/Γ(c+1) ≤ (ea/c)^c.
    low = np.minimum(high, log_target / c_safe + np.log(c_safe) - 1.0) - 1e-9
    root = find_root(lambda x: log_target + np.log(inverse_blocking(c_safe, np.exp(x))), high, low)
    edge = np.where(target >= 1, np.inf, 0.0)
    return np.asarray(np.where(sought, np.exp(root), edge), dtype=np.float64)


def inverse_blocking(servers: Floats, offered_load: Floats) -> Floats:
    """1/B, `inf` where B is below what a float can hold; for non-negative arrays."""
    from scipy.special import gammaincc

    c, a = np.broadcast_arrays(servers, offered_load)
    ordinary = (c > 0) & (a > 0)
    c_safe, a_safe = np.where(ordinary, c, 1.0), np.where(ordinary, a, 1.0)
    upper = gammaincc(c_safe + 1.0, a_safe)
    with np.errstate(over="ignore", invalid="ignore"):
        inverse = upper * np.exp(-log_poisson(c_safe, a_safe))
    faint = upper < _SMALL_Q
    if faint.any():
        inverse = np.where(faint, 1.0, inverse)
        inverse[faint] = _inverse_in_overload(c_safe[faint], a_safe[faint])
    edge = np.where(c > 0, np.inf, 1.0)
    return np.asarray(np.where(ordinary, np.maximum(inverse, 1.0), edge), dtype=np.float64)


def log_poisson(count: Floats, mean: Floats) -> Floats:
    """log(mean^n e^-mean / Γ(n+1)) for real n > 0 and mean > 0, to round-off of the result."""
    return np.asarray(
        count * _log1p_minus(mean, count)
        - _stirling_error(count)
        - 0.5 * np.log(2 * np.pi * count),
        dtype=np.float64,
    )


def _log1p_minus(mean: Floats, count: Floats) -> Floats:
    """log(1 + x) − x at x = mean/count − 1, without cancellation near 0."""
    x = (mean - count) / count
    y = x / (2.0 + x)
    y2 = y * y
    series = np.zeros_like(x)
    for k in range(35, 1, -2):
        series = series * y2 + 1.0 / k
    near = -x * y + 2.0 * y * y2 * series
    return np.asarray(
        np.where(np.abs(x) < 0.5, near, np.log(mean) - np.log(count) - x), dtype=np.float64
    )


def _stirling_error(n: Floats) -> Floats:
    """log Γ(n+1) minus Stirling's leading terms (n + ½) log n − n + ½ log 2π."""
    from scipy.special import gammaln

    large = np.maximum(n, 15.0)
    series = np.zeros_like(large)
    for coefficient in reversed(_STIRLING):
        series = series / large**2 + coefficient
    error = np.asarray(series / large, dtype=np.float64)
    few = n <= 15.0
    small = n[few]
    error[few] = gammaln(small + 1.0) - (small + 0.5) * np.log(small) + small
    error[few] -= 0.5 * np.log(2 * np.pi)
    return error


def _inverse_in_overload(c: Floats, a: Floats) -> Floats:
    """1/B = 1 + c/a + c(c−1)/a² + … for a ≫ c, as Legendre's continued fraction (Lentz)."""
    s = c + 1.0
    b = a + 1.0 - s
    denominator = 1.0 / b
    ratio = np.full_like(a, np.inf)
    result = denominator.copy()
    change, i = np.full_like(a, np.inf), 0
    while np.any(np.abs(change - 1.0) >= 1e-15):
        i += 1
        step = -i * (i - s)
        b = b + 2.0
        denominator = 1.0 / (step * denominator + b)
        ratio = b + step / ratio
        change = ratio * denominator
        result = result * change
    return np.asarray(a * result, dtype=np.float64)


def _checked(servers: ArrayLike, offered_load: ArrayLike) -> tuple[Floats, Floats]:
    c, a = np.broadcast_arrays(
        np.asarray(servers, dtype=np.float64), np.asarray(offered_load, dtype=np.float64)
    )
    if not (np.all(c >= 0) and np.all(a >= 0) and np.all(np.isfinite(c) & np.isfinite(a))):
        raise ValueError(f"servers and load must be ≥ 0, got {servers!r} and {offered_load!r}")
    return c, a
