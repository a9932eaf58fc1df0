"""`assessor migrate`: an assessment moved to another version of its catalogue."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assessor.cli.options import json_option, lang_option, on_option, path_argument, put_json
from assessor.text.language import gettext as _

if TYPE_CHECKING:
    from assessor.api import Migrated


@click.command(
    name="migrate",
    help=_(
        "Move an assessment to another version of its catalogue, as a new file, and report what "
        "changed: rows kept, to be looked at again, asked again, new, gone. Answers that the new "
        "version cannot take go into the row's log."
    ),
)
@path_argument("assessment", "ASSESSMENT")
@click.option("--to", required=True, help=_("the new version: an id, a file or a folder"))
@click.option("--from", "old", help=_("the version that was answered, where it is at hand"))
@click.option("-o", "output", type=click.Path(path_type=Path), help=_("new file to write"))
@click.option("--by", help=_("who does it, for the log"))
@on_option(_("day of the log entries; today"))
@json_option
@lang_option
def command(
    assessment: Path,
    to: str,
    old: str | None,
    output: Path | None,
    by: str | None,
    on: date | None,
    as_json: bool,
) -> None:
    """Without -o nothing is written: the report alone, a dry run."""
    from assessor.api import migrate_assessment, migrated_document, write_migrated

    day = on or date.today()  # on the user's own calendar
    migrated = migrate_assessment(assessment, to, old=old, on=day, by=by)
    if output is not None:
        write_migrated(output, migrated)
    if as_json:
        put_json(migrated_document(migrated, output))
    else:
        _tell(migrated, output)


def _tell(migrated: Migrated, output: Path | None) -> None:
    from assessor.cli.tables import heading, put_table

    before, after = migrated.before, migrated.after
    heading(f"{after.id}: {before.version or '?'} → {after.version}")
    if not migrated.compared:
        click.echo(
            _(
                "the version answered is not at hand (name it with --from): rows are compared by "
                "id and by whether their answers fit"
            )
        )
    words = {
        "kept": _("kept"),
        "review": _("kept, look at it again: the criterion changed"),
        "asked_again": _("asked again: the answer fits no more"),
        "new": _("new"),
        "gone": _("gone; the answer stays in the old file"),
    }
    shown = [row for row in migrated.rows if row.fate != "kept"]
    put_table(
        (_("criterion"), _("what became of it"), _("what changed")),
        [(row.criterion, words[row.fate], ", ".join(row.changed)) for row in shown],
    )
    counts = {fate: sum(row.fate == fate for row in migrated.rows) for fate in words}
    click.echo(
        _("{kept} kept, {review} to look at, {again} asked again, {new} new, {gone} gone").format(
            kept=counts["kept"],
            review=counts["review"],
            again=counts["asked_again"],
            new=counts["new"],
            gone=counts["gone"],
        )
    )
    if output is not None:
        click.echo(str(output))
