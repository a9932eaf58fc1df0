"""Several machines of several channels behind a balancer, and machines that admit only so many.

Random splitting and one shared queue are exact in the mean and bound what a balancer can do;
least connections lies between them, next to the shared queue.
"""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessor.queueing.distributions import mgc_fcfs_response, mix
from assessor.queueing.sharing import processor_sharing, sharing_stay
from assessor.queueing.sojourn import Sojourn

Floats = NDArray[np.float64]

Balancing = Literal["least_connections", "random", "shared_queue"]


def balanced_stretch(
    *,
    machines: ArrayLike,
    channels: ArrayLike,
    offered_load: ArrayLike,
    balancing: Balancing = "least_connections",
) -> Floats:
    """E[response]/E[service] of processor-sharing machines behind a balancer.

    Parameters
    ----------
    machines
        n ≥ 1, equal ones. [1]
    channels
        k > 0 of each machine. [1]
    offered_load
        a ≥ 0 of all machines together. [erlang]
    balancing
        `random`: every request to any machine; `shared_queue`: as if all channels were one machine;
        `least_connections`: to the machine with the fewest inside.

    Returns
    -------
    Stretch ≥ 1, `inf` where the load reaches the channels. For least connections the stretch of
    the shared queue above 1, times 1 + 0.45 k^−0.45 (n − 1)(1 − ρ), and never above random: fitted
    to chains of 2 to 20 machines of 1 to 8 channels (error class `least_connections`). [1]
    """
    n, k, a = (
        np.asarray(x, dtype=np.float64)
        for x in np.broadcast_arrays(machines, channels, offered_load)
    )
    if np.any(n < 1):
        raise ValueError(f"machines must be ≥ 1, got {machines!r}")
    apart = processor_sharing(servers=k, arrival_rate=a / n, service_mean=1.0).stretch
    if balancing == "random":
        return apart
    shared = processor_sharing(servers=n * k, arrival_rate=a, service_mean=1.0).stretch
    if balancing == "shared_queue":
        return shared
    with np.errstate(invalid="ignore"):
        uneven = 1.0 + (shared - 1.0) * _unevenness(n, k, a)
    return np.asarray(np.where(a < n * k, np.minimum(uneven, apart), np.inf), dtype=np.float64)


def _unevenness(n: Floats, k: Floats, a: Floats) -> Floats:
    return np.asarray(1.0 + 0.45 * k**-0.45 * (n - 1.0) * np.maximum(1.0 - a / (n * k), 0.0))


def balanced_response(
    *,
    machines: int,
    channels: float,
    arrival_rate: float,
    service: Sojourn,
    balancing: Balancing = "least_connections",
) -> Sojourn:
    """Response of processor-sharing machines behind a balancer, as a distribution.

    Parameters as `balanced_stretch`; for least connections the spread of the shared queue's stretch
    grows as its mean does.
    """
    if machines < 1:
        raise ValueError(f"machines must be ≥ 1, got {machines!r}")
    if balancing == "random" or machines == 1:
        return sharing_stay(channels, arrival_rate / machines, service)
    if balancing == "shared_queue":
        return sharing_stay(machines * channels, arrival_rate, service)
    load = arrival_rate * service.mean
    pooled = processor_sharing(
        servers=machines * channels, arrival_rate=arrival_rate, service_mean=service.mean
    )
    stretch = float(balanced_stretch(machines=machines, channels=channels, offered_load=load))
    shared = float(pooled.stretch) - 1.0
    unevenness = (stretch - 1.0) / shared if 0.0 < shared < np.inf else 1.0
    return sharing_stay(
        machines * channels,
        arrival_rate,
        service,
        unevenness=unevenness,
        error_class="least_connections",
    )


def limited_sharing_response(
    *, servers: int, limit: int, arrival_rate: float, service: Sojourn
) -> Sojourn:
    """Response where at most `limit` jobs share the channels and the others wait their turn.

    Parameters
    ----------
    servers
        Channels c ≥ 1. [1]
    limit
        L ≥ c jobs at once; c is first come, first served. [1]
    arrival_rate
        λ ≥ 0. [1/s]
    service
        The service time.

    Returns
    -------
    A mixture of sharing and first come, first served in the proportion 1 − ρ^(L−c) to ρ^(L−c):
    right at both ends, and in the mean for exponential services (class `limited_sharing`).

    References
    ----------
    .. [1] B. Avi-Itzhak and S. Halfin, "Expected response times in a non-symmetric time sharing
       queue with a limited number of service positions", ITC 12 (1988): the mean for one server
       (recalled).
    """
    if servers < 1 or limit < servers:
        raise ValueError(f"need 1 ≤ servers ≤ limit, got {servers!r} and {limit!r}")
    waiting_share = min(arrival_rate * service.mean / servers, 1.0) ** (limit - servers)
    by_turns = mgc_fcfs_response(servers, arrival_rate, service)
    if limit == servers:
        return by_turns
    sharing = sharing_stay(servers, arrival_rate, service, error_class="limited_sharing")
    return mix([1.0 - waiting_share, waiting_share], [sharing, by_turns])
