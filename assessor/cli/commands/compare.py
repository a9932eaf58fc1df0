"""`assessor compare`: several sites side by side, or one site on two days."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assessor.cli.options import (
    json_option,
    lang_option,
    on_option,
    path_argument,
    put_json,
    seed_option,
)
from assessor.text.language import gettext as _

if TYPE_CHECKING:
    from assessor.api import Assessed, Comparison


@click.command(
    name="compare",
    help=_(
        "Compare assessments of one catalogue: who is ahead in how many weightings, with ranks "
        "and ties. With --on twice, one site under the law of two days; with --split, two "
        "assessments of one site: the change split into answers, law, method and scenario."
    ),
)
@path_argument("paths", "ASSESSMENT|PROJECT...", nargs=-1, required=True)
@click.option("--rules", help=_("id or file of other scoring rules"))
@on_option(_("day that the law is read for; give it twice to compare two days"), multiple=True)
@click.option("--split", is_flag=True, help=_("split the change between two assessments"))
@click.option(
    "--trust",
    type=click.FloatRange(min=0, min_open=True),
    help=_("how far the given weights are trusted (κ); without it every weighting is as likely"),
)
@click.option(
    "--draws", type=click.IntRange(min=100), default=10_000, help=_("number of weightings")
)
@click.option(
    "--confidence",
    "evidence",
    is_flag=True,
    help=_("let weakly evidenced claims fail, by the table of the rules"),
)
@seed_option
@json_option
@lang_option
def command(
    paths: tuple[Path, ...],
    rules: str | None,
    on: tuple[date, ...],
    split: bool,
    trust: float | None,
    draws: int,
    evidence: bool,
    seed: int | None,
    as_json: bool,
) -> None:
    """Never says better: says ahead in so many weightings."""
    from assessor.api import open_assessment

    _check(len(paths), len(on), split=split)
    assessed = [open_assessment(path, rules) for path in paths]
    if split or len(paths) == 1:
        _compare_days(assessed, on, as_json=as_json)
    else:
        from assessor.api import compare_assessments

        found = compare_assessments(
            assessed,
            trust=trust,
            draws=draws,
            seed=seed,
            on=on[0] if on else None,
            evidence=evidence,
        )
        _put_sites(found, assessed[0], as_json=as_json)


def _check(paths: int, days: int, *, split: bool) -> None:
    if split and paths != 2:
        raise click.UsageError(_("--split takes two assessments of one site"))
    if paths == 1 and days != 2:
        raise click.UsageError(_("name two assessments or more, or one with --on twice"))
    if days > 2 or (days == 2 and paths > 1 and not split):
        raise click.UsageError(_("several sites are compared on one day"))


def _put_sites(found: Comparison, first: Assessed, *, as_json: bool) -> None:
    if as_json:
        put_json({"schema": "comparison@1", **_plain(found)})
    else:
        from assessor.cli.telling_comparison import tell_comparison

        tell_comparison(found, first)


def _compare_days(assessed: list[Assessed], on: tuple[date, ...], *, as_json: bool) -> None:
    from assessor.api import compare_days, scorecard_document

    first, last = (on[0], on[-1]) if on else (None, None)
    later = assessed[1] if len(assessed) == 2 else None
    found = compare_days(assessed[0], later, on_before=first, on_after=last)
    if as_json:
        put_json(
            {
                "schema": "two_days@1",
                "before": scorecard_document(found.before),
                "after": scorecard_document(found.after),
                "movement": _plain(found.movement),
                "law": _plain(found.law),
            }
        )
    else:
        from assessor.cli.telling_comparison import tell_days

        tell_days(found, later or assessed[0])


def _plain(value: object) -> dict[str, object]:
    from assessor.api import to_jsonable

    return dict(to_jsonable(value))
