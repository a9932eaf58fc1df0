"""Columns of the services."""

from __future__ import annotations

from collections.abc import Callable

from assessor.api import Scenario, ServiceRow, format_number
from assessor.api import gettext as _
from gui.demand.words import (
    amount_words,
    hosted_words,
    kind_of_service,
    meaning_of_kind,
    rate_words,
    share_words,
    title_of,
)
from gui.tables import TableColumn


def service_columns(scenario: Callable[[], Scenario]) -> tuple[TableColumn[ServiceRow], ...]:
    """What is said of a service; `scenario` gives the open one."""
    return (
        TableColumn(
            lambda: _("service"), lambda r: title_of(scenario(), "services", r.id),
            is_wide=True,
        ),
        TableColumn(lambda: _("kind of load"), kind_of_service, tip=meaning_of_kind),
        TableColumn(lambda: _("hosted"), hosted_words),
        TableColumn(
            lambda: _("how much"), amount_words, lambda r: r.amount or -1.0, is_number=True
        ),
        TableColumn(
            lambda: _("online 1/1"), lambda r: share_words(r.online_share_at_start),
            lambda r: r.online_share_at_start or -1.0, is_number=True,
        ),
        TableColumn(
            lambda: _("online 31/12"), lambda r: share_words(r.online_share_at_end),
            lambda r: r.online_share_at_end or -1.0, is_number=True,
        ),
        TableColumn(
            lambda: _("visits in the year"),
            lambda r: "—" if r.visits is None else format_number(r.visits, 0),
            lambda r: r.visits or -1.0, is_number=True,
        ),
        TableColumn(
            lambda: _("requests/s in the design hour"),
            lambda r: rate_words(r.design_rate) if r.design_rates else "—",
            lambda r: r.design_rate, is_number=True,
        ),
    )  # fmt: skip
