"""What a schedule gives and takes, by plain evaluation: no optimiser is involved.

A schedule maps action ids to the period of their start. The optimiser's answers, the greedy
comparison and the reasons are all read off here, so that they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from assessor.roadmap.problem import Criterion, Outlay, RoadmapProblem, outlay_in_year

Schedule = Mapping[str, int]
Purse = tuple[str, int]
"""A budget in a year."""

_SLACK = 1e-6
"""Relative excess that counts as rounding of the optimiser, not as overspending."""


def finished(problem: RoadmapProblem, schedule: Schedule, period: int) -> frozenset[str]:
    """Actions finished by the end of a period."""
    actions = problem.action_of
    return frozenset(
        a for a, start in schedule.items() if start + actions[a].duration - 1 <= period
    )


def credit(criterion: Criterion, done: frozenset[str]) -> float:
    """Credit of a row once some actions are finished."""
    if criterion.needs_all:
        return 1.0 if done.issuperset(criterion.needs_all) else criterion.credit
    if criterion.reaches:
        reached = [value for action, value in criterion.reaches.items() if action in done]
        return max([criterion.credit, *reached])
    gained = sum(gain for action, gain in criterion.gains.items() if action in done)
    return min(1.0, criterion.credit + gained) if gained > 0 else criterion.credit


def is_met(criterion: Criterion, done: frozenset[str]) -> bool:
    """True where the row's credit reaches what counts as met."""
    return credit(criterion, done) >= criterion.met_from - 1e-9


def score(problem: RoadmapProblem, done: frozenset[str]) -> float:
    """Score once some actions are finished, caps included."""
    raw = problem.offset + sum(c.weight * credit(c, done) for c in problem.criteria)
    for cap in problem.caps:
        if not all(is_met(problem.criterion_of[name], done) for name in cap.criteria):
            raw = min(raw, cap.cap)
    return raw


def level(problem: RoadmapProblem, done: frozenset[str]) -> int:
    """Highest level up to which every row that is asked for is met; 0 where none is."""
    reached = 0
    for step in problem.levels:
        if open_rows(problem, done, step):
            break
        reached = step
    return reached


def open_rows(problem: RoadmapProblem, done: frozenset[str], step: int) -> tuple[str, ...]:
    """Rows up to a level that are not met."""
    rows = (c for c in problem.criteria if c.level is not None and c.level <= step)
    return tuple(c.id for c in rows if not is_met(c, done))


def early_benefit(problem: RoadmapProblem, schedule: Schedule) -> float:
    """Mean over the periods of the score without caps: the sooner, the higher."""
    total = 0.0
    for period in range(problem.periods):
        done = finished(problem, schedule, period)
        total += problem.offset + sum(c.weight * credit(c, done) for c in problem.criteria)
    return total / max(problem.periods, 1)


def payments(problem: RoadmapProblem, schedule: Schedule) -> list[tuple[Outlay, int, int]]:
    """Every outlay of a schedule with duration and start, shared work once."""
    actions = problem.action_of
    paid = [
        (outlay, actions[a].duration, start)
        for a, start in schedule.items()
        for outlay in actions[a].outlays
    ]
    for work in problem.shared:
        starts = [schedule[member] for member in work.members if member in schedule]
        paid += [(outlay, work.duration, min(starts)) for outlay in work.outlays if starts]
    return paid


def spending(problem: RoadmapProblem, schedule: Schedule) -> dict[Purse, float]:
    """Money taken from each budget in each year. [VND]"""
    spent: dict[Purse, float] = {}
    for outlay, duration, start in payments(problem, schedule):
        for year in problem.calendar:
            amount = outlay_in_year(problem, outlay, duration, start, year)
            if amount > 0:
                spent[outlay.budget, year] = spent.get((outlay.budget, year), 0.0) + amount
    return spent


def cost(problem: RoadmapProblem, schedule: Schedule) -> float:
    """All money taken within the horizon. [VND]"""
    return sum(spending(problem, schedule).values())


def shortfalls(problem: RoadmapProblem, schedule: Schedule) -> dict[Purse, float]:
    """What each budget lacks in each year, what was carried over counted in. [VND]"""
    if problem.unlimited_money:
        return {}
    spent = spending(problem, schedule)
    lacking: dict[Purse, float] = {}
    for budget in sorted({purse for purse, _ in spent}):
        known = problem.budget_of.get(budget)
        carried = 0.0
        for year in problem.calendar:
            has = (known.by_year.get(year, 0.0) if known else 0.0) + carried
            left = has - spent.get((budget, year), 0.0)
            if left < -_SLACK * max(has, 1.0):
                lacking[budget, year] = -left
            carried = max(left, 0.0) if known and known.carry_over else 0.0
    return lacking


def effort(problem: RoadmapProblem, schedule: Schedule) -> list[float]:
    """Own staff in each period. [person-day]"""
    used = [0.0] * problem.periods
    for name, start in schedule.items():
        action = problem.action_of[name]
        for period in range(max(start, 0), min(start + action.duration, problem.periods)):
            used[period] += action.effort / action.duration
    return used


def overworked(problem: RoadmapProblem, schedule: Schedule) -> tuple[int, ...]:
    """Periods in which own staff do not suffice."""
    limit = problem.effort_per_period
    if limit is None:
        return ()
    used = effort(problem, schedule)
    return tuple(t for t, days in enumerate(used) if days > limit * (1 + _SLACK) + 1e-9)


def misplaced(problem: RoadmapProblem, schedule: Schedule) -> tuple[str, ...]:
    """Actions outside their window, before what they require, or beside what excludes them."""
    wrong = [a for a, start in schedule.items() if not _in_place(problem, schedule, a, start=start)]
    for group in problem.exclusive:
        taken = [name for name in group if name in schedule]
        wrong += [second for _, second in pairwise(taken)]
    wrong += [
        a.id
        for a in problem.actions
        if a.committed_start is not None and schedule.get(a.id) != a.committed_start
    ]
    return tuple(dict.fromkeys(wrong))


def is_feasible(problem: RoadmapProblem, schedule: Schedule) -> bool:
    """True where every rule holds: order, windows, money, staff."""
    return not (
        misplaced(problem, schedule)
        or shortfalls(problem, schedule)
        or overworked(problem, schedule)
    )


def _in_place(problem: RoadmapProblem, schedule: Schedule, name: str, *, start: int) -> bool:
    action = problem.action_of[name]
    if action.committed_start is not None:
        return start == action.committed_start
    first, last = problem.windows[name]
    return first <= start <= last and all(
        required in schedule and schedule[required] + problem.action_of[required].duration <= start
        for required in action.requires
    )
