"""The year: its hours in order of work, its classes of requests, the design hours marked."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from assessor.api import draw_load_duration
from assessor.api import gettext as _
from gui.demand.charts import DemandChart
from gui.demand.loading import DemandLoading, DemandView
from gui.demand.parts import DemandTab, headed, split
from gui.demand.year_columns import class_columns, class_rows, hour_columns, hour_rows
from gui.tables import Table, TableModel
from gui.view import label


class YearTab(DemandTab):
    """Load-duration curves on the left, the same in two tables on the right."""

    def __init__(self, loading: DemandLoading) -> None:
        super().__init__(loading)
        self.chart = DemandChart(
            lambda: _("Chart: hours of the year in order of work; see the tables beside it"),
            draw_load_duration,
        )
        self.hours = Table(TableModel(hour_columns(), self))
        self.classes = Table(TableModel(class_columns(short=True), self))
        self._of_hours, self._of_classes = label("strong", wrap=True), label("strong", wrap=True)
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        tables = split(
            down,
            ((headed(self._of_hours, self.hours), 1), (headed(self._of_classes, self.classes), 1)),
        )
        box = QVBoxLayout(self._body)
        box.setContentsMargins(0, 6, 0, 0)
        box.addWidget(split(across, ((self.chart, 5), (tables, 5))))
        self.retranslate()

    def retranslate(self) -> None:
        self._of_hours.setText(_("Hours in order of work, all city tiers together"))
        self._of_classes.setText(
            _("Requests by class [1/s]: worst five minutes of the design hour, its own busiest "
              "hour, mean of the year")
        )  # fmt: skip
        self.hours.setAccessibleName(self._of_hours.text())
        self.classes.setAccessibleName(self._of_classes.text())
        self.ask_refresh()

    def has_anything(self, view: DemandView) -> bool:
        return any(rates.any() for rates in view.demand.arrival_rates.values())

    def what_to_do(self) -> str:
        return _("No service sends requests to the city in this year. Write services in "
                 "scenario.yaml under “services:”, with the requests that each of them sends; a "
                 "service that says “enabled: false” is left out.")  # fmt: skip

    def fill(self, view: DemandView) -> None:
        self.chart.show_result(view.in_order)
        self.hours.rows.show_rows(list(hour_rows(view)))
        self.classes.rows.show_rows(class_rows(view))
