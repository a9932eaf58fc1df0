"""`assessor lock`: the period of an assessment closed and signed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from assessor.cli.options import lang_option, on_option, path_argument
from assessor.text.language import gettext as _


@click.command(
    name="lock",
    help=_("Close the period of an assessment with its signatures: no answer changes any more."),
)
@path_argument("assessment", "ASSESSMENT")
@click.option("--by", required=True, help=_("who locks it"))
@click.option("--signed-by", multiple=True, help=_("who signed; repeatable"))
@on_option(_("day of the lock; today"))
@click.option("--note", help=_("decision, minutes, number"))
@lang_option
def command(
    assessment: Path, by: str, signed_by: tuple[str, ...], on: date | None, note: str | None
) -> None:
    """A change made in the file after that day is an error of the file."""
    from assessor.api import format_date, lock_period, open_assessment, save_assessed

    day = on or date.today()  # on the user's own calendar
    before = open_assessment(assessment)
    save_assessed(before, lock_period(before, by=by, on=day, signed_by=signed_by, note=note))
    click.echo(_("locked on {day}").format(day=format_date(day)))
