"""From a problem to a solution: the search, and everything that is said about its result."""

from __future__ import annotations

import time

from assessor.roadmap.greedy import greedy_schedule
from assessor.roadmap.problem import Objective, RoadmapProblem
from assessor.roadmap.reasons import reasons
from assessor.roadmap.result import Comparison, Solution, Stage, Standing, Status
from assessor.roadmap.schedule import (
    Schedule,
    cost,
    early_benefit,
    finished,
    level,
    score,
    shortfalls,
    spending,
)
from assessor.roadmap.shortfall import next_level
from assessor.roadmap.solve import Limits, search

_PROVED = 1e-6
"""Relative gap below which a value counts as proved best; the solver's own tolerance."""


def choose(
    problem: RoadmapProblem,
    *,
    objective: Objective = "level_then_score",
    limits: Limits | None = None,
) -> Solution:
    """Choose actions and starts.

    Parameters
    ----------
    problem
        Actions, criteria, budgets and horizon.
    objective
        `level_then_score`, or `score` where gates and levels are not to come first.
    limits
        Gap and time at which to stop; 1 % and 30 s by default.

    Returns
    -------
    The schedule with its stages. Where what is committed cannot be paid or staffed the status is
    `committed_unpaid`, the schedule holds what is committed, and `shortfalls` say what is missing.
    """
    limits = limits or Limits()
    began = time.monotonic()
    committed = {a.id: a.committed_start for a in problem.actions if a.committed_start is not None}
    found = search(problem, objective, limits)
    schedule = found.schedule if found else committed
    stages = tuple(found.stages) if found else ()
    # The question about the next level is a second search with its own, shorter clock.
    left = max(limits.time_s - (time.monotonic() - began), limits.time_s / 3)
    gap = next((s.gap for s in stages if s.name == "score"), 0.0)
    return Solution(
        status=_status(stages) if found else "committed_unpaid",
        gap=gap,
        stages=stages,
        schedule=_in_order(schedule),
        before=standing(problem, {}),
        after=standing(problem, schedule),
        early_benefit=early_benefit(problem, schedule),
        cost=cost(problem, schedule),
        spending=spending(problem, schedule),
        not_chosen=reasons(problem, schedule),
        next_level=next_level(problem, schedule, gap=limits.gap, time_s=left),
        greedy=_greedy(problem, committed),
        shortfalls=shortfalls(problem, schedule),
    )


def standing(problem: RoadmapProblem, schedule: Schedule) -> Standing:
    """Score and level at the end of the horizon."""
    done = finished(problem, schedule, problem.periods - 1)
    return Standing(score(problem, done), level(problem, done))


def _status(stages: tuple[Stage, ...]) -> Status:
    if all(stage.gap <= _PROVED for stage in stages):
        return "optimal"
    return "time_limit" if any(stage.stopped for stage in stages) else "within_gap"


def _in_order(schedule: Schedule) -> dict[str, int]:
    return dict(sorted(schedule.items(), key=lambda item: (item[1], item[0])))


def _greedy(problem: RoadmapProblem, committed: Schedule) -> Comparison:
    schedule = greedy_schedule(problem, committed)
    return Comparison(_in_order(schedule), standing(problem, schedule), cost(problem, schedule))
