"""The whole study in words on a terminal: three answers, three voices, where the report is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from assessor.api import (
    LANGUAGES,
    Study,
    claims_of,
    format_percent,
    language,
    using_language,
    verdict_words,
    write_report,
)
from assessor.api import gettext as _
from assessor.cli.tables import heading, put_table
from assessor.cli.telling import score_range, tell_blocking, tell_claims
from assessor.cli.telling_plan import tell_totals, tell_years
from assessor.cli.telling_roadmap import tell_roadmap


def write_reports(study: Study, folder: Path) -> list[Path]:
    """The report in both languages, the current one first."""
    codes = sorted(LANGUAGES, key=lambda code: code != language())
    written = []
    for code in codes:
        with using_language(code):
            written.append(write_report(study, folder / f"report-{code}.html"))
    return written


def tell_study(study: Study, reports: Sequence[Path]) -> None:
    """Everything that a planner wants to see first."""
    click.echo(click.style(study.project.scenario.title.here(), bold=True))
    if study.project.is_illustrative:
        click.echo(_("SAMPLE ANSWERS: illustrative, not the site's own"))
    tell_claims([v for v in claims_of(study.project, study.scorecards) if v.bases])
    _standing(study)
    heading(_("2. Will it carry the load?"))
    tell_years(study.plan)
    tell_totals(study.plan)
    heading(_("3. What do we do first?"))
    tell_roadmap(study.roadmap)
    heading(_("Report"))
    for path in reports:
        click.echo(f"  {path}")


def _standing(study: Study) -> None:
    heading(_("1. Where do we stand?"))
    if not study.project.assessed:
        click.echo(_("no assessment yet: start one with assessor assess"))
        return
    rows = []
    for assessed in study.project.assessed:
        card = study.scorecards[assessed.path]
        rows.append(_row(assessed.catalogue.title.here(), card))
        for name, base in card.bases.items():
            rows.append(_row("  " + assessed.catalogue.includes[name].title.here(), base))
    head = (_("basis"), _("verdict"), _("score"), _("range"), _("level"), _("blocking"))
    put_table(head, rows, right=(2, 3, 4, 5))
    main = study.project.main
    if main is not None:
        tell_blocking(study.scorecards[main.path], main)


def _row(title: str, card: object) -> tuple[str, ...]:
    from assessor.api import Scorecard

    assert isinstance(card, Scorecard)
    return (
        title,
        verdict_words(card.verdict),
        format_percent(card.score),
        score_range(card),
        str(card.level),
        str(len(card.blocking)),
    )
