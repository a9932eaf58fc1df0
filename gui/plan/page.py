"""The plan page: a chart, and tables of servers, promises, totals and assumptions."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from assessor.api import Plan
from assessor.api import gettext as _
from gui.computing import Computing
from gui.plan.chart import PlanChart
from gui.plan.columns import (
    assumption_columns,
    promise_columns,
    promise_rows,
    tier_columns,
    tier_rows,
    total_columns,
    years_of,
)
from gui.session import Session
from gui.study_bar import StudyBar
from gui.tables import Table, TableModel
from gui.tabs import chart_over_tabs, name_tabs
from gui.tiers import class_title, tier_title
from gui.view import LazyView, label
from gui.why import show_why


class PlanPage(LazyView):
    """Existing beside planned."""

    def __init__(self, session: Session, computing: Computing) -> None:
        super().__init__()
        self._session = session
        self._chart = PlanChart()
        self._tiers = Table(TableModel(tier_columns(session), self))
        self._promises = Table(TableModel(promise_columns(session), self))
        self._totals = Table(TableModel(total_columns(), self))
        self._assumptions = Table(TableModel(assumption_columns(), self))
        self._notes = QPlainTextEdit()
        self._notes.setReadOnly(True)
        self._tabs = QTabWidget()
        self._year_label, self._years = label(""), QComboBox()
        self._years.setObjectName("plan_year")
        self._year_label.setBuddy(self._years)
        self._why, self._none, self._star = QPushButton(), label("muted", wrap=True), label("muted")
        self._why.setObjectName("plan_why")
        self._lay_out(StudyBar(session, computing))
        self._tiers.row_opened.connect(self._on_tier_opened)
        self._promises.row_opened.connect(self._on_promise_opened)
        self._totals.row_opened.connect(self._on_total_opened)
        self._why.clicked.connect(self._on_why)
        self._tabs.currentChanged.connect(self._on_tab)
        self._years.currentIndexChanged.connect(self._fill_tables)
        session.study_changed.connect(self.ask_refresh)
        session.project_opened.connect(self.ask_refresh)
        self.retranslate()

    def _lay_out(self, bar: StudyBar) -> None:
        for table in (self._tiers, self._promises, self._totals, self._assumptions, self._notes):
            self._tabs.addTab(table, "")
        corner = QWidget()
        line = QHBoxLayout(corner)
        line.setContentsMargins(0, 0, 0, 4)
        for widget in (self._star, self._year_label, self._years, self._why):
            line.addWidget(widget)
        self._tabs.setCornerWidget(corner, Qt.Corner.TopRightCorner)
        self._splitter = chart_over_tabs(self._chart, self._tabs, (300, 460))
        self._splitter.setStretchFactor(0, 2)
        self._splitter.setStretchFactor(1, 3)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 10, 14, 12)
        box.addWidget(bar)
        box.addWidget(self._none)
        box.addWidget(self._splitter, 1)
        box.addStretch(0)

    def retranslate(self) -> None:
        names = (_("Servers"), _("Promises"), _("Totals"), _("Assumptions"), _("Notes"))
        name_tabs(self._tabs, names)
        self._year_label.setText(_("&Year"))
        self._years.setAccessibleName(_("Year"))
        self._why.setText(_("&Why?"))
        self._why.setToolTip(_("Formula and terms behind the row that is chosen (Enter)"))
        self._none.setText(
            _("The plan is not computed yet. It evaluates what stands today and sizes, year by "
              "year, what is needed so that every promise holds.")
        )  # fmt: skip
        self.ask_refresh()

    def refresh(self) -> None:
        """Show the plan of the study as it is now."""
        plan = self._plan
        self._none.setVisible(plan is None)
        self._splitter.setVisible(plan is not None)
        self._chart.show_plan(plan)
        self._fill_years(plan)
        self._fill_tables()
        self._notes.setPlainText(_notes(plan))

    @property
    def _plan(self) -> Plan | None:
        study = self._session.study
        return None if study is None or not study.plan.years else study.plan

    def _fill_years(self, plan: Plan | None) -> None:
        chosen = self._years.currentData()
        self._years.blockSignals(True)
        self._years.clear()
        self._years.addItem(_("all years"), None)
        for year in () if plan is None else plan.years:
            self._years.addItem(str(year.year), year.year)
        self._years.setCurrentIndex(max(self._years.findData(chosen), 0))
        self._years.blockSignals(False)
        starred = plan is not None and any(year.extrapolated for year in plan.years)
        self._star.setText(_("* extrapolated") if starred else "")

    @Slot()
    def _fill_tables(self) -> None:
        plan = self._plan
        years = [] if plan is None else years_of(plan, self._years.currentData())
        self._tiers.rows.show_rows(list(tier_rows(years)))
        self._promises.rows.show_rows(list(promise_rows(years)))
        self._totals.rows.show_rows(years)
        self._assumptions.rows.show_rows(() if plan is None else plan.assumptions)
        self._on_tab()

    # why

    @Slot()
    def _on_tab(self) -> None:
        explained = (self._tiers, self._promises, self._totals)
        self._why.setEnabled(self._tabs.currentWidget() in explained)

    @Slot()
    def _on_why(self) -> None:
        table: Any = self._tabs.currentWidget()
        row = table.current_row
        if row is None and table.rows.rowCount():
            row = 0
        if row is not None:
            table.row_opened.emit(row)

    @Slot(int)
    def _on_tier_opened(self, at: int) -> None:
        row = self._tiers.rows.row(at)
        explanation = self._session.explain_plan(row.existing.id, row.year.year)
        show_why(self, f"{tier_title(self._session, row.existing)}, {row.year.year}", explanation)

    @Slot(int)
    def _on_promise_opened(self, at: int) -> None:
        row = self._promises.rows.row(at)
        explanation = self._session.explain_plan(row.of.id, row.year.year)
        show_why(self, f"{class_title(self._session, row.of)}, {row.year.year}", explanation)

    @Slot(int)
    def _on_total_opened(self, at: int) -> None:
        year = self._totals.rows.row(at)
        if year.totals is not None:
            what = _("cost of the year, before VAT")
            show_why(self, f"{what}, {year.year}", self._session.explain_totals(year.year))


def _notes(plan: Plan | None) -> str:
    if plan is None:
        return ""
    said = [words.here() for words in plan.explanations]
    said += [f"{year.year}: {words.here()}" for year in plan.years for words in year.notes]
    return "\n".join(f"• {text}" for text in dict.fromkeys(said))
