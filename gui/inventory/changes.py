"""What the scenario's numbers become by an inventory."""

from __future__ import annotations

from dataclasses import dataclass

from assessor.api import InventoryChange, InventoryImport, Scenario, format_number, format_percent
from assessor.api import gettext as _
from gui.inventory.words import figure_words, site_words, tier_words
from gui.tables import TableColumn


@dataclass(frozen=True)
class ChangeRow:
    """A number of the scenario, what it becomes, and of what it is."""

    change: InventoryChange
    title: str


def change_rows(imported: InventoryImport, scenario: Scenario) -> list[ChangeRow]:
    """Numbers that change first, those that stay last."""
    rows = [ChangeRow(one, _title_of(one, imported, scenario)) for one in imported.changes]
    return sorted(rows, key=lambda row: not row.change.differs)


def _title_of(change: InventoryChange, imported: InventoryImport, scenario: Scenario) -> str:
    if change.section == "tiers":
        return tier_words(change.id, scenario)
    if change.section == "sites":
        return site_words(change.id, scenario)
    own = scenario.platform.background.get(change.id) or imported.background[change.id]
    return change.id if own.title is None else own.title.here()


def change_columns() -> tuple[TableColumn[ChangeRow], ...]:
    """What is said of a number that an inventory states."""
    return (
        TableColumn(
            lambda: _("what"), lambda r: f"{figure_words(r.change.field)} — {r.title}",
            is_wide=True, tip=lambda r: f"platform.{r.change.section}.{r.change.id}"
                                        f".{r.change.field}",
        ),
        TableColumn(
            lambda: _("was"), lambda r: _number(r.change, r.change.was),
            lambda r: r.change.was or 0, is_number=True,
        ),
        TableColumn(
            lambda: _("becomes"), lambda r: _number(r.change, r.change.now),
            lambda r: r.change.now or 0, is_number=True,
        ),
        TableColumn(
            lambda: _("change"), lambda r: _change_words(r.change),
            token=lambda r: _change_token(r.change),
        ),
    )  # fmt: skip


def _number(change: InventoryChange, value: float | None) -> str:
    if change.field == "utilisation":
        return format_percent(value)
    return format_number(value, 2)


def _change_words(change: InventoryChange) -> str:
    if not change.differs:
        return _("= stays")
    if change.was is None:
        return _("+ new")
    return _("✗ taken out") if change.now is None else _("→ changes")


def _change_token(change: InventoryChange) -> str | None:
    if not change.differs:
        return "muted"
    return "warn" if change.now is None else None
