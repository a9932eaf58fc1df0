"""Charts: `draw_x(figure, result, style)` fills a matplotlib figure. No pyplot, no Qt."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assessor.plotting.plan import draw_plan
    from assessor.plotting.ranks import draw_ranks
    from assessor.plotting.roadmap import draw_roadmap
    from assessor.plotting.style import DARK_STYLE, LIGHT_STYLE, PlotStyle

_WHERE = {
    "DARK_STYLE": "style",
    "LIGHT_STYLE": "style",
    "PlotStyle": "style",
    "draw_plan": "plan",
    "draw_ranks": "ranks",
    "draw_roadmap": "roadmap",
}

__all__ = ["DARK_STYLE", "LIGHT_STYLE", "PlotStyle", "draw_plan", "draw_ranks", "draw_roadmap"]


def __getattr__(name: str) -> object:
    if name in _WHERE:
        return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
