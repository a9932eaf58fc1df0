"""Open networks with general arrivals and services by two moments (the queueing network analyser).

The stations are analysed one by one after their arrival SCVs have been found together.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessor.queueing.networks import (
    OpenNetwork,
    number_present,
    per_request,
)

Array = NDArray[np.float64]


def arrival_scvs(
    *,
    external_rate: ArrayLike,
    routing: ArrayLike,
    arrival_rate: ArrayLike,
    utilisation: ArrayLike,
    servers: ArrayLike,
    external_scv: ArrayLike,
    service_scv: ArrayLike,
) -> Array:
    """Squared coefficient of variation of the arrivals at every station.

    Parameters
    ----------
    external_rate, routing, arrival_rate
        The traffic equations and their solution, over n stations. [1/s]
    utilisation
        Per station; 1 and more counts as 1. [1]
    servers, external_scv, service_scv
        Per station. [1]

    Returns
    -------
    SCV of the arrivals at each station, shape (n,). [1]

    References
    ----------
    .. [1] W. Whitt, "The queueing network analyzer", Bell Syst. Tech. J. 62(9), 1983,
       eqs. (24)-(29) and (39) (recalled).
    """
    gamma, P, lam, rho, m, c0, cs = (
        np.asarray(x, np.float64)
        for x in (
            external_rate,
            routing,
            arrival_rate,
            utilisation,
            servers,
            external_scv,
            service_scv,
        )
    )
    busy = np.minimum(rho, 1.0) ** 2
    flow = lam[:, np.newaxis] * P
    total = np.where(lam > 0, lam, 1.0)
    share, outside = flow / total, gamma / total
    weight = _superposition_weight(share, outside, np.minimum(rho, 1.0))
    served = 1 + (np.maximum(cs, 0.2) - 1) / np.sqrt(m)
    fixed = outside * c0 + np.sum(share * ((1 - P) + P * (busy * served)[:, np.newaxis]), axis=0)
    carried = weight * share * P * (1 - busy)[:, np.newaxis]
    constant = 1 - weight + weight * fixed
    constant = np.where(lam > 0, constant, 1.0)
    return np.asarray(np.linalg.solve(np.eye(lam.size) - carried.T, constant), np.float64)


def analysed(
    gamma: Array,
    routing: Array,
    lam: Array,
    stations: tuple[Array, Array],
    scvs: tuple[Array, Array],
) -> OpenNetwork:
    """The network's means from (service rates, servers) and (arrival, service) SCVs."""
    from assessor.queueing.approximations import ggc

    (mu, c), (external, service) = stations, scvs
    utilisation = lam / mu / c
    scv = arrival_scvs(
        external_rate=gamma,
        routing=routing,
        arrival_rate=lam,
        utilisation=utilisation,
        servers=c,
        external_scv=external,
        service_scv=service,
    )
    wait = np.zeros_like(lam)
    used = np.isfinite(c) & (lam > 0)
    if np.any(used):
        answer = ggc(
            servers=c[used],
            arrival_rate=lam[used],
            arrival_scv=scv[used],
            service_mean=1 / mu[used],
            service_scv=service[used],
        )
        wait[used] = answer.waiting_mean
    response = wait + 1 / mu
    visits, mean = per_request(gamma, lam, response)
    return OpenNetwork(
        lam,
        utilisation,
        wait,
        response,
        number_present(lam, response),
        scv,
        visits,
        mean,
        "queueing network analyser",
        "qna",
    )


def _superposition_weight(share: Array, outside: Array, rho: Array) -> Array:
    """How far a merged stream is from Poisson; v is the number of streams, if equal."""
    squares = outside**2 + np.sum(share**2, axis=0)
    v = 1 / np.where(squares > 0, squares, 1.0)
    return np.asarray(1 / (1 + 4 * (1 - rho) ** 2 * (v - 1)), np.float64)
