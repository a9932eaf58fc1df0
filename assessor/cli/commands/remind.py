"""`assessor remind`: reviews, tasks and milestones that are late or due soon."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from assessor.cli.options import (
    STRICT_FAILED,
    json_option,
    lang_option,
    path_argument,
    put_json,
    strict_option,
)
from assessor.text.language import gettext as _


@click.command(name="remind", help=_("Reviews, tasks and milestones that are late or due soon."))
@path_argument("project", "PROJECT")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), required=True, help=_("day to judge by"))
@click.option("--within", type=click.IntRange(min=0), default=14, help=_("days to look ahead"))
@json_option
@strict_option
@lang_option
def command(project: Path, on: datetime, within: int, as_json: bool, strict: bool) -> int:
    """With `--strict` ends with 1 where something is late. The clock is the caller's."""
    from assessor.api import open_programme, reminders
    from assessor.cli.tables import put_table

    programme = open_programme(project)
    found = reminders(programme, on.date(), within)
    if as_json:
        put_json({"schema": "reminders@1", "on": on.date(), "reminders": found})
    else:
        kinds = {"review": _("review"), "task": _("task"), "milestone": _("milestone")}
        rows = [
            (
                kinds[one.kind],
                one.id,
                "—" if one.unit is None else programme.units[one.unit].title.here(),
                f"{one.due:%d/%m/%Y}",
                _("{n} days late").format(n=one.days_late) if one.days_late > 0 else _("due"),
            )
            for one in found
        ]
        put_table((_("kind"), _("id"), _("unit"), _("due"), _("state")), rows)
        if not rows:
            click.echo(_("nothing is late or due"))
    late = any(one.days_late > 0 for one in found)
    return STRICT_FAILED if strict and late else 0
