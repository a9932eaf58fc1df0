"""A plan in words on a terminal: existing beside planned, year by year."""

from __future__ import annotations

import click

from assessor.api import (
    Plan,
    YearPlan,
    format_money,
    format_number,
    format_percent,
    kept_words,
    promise_pairs,
    promise_words,
    shown_value,
    tier_pairs,
)
from assessor.api import gettext as _
from assessor.cli.tables import heading, put_table
from assessor.planning.result import FleetResult, PromiseResult, TierResult

ASSUMPTIONS_SHOWN = 6


def tell_plan(plan: Plan, *, sensitivity: bool = False) -> None:
    """Servers of every tier, promises of every class, and the bill."""
    for year in plan.years:
        tell_year(year)
    tell_totals(plan)
    tell_uncertainty(plan)
    if sensitivity:
        tell_sensitivity(plan)
    tell_assumptions(plan)


def tell_year(year: YearPlan) -> None:
    """One year: tiers and promises, existing beside planned."""
    note = " " + _("(extrapolated)") if year.extrapolated else ""
    heading(_("Year {year}").format(year=year.year) + note)
    if year.design.at:
        click.echo(_("design hour: {at}, worst five minutes").format(at=year.design.at))
    put_table(
        (
            _("tier"),
            _("existing"),
            _("in use"),
            _("worst state"),
            "",
            _("planned"),
            _("in use"),
            _("worst state"),
            "",
            _("ceiling"),
            _("why"),
        ),
        tier_rows(year),
        right=(1, 2, 3, 5, 6, 7, 9),
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
    rows: list[tuple[str, ...]] = []
    for tier, other in tier_pairs(year):
        why = other.kept_because or other.binding if other is not None else None
        rows.append(
            (
                tier.id,
                format_number(tier.servers, 0),
                *_use(tier),
                *(("—",) * 4 if other is None else (format_number(other.servers, 0), *_use(other))),
                format_percent(tier.utilisation_at_most, 0),
                "" if why is None else why.here(),
            )
        )
    return rows


def _use(tier: TierResult) -> tuple[str, str, str]:
    """Utilisation with all servers up, in the worst state, and whether the ceiling holds."""
    worst = format_percent(tier.utilisation_worst, 0)
    return format_percent(tier.utilisation, 0), worst, kept_words(tier.promise_met)


def promise_rows(year: YearPlan) -> list[tuple[str, ...]]:
    """Each promise with its limit and what both fleets do."""
    return [
        (
            f"{name}: {promise_words(promise.code, promise.quantile)}",
            shown_value(promise.limit, promise.unit),
            shown_value(promise.value, promise.unit),
            kept_words(promise.met),
            "—" if other is None else shown_value(other.value, other.unit),
            "" if other is None else kept_words(other.met),
        )
        for name, promise, other in promise_pairs(year)
    ]


def tell_years(plan: Plan) -> None:
    """All years on one screen: servers of every tier, then every promise, now → planned."""
    years = [f"{y.year}{' *' if y.extrapolated else ''}" for y in plan.years]
    numbers = range(1, len(years) + 1)
    heading(_("Servers, existing → planned"))
    tiers = [tier.id for tier in plan.years[0].existing.tiers]
    rows = [(name, *(_servers(year, name) for year in plan.years)) for name in tiers]
    put_table((_("tier"), *years), rows, right=numbers)
    heading(_("Promises in their worst state, existing → planned"))
    put_table((_("promise"), *years), _kept_rows(plan), right=())
    if any(year.extrapolated for year in plan.years):
        click.echo(_("* beyond the years for which inputs were found: extrapolated"))


def _servers(year: YearPlan, name: str) -> str:
    now = next(tier.servers for tier in year.existing.tiers if tier.id == name)
    if year.planned is None:
        return format_number(now, 0)
    then = next(tier.servers for tier in year.planned.tiers if tier.id == name)
    return f"{format_number(now, 0)} → {format_number(then, 0)}"


def _kept_rows(plan: Plan) -> list[tuple[str, ...]]:
    """One row a promise: of tiers, classes, and all together."""
    marks = [_marks(year) for year in plan.years]
    names = list(dict.fromkeys(name for year in marks for name in year))
    return [(name, *(year.get(name, "—") for year in marks)) for name in names]


def _marks(year: YearPlan) -> dict[str, str]:
    now = _kept(year.existing)
    then = {} if year.planned is None else _kept(year.planned)
    return {
        name: mark(met) + (f" → {mark(then[name])}" if name in then else "")
        for name, met in now.items()
    }


def _kept(fleet: FleetResult) -> dict[str, bool | None]:
    found: dict[str, bool | None] = {}
    for tier in fleet.tiers:
        limit = format_percent(tier.utilisation_at_most, 0)
        found[_("{tier}: in use at most {limit}").format(tier=tier.id, limit=limit)] = (
            tier.promise_met
        )
    for one in fleet.classes:
        for promise in one.promises:
            found[_promise(one.id, promise)] = promise.met
    found[_("all together")] = fleet.promises_met
    return found


def _promise(name: str, promise: PromiseResult) -> str:
    words = promise_words(promise.code, promise.quantile)
    return f"{name}: {words} {shown_value(promise.limit, promise.unit)}"


def mark(met: bool | None) -> str:
    """Only the sign of `kept_words`, for narrow tables."""
    return kept_words(met)[0]


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


def tell_sensitivity(plan: Plan) -> None:
    """Which inputs decide: the share of the spread that each explains alone."""
    if plan.uncertainty is None:
        return
    if not plan.uncertainty.sensitivity:
        click.echo(_("too few worlds to tell which inputs decide: take more --samples"))
        return
    rows = plan.uncertainty.sensitivity
    results = [key for key in rows[0] if key != "name"]
    heading(_("Which inputs decide: share of the spread that each explains alone"))
    put_table(
        (_("input"), *results),
        [(str(row["name"]), *(format_percent(row[key], 0) for key in results)) for row in rows],
        right=range(1, len(results) + 1),
    )


def tell_assumptions(plan: Plan) -> None:
    """What the numbers rest on that nobody has measured."""
    if not plan.assumptions:
        return
    heading(_("{n} inputs are assumptions or weakly founded").format(n=len(plan.assumptions)))
    for one in plan.assumptions[:ASSUMPTIONS_SHOWN]:
        low, value, high = (format_number(v, 4) for v in (one.low, one.value, one.high))
        span = "" if one.low is None else f" ({low} … {high})"
        click.echo(f"  {one.name} = {value}{span} {one.unit or ''}".rstrip())
    if len(plan.assumptions) > ASSUMPTIONS_SHOWN:
        click.echo(
            "  "
            + _("and {n} more: --json lists them all").format(
                n=len(plan.assumptions) - ASSUMPTIONS_SHOWN
            )
        )
