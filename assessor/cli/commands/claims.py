"""`assessor claims`: what ministry and city said, beside the evidence."""

from __future__ import annotations

from pathlib import Path

import click

from assessor.cli.options import json_option, lang_option, path_argument, put_json
from assessor.text.language import gettext as _


@click.command(name="claims", help=_("What ministry and city said, beside what evidence says."))
@path_argument("project", "PROJECT")
@json_option
@lang_option
def command(project: Path, as_json: bool) -> None:
    """A claim stands with its source; the own verdict is separate, one per basis."""
    from assessor.api import claims_of, open_project, score_assessed
    from assessor.errors import Problem, ProgrammeError

    opened = open_project(project)
    if opened.programme is None:
        raise ProgrammeError([Problem("no_programme", {}, str(project))])
    cards = {assessed.path: score_assessed(assessed) for assessed in opened.assessed}
    views = claims_of(opened, cards)
    if as_json:
        put_json({"schema": "claims@1", "scenario": opened.scenario.id, "claims": views})
    else:
        from assessor.cli.telling import tell_claims

        tell_claims(views)
