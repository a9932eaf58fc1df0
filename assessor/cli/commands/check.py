"""`assessor check`: every problem of every file."""

from __future__ import annotations

from pathlib import Path

import click

from assessor.cli.options import INVALID_INPUT, json_option, lang_option, path_argument, put_json
from assessor.text.language import gettext as _
from assessor.text.language import ngettext


@click.command(name="check", help=_("Tell every problem of every file, with line and remedy."))
@path_argument("paths", "FILE...", nargs=-1, required=True)
@json_option
@lang_option
def command(paths: tuple[Path, ...], as_json: bool) -> int:
    """Problems go to stderr, one a line; warnings do not fail the check."""
    from assessor.api import check_paths, problem_document, render

    problems = check_paths(list(paths))
    errors = [problem for problem in problems if problem.severity == "error"]
    if as_json:
        put_json({"problems": [problem_document(problem) for problem in problems]})
    else:
        for problem in problems:
            note = "" if problem.severity == "error" else _("warning: ")
            click.echo(note + render(problem), err=True)
        click.echo(_summary(len(errors), len(problems) - len(errors)))
    return INVALID_INPUT if errors else 0


def _summary(errors: int, warnings: int) -> str:
    return ", ".join(
        (
            ngettext("{n} problem", "{n} problems", errors).format(n=errors),
            ngettext("{n} warning", "{n} warnings", warnings).format(n=warnings),
        )
    )
