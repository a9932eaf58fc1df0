"""What do we do first: the chosen actions in order, what they cost, what they change."""

from __future__ import annotations

from collections.abc import Iterator

from assessor.project import Study
from assessor.report.model import Block, Callout, Cell, Figures, Paragraph, Section, Table
from assessor.roadmap.report import Roadmap
from assessor.text import format_money, format_number, format_percent
from assessor.text import gettext as _

NOT_CHOSEN_SHOWN = 40


def order_section(study: Study) -> Section:
    """The roadmap; what it reaches is projected: finished work only proposes an answer."""
    if study.roadmap is None:
        words = _("no order of work: the project has no assessment with remediation templates")
        return Section("order", _("3. What do we do first?"), (Paragraph(words),))
    blocks = tuple(_blocks(study.roadmap, study))
    return Section("order", _("3. What do we do first?"), blocks)


def _blocks(roadmap: Roadmap, study: Study) -> Iterator[Block]:
    yield Figures(tuple(_figures(roadmap)))
    yield Callout(
        _("Projected: a finished piece of work only proposes an answer; evidence must confirm it.")
    )
    yield _chosen(roadmap, _funding_lines(study))
    if roadmap.next_level.why is not None:
        yield Paragraph(roadmap.next_level.why.here())
    yield _budgets(roadmap, study)
    yield _left_out(roadmap)
    for words in roadmap.assumptions:
        yield Paragraph(words.here(), muted=True)


def _figures(roadmap: Roadmap) -> Iterator[tuple[str, Cell, str]]:
    before, after = roadmap.before, roadmap.after
    yield (
        _("Score, now → projected"),
        Cell(f"{format_percent(before.score)} → {format_percent(after.score)}"),
        _("{n} pieces of work").format(n=len(roadmap.chosen)),
    )
    yield (
        _("Level, now → projected"),
        Cell(f"{before.level} → {after.level}"),
        _("stated gap of the search {gap}").format(gap=format_percent(roadmap.gap, 2)),
    )
    yield (
        _("Cost within the horizon"),
        Cell(format_money(roadmap.totals.cost_vnd)),
        " … ".join(roadmap.horizon),
    )
    yield (
        _("Best gain per cost first would give"),
        Cell(format_percent(roadmap.greedy.score)),
        _("level {level}, {cost}").format(
            level=roadmap.greedy.level, cost=format_money(roadmap.greedy.cost_vnd)
        ),
    )


def _funding_lines(study: Study) -> dict[str, str]:
    """Funding lines by the names that officials know."""
    programme = study.project.programme
    lines = {} if programme is None else programme.funding_lines
    return {n: line.title.here() for n, line in lines.items() if line.title is not None}


def _chosen(roadmap: Roadmap, lines: dict[str, str]) -> Table:
    rows = tuple(
        (
            format_number(number, 0),
            one.id if one.title is None else one.title.here(),
            Cell(" … ".join(dict.fromkeys((one.start, one.finish))), nowrap=True),
            lines.get(one.funding_line or "", one.funding_line or "—"),
            nature_words(one.nature),
            format_money(one.cost_vnd),
            ", ".join(one.closes[:6]) + (" …" if len(one.closes) > 6 else ""),
        )
        for number, one in enumerate(
            sorted(roadmap.chosen, key=lambda c: (c.start, c.finish, c.id)), start=1
        )
    )
    head = (
        _("No."), _("work"), _("quarters"), _("funding line"), _("nature"), _("cost"),
        _("puts within reach"),
    )  # fmt: skip
    return Table(head, rows, frozenset({0, 5}), wide=True)


def nature_words(nature: str) -> str:
    """Capital or recurrent money, as budgets call it."""
    names = {
        "capital": _("development investment"),
        "recurrent": _("recurrent spending"),
        "mixed": _("mixed"),
    }
    return names.get(nature, nature)


def _budgets(roadmap: Roadmap, study: Study) -> Table:
    known, rows = study.project.scenario.money.budgets, []
    for budget, spent in roadmap.totals.by_budget.items():
        available = sum(roadmap.totals.available.get(budget, {}).values())
        share = format_percent(spent / available) if available else "—"
        name = known[budget].title.here() if budget in known else budget
        rows.append((name, format_money(spent), format_money(available), share))
    head = (_("budget"), _("used"), _("available"), _("share"))
    return Table(head, tuple(rows), frozenset({1, 2, 3}))


def _left_out(roadmap: Roadmap) -> Table:
    shown = roadmap.not_chosen[:NOT_CHOSEN_SHOWN]
    rows = tuple(
        (one.id if one.title is None else one.title.here(), one.why.here()) for one in shown
    )
    caption = _("Not in the plan: {n}").format(n=len(roadmap.not_chosen))
    return Table((_("work"), _("why not")), rows, caption=caption, wide=True)
