"""`assessor answer`: one row answered, with what stood there before in its log."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assessor.cli.options import day_option, lang_option, on_option, path_argument
from assessor.text.language import gettext as _

if TYPE_CHECKING:
    from assessor.api import Assessed


@click.command(
    name="answer",
    help=_(
        "Answer one criterion of an assessment: VALUE is yes, no, a number, an option or "
        "part/whole. The row's log keeps what stood there before; other lines of the file stay "
        "as they are."
    ),
)
@path_argument("assessment", "ASSESSMENT")
@click.argument("criterion", metavar="CRITERION")
@click.argument("value", metavar="[VALUE]", required=False)
@click.option("--by", required=True, help=_("who answers"))
@on_option(_("day of the answer; today"))
@click.option("--verified", is_flag=True, help=_("into the verified column"))
@click.option("--not-applicable", "reason", help=_("set the row aside, for this reason"))
@click.option("--approved-by", help=_("who approved that it does not apply"))
@day_option("--until", "until", _("last day that it does not apply"))
@click.option("--not-assessed", "withdrawn", is_flag=True, help=_("take the answer back"))
@lang_option
def command(
    assessment: Path,
    criterion: str,
    value: str | None,
    by: str,
    on: date | None,
    verified: bool,
    reason: str | None,
    approved_by: str | None,
    until: date | None,
    withdrawn: bool,
) -> None:
    """Warns where the person who answered also verifies."""
    from assessor.api import (
        not_assessed,
        open_assessment,
        save_assessed,
        set_aside,
        with_value,
    )

    if sum((value is not None, reason is not None, withdrawn)) != 1:
        raise click.UsageError(_("give one of VALUE, --not-applicable and --not-assessed"))
    day = on or date.today()  # on the user's own calendar
    before = open_assessment(assessment)
    if value is not None:
        after = with_value(before, criterion, value, by=by, on=day, verified=verified)
    elif reason is not None:
        after = set_aside(
            before, criterion, reason, by=by, on=day, approved_by=approved_by, until=until
        )
    else:
        after = not_assessed(before, criterion, by=by, on=day)
    save_assessed(before, after)
    _tell(after, criterion)


def _tell(after: Assessed, criterion: str) -> None:
    from assessor.cli.commands.merge import answer_words

    answer = after.assessment.answer(criterion)
    click.echo(f"{criterion}: {answer_words(answer)}")
    second = answer.verified
    if second is not None and second.by == answer.by:
        click.echo(
            _("warning: ")
            + _("{id}: answered and verified by the same person, {by}").format(
                id=criterion, by=second.by
            ),
            err=True,
        )
