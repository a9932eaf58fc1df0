"""How the columns of the files were read, and the hosts that they list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assessor.api import N_, HostLoad, InventoryImport, Scenario, format_number, how_words
from assessor.api import gettext as _
from gui.inventory.words import field_words, site_words
from gui.tables import TableColumn


@dataclass(frozen=True)
class ColumnRow:
    """One column of a file, and what it is read as."""

    table: str
    heading: str
    field: str | None
    """In words; None where nothing was made of it."""
    unit: str | None
    how: str


def column_rows(imported: InventoryImport) -> Iterator[ColumnRow]:
    """Columns that were understood, then those that were not, table by table."""
    for table in imported.inventory.tables:
        name = Path(table.path).name
        for one in table.columns:
            field = field_words(one.field, of_hosts=table.kind == "hosts")
            yield ColumnRow(name, one.heading, field, one.unit, one.how)
        for heading in table.unused:
            yield ColumnRow(name, heading, None, None, "")


def column_columns() -> tuple[TableColumn[ColumnRow], ...]:
    """What is said of a column."""
    return (
        TableColumn(lambda: _("table"), lambda r: r.table),
        TableColumn(lambda: _("heading"), lambda r: r.heading, is_wide=True),
        TableColumn(
            lambda: _("is read as"),
            lambda r: r.field or _("— not used"), is_wide=True,
            token=lambda r: "muted" if r.field is None else None,
        ),
        TableColumn(lambda: _("unit"), lambda r: r.unit or ""),
        TableColumn(lambda: _("how it is known"), lambda r: how_words(r.how)),
    )  # fmt: skip


def host_columns(scenario: Scenario) -> tuple[TableColumn[HostLoad], ...]:
    """What is said of a host: what it has, and what it has promised."""

    def number(head: str, of: str, digits: int = 0) -> TableColumn[HostLoad]:
        return TableColumn(
            lambda: _(head),
            lambda r: format_number(_of(r, of), digits),
            lambda r: _of(r, of) or 0,
            is_number=True,
        )

    return (
        TableColumn(lambda: _("host"), lambda r: r.host.name, is_wide=True),
        TableColumn(lambda: _("data centre"), lambda r: site_words(r.site, scenario), is_wide=True),
        TableColumn(lambda: _("cluster"), lambda r: r.host.cluster or "—"),
        number(N_("cores"), "host.cores"),
        number(N_("machines"), "machines"),
        number(N_("vCPUs per core"), "overcommit", 2),
        number(N_("memory [GiB]"), "host.memory_gib"),
        number(N_("promised [GiB]"), "memory_gib"),
    )


def _of(load: HostLoad, name: str) -> float | None:
    of_host, _dot, rest = name.rpartition(".")
    found: float | None = getattr(load.host if of_host else load, rest)
    return found
