"""`assessor demand`: arrivals per class and hour, design hours, load duration, priorities."""

from __future__ import annotations

from pathlib import Path

import click

from assessor.cli.options import (
    json_option,
    lang_option,
    opened_with,
    option_option,
    path_argument,
    put_json,
    samples_option,
    seed_option,
    within_horizon,
)
from assessor.text.language import gettext as _


@click.command(
    name="demand",
    help=_(
        "What arrives, by class, hour and year: design hours with their dates, peak factors with "
        "their bases, load duration, and the procedures to concentrate on first."
    ),
)
@path_argument("scenario", "SCENARIO")
@click.option("--year", "years", type=int, multiple=True, help=_("only these years"))
@click.option(
    "--first",
    type=click.IntRange(min=0),
    help=_("concentrate on the first N procedures of the ranking; the load follows"),
)
@click.option(
    "--hours",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.csv",
    help=_("write every hour of one year, all classes and tiers"),
)
@option_option
@samples_option
@seed_option
@json_option
@lang_option
def command(
    scenario: Path,
    years: tuple[int, ...],
    first: int | None,
    hours: Path | None,
    alternatives: tuple[str, ...],
    samples: int,
    seed: int | None,
    as_json: bool,
) -> None:
    """Base values, and with `--samples` how they spread over the worlds of a plan."""
    from assessor.api import (
        demand_told,
        demand_uncertainty,
        with_first_chosen,
        with_spread,
        write_hours,
    )

    opened = opened_with(scenario, alternatives)
    within_horizon(opened.horizon, years)
    if first is not None:
        if first > len(opened.portfolio):
            words = _("--first {n}: the portfolio has {total} procedures")
            raise click.UsageError(words.format(n=first, total=len(opened.portfolio)))
        opened = with_first_chosen(opened, first)
    horizon = range(opened.horizon.first_year, opened.horizon.last_year + 1)
    told = demand_told(opened, years or horizon)
    if samples:
        told = with_spread(told, demand_uncertainty(opened, samples, seed, years=years or horizon))
    if hours is not None:
        if len(years) != 1:
            raise click.UsageError(_("--hours writes one year: name it with --year"))
        write_hours(opened, years[0], hours)
    if as_json:
        put_json(told)
    else:
        from assessor.cli.telling_demand import tell_demand

        tell_demand(opened, told)
