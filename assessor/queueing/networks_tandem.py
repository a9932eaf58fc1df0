"""Response quantiles of M/M/c stations in series, for arrays of questions: the sizing hot path.

Each question is one chain of stations. The same law as `networks_response.end_to_end` over
`mmc_response` parts, in fewer operations: every factor of the transform is a ratio of
polynomials, so that one complex division per node remains.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessor.queueing.contours import Rule, rule_for
from assessor.queueing.transforms import (
    Complex,
    check_quantile,
    gamma_quantile,
    solve_tail,
)

Array = NDArray[np.float64]

_BLOCK = 1024
"""Questions per block: 12 nodes of complex numbers for so many stay in the L2 cache."""


@dataclass(frozen=True)
class TandemResponse:
    """Mean and quantile of the response over all stations; inf where one is unstable."""

    mean: Array
    quantile: Array
    model: str = "M/M/c in series, independent stays"
    error_class: str = "independence"


class _Chain(NamedTuple):
    """Stations in series, arrays of shape (stations, questions)."""

    service_mean: Array
    wait_mean: Array
    """Mean wait of a delayed request, 1/(cμ − λ)."""
    delayed: Array
    visits: Array


def tandem_response(
    *,
    arrival_rate: ArrayLike,
    service_rate: ArrayLike,
    servers: ArrayLike,
    quantile: ArrayLike,
    visits: ArrayLike = 1.0,
) -> TandemResponse:
    """Mean and quantile of the time through M/M/c stations in series.

    Parameters
    ----------
    arrival_rate
        Rate of requests from outside, shape (n,) or scalar. [1/s]
    service_rate
        Of one server, shape (n, stations) or (stations,). [1/s]
    servers
        Servers per station, ≥ 1, broadcasting with `service_rate`.
    quantile
        Fractions in (0, 1), shape (n,) or scalar.
    visits
        Visits per request, broadcasting with `service_rate`; a fraction is the chance of one
        visit more. The station sees arrival_rate × visits. [1]

    Returns
    -------
    Arrays of shape (n,); inf where a station is unstable. [s]

    Raises
    ------
    ValueError
        A quantile outside (0, 1).

    References
    ----------
    .. [1] P. J. Burke, "The dependence of sojourn times in tandem M/M/s queues", Oper. Res. 17,
       1969: exact where only the first and the last station have several servers (recalled).
    """
    rates = np.asarray(arrival_rate, np.float64)[..., np.newaxis]
    arrays = (rates, service_rate, servers, visits)
    lam, mu, c, v = (np.atleast_2d(a) for a in np.broadcast_arrays(*arrays))
    levels = np.broadcast_to(np.asarray(quantile, np.float64), lam.shape[:1])
    chain = _chain(lam.T * v.T, mu.T, c.T, v.T)
    mean, scv = _moments(chain)
    # A service and a wait per visit.
    stages = 2 * np.max(np.sum(np.ceil(chain.visits), axis=0), initial=0.0)
    rule = rule_for(float(stages), float(np.min(scv, initial=1.0)))
    check_quantile(levels, rule)
    found = np.where(mean > 0, np.inf, 0.0)
    stable = np.flatnonzero(np.isfinite(mean) & (mean > 0))
    for first in range(0, stable.size, _BLOCK):
        block = stable[first : first + _BLOCK]
        part = _Chain(*(a[:, block] for a in chain))
        found[block] = _quantile(part, levels[block], mean[block], scv[block], rule)
    shape = np.broadcast_shapes(rates.shape, np.shape(service_rate), np.shape(servers))[:-1]
    return TandemResponse(mean.reshape(shape), found.reshape(shape))


def _chain(lam: Array, mu: Array, c: Array, visits: Array) -> _Chain:
    from assessor.queueing.erlang import erlang_c

    delayed = np.asarray(erlang_c(c, lam / mu), np.float64)
    spare = c * mu - lam
    with np.errstate(divide="ignore"):
        wait = np.where(spare > 0, 1 / np.maximum(spare, 0.0), np.inf)
    return _Chain(1 / mu, wait, delayed, np.asarray(visits, np.float64))


def _moments(chain: _Chain) -> tuple[Array, Array]:
    service, wait, delayed, visits = chain
    stay = service + delayed * wait
    used = visits > 0
    finite = np.all(np.isfinite(stay) | ~used, axis=0)
    safe = np.where(np.isfinite(stay) & used, stay, 0.0)
    wait = np.where(np.isfinite(wait), wait, 0.0)
    part = visits - np.floor(visits)
    variance = (
        visits * (service**2 + delayed * (2 - delayed) * wait**2) + part * (1 - part) * safe**2
    )
    mean = np.sum(visits * safe, axis=0)
    scv = np.sum(np.where(used, variance, 0.0), axis=0) / np.where(mean > 0, mean, 1.0) ** 2
    return np.where(finite, mean, np.inf), np.where(finite, scv, 1.0)


def _quantile(chain: _Chain, levels: Array, mean: Array, scv: Array, rule: Rule) -> Array:
    nodes = rule.nodes[:, np.newaxis]

    def both(time: Array) -> tuple[Array, Array]:
        value = _transform(chain, nodes / time)
        return _summed((1 - value) / nodes, rule), _summed(value, rule) / time

    ceiling = mean * (1 + np.sqrt(scv * levels / (1 - levels)))
    start = gamma_quantile(levels, mean=mean, scv=scv)
    return solve_tail(both, 1 - levels, start=start, ceiling=ceiling)


def _transform(chain: _Chain, s: Complex) -> Complex:
    if np.all(chain.visits == 1):
        return _once(chain, s)
    value = np.ones_like(s)
    for i in range(len(chain.visits)):
        count = chain.visits[i]
        once = _once(_Chain(*(a[i : i + 1] for a in chain)), s)
        whole = np.floor(count)
        value *= once**whole * (1 - (count - whole) * (1 - once))
    return value


def _once(chain: _Chain, s: Complex) -> Complex:
    """Product over stations of (1 + (1−C)ws)/((1 + bs)(1 + ws))."""
    above, below = np.ones_like(s), np.ones_like(s)
    for service, wait, delayed, _ in zip(*chain, strict=True):
        waited = s * wait
        above *= 1 + (1 - delayed) * waited
        below *= (1 + waited) * (1 + s * service)
    return np.asarray(above / below, np.complex128)


def _summed(values: Complex, rule: Rule) -> Array:
    weights = rule.weights
    return np.asarray(weights.real @ values.real - weights.imag @ values.imag, np.float64)
