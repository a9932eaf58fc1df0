"""`assessor trend`: how a score moved from snapshot to snapshot, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assessor.cli.options import json_option, lang_option, path_argument, put_json
from assessor.text.language import gettext as _

if TYPE_CHECKING:
    from assessor.api import Point


@click.command(
    name="trend",
    help=_("How scores moved from snapshot to snapshot: answers, scenario, method."),
)
@path_argument("project", "PROJECT")
@json_option
@lang_option
def command(project: Path, as_json: bool) -> None:
    """One line a snapshot for every assessment that any of them holds."""
    from assessor.api import load_scenario, read_snapshots, trend

    folder = project if project.is_dir() else project.parent
    snapshots = read_snapshots(folder / "snapshots")
    if not snapshots:
        load_scenario(project)  # "no snapshots yet" is said of projects only
    names = dict.fromkeys(name for one in snapshots for name in one.study["scorecards"])
    points = {name: trend(snapshots, name) for name in names}
    if as_json:
        put_json({"schema": "trend@1", "snapshots": len(snapshots), "assessments": points})
    elif not snapshots:
        click.echo(_("no snapshots yet: assessor snapshot PROJECT"))
    else:
        for name, found in points.items():
            _tell(name, found)


def _tell(name: str, points: tuple[Point, ...]) -> None:
    from assessor.api import format_date, format_percent
    from assessor.cli.tables import heading, put_table

    heading(name)
    rows = []
    for point in points:
        change = point.change
        parts = (
            ("—",) * 4
            if change is None
            else tuple(
                format_percent(part)
                for part in (change.total, change.answers, change.scenario, change.method)
            )
        )
        score = format_percent(point.score)
        rows.append((format_date(point.at.date()), score, str(point.level), *parts))
    put_table(
        (
            _("day"), _("score"), _("level"), _("change"), _("answers"), _("scenario"),
            _("method"),
        ),
        rows,
        right=(1, 2, 3, 4, 5, 6),
    )  # fmt: skip
