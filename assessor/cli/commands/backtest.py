"""`assessor backtest`: forecasts held against time that they did not see."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from assessor.cli.options import json_option, lang_option, put_json, seed_option
from assessor.text.language import gettext as _

EXISTING = click.Path(path_type=Path)


@click.command(
    name="backtest",
    help=_(
        "Hold forecasts against held-out time: how much falls inside the interval, every miss "
        "with its reason. Without FILE, on 90 measured days of 26 public agencies."
    ),
)
@click.argument("files", metavar="[FILE…]", nargs=-1, type=EXISTING)
@click.option("--train", type=click.IntRange(min=1), help=_("steps to learn from; else two thirds"))
@click.option("--test", type=click.IntRange(min=1), help=_("steps held out; else all that is left"))
@click.option("--calendar", type=EXISTING, help=_("calendar, or scenario whose holidays hold"))
@seed_option
@json_option
@lang_option
def command(files: tuple[Path, ...], as_json: bool, **given: Any) -> None:
    """Three methods side by side: ours, statsmodels where it is installed, the week before."""
    from assessor.api import backtest_document, backtest_files, calendar_of

    report = backtest_files(
        files,
        train=given["train"],
        test=given["test"],
        calendar=calendar_of(given["calendar"]),
        seed=given["seed"] or 0,
    )
    if as_json:
        put_json(backtest_document(report))
    else:
        from assessor.cli.telling_forecast import tell_backtest

        tell_backtest(report)
