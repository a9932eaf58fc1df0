"""Why the totals of a year and the lead figures of the order of work are what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.scoring import Explanation
from assessor.scoring.explanation import Term
from assessor.text import gettext as _

if TYPE_CHECKING:
    from assessor.project.study import Study
    from assessor.roadmap.report import Roadmap


def why_totals(study: Study, year: int) -> Explanation:
    """What the cost of a year is made of: hosts, power, storage, and the money for each.

    Raises
    ------
    KeyError
        The plan has no such year, or no totals for it.
    """
    shown = study.plan.year(year)
    if shown is None or shown.totals is None:
        raise KeyError(year)
    totals = shown.totals
    facts: tuple[tuple[str, float, str], ...] = (
        (_("vCPU"), totals.vcpu, ""),
        (_("memory"), totals.memory_gib, "GiB"),
        (_("storage"), totals.storage_tib, "TiB"),
        (_("hosts"), totals.hosts, ""),
        (_("hosts to buy"), totals.hosts_added, ""),
        (_("racks"), totals.racks, ""),
        (_("power"), totals.power_kw, "kW"),
        (_("energy of the year"), totals.energy_kwh, "kWh"),
        (_("purchase, before VAT"), totals.purchase_vnd, "VND"),
        (_("VAT of the year"), totals.vat_vnd, "VND"),
    )
    terms = tuple(Term(words, value, unit, None, "quantity") for words, value, unit in facts)
    formula = _("yearly share of the purchase + operation + energy + rent, over all sites")
    model = _("every fleet of every site together, real VND at the price date")
    notes = tuple(dict.fromkeys(words.here() for words in shown.notes))
    return Explanation(str(year), totals.cost_vnd, "VND/year", terms, formula, model, notes)


def why_roadmap(roadmap: Roadmap) -> Explanation:
    """How the order of work was found, what was proved of it, and what it leaves open."""
    before, after, ahead = roadmap.before, roadmap.after, roadmap.next_level
    terms = [
        Term(_("score before"), before.score, "1", None, "score"),
        Term(_("level before"), before.level, "", None, "score"),
        Term(_("level after"), after.level, "", None, "score"),
        Term(_("cost within the horizon"), roadmap.totals.cost_vnd, "VND", None, "quantity"),
        Term(_("score by taking the best gain per cost first"), roadmap.greedy.score, "1",
             None, "score"),
    ]  # fmt: skip
    terms += [
        Term(
            _("proved gap: {goal}").format(goal=_goal_words(goal.name)),
            goal.gap, "1", None, "quantity",
        )
        for goal in roadmap.objective
    ]  # fmt: skip
    terms += [
        Term(_("open for level {level}").format(level=ahead.level), row, "", None, "row")
        for row in ahead.open
    ]
    formula = _("level first, then score, then early benefit, then least cost")
    model = _("integer programming under budgets and procedures")
    notes = [words.here() for words in roadmap.assumptions]
    if ahead.why is not None:
        notes.insert(0, ahead.why.here())
    return Explanation("roadmap", after.score, "1", tuple(terms), formula, model, tuple(notes))


def _goal_words(name: str) -> str:
    return {
        "level": _("level"),
        "score": _("score"),
        "early_benefit": _("early benefit"),
        "cost": _("cost"),
    }.get(name, name)
