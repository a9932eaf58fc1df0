"""How far the programme is: tasks, difficulties, milestones, reviews, ranks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from assessor.project import Study
from assessor.report.drawing import ranks_picture
from assessor.report.model import Block, Cell, Paragraph, Section, Table
from assessor.text import format_date, format_number, format_percent
from assessor.text import gettext as _

if TYPE_CHECKING:
    from assessor.programme import Programme
    from assessor.programme.model import Milestone, Ranking
    from assessor.programme.progress import Progress

TASKS_SHOWN = 60


def programme_section(study: Study) -> Section:
    """Progress by programme, tasks, milestones and overdue reviews, as known on the day."""
    programme = study.project.programme
    title = _("How far the programme is")
    if programme is None:
        return Section("programme", title, ())
    return Section("programme", title, tuple(_blocks(programme, study.project.scenario.as_of)))


def ranks_section(study: Study) -> Section:
    """Published ranks by year, drawn, with the places won or lost and the target."""
    programme = study.project.programme
    title = _("Ranks among the provinces")
    if programme is None or not programme.ranks:
        return Section("ranks", title, ())
    blocks = (ranks_picture(programme.ranks), _rank_table(programme))
    return Section("ranks", title, blocks)


def half_year_words(on: date) -> str:
    """The half year that ended last, on a day or before it."""
    if (on.month, on.day) == (12, 31):
        return _("second half of {year}").format(year=on.year)
    if (on.month, on.day) >= (6, 30):
        return _("first half of {year}").format(year=on.year)
    return _("second half of {year}").format(year=on.year - 1)


def _blocks(programme: Programme, on: date) -> Iterator[Block]:
    from assessor.programme import overdue_reviews

    if programme.title is not None:
        yield Paragraph(programme.title.here())
    yield _by_tag(programme, on)
    yield from _by_group(programme)
    yield from _milestones(programme, on)
    late = overdue_reviews(programme, on)
    yield Paragraph(
        _("Reviews: {n} kept in the programme, {late} overdue.").format(
            n=len(programme.reviews), late=len(late)
        )
    )
    yield from _tasks(programme)
    yield Paragraph(_("All as known on {date}.").format(date=format_date(on)), muted=True)
    words = _(
        "A task without recorded progress counts as open; that does not say nothing was done."
    )
    yield Paragraph(words, muted=True)


def tag_words(tag: str) -> str:
    """A programme by the name officials use."""
    return {
        "PAR": _("Administrative reform"),
        "DX": _("Digital transformation"),
        "DA06": _("Project 06"),
    }[tag]


def _of(progress: Progress) -> str:
    if not progress.total:
        return "—"
    return f"{progress.done}/{progress.total} ({format_percent(progress.share)})"


def _by_tag(programme: Programme, on: date) -> Table:
    from assessor.programme import difficulty_progress, task_progress
    from assessor.programme.progress import Progress

    rows = []
    for tag in ("PAR", "DX", "DA06"):
        marks = [m for m in programme.milestones.values() if tag in m.programmes]
        reached = [m for m in marks if m.reached is not None and m.reached <= on]
        rows.append(
            (
                tag_words(tag),
                _of(task_progress(programme, tag=tag)),
                _of(difficulty_progress(programme, on, tag=tag)),
                _of(Progress(len(reached), len(marks))),
            )
        )
    head = (
        _("programme"),
        _("tasks done"),
        _("difficulties resolved"),
        _("milestones reached"),
    )
    caption = _("An item that serves several programmes is counted in each")
    return Table(head, tuple(rows), frozenset({1, 2, 3}), caption)


def _by_group(programme: Programme) -> Iterator[Block]:
    from assessor.programme import is_ready, task_progress, tasks_of

    groups = dict.fromkeys(task.group for task in programme.tasks.values() if task.group)
    rows = []
    for group in groups:
        tasks = tasks_of(programme, group=group).values()
        unknown = sum(not task.text_known for task in tasks)
        ready = sum(is_ready(task) for task in tasks)
        progress = task_progress(programme, group=group)
        counted = (_of(progress), f"{ready}/{progress.total}", format_number(unknown, 0))
        rows.append((_group_words(programme, group), *counted))
    if rows:
        head = (_("set of tasks"), _("done"), _("clear text and owner"), _("text not at hand"))
        yield Table(head, tuple(rows), frozenset({1, 2, 3}))


def _group_words(programme: Programme, group: str) -> str:
    """A set of tasks by the decision it comes from, where all of it comes from one."""
    tasks = [task for task in programme.tasks.values() if task.group == group]
    (decision, *others) = dict.fromkeys(task.from_decision for task in tasks)
    if others or decision is None:
        return group
    return f"{programme.decisions[decision].title.here()} ({group})"


def _milestones(programme: Programme, on: date) -> Iterator[Block]:
    rows = tuple(
        (
            one.title.here(),
            ", ".join(tag_words(tag) for tag in one.programmes) or "—",
            Cell(format_date(one.due), nowrap=True),
            _milestone_state(one, on),
        )
        for one in sorted(programme.milestones.values(), key=lambda one: one.due)
    )
    if rows:
        head = (_("milestone"), _("programme"), _("due"), _("state"))
        yield Table(head, rows)


def _milestone_state(one: Milestone, on: date) -> Cell:
    if one.reached is not None and one.reached <= on:
        words = _("reached {date}").format(date=format_date(one.reached))
        return Cell(words, "good" if one.reached <= one.due else "warn")
    if one.due < on:
        return Cell(_("{n} days late").format(n=(on - one.due).days), "bad")
    return Cell(_("not yet due"), "unknown")


def _tasks(programme: Programme) -> Iterator[Block]:
    """Tasks whose text is known; the others are counted above, not listed one by one."""
    known = [task for task in programme.tasks.values() if task.text_known]
    states = {
        "open": Cell(_("open"), "unknown"),
        "in_progress": Cell(_("in progress")),
        "done": Cell(_("done"), "good"),
        "cancelled": Cell(_("cancelled"), "unknown"),
    }
    rows = tuple(
        (
            task.title.here(),
            ", ".join(tag_words(tag) for tag in task.programmes) or "—",
            _("no unit") if task.owner is None else programme.units[task.owner].title.here(),
            "—" if task.due is None else Cell(format_date(task.due), nowrap=True),
            states[task.state],
        )
        for task in sorted(known, key=lambda task: not task.emphasised)[:TASKS_SHOWN]
    )
    if rows:
        head = (_("task"), _("programme"), _("responsible"), _("due"), _("state"))
        yield Table(head, rows, wide=True)
    if len(known) > TASKS_SHOWN:
        yield Paragraph(_("and {n} more").format(n=len(known) - TASKS_SHOWN), muted=True)


def _rank_table(programme: Programme) -> Table:
    from assessor.programme import rank_changes

    changes = {(one.index, one.to_year): one for one in rank_changes(programme)}
    rows: list[tuple[Cell | str, ...]] = []
    for name, ranking in programme.ranks.items():
        for year in sorted(ranking.values):
            change = changes.get((name, year))
            moved = "—" if change is None else _moved(change.places_up)
            title = name if ranking.title is None else ranking.title.here()
            rank = f"{ranking.values[year]}/{ranking.of}"
            sources = ", ".join(ranking.source)
            rows.append((title, str(year), rank, moved, _target(ranking, year), sources))
    head = (_("index"), _("year"), _("rank"), _("moved"), _("target"), _("source"))
    return Table(head, tuple(rows), frozenset({2}))


def _moved(up: int) -> Cell | str:
    if up == 0:
        return _("unchanged")
    words = _("up {n}") if up > 0 else _("down {n}")
    return Cell(words.format(n=abs(up)), "good" if up > 0 else "bad")


def _target(ranking: Ranking, year: int) -> Cell | str:
    if ranking.target is None:
        return "—"
    if ranking.values[year] <= ranking.target:
        return Cell(_("{n} or better: kept").format(n=ranking.target), "good")
    return Cell(_("{n} or better: missed").format(n=ranking.target), "bad")
