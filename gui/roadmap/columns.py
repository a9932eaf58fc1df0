"""Rows and columns of the roadmap's tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assessor.api import ChosenAction, Roadmap, format_money, format_number, format_percent
from assessor.api import gettext as _
from gui.roadmap.words import budget_title, nature_words, span_words, work_title
from gui.session import Session
from gui.tables import TableColumn


@dataclass(frozen=True)
class BudgetRow:
    """One purse in one year."""

    budget: str
    year: int
    used: float
    available: float | None


@dataclass(frozen=True)
class LeftOutRow:
    """One piece of work that is not chosen."""

    id: str
    title: str
    why: str


def ordered(roadmap: Roadmap) -> list[ChosenAction]:
    """The chosen work in the order that it begins."""
    return sorted(roadmap.chosen, key=lambda one: (one.start, one.finish, one.id))


def left_out_rows(roadmap: Roadmap) -> Iterator[LeftOutRow]:
    """What is not chosen, and why."""
    for one in roadmap.not_chosen:
        title = one.id if one.title is None else one.title.here()
        yield LeftOutRow(one.id, title, one.why.here())


def budget_rows(roadmap: Roadmap) -> Iterator[BudgetRow]:
    """Every purse and year, also those that are not used."""
    totals = roadmap.totals
    for name in sorted({*totals.available, *totals.by_year}):
        used, available = totals.by_year.get(name, {}), totals.available.get(name, {})
        for year in sorted({*used, *available}):
            yield BudgetRow(name, year, used.get(year, 0.0), available.get(year))


def work_columns() -> tuple[TableColumn[ChosenAction], ...]:
    """What is said of a chosen piece of work."""
    return (
        TableColumn(
            lambda: _("when"), lambda r: span_words(r.start, r.finish),
            lambda r: f"{r.start} {r.finish} {r.id}",
        ),
        TableColumn(lambda: _("work"), work_title, is_wide=True),
        TableColumn(
            lambda: _("cost"), lambda r: format_money(r.cost_vnd), lambda r: r.cost_vnd,
            is_number=True,
        ),
        TableColumn(lambda: _("funding line"), lambda r: r.funding_line or "—"),
        TableColumn(lambda: _("nature"), lambda r: nature_words(r.nature)),
        TableColumn(
            lambda: _("closes"), lambda r: format_number(len(r.closes), 0),
            lambda r: len(r.closes), is_number=True, tip=lambda r: "\n".join(r.closes),
        ),
        TableColumn(
            lambda: _("quarters"), lambda r: format_number(r.quarters, 0),
            lambda r: r.quarters, is_number=True,
        ),
    )  # fmt: skip


def left_out_columns() -> tuple[TableColumn[LeftOutRow], ...]:
    """What is said of work that is not chosen."""
    return (
        TableColumn(lambda: _("work"), lambda r: r.title, is_wide=True),
        TableColumn(lambda: _("why not"), lambda r: r.why, is_wide=True),
    )


def budget_columns(session: Session) -> tuple[TableColumn[BudgetRow], ...]:
    """What is said of a purse in a year."""
    return (
        TableColumn(
            lambda: _("budget"), lambda r: budget_title(session, r.budget), is_wide=True
        ),
        TableColumn(lambda: _("year"), lambda r: str(r.year), lambda r: r.year),
        TableColumn(
            lambda: _("used"), lambda r: format_money(r.used), lambda r: r.used, is_number=True
        ),
        TableColumn(
            lambda: _("available"), lambda r: "—" if r.available is None
            else format_money(r.available), lambda r: r.available or -1.0, is_number=True,
        ),
        TableColumn(lambda: _("share"), _share, lambda r: r.used, is_number=True),
    )  # fmt: skip


def _share(row: BudgetRow) -> str:
    return format_percent(row.used / row.available, 0) if row.available else "—"
