"""`assessor snapshot`: a study written down, never to be changed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from assessor.cli.options import (
    json_option,
    lang_option,
    path_argument,
    progress_on_terminal,
    put_json,
)
from assessor.text.language import gettext as _


@click.command(
    name="snapshot",
    help=_(
        "Run a project and write the results down beside it, with the hashes of their inputs and "
        "a link to the snapshot before. `assessor check` walks the chain."
    ),
)
@path_argument("project", "PROJECT")
@click.option("--note", help=_("why it is taken"))
@json_option
@lang_option
def command(project: Path, note: str | None, as_json: bool) -> None:
    """The time is that of the call, kept in the file's name and nowhere on stdout."""
    from assessor.api import open_project, run, take_snapshot

    study = run(open_project(project), progress=progress_on_terminal())
    taken = take_snapshot(study, datetime.now(UTC), note=note)
    if as_json:
        put_json(
            {
                "schema": "snapshot_taken@1",
                "number": taken.number,
                "inputs": taken.inputs,
                "note": taken.note,
            }
        )
        return
    click.echo(str(taken.path))
    click.echo(_("snapshot {n} of this project").format(n=taken.number))
