"""`assessor merge`: two assessors' files into a third."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assessor.cli.options import (
    STRICT_FAILED,
    json_option,
    lang_option,
    path_argument,
    put_json,
)
from assessor.text.language import gettext as _

if TYPE_CHECKING:
    from assessor.api import Answer, Assessed, Merged


@click.command(
    name="merge",
    help=_(
        "Join two assessors' files of one assessment into a new one. What only one of them "
        "touched is taken; what both answered differently is listed side by side, the answer of "
        "MINE staying until somebody decides. Neither file is changed."
    ),
)
@path_argument("mine", "MINE")
@path_argument("theirs", "THEIRS")
@click.option("--base", type=click.Path(path_type=Path), help=_("the file that both started from"))
@click.option("-o", "output", type=click.Path(path_type=Path), help=_("new file to write"))
@json_option
@click.option("--strict", is_flag=True, help=_("end with exit code 1 where anything is disputed"))
@lang_option
def command(
    mine: Path, theirs: Path, base: Path | None, output: Path | None, as_json: bool, strict: bool
) -> int:
    """Without -o nothing is written: the conflicts are shown, a dry run."""
    from assessor.api import merge_document, merge_files, write_merged

    ours, merged = merge_files(mine, theirs, base=base)
    if output is not None:
        write_merged(output, ours, merged)
    if as_json:
        put_json(merge_document(merged, output))
    else:
        _tell(ours, merged, output)
    disputed = merged.conflicts or merged.evidence_conflicts or merged.other_conflicts
    return STRICT_FAILED if strict and disputed else 0


def _tell(ours: Assessed, merged: Merged, output: Path | None) -> None:
    from assessor.cli.tables import heading, put_table

    if merged.conflicts:
        heading(_("Answered differently: {n}").format(n=len(merged.conflicts)))
        put_table(
            (_("criterion"), _("at the start"), _("mine (stays for now)"), _("theirs")),
            [
                (
                    one.criterion,
                    "—" if one.base is None else answer_words(one.base),
                    answer_words(one.mine),
                    answer_words(one.theirs),
                )
                for one in merged.conflicts
            ],
        )
    for name in merged.evidence_conflicts:
        click.echo(_("evidence '{id}' differs; that of the first file stays").format(id=name))
    for name in merged.other_conflicts:
        click.echo(_("'{id}' differs; that of the first file stays").format(id=name))
    changed = sum(
        merged.assessment.answer(k) != ours.assessment.answer(k) for k in merged.assessment.answers
    )
    click.echo(
        _("{n} answers taken from the second file, {m} disputed").format(
            n=changed, m=len(merged.conflicts)
        )
    )
    if output is not None:
        click.echo(str(output))


def answer_words(answer: Answer) -> str:
    """An answer in one cell: its value or status, who and when."""
    from assessor.api import format_date, format_number, status_words

    value = answer.value
    if answer.a is not None and answer.b is not None:
        said = f"{format_number(answer.a, 2)} ⁄ {format_number(answer.b, 2)}"
    elif answer.status != "answered" or value is None:
        said = status_words(answer.status)
    elif isinstance(value, bool):
        said = _("yes") if value else _("no")
    else:
        said = format_number(value, 2) if isinstance(value, int | float) else value
    who = [answer.by] if answer.by else []
    when = [format_date(answer.on)] if answer.on else []
    return f"{said} ({', '.join([*who, *when])})" if who or when else said
