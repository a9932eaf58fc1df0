"""The chart of the roadmap; importing this module loads matplotlib."""

from __future__ import annotations

from matplotlib.figure import Figure

from assessor.api import Roadmap, draw_roadmap
from assessor.api import gettext as _
from gui.canvas import Chart, plot_style


class RoadmapChart(Chart):
    """Projected score and money by quarter; the tables below hold the same numbers."""

    def __init__(self) -> None:
        self._roadmap: Roadmap | None = None
        super().__init__()

    def show_roadmap(self, roadmap: Roadmap | None) -> None:
        """Draw another roadmap."""
        self._roadmap = roadmap
        self.retranslate()

    def name(self) -> str:
        return _("Chart: projected score and money by quarter; see the table below")

    def draw(self, figure: Figure) -> None:
        if self._roadmap is not None and self._roadmap.progress:
            draw_roadmap(figure, self._roadmap, plot_style())
