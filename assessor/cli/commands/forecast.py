"""`assessor forecast`: the next steps of measured series, with intervals."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assessor.cli.options import json_option, lang_option, put_json, seed_option
from assessor.text.language import gettext as _

if TYPE_CHECKING:
    from assessor.api import Forecasts

EXISTING = click.Path(path_type=Path)


@click.command(
    name="forecast",
    help=_(
        "The next steps of measured series (CSV of times and values), from their own past, with "
        "intervals: damped trend, season of the week, holidays. Events are not foreseen."
    ),
)
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=EXISTING)
@click.option("--steps", type=click.IntRange(min=1), default=30, help=_("steps to come"))
@click.option("--calendar", type=EXISTING, help=_("calendar, or scenario whose holidays hold"))
@click.option(
    "--method",
    type=click.Choice(["auto", "core", "statsmodels"]),
    default="auto",
    help=_("core needs nothing more; statsmodels is the extra 'fit'"),
)
@click.option("-o", "output", type=EXISTING, metavar="FILE.csv", help=_("every step as a sheet"))
@seed_option
@json_option
@lang_option
def command(files: tuple[Path, ...], as_json: bool, **given: Any) -> None:
    """Each series on its own."""
    from assessor.api import calendar_of, forecast_files, write_forecasts

    found = forecast_files(
        files,
        steps=given["steps"],
        calendar=calendar_of(given["calendar"]),
        method=given["method"],
        seed=given["seed"] or 0,
    )
    if given["output"] is not None:
        write_forecasts(found, given["output"], files)
    if as_json:
        put_json(found.document)
    else:
        _tell(found)


def _tell(found: Forecasts) -> None:
    from assessor.cli.telling_forecast import tell_forecasts

    tell_forecasts(found)
