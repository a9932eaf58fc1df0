"""An inventory in words: how it was read, where machines count, what a scenario becomes by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from assessor.api import (
    HOST_FIELDS,
    MACHINE_FIELDS,
    InventoryChange,
    InventoryImport,
    format_date,
    format_number,
    format_percent,
    how_words,
    ngettext,
    problem_document,
    reason_words,
    reckoning,
    render,
)
from assessor.api import gettext as _
from assessor.cli.options import put_json
from assessor.cli.tables import heading, put_table

UNUSED_SHOWN = 12
_TITLES = {field.key: field for field in (*HOST_FIELDS, *MACHINE_FIELDS)}


def tell_import(imported: InventoryImport, written: Path | None, *, dry_run: bool) -> None:
    """Columns, places, numbers and findings; where it was written, or why not."""
    if dry_run:
        _tell_columns(imported)
        _tell_places(imported)
    _tell_parts(imported)
    _tell_hosts(imported)
    _tell_changes(imported)
    _tell_problems(imported)
    click.echo()
    click.echo(reckoning(imported))
    if written is not None:
        click.echo(_("written: {file}").format(file=written))
        click.echo(_effect(written))
    elif imported.errors:
        n = len(imported.errors)
        words = ngettext("{n} problem: nothing was written", "{n} problems: nothing was written", n)
        click.echo(words.format(n=n))
    elif dry_run:
        click.echo(_("dry run: nothing was written"))


def _effect(written: Path) -> str:
    return _("it takes effect in a file with: extends: [scenario.yaml, {file}]").format(
        file=written.name
    )


def _tell_columns(imported: InventoryImport) -> None:
    heading(_("Columns"))
    rows = [
        (Path(table.path).name, mapped.heading, _field(mapped.field), mapped.unit or "",
         how_words(mapped.how))
        for table in imported.inventory.tables
        for mapped in table.columns
    ]  # fmt: skip
    put_table((_("table"), _("heading"), _("is read as"), _("unit"), _("how it is known")), rows)
    for table in imported.inventory.tables:
        if table.unused:
            names = ", ".join(table.unused[:UNUSED_SHOWN])
            more = ", …" if len(table.unused) > UNUSED_SHOWN else ""
            words = _("{table}: nothing was made of: {names}")
            click.echo(words.format(table=Path(table.path).name, names=names + more))
    if imported.inventory.unread:
        names = ", ".join(Path(name).name for name in imported.inventory.unread)
        click.echo(_("sheets that were not used: {names}").format(names=names))


def _field(key: str) -> str:
    field = _TITLES.get(key)
    return key if field is None else field.shown


def _tell_places(imported: InventoryImport) -> None:
    heading(_("Machines"))
    found: Counter[tuple[str, str]] = Counter()
    for one in imported.placement.placed:
        system = one.machine.system or "–"
        where = one.tier or (reason_words(one.reason) if one.reason else "")
        found[system, where] += 1
    rows = [
        (system, where or _("background"), str(n)) for (system, where), n in sorted(found.items())
    ]
    put_table((_("system"), _("tier, background or reason"), _("machines")), rows, right=(2,))


def _tell_parts(imported: InventoryImport) -> None:
    if not imported.background:
        return
    heading(_("Background"))
    rows = []
    for name, part in imported.background.items():
        use = imported.uses.get(name)
        rows.append(
            (
                name,
                part.title.here(),
                part.site or "–",
                str(part.servers),
                format_number(part.vcpu, 0),
                format_number(part.memory_gib, 0),
                format_number(part.storage_tib, 2),
                _use(use.base if use else None, use.how if use else ""),
                part.owner or "–",
                str(part.security_level or "–"),
                format_date(part.end_of_support),
            )
        )
    head = (
        _("id"), _("system"), _("data centre"), _("machines"), _("vCPUs"), _("memory [GiB]"),
        _("storage [TiB]"), _("use of vCPUs"), _("owner"), _("security level"), _("end of support"),
    )  # fmt: skip
    put_table(head, rows, right=(3, 4, 5, 6, 7))


def _use(base: float | None, how: str) -> str:
    words = {
        "measured": _("measured"),
        "kept": _("as in the scenario"),
        "assumed": _("assumed"),
        "mapping": _("by the mapping"),
        "off": _("switched off"),
        "": _("unknown"),
    }
    return f"{format_percent(base)} ({words[how]})"


def _tell_hosts(imported: InventoryImport) -> None:
    if not imported.hosts:
        return
    heading(_("Hosts"))
    sums: dict[tuple[str, str], list[float]] = {}
    for load in imported.hosts:
        key = (load.site or "–", load.host.cluster or "–")
        row = sums.setdefault(key, [0, 0, 0, 0, 0])
        size = (1, load.host.cores or load.host.threads or 0, load.vcpu)
        memory = (load.host.memory_gib or 0, load.memory_gib)
        sums[key] = [a + b for a, b in zip(row, (*size, *memory), strict=True)]
    rows = [
        (
            *key,
            format_number(row[0], 0),
            format_number(row[1], 0),
            format_number(row[2] / row[1] if row[1] else None, 2),
            format_number(row[3], 0),
            format_number(row[4], 0),
        )
        for key, row in sorted(sums.items())
    ]
    head = (
        _("data centre"), _("cluster"), _("hosts"), _("cores"), _("vCPUs per core"),
        _("memory [GiB]"), _("promised [GiB]"),
    )  # fmt: skip
    put_table(head, rows, right=(2, 3, 4, 5, 6))


def _tell_changes(imported: InventoryImport) -> None:
    if imported.scenario_id is None:
        click.echo()
        words = _("no scenario was given: everything is background by system, hosts by cluster")
        click.echo(words)
        return
    heading(_("What changes in {scenario}").format(scenario=imported.scenario_id))
    shown = [c for c in imported.changes if c.differs and not _is_new(c)]
    rows = [(f"{c.section}.{c.id}.{c.field}", _number(c, c.was), _number(c, c.now)) for c in shown]
    put_table((_("figure"), _("was"), _("becomes")), rows, right=(1, 2))
    new = dict.fromkeys(c.id for c in imported.changes if _is_new(c) and c.field == "vcpu")
    if new:
        click.echo(_("new in the background: {ids}").format(ids=", ".join(new)))
    same = sum(not c.differs for c in imported.changes)
    if same:
        words = ngettext("{n} number stays as it is", "{n} numbers stay as they are", same)
        click.echo(words.format(n=same))


def _is_new(change: InventoryChange) -> bool:
    return change.section == "background" and change.was is None


def _number(change: InventoryChange, value: float | None) -> str:
    if change.field == "utilisation":
        return format_percent(value)
    return format_number(value, 2)


def _tell_problems(imported: InventoryImport) -> None:
    for problem in imported.problems:
        note = "" if problem.severity == "error" else _("warning: ")
        click.echo(note + render(problem), err=True)


def put_import(imported: InventoryImport, written: Path | None) -> None:
    """All of it as one JSON document."""
    inventory, totals = imported.inventory, imported.totals
    put_json(
        {
            "schema": "inventory-import@1",
            "scenario": imported.scenario_id,
            "written": None if written is None else str(written),
            "files": [{"path": str(f.path), "sha256": f.sha256} for f in inventory.files],
            "tables": list(inventory.tables),
            "sheets_not_used": list(inventory.unread),
            "totals": {
                "read": totals.read,
                "in_tiers": totals.in_tiers,
                "in_background": totals.in_background,
                "left_out": totals.left_out,
                "adds_up": totals.adds_up,
            },
            "machines": list(_machines(imported)),
            "hosts": [
                {
                    "name": load.host.name,
                    "site": load.site,
                    "cluster": load.host.cluster,
                    "cores": load.host.cores,
                    "memory_gib": load.host.memory_gib,
                    "vcpu": load.vcpu,
                    "vcpu_per_core": load.overcommit,
                    "memory_promised_gib": load.memory_gib,
                }
                for load in imported.hosts
            ],
            "changes": list(imported.changes),
            "removed": list(imported.removed),
            "problems": [problem_document(problem) for problem in imported.problems],
            "fragment": imported.document,
        }
    )


def _machines(imported: InventoryImport) -> Iterator[dict[str, Any]]:
    parts = {id(m): name for name, part in imported.background.items() for m in part.machines}
    for one in imported.placement.placed:
        yield {
            "name": one.machine.name,
            "path": one.machine.place.path,
            "line": one.machine.place.line,
            "column": one.machine.place.column,
            "where": one.where,
            "site": one.site,
            "tier": one.tier,
            "background": parts.get(id(one.machine)) if one.where == "background" else None,
            "reason": one.reason,
            "words": one.words,
        }
