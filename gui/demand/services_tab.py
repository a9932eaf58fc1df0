"""Services: one row each, and why each class of requests has the rate that it has."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from assessor.api import gettext as _
from assessor.api import why_rate
from gui.demand.loading import DemandLoading, DemandView
from gui.demand.parts import DemandTab, headed, split
from gui.demand.service_columns import service_columns
from gui.demand.year_columns import class_columns, class_rows
from gui.session import Session
from gui.tables import Table, TableModel
from gui.view import label
from gui.why import show_why


class ServicesTab(DemandTab):
    """Services above, the classes that they send below."""

    def __init__(self, session: Session, loading: DemandLoading) -> None:
        super().__init__(loading)
        self._session = session
        self.services = Table(TableModel(service_columns(lambda: session.scenario), self))
        self.classes = Table(TableModel(class_columns(), self))
        self._of_classes, self._why = label("strong", wrap=True), QPushButton()
        self._why.setObjectName("demand_class_why")
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._of_classes, 1)
        line.addWidget(self._why)
        head = QWidget()
        head.setLayout(line)
        down = split(Qt.Orientation.Vertical, ((self.services, 1), (headed(head, self.classes), 1)))
        box = QVBoxLayout(self._body)
        box.setContentsMargins(0, 6, 0, 0)
        box.addWidget(down)
        self._why.clicked.connect(self._on_why)
        self.classes.row_opened.connect(self._on_opened)
        self.retranslate()

    def retranslate(self) -> None:
        self.services.setAccessibleName(_("Services"))
        self._of_classes.setText(_("Requests by class: choose one and ask why"))
        self.classes.setAccessibleName(_("Requests by class"))
        self._why.setText(_("&Why this rate?"))
        self._why.setToolTip(_("Formula, terms and sources of the class that is chosen (Enter)"))
        self.ask_refresh()

    def has_anything(self, view: DemandView) -> bool:
        return bool(view.services)

    def what_to_do(self) -> str:
        return _("This scenario has no service. Write what the city offers in scenario.yaml under "
                 "“services:”: open (the public), closed or partly open (staff), machine, "
                 "conference, storage.")  # fmt: skip

    def fill(self, view: DemandView) -> None:
        self.services.rows.show_rows(view.services)
        self.classes.rows.show_rows(class_rows(view))

    @Slot()
    def _on_why(self) -> None:
        if self.classes.rows.rowCount():
            self._on_opened(self.classes.current_row or 0)

    @Slot(int)
    def _on_opened(self, at: int) -> None:
        view, row = self._loading.view, self.classes.rows.row(at)
        if view is not None:
            what = f"{row.title}, {view.year}"
            show_why(self, what, why_rate(view.scenario, row.id, view.demand))
