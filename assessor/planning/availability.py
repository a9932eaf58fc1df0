"""Share of the year in which enough servers are up for a class to keep its promise."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import factorial

import numpy as np
from numpy.typing import NDArray

from assessor.planning.evaluation import Evaluator
from assessor.planning.platform import MachineFailure, PlatformView, TierView
from assessor.planning.states import lost_with_hosts, state

Floats = NDArray[np.float64]
Servers = Mapping[str, int]
_RARE = 0.05
"""Mean number of machines down up to which the bound on many at once is tight."""
_HOSTS_AT_ONCE = 4
"""More hosts than these are never out at once, to the accuracy that matters."""


def availability(
    evaluator: Evaluator, request_class: str, *, servers: Servers, hosts: Servers
) -> float:
    """Share of the year; external tiers apart.

    Servers fail on their own and with their hosts; sites fail apart from both. Each tier's
    least number of servers is found with all other tiers whole, so that two tiers which are
    weakened at the same time count as whole: a difference in the second order of failure rates.
    """
    platform = evaluator.platform
    full = state(platform, servers, {}, code="all_up", subject=None)
    if not evaluator.class_holds(request_class, full.active):
        return 0.0
    tiers = [platform.tiers[t] for t in evaluator.tiers_of(request_class)]
    needed = {t.id: _least_up(evaluator, request_class, servers, t) for t in tiers}
    total = 1.0
    for site in dict.fromkeys(t.site for t in tiers):
        here = [t for t in tiers if t.site == site]
        total *= platform.sites[site].availability
        total *= _up_on_hosts(platform, site, here, servers, hosts, needed)
    return total * _without_common_cause(platform, tiers, servers)


def available_enough(
    evaluator: Evaluator, request_class: str, limit: float, *, servers: Servers, hosts: Servers
) -> float | None:
    """None where a class is available enough, else its availability.

    Where the promise holds with k hosts out it holds with any k machines out, and more than k
    are out with probability m^(k+1)/(k+1)! at most, m their mean number; doubled for repairs that
    wait for a crew. Only where this bound does not settle it are all states worked out.
    """
    platform = evaluator.platform
    tiers = [platform.tiers[t] for t in evaluator.tiers_of(request_class)]
    k = platform.hosts_out
    down = _mean_down(platform, tiers, servers, hosts)
    if k > 0 and down < _RARE:
        lost = {
            t: n
            for site in platform.sites
            for t, n in lost_with_hosts(platform, servers, hosts, site=site, out=k).items()
        }
        worst = state(platform, servers, lost, code="hosts_out", subject=None)
        beyond = (2.0 * down) ** (k + 1) / factorial(k + 1)
        best = ceiling(platform, tuple(t.id for t in tiers))
        best *= _without_common_cause(platform, tiers, servers)
        if best - beyond >= limit and evaluator.class_holds(request_class, worst.active):
            return None
    value = availability(evaluator, request_class, servers=servers, hosts=hosts)
    return None if value >= limit else value


def _mean_down(
    platform: PlatformView, tiers: list[TierView], servers: Servers, hosts: Servers
) -> float:
    """Mean number of machines under repair: servers of the tiers, and hosts of their sites."""
    host = platform.host_failure
    of_hosts = sum(min(hosts[s], platform.sites[s].hosts_at_most) for s in {t.site for t in tiers})
    own = sum(servers[t.id] * t.failure.failure_rate / t.failure.repair_rate for t in tiers)
    return float(own + of_hosts * host.failure_rate / host.repair_rate)


def ceiling(platform: PlatformView, tiers: tuple[str, ...]) -> float:
    """Availability that no number of servers can raise: that of the sites."""
    sites = dict.fromkeys(platform.tiers[t].site for t in tiers)
    return float(np.prod([platform.sites[s].availability for s in sites]))


def remote_availability(evaluator: Evaluator, request_class: str) -> float:
    """Share of time in which every external tier on the path answers; reported apart."""
    platform = evaluator.platform
    tiers = {v.tier for v in platform.paths[request_class]}
    return float(
        np.prod(
            [
                platform.tiers[t].availability
                for t in tiers
                if platform.tiers[t].hosted == "external"
            ]
        )
    )


def _least_up(evaluator: Evaluator, request_class: str, servers: Servers, tier: TierView) -> int:
    """Fewest servers of one tier that keep the class's promise, all other tiers whole."""
    low, high = 0, servers[tier.id]
    while high - low > 1:
        middle = (low + high) // 2
        down = {tier.id: servers[tier.id] - middle}
        weakened = state(evaluator.platform, servers, down, code="down", subject=tier.id)
        if evaluator.class_holds(request_class, weakened.active):
            high = middle
        else:
            low = middle
    return high


def _up_on_hosts(
    platform: PlatformView,
    site: str,
    tiers: list[TierView],
    servers: Servers,
    hosts: Servers,
    needed: Servers,
) -> float:
    """P(every tier has enough servers up), over how many hosts have taken theirs with them."""
    view = platform.sites[site]
    out: tuple[float, ...] = (
        1.0,
    )  # rented servers fail on their own; whose hosts they share is not known
    if view.acquire == "buy":
        count = max(hosts[site], 1)
        out = _hosts_out(count, view.hosts_spare, platform.host_failure, platform.repair_crews)
    total = 0.0
    for hosts_out, probability in enumerate(out):
        lost = lost_with_hosts(platform, servers, hosts, site=site, out=hosts_out)
        each = [
            _enough(servers[t.id] - lost.get(t.id, 0), needed[t.id], t, platform.repair_crews)
            for t in tiers
        ]
        total += probability * float(np.prod(each))
    return total


def _enough(machines: int, needed: int, tier: TierView, crews: int) -> float:
    if machines < needed:
        return 0.0
    if machines == 0:
        return 1.0
    return _up(machines, crews, tier.failure.failure_rate, tier.failure.repair_rate, needed)


@lru_cache(maxsize=4096)
def _up(machines: int, crews: int, failure_rate: float, repair_rate: float, needed: int) -> float:
    from assessor.queueing.sources import repair

    found = repair(
        machines=machines, repairmen=crews, failure_rate=failure_rate, repair_rate=repair_rate
    )
    return found.availability(needed)


@lru_cache(maxsize=256)
def _hosts_out(count: int, spare: int, failure: MachineFailure, crews: int) -> tuple[float, ...]:
    """P(the servers of h hosts are down): restarting on a spare, or waiting for the repair."""
    from assessor.queueing.sources import repair

    broken = repair(
        machines=count,
        repairmen=crews,
        failure_rate=failure.failure_rate,
        repair_rate=failure.repair_rate,
    ).failed
    excess = np.concatenate([[broken[: spare + 1].sum()], broken[spare + 1 :]])
    if spare == 0:
        restarting: Floats = np.array([1.0])
    else:
        restarting = repair(
            machines=count,
            repairmen=count,
            failure_rate=failure.failure_rate,
            repair_rate=1.0 / max(failure.restart, 1.0),
        ).failed
    both = np.convolve(excess, restarting)[: _HOSTS_AT_ONCE + 1]
    return tuple(float(p) for p in both)


def _without_common_cause(platform: PlatformView, tiers: list[TierView], servers: Servers) -> float:
    """Failures that take a whole tier, until it is started again."""
    share = platform.common_cause
    down = sum(share * servers[t.id] * t.failure.failure_rate * t.failure.restart for t in tiers)
    return 1.0 / (1.0 + down)
