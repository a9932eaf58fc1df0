"""Results in words on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

import click

from assessor.api import (
    Assessed,
    ClaimView,
    Scorecard,
    format_date,
    format_number,
    format_percent,
    render_text,
    speaker_words,
    standing_words,
    verdict_words,
)
from assessor.api import (
    gettext as _,
)
from assessor.cli.tables import heading, put_table

BLOCKING_SHOWN = 8


def tell_scorecard(card: Scorecard, assessed: Assessed) -> None:
    """Never one bare score: range, coverage, floor, level and what blocks the next."""
    heading(assessed.catalogue.title.here())
    if card.illustrative:
        click.echo(_("SAMPLE ANSWERS: illustrative, not the site's own"))
    if assessed.catalogue.warning is not None:
        click.echo(assessed.catalogue.warning.here())
    put_table((_("what"), _("value")), list(scorecard_rows(card)), right=(1,))
    if card.bases:
        heading(_("One verdict per basis"))
        put_table(
            (_("basis"), _("verdict"), _("score"), _("range"), _("level"), _("blocking")),
            [basis_row(name, base, assessed) for name, base in card.bases.items()],
            right=(2, 3, 4, 5),
        )
    tell_blocking(card, assessed)
    for warning in card.warnings:
        click.echo(_("warning: ") + render_text(warning), err=True)


def scorecard_rows(card: Scorecard) -> list[tuple[str, str]]:
    """The headline numbers, one a row."""
    rows = [
        (_("verdict"), verdict_words(card.verdict)),
        (_("score (unanswered = 0)"), format_percent(card.score)),
        (_("range"), score_range(card)),
        (_("of what was answered"), format_percent(card.score_answered_only)),
        (_("verified floor"), format_percent(card.verified_floor)),
        (_("coverage"), format_percent(card.coverage)),
        (_("not applicable, share of weight"), format_percent(card.na_share)),
        (_("level"), str(card.level)),
        (_("level if all open rows were met"), str(card.level_if_best)),
    ]
    if card.features is not None:
        passed = _("{passed} of {assessed} assessed ({total} in all)").format(
            passed=card.features.passed, assessed=card.features.assessed, total=card.features.total
        )
        rows.append((_("features passed"), passed))
    return rows


def score_range(card: Scorecard) -> str:
    """Worst to best case; the whole range where nothing is assessed."""
    low = 0.0 if card.score_if_worst is None else card.score_if_worst
    high = 1.0 if card.score_if_best is None else card.score_if_best
    return f"{format_percent(low)} … {format_percent(high)}"


def basis_row(name: str, card: Scorecard, assessed: Assessed) -> tuple[str, ...]:
    """One basis of a profile: verdict, score, range, level, how many rows block."""
    included = assessed.catalogue.includes.get(name)
    title = included.title.here() if included is not None else name
    return (
        title,
        verdict_words(card.verdict),
        format_percent(card.score),
        score_range(card),
        str(card.level),
        format_number(len(card.blocking), 0),
    )


def tell_blocking(card: Scorecard, assessed: Assessed) -> None:
    """The rows that stand between this level and the next."""
    if not card.blocking:
        return
    heading(_("What blocks level {level}").format(level=card.next_level))
    for name in card.blocking[:BLOCKING_SHOWN]:
        row = card.criterion(name)
        state = _("not assessed") if row.met is None else _("not met")
        click.echo(f"  {name}  {assessed.catalogue.criteria[name].title.here()} ({state})")
    rest = len(card.blocking) - BLOCKING_SHOWN
    if rest > 0:
        click.echo("  " + _("and {n} more").format(n=rest))


def tell_claims(views: Sequence[ClaimView]) -> None:
    """Each claim, then the own verdict on every basis that it may concern."""
    for view in views:
        heading(f"{speaker_words(view.speaker)}, {format_date(view.on)} [{view.source}]")
        click.echo(f"  “{view.text.here()}”")
        click.echo("  " + standing_words(view.recorded))
        if view.bases and not view.basis_confirmed:
            click.echo("  " + _("the document meant is not named; candidates:"))
        for basis in view.bases:
            verdict = verdict_words(basis.verdict or "undetermined")
            sample = " " + _("(sample answers)") if basis.illustrative else ""
            click.echo(f"    {basis.title.here()}: {verdict}{sample}")
        tell_claim_rows(view)


def tell_claim_rows(view: ClaimView) -> None:
    """What the own verdicts say to a claim, with the rows that decide."""
    illustrative = any(b.illustrative for b in view.bases) or any(r.illustrative for r in view.rows)
    sample = " " + _("(sample answers)") if illustrative else ""
    if view.asserts is not None:
        standing = computed_words(view.computed)
        click.echo("  " + _("by the own verdicts: {standing}").format(standing=standing) + sample)
    for row in view.rows[:BLOCKING_SHOWN]:
        state = _("not assessed") if row.met is None else _("met") if row.met else _("not met")
        sample = " " + _("(sample answers)") if row.illustrative else ""
        click.echo(f"      {row.criterion}  {row.title.here()}: {state} [{row.grade}]{sample}")
    rest = len(view.rows) - BLOCKING_SHOWN
    if rest > 0:
        click.echo("      " + _("and {n} more").format(n=rest))


def computed_words(standing: str) -> str:
    """How a claim stands to the own verdicts."""
    words = {
        "supported": _("supported"),
        "contradicted": _("contradicted"),
        "disputed": _("some support it, some contradict it"),
        "no_evidence": _("nothing judged yet"),
    }
    return words[standing]
