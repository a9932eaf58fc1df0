"""`assessor simulate`: a second opinion, event by event, beside the formulas."""

from __future__ import annotations

from pathlib import Path

import click

from assessor.cli.options import (
    json_option,
    lang_option,
    path_argument,
    progress_on_terminal,
    put_json,
    seed_option,
    within_horizon,
)
from assessor.text.language import gettext as _


@click.command(name="simulate", help=_("A second opinion: simulate the fleet beside the formulas."))
@path_argument("scenario", "SCENARIO")
@click.option("--year", type=int, help=_("year to simulate; that of the scenario's date"))
@click.option("--planned", is_flag=True, help=_("the planned fleet in place of the existing one"))
@seed_option
@json_option
@lang_option
def command(
    scenario: Path, year: int | None, planned: bool, seed: int | None, as_json: bool
) -> None:
    """Formula and simulated interval side by side; what cannot be simulated is named."""
    from assessor.api import load_scenario, plan, simulate

    opened = load_scenario(scenario)
    within_horizon(opened.horizon, () if year is None else (year,))
    wanted = opened.as_of.year if year is None else year
    fleet = plan(opened, years=(wanted,)) if planned else None
    found = simulate(opened, year=wanted, plan=fleet, seed=seed, progress=progress_on_terminal())
    if as_json:
        put_json(found)
    else:
        from assessor.cli.telling_stress import tell_second_opinion

        tell_second_opinion(found)
