"""Looks that charts of request classes share: colours, legends, titles, numbers on an axis."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from assessor.plotting.style import PlotStyle
from assessor.text import format_number
from assessor.text import gettext as _

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# of one luminance, so that each has a contrast of about 4.2 with the light and the dark page
CLASS_COLOURS = (
    "#297be0", "#c75c10", "#298d4a", "#d04596", "#158895",
    "#9362d8", "#7d8117", "#e24037", "#9a7453", "#6d6fd6",
)  # fmt: skip
_DASHES = ("-", "--", "-.", ":")
_LEGEND_LETTERS = 28


def look_of(name: str, names: Sequence[str]) -> tuple[str, str]:
    """Colour and dashes of a class, the same in every chart of a scenario."""
    at = names.index(name) if name in names else len(CLASS_COLOURS) - 1
    return CLASS_COLOURS[at % len(CLASS_COLOURS)], _DASHES[at % len(_DASHES)]


def title_of(name: str, titles: Mapping[str, object]) -> str:
    """The title of a class in lines that two columns of a narrow legend have room for."""
    title = str(titles[name]) if name in titles else _("other classes")
    return textwrap.fill(title, _LEGEND_LETTERS)


def legend_of(style: PlotStyle) -> dict[str, Any]:
    """What every legend of these charts has in common."""
    return {
        "frameon": False, "fontsize": style.font_size - 0.5, "labelcolor": style.text,
        "columnspacing": 0.8, "handlelength": 1.8, "handletextpad": 0.5, "borderaxespad": 0.2,
    }  # fmt: skip


def put_title(axes: Axes, text: str, style: PlotStyle) -> None:
    """What a panel shows, above it on the left."""
    axes.set_title(text, fontsize=style.font_size + 1, color=style.text, loc="left")


def number_ticks(axes: Axes, which: str, digits: int = 1) -> None:
    """Numbers on an axis as people of the language write them."""
    from matplotlib.ticker import FuncFormatter

    axis = axes.xaxis if which == "x" else axes.yaxis
    axis.set_major_formatter(FuncFormatter(lambda value, _at: format_number(value, digits)))
