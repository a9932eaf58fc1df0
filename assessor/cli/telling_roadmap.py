"""A roadmap in words on a terminal."""

from __future__ import annotations

import click

from assessor.api import Roadmap, format_money, format_percent
from assessor.api import gettext as _
from assessor.cli.tables import put_table

TITLE_WIDTH = 60
CHOSEN_SHOWN = 15


def tell_roadmap(roadmap: Roadmap | None) -> None:
    """The chosen work in order, what it costs and what it is projected to change."""
    if roadmap is None:
        click.echo(_("no order of work: the project has no assessment with remediation templates"))
        return
    before, after = roadmap.before, roadmap.after
    line = _("score {before} → {after} and level {level} → {reached}, projected; {cost}")
    click.echo(
        line.format(
            before=format_percent(before.score),
            after=format_percent(after.score),
            level=before.level,
            reached=after.level,
            cost=format_money(roadmap.totals.cost_vnd),
        )
    )
    chosen = sorted(roadmap.chosen, key=lambda one: (one.start, one.finish, one.id))
    put_table(
        (_("work"), _("start"), _("finish"), _("funding line"), _("cost")),
        [
            (
                _title(one.id if one.title is None else one.title.here()),
                one.start,
                one.finish,
                one.funding_line or "—",
                format_money(one.cost_vnd),
            )
            for one in chosen[:CHOSEN_SHOWN]
        ],
        right=(4,),
    )
    if len(chosen) > CHOSEN_SHOWN:
        click.echo(_("and {n} more").format(n=len(chosen) - CHOSEN_SHOWN))
    if roadmap.next_level.why is not None:
        click.echo(roadmap.next_level.why.here())


def _title(text: str) -> str:
    return text if len(text) <= TITLE_WIDTH else text[: TITLE_WIDTH - 1] + "…"
