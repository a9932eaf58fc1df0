"""Numbers taken apart: formula, terms, sources. For reference loads, inputs and class rates."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from assessor.demand.adoption import DAYS_PER_MONTH
from assessor.demand.days import HOURS_PER_DAY, SECONDS_PER_DAY
from assessor.demand.other_services import machine_rate
from assessor.demand.results import Explained, OpenLoad, Term, YearDemand
from assessor.demand.year import demand_for_year
from assessor.quantities import Quantity
from assessor.scenario.model import LoadTerm, ReferenceLoad, Scenario
from assessor.scenario.services import ClosedService, MachineService, OpenService


def explain_reference_load(scenario: Scenario, name: str) -> Explained:
    """A worked figure of the scenario from its inputs, with the other answers beside it.

    Raises
    ------
    KeyError
        No reference load is called so.
    """
    load = scenario.reference_loads[name]
    terms = tuple(_load_term(scenario, term) for term in load.terms)
    value, formula = _worked(load, terms)
    return Explained(
        name,
        value,
        load.unit,
        formula,
        f"reference_load:{load.formula}",
        terms,
        _sources(terms),
        beside=tuple(_beside(scenario, load)),
        reason=load.corrected_because,
    )


def _worked(load: ReferenceLoad, terms: tuple[Term, ...]) -> tuple[float, str]:
    """Value and formula, by what the load says of its terms."""
    last = len(terms) - 1
    below = [
        {"product": False, "product_over_last": i == last, "quotient": t.divides}[load.formula]
        for i, t in enumerate(load.terms)
    ]
    factors = [term for term, divides in zip(terms, below, strict=True) if not divides]
    divisors = [term for term, divides in zip(terms, below, strict=True) if divides]
    value = math.prod(t.value for t in factors) / math.prod(t.value for t in divisors)
    formula = " / ".join([" × ".join(_formula(factors)), *_formula(divisors)])
    return value, formula


def _beside(scenario: Scenario, load: ReferenceLoad) -> Iterator[Term]:
    """The published figure, other worked figures, and what the calendar's design hour has."""
    if load.expected is not None:
        yield _term("published", load.expected)
    for other in load.beside:
        known = scenario.reference_loads[other]
        value, _ = _worked(known, tuple(_load_term(scenario, term) for term in known.terms))
        yield Term(other, value, known.unit, (), "derived")
    if load.design_visits_of or load.design_rates_of:
        design = demand_for_year(scenario, scenario.as_of.year).design
        at = f"{design.day}T{design.hour:02d}"
        # means of the hour: the worst five minutes are applied where sizes are found
        visits = sum(design.visits.get(name, 0.0) for name in load.design_visits_of)
        rates = sum(design.hourly_rates[name] for name in load.design_rates_of)
        if load.design_visits_of:
            value = visits / design.busiest_5min_factor
            yield Term(f"design_hour_visits:{at}", value, "1/s", (), "derived")
        if load.design_rates_of:
            yield Term(f"design_hour_rate:{at}", rates, "1/s", (), "derived")


def explain_input(scenario: Scenario, name: str) -> Explained:
    """A shared or inline quantity with its range and provenance.

    Raises
    ------
    KeyError
        No quantity is called so.
    """
    quantity = scenario.quantity(name)
    bounds = (("low", quantity.low), ("base", quantity.base), ("high", quantity.high))
    terms = tuple(
        Term(label, value, quantity.unit, quantity.source, quantity.kind)
        for label, value in bounds
        if value is not None
    )
    return Explained(name, quantity.base, quantity.unit, "base", "input", terms, quantity.source)


def explain_class(
    scenario: Scenario, request_class: str, year: int, demand: YearDemand | None = None
) -> Explained:
    """The rate of a class in the worst five minutes of the design hour, service by service.

    Raises
    ------
    KeyError
        No request class is called so.
    """
    if request_class not in scenario.request_classes:
        raise KeyError(request_class)
    demand = demand or demand_for_year(scenario, year)
    terms: list[Term] = []
    parts: list[str] = []
    for service, rates in demand.design.by_service.items():
        if request_class in rates:
            found = _service_terms(scenario, demand, service, request_class)
            terms += [_named(term, f"{service}.{term.name}") for term in found]
            parts.append(" × ".join(_formula(found)))
    factor = scenario.promises.design.busiest_5min_factor
    terms.append(_term("busiest_5min_factor", factor))
    return Explained(
        name=request_class,
        value=demand.design.arrival_rates[request_class],
        unit="1/s",
        formula=f"({' + '.join(parts) or '0'}) × busiest_5min_factor",
        model=f"demand:{demand.design.basis}:{demand.design.day}T{demand.design.hour:02d}",
        terms=tuple(terms),
        sources=_sources(terms),
    )


def _formula(terms: Iterable[Term]) -> list[str]:
    return [term.name for term in terms]


def _named(term: Term, name: str) -> Term:
    return Term(name, term.value, term.unit, term.source, term.kind)


def _load_term(scenario: Scenario, term: LoadTerm) -> Term:
    if term.ref is None:
        return Term(term.name, term.value or 0.0, term.unit, (), "choice")
    return _term(term.name, scenario.quantity(f"inputs.{term.ref}"))


