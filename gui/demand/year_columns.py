"""Rows and columns of the year: its hours in order of work, its classes of requests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assessor.api import (
    MarkedHour,
    format_date,
    format_number,
    format_percent,
)
from assessor.api import gettext as _
from gui.demand.loading import DemandView
from gui.demand.words import rate_words, tier_words, title_of
from gui.tables import TableColumn

SHOWN_RANKS = (1, 10, 25, 50, 100, 200, 500, 1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000)


@dataclass(frozen=True)
class HourRow:
    """One hour of the year at its place in the order of work."""

    rank: int
    """1 = the hardest."""
    share: float
    """Of the year's hours that have at least as much work."""
    at: str
    work: float
    of_peak: float
    rate: float
    mark: str


@dataclass(frozen=True)
class ClassRow:
    """One class of requests over the year and in the design hour."""

    id: str
    title: str
    design_rate: float
    hourly_rate: float
    peak: float
    mean: float
    in_year: float


def hour_rows(view: DemandView) -> Iterator[HourRow]:
    """Some hours of the year in order of work, the design hours among them."""
    year = view.in_order
    marks = {mark.rank + 1: mark for mark in reversed(year.marks)}
    ranks = {*SHOWN_RANKS, len(year.work), *marks}
    for rank in sorted(n for n in ranks if n <= len(year.work)):
        yield _hour_row(view, rank, marks.get(rank))


def _hour_row(view: DemandView, rank: int, mark: MarkedHour | None) -> HourRow:
    year = view.in_order
    at = int(year.order[rank - 1])
    day, peak = view.by_day.days[at // 24].day, float(year.work[0])
    return HourRow(
        rank,
        rank / len(year.work),
        f"{format_date(day)} {at % 24:02d}:00",
        float(year.work[rank - 1]),
        float(year.work[rank - 1]) / peak if peak else 0.0,
        float(year.rates[rank - 1]),
        "" if mark is None else _mark_words(view, mark),
    )


def _mark_words(view: DemandView, mark: MarkedHour) -> str:
    is_all = mark.design.of == "all"
    of = _("all tiers") if is_all else tier_words(view.scenario, mark.design.of)
    return _("◆ design hour: {of}").format(of=of)


def _share_words(row: HourRow) -> str:
    share = format_percent(row.share, 2)
    return _("{share} of the hours of the year have at least as much work").format(share=share)


def hour_columns() -> tuple[TableColumn[HourRow], ...]:
    """What is said of an hour."""
    return (
        TableColumn(
            lambda: _("hours"), lambda r: format_number(r.rank, 0), lambda r: r.rank,
            is_number=True, tip=_share_words,
        ),
        TableColumn(
            lambda: _("erlang"), lambda r: format_number(r.work, 2, fixed=True),
            lambda r: r.work, is_number=True,
        ),
        TableColumn(
            lambda: _("of peak"), lambda r: format_percent(r.of_peak, 0), lambda r: r.of_peak,
            is_number=True,
        ),
        TableColumn(
            lambda: _("requests/s"), lambda r: format_number(r.rate, 1, fixed=True),
            lambda r: r.rate, is_number=True,
        ),
        TableColumn(
            lambda: _("that hour"), lambda r: f"{r.at} {r.mark}".rstrip(), lambda r: r.rank,
            is_wide=True,
        ),
    )  # fmt: skip


def class_rows(view: DemandView) -> list[ClassRow]:
    """Every class of requests, most in the design hour first."""
    demand, seconds = view.demand, 3600.0
    rows = [
        ClassRow(
            name,
            title_of(view.scenario, "request_classes", name),
            demand.design.arrival_rates[name],
            demand.design.hourly_rates[name],
            float(rates.max()),
            float(rates.mean()),
            float(rates.sum()) * seconds,
        )
        for name, rates in demand.arrival_rates.items()
    ]
    return sorted(rows, key=lambda row: -row.design_rate)


def class_columns(*, short: bool = False) -> tuple[TableColumn[ClassRow], ...]:
    """What is said of a class of requests; the chief columns only where there is little room."""

    def rate(head: Callable[[], str], name: str) -> TableColumn[ClassRow]:
        return TableColumn(
            head,
            lambda r: rate_words(getattr(r, name)),
            lambda r: getattr(r, name),
            is_number=True,
        )

    title = TableColumn[ClassRow](lambda: _("requests"), lambda r: r.title, is_wide=True)
    if short:
        return (
            title,
            rate(lambda: _("design hour"), "design_rate"),
            rate(lambda: _("own peak"), "peak"),
            rate(lambda: _("mean"), "mean"),
        )
    return (
        title,
        rate(lambda: _("design hour, worst 5 min [1/s]"), "design_rate"),
        rate(lambda: _("design hour, mean [1/s]"), "hourly_rate"),
        rate(lambda: _("own busiest hour [1/s]"), "peak"),
        rate(lambda: _("mean of the year [1/s]"), "mean"),
        TableColumn(
            lambda: _("in the year [million]"),
            lambda r: format_number(r.in_year / 1e6, 2, fixed=True),
            lambda r: r.in_year, is_number=True,
        ),
    )  # fmt: skip
