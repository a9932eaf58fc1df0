"""Servers by tier and year: what stands today beside what is planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.planning.result import Plan, TierResult, YearPlan
from assessor.plotting.style import PlotStyle, dress
from assessor.project.words import role_words
from assessor.text import gettext as _

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def draw_plan(figure: Figure, plan: Plan, style: PlotStyle) -> None:
    """One panel a tier: planned servers of each year as bars, existing ones as a line."""
    figure.clear()
    tiers = plan.years[0].existing.tiers
    panels = figure.subplots(1, len(tiers), squeeze=False)[0]
    for axes, tier in zip(panels, tiers, strict=True):
        _draw_tier(figure, axes, plan, tier, style)
    handles, labels = panels[0].get_legend_handles_labels()
    # below the panels, where no bar can stand behind it
    figure.legend(
        handles,
        labels,
        loc="outside lower center",
        labelcolor=style.text,
        ncols=len(labels),
        frameon=False,
        fontsize=style.font_size,
    )


def _draw_tier(figure: Figure, axes: Axes, plan: Plan, tier: TierResult, style: PlotStyle) -> None:
    from matplotlib.ticker import MaxNLocator

    dress(figure, axes, style)
    years = [year.year for year in plan.years]
    planned = [_servers(year, tier.id) for year in plan.years]
    bars = axes.bar(years, planned, color=style.planned, width=0.7, label=_("planned"))
    for bar, year in zip(bars, plan.years, strict=True):
        if year.extrapolated:
            bar.set_hatch("///")
            bar.set_edgecolor(style.background)
    axes.step(
        [years[0] - 0.5, *[y + 0.5 for y in years]],
        [tier.servers] * (len(years) + 1),
        where="post",
        color=style.bad,
        linewidth=1.8,
        label=_("existing"),
    )
    axes.bar_label(bars, fmt="{:.0f}", fontsize=style.font_size - 1, color=style.text, padding=2)
    axes.set_title(
        role_words(tier.role), fontsize=style.font_size + 1, color=style.text, loc="left"
    )
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xticks(years, [f"{year % 100:02d}" for year in years])
    axes.set_ylim(0, 1.18 * max([tier.servers, *planned, 1]))
    axes.margins(x=0.02)


def _servers(year: YearPlan, tier: str) -> int:
    if year.planned is None:
        return 0
    return next((t.servers for t in year.planned.tiers if t.id == tier), 0)
