"""Rows and columns of the events, and of one event minute by minute."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from assessor.api import (
    EventLoad,
    EventPeak,
    EventRow,
    Scenario,
    event_peak,
    format_number,
    ordinary_rates,
    total_rates,
)
from assessor.api import gettext as _
from gui.demand.event_words import adds_words, role_of_event
from gui.demand.loading import DemandView
from gui.demand.words import title_of
from gui.tables import TableColumn


@dataclass(frozen=True)
class EventLine:
    """One event in the form that is shown."""

    row: EventRow
    peak: EventPeak
    severe: bool


def event_lines(view: DemandView, *, severe: bool) -> list[EventLine]:
    """Every event that is switched on, in the form that is shown."""
    return [
        EventLine(row, event_peak(row.load(severe=severe)), severe)
        for row in view.events
        if row.enabled
    ]


def event_columns(scenario: Callable[[], Scenario]) -> tuple[TableColumn[EventLine], ...]:
    """What is said of an event; `scenario` gives the open one."""

    return (
        TableColumn(lambda: _("event"), lambda r: title_of(scenario(), "events", r.row.id),
                    is_wide=True),
        TableColumn(
            lambda: _("role"), lambda r: role_of_event(r.row.usual.role),
        ),
        TableColumn(
            lambda: _("begins"), lambda r: f"{r.row.usual.start:%d/%m %H:%M}",
            lambda r: r.row.usual.start,
        ),
        TableColumn(
            lambda: _("peak [1/s]"), lambda r: format_number(r.peak.rate, 0),
            lambda r: r.peak.rate, is_number=True,
            tip=lambda r: _("at {time}, of these {n} ordinary").format(
                time=f"{r.row.usual.start + timedelta(minutes=r.peak.minute):%H:%M}",
                n=format_number(r.peak.ordinary, 0),
            ),
        ),
        TableColumn(
            lambda: _("what it adds"),
            lambda r: adds_words(scenario(), r.row.load(severe=r.severe), r.peak.extra),
            lambda r: r.peak.extra, is_wide=True,
        ),
    )  # fmt: skip


@dataclass(frozen=True)
class MinuteRow:
    """A few minutes of an event, on average."""

    time: str
    at: int
    ordinary: float
    extra: float
    users: float


STEP_MIN = 5


def minute_rows(load: EventLoad) -> list[MinuteRow]:
    """An event in steps of five minutes."""
    ordinary, total = ordinary_rates(load), total_rates(load)
    return [
        MinuteRow(
            f"{load.start + timedelta(minutes=at):%H:%M}",
            at,
            float(ordinary[at : at + STEP_MIN].mean()),
            float((total - ordinary)[at : at + STEP_MIN].mean()),
            float(load.users_at_once[at : at + STEP_MIN].max()),
        )
        for at in range(0, len(ordinary), STEP_MIN)
    ]


def minute_columns() -> tuple[TableColumn[MinuteRow], ...]:
    """What is said of five minutes."""

    def number(head: Callable[[], str], name: str) -> TableColumn[MinuteRow]:
        return TableColumn(
            head,
            lambda r: format_number(getattr(r, name), 1, fixed=True),
            lambda r: getattr(r, name),
            is_number=True,
            is_wide=True,
        )

    return (
        TableColumn(lambda: _("from"), lambda r: r.time, lambda r: r.at, is_number=True),
        number(lambda: _("ordinary [1/s]"), "ordinary"),
        number(lambda: _("of the event [1/s]"), "extra"),
        TableColumn(
            lambda: _("people at once"), lambda r: format_number(r.users, 0),
            lambda r: r.users, is_number=True, is_wide=True,
        ),
    )  # fmt: skip
