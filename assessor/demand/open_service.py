"""Open demand: transactions → visits → pages → requests, with the online share on the way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessor.demand.adoption import in_force, share_on_days
from assessor.demand.days import SECONDS_PER_DAY, Days
from assessor.demand.results import OpenLoad
from assessor.demand.shapes import ServiceDays, Spread, spread_of
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
    visits: Floats
    """Visits per transaction of any channel, each day."""
    policies: NamedPolicies


def open_load(scenario: Scenario, name: str, service: OpenService, *, days: Days) -> OpenLoad:
    """A service of the public over one year, hour by hour."""
    groups = _groups(scenario, name, service, days)
    found = _service_days(scenario, name, service, groups, days)
    online = np.asarray(sum(group.weight * group.online for group in groups))
    visits_per_transaction = np.asarray(sum(group.weight * group.visits for group in groups))
    return OpenLoad(
        service=name,
        transactions=found.spread.hours(),
        online_transactions=found.spread.times(online).hours(),
        visits=found.spread.times(visits_per_transaction).hours(),
        online_share=online,
        fee_bearing_online_share=_online_share([g for g in groups if g.name == FEE_BEARING]),
        requests=found.requests(),
        remote_calls_factor=_daily(policies_of(scenario, name), "remote_calls_factor", days),
        arrival_scv=service.arrival_scv.base,
        pages_per_visit=service.funnel.pages_per_visit.base,
    )


def open_days(scenario: Scenario, name: str, service: OpenService, *, days: Days) -> ServiceDays:
    """The same service as daily figures."""
    groups = _groups(scenario, name, service, days)
    return _service_days(scenario, name, service, groups, days)


def _service_days(
    scenario: Scenario, name: str, service: OpenService, groups: list[_Group], days: Days
) -> ServiceDays:
    return ServiceDays(
        _transactions(scenario, name, service, days),
        {
            request_class: _per_transaction(service, groups, request_class, rule, days)
            for request_class, rule in reaching_rules(service).items()
        },
    )


def reaching_rules(service: OpenService) -> dict[str, RequestRule]:
    """The requests that reach the city, by class."""
    return {
        request_class: rule
        for request_class, rule in service.funnel.requests.items()
        if service.hosted == "city" or rule.reaches_city
    }


def _groups(scenario: Scenario, name: str, service: OpenService, days: Days) -> list[_Group]:
    """Fee-bearing transactions and others, of each chosen procedure and of the rest."""
    fee_bearing = service.fee_bearing_share.base if service.fee_bearing_share else 0.0
    groups = []
    for share, focus in _parts(scenario, name, service):
        for group, weight in ((OTHER, 1 - fee_bearing), (FEE_BEARING, fee_bearing)):
            policies = [*policies_of(scenario, name, group), *focus]
            online = share_on_days(service.adoption, policies, days.ordinals)
            visits = _visits(service, online)
            groups.append(_Group(group, share * weight, online, visits, policies))
    return groups


def _visits(service: OpenService, online: Floats) -> Floats:
    funnel = service.funnel
    each = funnel.visits_per_online_transaction.base
    return np.asarray(funnel.visits_any_channel.base + online * each)


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
    theirs = sum(candidate.transactions_per_year.base for _, candidate in chosen)
    whole = np.maximum(whole, theirs)
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
    effects = Effects.model_construct(
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


def _transactions(scenario: Scenario, name: str, service: OpenService, days: Days) -> Spread:
    """Transactions, with what policies take away or move to other hours. [1/s]"""
    policies = policies_of(scenario, name)
    spread = spread_of(scenario, service.profile, days)
    for _, policy in policies:
        moved, profile = policy.effects.share_moved, policy.effects.to_profile
        if moved is not None and profile is not None:
            share = moved.base * _active(policy, days)
            spread = spread.moved(share, spread_of(scenario, profile, days))
    rate = transactions_per_day(scenario, service, days) / SECONDS_PER_DAY
    return spread.times(rate * _daily(policies, "transactions_factor", days))


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


def _per_transaction(
    service: OpenService, groups: list[_Group], request_class: str, rule: RequestRule, days: Days
) -> Floats:
    """Requests of a class per transaction of any channel, each day."""
    units = np.zeros(days.count, dtype=np.float64)
    for group in groups:
        if rule.only is None or rule.only == group.name:
            kept = group.weight * _class_factor(group, request_class, days)
            units = units + kept * _units(group, rule)
    each = rule.count.base * _not_offloaded(rule)
    return units * (each * service.funnel.pages_per_visit.base if rule.per == "page" else each)


def _units(group: _Group, rule: RequestRule) -> Floats | float:
    """What requests are counted per, of each transaction; a page counts as its visit."""
    if rule.per == "transaction":
        return 1.0
    return group.online if rule.per == "online_transaction" else group.visits


def _not_offloaded(rule: RequestRule) -> float:
    return 1.0 if rule.offloaded_share is None else 1 - rule.offloaded_share.base


def _class_factor(group: _Group, request_class: str, days: Days) -> Floats | float:
    factor: Floats | float = 1.0
    for _, policy in group.policies:
        times = policy.effects.class_factors.get(request_class)
        dropped = request_class in policy.effects.drop_classes
        if dropped or times is not None:
            value = 0.0 if dropped or times is None else times.base
            factor = factor * (1 + (value - 1) * _active(policy, days))
    return factor


def requests_in_year(
    scenario: Scenario, name: str, service: OpenService, request_class: str, *, days: Days
) -> float:
    """Requests of one class in a year; from daily figures, without the hours."""
    rule = reaching_rules(service).get(request_class)
    if rule is None:
        return 0.0
    per_day = _transactions(scenario, name, service, days).per_day()
    groups = _groups(scenario, name, service, days)
    return float((per_day * _per_transaction(service, groups, request_class, rule, days)).sum())


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
    "open_days",
    "open_load",
    "policies_of",
    "reaching_rules",
    "requests_in_year",
    "transactions_per_day",
]
