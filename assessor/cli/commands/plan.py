"""`assessor plan`: the fleet that stands, and the one that is needed."""

from __future__ import annotations

from pathlib import Path

import click

from assessor.cli.options import (
    STRICT_FAILED,
    json_option,
    lang_option,
    opened_with,
    option_option,
    path_argument,
    progress_on_terminal,
    put_json,
    samples_option,
    seed_option,
    strict_option,
    within_horizon,
)
from assessor.text.language import gettext as _


@click.command(
    name="plan", help=_("Evaluate the fleet that stands and size the one that is needed.")
)
@path_argument("scenario", "SCENARIO")
@click.option("--as-is", is_flag=True, help=_("only evaluate what stands today"))
@click.option("--year", "years", type=int, multiple=True, help=_("only this year; repeatable"))
@option_option
@samples_option
@seed_option
@click.option("--sensitivity", is_flag=True, help=_("which inputs decide (needs --samples)"))
@json_option
@strict_option
@lang_option
def command(
    scenario: Path,
    as_is: bool,
    years: tuple[int, ...],
    alternatives: tuple[str, ...],
    samples: int,
    seed: int | None,
    sensitivity: bool,
    as_json: bool,
    strict: bool,
) -> int:
    """With `--strict` ends with 1 where the fleet asked about breaks a promise."""
    from assessor.api import plan

    if sensitivity and not samples:
        raise click.UsageError(_("--sensitivity needs --samples"))
    loaded = opened_with(scenario, alternatives)
    within_horizon(loaded.horizon, years)
    result = plan(
        loaded,
        years=years or None,
        as_is=as_is,
        samples=samples,
        seed=seed,
        progress=progress_on_terminal(),
    )
    if as_json:
        put_json(result)
    else:
        from assessor.cli.telling_plan import tell_plan

        tell_plan(result, sensitivity=sensitivity)
    fleets = [y.existing if as_is or y.planned is None else y.planned for y in result.years]
    kept = all(fleet.promises_met is not False for fleet in fleets)
    return STRICT_FAILED if strict and not kept else 0
