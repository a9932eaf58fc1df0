"""The charts of the demand page; importing this module loads matplotlib."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from matplotlib.figure import Figure

from assessor.api import PlotStyle
from gui.canvas import Chart, plot_style

LEAST_HEIGHT = 170  # two of them stand above each other in a small window


class DemandChart(Chart):
    """One drawing of the core; the table beside it holds the same numbers."""

    def __init__(
        self, what: Callable[[], str], draw: Callable[[Figure, Any, PlotStyle], None]
    ) -> None:
        self._what, self._draw = what, draw
        self._result: Any = None
        super().__init__()
        self.setMinimumHeight(LEAST_HEIGHT)

    def show_result(self, result: Any) -> None:
        """Draw another result, or nothing."""
        self._result = result
        self.retranslate()

    def name(self) -> str:
        return self._what()

    def draw(self, figure: Figure) -> None:
        if self._result is not None:
            self._draw(figure, self._result, plot_style())
