"""A number of the plan taken apart: its formula, its terms, where each comes from."""

from __future__ import annotations

from assessor.demand import Explained, Term, demand_for_year
from assessor.demand import explain_class as explain_rate
from assessor.demand import explain_input as explain_demand_input
from assessor.demand import explain_reference_load as explain_load
from assessor.planning.evaluated import Fleet, YearView
from assessor.planning.explain_other import (
    explain_external,
    explain_media,
    explain_storage,
    speed_term,
)
from assessor.planning.plans import existing_fleet, year_view
from assessor.planning.platform import TierView, Visit, platform_of
from assessor.planning.states import states_of
from assessor.quantities import Quantity
from assessor.scenario.model import Scenario
from assessor.scenario.worlds import resolve


def explain_reference_load(scenario: Scenario, name: str) -> Explained:
    """A worked figure of the scenario. Raises KeyError where there is none of that name."""
    return explain_load(scenario, name)


def explain_input(scenario: Scenario, name: str) -> Explained:
    """A shared or inline quantity. Raises KeyError where there is none of that name."""
    return explain_demand_input(scenario, name)


def explain_tier(scenario: Scenario, name: str, year: int | None = None) -> Explained:
    """Utilisation of a tier of the existing fleet: Σ λ·visits·D over what its channels do.

    Raises
    ------
    KeyError
        No tier is called so.
    """
    view, fleet = _standing(scenario, year)
    tier = view.platform.tiers[name]
    if tier.hosted != "city":
        return explain_external(scenario, tier)
    if not tier.is_queue:
        return _explain_unqueued(scenario, view, fleet, tier)
    active = states_of(view.platform, fleet.servers, fleet.hosts)[0].active[name]
    station = view.evaluators[0].station(name, active)
    terms: list[Term] = []
    parts: list[str] = []
    for flow in station.flows:
        c = flow.request_class
        written = scenario.platform.demands[c][name]
        rate = view.load.arrival_rates[c]
        terms.append(Term(f"{c}.arrival_rate", rate, "1/s", (), "derived"))
        terms.append(_term(f"{c}.visits", written.visits))
        if written.service_demand_s is not None:
            # A control that is off gives back its share: the demand here is the one at work.
            at_work = flow.visit.demand * tier.speed
            terms.append(_term(f"{c}.service_demand_s", written.service_demand_s, at_work))
        parts.append(f"{c}.arrival_rate × {c}.visits × {c}.service_demand_s")
    terms.append(Term("servers_active", float(active), "servers", (), "choice"))
    terms.append(Term("vcpu", float(tier.vcpu), "channels per server", (), "choice"))
    terms.append(speed_term(scenario, tier))
    below = "servers_active × vcpu × speed"
    if tier.usl is not None:
        terms.append(Term("contention", tier.usl.contention, "1", (), "assumption"))
        terms.append(Term("coherency", tier.usl.coherency, "1", (), "assumption"))
        terms.append(Term("channels_effective", station.channels, "channels", (), "derived"))
        below = "channels_effective × speed, channels_effective = N/(1 + σ(N−1) + κN(N−1))"
    return Explained(
        name=name,
        value=station.utilisation,
        unit="1",
        formula=f"({' + '.join(parts) or '0'}) / ({below})",
        model=f"utilisation:{station.model}",
        terms=tuple(terms),
        sources=_sources(terms),
    )


def _explain_unqueued(
    scenario: Scenario, view: YearView, fleet: Fleet, tier: TierView
) -> Explained:
    demand = demand_for_year(resolve(scenario), view.load.year)
    if tier.discipline == "volume":
        return explain_storage(scenario, demand, tier)
    servers = fleet.servers[tier.id]
    value = view.evaluators[0].utilisation(tier, servers)
    return explain_media(scenario, demand, tier, servers=servers, value=value)


def explain_class(scenario: Scenario, name: str, year: int | None = None) -> Explained:
    """Mean response of a class by the existing fleet, tier by tier; then where its rate is from.

    Raises
    ------
    KeyError
        No request class is called so, or none of its requests has a path.
    """
    view, fleet = _standing(scenario, year)
    evaluator = view.evaluators[0]
    active = states_of(view.platform, fleet.servers, fleet.hosts)[0].active
    promise = evaluator.promise(name)
    with_remote = promise.with_remote if promise else False
    response = evaluator.response(name, active, with_remote=with_remote)
    terms: list[Term] = []
    parts: list[str] = []
    for visit in view.platform.paths[name]:
        found = _stay_terms(scenario, view, active, name, visit)
        if found and (with_remote or view.platform.tiers[visit.tier].hosted == "city"):
            terms += found
            parts.append(f"{visit.tier}.visits × {visit.tier}.stay_s")
    formula = " + ".join(parts)
    if response.requests > 1.0:
        formula = f"E[slowest of parallel_requests of ({formula})]"
        terms.append(Term("parallel_requests", response.requests, "requests", (), "derived"))
    rate = explain_rate(scenario, name, view.load.year)
    terms.append(Term("arrival_rate", rate.value, "1/s", rate.sources, "derived"))
    terms += [
        Term(f"arrival_rate.{t.name}", t.value, t.unit, t.source, t.kind or "choice")
        for t in rate.terms
    ]
    return Explained(
        name=name,
        value=response.mean,
        unit="s",
        formula=f"{formula}; arrival_rate = {rate.formula}",
        model=f"response_mean:{response.law.model} ({response.law.error_class})",
        terms=tuple(terms),
        sources=_sources(terms),
    )


def _stay_terms(
    scenario: Scenario, view: YearView, active: dict[str, int], request_class: str, visit: Visit
) -> list[Term]:
    tier = view.platform.tiers[visit.tier]
    written = scenario.platform.demands[request_class][visit.tier]
    visits = _term(f"{visit.tier}.visits", written.visits)
    if tier.discipline == "delay":
        latency = scenario.platform.tiers[visit.tier].latency_s
        return [] if latency is None else [visits, _term(f"{visit.tier}.stay_s", latency)]
    if not tier.is_queue:
        return []
    stay = view.evaluators[0]._stay(visit, active[tier.id])
    terms = [visits, Term(f"{visit.tier}.stay_s", stay.mean, "s", (), "derived")]
    if written.service_demand_s is not None:
        terms.append(
            _term(f"{visit.tier}.service_demand_s", written.service_demand_s, visit.demand)
        )
    station = view.evaluators[0].station(tier.id, active[tier.id])
    terms.append(Term(f"{visit.tier}.utilisation", station.utilisation, "1", (), "derived"))
    return terms


def explain_name(scenario: Scenario, name: str, year: int | None = None) -> Explained:
    """Whatever the name means: a reference load, a tier, a class or an input.

    Raises
    ------
    KeyError
        It means none of them.
    """
    if name in scenario.reference_loads:
        return explain_reference_load(scenario, name)
    if name in scenario.platform.tiers:
        return explain_tier(scenario, name, year)
    if name in scenario.request_classes and name in scenario.platform.demands:
        return explain_class(scenario, name, year)
    return explain_input(scenario, name)


def _standing(scenario: Scenario, year: int | None) -> tuple[YearView, Fleet]:
    resolved = resolve(scenario)
    platform = platform_of(resolved)
    year = scenario.as_of.year if year is None else year
    view = year_view(resolved, demand_for_year(resolved, year), platform)
    return view, existing_fleet(platform)


def _term(name: str, quantity: Quantity, value: float | None = None) -> Term:
    found = quantity.base if value is None else value
    return Term(name, found, quantity.unit, quantity.source, quantity.kind or "choice")


def _sources(terms: list[Term]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source for term in terms for source in term.source))
