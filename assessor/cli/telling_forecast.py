"""Forecasts and backtests in words on a terminal."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import timedelta

import click

from assessor.api import (
    BacktestReport,
    Estimate,
    Finding,
    Forecasts,
    format_number,
    format_percent,
    problem_of,
    render,
)
from assessor.api import gettext as _
from assessor.cli.tables import heading, put_table
from assessor.text.language import N_

WHY = {
    "event": N_("event"),
    "holiday": N_("holiday"),
    "next_to_holiday": N_("next to a holiday"),
    "unexplained": N_("unexplained"),
}
METHODS = {"core": N_("ours"), "statsmodels": "statsmodels", "naive": N_("the week before")}
SHOWN = 12
"""Steps of a forecast that a terminal shows; all of them go into the sheet."""


def tell_forecasts(found: Forecasts) -> None:
    """The first steps of each series, and what they do not know."""
    tell_findings(found.findings)
    for one in found.forecasts:
        heading(one.series)
        if not one.refused:
            rows = []
            for step in range(min(len(one.points), SHOWN)):
                at = one.start + timedelta(seconds=step * one.step)
                rows.append(
                    (
                        f"{at:%Y-%m-%d %H:%M}",
                        _value(one.low[step]),
                        _value(one.points[step]),
                        _value(one.high[step]),
                    )
                )
            put_table((_("time"), _("low"), _("middle"), _("high")), rows, right=(1, 2, 3))
            if len(one.points) > SHOWN:
                click.echo(_("… {n} steps in all").format(n=len(one.points)))
            share = format_percent(one.coverage, 0)
            click.echo(_("model: {model}").format(model=one.model) + f"; {share}")
        tell_findings(one.findings)


def tell_backtest(report: BacktestReport) -> None:
    """All series together by method, then each series, then every miss of our own method."""
    tell_findings(report.findings)
    put_table(
        (
            _("method"), _("series"), _("held out"), _("inside"), _("interval"), _("mean width"),
            _("error against naive"), _("misses"),
        ),
        [
            (
                _(METHODS[one.method]),
                format_number(max(one.series - one.refused, 0), 0),
                format_number(one.inside.observations, 0) if one.inside else "—",
                _share(one.inside),
                _limits(one.inside),
                format_percent(one.width, 0),
                format_number(one.absolute_error, 2),
                ", ".join(f"{_(WHY[why])} {n}" for why, n in one.misses.items()),
            )
            for one in report.pooled
        ],
        right=(1, 2, 3, 5, 6),
    )  # fmt: skip
    nominal = format_percent(report.coverage, 0)
    click.echo(_("nominal: {share}; the interval is Wilson's at 95 %").format(share=nominal))
    ours = [row for row in report.rows if row.method == "core"]
    heading(_("By series"))
    put_table(
        (_("series"), _("inside"), _("mean width"), _("bias"), _("misses")),
        [
            (
                row.series,
                _share(row.inside),
                format_percent(row.width, 0),
                format_percent(row.bias, 0),
                ", ".join(
                    f"{miss.at:%Y-%m-%d} {_why(miss.why, miss.event)}" for miss in row.misses
                ),
            )
            for row in ours
        ],
        right=(1, 2, 3),
    )
    told = {(f.code, str(f.params)): f for row in ours for f in row.findings}
    if len(ours) == 1:
        tell_findings(told.values())


def tell_findings(findings: Iterable[Finding]) -> None:
    """What to bear in mind, refusals first; what several series share is said once."""
    order = {"refusal": 0, "warning": 1, "note": 2}
    marks = {"refusal": "✗", "warning": "!", "note": "·"}
    told: dict[tuple[int, str], list[str]] = {}
    for finding in findings:
        located = finding.line is not None and finding.count > 1
        count = _(" ({n} times)").format(n=finding.count) if located else ""
        words = f"{marks[finding.severity]} {render(problem_of(finding))}{count}"
        series = told.setdefault((order[finding.severity], words), [])
        if "series" in finding.params:
            series.append(str(finding.params["series"]))
    for (_rank, words), series in sorted(told.items(), key=lambda one: one[0][0]):
        mark, _space, rest = words.partition(" ")
        whose = f"{_named(series)}: " if series else ""
        click.echo(f"{mark} {whose}{rest}")


def _named(series: list[str]) -> str:
    names = list(dict.fromkeys(series))
    return names[0] if len(names) == 1 else _("{n} series").format(n=len(names))


def _why(why: str, event: str | None) -> str:
    return event if event else _(WHY[why])


def _share(estimate: Estimate | None) -> str:
    return "—" if estimate is None else format_percent(estimate.base, 1)


def _limits(estimate: Estimate | None) -> str:
    if estimate is None:
        return "—"
    return f"{format_percent(estimate.low, 1)} … {format_percent(estimate.high, 1)}"


def _value(value: float) -> str:
    return format_number(value, 0 if abs(value) >= 100 else 1) if math.isfinite(value) else "—"
