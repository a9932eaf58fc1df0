"""Stress and second opinion in words on a terminal."""

from __future__ import annotations

from collections.abc import Mapping

import click

from assessor.api import SecondOpinion, Stress, format_duration, format_percent, kept_words
from assessor.api import gettext as _
from assessor.cli.tables import heading, put_table
from assessor.planning.result import EventResult
from assessor.planning.simulated import Compared
from assessor.planning.stressed import EventStress


def tell_stress(found: Stress, titles: Mapping[str, str]) -> None:
    """Each event: how it is treated, what it does, whether the promise holds."""
    rows = []
    for one in found.events:
        fleets = [(_("existing"), one.existing)]
        if one.planned is not None:
            fleets.append((_("planned"), one.planned))
        for name, fleet in fleets:
            rows.append((*_event(one, titles), name, *_measures(fleet.result)))
    head = (
        _("event"), _("at"), _("role"), _("fleet"), _("in use at the peak"), _("longest wait"),
        _("lost"), _("drained after"), _("promise"),
    )  # fmt: skip
    put_table(head, rows, right=(4, 5, 6, 7))
    click.echo(_("model: {model}").format(model=found.model))


def _event(one: EventStress, titles: Mapping[str, str]) -> tuple[str, str, str]:
    role = _("sized") if one.role == "sized" else _("stressed")
    severe = _(", severe") if one.severe else ""
    return f"{one.id} {titles.get(one.id, '')}".rstrip(), one.at, role + severe


def _measures(result: EventResult) -> tuple[str, ...]:
    found = result.measures
    return (
        format_percent(found.get("peak_utilisation"), 0),
        format_duration(found.get("peak_wait_s")),
        format_percent(found.get("loss_share"), 1),
        format_duration(60 * found["drain_time_min"]) if "drain_time_min" in found else "—",
        kept_words(result.promise_met),
    )


def tell_second_opinion(found: SecondOpinion) -> None:
    """Formula and interval side by side, tier by tier and class by class."""
    for one in found.classes:
        heading(one.id)
        put_table(
            (_("what"), _("formula"), _("simulated"), _("interval"), ""),
            [_row(compared) for compared in one.response],
            right=(1, 2, 3),
        )
    heading(_("utilisation"))
    put_table(
        (_("tier"), _("formula"), _("simulated"), _("interval"), ""),
        [_row(compared) for compared in found.tiers],
        right=(1, 2, 3),
    )
    if found.unchecked:
        click.echo(
            _("not simulated: {names}").format(
                names="; ".join(words.here() for words in found.unchecked)
            )
        )


def _measure(name: str) -> str:
    """What is compared: a mean, a share, or a quantile written as a fraction."""
    words = {"mean": _("mean"), "loss_share": _("lost share"), "utilisation": _("utilisation")}
    if name in words:
        return words[name]
    return format_percent(float(name)) if name.startswith("0.") else name


def _row(one: Compared) -> tuple[str, ...]:
    shown = format_percent if one.name in {"loss_share", "utilisation"} else format_duration
    agrees = _("agrees") if one.agrees else _("differs")
    interval = f"{shown(one.low)} … {shown(one.high)}"
    return _measure(one.name), shown(one.formula), shown(one.simulated), interval, agrees
