"""The order of work quarter by quarter: projected score above, money spent below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.plotting.style import PlotStyle, dress
from assessor.roadmap.report import Roadmap
from assessor.text import format_number
from assessor.text import gettext as _

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BILLION = 1e9


def draw_roadmap(figure: Figure, roadmap: Roadmap, style: PlotStyle) -> None:
    """Two panels: the score that finished work would bring, and the money spent by then."""
    figure.clear()
    left, right = figure.subplots(1, 2)
    quarters = [quarter_words(moment.quarter) for moment in roadmap.progress]
    _draw_score(figure, left, roadmap, quarters, style)
    _draw_money(figure, right, roadmap, quarters, style)


def _draw_score(
    figure: Figure, axes: Axes, roadmap: Roadmap, quarters: list[str], style: PlotStyle
) -> None:
    dress(figure, axes, style)
    at = range(len(quarters))
    scores = [100 * moment.score for moment in roadmap.progress]
    before = 100 * (roadmap.before.score or 0.0)
    axes.axhline(before, color=style.existing, linewidth=1.4, linestyle="--", label=_("now"))
    axes.plot(
        at, scores, color=style.planned, linewidth=2, marker="o", markersize=4, label=_("projected")
    )
    for place in {0, len(scores) - 1} if scores else ():
        _write(axes, place, scores[place], f"{format_number(scores[place], 1)} %", style)
    _title(axes, _("Projected score at the end of the quarter [%]"), style)
    axes.set_ylim(0, 108)
    axes.legend(loc="lower right", frameon=False, fontsize=style.font_size, labelcolor=style.text)
    axes.set_xticks(list(at), quarters)


def _draw_money(
    figure: Figure, axes: Axes, roadmap: Roadmap, quarters: list[str], style: PlotStyle
) -> None:
    dress(figure, axes, style)
    at = range(len(quarters))
    spent = [moment.spent_vnd / BILLION for moment in roadmap.progress]
    axes.bar(at, spent, color=style.planned, width=0.65)
    for place in {0, len(spent) - 1} if spent else ():
        _write(axes, place, spent[place], format_number(spent[place], 1), style)
    _title(axes, _("Money spent until then [billion VND]"), style)
    axes.set_ylim(0, 1.18 * max([*spent, 0.1]))
    axes.set_xticks(list(at), quarters)


def _write(axes: Axes, x: float, y: float, text: str, style: PlotStyle) -> None:
    axes.annotate(
        text, (x, y), (0, 5), textcoords="offset points", ha="center", color=style.text,
        fontsize=style.font_size,
    )  # fmt: skip


def _title(axes: Axes, text: str, style: PlotStyle) -> None:
    axes.set_title(text, fontsize=style.font_size + 1, color=style.text, loc="left")


def quarter_words(quarter: str) -> str:
    """`2023-Q3` on two short lines."""
    year, _dash, number = quarter.partition("-")
    return f"{number}\n{year}"
