"""Will it carry the load: design hours, servers, promises and the bill, year by year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from assessor.planning import Plan
from assessor.planning.result import FleetResult, TierResult, YearPlan
from assessor.project import (
    Study,
    kept_words,
    promise_pairs,
    promise_words,
    role_words,
    shown_value,
    tier_pairs,
)
from assessor.report.drawing import plan_picture
from assessor.report.model import Block, Callout, Cell, Paragraph, Section, Table, Tone
from assessor.text import format_date, format_money, format_number, format_percent
from assessor.text import gettext as _


def capacity_section(study: Study) -> Section:
    """Existing beside planned."""
    plan = study.plan
    blocks: list[Block] = [*_figures(plan), plan_picture(plan)]
    for year in (plan.years[0], plan.years[-1]) if len(plan.years) > 1 else plan.years:
        blocks.extend(_year(year, _class_names(study)))
    blocks.extend(_bill(plan))
    return Section("capacity", _("2. Will it carry the load?"), tuple(blocks))


def kept_cell(met: bool | None) -> Cell:
    """Kept, broken or not judged."""
    tone: Tone = "unknown" if met is None else "good" if met else "bad"
    return Cell(kept_words(met), tone)


def _figures(plan: Plan) -> Iterator[Block]:
    rows = []
    for year in plan.years:
        planned = year.planned
        rows.append(
            (
                Cell(f"{year.year}{' *' if year.extrapolated else ''}", nowrap=True),
                _rate(year),
                format_number(_servers(year.existing), 0),
                kept_cell(year.existing.promises_met),
                "—" if planned is None else format_number(_servers(planned), 0),
                kept_cell(None if planned is None else planned.promises_met),
                "—" if year.totals is None else format_money(year.totals.cost_vnd),
            )
        )
    head = (
        _("year"), _("requests/s in the design hour"), _("servers now"), _("promises now"),
        _("servers planned"), _("promises planned"), _("cost of the year, before VAT"),
    )  # fmt: skip
    starred = any(year.extrapolated for year in plan.years)
    caption = _("* beyond the years for which inputs were found: extrapolated") if starred else ""
    yield Table(head, tuple(rows), frozenset({1, 2, 4, 6}), caption)


def _rate(year: YearPlan) -> str:
    return format_number(sum(year.design.arrival_rates.values()), 0)


def _servers(fleet: FleetResult) -> int:
    return sum(tier.servers for tier in fleet.tiers)


def _class_names(study: Study) -> dict[str, str]:
    """Classes of requests by title, their id behind it."""
    classes = study.project.scenario.request_classes
    return {name: f"{one.title.here()} ({name})" for name, one in classes.items()}


def _hour(at: str) -> str:
    """`2023-12-27T09:00` as `09:00 27/12/2023`."""
    moment = datetime.fromisoformat(at)
    return f"{moment:%H:%M} {format_date(moment.date())}"


def _year(year: YearPlan, names: dict[str, str]) -> Iterator[Block]:
    at = "" if not year.design.at else _(", design hour {at}").format(at=_hour(year.design.at))
    yield Paragraph(_("Year {year}").format(year=year.year) + at)
    yield _tiers(year)
    yield _promises(year, names)
    for words in year.notes:
        yield Callout(words.here())


def _tiers(year: YearPlan) -> Table:
    rows = []
    for tier, other in tier_pairs(year):
        why = None if other is None else other.kept_because or other.binding
        rows.append(
            (
                f"{role_words(tier.role)} ({tier.id})",
                format_percent(tier.utilisation_at_most, 0),
                format_number(tier.servers, 0),
                *_use(tier),
                "—" if other is None else format_number(other.servers_required, 0),
                "—" if other is None else format_number(other.servers, 0),
                *(("—",) * 3 if other is None else _use(other)),
                "" if why is None else why.here(),
            )
        )
    head = (
        _("tier"), _("ceiling"), _("now"), _("in use"), _("worst state"), "", _("required"),
        _("planned"), _("in use"), _("worst state"), "", _("why this number"),
    )  # fmt: skip
    return Table(head, tuple(rows), frozenset({1, 2, 3, 4, 6, 7, 8, 9}), wide=True)


def _use(tier: TierResult) -> tuple[Cell | str, ...]:
    """Utilisation with all servers up, in the worst state, and whether the ceiling holds."""
    worst = format_percent(tier.utilisation_worst, 0)
    return format_percent(tier.utilisation, 0), worst, kept_cell(tier.promise_met)


def _promises(year: YearPlan, names: dict[str, str]) -> Table:
    rows = tuple(
        (
            f"{names.get(name, name)}: {promise_words(promise.code, promise.quantile)}",
            shown_value(promise.limit, promise.unit),
            shown_value(promise.value, promise.unit),
            kept_cell(promise.met),
            "—" if other is None else shown_value(other.value, other.unit),
            kept_cell(None if other is None else other.met),
        )
        for name, promise, other in promise_pairs(year)
    )
    head = (_("promise, in its worst state"), _("limit"), _("now"), "", _("planned"), "")
    return Table(head, rows, frozenset({1, 2, 4}))


def _bill(plan: Plan) -> Iterator[Block]:
    rows = tuple(
        (
            str(year.year),
            format_number(totals.vcpu, 0),
            format_number(totals.memory_gib, 0),
            format_number(totals.storage_tib, 1),
            format_number(totals.hosts, 0),
            format_number(totals.power_kw, 1),
            format_money(totals.purchase_vnd),
            format_money(totals.cost_vnd),
            format_money(totals.vat_vnd),
        )
        for year in plan.years
        if (totals := year.totals) is not None
    )
    head = (
        _("year"), _("vCPU"), _("memory GiB"), _("storage TiB"), _("hosts"), _("kW"),
        _("purchase of hosts added by then"), _("cost of the year, before VAT"), _("VAT"),
    )  # fmt: skip
    priced = format_date(date.fromisoformat(plan.price_date))
    caption = _("Prices of {date}; no inflation").format(date=priced)
    yield Table(head, rows, frozenset(range(1, 9)), caption)
