"""`assessor roadmap`: what to do first under the budgets."""

from __future__ import annotations

from pathlib import Path

import click

from assessor.cli.options import (
    STRICT_FAILED,
    json_option,
    lang_option,
    path_argument,
    progress_on_terminal,
    put_json,
    strict_option,
)
from assessor.text.language import gettext as _


@click.command(name="roadmap", help=_("What to do first: the best order of work under budgets."))
@path_argument("scenario", "SCENARIO")
@json_option
@strict_option
@lang_option
def command(scenario: Path, as_json: bool, strict: bool) -> int:
    """With `--strict` ends with 1 where the next level is not reached."""
    from assessor.api import open_project, roadmap_document, roadmap_for

    roadmap = roadmap_for(open_project(scenario), progress=progress_on_terminal())
    if as_json:
        put_json(roadmap_document(roadmap))
    else:
        from assessor.cli.telling_roadmap import tell_roadmap

        tell_roadmap(roadmap)
    reached = roadmap is not None and roadmap.after.level > roadmap.before.level
    return STRICT_FAILED if strict and not reached else 0
