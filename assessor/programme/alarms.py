"""What is late, off target, or left to the wrong hands. The day comes in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from assessor.programme.model import Programme, Task, Unit
from assessor.programme.progress import tasks_of


@dataclass(frozen=True)
class OverdueReview:
    """A review that should have been held."""

    id: str
    owner: str
    due: date
    days_late: int


def overdue_reviews(programme: Programme, on: date) -> list[OverdueReview]:
    """Reviews due before a day, latest first; one that was never held counts from `since`."""
    late = []
    for name, review in programme.reviews.items():
        counted_from = review.last or review.since
        if counted_from is None:
            continue
        due = counted_from + timedelta(days=review.every_days)
        if due < on:
            late.append(OverdueReview(name, review.owner, due, (on - due).days))
    return sorted(late, key=lambda r: (-r.days_late, r.id))


@dataclass(frozen=True)
class Reminder:
    """Something that a unit is to be reminded of."""

    unit: str | None
    kind: Literal["review", "task", "milestone"]
    id: str
    due: date
    days_late: int
    """Negative where the day is still to come."""


def reminders(programme: Programme, on: date, within_days: int = 14) -> list[Reminder]:
    """All that is late or due within some days, latest first."""
    last = on + timedelta(days=within_days)
    found: list[Reminder] = []
    for name, review in programme.reviews.items():
        counted_from = review.last or review.since
        if counted_from is not None:
            due = counted_from + timedelta(days=review.every_days)
            found.append(Reminder(review.owner, "review", name, due, (on - due).days))
    for name, task in programme.tasks.items():
        if task.due is not None and task.state not in {"done", "cancelled"}:
            found.append(Reminder(task.owner, "task", name, task.due, (on - task.due).days))
    for name, milestone in programme.milestones.items():
        if milestone.reached is None:
            due = milestone.due
            found.append(Reminder(None, "milestone", name, due, (on - due).days))
    return sorted((r for r in found if r.due <= last), key=lambda r: (-r.days_late, r.kind, r.id))


@dataclass(frozen=True)
class LateMilestone:
    """A milestone that is not reached, or was reached late."""

    id: str
    due: date
    reached: date | None
    days_late: int


def late_milestones(
    programme: Programme, on: date, *, tag: str | None = None
) -> list[LateMilestone]:
    """Milestones past their day on a day, latest first; of one programme where a tag is given."""
    late = []
    for name, milestone in programme.milestones.items():
        if tag is not None and tag not in milestone.programmes:
            continue
        ended = milestone.reached or on
        if ended > milestone.due and ended <= on:
            days = (ended - milestone.due).days
            late.append(LateMilestone(name, milestone.due, milestone.reached, days))
    return sorted(late, key=lambda m: (-m.days_late, m.id))


@dataclass(frozen=True)
class OffTarget:
    """Money spent on nothing that was agreed."""

    position: int
    """In the list of spending."""
    vnd: float
    reason: Literal["not_linked", "wrong_purpose", "wrong_line"]


def off_target_spending(programme: Programme) -> list[OffTarget]:
    """Spending with no action or task, or outside the purpose of its line."""
    found = []
    for position, item in enumerate(programme.spending):
        reason: Literal["not_linked", "wrong_purpose", "wrong_line"] | None = None
        if item.action is None and item.task is None:
            reason = "not_linked"
        elif item.action and programme.actions[item.action].funding_line != item.funding_line:
            reason = "wrong_line"
        elif item.task:
            purpose = set(programme.funding_lines[item.funding_line].purpose)
            if not purpose.intersection(programme.tasks[item.task].programmes):
                reason = "wrong_purpose"
        if reason is not None:
            found.append(OffTarget(position, item.vnd, reason))
    return found


def spent_by_year(programme: Programme) -> dict[str, dict[int, float]]:
    """Money spent by funding line and year. [VND]"""
    spent: dict[str, dict[int, float]] = {line: {} for line in programme.funding_lines}
    for item in programme.spending:
        years = spent[item.funding_line]
        years[item.on.year] = years.get(item.on.year, 0.0) + item.vnd
    return spent


@dataclass(frozen=True)
class ItOnly:
    """Tasks handed over to IT staff alone ("khoán trắng")."""

    tasks: tuple[str, ...]
    owned: int
    """Tasks that have an owner at all."""
    share: float | None
    alarm: bool


def left_to_it_alone(programme: Programme) -> ItOnly:
    """Tasks owned by an IT unit without a business owner outside IT."""
    owned = {n: t for n, t in tasks_of(programme).items() if t.owner is not None}
    alone = tuple(name for name, task in owned.items() if _it_alone(programme.units, task))
    share = len(alone) / len(owned) if owned else None
    limit = programme.thresholds.it_only_share_at_most
    return ItOnly(alone, len(owned), share, share is not None and share > limit)


def _it_alone(units: Mapping[str, Unit], task: Task) -> bool:
    owner, business = task.owner, task.business_owner
    if owner is None or not units[owner].it_unit:
        return False
    return business is None or units[business].it_unit
