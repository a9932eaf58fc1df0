"""`assessor evidence`: the evidence register, and one more piece of evidence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from assessor.cli.options import (
    STRICT_FAILED,
    day_option,
    json_option,
    lang_option,
    on_option,
    path_argument,
    put_json,
)
from assessor.text.language import gettext as _


@click.command(
    name="evidence",
    help=_(
        "List the evidence of a project or an assessment: grade, number, dates, expiry, whether "
        "files are still what was attached, and what is overdue. With --add, attach one more: its "
        "file is copied into the project folder and known by its hash."
    ),
)
@path_argument("path", "PROJECT|ASSESSMENT")
@on_option(_("day that is asked about; the assessment's own"))
@click.option("--add", "new_id", help=_("id of new evidence to attach to an ASSESSMENT"))
@click.option("--title", help=_("what the new evidence is"))
@click.option("--file", "file", type=click.Path(path_type=Path), help=_("its file, to be copied"))
@click.option("--number", help=_("its number as printed"))
@click.option(
    "--grade", type=click.Choice(["E0", "E1", "E2", "E3", "E4"]), default="E1", help=_("its grade")
)
@day_option("--issued", "issued", _("day it took effect"))
@day_option("--expires", "expires", _("last day it counts"))
@click.option(
    "--confidentiality",
    type=click.Choice(["open", "internal", "restricted", "secret"]),
    default="internal",
    help=_("secret evidence is named by its number only, never copied"),
)
@click.option("--for", "criteria", multiple=True, help=_("criterion that it shows; repeatable"))
@click.option("--by", help=_("who attaches it, for the log"))
@json_option
@click.option("--strict", is_flag=True, help=_("end with exit code 1 where evidence fails"))
@lang_option
def command(
    path: Path,
    on: date | None,
    new_id: str | None,
    title: str | None,
    file: Path | None,
    number: str | None,
    grade: str,
    issued: date | None,
    expires: date | None,
    confidentiality: str,
    criteria: tuple[str, ...],
    by: str | None,
    as_json: bool,
    strict: bool,
) -> int:
    """Expired evidence, and a file that is not the one attached, fail."""
    from assessor.api import evidence_register, open_assessment, open_project

    project = path.is_dir() or path.name == "scenario.yaml"
    if new_id is not None:
        if project or title is None:
            raise click.UsageError(_("--add needs an ASSESSMENT and --title"))
        fields: dict[str, object] = {
            "title": title,
            "doc_number": number,
            "grade": grade,
            "issued_on": issued,
            "expires": expires,
            "confidentiality": confidentiality,
        }
        _attach(path, new_id, fields, file, criteria, on, by)
    assessed = list(open_project(path).assessed) if project else [open_assessment(path)]
    registers = [evidence_register(one, on=on) for one in assessed]
    if as_json:
        put_json({"schema": "evidence@1", "registers": registers})
    else:
        from assessor.cli.telling_dossiers import tell_register

        for register in registers:
            tell_register(register)
    return STRICT_FAILED if strict and not all(one.is_sound for one in registers) else 0


def _attach(
    path: Path,
    new_id: str,
    fields: dict[str, object],
    file: Path | None,
    criteria: tuple[str, ...],
    on: date | None,
    by: str | None,
) -> None:
    from assessor.api import Evidence, attach_evidence, open_assessment, save_assessed

    day = on or date.today()  # on the user's own calendar
    before = open_assessment(path)
    after = attach_evidence(
        before,
        new_id,
        Evidence.model_validate(fields),
        file=file,
        criteria=criteria,
        on=day,
        by=by,
    )
    save_assessed(before, after)
