"""`assessor stress`: the fleet through dated events, minute by minute."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from assessor.scenario import Scenario
    from assessor.scenario.event_changes import Setting


@click.command(name="stress", help=_("Play rushes, losses and slow neighbours through the fleet."))
@path_argument("scenario", "SCENARIO")
@click.option("--event", "events", multiple=True, help=_("only this event; repeatable"))
@click.option("--together", is_flag=True, help=_("the named events also all at once"))
@click.option(
    "--offset",
    "offsets",
    multiple=True,
    metavar="ID=MINUTES",
    help=_("with --together: that event begins so much later; repeatable"),
)
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="[ID.]FIELD=VALUE",
    help=_("another value for a field of the named event; repeatable"),
)
@click.option("--severe", is_flag=True, help=_("severe forms only"))
@click.option("--year", type=int, help=_("play every event in this year"))
@click.option("--with-plan", is_flag=True, help=_("also through the planned fleet"))
@click.option(
    "--minutes",
    "minutes_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("write what comes in each minute, by class, as a CSV file"),
)
@json_option
@strict_option
@lang_option
def command(
    scenario: Path,
    events: tuple[str, ...],
    together: bool,
    offsets: tuple[str, ...],
    settings: tuple[str, ...],
    severe: bool,
    year: int | None,
    with_plan: bool,
    minutes_file: Path | None,
    as_json: bool,
    strict: bool,
) -> int:
    """With `--strict` ends with 1 where an event that is sized for breaks its promise."""
    from assessor.api import load_scenario, plan, stress

    opened = load_scenario(scenario)
    within_horizon(opened.horizon, () if year is None else (year,))
    _known(opened, events)
    opened = _with_settings(opened, events, settings)
    delays = _offsets(events, offsets, together=together)
    _have_severe_forms(opened, events if severe else ())
    _can_come_together(opened, events if together else None)
    found = stress(
        opened,
        event=events or None,
        together=together,
        offsets_min=delays,
        severe=severe,
        year=year,
        plan=plan(opened) if with_plan else None,
        curves=bool(events) or minutes_file is not None,
        progress=progress_on_terminal(),
    )
    if minutes_file is not None:
        from assessor.cli.minutes_table import write_minutes

        write_minutes(minutes_file, found)
    if as_json:
        put_json(found)
    else:
        from assessor.cli.telling_stress import tell_stress

        titles = {name: one.title.here() for name, one in opened.events.items()}
        tell_stress(found, titles, in_detail=bool(events))
    asked = (one for one in found.events if one.role == "sized" and not one.severe)
    fleets = [one.planned or one.existing for one in asked]
    broken = any(fleet.result.promise_met is False for fleet in fleets)
    return STRICT_FAILED if strict and broken else 0


def _known(opened: Scenario, events: Sequence[str]) -> None:
    for event in events:
        if event not in opened.events:
            words = _("no event is called '{event}': {known}")
            known = ", ".join(opened.events)
            raise click.UsageError(words.format(event=event, known=known))


def _with_settings(opened: Scenario, events: Sequence[str], settings: Sequence[str]) -> Scenario:
    if not settings:
        return opened
    from assessor.scenario.event_changes import with_settings

    return with_settings(opened, [_setting(opened, events, words) for words in settings])


def _setting(opened: Scenario, events: Sequence[str], words: str) -> Setting:
    """`ST1.within_min=60`, or `within_min=60` where one event is named."""
    from assessor.scenario.event_changes import Setting

    path, equals, value = words.partition("=")
    event, dot, field = path.partition(".")
    if event not in opened.events:
        event, dot, field = (events[0] if len(events) == 1 else ""), ".", path
    if not (equals and dot and field.strip()):
        raise click.UsageError(
            _("--set {words}: write FIELD=VALUE or EVENT.FIELD=VALUE").format(words=words)
        )
    if not event:
        raise click.UsageError(
            _("--set {words}: say which event, as in ST1.within_min=60").format(words=words)
        )
    return Setting(event, field.strip(), value.strip(), f"--set {words}")


def _offsets(
    events: Sequence[str], offsets: Sequence[str], *, together: bool
) -> Mapping[str, float]:
    if offsets and not together:
        raise click.UsageError(_("--offset needs --together"))
    found = {}
    for words in offsets:
        event, _equals, minutes = words.partition("=")
        if event not in events:
            raise click.UsageError(
                _("--offset {words}: '{event}' is not named with --event").format(
                    words=words, event=event
                )
            )
        try:
            found[event] = float(minutes)
        except ValueError:
            found[event] = -1.0
        if not 0 <= found[event] < float("inf"):
            raise click.UsageError(
                _("--offset {words}: write a number of minutes of 0 or more").format(words=words)
            )
    return found


def _have_severe_forms(opened: Scenario, events: Sequence[str]) -> None:
    """What is asked for in its severe form must have one."""
    without = [event for event in events if not opened.events[event].severe]
    if without:
        words = _("there is no severe form of: {events}")
        raise click.UsageError(words.format(events=", ".join(without)))


def _can_come_together(opened: Scenario, events: Sequence[str] | None) -> None:
    if events is None:
        return
    if len(set(events)) < 2 or len(set(events)) < len(events):
        raise click.UsageError(_("--together needs two or more different events"))
    for event in events:
        if opened.events[event].kind == "combined":
            words = _("'{event}' is itself several events at once: name its own events")
            raise click.UsageError(words.format(event=event))
