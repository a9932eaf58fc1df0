"""Colours and sizes of a chart, so that it fits the page or window it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class PlotStyle:
    """What a chart takes from its surroundings."""

    background: str
    text: str
    line: str
    existing: str
    planned: str
    bad: str
    font_size: float = 9.0
    font_family: str = "DejaVu Sans"


LIGHT_STYLE = PlotStyle("#ffffff", "#1b1f24", "#c9cdd4", "#8b96a3", "#0b57a4", "#b3261e")
DARK_STYLE = PlotStyle("#16191d", "#e6e9ed", "#444b54", "#98a3b0", "#6cb0f5", "#ff8a80")


def dress(figure: Figure, axes: Axes, style: PlotStyle) -> None:
    """Give axes the colours and sizes of their surroundings."""
    figure.set_facecolor(style.background)
    axes.set_facecolor(style.background)
    for spine in axes.spines.values():
        spine.set_color(style.line)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.tick_params(colors=style.text, labelsize=style.font_size)
    axes.grid(visible=True, axis="y", color=style.line, linewidth=0.6)
    axes.set_axisbelow(True)
