"""`assessor crosswalk`: answers carried to another catalogue, and how catalogues overlap."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assessor.cli.options import json_option, lang_option, path_argument, put_json
from assessor.text.language import gettext as _

if TYPE_CHECKING:
    from assessor.api import Carried, Catalogue, Overlap

HINTS_SHOWN = 12


@click.group(
    name="crosswalk",
    help=_("Answer once, see all: carry answers to another catalogue, or compare catalogues."),
)
@lang_option
def command() -> None:
    """Relations are proposals from reading the rows; no issuing body has confirmed them."""


@command.command(
    name="carry",
    help=_(
        "What the answers of an assessment say about another catalogue: answers that follow are "
        "proposed, the others are hints to look. Nothing that stands is touched; with -o the "
        "proposals are written into a new assessment."
    ),
)
@path_argument("assessment", "ASSESSMENT")
@click.option("--to", required=True, help=_("catalogue or profile"))
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    help=_("an assessment of it that exists, whose answers stay"),
)
@click.option("-o", "output", type=click.Path(path_type=Path), help=_("new file to write"))
@json_option
@lang_option
def carry_command(
    assessment: Path, to: str, into: Path | None, output: Path | None, as_json: bool
) -> None:
    """Without -o nothing is written: a dry run."""
    from assessor.api import (
        carried_document,
        carry,
        load_catalogue,
        open_assessment,
        write_carried,
    )

    standing = None if into is None else open_assessment(into).assessment
    carried = carry(open_assessment(assessment), load_catalogue(to), into=standing)
    if output is not None:
        write_carried(output, carried)
    if as_json:
        put_json(carried_document(carried, output))
    else:
        _tell(carried, output)


def _tell(carried: Carried, output: Path | None) -> None:
    from assessor.cli.tables import heading, put_table

    rows = carried.target.criteria
    proposed = [one for one in carried.proposals if one.answer is not None]
    hints = [one for one in carried.proposals if one.answer is None]
    heading(_("Proposed for {catalogue}").format(catalogue=carried.target.title.here()))
    put_table(
        (_("criterion"), _("title"), _("proposed"), _("from"), _("way")),
        [
            (
                one.criterion,
                rows[one.criterion].title.here(),
                _("yes") if one.answer and one.answer.value else _("no"),
                ", ".join(one.inferred.sources),
                " → ".join(one.inferred.path),
            )
            for one in proposed
        ],
    )
    if hints:
        heading(_("Hints to look: {n}").format(n=len(hints)))
        for one in hints[:HINTS_SHOWN]:
            sources = ", ".join(one.inferred.sources)
            click.echo(f"  {one.criterion}  {rows[one.criterion].title.here()} ← {sources}")
        if len(hints) > HINTS_SHOWN:
            click.echo("  " + _("and {n} more").format(n=len(hints) - HINTS_SHOWN))
    click.echo()
    click.echo(
        _("{n} answers proposed, {m} hints, {k} rows of which nothing is known").format(
            n=len(proposed), m=len(hints), k=len(carried.silent)
        )
    )
    click.echo(_("a proposal is a claim to be confirmed, never evidence"))
    if output is not None:
        click.echo(str(output))


@command.command(
    name="coverage",
    help=_(
        "How far meeting one catalogue meets another. Without names: the profile of July 2023, "
        "the layout of letter 1145, NIST 800-145 and the successors of 2026, each against each."
    ),
)
@click.argument("catalogues", metavar="[FROM TO]", nargs=-1)
@json_option
@lang_option
def coverage_command(catalogues: tuple[str, ...], as_json: bool) -> None:
    """Whole where every link of the way is equal or a superset; in part otherwise."""
    from assessor.api import landscape, load_catalogue, overlap

    if len(catalogues) not in {0, 2}:
        raise click.UsageError(_("name two catalogues, or none"))
    found = landscape() if not catalogues else (overlap(*catalogues),)
    if as_json:
        put_json({"schema": "coverage@1", "overlaps": found})
        return
    _tell_overlaps(found)
    if len(found) == 1:
        _tell_rows(found[0], load_catalogue(found[0].target))


def _tell_overlaps(found: tuple[Overlap, ...]) -> None:
    from assessor.cli.tables import put_table

    put_table(
        (
            _("from"), _("to"), _("rows"), _("follow whole"), _("follow in part"), _("nothing"),
            _("longest way"),
        ),
        [
            (
                one.source,
                one.target,
                str(one.rows),
                str(len(one.full)),
                str(len(one.partial)),
                str(len(one.none)),
                str(one.hops),
            )
            for one in found
        ],
        right=(2, 3, 4, 5, 6),
    )  # fmt: skip


def _tell_rows(one: Overlap, target: Catalogue) -> None:
    from assessor.cli.tables import heading

    for words, names in (
        (_("Follow whole"), one.full),
        (_("Follow in part"), one.partial),
        (_("Nothing is known"), one.none),
    ):
        if names:
            heading(words)
        for name in names:
            click.echo(f"  {name}  {target.criteria[name].title.here()}")
