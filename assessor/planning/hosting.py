"""Servers and the hosts under them, found together: fewer hosts lose more servers at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessor.planning.evaluated import YearView
from assessor.planning.fleet import hosts_needed, server_year
from assessor.planning.sizing import Sizer, Sizing

_NO_END = 10**6
"""Hosts of a site that rents, or of one on whose hosts a server does not fit."""
_MOST_ROUNDS = 6


@dataclass(frozen=True)
class Hosted:
    """Servers sized for a number of hosts, and the hosts on which they have room."""

    hosts: dict[str, int]
    sizing: Sizing
    servers: dict[str, int]
    needed: dict[str, int]

    @property
    def fits(self) -> bool:
        """True where the servers have room on the hosts that they were sized for."""
        return all(self.needed[s] <= hosts for s, hosts in self.hosts.items())


@dataclass(frozen=True)
class HostSearch:
    """Sizes one year for any number of hosts."""

    view: YearView
    storage_tib: Mapping[str, float]
    kept_servers: Mapping[str, int]
    explain: bool = True

    def fewest(self, least: Mapping[str, int]) -> Hosted:
        """Fewest hosts of each site, at least so many, with the servers that they ask for.

        A host costs far more than the servers on it, so fewer hosts are cheaper even where they
        hold more servers. More hosts never ask for more servers, which makes halving safe.
        """
        found = self._roomy(least)
        for site, low in least.items():
            below, high = low - 1, found.hosts[site]
            while high - below > 1 and high < _NO_END:
                middle = (below + high) // 2
                tried = self._sized({**found.hosts, site: middle})
                if tried.fits:
                    found, high = tried, middle
                else:
                    below = middle
        return found

    def _roomy(self, least: Mapping[str, int]) -> Hosted:
        """Enough hosts, maybe more than needed."""
        rented = {s for s, v in self.view.platform.sites.items() if v.acquire == "rent"}
        hosts = {s: _NO_END if s in rented else n for s, n in least.items()}
        for _ in range(_MOST_ROUNDS):
            found = self._sized(hosts)
            if found.fits:
                break
            hosts = {s: max(n, min(found.needed[s], _NO_END)) for s, n in hosts.items()}
        return found

    def _sized(self, hosts: dict[str, int]) -> Hosted:
        view = self.view
        sites = view.platform.sites
        costs = {t.id: server_year(t, sites[t.site], view.prices) for t in view.platform.served}
        sizing = Sizer(
            view.evaluators, hosts=hosts, costs=costs, events=view.events, explain=self.explain
        ).solve()
        kept = self.kept_servers
        servers = {t: max(n, kept.get(t, 0)) for t, n in sizing.required.items()}
        return Hosted(hosts, sizing, servers, {s: self._needed(s, servers) for s in sites})

    def _needed(self, site: str, servers: Mapping[str, int]) -> int:
        platform = self.view.platform
        if platform.sites[site].acquire == "rent":
            return 0
        here = sum(v for t, v in self.storage_tib.items() if platform.tiers[t].site == site)
        return hosts_needed(platform, site, servers, storage_tib=here)
