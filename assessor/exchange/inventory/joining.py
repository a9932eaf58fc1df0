"""What other tables of the same export add to a machine: its use, its disks, its flavour."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from assessor.errors import Problem
from assessor.exchange.inventory.records import HostMachine
from assessor.exchange.inventory.rows import Cells, Draft
from assessor.text import fold

# tabs of RVTools with one row a machine, or several to be added up: field there → field here
_ADDED: Mapping[str, tuple[str, bool]] = {
    "vcpu": ("vcpu", False),
    "memory": ("memory", False),
    "overall": ("overall", False),
    "disk": ("disk", True),
    "disk_used": ("disk_used", True),
}


@dataclass(frozen=True, slots=True)
class Flavor:
    """A size of an OpenStack server."""

    vcpu: int | None
    memory: float | None
    disk: float | None


def join_rvtools(machines: list[Draft], tables: Iterable[Cells]) -> list[Problem]:
    """Fill machines from vCPU, vMemory, vDisk and vPartition, by their unique id or their name."""
    tables = list(tables)
    by_key: dict[Any, list[Draft]] = defaultdict(list)
    for draft in machines if tables else ():
        by_key[draft.get("server"), draft.get("uuid")].append(draft)
        by_key[fold(draft.get("name"))].append(draft)
    problems: list[Problem] = []
    for cells in tables:
        problems += _join(by_key, cells)
    return problems


def _join(by_key: Mapping[Any, list[Draft]], cells: Cells) -> list[Problem]:
    sums: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    drafts: dict[int, Draft] = {}
    lost = 0
    for row in cells.columns.sheet.rows:
        found = _drafts_of(by_key, cells, row)
        if found is None:
            lost += 1
            continue
        drafts[id(found)] = found
        for key, (target, added) in _ADDED.items():
            value = cells.get(row, key) if key in cells.columns.taken else None
            if value is not None:
                sums[id(found)][target] = sums[id(found)][target] * added + value
    for name, values in sums.items():
        for target, value in values.items():
            drafts[name].fill(target, int(value) if target == "vcpu" else value)
    problems = cells.finished()
    if lost:
        sheet = cells.columns.sheet
        lost_rows = sheet.grid.problem("inventory_rows_unmatched", 1, 0, n=lost)
        problems.append(replace(lost_rows, severity="warning"))
    return problems


def _drafts_of(by_key: Mapping[Any, list[Draft]], cells: Cells, row: Any) -> Draft | None:
    """The one machine that a row is about; none where it is about none, or may be about two.

    Rows of one unique id are one machine, of which the first is kept.
    """
    uuid = cells.get(row, "uuid")
    same = by_key.get((cells.get(row, "server"), uuid), []) if uuid else []
    if same:
        return same[0]
    found = by_key.get(fold(cells.get(row, "name") or ""), [])
    return found[0] if len(found) == 1 else None


def hosts_of(tables: Iterable[Cells]) -> Iterator[HostMachine]:
    """The physical machines of every list of hosts, each once."""
    seen: set[tuple[str, str]] = set()
    for cells in tables:
        for row in cells.columns.sheet.rows:
            name = cells.get(row, "name")
            key = (fold(name or ""), fold(cells.get(row, "cluster") or ""))
            if name is None or key in seen:
                continue
            seen.add(key)
            yield _host(cells, row, name)


def _host(cells: Cells, row: Any, name: str) -> HostMachine:
    cores = cells.get(row, "cores")
    sockets, each = cells.get(row, "sockets"), cells.get(row, "cores_each")
    if cores is None and sockets and each:
        cores = sockets * each
    return HostMachine(
        name=name,
        place=cells.columns.sheet.grid.place(row.number, cells.columns.taken["name"].index),
        cores=cores,
        threads=cells.get(row, "threads"),
        memory_gib=cells.get(row, "memory"),
        speed_mhz=cells.get(row, "speed"),
        cluster=cells.get(row, "cluster"),
        datacenter=cells.get(row, "datacenter"),
    )


def flavors_of(tables: Iterable[Cells]) -> dict[str, Flavor]:
    """Flavours by their id and by their name."""
    found: dict[str, Flavor] = {}
    for cells in tables:
        for row in cells.columns.sheet.rows:
            disk = _total(cells.get(row, "disk"), cells.get(row, "ephemeral"))
            flavor = Flavor(cells.get(row, "vcpu"), cells.get(row, "memory"), disk)
            for key in ("identity", "name"):
                name = cells.get(row, key)
                if name is not None:
                    found.setdefault(str(name), flavor)
    return found


def _total(disk: float | None, ephemeral: float | None) -> float | None:
    """Disks of a flavour; 0 says that it starts from a volume, whose size stands elsewhere."""
    return ((disk or 0.0) + (ephemeral or 0.0)) or None


def volumes_of(tables: Iterable[Cells]) -> dict[str, float]:
    """Size of the volumes that each server has attached. [GiB]"""
    found: dict[str, float] = defaultdict(float)
    for cells in tables:
        for row in cells.columns.sheet.rows:
            size, text = cells.get(row, "disk"), cells.raw(row, "on")
            for server in _servers_in(text):
                found[server] += size or 0.0
    return dict(found)


def _servers_in(text: str) -> set[str]:
    """Ids of servers in the list of attachments, as JSON or as Python shows it."""
    parts = text.replace("'", '"').split('"server_id"')[1:]
    return {part.split('"')[1] for part in parts if part.count('"') >= 2}


def join_openstack(
    machines: list[Draft], flavors: Mapping[str, Flavor], volumes: Mapping[str, float]
) -> list[Problem]:
    """Sizes of servers by flavour, their volumes added; flavours that nothing describes."""
    unknown: dict[str, list[Draft]] = defaultdict(list)
    for draft in machines:
        if draft.get("disk") == 0:
            draft.values["disk"] = None
        _add_disk(draft, draft.get("ephemeral"))
        names = _flavor_names(draft)
        flavor = next((flavors[name] for name in names if name in flavors), None)
        if flavor is not None:
            draft.fill("vcpu", flavor.vcpu)
            draft.fill("memory", flavor.memory)
            draft.fill("disk", flavor.disk)
        elif draft.get("vcpu") is None or draft.get("memory") is None:
            unknown[names[0] if names else "–"].append(draft)
        _add_disk(draft, volumes.get(str(draft.get("identity"))))
    return [
        Problem(
            "inventory_flavor_unknown",
            {"flavor": name, "n": len(found)},
            found[0].place.path,
            found[0].place.line,
            found[0].place.column,
        )
        for name, found in unknown.items()
    ]


def _add_disk(draft: Draft, more: float | None) -> None:
    if more:
        draft.values["disk"] = (draft.get("disk") or 0.0) + more


def _flavor_names(draft: Draft) -> list[str]:
    """The flavour by id and name; `m1.small (2)` names both."""
    names = [draft.get("flavor_id"), draft.get("flavor")]
    text = draft.get("flavor") or ""
    if text.endswith(")") and " (" in text:
        name, _open, identity = text[:-1].rpartition(" (")
        names += [identity, name]
    return [str(name) for name in names if name]
