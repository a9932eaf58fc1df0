"""How far things are: tasks, difficulties, coverage, ranks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from assessor.programme.model import Programme, Task


@dataclass(frozen=True)
class Progress:
    """So many of so many."""

    done: int
    total: int

    @property
    def share(self) -> float | None:
        """done / total; None where there is nothing."""
        return self.done / self.total if self.total else None


def tasks_of(
    programme: Programme, *, group: str | None = None, tag: str | None = None
) -> dict[str, Task]:
    """Tasks of a group, or that carry a programme's tag; cancelled ones left out."""
    return {
        name: task
        for name, task in programme.tasks.items()
        if task.state != "cancelled"
        and group in {None, task.group}
        and (tag is None or tag in task.programmes)
    }


def task_progress(
    programme: Programme, *, group: str | None = None, tag: str | None = None
) -> Progress:
    """Tasks done, of those that were not cancelled."""
    tasks = tasks_of(programme, group=group, tag=tag)
    return Progress(sum(task.state == "done" for task in tasks.values()), len(tasks))


def difficulty_progress(
    programme: Programme, on: date | None = None, *, tag: str | None = None
) -> Progress:
    """Difficulties resolved, by a day where one is given, of one programme where a tag is."""
    known = [d for d in programme.difficulties.values() if tag in {None, d.programme}]
    done = [
        d for d in known if d.state == "resolved" and (on is None or d.on is None or d.on <= on)
    ]
    return Progress(len(done), len(known))


def burn_down(programme: Programme, days: Sequence[date]) -> list[tuple[date, int]]:
    """Difficulties still open at the end of each day."""
    total = len(programme.difficulties)
    return [(day, total - difficulty_progress(programme, day).done) for day in days]


def what_a_task_lacks(task: Task) -> tuple[str, ...]:
    """Codes of what keeps a task from being ready: content, owner, due day."""
    lacking = (
        ("text", not task.text_known),
        ("owner", task.owner is None),
        ("due", task.due is None),
    )
    return tuple(code for code, missing in lacking if missing)


def is_ready(task: Task) -> bool:
    """True where a task has clear content and an address (a responsible body)."""
    return task.text_known and task.owner is not None


@dataclass(frozen=True)
class CoverageMatrix:
    """Fields × steps, True where renewed."""

    fields: tuple[str, ...]
    steps: tuple[str, ...]
    cells: tuple[tuple[bool, ...], ...]

    @property
    def empty(self) -> tuple[tuple[str, str], ...]:
        """Cells where nothing was renewed yet."""
        return tuple(
            (field, step)
            for field, row in zip(self.fields, self.cells, strict=True)
            for step, done in zip(self.steps, row, strict=True)
            if not done
        )


def coverage_matrix(programme: Programme) -> CoverageMatrix:
    """Which step of which field has been renewed."""
    coverage = programme.coverage
    done = set(coverage.done)
    cells = tuple(tuple((f, s) in done for s in coverage.steps) for f in coverage.fields)
    return CoverageMatrix(tuple(coverage.fields), tuple(coverage.steps), cells)


@dataclass(frozen=True)
class RankChange:
    """How a rank moved between two years; up is positive."""

    index: str
    from_year: int
    to_year: int
    places_up: int
    within_target: bool | None


def rank_changes(programme: Programme) -> list[RankChange]:
    """Every move between years that follow each other in the series."""
    changes = []
    for name, ranking in programme.ranks.items():
        years = sorted(ranking.values)
        for earlier, later in pairwise(years):
            rank = ranking.values[later]
            within = None if ranking.target is None else rank <= ranking.target
            moved = ranking.values[earlier] - rank
            changes.append(RankChange(name, earlier, later, moved, within))
    return changes
