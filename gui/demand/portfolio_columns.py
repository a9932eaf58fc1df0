"""The ranked candidates with a tick each, and what the ticked ones change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from assessor.api import ChoiceEffect, RankedCandidate, Scenario, format_number, format_percent
from assessor.api import gettext as _
from gui.demand.loading import DemandView
from gui.demand.words import title_of
from gui.tables import Index, TableColumn, TableModel

TICK = 0


@dataclass(frozen=True)
class CandidateRow:
    """A candidate at its place in the ranking."""

    place: int
    found: RankedCandidate
    scenario: Scenario


class PortfolioModel(TableModel[CandidateRow]):
    """Candidates that can be ticked; the tick shows what the open scenario says at once.

    Signals
    -------
    tick_asked(str, bool)
        A candidate is to be chosen, or to be left.
    """

    tick_asked = Signal(str, bool)

    def __init__(self, is_chosen: Callable[[str], bool], parent: QObject | None = None) -> None:
        super().__init__(candidate_columns(is_chosen), parent)
        self._is_chosen = is_chosen

    def flags(self, index: Index) -> Qt.ItemFlag:
        known = super().flags(index)
        ticks = index.isValid() and index.column() == TICK
        return known | Qt.ItemFlag.ItemIsUserCheckable if ticks else known

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.column() != TICK:
            return super().data(index, role)
        chosen = self._is_chosen(self.row(index.row()).found.id)
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _("chosen") if chosen else _("not chosen")
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or index.column() != TICK or role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.tick_asked.emit(self.row(index.row()).found.id, value_is_ticked(value))
        return True

    def tell_ticks(self) -> None:
        """The scenario says something else of the candidates than before."""
        if self.rowCount():
            last = self.index(self.rowCount() - 1, TICK)
            self.dataChanged.emit(self.index(0, TICK), last)


def value_is_ticked(value: Any) -> bool:
    """What a delegate hands over: a state, or the number of one."""
    return Qt.CheckState(value) == Qt.CheckState.Checked


def candidate_rows(view: DemandView) -> list[CandidateRow]:
    """The candidates, most benefit first."""
    return [CandidateRow(n, found, view.scenario) for n, found in enumerate(view.ranked, 1)]


def candidate_columns(
    is_chosen: Callable[[str], bool],
) -> tuple[TableColumn[CandidateRow], ...]:
    """What is said of a candidate."""

    def number(
        head: Callable[[], str], of: Callable[[CandidateRow], float], digits: int
    ) -> TableColumn[CandidateRow]:
        return TableColumn(
            head, lambda r: format_number(of(r), digits, fixed=True), of, is_number=True
        )

    return (
        TableColumn(
            lambda: _("first"), lambda r: _("chosen") if is_chosen(r.found.id) else "",
            lambda r: not is_chosen(r.found.id),
        ),
        TableColumn(lambda: _("rank"), lambda r: str(r.place), lambda r: r.place, is_number=True),
        TableColumn(
            lambda: _("procedure"), lambda r: title_of(r.scenario, "portfolio", r.found.id),
            is_wide=True, tip=_service_title,
        ),
        number(lambda: _("dossiers a year"), lambda r: r.found.transactions_per_year, 0),
        number(lambda: _("hours saved in the year"), lambda r: r.found.hours_saved_per_year, 0),
        number(
            lambda: _("capacity, channel hours a year"),
            lambda r: r.found.channel_hours_per_year, 0,
        ),
        number(lambda: _("benefit, h saved per channel hour"), lambda r: r.found.benefit, 0),
        TableColumn(lambda: _("what choosing does"), effect_words),
    )  # fmt: skip


def _service_title(row: CandidateRow) -> str:
    """The service that it is part of."""
    return title_of(row.scenario, "services", row.scenario.portfolio[row.found.id].service)


def effect_words(row: CandidateRow) -> str:
    """How choosing bends the online share of a candidate."""
    written = row.scenario.portfolio[row.found.id]
    said = []
    if written.time_constant_factor is not None:
        factor = format_number(written.time_constant_factor.base, 2)
        said.append(_("time constant × {factor}").format(factor=factor))
    if written.share_limit_add is not None:
        share = format_percent(written.share_limit_add.base)
        said.append(_("limit + {share}").format(share=share))
    return ", ".join(said) or _("not said")


def effect_columns() -> tuple[TableColumn[ChoiceEffect], ...]:
    """What is said of a year: without any candidate chosen, and as ticked."""

    def number(
        head: Callable[[], str], of: Callable[[ChoiceEffect], float], digits: int
    ) -> TableColumn[ChoiceEffect]:
        return TableColumn(
            head, lambda r: format_number(of(r), digits, fixed=True), of, is_number=True,
            is_wide=True,
        )  # fmt: skip

    return (
        TableColumn(lambda: _("year"), lambda r: str(r.year), lambda r: r.year, is_number=True),
        number(lambda: _("filed online, none chosen"), lambda r: r.without.online_transactions, 0),
        number(lambda: _("filed online, as ticked"), lambda r: r.now.online_transactions, 0),
        number(
            lambda: _("difference"),
            lambda r: r.now.online_transactions - r.without.online_transactions, 0,
        ),
        number(lambda: _("requests/s, none chosen"), lambda r: r.without.design_rate, 1),
        number(lambda: _("requests/s, as ticked"), lambda r: r.now.design_rate, 1),
        number(lambda: _("erlang, none chosen"), lambda r: r.without.design_work, 2),
        number(lambda: _("erlang, as ticked"), lambda r: r.now.design_work, 2),
    )  # fmt: skip
