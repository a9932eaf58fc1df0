"""`assessor stress`: the fleet through dated events, minute by minute."""

from __future__ import annotations

from pathlib import Path

import click

from assessor.cli.options import (
    STRICT_FAILED,
    json_option,
    lang_option,
    path_argument,
    progress_on_terminal,
    put_json,
    strict_option,
    within_horizon,
)
from assessor.text.language import gettext as _


@click.command(name="stress", help=_("Play rushes, losses and slow neighbours through the fleet."))
@path_argument("scenario", "SCENARIO")
@click.option("--event", help=_("only this event"))
@click.option("--year", type=int, help=_("play every event in this year"))
@click.option("--with-plan", is_flag=True, help=_("also through the planned fleet"))
@json_option
@strict_option
@lang_option
def command(
    scenario: Path,
    event: str | None,
    year: int | None,
    with_plan: bool,
    as_json: bool,
    strict: bool,
) -> int:
    """With `--strict` ends with 1 where an event that is sized for breaks its promise."""
    from assessor.api import load_scenario, plan, stress

    opened = load_scenario(scenario)
    within_horizon(opened.horizon, () if year is None else (year,))
    if event is not None and event not in opened.events:
        known = ", ".join(opened.events)
        raise click.UsageError(_("no event is called '{event}': {known}").format(
            event=event, known=known))  # fmt: skip
    planned = plan(opened) if with_plan else None
    found = stress(opened, event=event, year=year, plan=planned, progress=progress_on_terminal())
    if as_json:
        put_json(found)
    else:
        from assessor.cli.telling_stress import tell_stress

        titles = {name: one.title.here() for name, one in opened.events.items() if one.title}
        tell_stress(found, titles)
    asked = (one for one in found.events if one.role == "sized" and not one.severe)
    fleets = [one.planned or one.existing for one in asked]
    broken = any(fleet.result.promise_met is False for fleet in fleets)
    return STRICT_FAILED if strict and broken else 0
