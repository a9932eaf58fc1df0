"""A chart on a canvas, in the window's colours; importing this module loads matplotlib."""

from __future__ import annotations

from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.figure import Figure
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout

from assessor.api import PlotStyle
from gui.theme import POINT_SIZE, tokens
from gui.view import View

LEAST_HEIGHT = 230


class Chart(View):
    """Drawn again when language or colours change; a table always holds the same numbers."""

    def __init__(self) -> None:
        super().__init__()
        self.figure = Figure(layout="constrained")
        self._canvas = FigureCanvasQTAgg(self.figure)  # type: ignore[no-untyped-call]  # matplotlib's backend has no types
        self.setMinimumHeight(LEAST_HEIGHT)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._canvas)

    def name(self) -> str:
        """What the chart shows, for those who cannot see it."""
        raise NotImplementedError

    def draw(self, figure: Figure) -> None:
        """Fill an empty figure."""
        raise NotImplementedError

    def retranslate(self) -> None:
        self._canvas.setAccessibleName(self.name())
        self.figure.clear()
        self.draw(self.figure)
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
