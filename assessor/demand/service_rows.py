"""One line a service: what it is, how much of it there is, and what reaches the city."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from assessor.demand.days import SECONDS_PER_HOUR
from assessor.demand.results import YearDemand
from assessor.scenario.model import Scenario
from assessor.scenario.services import OpenService, Service
from assessor.text.language import N_
from assessor.text.language import gettext as _

Amount = Literal[
    "dossiers", "transactions", "visits", "sessions", "users", "messages", "streams", "volume"
]

_KINDS = {
    "open": N_("open to all"),
    "closed": N_("closed group"),
    "partly_open": N_("partly open"),
    "machine": N_("machine to machine"),
    "conference": N_("conference"),
    "storage": N_("storage"),
}


def service_kind_words(kind: str) -> str:
    """How the load of a service arises."""
    return _(_KINDS.get(kind, kind))


@dataclass(frozen=True)
class ServiceRow:
    """What one service asks of the city in one year."""

    id: str
    kind: str
    hosted: str
    enabled: bool
    amount: float | None
    """In the year; users and streams as such; volume with all copies at the year's end [TiB].
    None for what is left out or kept elsewhere."""
    amount_of: Amount
    online_share_at_start: float | None = None
    """Share of transactions filed online on the first day; None where it is no matter of choice."""
    online_share_at_end: float | None = None
    visits: float | None = None
    """In the year."""
    design_rates: Mapping[str, float] = field(default_factory=dict)
    """Requests by class, worst five minutes of the design hour. [1/s]"""

    @property
    def design_rate(self) -> float:
        """Requests of all classes, worst five minutes of the design hour. [1/s]"""
        return sum(self.design_rates.values())


def service_rows(scenario: Scenario, demand: YearDemand) -> tuple[ServiceRow, ...]:
    """Every service of the scenario in file order, also those that are switched off."""
    return tuple(_row(name, service, demand) for name, service in scenario.services.items())


def _row(name: str, service: Service, demand: YearDemand) -> ServiceRow:
    rates = dict(demand.design.by_service.get(name, {}))
    amount, of = _amount(name, service, demand)
    if name not in demand.open:
        return ServiceRow(name, service.kind, service.hosted, service.enabled, amount, of,
                          design_rates=rates)  # fmt: skip
    load = demand.open[name]
    adopts = isinstance(service, OpenService) and service.adoption is not None
    return ServiceRow(
        id=name,
        kind=service.kind,
        hosted=service.hosted,
        enabled=service.enabled,
        amount=amount,
        amount_of=of,
        online_share_at_start=float(load.online_share[0]) if adopts else None,
        online_share_at_end=float(load.online_share[-1]) if adopts else None,
        visits=float(load.visits.sum()) * SECONDS_PER_HOUR,
        design_rates=rates,
    )


def _amount(name: str, service: Service, demand: YearDemand) -> tuple[float | None, Amount]:
    if service.kind == "closed":
        return (demand.closed[name].users if name in demand.closed else None), "users"
    if service.kind == "machine":
        return _messages(name, demand), "messages"
    if service.kind == "conference":
        found = demand.conference.get(name)
        return (None if found is None else found.streams), "streams"
    if service.kind == "storage":
        kept = demand.storage.get(name)
        return (None if kept is None else kept.occupied), "volume"
    load = demand.open.get(name)
    count = None if load is None else float(load.transactions.sum()) * SECONDS_PER_HOUR
    if service.kind == "partly_open":
        return count, "sessions"
    filed = service.transactions_per_year if isinstance(service, OpenService) else None
    if filed is None:
        return count, "visits"
    return count, "dossiers" if filed.unit == "dossiers" else "transactions"


def _messages(name: str, demand: YearDemand) -> float | None:
    load = demand.machine.get(name)
    if load is None:
        return None
    return sum(float(rates.sum()) for rates in load.requests.values()) * SECONDS_PER_HOUR
