"""Which site a machine or host stands at: by the mapping, by its name, or because there is one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from assessor.documents import Place
from assessor.errors import Problem
from assessor.exchange.inventory.mapping import Mapping
from assessor.exchange.inventory.naming import slug
from assessor.exchange.inventory.records import HostMachine, Machine
from assessor.scenario import Scenario
from assessor.text import fold


@dataclass
class Sites:
    """The sites of a scenario, or the clusters of an inventory without one."""

    scenario: Scenario | None
    mapping: Mapping
    unknown: dict[tuple[str, str], Place] = field(default_factory=dict)
    doubtful: dict[tuple[str, ...], Place] = field(default_factory=dict)
    counted: Counter[tuple[str, ...]] = field(default_factory=Counter)
    _known: dict[tuple[str | None, ...], str | None] = field(default_factory=dict)

    def of(self, machine: Machine | HostMachine) -> str | None:
        """The site's id; none where nothing says it, which is noted."""
        found = [name for name, rule in self.mapping.sites.items() if rule.holds(machine)]
        if len(found) > 1:
            self.doubtful.setdefault(tuple(found), machine.place)
            self.counted[tuple(found)] += 1
        if found:
            return found[0]
        key = (machine.datacenter, machine.cluster)
        if key not in self._known:
            self._known[key] = self._by_name(*key)
        site = self._known[key]
        if site is None and self.scenario is not None:
            place = (machine.datacenter or "–", machine.cluster or "–")
            self.unknown.setdefault(place, machine.place)
            self.counted[place] += 1
        return site

    def _by_name(self, datacenter: str | None, cluster: str | None) -> str | None:
        if self.scenario is None:
            name = cluster or datacenter
            return None if name is None else slug(name)
        sites = self.scenario.platform.sites
        for text in filter(None, (datacenter, cluster)):
            for name, site in sites.items():
                if fold(text) in {fold(name), fold(site.title.vi), fold(site.title.en)}:
                    return name
        return next(iter(sites)) if len(sites) == 1 else None

    def problems(self) -> Iterator[Problem]:
        """Clusters without a site, and rules that contradict each other."""
        for names, place in self.unknown.items():
            params = {"datacenter": names[0], "cluster": names[1], "n": self.counted[names]}
            yield Problem("inventory_site_unknown", params, place.path, place.line, place.column)
        for found, place in self.doubtful.items():
            params = {"ids": ", ".join(found), "n": self.counted[found]}
            yield Problem("inventory_two_sites", params, place.path, place.line, place.column)
