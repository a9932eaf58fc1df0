"""Rows and columns of the plan's tables."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from assessor.api import (
    ClassResult,
    FleetResult,
    Plan,
    PromiseResult,
    TierResult,
    YearPlan,
    format_bytes,
    format_money,
    format_number,
    format_percent,
    promise_words,
    shown_value,
)
from assessor.api import gettext as _
from gui.marks import kind_words, promise_mark
from gui.session import Session
from gui.tables import TableColumn
from gui.tiers import class_title, tier_title


@dataclass(frozen=True)
class TierRow:
    """One tier in one year, as it stands and as it is planned."""

    year: YearPlan
    existing: TierResult
    planned: TierResult | None


@dataclass(frozen=True)
class PromiseRow:
    """One promise in one year, as it stands and as it is planned."""

    year: YearPlan
    of: ClassResult
    existing: PromiseResult
    planned: PromiseResult | None


def tier_rows(years: list[YearPlan]) -> Iterator[TierRow]:
    """Every tier of every year."""
    for year in years:
        planned = {} if year.planned is None else {tier.id: tier for tier in year.planned.tiers}
        for tier in year.existing.tiers:
            yield TierRow(year, tier, planned.get(tier.id))


def promise_rows(years: list[YearPlan]) -> Iterator[PromiseRow]:
    """Every promise of every class and year."""
    for year in years:
        planned = _promises(year.planned)
        for one in year.existing.classes:
            for promise in one.promises:
                found = planned.get((one.id, promise.code, promise.quantile))
                yield PromiseRow(year, one, promise, found)


def _promises(fleet: FleetResult | None) -> dict[tuple[str, str, float | None], PromiseResult]:
    classes = () if fleet is None else fleet.classes
    return {
        (one.id, promise.code, promise.quantile): promise
        for one in classes
        for promise in one.promises
    }


def year_words(year: YearPlan) -> str:
    """A year; one beyond the known inputs has a star."""
    return f"{year.year} *" if year.extrapolated else str(year.year)


def share_words(share: float) -> str:
    """A share in whole per cent; endless where nothing is left to carry the load."""
    return "∞" if math.isinf(share) else format_percent(share, 0)


def mark_words(met: bool | None) -> str:
    """Sign and word of a promise."""
    return promise_mark(met).text


def mark_token(met: bool | None) -> str:
    """Colour of a promise."""
    return promise_mark(met).token


def tier_columns(session: Session) -> tuple[TableColumn[TierRow], ...]:
    """What is said of a tier."""
    return (
        TableColumn(lambda: _("year"), lambda r: year_words(r.year), lambda r: r.year.year),
        TableColumn(lambda: _("tier"), lambda r: tier_title(session, r.existing)),
        TableColumn(
            lambda: _("servers now"), lambda r: format_number(r.existing.servers, 0),
            lambda r: r.existing.servers, is_number=True,
        ),
        TableColumn(
            lambda: _("in use"), lambda r: share_words(r.existing.utilisation),
            lambda r: r.existing.utilisation, is_number=True,
        ),
        TableColumn(
            lambda: _("worst state"), lambda r: share_words(r.existing.utilisation_worst),
            lambda r: r.existing.utilisation_worst, is_number=True,
        ),
        TableColumn(
            lambda: _("ceiling"), lambda r: share_words(r.existing.utilisation_at_most),
            lambda r: r.existing.utilisation_at_most, is_number=True,
        ),
        TableColumn(
            lambda: _("now"), lambda r: mark_words(r.existing.promise_met),
            token=lambda r: mark_token(r.existing.promise_met),
        ),
        TableColumn(
            lambda: _("needed"), lambda r: _count(r.planned, "servers_required"),
            lambda r: r.planned.servers_required if r.planned else -1, is_number=True,
        ),
        TableColumn(
            lambda: _("planned"), lambda r: _count(r.planned, "servers"),
            lambda r: r.planned.servers if r.planned else -1, is_number=True,
        ),
        TableColumn(
            lambda: _("spares"), lambda r: _count(r.planned, "spares"),
            lambda r: r.planned.spares if r.planned else -1, is_number=True,
        ),
        TableColumn(
            lambda: _("in use"),
            lambda r: "—" if r.planned is None else share_words(r.planned.utilisation),
            lambda r: r.planned.utilisation if r.planned else -1.0, is_number=True,
        ),
        TableColumn(
            lambda: _("then"),
            lambda r: mark_words(None if r.planned is None else r.planned.promise_met),
            token=lambda r: mark_token(None if r.planned is None else r.planned.promise_met),
        ),
        TableColumn(lambda: _("why this number"), lambda r: _because(r.planned), is_wide=True),
    )  # fmt: skip


def _count(tier: TierResult | None, name: str) -> str:
    return "—" if tier is None else format_number(getattr(tier, name), 0)


def _because(tier: TierResult | None) -> str:
    words = None if tier is None else tier.kept_because or tier.binding
    return "" if words is None else words.here()


def promise_columns(session: Session) -> tuple[TableColumn[PromiseRow], ...]:
    """What is said of a promise."""
    return (
        TableColumn(lambda: _("year"), lambda r: year_words(r.year), lambda r: r.year.year),
        TableColumn(lambda: _("requests"), lambda r: class_title(session, r.of)),
        TableColumn(
            lambda: _("promise, in its worst state"),
            lambda r: promise_words(r.existing.code, r.existing.quantile),
            is_wide=True,
        ),
        TableColumn(
            lambda: _("limit"), lambda r: shown_value(r.existing.limit, r.existing.unit),
            lambda r: r.existing.limit, is_number=True,
        ),
        TableColumn(
            lambda: _("value now"), lambda r: shown_value(r.existing.value, r.existing.unit),
            lambda r: r.existing.value, is_number=True,
        ),
        TableColumn(
            lambda: _("now"), lambda r: mark_words(r.existing.met),
            token=lambda r: mark_token(r.existing.met),
        ),
        TableColumn(
            lambda: _("value planned"),
            lambda r: "—" if r.planned is None else shown_value(r.planned.value, r.planned.unit),
            lambda r: r.planned.value if r.planned else -1.0, is_number=True,
        ),
        TableColumn(
            lambda: _("then"),
            lambda r: mark_words(None if r.planned is None else r.planned.met),
            token=lambda r: mark_token(None if r.planned is None else r.planned.met),
        ),
    )  # fmt: skip


def total_columns() -> tuple[TableColumn[YearPlan], ...]:
    """What is said of a year's totals."""

    def number(
        head: object, name: str, shown: object, *, wide: bool = False
    ) -> TableColumn[YearPlan]:
        return TableColumn(
            head,  # type: ignore[arg-type]  # a callable without arguments
            lambda y: "—" if y.totals is None else shown(getattr(y.totals, name)),  # type: ignore[operator]  # a formatter
            lambda y: -1.0 if y.totals is None else getattr(y.totals, name),
            is_number=True,
            is_wide=wide,
        )

    def whole(value: float) -> str:
        return format_number(value, 0)

    return (
        TableColumn(lambda: _("year"), year_words, lambda y: y.year),
        TableColumn(lambda: _("design hour"), lambda y: (y.design.at or "—").replace("T", " ")),
        TableColumn(
            lambda: _("requests/s"),
            lambda y: whole(sum(y.design.arrival_rates.values())),
            lambda y: sum(y.design.arrival_rates.values()), is_number=True,
        ),
        number(lambda: _("vCPU"), "vcpu", whole),
        number(lambda: _("memory"), "memory_gib", format_bytes),
        number(lambda: _("storage"), "storage_tib", lambda v: f"{format_number(v, 1)} TiB"),
        number(lambda: _("hosts"), "hosts", whole),
        number(lambda: _("hosts to buy"), "hosts_added", whole),
        number(lambda: _("power"), "power_kw", lambda v: f"{format_number(v, 1)} kW"),
        number(lambda: _("purchase, before VAT"), "purchase_vnd", format_money),
        number(lambda: _("cost of the year, before VAT"), "cost_vnd", format_money, wide=True),
    )  # fmt: skip


def assumption_columns() -> tuple[TableColumn[object], ...]:
    """What is said of an assumption."""

    def of(name: str) -> object:
        return lambda a: str(getattr(a, name) or "")

    def value(name: str) -> object:
        return lambda a: "—" if getattr(a, name) is None else format_number(getattr(a, name), 4)

    columns = (
        (lambda: _("input"), of("name"), False, False),
        (lambda: _("low"), value("low"), True, False),
        (lambda: _("value"), value("value"), True, False),
        (lambda: _("high"), value("high"), True, False),
        (lambda: _("unit"), of("unit"), False, False),
        (lambda: _("kind"), lambda a: kind_words(a.kind), False, False),
        (lambda: _("why this value"), _reason, False, True),
    )
    return tuple(
        TableColumn(head, text, is_number=number, is_wide=wide)  # type: ignore[arg-type]  # callables of one row
        for head, text, number, wide in columns
    )


def _reason(assumption: object) -> str:
    from assessor.api import language

    reason = getattr(assumption, "reason", None) or {}
    return str(reason.get(language(), ""))


def years_of(plan: Plan, year: int | None) -> list[YearPlan]:
    """All years, or one."""
    return [one for one in plan.years if year is None or one.year == year]
