"""How far a score is to be trusted, and what would raise it, in words."""

from __future__ import annotations

from typing import Any

import click

from assessor.api import Trust, format_money, format_number, format_percent
from assessor.api import gettext as _
from assessor.cli.tables import heading, put_table

ROWS_SHOWN = 10


def tell_trust(found: Trust) -> None:
    """The interval both ways, the levels, and the table that they rest on."""
    heading(_("How much of the score would survive verification"))
    if found.interval is None:
        click.echo(_("nothing is answered"))
        return
    one = found.interval
    put_table(
        (_("way"), _("mean"), "5 %", "95 %"),
        [
            (_("by propagation"), *map(format_percent, (one.mean, one.low, one.high))),
            (
                _("by sampling, gates included"),
                *map(format_percent, (one.sampled_mean, one.sampled_low, one.sampled_high)),
            ),
        ],
        right=(1, 2, 3),
    )
    for level, share in one.level_at_least.items():
        click.echo(
            _("level {level} or above: {share}").format(level=level, share=format_percent(share))
        )
    table = ", ".join(f"{k} {format_number(p, 2)}" for k, p in found.survival.items())
    click.echo(_("survival by grade, an assumption: {table}").format(table=table))
    if found.calibrated:
        click.echo(
            _("grades {grades} estimated from {n} verified answers").format(
                grades=", ".join(found.calibrated), n=found.reviews
            )
        )
    click.echo(
        _("correlation within one assessor {r}; {n} samples, seed {seed}").format(
            r=format_number(found.correlation, 2), n=format_number(one.samples, 0), seed=one.seed
        )
    )


def tell_raises(document: dict[str, Any]) -> None:
    """What would raise an explained number: rows, work, and sets that unlock."""
    rows, work = document.get("raises", ()), document.get("work", ())
    if rows:
        heading(_("What would raise it, row by row"))
        put_table(
            (_("criterion"), _("title"), _("gain"), _("work"), _("cost"), _("gain per tỷ đồng")),
            [_row(row) for row in rows[:ROWS_SHOWN]],
            right=(2, 4, 5),
        )
        if len(rows) > ROWS_SHOWN:
            click.echo(_("and {n} more").format(n=len(rows) - ROWS_SHOWN))
        if any(row["blocks_next_level"] for row in rows[:ROWS_SHOWN]):
            click.echo(_("* blocks the next level"))
    if work:
        heading(_("Work by gain per cost"))
        put_table(
            (_("work"), _("title"), _("rows"), _("gain"), _("cost"), _("gain per tỷ đồng")),
            [_work(one) for one in work[:ROWS_SHOWN]],
            right=(2, 3, 4, 5),
        )
    if rows or work:
        click.echo(_("costs are the catalogue's planning figures, assumptions"))
    for one in document.get("unlocks", ()):
        _tell_unlock(one)


def _tell_unlock(one: dict[str, Any]) -> None:
    words = (
        _("Level {target} is reached by meeting these {n} rows, and by no fewer")
        if one["kind"] == "level"
        else _("Gate {target} opens by meeting these {n} rows, and by no fewer of them")
    )
    heading(words.format(target=one["target"], n=len(one["criteria"])))
    click.echo("  " + ", ".join(one["criteria"]))


def _row(row: dict[str, Any]) -> tuple[str, ...]:
    mark = " *" if row["blocks_next_level"] else ""
    return (
        row["criterion"] + mark,
        _here(row["title"]),
        format_percent(row["gain"], 2),
        row["work"] or "—",
        _money(row["cost_vnd"]),
        _per(row["gain_per_billion_vnd"]),
    )


def _work(one: dict[str, Any]) -> tuple[str, ...]:
    return (
        one["work"],
        _here(one["title"]),
        str(len(one["criteria"])),
        format_percent(one["gain"], 2),
        _money(one["cost_vnd"]),
        _per(one["gain_per_billion_vnd"]),
    )


def _here(title: dict[str, str]) -> str:
    from assessor.api import language

    return title[language()]


def _money(value: float | None) -> str:
    return "—" if value is None else format_money(value)


def _per(value: float | None) -> str:
    return "—" if value is None else format_percent(value, 2)
