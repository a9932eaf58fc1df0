"""Events: days that are not ordinary, and one of them minute by minute."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from assessor.api import EventCourse, class_titles, draw_event
from assessor.api import gettext as _
from gui.demand.charts import DemandChart
from gui.demand.event_columns import (
    EventLine,
    event_columns,
    event_lines,
    minute_columns,
    minute_rows,
)
from gui.demand.event_words import event_facts
from gui.demand.loading import DemandLoading, DemandView
from gui.demand.parts import DemandTab, headed, split
from gui.demand.words import title_of
from gui.session import Session
from gui.tables import Table, TableModel
from gui.view import label


class EventsTab(DemandTab):
    """The list on the left; curve, facts and minutes of the chosen event on the right."""

    def __init__(self, session: Session, loading: DemandLoading) -> None:
        super().__init__(loading)
        self._session = session
        self.events = Table(TableModel(event_columns(lambda: session.scenario), self))
        self._form_label, self.form = label(""), QComboBox()
        self.form.setObjectName("event_form")
        self._form_label.setBuddy(self.form)
        for severe in (False, True):
            self.form.addItem("", severe)
        self._name, self._facts = label("heading", wrap=True), label("muted", wrap=True)
        self.chart = DemandChart(
            lambda: _("Chart: requests of the event minute by minute; see the table below"),
            draw_event,
        )
        self.minutes = Table(TableModel(minute_columns(), self))
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        curve = split(down, ((self.chart, 3), (self.minutes, 2)))
        shown = headed(self._name, self._facts, curve)
        forms = QWidget()
        line = QHBoxLayout(forms)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._form_label)
        line.addWidget(self.form)
        line.addStretch(1)
        left = headed(forms, self.events)
        box = QVBoxLayout(self._body)
        box.setContentsMargins(0, 6, 0, 0)
        box.addWidget(split(across, ((left, 6), (shown, 5))))
        self.form.currentIndexChanged.connect(self._on_form)
        self.events.row_chosen.connect(self._on_chosen)
        self.retranslate()

    def retranslate(self) -> None:
        self._form_label.setText(_("F&orm"))
        self.form.setAccessibleName(_("Form of the events"))
        for at, words in enumerate((_("usual"), _("severe, where an event has such a form"))):
            self.form.setItemText(at, words)
        self.events.setAccessibleName(_("Events"))
        self.minutes.setAccessibleName(_("The event in steps of five minutes"))
        self.ask_refresh()

    def has_anything(self, view: DemandView) -> bool:
        return any(row.enabled for row in view.events)

    def what_to_do(self) -> str:
        return _("This scenario has no event. Name a shared file in scenario.yaml under "
                 "“project: events:”, or write events of your own under “events:”.")  # fmt: skip

    def fill(self, view: DemandView) -> None:
        chosen = self._chosen_id
        lines = event_lines(view, severe=bool(self.form.currentData()))
        self.events.rows.show_rows(lines)
        names = [line.row.id for line in lines]
        self.events.select(names.index(chosen) if chosen in names else _first_sized(lines))
        self._on_chosen()

    @property
    def _chosen_id(self) -> str | None:
        at = self.events.current_row
        return None if at is None else str(self.events.rows.row(at).row.id)

    @Slot()
    def _on_form(self) -> None:
        self.ask_refresh()

    @Slot()
    def _on_chosen(self) -> None:
        view, at = self._loading.view, self.events.current_row
        if view is None or at is None:
            return
        line = self.events.rows.row(at)
        load = line.row.load(severe=line.severe)
        title = title_of(view.scenario, "events", load.id)
        severe = _("{title} — severe form").format(title=title) if load.severe else title
        self._name.setText(severe)
        self._facts.setText(event_facts(view.scenario, load))
        self.chart.show_result(EventCourse(load, class_titles(view.scenario)))
        self.minutes.rows.show_rows(minute_rows(load))


def _first_sized(lines: Sequence[EventLine]) -> int:
    """The first that the plan must hold through, or the first of all."""
    roles = [line.row.usual.role for line in lines]
    return roles.index("sized") if "sized" in roles else 0
