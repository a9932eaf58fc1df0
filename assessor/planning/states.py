"""Conditions in which every promise must hold: all up, hosts out, spares of a tier out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessor.planning.fleet import lost_servers
from assessor.planning.platform import PlatformView

Servers = Mapping[str, int]
ALL_UP = "all_up"


@dataclass(frozen=True)
class State:
    """One condition of a fleet."""

    code: str
    """`all_up`, `hosts_out` or `spares_out`."""
    subject: str | None
    """The site or tier concerned."""
    up: dict[str, int]
    active: dict[str, int]
    """Servers that carry load, by tier."""

    @property
    def name(self) -> str:
        """`hosts_out:main`."""
        return self.code if self.subject is None else f"{self.code}:{self.subject}"


def state(
    platform: PlatformView, servers: Servers, lost: Servers, *, code: str, subject: str | None
) -> State:
    """The state in which so many servers of each tier are down."""
    up = {t.id: max(servers[t.id] - lost.get(t.id, 0), 0) for t in platform.served}
    active = {t.id: t.active(servers[t.id], up[t.id]) for t in platform.served}
    return State(code, subject, up, active)


def lost_with_hosts(
    platform: PlatformView, servers: Servers, hosts: Servers, *, site: str, out: int
) -> dict[str, int]:
    """Most servers of each tier that `out` hosts of a site take with them.

    Rented servers are taken to stand on hosts of their own: so many hosts out take as many.
    """
    return {
        tier.id: _lost(tier.scaling, servers[tier.id], hosts[site], out)
        for tier in platform.served
        if tier.site == site
    }


def _lost(scaling: str, servers: int, hosts: int, out: int) -> int:
    # A tier that grows upwards is one machine: where its host fails all of it is gone.
    return servers if scaling == "vertical" and out > 0 else lost_servers(servers, hosts, out)


def states_of(platform: PlatformView, servers: Servers, hosts: Servers) -> tuple[State, ...]:
    """All states that a promise must hold in, ordinary first."""
    found = [state(platform, servers, {}, code=ALL_UP, subject=None)]
    for site in platform.sites:
        if platform.hosts_out > 0 and any(t.site == site for t in platform.served):
            lost = lost_with_hosts(platform, servers, hosts, site=site, out=platform.hosts_out)
            found.append(state(platform, servers, lost, code="hosts_out", subject=site))
    for tier in platform.served:
        if tier.spares > 0:
            lost = {tier.id: min(tier.spares, servers[tier.id])}
            found.append(state(platform, servers, lost, code="spares_out", subject=tier.id))
    return tuple(found)


def worst_states(states: tuple[State, ...]) -> tuple[State, ...]:
    """States that no other state is worse than: what holds in them holds in all."""
    return tuple(
        s
        for i, s in enumerate(states)
        if not any(_worse(o, s, first=j < i) for j, o in enumerate(states) if j != i)
    )


def _worse(other: State, this: State, *, first: bool) -> bool:
    below = all(other.active[t] <= this.active[t] for t in this.active)
    return below and (first or other.active != this.active)
