"""The chart of the plan; importing this module loads matplotlib."""

from __future__ import annotations

from matplotlib.figure import Figure

from assessor.api import Plan, draw_plan
from assessor.api import gettext as _
from gui.canvas import Chart, plot_style


class PlanChart(Chart):
    """Servers by tier and year; the table below holds the same numbers."""

    def __init__(self) -> None:
        self._plan: Plan | None = None
        super().__init__()

    def show_plan(self, plan: Plan | None) -> None:
        """Draw another plan."""
        self._plan = plan
        self.retranslate()

    def name(self) -> str:
        return _("Chart: servers by tier and year; see the table below")

    def draw(self, figure: Figure) -> None:
        if self._plan is not None and self._plan.years:
            draw_plan(figure, self._plan, plot_style())
