"""The measured week drawn beside that of the scenario; importing this module loads matplotlib."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from assessor.api import PlotStyle, legend_of, number_ticks, put_title, weekday_words
from assessor.api import dress as dress_axes
from assessor.api import gettext as _
from gui.canvas import Chart, plot_style
from gui.measuring.profile import HOURS, WEEKDAYS, ShapeRow, Shapes

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_BESIDE = 0.2  # of a weekday's room: measured to the left, now to the right


class ProfileChart(Chart):
    """Hours on the left, weekdays on the right; the tables below hold the same numbers."""

    def __init__(self) -> None:
        self._shapes: Shapes | None = None
        super().__init__()

    def show_shapes(self, shapes: Shapes) -> None:
        """Draw other profiles."""
        self._shapes = shapes
        self.retranslate()

    def name(self) -> str:
        return _("Chart: the measured week and that of the service; see the tables below it")

    def draw(self, figure: Figure) -> None:
        if self._shapes is not None:
            draw_shapes(figure, self._shapes, plot_style())


def draw_shapes(figure: Figure, shapes: Shapes, style: PlotStyle) -> None:
    """Weights of hours and weekdays, each with its interval, beside the present profile."""
    left, right = figure.subplots(1, 2, width_ratios=(5, 3))
    for axes, rows, n in ((left, shapes.hours, HOURS), (right, shapes.weekdays, WEEKDAYS)):
        dress_axes(figure, axes, style)
        _draw_rows(axes, rows, style, beside=_BESIDE if n == WEEKDAYS else 0.0)
        tops = [_top(row) for row in rows]
        axes.set_ylim(0, 1.15 * max([*tops, 1.0]))
        number_ticks(axes, "y")
    left.set_xticks(range(0, HOURS, 3))
    right.set_xticks(range(WEEKDAYS), [weekday_words(at) for at in range(WEEKDAYS)])
    right.tick_params(axis="x", pad=2 + style.font_size)
    for words in right.get_xticklabels():
        words.set_verticalalignment("baseline")  # or “Thu” would hang lower than “Mon”
    put_title(left, _("Hours (1 = mean)"), style)
    put_title(right, _("Weekdays (1 = mean)"), style)
    handles, labels = left.get_legend_handles_labels()
    # what was measured is named first
    figure.legend(
        handles[::-1], labels[::-1], loc="outside lower center", ncols=2, **legend_of(style)
    )


def _draw_rows(axes: Axes, rows: Sequence[ShapeRow], style: PlotStyle, *, beside: float) -> None:
    line = "" if beside else "-"
    measured = [(row.at - beside, row.measured) for row in rows if row.measured is not None]
    if measured:
        axes.errorbar(
            [at for at, _one in measured],
            [one.base for _at, one in measured],
            yerr=[
                [_reach(one.base, one.low) for _at, one in measured],
                [_reach(one.high, one.base) for _at, one in measured],
            ],
            color=style.planned, marker="o", markersize=4, linestyle=line, linewidth=1.6,
            elinewidth=1.2, capsize=2, label=_("measured, with its interval"),
        )  # fmt: skip
    now = [(row.at + beside, row.now) for row in rows if row.now is not None]
    if now:
        axes.plot(
            *zip(*now, strict=True), color=style.existing, marker="s", markersize=4,
            linestyle="--" if line else "", linewidth=1.4, label=_("the service now"),
        )  # fmt: skip


def _reach(high: float, low: float) -> float:
    """From a value to its limit; 0 where the limit is unknown."""
    return max(high - low, 0.0) if math.isfinite(high - low) else 0.0


def _top(row: ShapeRow) -> float:
    """Height that a row needs."""
    found = [] if row.measured is None else [row.measured.base, row.measured.high]
    return max([x for x in found if math.isfinite(x)] + [row.now or 0.0])
