"""`assessor questionnaire`: answers out to a spreadsheet and back, an official table in."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assessor.cli.options import (
    CONFIDENCES,
    json_option,
    lang_option,
    path_argument,
    put_json,
)
from assessor.text.language import gettext as _
from assessor.text.language import ngettext

if TYPE_CHECKING:
    from assessor.api import FieldChange, Imported

_LONGEST = 60  # characters of a value in the list of changes


@click.group(name="questionnaire", help=_("Answers out to a spreadsheet and back."))
@lang_option
def command() -> None:
    """The words of one command choose the next."""


@command.command(name="export", help=_("Write an assessment as .xlsx, .csv or .json."))
@path_argument("assessment", "ASSESSMENT")
@click.option("-o", "output", type=click.Path(path_type=Path), required=True, help=_("the file"))
@lang_option
def export(assessment: Path, output: Path) -> None:
    """Macro-free, in the language asked for; the same answers give the same bytes."""
    from assessor.api import export_questionnaire, open_assessment

    click.echo(str(export_questionnaire(open_assessment(assessment), output)))


@command.command(name="import", help=_("Take over what a returned .xlsx, .csv or .json says."))
@path_argument("assessment", "ASSESSMENT")
@path_argument("file", "FILE")
@click.option("--dry-run", is_flag=True, help=_("only tell what would change"))
@click.option("--by", help=_("who answered, for the change log"))
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), help=_("day of the change; today by default")
)
@json_option
@lang_option
def import_(
    assessment: Path,
    file: Path,
    dry_run: bool,
    by: str | None,
    on: datetime | None,
    as_json: bool,
) -> None:
    """One error anywhere in the file, and nothing is written."""
    from assessor.api import open_assessment, read_questionnaire, write_imported

    day = date.today() if on is None else on.date()
    imported = read_questionnaire(open_assessment(assessment), file, on=day, by=by)
    if not dry_run:
        write_imported(imported)
    if as_json:
        put_json(_document(imported, written=not dry_run))
    else:
        _tell(imported, written=not dry_run)


@command.command(name="catalogue", help=_("Make a catalogue from an official table."))
@path_argument("table", "TABLE")
@click.option("--id", "id_", required=True, help=_("id of the catalogue, never reused"))
@click.option("-o", "output", type=click.Path(path_type=Path), required=True, help=_("the file"))
@click.option("--title", help=_("title of the catalogue"))
@click.option("--document", help=_("number of the document; letter 1145 by default"))
@click.option(
    "--confidence",
    type=click.Choice(CONFIDENCES),
    default="secondary",
    help=_("how far you compared the table with the document"),
)
@lang_option
def catalogue(
    table: Path, id_: str, output: Path, title: str | None, document: str | None, confidence: Any
) -> None:
    """Sub-group, feature, criterion, rule: the model of the indicative set it replaces."""
    from assessor.api import TableFacts, catalogue_from_table, render, write_catalogue

    facts = TableFacts(id=id_, title=title, confidence=confidence)
    if document is not None:
        facts = TableFacts(id=id_, number=document, title=title, confidence=confidence)
    data, warnings = catalogue_from_table(table, facts)
    path = write_catalogue(output, data)
    for warning in warnings:
        click.echo(_("warning: ") + render(warning), err=True)
    rows = len(data["criteria"])
    line = ngettext("{n} criterion", "{n} criteria", rows).format(n=rows)
    click.echo(f"{path}: {line}")


def _tell(imported: Imported, *, written: bool) -> None:
    from assessor.api import render
    from assessor.cli.tables import put_table

    for warning in imported.warnings:
        click.echo(_("warning: ") + render(warning), err=True)
    head = (_("cell"), _("id"), _("field"), _("was"), _("becomes"))
    put_table(head, [_row(change) for change in imported.changes])
    n = len(imported.changes)
    changed = ngettext("{n} field changes", "{n} fields change", n).format(n=n)
    rows = ngettext("{n} row read", "{n} rows read", imported.rows_read)
    click.echo(f"{rows.format(n=imported.rows_read)}, {changed}")
    if not written:
        click.echo(_("dry run: nothing was written"))


def _row(change: FieldChange) -> tuple[str, ...]:
    place = f"{change.place.path}:{change.place.line}:{change.place.column}"
    return (place, change.id, change.field, _short(change.was), _short(change.now))


def _short(value: Any) -> str:
    text = "–" if value is None else " ".join(str(value).split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _document(imported: Imported, *, written: bool) -> dict[str, Any]:
    return {
        "schema": "questionnaire-import@1",
        "assessment": imported.after.assessment.id,
        "written": written,
        "rows_read": imported.rows_read,
        "changes": [
            {
                "section": change.section,
                "id": change.id,
                "field": change.field,
                "was": change.was,
                "now": change.now,
                "path": change.place.path,
                "line": change.place.line,
                "column": change.place.column,
            }
            for change in imported.changes
        ],
        "warnings": [
            {"code": w.code, "path": w.path, "line": w.line, "column": w.column}
            for w in imported.warnings
        ],
    }
