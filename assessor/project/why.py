"""Why a number of a study is what it is: one question for scores, one for the plan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assessor.project.opening import Assessed
from assessor.project.words import promise_words, shown_value
from assessor.scoring import Explanation, Scorecard, Term, explain
from assessor.text import gettext as _

if TYPE_CHECKING:
    from assessor.catalogue.model import Catalogue
    from assessor.demand import Term as InputTerm
    from assessor.planning.result import FleetResult, YearPlan
    from assessor.project.study import Study
    from assessor.roadmap.report import Roadmap
    from assessor.scenario import Scenario


def why_score(assessed: Assessed, card: Scorecard, name: str) -> Explanation:
    """The explanation of a criterion, a node, a gate, `score`, `level` or `verdict`.

    Raises
    ------
    KeyError
        The scorecard has nothing of that name.
    """
    found = explain(
        card,
        name,
        catalogue=assessed.catalogue,
        rules=assessed.rules,
        assessment=assessed.assessment,
    )
    titled = (replace(term, name=_titled(assessed.catalogue, term.name)) for term in found.terms)
    return replace(found, terms=tuple(titled))


def _titled(catalogue: Catalogue, name: str) -> str:
    """Rows, groups and catalogues by their titles, with their ids."""
    for known in (catalogue.criteria, catalogue.groups, catalogue.includes):
        if name in known:
            return f"{known[name].title.here()} [{name}]"
    return name


def why_action(roadmap: Roadmap, name: str) -> Explanation:
    """What a piece of work of the roadmap costs, how long it takes, and what it closes.

    Raises
    ------
    KeyError
        No such work was chosen.
    """
    found = next((one for one in roadmap.chosen if one.id == name), None)
    if found is None:
        raise KeyError(name)
    facts = (
        (_("one-off cost"), found.once_vnd, "VND"),
        (_("yearly cost"), found.per_year_vnd, "VND/year"),
        (_("start"), found.start, ""),
        (_("end"), found.finish, ""),
        (_("quarters"), found.quarters, ""),
        (_("procurement procedure"), found.procedure, ""),
        (_("funding line"), found.funding_line, ""),
        (_("nature of the money"), found.nature, ""),
    )
    terms = [Term(words, value, unit, None, "quantity") for words, value, unit in facts]
    terms += [Term(_("closes"), row, "", None, "row") for row in found.closes]
    terms += [Term(_("comes after"), row, "", None, "row") for row in found.requires]
    formula = _("one-off cost + yearly cost from the quarter after the work to the end of the plan")
    notes = tuple(words.here() for words in roadmap.assumptions)
    model = _("integer programming under budgets and procedures")
    return Explanation(name, found.cost_vnd, "VND", tuple(terms), formula, model, notes)


def why_plan(study: Study, name: str, year: int | None = None) -> Explanation:
    """The explanation of a tier or a class of requests in one year of the study.

    The terms of the standing fleet come with their inputs and sources; what the study found for
    both fleets follows.

    Raises
    ------
    KeyError
        The plan has nothing of that name or year.
    """
    from assessor.planning import explain_name

    shown = study.plan.years[-1] if year is None else study.plan.year(year)
    if shown is None:
        raise KeyError(year)
    scenario = study.project.scenario
    base = explain_name(scenario, name, shown.year)
    inputs = tuple(_input_term(scenario, term) for term in base.terms)
    found = _tier_terms(shown, name) or _class_terms(shown, name)
    reasons = tuple(titles_of(scenario, base.sources))
    terms = (*inputs, *found)
    return Explanation(name, base.value, base.unit or "", terms, base.formula, base.model, reasons)


def _input_term(scenario: Scenario, term: InputTerm) -> Term:
    source = "; ".join(titles_of(scenario, term.source)) or None
    return Term(term.name, term.value, term.unit or "", source, term.kind)  # type: ignore[arg-type]  # kinds of inputs stand beside those of scores


def titles_of(scenario: Scenario, sources: tuple[str, ...]) -> list[str]:
    """Sources by their titles, with the ids they have in the scenario."""
    known = scenario.sources
    return [f"{known[s].title.here()} [{s}]" if s in known else s for s in sources]


def _fleets(year: YearPlan) -> list[tuple[str, FleetResult]]:
    fleets = [(_("existing"), year.existing)]
    return fleets if year.planned is None else [*fleets, (_("planned"), year.planned)]


def _tier_terms(year: YearPlan, name: str) -> tuple[Term, ...]:
    terms: list[Term] = []
    for label, fleet in _fleets(year):
        for tier in fleet.tiers:
            if tier.id != name:
                continue
            because = tier.kept_because or tier.binding
            terms += [
                Term(f"{words} — {label}", value, unit, None, "quantity")
                for words, value, unit in (
                    (_("servers"), tier.servers, ""),
                    (_("offered load"), tier.offered_load, "erlang"),
                    (_("channels, all servers up"), tier.channels, ""),
                    (_("utilisation, all servers up"), tier.utilisation, "1"),
                    (_("utilisation in the worst state"), tier.utilisation_worst, "1"),
                    (_("ceiling"), tier.utilisation_at_most, "1"),
                )
            ]
            if because is not None:
                words = _("why this number")
                terms.append(Term(f"{words} — {label}", None, "", because.here(), "quantity"))
    return tuple(terms)


def _class_terms(year: YearPlan, name: str) -> tuple[Term, ...]:
    return tuple(
        Term(
            f"{promise_words(kept.code, kept.quantile)} — {label}",
            kept.value,
            kept.unit,
            _("limit {limit}, state {state}").format(
                limit=shown_value(kept.limit, kept.unit), state=kept.state
            ),
            "quantity",
        )
        for label, fleet in _fleets(year)
        for one in fleet.classes
        if one.id == name
        for kept in one.promises
    )
