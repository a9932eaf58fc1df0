"""Open networks of stations: traffic, and the exact product-form means.

Response percentiles are in `networks_response`, general variability in `networks_qna`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class OpenNetwork:
    """Means of an open network, one entry per station; an unstable station shows inf."""

    arrival_rate: Array
    """Visits per second to each station. [1/s]"""
    utilisation: Array
    waiting_time: Array
    response_time: Array
    """Per visit, waiting included. [s]"""
    queue_length: Array
    """Mean number present, those in service included."""
    arrival_scv: Array
    visits: Array
    """Mean visits of one request to each station."""
    response_mean: float
    """Of one request through the whole network. [s]"""
    model: str
    error_class: str


@dataclass(frozen=True)
class OpenClasses:
    """Means of an open network of several classes; arrays of shape (stations, classes)."""

    residence_time: Array
    """Over all visits of one request. [s]"""
    queue_length: Array
    utilisation: Array
    """Of each station, all classes together."""
    response_mean: Array
    """Of each class. [s]"""
    model: str = "open multi-class product form"
    error_class: str = "exact"


def traffic_equations(external_rate: ArrayLike, routing: ArrayLike) -> Array:
    """Arrival rate of every station, λ = γ + Pᵀλ.

    Parameters
    ----------
    external_rate
        Arrivals from outside per station, ≥ 0, shape (stations,). [1/s]
    routing
        routing[i, j] is the share of visits to i followed by one to j; rows add to ≤ 1.

    Returns
    -------
    Total arrival rates, shape (stations,). [1/s]

    Raises
    ------
    ValueError
        Negative entries, a row above 1, or requests that can never leave.

    References
    ----------
    .. [1] J. R. Jackson, "Networks of waiting lines", Oper. Res. 5, 1957 (recalled).
    """
    gamma, P = np.asarray(external_rate, np.float64), np.asarray(routing, np.float64)
    if P.shape != (gamma.size, gamma.size):
        raise ValueError(f"routing must be {gamma.size} × {gamma.size}, got {P.shape}")
    if np.any(gamma < 0) or np.any(P < 0) or np.any(P.sum(axis=1) > 1 + 1e-12):
        raise ValueError("rates and routing shares must be ≥ 0 and rows of routing add to ≤ 1")
    if not _everyone_leaves(P):
        raise ValueError("some requests can never leave: a set of stations routes only to itself")
    rates = np.linalg.solve(np.eye(gamma.size) - P.T, gamma)
    return np.asarray(np.maximum(rates, 0.0), np.float64)


def open_network(
    *,
    external_rate: ArrayLike,
    routing: ArrayLike,
    service_rate: ArrayLike,
    servers: ArrayLike,
    arrival_scv: ArrayLike = 1.0,
    service_scv: ArrayLike = 1.0,
) -> OpenNetwork:
    """Means of an open network of first-come-first-served stations.

    Exact (Jackson) where every SCV is 1, else the queueing network analyser of `networks_qna`.

    Parameters
    ----------
    external_rate, routing
        As for `traffic_equations`.
    service_rate
        Of one server, > 0, shape (stations,). [1/s]
    servers
        ≥ 1, shape (stations,); inf makes a station a pure delay.
    arrival_scv
        Squared coefficient of variation of the outside inter-arrival times. [1]
    service_scv
        Squared coefficient of variation of the service times. [1]

    Returns
    -------
    Means per station, shape (stations,), and for one request; where a station is offered as much
    as it can serve or more, its waiting time, its number and the whole response are inf.

    Raises
    ------
    ValueError
        Impossible routing, rates, servers or SCVs.

    References
    ----------
    .. [1] J. R. Jackson, "Jobshop-like queueing systems", Management Sci. 10, 1963 (recalled); for
       other SCVs see `networks_qna`.
    """
    lam = traffic_equations(external_rate, routing)
    mu, c, ca, cs = (
        np.broadcast_to(np.asarray(x, np.float64), lam.shape)
        for x in (service_rate, servers, arrival_scv, service_scv)
    )
    if not (np.all(mu > 0) and np.all(c >= 1) and np.all(ca >= 0) and np.all(cs >= 0)):
        raise ValueError("service_rate > 0, servers ≥ 1 and SCVs ≥ 0 expected")
    gamma = np.asarray(external_rate, np.float64)
    if np.all(ca[gamma > 0] == 1) and np.all(cs == 1):
        return _jackson(gamma, lam, mu, c)
    from assessor.queueing.networks_qna import analysed

    return analysed(gamma, np.asarray(routing, np.float64), lam, (mu, c), (ca, cs))


def open_classes(
    *, arrival_rate: ArrayLike, service_demand: ArrayLike, servers: ArrayLike = 1
) -> OpenClasses:
    """Exact means of several open classes over processor-sharing or delay stations.

    Parameters
    ----------
    arrival_rate
        Of each class, shape (classes,). [1/s]
    service_demand
        Work of one request at each station over all its visits, shape (stations, classes). [s]
    servers
        Per station, ≥ 1; inf makes it a pure delay.

    Returns
    -------
    Residence D·(1 + C/(c(1−ρ))), which for processor sharing holds for any service law; inf at
    an unstable station.

    References
    ----------
    .. [1] F. Baskett, K. M. Chandy, R. R. Muntz and F. G. Palacios, "Open, closed, and mixed
       networks of queues with different classes of customers", J. ACM 22, 1975 (recalled).
    """
    lam, D = np.asarray(arrival_rate, np.float64), np.asarray(service_demand, np.float64)
    c = np.broadcast_to(np.asarray(servers, np.float64), D.shape[:1])
    if D.ndim != 2 or D.shape[1] != lam.size or np.any(D < 0) or np.any(lam < 0):
        raise ValueError(f"service_demand must be ≥ 0, stations × {lam.size}, got {D.shape}")
    load = D @ lam
    stretch = 1 + relative_wait(c, load)
    with np.errstate(invalid="ignore"):
        residence = np.where(D > 0, D * stretch[:, np.newaxis], 0.0)
        length = np.where(lam > 0, residence * lam, 0.0)
    return OpenClasses(residence, length, load / c, residence.sum(axis=0))


def relative_wait(servers: Array, load: Array) -> Array:
    """Mean M/M/c wait in mean service times, C/(c − a); 0 for a delay, inf at ρ ≥ 1."""
    from assessor.queueing.erlang import erlang_c

    limited = np.isfinite(servers) & (load < servers)
    c = np.where(limited, servers, 1.0)
    a = np.where(limited, load, 0.0)
    wait = np.asarray(erlang_c(c, a), np.float64) / (c - a)
    return np.where(np.isinf(servers), 0.0, np.where(limited, wait, np.inf))


def per_request(gamma: Array, lam: Array, response: Array) -> tuple[Array, float]:
    """Visits of one request to each station, and its mean response over the network."""
    total = gamma.sum()
    visits = lam / total if total > 0 else np.zeros_like(lam)
    with np.errstate(invalid="ignore"):
        mean = np.where(visits > 0, visits * response, 0.0).sum()
    return visits, float(mean)


def number_present(lam: Array, response: Array) -> Array:
    """Little's law, with nobody at a station that is never visited."""
    with np.errstate(invalid="ignore"):
        return np.where(lam > 0, lam * response, 0.0)


def _jackson(gamma: Array, lam: Array, mu: Array, c: Array) -> OpenNetwork:
    wait = relative_wait(c, lam / mu) / mu
    response = wait + 1 / mu
    visits, mean = per_request(gamma, lam, response)
    return OpenNetwork(
        lam,
        lam / mu / c,
        wait,
        response,
        number_present(lam, response),
        np.ones_like(lam),
        visits,
        mean,
        "open Jackson network",
        "exact",
    )


def _everyone_leaves(P: Array) -> bool:
    """Whether the outside can be reached from every station."""
    leaves = P.sum(axis=1) < 1 - 1e-12
    for _ in range(len(P)):
        leaves = leaves | ((P > 0) @ leaves)
    return bool(np.all(leaves))
