"""Where machines count: tiers and systems in all, and each machine by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assessor.api import N_, InventoryImport, Scenario, format_date, format_number, reason_words
from assessor.api import gettext as _
from gui.inventory.words import site_words, tier_words, use_words
from gui.measuring.words import place_words
from gui.tables import TableColumn


@dataclass(frozen=True)
class PartRow:
    """A tier or a part of the background, with what was counted in it."""

    id: str
    title: str
    site: str | None
    servers: int
    vcpu: int
    memory_gib: float
    storage_tib: float | None
    use: str
    owner: str | None
    level: int | None
    ends: date | None


def part_rows(imported: InventoryImport, scenario: Scenario) -> Iterator[PartRow]:
    """Tiers, then the background by system."""
    for is_tier, parts in ((True, imported.tiers), (False, imported.background)):
        for name, part in parts.items():
            use = imported.uses.get(name)
            yield PartRow(
                name,
                tier_words(name, scenario) if is_tier else part.title.here(),
                scenario.platform.tiers[name].site if is_tier else part.site,
                part.servers,
                part.vcpu,
                part.memory_gib,
                part.storage_tib,
                "" if is_tier else use_words(use.base if use else None, use.how if use else ""),
                part.owner,
                part.security_level,
                part.end_of_support,
            )


def part_columns(scenario: Scenario) -> tuple[TableColumn[PartRow], ...]:
    """What is said of a part."""

    def number(head: str, name: str, digits: int = 0) -> TableColumn[PartRow]:
        return TableColumn(
            lambda: _(head),
            lambda r: format_number(getattr(r, name), digits),
            lambda r: getattr(r, name) or 0,
            is_number=True,
        )

    return (
        TableColumn(
            lambda: _("tier or system"), lambda r: r.title, is_wide=True, tip=lambda r: r.id
        ),
        TableColumn(lambda: _("data centre"), lambda r: site_words(r.site, scenario), is_wide=True),
        number(N_("machines"), "servers"),
        number(N_("vCPUs"), "vcpu"),
        number(N_("memory [GiB]"), "memory_gib"),
        number(N_("storage [TiB]"), "storage_tib", 2),
        TableColumn(lambda: _("use of vCPUs"), lambda r: r.use, is_wide=True),
        TableColumn(lambda: _("owner"), lambda r: r.owner or "—", is_wide=True),
        TableColumn(
            lambda: _("security level"), lambda r: str(r.level or "—"), lambda r: r.level or 0,
            is_number=True,
        ),
        TableColumn(
            lambda: _("end of support"), lambda r: format_date(r.ends),
            lambda r: r.ends or date.max,
        ),
    )  # fmt: skip


@dataclass(frozen=True)
class MachineRow:
    """One machine, and where it counts."""

    name: str
    system: str | None
    where: str
    vcpu: int
    memory_gib: float
    site: str | None
    path: str
    line: int | None


def machine_rows(imported: InventoryImport, scenario: Scenario) -> Iterator[MachineRow]:
    """Every machine of the files, in their order."""
    parts = {id(m): part for part in imported.background.values() for m in part.machines}
    for one in imported.placement.placed:
        machine, part = one.machine, parts.get(id(one.machine))
        if one.tier is not None:
            where = tier_words(one.tier, scenario)
        elif one.where == "left_out":
            why = one.words.here() if one.words is not None else reason_words(one.reason)
            where = _("left out: {why}").format(why=why)
        else:
            where = _("background: {system}").format(system=part.title.here() if part else "")
        place = machine.place
        yield MachineRow(
            machine.name, machine.system, where, machine.vcpu, machine.memory_gib, one.site,
            place.path, place.line,
        )  # fmt: skip


def machine_columns(scenario: Scenario) -> tuple[TableColumn[MachineRow], ...]:
    """What is said of a machine."""
    return (
        TableColumn(lambda: _("machine"), lambda r: r.name),
        TableColumn(lambda: _("system"), lambda r: r.system or "—", is_wide=True),
        TableColumn(lambda: _("counts as"), lambda r: r.where, is_wide=True),
        TableColumn(
            lambda: _("vCPUs"), lambda r: format_number(r.vcpu, 0), lambda r: r.vcpu,
            is_number=True,
        ),
        TableColumn(
            lambda: _("memory [GiB]"), lambda r: format_number(r.memory_gib, 1),
            lambda r: r.memory_gib, is_number=True,
        ),
        TableColumn(lambda: _("data centre"), lambda r: site_words(r.site, scenario), is_wide=True),
        TableColumn(
            lambda: _("where"), lambda r: place_words(r.path, r.line),
            lambda r: (r.path, r.line or 0), tip=lambda r: r.path,
        ),
    )  # fmt: skip
