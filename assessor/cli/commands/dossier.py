"""`assessor dossier`: where each level dossier stands, and the points of an index."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from assessor.cli.options import json_option, lang_option, on_option, path_argument, put_json
from assessor.text.language import gettext as _


@click.command(
    name="dossier",
    help=_(
        "Where the level dossier of each information system stands (drafted, submitted, "
        "appraised, approved by a decision with its number), what it lacks, and the points of "
        "indices: claimed and appraised, with their documents."
    ),
)
@path_argument("project", "PROJECT")
@on_option(_("day that is asked about; the assessment's own"))
@json_option
@lang_option
def command(project: Path, on: date | None, as_json: bool) -> None:
    """Attaching a file approves nothing."""
    from assessor.api import dossiers_of, open_project, points_of

    opened = open_project(project)
    views = dossiers_of(opened, on=on)
    tables = [table for one in opened.assessed if (table := points_of(one, on=on)) is not None]
    if as_json:
        put_json(
            {
                "schema": "dossiers@1",
                "scenario": opened.scenario.id,
                "dossiers": views,
                "points": tables,
            }
        )
    else:
        from assessor.cli.telling_dossiers import tell_dossiers, tell_points

        tell_dossiers(views)
        for table in tables:
            tell_points(table)
