"""The roadmap page: lead figures, a chart by quarter, and tables of work, budgets, the rest."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from assessor.api import Roadmap, why_action, why_roadmap
from assessor.api import gettext as _
from gui.computing import Computing
from gui.roadmap.chart import RoadmapChart
from gui.roadmap.columns import (
    budget_columns,
    budget_rows,
    left_out_columns,
    left_out_rows,
    ordered,
    work_columns,
)
from gui.roadmap.words import lead_words, proof_words, work_title
from gui.session import Session
from gui.study_bar import StudyBar
from gui.tables import Table, TableModel
from gui.tabs import chart_over_tabs, name_tabs
from gui.view import LazyView, label
from gui.why import WhyButton, show_why


class RoadmapPage(LazyView):
    """What to do first, and what it brings."""

    def __init__(self, session: Session, computing: Computing) -> None:
        super().__init__()
        self._session = session
        self._lead, self._proof = label("strong", wrap=True), label("muted", wrap=True)
        self._why_all = WhyButton(lambda: _("order of work"), lambda: why_roadmap(self._known))
        self._why_all.setObjectName("roadmap_why")
        self._chart = RoadmapChart()
        self.work = Table(TableModel(work_columns(), self))
        self.left_out = Table(TableModel(left_out_columns(), self))
        self.budgets = Table(TableModel(budget_columns(session), self))
        self._assumptions = QPlainTextEdit()
        self._assumptions.setReadOnly(True)
        self._tabs, self._why = QTabWidget(), QPushButton()
        self._why.setObjectName("work_why")
        self._none = label("muted", wrap=True)
        self._lay_out(StudyBar(session, computing))
        self.work.row_opened.connect(self._on_opened)
        self._why.clicked.connect(self._on_why)
        self._tabs.currentChanged.connect(self._on_tab)
        session.study_changed.connect(self.ask_refresh)
        session.project_opened.connect(self.ask_refresh)
        self.retranslate()

    def _lay_out(self, bar: StudyBar) -> None:
        for table in (self.work, self.left_out, self.budgets, self._assumptions):
            self._tabs.addTab(table, "")
        self._tabs.setCornerWidget(self._why, Qt.Corner.TopRightCorner)
        self._splitter = chart_over_tabs(self._chart, self._tabs, (240, 440))
        self._leads = QWidget()
        line = QHBoxLayout(self._leads)
        line.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.addWidget(self._lead)
        words.addWidget(self._proof)
        line.addLayout(words, 1)
        line.addWidget(self._why_all, 0, Qt.AlignmentFlag.AlignTop)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 10, 14, 12)
        for widget in (bar, self._none, self._leads):
            box.addWidget(widget)
        box.addWidget(self._splitter, 1)
        box.addStretch(0)

    def retranslate(self) -> None:
        name_tabs(self._tabs, (_("Work"), _("Not chosen"), _("Budgets"), _("Assumptions")))
        self._why.setText(_("&Why?"))
        self._why.setToolTip(_("Costs, dates and criteria of the work that is chosen (Enter)"))
        self._none.setText(
            _("No order of work has been computed yet. The study puts the work in order, quarter "
              "by quarter, within the budgets.")
        )  # fmt: skip
        self.ask_refresh()

    @property
    def _roadmap(self) -> Roadmap | None:
        study = self._session.study
        return None if study is None else study.roadmap

    @property
    def _known(self) -> Roadmap:
        assert self._roadmap is not None
        return self._roadmap

    def refresh(self) -> None:
        """Show the roadmap of the study as it is now."""
        roadmap = self._roadmap
        self._none.setVisible(roadmap is None)
        for widget in (self._leads, self._splitter):
            widget.setVisible(roadmap is not None)
        self._chart.show_roadmap(roadmap)
        if roadmap is None:
            return
        self._lead.setText(lead_words(roadmap))
        self._proof.setText(proof_words(roadmap))
        self.work.rows.show_rows(ordered(roadmap))
        self.left_out.rows.show_rows(list(left_out_rows(roadmap)))
        self.budgets.rows.show_rows(list(budget_rows(roadmap)))
        said = [] if roadmap.next_level.why is None else [roadmap.next_level.why.here()]
        said += [words.here() for words in roadmap.assumptions]
        self._assumptions.setPlainText("\n".join(f"• {text}" for text in said))

    def select(self, name: str) -> None:
        """Go to a piece of work."""
        self.refresh_if_due()
        self._tabs.setCurrentWidget(self.work)
        if self._roadmap is not None:
            places = [one.id for one in ordered(self._roadmap)]
            if name in places:
                self.work.select(places.index(name))
        self.work.setFocus()

    @Slot()
    def _on_tab(self) -> None:
        self._why.setEnabled(self._tabs.currentWidget() is self.work)

    @Slot()
    def _on_why(self) -> None:
        if self.work.rows.rowCount():
            self._on_opened(self.work.current_row or 0)

    @Slot(int)
    def _on_opened(self, at: int) -> None:
        one = self.work.rows.row(at)
        show_why(self, work_title(one), why_action(self._known, one.id))
