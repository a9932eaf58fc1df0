"""Demand in words on a terminal."""

from __future__ import annotations

import click

from assessor.api import DemandTold, Scenario, YearTold, format_number, format_percent
from assessor.api import gettext as _
from assessor.cli.tables import heading, put_table
from assessor.demand.document import Spread
from assessor.demand.service_rows import service_kind_words
from assessor.demand.worlds.result import Quantiles
from assessor.text.language import N_

FACTORS = {
    "design_day": N_("design day"),
    "busy_hour_share": N_("share of the busy hour"),
    "busiest_5min": N_("worst five minutes"),
    "working_day_index": N_("mean working day"),
}
BASES = {
    "mean calendar day": N_("against the mean calendar day"),
    "its own day": N_("of its own day"),
    "mean of its hour": N_("against the mean of its hour"),
}


def tell_demand(scenario: Scenario, told: DemandTold) -> None:
    """Each year on its own, then the ranking of procedures."""
    for year in told.years:
        _tell_year(scenario, year)
    if told.portfolio:
        _tell_portfolio(scenario, told)


def _tell_year(scenario: Scenario, year: YearTold) -> None:
    extrapolated = _(" (extrapolated)") if year.extrapolated else ""
    heading(_("Year {year}").format(year=year.year) + extrapolated)
    for design in year.design_hours:
        of = _("all tiers together") if design.of == "all" else design.of
        work = format_number(sum(design.work.values()), 1)
        click.echo(
            _("design hour of {of}: {day} {hour:02d}:00, work {work} erlang").format(
                of=of, day=design.day, hour=design.hour, work=work
            )
        )
    for factor in year.peak_factors:
        value = format_number(factor.value, 3)
        words = f"{_(FACTORS[factor.name])} {value} {_(BASES[factor.base])}"
        click.echo(f"  {words}")
    _tell_classes(scenario, year)
    _tell_services(scenario, year)
    if year.spread is not None:
        _tell_spread(scenario, year.spread)


def _tell_spread(scenario: Scenario, spread: Spread) -> None:
    words = _("Under the stated assumptions, {n} worlds: worst 5 min of the design hour")
    click.echo()
    click.echo(words.format(n=format_number(spread.samples, 0)))
    classes = [
        (scenario.request_classes[name].title.here(), *_quantiles(found))
        for name, found in spread.design_rates.items()
        if found.p95 > 0
    ]
    tiers = [
        (_("{tier}, erlang").format(tier=name), *_quantiles(found))
        for name, found in spread.work.items()
    ]
    head = (_("requests"), "5 %", "50 %", "95 %")
    put_table(head, [*classes, *tiers], right=(1, 2, 3))


def _quantiles(found: Quantiles) -> tuple[str, str, str]:
    return _rate(found.p05), _rate(found.p50), _rate(found.p95)


def _tell_classes(scenario: Scenario, year: YearTold) -> None:
    hours = [hours for hours, _value in year.work_duration][1:]
    head = [
        _("requests"),
        _("design hour, worst 5 min"),
        _("own peak"),
        _("mean"),
        _("in the year"),
    ]
    head += [_("{n} h a year above").format(n=format_number(n, 0)) for n in hours]
    rows = []
    for one in year.classes:
        duration = dict(one.load_duration)
        rows.append(
            (
                scenario.request_classes[one.id].title.here(),
                _rate(one.design_rate),
                _rate(one.peak_rate),
                _rate(one.mean_rate),
                format_number(one.requests, 0),
                *(_rate(duration[n]) for n in hours),
            )
        )
    work = dict(year.work_duration)
    at_design = sum(year.design_hours[0].work.values())
    total = (_("work, erlang"), _rate(at_design), "", "", "", *(_rate(work[n]) for n in hours))
    put_table(head, [*rows, total], right=range(1, len(head)))


def _tell_services(scenario: Scenario, year: YearTold) -> None:
    click.echo()
    rows = []
    for one in year.services:
        shares = (one.online_share_at_start, one.online_share_at_end)
        shown = "—" if None in shares else " → ".join(format_percent(s, 1) for s in shares)
        rows.append(
            (
                scenario.services[one.id].title.here(),
                service_kind_words(one.kind) if one.enabled else _("switched off"),
                "—" if one.amount is None else format_number(one.amount, 0),
                shown,
                _rate(one.design_rate),
            )
        )
    head = (_("service"), _("kind"), _("in the year"), _("filed online"), _("worst 5 min"))
    put_table(head, rows, right=(2, 3, 4))


def _tell_portfolio(scenario: Scenario, told: DemandTold) -> None:
    heading(_("Procedures first: hours that people save for each hour of a channel"))
    rows = [
        (
            "✓" if one.chosen else "",
            scenario.portfolio[one.id].title.here(),
            format_number(one.transactions_per_year, 0),
            format_number(one.hours_saved_per_year, 0),
            format_number(one.channel_hours_per_year, 0),
            format_number(one.benefit, 0),
        )
        for one in told.portfolio
    ]
    head = (
        _("chosen"), _("procedure"), _("dossiers a year"), _("hours saved"), _("channel hours"),
        _("benefit"),
    )  # fmt: skip
    put_table(head, rows, right=(2, 3, 4, 5))


def _rate(value: float) -> str:
    return format_number(value, 3 if abs(value) < 1 else 1)
