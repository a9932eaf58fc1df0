"""Open demand: transactions → visits → pages → requests, with the online share on the way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessor.demand.adoption import in_force, share_on_days
from assessor.demand.days import SECONDS_PER_DAY, Days
from assessor.demand.results import OpenLoad
from assessor.demand.shapes import by_hour, day_factors, year_factors
from assessor.scenario.model import Candidate, Scenario
from assessor.scenario.policies import Effects, Policy
from assessor.scenario.services import OpenService, RequestRule

Floats = NDArray[np.float64]
FEE_BEARING, OTHER = "fee_bearing", "other"
NamedPolicies = list[tuple[str, Policy]]


def transactions_per_day(scenario: Scenario, service: OpenService, days: Days) -> float:
    """Transactions on the mean day of a year, before policies. [1/day]"""
    growth = (1 + service.growth_per_year.base) ** (days.year - scenario.as_of.year)
    if service.transactions_per_year is not None:
        return service.transactions_per_year.base * service.own_share * growth / days.count
    able = scenario.populations[service.population].able_online
    active, reaching = service.daily_active_share, service.share_reaching_city
    people = 0.0 if able is None or active is None else able.base * active.base
    return people * (1.0 if reaching is None else reaching.base) * growth


def policies_of(scenario: Scenario, service: str, group: str | None = None) -> NamedPolicies:
    """Enabled policies on a service, in file order; those of one group of transactions."""
    return [
        (name, policy)
        for name, policy in scenario.policies.items()
        if policy.enabled
        and service in policy.service
        and (group is None or policy.only in {None, group})
    ]


@dataclass(frozen=True)
class _Group:
    """Transactions that bear a fee, or the others; those of one chosen procedure, or the rest."""

    name: str
    weight: float
    """Share of all transactions."""
    online: Floats
    """Online share each day."""
    policies: NamedPolicies


def open_load(scenario: Scenario, name: str, service: OpenService, *, days: Days) -> OpenLoad:
    """A service of the public over one year, hour by hour."""
    groups = _groups(scenario, name, service, days)
    transactions = _transactions(scenario, name, service, days)
    online = sum(group.weight * group.online for group in groups)
    funnel = service.funnel
    visits_per_transaction = sum(
        group.weight
        * (
            funnel.visits_any_channel.base
            + group.online * funnel.visits_per_online_transaction.base
        )
        for group in groups
    )
    return OpenLoad(
        service=name,
        transactions=transactions,
        online_transactions=transactions * by_hour(np.asarray(online)),
        visits=transactions * by_hour(np.asarray(visits_per_transaction)),
        online_share=np.asarray(online),
        fee_bearing_online_share=_online_share([g for g in groups if g.name == FEE_BEARING]),
        requests=_requests(service, groups, transactions, days),
        remote_calls_factor=_daily(policies_of(scenario, name), "remote_calls_factor", days),
        arrival_scv=service.arrival_scv.base,
        pages_per_visit=funnel.pages_per_visit.base,
    )


def _groups(scenario: Scenario, name: str, service: OpenService, days: Days) -> list[_Group]:
    """Fee-bearing transactions and others, of each chosen procedure and of the rest."""
    fee_bearing = service.fee_bearing_share.base if service.fee_bearing_share else 0.0
    groups = []
    for share, focus in _parts(scenario, name, service):
        for group, weight in ((OTHER, 1 - fee_bearing), (FEE_BEARING, fee_bearing)):
            policies = [*policies_of(scenario, name, group), *focus]
            online = share_on_days(service.adoption, policies, days.ordinals)
            groups.append(_Group(group, share * weight, online, policies))
    return groups


def _parts(
    scenario: Scenario, name: str, service: OpenService
) -> list[tuple[float, NamedPolicies]]:
    """The rest of a service and its chosen procedures: share of its transactions, what choosing
    does.

    Choosing acts on the online share of a procedure as a policy does; fees are borne by the same
    share of its transactions as of the whole service.
    """
    chosen = [(i, c) for i, c in scenario.portfolio.items() if c.chosen and c.service == name]
    if not chosen or service.transactions_per_year is None:
        return [(1.0, [])]
    whole = service.transactions_per_year.base * service.own_share
    # in a drawn world the candidates may outgrow their service: they then are all of it
    whole = max(whole, sum(candidate.transactions_per_year.base for _, candidate in chosen))
    parts = [
        (
            candidate.transactions_per_year.base / whole,
            [(f"portfolio.{i}", focus(scenario, candidate))],
        )
        for i, candidate in chosen
    ]
    return [(1 - sum(share for share, _ in parts), []), *parts]


def focus(scenario: Scenario, candidate: Candidate) -> Policy:
    """What concentrating on a procedure does to its online share, from a day on."""
    effects = Effects(
        share_limit_add=candidate.share_limit_add,
        time_constant_factor=candidate.time_constant_factor,
    )
    return Policy.model_construct(
        title=candidate.title,
        enabled=True,
        since=candidate.chosen_from or scenario.as_of,
        until=None,
        service=(candidate.service,),
        only=None,
        effects=effects,
        note=None,
    )


def _online_share(groups: list[_Group]) -> Floats:
    """Of several groups together, each day; of the first where they carry nothing."""
    total = sum(group.weight for group in groups)
    if total == 0:
        return groups[0].online
    return np.asarray(sum(group.weight * group.online for group in groups) / total)


def _transactions(scenario: Scenario, name: str, service: OpenService, days: Days) -> Floats:
    """Transactions in each hour, with what policies take away or move to other hours. [1/s]"""
    policies = policies_of(scenario, name)
    rate = transactions_per_day(scenario, service, days) / SECONDS_PER_DAY
    shape = year_factors(scenario.profiles[service.profile], days)
    for _, policy in policies:
        moved = policy.effects.share_moved
        if moved is not None and policy.effects.to_profile is not None:
            share = by_hour(moved.base * _active(policy, days))
            elsewhere = year_factors(scenario.profiles[policy.effects.to_profile], days)
            shape = shape * (1 - share) + elsewhere * share
    return rate * shape * by_hour(_daily(policies, "transactions_factor", days))


def _active(policy: Policy, days: Days) -> Floats:
    ordinals = days.ordinals
    after = ordinals >= policy.since.toordinal()
    if policy.until is not None:
        after &= ordinals <= policy.until.toordinal()
    return after.astype(np.float64)


def _daily(policies: NamedPolicies, effect: str, days: Days) -> Floats | float:
    """Product of one factor of all policies, each day; 1 where none has it."""
    factor: Floats | float = 1.0
    for _, policy in policies:
        quantity = getattr(policy.effects, effect)
        if quantity is not None:
            factor = factor * (1 + (quantity.base - 1) * _active(policy, days))
    return factor


def _requests(
    service: OpenService, groups: list[_Group], transactions: Floats, days: Days
) -> dict[str, Floats]:
    reaching = {
        request_class: rule
        for request_class, rule in service.funnel.requests.items()
        if service.hosted == "city" or rule.reaches_city
    }
    return {
        request_class: transactions
        * by_hour(_per_transaction(service, groups, request_class, rule, days))
        for request_class, rule in reaching.items()
    }


def _per_transaction(
    service: OpenService, groups: list[_Group], request_class: str, rule: RequestRule, days: Days
) -> Floats:
    """Requests of a class per transaction of any channel, each day."""
    total = np.zeros(days.count, dtype=np.float64)
    for group in groups:
        if rule.only is None or rule.only == group.name:
            each = _per_transaction_of(service, group, rule)
            total += group.weight * each * _class_factor(group, request_class, days)
    return total


def _per_transaction_of(service: OpenService, group: _Group, rule: RequestRule) -> Floats:
    funnel = service.funnel
    visits = (
        funnel.visits_any_channel.base + group.online * funnel.visits_per_online_transaction.base
    )
    of = {
        "visit": visits,
        "page": visits * funnel.pages_per_visit.base,
        "transaction": np.ones_like(visits),
        "online_transaction": group.online,
    }[rule.per]
    kept = 1.0 if rule.offloaded_share is None else 1 - rule.offloaded_share.base
    return of * (rule.count.base * kept)


def _class_factor(group: _Group, request_class: str, days: Days) -> Floats | float:
    factor: Floats | float = 1.0
    for _, policy in group.policies:
        times = policy.effects.class_factors.get(request_class)
        value = 1.0 if times is None else times.base
        if request_class in policy.effects.drop_classes:
            value = 0.0
        if value != 1.0:
            factor = factor * (1 + (value - 1) * _active(policy, days))
    return factor


def requests_in_year(
    scenario: Scenario, name: str, service: OpenService, request_class: str, *, days: Days
) -> float:
    """Requests of one class in a year; from daily figures, without the hours."""
    rule = service.funnel.requests.get(request_class)
    if rule is None or not (service.hosted == "city" or rule.reaches_city):
        return 0.0
    policies = policies_of(scenario, name)
    shape = day_factors(scenario.profiles[service.profile], days)
    for _, policy in policies:
        moved = policy.effects.share_moved
        if moved is not None and policy.effects.to_profile is not None:
            share = moved.base * _active(policy, days)
            elsewhere = day_factors(scenario.profiles[policy.effects.to_profile], days)
            shape = shape * (1 - share) + elsewhere * share
    rate = transactions_per_day(scenario, service, days)
    per_day = rate * shape * _daily(policies, "transactions_factor", days)
    groups = _groups(scenario, name, service, days)
    each = _per_transaction(service, groups, request_class, rule, days)
    return float((per_day * each).sum())


def fees_forgone(scenario: Scenario, days: Days) -> float:
    """Fees that enabled policies leave uncollected in a year. [VND]"""
    return sum(
        policy.effects.revenue_forgone_vnd_per_year.base * float(_active(policy, days).mean())
        for policy in scenario.policies.values()
        if policy.enabled and policy.effects.revenue_forgone_vnd_per_year is not None
    )


__all__ = [
    "FEE_BEARING",
    "OTHER",
    "fees_forgone",
    "focus",
    "in_force",
    "open_load",
    "policies_of",
    "requests_in_year",
    "transactions_per_day",
]
