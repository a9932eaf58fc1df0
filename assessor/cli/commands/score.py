"""`assessor score`: one assessment under one set of rules."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from assessor.cli.options import (
    STRICT_FAILED,
    json_option,
    lang_option,
    on_option,
    path_argument,
    put_json,
    seed_option,
    strict_option,
)
from assessor.text.language import gettext as _


@click.command(name="score", help=_("Score an assessment: range, level, what blocks the next."))
@path_argument("assessment", "ASSESSMENT|PROJECT")
@click.option("--rules", help=_("id or file of other scoring rules"))
@on_option(_("day that expiries and the law are read for; the assessment's own"))
@click.option(
    "--confidence",
    "with_confidence",
    is_flag=True,
    help=_("accept the table by which claims survive verification, and show the interval"),
)
@click.option(
    "--calibrate",
    is_flag=True,
    help=_("estimate that table from the answers that somebody else verified"),
)
@seed_option
@json_option
@strict_option
@lang_option
def command(
    assessment: Path,
    rules: str | None,
    on: date | None,
    with_confidence: bool,
    calibrate: bool,
    seed: int | None,
    as_json: bool,
    strict: bool,
) -> int:
    """Derived rows are read from the existing fleet of the scenario beside the assessment."""
    from assessor.api import open_assessment, score_assessed, scorecard_document

    assessed = open_assessment(assessment, rules)
    scorecard = score_assessed(assessed, on=on)
    trusted = None
    if with_confidence or calibrate:
        from assessor.api import trust

        trusted = trust(assessed, calibrate=calibrate, seed=seed, on=on)
    if as_json:
        document = scorecard_document(scorecard)
        put_json(document if trusted is None else {**document, "confidence": trusted})
    else:
        from assessor.cli.telling import tell_scorecard

        tell_scorecard(scorecard, assessed)
        if trusted is not None:
            from assessor.cli.telling_trust import tell_trust

            tell_trust(trusted)
    return STRICT_FAILED if strict and scorecard.verdict != "eligible" else 0
