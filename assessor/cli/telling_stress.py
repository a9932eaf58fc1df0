"""Stress and second opinion in words on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import click

from assessor.api import (
    SecondOpinion,
    Stress,
    format_duration,
    format_number,
    format_percent,
    kept_words,
)
from assessor.api import gettext as _
from assessor.cli.tables import heading, put_table
from assessor.planning.result import EventResult
from assessor.planning.simulated import Compared
from assessor.planning.stressed import EventCurve, EventStress, FleetStress


def tell_stress(found: Stress, titles: Mapping[str, str], *, in_detail: bool = False) -> None:
    """Each event: how it is treated, what it does, whether the promise holds."""
    rows = []
    for one in found.events:
        for name, fleet in _fleets(one):
            rows.append((*_event(one, titles), name, *_measures(fleet.result)))
    head = (
        _("event"), _("at"), _("role"), _("fleet"), _("in use at the peak"), _("longest wait"),
        _("lost"), _("drained after"), _("also"), _("promise"),
    )  # fmt: skip
    put_table(head, rows, right=(4, 5, 6, 7))
    click.echo(_("model: {model}").format(model=found.model))
    for one in found.events if in_detail else ():
        _tell_detail(one, titles)


def _fleets(one: EventStress) -> list[tuple[str, FleetStress]]:
    planned = [] if one.planned is None else [(_("planned"), one.planned)]
    return [(_("existing"), one.existing), *planned]


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
        ", ".join(_also(found)),
        kept_words(result.promise_met),
    )


def _also(found: Mapping[str, float]) -> Iterator[str]:
    """What only some events are about."""
    if "lost_sites" in found:
        yield _("{n} streams dropped").format(n=format_number(found["lost_sites"], 0))
    if "threads_used" in found:
        yield _("{share} of the threads held").format(share=format_percent(found["threads_used"]))


def _tell_detail(one: EventStress, titles: Mapping[str, str]) -> None:
    """What comes, and what each fleet could let in."""
    heading(" ".join(_event(one, titles)[:2]) + (_(", severe") if one.severe else ""))
    if one.curve is not None:
        _tell_arrivals(one.curve)
    for name, fleet in _fleets(one):
        tier = fleet.result.tier
        if not len(fleet.utilisation):
            continue
        waiting = format_number(float(fleet.backlog.max()), 0)
        let_in = format_number(fleet.admission_rate, 1)
        words = _("{fleet}: tier {tier} is busiest; at most {n} requests wait; its ceiling holds "
                  "up to {rate} requests/s")  # fmt: skip
        click.echo(words.format(fleet=name, tier=tier, n=waiting, rate=let_in))
        if fleet.retries is not None:
            words = _("{fleet}: with {n} attempts per failed request it recovers by itself below "
                      "{rate} requests/s")  # fmt: skip
            attempts = format_number(fleet.retries.amplification, 0)
            safe = format_number(fleet.retries.safe_arrival_rate, 1)
            click.echo(words.format(fleet=name, n=attempts, rate=safe))


def _tell_arrivals(curve: EventCurve) -> None:
    """How many come, and the classes that the event moves, in their busiest minute."""
    if curve.sessions.any():
        busiest = int(curve.sessions.argmax())
        words = _("{n} visits in all, most in minute {minute}: {rate} visits/s; at most {people} "
                  "people at once")  # fmt: skip
        click.echo(
            words.format(
                n=format_number(60.0 * float(curve.sessions.sum()), 0),
                minute=busiest + 1,
                rate=format_number(float(curve.sessions[busiest]), 1),
                people=format_number(float(curve.users_at_once.max()), 0),
            )
        )
    rows = []
    for name, rates in curve.arrival_rates.items():
        added = rates - curve.ordinary_rates[name]
        if not added.any():
            continue
        minute = int(abs(added).argmax())
        rows.append(
            (
                name,
                str(minute + 1),
                format_number(float(curve.ordinary_rates[name][minute]), 2),
                format_number(float(rates[minute]), 2),
            )
        )
    head = (_("class"), _("minute"), _("requests/s without the event"), _("with it"))
    put_table(head, rows, right=(1, 2, 3))


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
