"""Why a number of a study is what it is: one question for scores, one for the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.project.opening import Assessed
from assessor.project.words import promise_words, shown_value
from assessor.scoring import Explanation, Scorecard, Term, explain
from assessor.text import gettext as _

if TYPE_CHECKING:
    from assessor.planning.result import FleetResult, YearPlan
    from assessor.project.study import Study


def why_score(assessed: Assessed, card: Scorecard, name: str) -> Explanation:
    """The explanation of a criterion, a node, a gate, `score`, `level` or `verdict`.

    Raises
    ------
    KeyError
        The scorecard has nothing of that name.
    """
    return explain(
        card,
        name,
        catalogue=assessed.catalogue,
        rules=assessed.rules,
        assessment=assessed.assessment,
    )


def why_plan(study: Study, name: str, year: int | None = None) -> Explanation:
    """The explanation of a tier or a class of requests in one year of the study.

    Raises
    ------
    KeyError
        The plan has nothing of that name or year.
    """
    shown = study.plan.years[-1] if year is None else study.plan.year(year)
    if shown is None:
        raise KeyError(year)
    fleets = [(_("existing"), shown.existing)]
    if shown.planned is not None:
        fleets.append((_("planned"), shown.planned))
    if any(tier.id == name for tier in shown.existing.tiers):
        return _of_tier(fleets, name)
    return _of_class(shown, fleets, name)


def _of_tier(fleets: list[tuple[str, FleetResult]], name: str) -> Explanation:
    terms: list[Term] = []
    for label, fleet in fleets:
        tier = next(one for one in fleet.tiers if one.id == name)
        for words, value, unit in (
            (_("offered load"), tier.offered_load, "erlang"),
            (_("channels, all servers up"), tier.channels, ""),
            (_("servers"), tier.servers, ""),
            (_("utilisation, all servers up"), tier.utilisation, "1"),
            (_("utilisation in the worst state"), tier.utilisation_worst, "1"),
            (_("ceiling"), tier.utilisation_at_most, "1"),
        ):
            terms.append(Term(f"{words} — {label}", value, unit, None, "quantity"))
    last = next(one for one in fleets[-1][1].tiers if one.id == name)
    reasons = tuple(words.here() for words in (last.kept_because, last.binding) if words)
    formula = _(
        "utilisation = offered load ⁄ channels; servers: the fewest that keep every promise"
    )
    return Explanation(name, last.servers, _("servers"), tuple(terms), formula, last.model, reasons)


def _of_class(year: YearPlan, fleets: list[tuple[str, FleetResult]], name: str) -> Explanation:
    terms = [Term(_("arrival rate"), year.design.arrival_rates[name], "1/s", None, "quantity")]
    for label, fleet in fleets:
        one = next(found for found in fleet.classes if found.id == name)
        terms.append(Term(f"{_('mean response')} — {label}", one.response_mean_s, "s", None,
                          "quantity"))  # fmt: skip
        terms += [
            Term(
                f"{promise_words(kept.code, kept.quantile)} — {label}",
                kept.value,
                kept.unit,
                _("limit {limit}, state {state}").format(
                    limit=shown_value(kept.limit, kept.unit), state=kept.state
                ),
                "threshold",
            )
            for kept in one.promises
        ]
    last = next(found for found in fleets[-1][1].classes if found.id == name)
    formula = _("distribution of the stays in each tier on the path: {path}").format(
        path=" → ".join(last.path) or name
    )
    return Explanation(name, last.response_mean_s, "s", tuple(terms), formula, last.model, ())
