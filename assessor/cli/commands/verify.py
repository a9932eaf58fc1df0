"""`assessor verify`: the engine against reference tables."""

from __future__ import annotations

from pathlib import Path

import click

from assessor.cli.options import (
    INVALID_INPUT,
    STRICT_FAILED,
    json_option,
    lang_option,
    path_argument,
    put_json,
)
from assessor.text.language import gettext as _


@click.command(name="verify", help=_("Hold the engine against reference tables, row by row."))
@path_argument("directory", "[DIR]", required=False)
@json_option
@lang_option
def command(directory: Path | None, as_json: bool) -> int:
    """Ends with 1 where a row failed, with 3 where one could not be read.

    A row without a model is unsupported, never passed.
    """
    from assessor.api import render, verify

    report = verify(directory)
    for problem in report.problems:
        click.echo(render(problem), err=True)
    if as_json:
        put_json(report)
    else:
        _tell(report)
    if report.failed:
        return STRICT_FAILED
    return INVALID_INPUT if report.problems else 0


def _tell(report: object) -> None:
    from assessor.verification import VerificationReport

    assert isinstance(report, VerificationReport)
    line = _("{checked} rows: {passed} passed, {failed} failed, {unsupported} unsupported")
    click.echo(
        line.format(
            checked=report.checked,
            passed=report.passed,
            failed=len(report.failed),
            unsupported=len(report.unsupported),
        )
    )
    for row in report.failed:
        line = _("failed {id}: expected {expected}, got {got}, relative error {error}")
        click.echo(
            line.format(id=row.id, expected=row.expected, got=row.got, error=f"{row.error:.2g}")
        )
    if report.unsupported:
        click.echo(_("no model for: {ids}").format(ids=", ".join(report.unsupported)))
