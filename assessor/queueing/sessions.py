"""Sessions between an open and a closed class: people come, send some requests, and leave."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessor.queueing.networks import open_classes

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Sessions:
    """People who come, work through several requests with pauses, and leave."""

    request_rate: float
    """[1/s]"""
    response_mean: float
    """Of one request; inf where unstable. [s]"""
    concurrent_sessions: float
    """Mean number of people present."""
    concurrent_requests: float
    """Mean number of requests inside."""
    utilisation: Array
    model: str = "partly open, product form"
    error_class: str = "exact"


def partly_open(
    *,
    session_rate: float,
    requests_per_session: float,
    think_time: float,
    service_demand: ArrayLike,
    servers: ArrayLike = 1,
) -> Sessions:
    """Sessions that arrive from outside and send a geometric number of requests with pauses.

    Parameters
    ----------
    session_rate
        New sessions, ≥ 0. [1/s]
    requests_per_session
        Mean, ≥ 1.
    think_time
        Mean pause between an answer and the next request, ≥ 0. [s]
    service_demand
        Of one request at each station, shape (stations,). [s]
    servers
        Per station, ≥ 1; processor sharing.

    Returns
    -------
    Exact means, inf where a station is unstable. By product form the pauses change nothing for a
    request, so the open station at session_rate × requests is also the safe one for sizing.

    Raises
    ------
    ValueError
        Values outside these ranges.

    References
    ----------
    .. [1] B. Schroeder, A. Wierman and M. Harchol-Balter, "Open versus closed: a cautionary
       tale", NSDI 2006 (recalled).
    """
    if not (session_rate >= 0 and requests_per_session >= 1 and think_time >= 0):
        raise ValueError("session_rate, think_time ≥ 0 and requests_per_session ≥ 1 expected")
    rate = session_rate * requests_per_session
    demand = np.asarray(service_demand, np.float64)[:, np.newaxis]
    network = open_classes(arrival_rate=[rate], service_demand=demand, servers=servers)
    response = float(network.response_mean[0])
    requests = rate * response if rate > 0 else 0.0
    pauses = session_rate * (requests_per_session - 1) * think_time
    return Sessions(rate, response, requests + pauses, requests, network.utilisation)
