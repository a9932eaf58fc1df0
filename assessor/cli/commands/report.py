"""`assessor report`: the report of a project as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assessor.cli.options import (
    lang_option,
    path_argument,
    progress_on_terminal,
    samples_option,
    seed_option,
)
from assessor.text.language import gettext as _

if TYPE_CHECKING:
    from assessor.api import ReportKind


@click.command(name="report", help=_("Write the report; the format is the file's suffix."))
@path_argument("scenario", "SCENARIO")
@click.option(
    "-o",
    "output",
    type=click.Path(path_type=Path),
    help=_("file to write; ./assessor-out/<id>/ by default"),
)
@click.option(
    "--kind",
    type=click.Choice(("full", "programme", "half-year")),
    default="full",
    help=_(
        "what to report: the whole study, the programme alone, or the half year that ended last"
    ),
)
@samples_option
@seed_option
@lang_option
def command(
    scenario: Path, output: Path | None, kind: ReportKind, samples: int, seed: int | None
) -> None:
    """Runs the project and writes what came out, in the language asked for."""
    from assessor.api import language, open_project, run, write_report

    project = open_project(scenario)
    study = run(project, samples=samples, seed=seed, progress=progress_on_terminal())
    stem = "report" if kind == "full" else kind
    default = Path("assessor-out") / project.scenario.id / f"{stem}-{language()}.html"
    click.echo(str(write_report(study, output or default, kind)))
