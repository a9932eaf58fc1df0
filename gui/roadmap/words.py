"""Work, quarters and money of a roadmap as people call them."""

from __future__ import annotations

from assessor.api import N_, ChosenAction, Roadmap, format_money, format_percent
from assessor.api import gettext as _
from gui.session import Session

_NATURES = {
    "capital": N_("development investment"),
    "recurrent": N_("recurrent spending"),
    "mixed": N_("mixed"),
}
_STATUS = {
    "optimal": N_("proved best"),
    "within_gap": N_("proved best within {gap}"),
    "time_limit": N_("best found in time, {gap} from the bound"),
    "committed_unpaid": N_("what is committed is not within the budgets"),
}


def work_title(one: ChosenAction) -> str:
    """The title of a piece of work, or its id."""
    return one.id if one.title is None else one.title.here()


def nature_words(nature: str) -> str:
    """Capital or recurrent money, as budgets call it."""
    return _(_NATURES[nature]) if nature in _NATURES else nature


def span_words(start: str, finish: str) -> str:
    """`Q3/2023`, or from one quarter to another."""
    first, last = ("/".join(reversed(one.split("-"))) for one in (start, finish))
    if first == last:
        return first
    return f"{first[:2]}–{last}" if start[:4] == finish[:4] else f"{first}–{last}"


def budget_title(session: Session, name: str) -> str:
    """A purse by its title in the scenario, or its id."""
    project = session.project
    known = {} if project is None else project.scenario.money.budgets
    return known[name].title.here() if name in known else name


def lead_words(roadmap: Roadmap) -> str:
    """Before and after, and what stays open."""
    return _(
        "{n} pieces of work for {money}: score {before} → {after} (forecast, not evidence), level "
        "{level} → {reached}. {open} criteria stay open for level {next}."
    ).format(
        n=len(roadmap.chosen),
        money=format_money(roadmap.totals.cost_vnd),
        before=format_percent(roadmap.before.score),
        after=format_percent(roadmap.after.score),
        level=roadmap.before.level,
        reached=roadmap.after.level,
        open=len(roadmap.next_level.open),
        next=roadmap.next_level.level or "—",
    )


def proof_words(roadmap: Roadmap) -> str:
    """How good the order is known to be, against the simple rule."""
    status = _(_STATUS[roadmap.status]).format(
        gap=format_percent(max((goal.gap for goal in roadmap.objective), default=roadmap.gap), 2)
    )
    greedy = _("best gain per cost first would give {score} for {money}").format(
        score=format_percent(roadmap.greedy.score), money=format_money(roadmap.greedy.cost_vnd)
    )
    return f"{status} · {greedy}"
