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
@click.option("--override", help=_("put VALUE in place of a derived one, for this reason"))
@click.option(
    "--severity",
    type=click.Choice(["low", "medium", "high", "critical"]),
    help=_("how serious the finding is"),
)
@click.option("--response", help=_("what management says"))
@click.option("--control", help=_("what is done instead: a compensating control"))
@click.option("--note", help=_("remarks"))
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
    override: str | None,
    severity: str | None,
    response: str | None,
    control: str | None,
    note: str | None,
    withdrawn: bool,
) -> None:
    """Warns where the person who answered also verifies."""
    from assessor.api import (
        not_assessed,
        open_assessment,
        save_assessed,
        set_aside,
        with_finding,
        with_override,
        with_value,
    )

    findings = {
        "severity": severity,
        "management_response": response,
        "compensating_control": control,
        "note": note,
    }
    said = any(value is not None for value in findings.values())
    chosen = sum((value is not None, reason is not None, withdrawn))
    if chosen > 1 or (chosen == 0 and not said) or (override is not None and value is None):
        raise click.UsageError(_("give one of VALUE, --not-applicable and --not-assessed"))
    day = on or date.today()  # on the user's own calendar
    before = after = open_assessment(assessment)
    if value is not None and override is not None:
        after = with_override(before, criterion, value, override, by=by, on=day)
    elif value is not None:
        after = with_value(before, criterion, value, by=by, on=day, verified=verified)
    elif reason is not None:
        after = set_aside(
            before, criterion, reason, by=by, on=day, approved_by=approved_by, until=until
        )
    elif withdrawn:
        after = not_assessed(before, criterion, by=by, on=day)
    if said:
        after = with_finding(after, criterion, by=by, on=day, **findings)
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
