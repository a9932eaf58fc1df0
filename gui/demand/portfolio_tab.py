"""Services first: candidates in order of benefit, ticked where the city concentrates on them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from assessor.api import gettext as _
from assessor.api import why_benefit
from gui.demand.loading import DemandLoading, DemandView
from gui.demand.parts import DemandTab, headed, split
from gui.demand.portfolio_columns import PortfolioModel, candidate_rows, effect_columns
from gui.demand.ticks import TickTable
from gui.demand.words import title_of
from gui.session import Session
from gui.tables import Table, TableModel
from gui.view import label
from gui.why import show_why


class PortfolioTab(DemandTab):
    """The ranking, and what the ticked candidates change in the year."""

    def __init__(self, session: Session, loading: DemandLoading) -> None:
        super().__init__(loading)
        self._session = session
        self.model = PortfolioModel(self._is_chosen, self)
        self.candidates = TickTable(self.model)
        self.effect = Table(TableModel(effect_columns(), self))
        self._lead, self._of_effect = label("muted", wrap=True), label("strong", wrap=True)
        self._why = QPushButton()
        self._why.setObjectName("candidate_why")
        self._lay_out()
        self.model.tick_asked.connect(self._on_tick)
        self.candidates.turn_asked.connect(self._on_turn)
        self.candidates.row_opened.connect(self._on_opened)
        self._why.clicked.connect(self._on_why)
        session.scenario_changed.connect(self.model.tell_ticks)
        self.retranslate()

    def _lay_out(self) -> None:
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._lead, 1)
        line.addWidget(self._why, 0, Qt.AlignmentFlag.AlignTop)
        parts = split(
            Qt.Orientation.Vertical,
            ((self.candidates, 1), (headed(self._of_effect, self.effect), 1)),
        )
        box = QVBoxLayout(self._body)
        box.setContentsMargins(0, 6, 0, 0)
        box.addWidget(head)
        box.addWidget(parts, 1)

    def retranslate(self) -> None:
        self._lead.setText(
            _("Ranked by the hours of people's time that a channel hour of the city saves. Tick "
              "the few that the city concentrates on (click or space bar): their online share "
              "grows faster, and the load follows. Ctrl+Z takes a tick back, Ctrl+S writes it "
              "into scenario.yaml, F5 computes the study again.")
        )  # fmt: skip
        self._of_effect.setText(
            _("What the ticked ones change: dossiers filed online in the year, requests and work "
              "in the worst five minutes of the design hour")
        )  # fmt: skip
        self._why.setText(_("&Why this rank?"))
        self._why.setToolTip(_("Formula, terms and sources of the row that is chosen (Enter)"))
        self.candidates.setAccessibleName(_("Candidates, most benefit first"))
        self.effect.setAccessibleName(self._of_effect.text())
        self.ask_refresh()

    def has_anything(self, view: DemandView) -> bool:
        return bool(view.ranked)

    def what_to_do(self) -> str:
        return _("This scenario names no candidates. Write the procedures that could be improved "
                 "first in scenario.yaml under “portfolio:”, each with its service, its "
                 "transactions_per_year and time_saved_min_per_transaction.")  # fmt: skip

    def fill(self, view: DemandView) -> None:
        at = self.candidates.current_row
        self.model.show_rows(candidate_rows(view))
        if at is not None and at < self.model.rowCount():
            self.candidates.select(at)
        self.effect.rows.show_rows(view.effects)

    def _is_chosen(self, name: str) -> bool:
        known = self._session.scenario.portfolio
        return name in known and known[name].chosen

    @Slot(str, bool)
    def _on_tick(self, name: str, ticked: bool) -> None:
        self._session.choose_candidate(name, chosen=ticked)

    @Slot(int)
    def _on_turn(self, at: int) -> None:
        name = self.model.row(at).found.id
        self._session.choose_candidate(name, chosen=not self._is_chosen(name))

    @Slot()
    def _on_why(self) -> None:
        if self.model.rowCount():
            self._on_opened(self.candidates.current_row or 0)

    @Slot(int)
    def _on_opened(self, at: int) -> None:
        row = self.model.row(at)
        title = title_of(row.scenario, "portfolio", row.found.id)
        show_why(self, title, why_benefit(row.scenario, row.found.id))
