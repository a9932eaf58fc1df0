"""The demand page: a year, the hour that sizes are computed for, and six views of the load."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from assessor.api import (
    format_money,
    format_number,
    rule_words,
    why_work,
)
from assessor.api import gettext as _
from gui.computing import Computing
from gui.demand.events_tab import EventsTab
from gui.demand.loading import DemandLoading, DemandView
from gui.demand.portfolio_tab import PortfolioTab
from gui.demand.reference_tab import ReferenceTab
from gui.demand.services_tab import ServicesTab
from gui.demand.week_tab import WeekTab
from gui.demand.words import dated, tier_words
from gui.demand.year_tab import YearTab
from gui.jobs import Jobs
from gui.session import Session
from gui.study_bar import StudyBar
from gui.tabs import name_tabs
from gui.view import LazyView, label
from gui.why import WhyButton

TABS = ("year", "week", "services", "events", "portfolio", "reference")


class DemandPage(LazyView):
    """Where the load comes from, so that it can be trusted."""

    def __init__(self, session: Session, computing: Computing, jobs: Jobs) -> None:
        super().__init__()
        self._session = session
        self.loading = DemandLoading(session, jobs, self)
        self._year_label, self._years = label(""), QComboBox()
        self._years.setObjectName("demand_year")
        self._year_label.setBuddy(self._years)
        self._basis, self._notes = label("strong", wrap=True), label("muted", wrap=True)
        self._basis.setObjectName("demand_basis")
        self._why = WhyButton(lambda: _("work of the design hour"), self._explain)
        self._none = label("muted", wrap=True)
        self.year, self.week = YearTab(self.loading), WeekTab(self.loading)
        self.services = ServicesTab(session, self.loading)
        self.events = EventsTab(session, self.loading)
        self.portfolio = PortfolioTab(session, self.loading)
        self.reference = ReferenceTab(session, self.loading)
        self._tabs = QTabWidget()
        self._tabs.setObjectName("demand_tabs")
        self._lay_out(StudyBar(session, computing))
        self._years.currentIndexChanged.connect(self._on_year)
        self.loading.changed.connect(self._show_state)
        session.project_opened.connect(self.ask_refresh)
        session.scenario_changed.connect(self.ask_refresh)
        self.retranslate()

    def _lay_out(self, bar: StudyBar) -> None:
        for tab in (self.year, self.week, self.services, self.events, self.portfolio,
                    self.reference):  # fmt: skip
            self._tabs.addTab(tab, "")
        self._head = QWidget()
        line = QHBoxLayout(self._head)
        line.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._basis)
        words.addWidget(self._notes)
        top = Qt.AlignmentFlag.AlignTop
        line.addWidget(self._year_label, 0, top)
        line.addWidget(self._years, 0, top)
        line.addSpacing(10)
        line.addLayout(words, 1)
        line.addWidget(self._why, 0, top)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 10, 14, 12)
        for widget in (bar, self._head, self._none):
            box.addWidget(widget)
        box.addWidget(self._tabs, 1)
        box.addStretch(0)

    def retranslate(self) -> None:
        name_tabs(
            self._tabs,
            (_("Year"), _("Week and days"), _("Services"), _("Events"), _("Services first"),
             _("Reference loads")),
        )  # fmt: skip
        self._year_label.setText(_("&Year"))
        self._years.setAccessibleName(_("Year"))
        self.ask_refresh()

    def refresh(self) -> None:
        """Ask for the year that is chosen, and show what is known."""
        if self._session.project is None:
            return
        self._fill_years()
        self.loading.ask(self._years.currentData())
        self._show_state()

    def _fill_years(self) -> None:
        horizon, chosen = self._session.scenario.horizon, self._years.currentData()
        years = list(range(horizon.first_year, horizon.last_year + 1))
        shown = [self._years.itemData(at) for at in range(self._years.count())]
        if shown == years:
            return
        self._years.blockSignals(True)
        self._years.clear()
        for year in years:
            self._years.addItem(str(year), year)
        kept = self._years.findData(chosen)
        first = self._years.findData(self._session.scenario.as_of.year)
        self._years.setCurrentIndex(max(kept if kept >= 0 else first, 0))
        self._years.blockSignals(False)

    def show_tab(self, name: str) -> None:
        """Bring a tab to the front: one of `TABS`."""
        self._tabs.setCurrentIndex(TABS.index(name))

    @Slot()
    def _on_year(self) -> None:
        self.loading.ask(self._years.currentData())

    @Slot()
    def _show_state(self) -> None:
        view, error = self.loading.view, self.loading.error
        for widget in (self._basis, self._notes, self._why, self._tabs):
            widget.setVisible(view is not None)
        self._none.setVisible(view is None)
        if view is not None:
            self._basis.setText(basis_words(view))
            self._notes.setText(note_words(view))
            self._notes.setVisible(bool(self._notes.text()))
        elif error is not None:
            words = _("The demand cannot be computed: {error}. Check the scenario with “assessor "
                      "check” and open it again.")  # fmt: skip
            self._none.setText(words.format(error=f"{type(error).__name__}: {error}"))
        else:
            self._none.setText(_("computing…"))

    def _explain(self) -> object:
        view = self.loading.view
        assert view is not None
        return why_work(view.scenario, view.demand)


def basis_words(view: DemandView) -> str:
    """The hour that sizes are computed for: when, by which rule, and how hard it is."""
    design = view.demand.design
    if not any(design.arrival_rates.values()):
        return _("No service sends requests to the city in this year: there is no design hour.")
    return _(
        "Design hour {hour}:00–{next}:00, {day} ({rule}) · worst five minutes × "
        "{factor}: {rate} requests/s, {work} erlang"
    ).format(
        hour=f"{design.hour:02d}",
        next=f"{design.hour + 1:02d}",
        day=dated(design.day),
        rule=rule_words(design.basis),
        factor=format_number(design.busiest_5min_factor, 2),
        rate=format_number(sum(design.arrival_rates.values()), 0),
        work=format_number(sum(design.work.values()), 1),
    )


def note_words(view: DemandView) -> str:
    """What else is to be borne in mind in this year."""
    demand = view.demand
    said = [
        _("busier at another time: {tier}, {day} {hour}:00").format(
            tier=tier_words(view.scenario, other.of), day=dated(other.day), hour=f"{other.hour:02d}"
        )
        for other in demand.designs[1:]
    ]
    if "extrapolated" in demand.notes:
        said.append(_("extrapolated: beyond the years that inputs are known for"))
    if "calendar_short" in demand.notes:
        said.append(_("the calendar of holidays does not reach this year"))
    if demand.fees_forgone:
        money = format_money(demand.fees_forgone)
        said.append(_("fees not collected in the year: {money}").format(money=money))
    return " · ".join(said)
