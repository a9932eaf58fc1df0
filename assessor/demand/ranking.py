"""Which few procedures bring most: time saved against the capacity they cost."""

from __future__ import annotations

from dataclasses import dataclass

from assessor.demand.design import work_per_request
from assessor.scenario.changes import with_values
from assessor.scenario.model import Scenario
from assessor.scenario.services import OpenService


@dataclass(frozen=True)
class RankedCandidate:
    """A procedure that could be improved first."""

    id: str
    transactions_per_year: float
    hours_saved_per_year: float
    """Of people's time. [h/year]"""
    channel_seconds_per_transaction: float
    """Work of all city tiers for one transaction filed online. [s]"""
    channel_hours_per_year: float
    """[h/year]"""
    benefit: float
    """Hours saved per channel hour; what the ranking goes by."""
    chosen: bool = False
    """Whether the city concentrates on it, so that the load follows."""


def ranked_portfolio(scenario: Scenario) -> tuple[RankedCandidate, ...]:
    """The candidates, most hours saved per channel hour first; equal ones by hours saved."""
    ranked = [_candidate(scenario, name) for name in scenario.portfolio]
    return tuple(sorted(ranked, key=lambda c: (-c.benefit, -c.hours_saved_per_year, c.id)))


def _candidate(scenario: Scenario, name: str) -> RankedCandidate:
    candidate = scenario.portfolio[name]
    transactions = candidate.transactions_per_year.base
    saved = transactions * candidate.time_saved_min_per_transaction.base / 60
    seconds = work_per_transaction(scenario, candidate.service)
    channel_hours = transactions * seconds / 3600
    benefit = saved / channel_hours if channel_hours else 0.0
    return RankedCandidate(
        name, transactions, saved, seconds, channel_hours, benefit, candidate.chosen
    )


def with_first_chosen(scenario: Scenario, count: int) -> Scenario:
    """The scenario that concentrates on the first `count` of the ranking, and on no others.

    Raises
    ------
    ValueError
        A count below 0 or above the number of candidates.
    """
    ranked = ranked_portfolio(scenario)
    if not 0 <= count <= len(ranked):
        raise ValueError(f"count must lie in 0…{len(ranked)}, got {count}")
    changes = {f"portfolio.{one.id}.chosen": place < count for place, one in enumerate(ranked)}
    return with_values(scenario, changes)


def work_per_transaction(scenario: Scenario, service_id: str) -> float:
    """Channel seconds of all city tiers that one transaction filed online asks for. [s]"""
    service = scenario.services[service_id]
    if not isinstance(service, OpenService):
        return 0.0
    funnel = service.funnel
    visits = funnel.visits_any_channel.base + funnel.visits_per_online_transaction.base
    units = {
        "visit": visits,
        "page": visits * funnel.pages_per_visit.base,
        "transaction": 1.0,
        "online_transaction": 1.0,
    }
    work = work_per_request(scenario)
    total = 0.0
    for request_class, rule in funnel.requests.items():
        if service.hosted == "city" or rule.reaches_city:
            kept = 1.0 if rule.offloaded_share is None else 1 - rule.offloaded_share.base
            weight = (
                1.0
                if rule.only is None or service.fee_bearing_share is None
                else (service.fee_bearing_share.base)
            )
            seconds = sum(work.get(request_class, {}).values())
            total += units[rule.per] * rule.count.base * kept * weight * seconds
    return total
