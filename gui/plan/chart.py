"""The chart of the plan on a canvas; importing this module loads matplotlib."""

from __future__ import annotations

from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.figure import Figure
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout

from assessor.api import Plan, PlotStyle, draw_plan
from assessor.api import gettext as _
from gui.theme import POINT_SIZE, tokens
from gui.view import View

LEAST_HEIGHT = 230


class PlanChart(View):
    """Servers by tier and year; the table below holds the same numbers."""

    def __init__(self) -> None:
        super().__init__()
        self._plan: Plan | None = None
        self._figure = Figure(layout="constrained")
        self._canvas = FigureCanvasQTAgg(self._figure)  # type: ignore[no-untyped-call]  # matplotlib's backend has no types
        self.setMinimumHeight(LEAST_HEIGHT)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._canvas)

    def show_plan(self, plan: Plan | None) -> None:
        """Draw another plan."""
        self._plan = plan
        self.retranslate()

    def retranslate(self) -> None:
        self._canvas.setAccessibleName(_("Chart: servers by tier and year; see the table below"))
        self._figure.clear()
        if self._plan is not None and self._plan.years:
            draw_plan(self._figure, self._plan, plot_style())
        self._canvas.draw_idle()  # type: ignore[no-untyped-call]  # matplotlib's backend has no types

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self.retranslate()
        super().changeEvent(event)


def plot_style() -> PlotStyle:
    """What a chart takes from the window's colours."""
    of = tokens()
    return PlotStyle(
        background=of.base, text=of.text, line=of.line, existing=of.existing, planned=of.planned,
        bad=of.text, font_size=POINT_SIZE - 1,
    )  # fmt: skip
