"""Simple improvements of a schedule, for where the solver's own answer is late or loose."""

from __future__ import annotations

from collections.abc import Callable

from assessor.roadmap.ledger import Ledger
from assessor.roadmap.problem import RoadmapProblem
from assessor.roadmap.schedule import Schedule


def brought_forward(problem: RoadmapProblem, schedule: Schedule) -> dict[str, int]:
    """Start every action as early as room is left, again and again until nothing moves."""
    best, moved = dict(schedule), True
    while moved:
        moved = False
        for name in sorted(best, key=lambda n: (best[n], n)):
            if problem.action_of[name].committed_start is not None:
                continue
            others = {other: start for other, start in best.items() if other != name}
            start = Ledger(problem, others).earliest_start(name)
            if start is not None and start < best[name]:
                best[name], moved = start, True
    return best


def without_waste(
    problem: RoadmapProblem, schedule: Schedule, is_as_good: Callable[[Schedule], bool]
) -> dict[str, int]:
    """Drop actions, the dearest first, as long as what is left is as good."""
    best = dict(schedule)
    price = {a.id: sum(o.once + o.per_year for o in a.outlays) for a in problem.actions}
    for name in sorted(schedule, key=lambda n: (-price[n], n)):
        action = problem.action_of[name]
        needed = any(name in problem.action_of[other].requires for other in best)
        left = {other: start for other, start in best.items() if other != name}
        if action.committed_start is None and not needed and is_as_good(left):
            best = left
    return best
