"""`assessor assess`: a new assessment, every row not yet assessed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from assessor.cli.options import lang_option, path_argument
from assessor.text.language import gettext as _


@click.command(name="assess", help=_("Start an assessment, every criterion not yet assessed."))
@path_argument("scenario", "SCENARIO")
@click.option("--catalogue", "catalogue_id", required=True, help=_("catalogue or profile"))
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), help=_("day it describes; the scenario's date")
)
@lang_option
def command(scenario: Path, catalogue_id: str, on: object) -> None:
    """Never writes over an existing file."""
    from assessor.api import load_scenario, new_assessment

    folder = scenario if scenario.is_dir() else scenario.parent
    day = on.date() if hasattr(on, "date") else load_scenario(scenario).as_of
    assert isinstance(day, date)
    path = new_assessment(folder, catalogue_id, today=day)
    click.echo(str(path))
    click.echo(_("next: add it to 'project: assessments:' in scenario.yaml, then answer it"))
