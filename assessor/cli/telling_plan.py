"""A plan in words on a terminal: existing beside planned, year by year."""

from __future__ import annotations

import click

from assessor.api import (
    Plan,
    YearPlan,
    format_duration,
    format_money,
    format_number,
    format_percent,
)
from assessor.api import gettext as _
from assessor.cli.tables import heading, put_table

ASSUMPTIONS_SHOWN = 6


def tell_plan(plan: Plan) -> None:
    """Servers of every tier, promises of every class, and the bill."""
    for year in plan.years:
        tell_year(year)
    tell_totals(plan)
    tell_uncertainty(plan)
    tell_assumptions(plan)


def tell_year(year: YearPlan) -> None:
    """One year: tiers and promises, existing beside planned."""
    note = " " + _("(extrapolated)") if year.extrapolated else ""
    heading(_("Year {year}").format(year=year.year) + note)
    if year.design.at:
        click.echo(_("design hour: {at}, worst five minutes").format(at=year.design.at))
    put_table(
        (_("tier"), _("existing"), _("in use"), _("planned"), _("in use"), _("ceiling"), _("why")),
        tier_rows(year),
        right=(1, 2, 3, 4, 5),
    )
    click.echo()
    put_table(
        (_("promise"), _("limit"), _("existing"), "", _("planned"), ""),
        promise_rows(year),
        right=(1, 2, 4),
    )
    for words in year.notes:
        click.echo("! " + words.here())


def tier_rows(year: YearPlan) -> list[tuple[str, ...]]:
    """Servers and utilisation of each tier; the planned side is empty for an as-is plan."""
    planned = {} if year.planned is None else {tier.id: tier for tier in year.planned.tiers}
    rows = []
    for tier in year.existing.tiers:
        other = planned.get(tier.id)
        why = other.kept_because or other.binding if other is not None else None
        rows.append(
            (
                tier.id,
                format_number(tier.servers, 0),
                format_percent(tier.utilisation, 0),
                "—" if other is None else format_number(other.servers, 0),
                "—" if other is None else format_percent(other.utilisation, 0),
                format_percent(tier.utilisation_at_most, 0),
                "" if why is None else why.here(),
            )
        )
    return rows


def promise_rows(year: YearPlan) -> list[tuple[str, ...]]:
    """Each promise with its limit and what both fleets do."""
    planned = {}
    if year.planned is not None:
        for one in year.planned.classes:
            for promise in one.promises:
                planned[one.id, promise.code, promise.quantile] = promise
    rows = []
    for one in year.existing.classes:
        for promise in one.promises:
            other = planned.get((one.id, promise.code, promise.quantile))
            rows.append(
                (
                    f"{one.id}: {promise_name(promise.code, promise.quantile)}",
                    shown(promise.limit, promise.unit),
                    shown(promise.value, promise.unit),
                    kept(promise.met),
                    "—" if other is None else shown(other.value, other.unit),
                    "" if other is None else kept(other.met),
                )
            )
    return rows


def promise_name(code: str, quantile: float | None) -> str:
    """What is promised, in words."""
    names = {
        "response": _("response, {q} % answered within"),
        "response_mean": _("mean response"),
        "loss": _("lost share"),
        "availability": _("availability"),
        "drain": _("drain time"),
        "utilisation": _("utilisation"),
    }
    percent = "" if quantile is None else format_number(100 * quantile, 1)
    return names.get(code, code).format(q=percent)


def shown(value: float, unit: str) -> str:
    """A value in the unit that reads best."""
    seconds = {"s": 1.0, "min": 60.0, "h": 3600.0}
    if unit in seconds:
        return format_duration(value * seconds[unit])
    return format_percent(value, 2) if unit in {"1", "fraction"} else format_number(value, 1)


def kept(met: bool | None) -> str:
    """A mark and a word: colour and shape never speak alone."""
    if met is None:
        return _("? not judged")
    return _("✓ kept") if met else _("✗ broken")


def tell_totals(plan: Plan) -> None:
    """The whole planned fleet, year by year."""
    rows = [
        (
            str(year.year),
            format_number(year.existing.totals.vcpu, 0),
            format_number(totals.vcpu, 0),
            format_number(totals.memory_gib, 0),
            format_number(totals.storage_tib, 0),
            format_number(totals.hosts, 0),
            format_number(totals.power_kw, 1),
            format_money(totals.cost_vnd),
        )
        for year in plan.years
        if (totals := year.totals) is not None
    ]
    if rows:
        heading(_("The planned fleet"))
        put_table(
            (
                _("year"),
                _("vCPU now"),
                _("vCPU"),
                _("memory GiB"),
                _("storage TiB"),
                _("hosts"),
                _("kW"),
                _("cost of the year, before VAT"),
            ),
            rows,
            right=range(1, 8),
        )


def tell_uncertainty(plan: Plan) -> None:
    """How the sizes spread over sampled worlds."""
    found = plan.uncertainty
    if found is None:
        return
    heading(_("Under the stated assumptions, {n} worlds").format(n=found.samples))
    put_table(
        (_("class"), _("probability that its promises hold")),
        [(name, format_percent(p)) for name, p in found.promise_met.items()],
        right=(1,),
    )
    click.echo()
    put_table(
        (_("tier"), "5 %", "50 %", "95 %"),
        [
            (name, *(format_number(q, 0) for q in (s.p05, s.p50, s.p95)))
            for name, s in found.servers.items()
        ],
        right=(1, 2, 3),
    )


def tell_assumptions(plan: Plan) -> None:
    """What the numbers rest on that nobody has measured."""
    if not plan.assumptions:
        return
    heading(_("{n} inputs are assumptions or weakly founded").format(n=len(plan.assumptions)))
    for one in plan.assumptions[:ASSUMPTIONS_SHOWN]:
        span = "" if one.low is None else f" ({one.low:g} … {one.high:g})"
        click.echo(f"  {one.name} = {one.value:g}{span} {one.unit or ''}".rstrip())
    if len(plan.assumptions) > ASSUMPTIONS_SHOWN:
        click.echo(
            "  "
            + _("and {n} more: --json lists them all").format(
                n=len(plan.assumptions) - ASSUMPTIONS_SHOWN
            )
        )
