"""Machines from their drafts: the host found by name, the use of vCPUs from MHz."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from assessor.exchange.cells import claim_of
from assessor.exchange.inventory.records import HostMachine, Machine
from assessor.exchange.inventory.rows import Draft
from assessor.text import fold


def machines_of(found: list[Draft], hosts: Sequence[HostMachine]) -> Iterator[Machine]:
    """Drafts as machines, each with the host that carries it where that is known."""
    named = _Hosts(hosts)
    for draft in found:
        host = named.called(draft.get("host"), draft.get("cluster"))
        pair = draft.get("ha_pair")
        claim = None if pair is None else claim_of(pair)
        uuid = draft.get("uuid")
        yield Machine(
            name=draft.get("name"),
            place=draft.place,
            vcpu=draft.get("vcpu") or 0,
            memory_gib=draft.get("memory") or 0.0,
            disk_gib=draft.get("disk"),
            disk_used_gib=draft.get("disk_used"),
            utilisation=_use(draft, host),
            system=draft.get("system"),
            owner=draft.get("owner"),
            security_level=draft.get("security_level"),
            environment=draft.get("environment"),
            role=draft.get("role"),
            tier=draft.get("tier"),
            ha_pair=pair if claim is None else None,
            paired=claim if claim is not None or pair is None else True,
            end_of_support=draft.get("end_of_support"),
            power=draft.get("power") or "on",
            template=bool(draft.get("template")),
            placeholder=bool(draft.get("placeholder")),
            identity=f"{draft.get('server') or ''}/{uuid}" if uuid else draft.get("identity"),
            host=host.name if host else draft.get("host"),
            cluster=draft.get("cluster") or (host.cluster if host else None),
            datacenter=draft.get("datacenter") or (host.datacenter if host else None),
        )


def _use(draft: Draft, host: HostMachine | None) -> float | None:
    """Share of its vCPUs in use: as stated, or MHz used of the MHz that the host would give."""
    stated: float | None = draft.get("utilisation")
    used: float | None = draft.get("overall")
    vcpu: int | None = draft.get("vcpu")
    if stated is not None or used is None or not vcpu or host is None or not host.speed_mhz:
        return stated
    # a processor above its nominal speed gives a machine more than its vCPUs at that speed
    return min(used / (vcpu * host.speed_mhz), 1.0)


class _Hosts:
    """Hosts by name; `esx-01` and `esx-01.example.vn` are one where no other is called so."""

    def __init__(self, hosts: Sequence[HostMachine]) -> None:
        self._known: dict[str, list[HostMachine]] = defaultdict(list)
        for host in hosts:
            for name in {fold(host.name), _short(host.name)}:
                self._known[name].append(host)

    def called(self, name: str | None, cluster: str | None) -> HostMachine | None:
        """The one host of that name."""
        if name is None:
            return None
        found = self._known.get(fold(name)) or self._known.get(_short(name)) or []
        if len(found) > 1:
            found = [host for host in found if host.cluster == cluster]
        return found[0] if len(found) == 1 else None


def _short(name: str) -> str:
    folded = fold(name)
    return folded if folded.replace(".", "").isdigit() else folded.partition(".")[0]
