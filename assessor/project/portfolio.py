"""Services first: a candidate chosen or not, in the scenario and in its file; why it ranks so."""

from __future__ import annotations

from pathlib import Path

from assessor.demand import ranked_portfolio
from assessor.documents import edit
from assessor.project.why import titles_of
from assessor.quantities import Quantity
from assessor.scenario import Scenario, with_values
from assessor.scoring import Explanation, Term
from assessor.text import gettext as _


def with_chosen(scenario: Scenario, candidate: str, *, chosen: bool) -> Scenario:
    """The scenario with a candidate of its portfolio chosen or left; everything checked again.

    Raises
    ------
    ScenarioError
        No candidate is called so, or the changed scenario does not hold together.
    """
    return with_values(scenario, {f"portfolio.{candidate}.chosen": chosen})


def choices_between(saved: Scenario, current: Scenario) -> dict[str, bool]:
    """Candidates that are chosen in one of two states of a scenario only, as they are now."""
    return {
        name: candidate.chosen
        for name, candidate in current.portfolio.items()
        if name in saved.portfolio and candidate.chosen != saved.portfolio[name].chosen
    }


def save_choices(path: Path, saved: Scenario, current: Scenario) -> None:
    """Write what was chosen or left into the scenario's file; comments and other lines stay.

    A candidate that comes from an extended file is named in this file too; nothing is written
    where nothing changed.

    Raises
    ------
    DocumentError
        The file belongs to the program.
    OSError
        The file cannot be written.
    """
    changed = choices_between(saved, current)
    if changed:
        edit(path, {("portfolio", name, "chosen"): now for name, now in changed.items()})


def why_benefit(scenario: Scenario, candidate: str) -> Explanation:
    """Hours of people's time that one channel hour of the city saves, for one candidate.

    Raises
    ------
    KeyError
        No candidate is called so.
    """
    written = scenario.portfolio[candidate]
    found = next(one for one in ranked_portfolio(scenario) if one.id == candidate)
    count, saved = written.transactions_per_year, written.time_saved_min_per_transaction
    terms = (
        _given(scenario, _("transactions a year"), count),
        _given(scenario, _("time saved per transaction"), saved),
        _worked(_("hours saved in the year"), found.hours_saved_per_year, "h"),
        _worked(
            _("channel seconds of all city tiers per transaction filed online"),
            found.channel_seconds_per_transaction, "s",
        ),
        _worked(_("channel hours of the year"), found.channel_hours_per_year, "h"),
    )  # fmt: skip
    return Explanation(
        name=candidate,
        value=found.benefit,
        unit=_("h per channel hour"),
        terms=terms,
        formula=_("hours saved in the year ⁄ channel hours of the year"),
        model=_("every transaction of the year filed online"),
        sources=tuple(titles_of(scenario, (*count.source, *saved.source))),
    )


def _given(scenario: Scenario, name: str, quantity: Quantity) -> Term:
    source = "; ".join(titles_of(scenario, quantity.source)) or None
    return Term(name, quantity.base, quantity.unit or "", source, quantity.kind)  # type: ignore[arg-type]  # kinds of inputs stand beside those of scores


def _worked(name: str, value: float, unit: str) -> Term:
    return Term(name, value, unit, None, "quantity")
