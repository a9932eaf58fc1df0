"""Charts of the report: the window's own drawings, as SVG."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from assessor.planning import Plan
from assessor.report.model import Picture
from assessor.text import gettext as _

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from assessor.programme.model import Ranking

WIDTH, HEIGHT = 10.0, 4.2  # [inch]


def plan_picture(plan: Plan) -> Picture:
    """Servers by tier and year, existing beside planned."""
    from assessor.plotting import LIGHT_STYLE, draw_plan

    return Picture(
        svg(lambda figure: draw_plan(figure, plan, LIGHT_STYLE)),
        _("Servers by tier and year: what stands today beside what is planned"),
    )


def ranks_picture(ranks: Mapping[str, Ranking]) -> Picture:
    """Ranks by year, as published."""
    from assessor.plotting import LIGHT_STYLE, draw_ranks

    return Picture(
        svg(lambda figure: draw_ranks(figure, ranks, LIGHT_STYLE)),
        _("Ranks by year as published; the first place stands on top"),
    )


def svg(draw: Callable[[Figure], None]) -> str:
    """A figure as SVG text; the same figure gives the same bytes."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, HEIGHT), layout="constrained")
    with mpl.rc_context({"svg.hashsalt": "assessor", "svg.fonttype": "path"}):
        draw(figure)
        stream = io.StringIO()
        figure.savefig(stream, format="svg", metadata={"Date": None})
    text = stream.getvalue()
    return text[text.index("<svg") :]
