"""Comparisons in words: sites side by side, one site on two days."""

from __future__ import annotations

import click

from assessor.api import (
    Assessed,
    Comparison,
    Scorecard,
    Site,
    TwoDays,
    format_date,
    format_number,
    format_percent,
    verdict_words,
)
from assessor.api import gettext as _
from assessor.cli.tables import heading, put_table

ROWS_SHOWN = 12


def tell_comparison(found: Comparison, first: Assessed) -> None:
    """Own numbers, then ranks, probabilities and what the order hangs on."""
    heading(first.catalogue.title.here())
    put_table(
        (
            _("site"), _("score"), _("range"), _("verified floor"), _("level"), _("verdict"),
            _("rank (5–95 %)"), _("first in"),
        ),
        [_site(site) for site in found.sites],
        right=(1, 2, 3, 4, 6, 7),
    )  # fmt: skip
    if any(site.illustrative for site in found.sites):
        click.echo(_("SAMPLE ANSWERS: illustrative, not the site's own"))
    heading(_("Ahead in how many weightings"))
    for one, others in found.ahead.items():
        for other, share in others.items():
            click.echo("  " + _ahead(found, one, other, share))
    _tell_sensitivity(found, first)
    how = (
        _("every weighting of the groups as likely as any other")
        if found.trust is None
        else _("weights drawn around the given ones, trust {k}").format(
            k=format_number(found.trust, 1)
        )
    )
    click.echo()
    click.echo(
        _("{n} weightings, seed {seed}; {how}").format(
            n=format_number(found.draws, 0), seed=found.seed, how=how
        )
    )
    if found.evidence:
        click.echo(_("claims survive verification by the table of the rules, an assumption"))


def _site(site: Site) -> tuple[str, ...]:
    low = 0.0 if site.score_if_worst is None else site.score_if_worst
    high = 1.0 if site.score_if_best is None else site.score_if_best
    return (
        site.name,
        format_percent(site.score),
        f"{format_percent(low)} … {format_percent(high)}",
        format_percent(site.verified_floor),
        str(site.level),
        verdict_words(site.verdict),
        f"{site.rank[1]} ({site.rank[0]}–{site.rank[2]})",
        format_percent(site.rank_acceptability[0]),
    )


def _ahead(found: Comparison, one: str, other: str, share: float) -> str:
    names = {"a": one, "b": other}
    if other in found.ties[one] and not found.evidence:
        return _("{a} and {b} tie in every weighting").format(**names)
    if other in found.dominates[one] and not found.evidence:
        return _("{a} is behind {b} in no group (ahead in {share})").format(
            share=format_percent(share), **names
        )
    return _("{a} is ahead of {b} in {share} of weightings").format(
        share=format_percent(share), **names
    )


def _tell_sensitivity(found: Comparison, first: Assessed) -> None:
    largest = sorted(found.sensitivity.items(), key=lambda item: -item[1])
    shown = [(name, share) for name, share in largest if share > 0.005]
    if not shown or len(found.sites) < 2:
        return
    a, b = found.sites[0].name, found.sites[1].name
    heading(_("Whose weight decides the lead of {a} over {b}").format(a=a, b=b))
    for name, share in shown:
        click.echo(f"  {format_percent(share):>8}  {_title(first, name)}")


def _title(assessed: Assessed, name: str) -> str:
    included = assessed.catalogue.includes.get(name)
    if included is not None:
        return included.title.here()
    group = assessed.catalogue.groups.get(name)
    return name if group is None else group.title.here()


def tell_days(found: TwoDays, assessed: Assessed) -> None:
    """Both days, then the change by cause, then the rows whose law changed."""
    move = found.movement
    heading(assessed.catalogue.title.here())
    put_table(
        (_("what"), format_date(found.before.on), format_date(found.after.on)),
        [
            (_("score (unanswered = 0)"), *(format_percent(c.score) for c in _both(found))),
            (_("verified floor"), *(format_percent(c.verified_floor) for c in _both(found))),
            (_("coverage"), *(format_percent(c.coverage) for c in _both(found))),
            (_("level"), *(str(c.level) for c in _both(found))),
            (_("verdict"), *(verdict_words(c.verdict) for c in _both(found))),
        ],
        right=(1, 2),
    )
    heading(_("What moved the score"))
    put_table(
        (_("cause"), _("points of per cent")),
        [
            (_("answers"), _points(move.by_answers)),
            (_("law: rows that began or ceased to bind"), _points(move.by_law)),
            (_("method: catalogue and rules"), _points(move.by_method)),
            (_("scenario: the evaluated fleet"), _points(move.by_scenario)),
            (_("together"), _points(move.total)),
        ],
        right=(1,),
    )
    for words, rows in (
        (_("Began to bind: {n}"), found.law.begun),
        (_("Ceased to bind: {n}"), found.law.ended),
        (_("Not known whether they bind on both days: {n}"), found.law.unknown),
    ):
        if rows:
            heading(words.format(n=len(rows)))
            _tell_rows(rows, assessed)


def _both(found: TwoDays) -> tuple[Scorecard, Scorecard]:
    return found.before, found.after


def _points(value: float) -> str:
    # a change that float noise alone makes is none
    shown = 0.0 if abs(value) < 5e-7 else 100 * value
    return f"{'+' if shown > 0 else ''}{format_number(shown, 1)}"


def _tell_rows(rows: tuple[str, ...], assessed: Assessed) -> None:
    for name in rows[:ROWS_SHOWN]:
        click.echo(f"  {name}  {assessed.catalogue.criteria[name].title.here()}")
    if len(rows) > ROWS_SHOWN:
        click.echo("  " + _("and {n} more").format(n=len(rows) - ROWS_SHOWN))
