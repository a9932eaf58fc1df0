"""Why a rate, the work of the design hour or a worked figure is what it is, in people's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assessor.demand import (
    Explained,
    YearDemand,
    explain_class,
    explain_reference_load,
    work_per_request,
)
from assessor.demand import Term as DemandTerm
from assessor.demand.document import peak_factors_of
from assessor.project.why import titles_of
from assessor.scenario import Scenario
from assessor.scoring import Explanation, Term
from assessor.text import N_, format_date, gettext
from assessor.text import gettext as _

_RULES = {
    "peak_day_busy_hour": N_("the busiest hour of the year"),
    "hour_quantile": N_("the hour that all but the busiest few stay below"),
    "mean_busy_hour": N_("mean of the busiest hours of all working days"),
}
_TERMS = {
    "users": N_("users"),
    "concurrency_at_hour": N_("share at work in the hour"),
    "think_time_s": N_("think time"),
    "requests_per_interaction": N_("requests per interaction"),
    "transactions_per_day": N_("transactions a day"),
    "transactions_per_month": N_("transactions a month"),
    "transactions_per_year": N_("transactions a year"),
    "seconds": N_("seconds of that time"),
    "seconds_of_year": N_("seconds of the year"),
    "growth_and_shape": N_("growth and shape of the year"),
    "requests_per_transaction": N_("requests per transaction"),
    "visits_per_s": N_("visits a second"),
    "requests_per_visit": N_("requests per visit"),
    "own_share": N_("share of this service"),
    "visits_per_transaction": N_("visits per transaction"),
    "pages_per_visit": N_("pages per visit"),
    "online_share": N_("online share"),
    "requests_per_unit": N_("requests per unit"),
    "not_offloaded": N_("share not served by caches"),
    "policies_and_fees": N_("policies and fees"),
    "busiest_5min_factor": N_("worst-five-minutes factor"),
}
_FORMULAS = {
    "product": N_("product of the terms"),
    "product_over_last": N_("product of the terms, divided by the last"),
    "quotient": N_("product of the terms over those that divide"),
}
_FACTORS = {
    ("design_day", "mean calendar day"): N_("design day against the mean calendar day"),
    ("busy_hour_share", "its own day"): N_("share of the design hour in its own day"),
    ("working_day_index", "mean calendar day"): N_(
        "mean working day against the mean calendar day"
    ),
}
_TOKEN = re.compile(r"[a-z][a-z0-9_]*")
_RECIPROCAL = "1/"


def rule_words(basis: str) -> str:
    """The rule that picks a design hour."""
    return gettext(_RULES[basis]) if basis in _RULES else basis


def why_rate(scenario: Scenario, name: str, demand: YearDemand) -> Explanation:
    """The rate of a class in the worst five minutes of the design hour, service by service.

    Raises
    ------
    KeyError
        No request class is called so.
    """
    found = explain_class(scenario, name, demand.year, demand)
    upright = [_upright(term) for term in found.terms]
    terms = [_told(scenario, term, _named(scenario, term.name)) for term in upright]
    divided = found.formula.replace(f" × {_RECIPROCAL}", " ⁄ ")
    formula = _TOKEN.sub(lambda token: _term_words(token.group()), divided)
    return _explanation(scenario, found, formula, _hour_words(demand), tuple(terms))


def _upright(term: DemandTerm) -> DemandTerm:
    """A factor such as 1 ⁄ seconds of the year as the divisor it is: nobody reads 0.00000003."""
    service, dot, name = term.name.rpartition(".")
    if not name.startswith(_RECIPROCAL) or term.value == 0:
        return term
    name = name.removeprefix(_RECIPROCAL)
    return replace(term, name=f"{service}{dot}{name}", value=1 / term.value, unit="s")


def why_work(scenario: Scenario, demand: YearDemand) -> Explanation:
    """The work of all city tiers in the worst five minutes of the design hour, class by class."""
    design, work = demand.design, work_per_request(scenario)
    factor = scenario.promises.design.busiest_5min_factor
    terms: list[Term] = []
    for name, rate in design.hourly_rates.items():
        seconds = sum(work.get(name, {}).values())
        if rate > 0 and seconds > 0:
            title = scenario.request_classes[name].title.here()
            requests, each = _("requests a second"), _("channel time per request")
            terms.append(Term(f"{title}: {requests}", rate, "1/s", None, "quantity"))
            terms.append(Term(f"{title}: {each}", 1000 * seconds, "ms", None, "quantity"))
    named = DemandTerm("", factor.base, factor.unit, factor.source, factor.kind)
    terms.append(_told(scenario, named, _term_words("busiest_5min_factor")))
    terms += [
        Term(gettext(_FACTORS[factor.name, factor.base]), factor.value, "1", None, "quantity")
        for factor in peak_factors_of(scenario, demand)
        if (factor.name, factor.base) in _FACTORS
    ]
    return Explanation(
        name="design",
        value=sum(design.work.values()),
        unit="erlang",
        terms=tuple(terms),
        formula=_("Σ (requests a second × channel time per request) × worst-five-minutes "
                  "factor, over classes that reach the city"),
        model=_hour_words(demand),
        sources=tuple(titles_of(scenario, factor.source)),
    )  # fmt: skip


def why_reference_load(scenario: Scenario, name: str) -> Explanation:
    """A worked figure from its inputs, with other answers to the same question beside it.

    Raises
    ------
    KeyError
        No reference load is called so.
    """
    load, found = scenario.reference_loads[name], explain_reference_load(scenario, name)
    terms = [_told(scenario, term, term.name) for term in found.terms]
    terms += [_told(scenario, term, _beside_words(scenario, term.name)) for term in found.beside]
    formula = gettext(_FORMULAS[load.formula])
    told = _explanation(scenario, found, found.formula, formula, tuple(terms))
    return replace(told, sources=(*_remarks(scenario, name), *told.sources))


def _remarks(scenario: Scenario, name: str) -> Iterator[str]:
    load = scenario.reference_loads[name]
    if load.corrected_because is not None:
        yield _("Corrected: {reason}").format(reason=load.corrected_because.here())
    if load.note is not None:
        yield load.note.here()


def _beside_words(scenario: Scenario, name: str) -> str:
    if name in scenario.reference_loads:
        title = scenario.reference_loads[name].title.here()
        return _("beside it: {name}").format(name=title)
    if name.startswith("design_hour_visits:"):
        hour = name.partition(":")[2].replace("T", " ")
        return _("beside it: visits a second in the design hour, {hour} h").format(hour=hour)
    return _("beside it: as published") if name == "published" else name


def _term_words(name: str) -> str:
    return gettext(_TERMS[name]) if name in _TERMS else name


def _named(scenario: Scenario, name: str) -> str:
    """`service.term` by the service's title and the term's words."""
    service, dot, term = name.partition(".")
    if not dot or service not in scenario.services:
        return _term_words(name)
    return f"{scenario.services[service].title.here()}: {_term_words(term)}"


def _told(scenario: Scenario, term: DemandTerm, name: str) -> Term:
    source = "; ".join(titles_of(scenario, term.source)) or None
    unit = "1" if term.unit == "fraction" else term.unit or ""
    return Term(name, term.value, unit, source, term.kind)  # type: ignore[arg-type]  # kinds of inputs stand beside those of scores


def _hour_words(demand: YearDemand) -> str:
    design = demand.design
    return _("{rule}: {day}, {hour}:00").format(
        rule=rule_words(design.basis), day=format_date(design.day), hour=f"{design.hour:02d}"
    )


def _explanation(
    scenario: Scenario, found: Explained, formula: str, model: str, terms: tuple[Term, ...]
) -> Explanation:
    sources = tuple(titles_of(scenario, found.sources))
    return Explanation(found.name, found.value, found.unit or "", terms, formula, model, sources)
