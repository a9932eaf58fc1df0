"""Ranks of the organisation by year: first place on top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.plotting.style import PlotStyle, dress
from assessor.text import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from assessor.programme.model import Ranking


def draw_ranks(figure: Figure, ranks: Mapping[str, Ranking], style: PlotStyle) -> None:
    """One panel per index, the ranks as published and the target as a dashed line."""
    figure.clear()
    panels = figure.subplots(1, max(1, len(ranks)), squeeze=False)[0]
    for axes, (name, ranking) in zip(panels, ranks.items(), strict=False):
        dress(figure, axes, style)
        _draw_one(axes, name, ranking, style)


def _draw_one(axes: Axes, name: str, ranking: Ranking, style: PlotStyle) -> None:
    years = sorted(ranking.values)
    places = [ranking.values[year] for year in years]
    at = range(len(years))
    if ranking.target is not None:
        words = _("target: {place} or better").format(place=ranking.target)
        axes.axhline(
            ranking.target, color=style.existing, linewidth=1.4, linestyle="--", label=words
        )
        axes.legend(
            loc="lower left", frameon=False, fontsize=style.font_size, labelcolor=style.text
        )
    axes.plot(at, places, color=style.planned, linewidth=2, marker="o", markersize=5)
    for place, rank in zip(at, places, strict=True):
        axes.annotate(
            f"{rank}/{ranking.of}",
            (place, rank),
            xytext=(0, 8),
            textcoords="offset points",
            ha="center",
            color=style.text,
            fontsize=style.font_size,
        )
    axes.set_xticks(list(at), [str(year) for year in years])
    axes.set_xlim(-0.4, max(len(years) - 0.6, 0.6))
    axes.set_ylim(ranking.of, 1 - ranking.of * 0.12)  # the first place stands on top
    axes.set_yticks(sorted({1, *range(10, ranking.of, 10), ranking.of}))
    title = name if ranking.title is None else ranking.title.here()
    axes.set_title(title, color=style.text, fontsize=style.font_size + 1, loc="left")
