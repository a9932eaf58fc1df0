"""Week and days: the mean week as a heat map, and every day of the year."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from assessor.api import draw_days, draw_week
from assessor.api import gettext as _
from gui.demand.charts import DemandChart
from gui.demand.loading import DemandLoading, DemandView
from gui.demand.parts import DemandTab, split
from gui.demand.week_columns import DayRow, day_columns, week_columns, week_rows
from gui.tables import Table, TableModel


class WeekTab(DemandTab):
    """Two charts below each other, each with its table beside it."""

    def __init__(self, loading: DemandLoading) -> None:
        super().__init__(loading)
        self.week_chart = DemandChart(
            lambda: _("Chart: requests by weekday and hour; see the table beside it"), draw_week
        )
        self.days_chart = DemandChart(
            lambda: _("Chart: requests of each day of the year; see the table beside it"),
            draw_days,
        )
        self.week = Table(TableModel(week_columns(), self))
        self.days = Table(TableModel(day_columns(), self))
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        rows = split(
            down,
            (
                (split(across, ((self.week_chart, 1), (self.week, 1))), 1),
                (split(across, ((self.days_chart, 1), (self.days, 1))), 1),
            ),
        )
        box = QVBoxLayout(self._body)
        box.setContentsMargins(0, 6, 0, 0)
        box.addWidget(rows)
        self.retranslate()

    def retranslate(self) -> None:
        self.week.setAccessibleName(_("Requests a second by weekday and hour"))
        self.days.setAccessibleName(_("Days of the year"))
        self.ask_refresh()

    def has_anything(self, view: DemandView) -> bool:
        return any(rates.any() for rates in view.demand.arrival_rates.values())

    def what_to_do(self) -> str:
        return _("No service sends requests to the city in this year, so that no week has a "
                 "shape. Write services and their profiles in scenario.yaml.")  # fmt: skip

    def fill(self, view: DemandView) -> None:
        self.week_chart.show_result(view.week)
        self.days_chart.show_result(view.by_day)
        self.week.rows.show_rows(week_rows(view.week))
        self.days.rows.show_rows([DayRow(view.by_day, day) for day in view.by_day.days])
