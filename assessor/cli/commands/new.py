"""`assessor new`: a project folder from a template."""

from __future__ import annotations

from pathlib import Path

import click

from assessor.cli.options import lang_option, path_argument
from assessor.text.language import gettext as _

TEMPLATES = ("hanoi-2023", "hanoi-2026", "empty-province")


@click.command(name="new", help=_("Make a project folder from a template."))
@path_argument("target", "DIR")
@click.option(
    "--from",
    "template",
    type=click.Choice(TEMPLATES),
    default="empty-province",
    help=_("template to start from"),
)
@lang_option
def command(target: Path, template: str) -> None:
    """Copies a template; a folder that is not empty is left alone."""
    from assessor.api import new_project

    files = new_project(target, template)
    click.echo(_("{n} files in {folder}").format(n=len(files), folder=target))
    click.echo(_("next: assessor run {folder}").format(folder=target))
