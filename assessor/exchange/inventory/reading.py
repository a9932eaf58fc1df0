"""Files of an inventory into machines and hosts, with every problem of every file at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from assessor.documents import Loaded, sha256_of
from assessor.errors import Problem, errors_in
from assessor.exchange.cells import plain
from assessor.exchange.inventory.columns import find_columns, unknown_headings
from assessor.exchange.inventory.fields import MACHINE_FIELDS, field_of
from assessor.exchange.inventory.joining import (
    flavors_of,
    hosts_of,
    join_openstack,
    join_rvtools,
    volumes_of,
)
from assessor.exchange.inventory.machines import machines_of
from assessor.exchange.inventory.mapping import Mapping
from assessor.exchange.inventory.records import Inventory, SourceFile
from assessor.exchange.inventory.rows import TOLD_EACH, Cells, Draft, drafts
from assessor.exchange.inventory.sheets import FileRead, read_file
from assessor.scenario.expansion import hint
from assessor.text import Phrase

Tables = dict[str, list[Cells]]
_JOINED = ("cpu", "memory", "disk", "partition")
_NEEDED = ("vcpu", "memory")


def read_inventory(
    files: Sequence[Path], mapping: Mapping | None = None, written: Loaded | None = None
) -> Inventory:
    """All that some files say of machines and hosts.

    Parameters
    ----------
    written
        The mapping's file, by which its problems are told.
    """
    mapping = mapping or Mapping()
    reads = [read_file(path, mapping) for path in files]
    problems = [problem for read in reads for problem in read.problems]
    tables: Tables = defaultdict(list)
    for read in reads:
        for sheet in read.sheets:
            tables[sheet.kind].append(Cells(find_columns(sheet, mapping)))
    problems += _mapping_problems(mapping, written, tables)
    machine_drafts = _drafts(tables, mapping)
    problems += _join(machine_drafts, tables)
    hosts = tuple(hosts_of(tables["hosts"]))
    every = [cells for kind in sorted(tables) for cells in tables[kind]]
    told = [problem for cells in every if cells.columns.sheet.kind not in _JOINED
            for problem in cells.finished()]  # fmt: skip
    machines = tuple(machines_of(machine_drafts, hosts))
    problems += [*told, *_missing(machine_drafts, tables)]
    if not machine_drafts and not errors_in(problems):
        problems += _nothing(files, reads)
    return Inventory(
        files=_hashes(files),
        machines=machines,
        hosts=hosts,
        has_host_list=bool(tables["hosts"]),
        tables=tuple(cells.columns.read() for cells in every),
        unread=tuple(name for read in reads for name in read.unread),
        on=_day_of(tables["meta"]),
        problems=tuple(problems),
    )


def _hashes(files: Iterable[Path]) -> tuple[SourceFile, ...]:
    return tuple(SourceFile(path, sha256_of(path)) for path in files if path.is_file())


def _mapping_problems(
    mapping: Mapping, written: Loaded | None, tables: Tables
) -> Iterator[Problem]:
    if written is None or not any(tables.values()):
        return
    seen = {h for cells in _all(tables) for h in cells.columns.sheet.headings}
    for key, heading in unknown_headings(mapping, seen):
        near = hint(heading, sorted(seen))
        yield written.problem(
            "inventory_heading_unknown", ("columns", key), heading=heading, hint=near
        )


def _all(tables: Tables) -> Iterator[Cells]:
    return (cells for found in tables.values() for cells in found)


def _drafts(tables: Tables, mapping: Mapping) -> list[Draft]:
    return [
        draft for cells in tables["machines"] for draft in drafts(cells, tuple(mapping.carry_down))
    ]


def _join(machines: list[Draft], tables: Tables) -> list[Problem]:
    problems = join_rvtools(machines, [cells for kind in _JOINED for cells in tables[kind]])
    flavors, volumes = flavors_of(tables["flavors"]), volumes_of(tables["volumes"])
    in_openstack = {
        cells.columns.sheet.grid.path
        for cells in tables["machines"]
        if (known := cells.columns.sheet.known) is not None and known.layout == "openstack"
    }
    servers = [draft for draft in machines if draft.place.path in in_openstack]
    return [*problems, *join_openstack(servers, flavors, volumes)]


def _missing(machines: list[Draft], tables: Tables) -> Iterator[Problem]:
    """Machines that run and whose size nothing says: a missing column once, then the cells."""
    without: set[tuple[str, str]] = set()
    for cells in tables["machines"]:
        sheet, taken = cells.columns.sheet, cells.columns.taken
        size = () if sheet.known and sheet.known.layout == "openstack" else _NEEDED
        for key in ("name", *size):
            joined = bool(tables["cpu"] if key == "vcpu" else tables["memory"])
            if key not in taken and not (joined and key in _NEEDED):
                without.add((sheet.grid.path, key))
                yield sheet.grid.problem(
                    "inventory_column_missing", max(sheet.heading.number, 1), 0, field=_title(key)
                )
    told: dict[str, int] = defaultdict(int)
    for draft in machines:
        for key in _NEEDED:
            place = draft.place
            if draft.get(key) is not None or not _counts(draft) or (place.path, key) in without:
                continue
            told[key] += 1
            if told[key] <= TOLD_EACH and draft.get("flavor") is None:
                params = {"field": _title(key), "name": draft.get("name")}
                yield Problem(
                    "inventory_cell_missing", params, place.path, place.line, place.column
                )


def _title(key: str) -> Phrase:
    return Phrase(field_of(key, MACHINE_FIELDS).title)


def _counts(draft: Draft) -> bool:
    return (draft.get("power") or "on") == "on" and not draft.get("template")


def _nothing(files: Sequence[Path], reads: Sequence[FileRead]) -> list[Problem]:
    return [
        Problem("inventory_no_machines", {}, str(path))
        for path, read in zip(files, reads, strict=True)
        if not any(sheet.kind == "machines" for sheet in read.sheets)
    ] or [Problem("inventory_no_machines", {}, str(files[0]) if files else None)]


def _day_of(tables: Sequence[Cells]) -> date | None:
    """The day on which RVTools wrote the workbook."""
    for cells in tables:
        taken = cells.columns.taken.get("on")
        for row in cells.columns.sheet.rows if taken else ():
            day = _day(row.cell(taken.index))  # type: ignore[union-attr]  # guarded by the loop
            if day is not None:
                return day
    return None


def _day(cell: Any) -> date | None:
    value = plain(cell) if isinstance(cell, str | date) else None
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)[:10].replace("/", "-"))
    except ValueError:
        return None