def _term(name: str, quantity: Quantity) -> Term:
    return Term(name, quantity.base, quantity.unit, quantity.source, quantity.kind)


def _sources(terms: Iterable[Term]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source for term in terms for source in term.source))


def _service_terms(
    scenario: Scenario, demand: YearDemand, name: str, request_class: str
) -> list[Term]:
    """Factors whose product is the hourly mean of a class at the design hour."""
    service = scenario.services[name]
    if isinstance(service, ClosedService):
        return _closed_terms(scenario, demand, name, service, request_class)
    if isinstance(service, MachineService):
        return _machine_terms(demand, name, service, request_class)
    return _open_terms(scenario, demand, name, request_class)


def _closed_terms(
    scenario: Scenario, demand: YearDemand, name: str, service: ClosedService, request_class: str
) -> list[Term]:
    load = demand.closed[name]
    size = scenario.populations[service.population].size
    active = demand.design.active_users[name] / demand.design.busiest_5min_factor
    think = service.think_time_s
    return [
        Term("users", load.users, size.unit, size.source, size.kind),
        Term(
            "concurrency_at_hour",
            active / load.users if load.users else 0.0,
            "fraction",
            service.concurrency_busy_hour.source,
            service.concurrency_busy_hour.kind,
        ),
        Term("1/think_time_s", 1 / think.base, "1/s", think.source, think.kind),
        _term("requests_per_interaction", service.requests_per_interaction[request_class]),
    ]


def _machine_terms(
    demand: YearDemand, name: str, service: MachineService, request_class: str
) -> list[Term]:
    given = (
        (service.transactions_per_day, "transactions_per_day", 1.0),
        (service.transactions_per_month, "transactions_per_month", DAYS_PER_MONTH),
        (service.transactions_per_year, "transactions_per_year", 12 * DAYS_PER_MONTH),
    )
    count = service.requests[request_class]
    rate = machine_rate(service)
    hourly = demand.design.by_service[name][request_class] / demand.design.busiest_5min_factor
    shape = hourly / (rate * count.base) if rate * count.base else 0.0
    return [
        *(_term(label, quantity) for quantity, label, _ in given if quantity is not None),
        *(
            Term("1/seconds", 1 / (period * SECONDS_PER_DAY), "1/s", (), "derived")
            for quantity, _, period in given
            if quantity is not None
        ),
        Term("growth_and_shape", shape, "1", service.growth_per_year.source, "derived"),
        _term("requests_per_transaction", count),
    ]


def _open_terms(
    scenario: Scenario, demand: YearDemand, name: str, request_class: str
) -> list[Term]:
    load = demand.open[name]
    service = scenario.services[name]
    hourly = demand.design.by_service[name][request_class] / demand.design.busiest_5min_factor
    index = demand.design.index
    if not isinstance(service, OpenService) or service.transactions_per_year is None:
        visits = float(load.visits[index])
        rest = hourly / visits if visits else 0.0
        return [
            Term("visits_per_s", visits, "1/s", (), "derived"),
            Term("requests_per_visit", rest, "requests", (), "derived"),
        ]
    return _funnel_terms(demand, load, service, request_class, hourly)


def _funnel_terms(
    demand: YearDemand, load: OpenLoad, service: OpenService, request_class: str, hourly: float
) -> list[Term]:
    assert service.transactions_per_year is not None
    rule = service.funnel.requests[request_class]
    index = demand.design.index
    day = index // HOURS_PER_DAY
    base = service.transactions_per_year
    own = service.own_share
    mean = base.base * own / (demand.days * SECONDS_PER_DAY)
    shape = float(load.transactions[index]) / mean if mean else 0.0
    terms = [
        _term("transactions_per_year", base),
        *([Term("own_share", own, "fraction", (), "derived")] if own != 1.0 else []),
        Term("1/seconds_of_year", 1 / (demand.days * SECONDS_PER_DAY), "1/s", (), "derived"),
        Term("growth_and_shape", shape, "1", service.growth_per_year.source, "derived"),
    ]
    transactions = float(load.transactions[index])
    if rule.per in {"visit", "page"}:
        visits = float(load.visits[index]) / transactions if transactions else 0.0
        sources = service.funnel.visits_any_channel.source
        terms.append(Term("visits_per_transaction", visits, "visits", sources, "derived"))
    if rule.per == "page":
        terms.append(_term("pages_per_visit", service.funnel.pages_per_visit))
    if rule.per == "online_transaction":
        terms.append(Term("online_share", float(load.online_share[day]), "fraction", (), "derived"))
    terms.append(_term("requests_per_unit", rule.count))
    if rule.offloaded_share is not None:
        kept = rule.offloaded_share
        terms.append(Term("not_offloaded", 1 - kept.base, "fraction", kept.source, kept.kind))
    left = math.prod(term.value for term in terms)
    if left and not math.isclose(left, hourly, rel_tol=1e-9):
        terms.append(Term("policies_and_fees", hourly / left, "1", (), "derived"))
    return terms
