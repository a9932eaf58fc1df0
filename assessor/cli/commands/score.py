"""`assessor score`: one assessment under one set of rules."""

from __future__ import annotations

from pathlib import Path

import click

from assessor.cli.options import (
    STRICT_FAILED,
    json_option,
    lang_option,
    path_argument,
    put_json,
    strict_option,
)
from assessor.text.language import gettext as _


@click.command(name="score", help=_("Score an assessment: range, level, what blocks the next."))
@path_argument("assessment", "ASSESSMENT")
@click.option("--rules", help=_("id or file of other scoring rules"))
@json_option
@strict_option
@lang_option
def command(assessment: Path, rules: str | None, as_json: bool, strict: bool) -> int:
    """Derived rows are read from the existing fleet of the scenario beside the assessment."""
    from assessor.api import open_assessment, score_assessed, scorecard_document

    assessed = open_assessment(assessment, rules)
    scorecard = score_assessed(assessed)
    if as_json:
        put_json(scorecard_document(scorecard))
    else:
        from assessor.cli.telling import tell_scorecard

        tell_scorecard(scorecard, assessed)
    return STRICT_FAILED if strict and scorecard.verdict != "eligible" else 0
