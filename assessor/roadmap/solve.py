"""Lexicographic search: level, then score, then early benefit, then cost.

Each stage keeps what the stages before it won. Where the clock stops one, the best schedule so
far stands and its gap is reported; nothing is called optimal that was not proved so.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from assessor.roadmap.benefits import add_benefits
from assessor.roadmap.columns import Floats, Linear, Rows
from assessor.roadmap.formulation import Formulation, formulate
from assessor.roadmap.greedy import greedy_schedule
from assessor.roadmap.improving import brought_forward, without_waste
from assessor.roadmap.problem import Objective, RoadmapProblem
from assessor.roadmap.result import Stage, StageName
from assessor.roadmap.schedule import (
    Schedule,
    cost,
    early_benefit,
    finished,
    is_feasible,
    level,
    score,
)

_KEPT = 1e-7
"""What a later stage may lose of an earlier one; the solver's own tolerance."""


@dataclass(frozen=True)
class Limits:
    """How close is close enough, and how long to search."""

    gap: float = 0.01
    time_s: float = 30.0


@dataclass(frozen=True)
class Answer:
    """What the solver says: a solution or none, the bound it proved, whether the clock ran out."""

    solution: Floats | None
    bound: float
    stopped: bool


@dataclass(frozen=True)
class _Goal:
    """Something to maximise: as columns, as plain evaluation, and its share of the time left."""

    name: StageName
    total: Linear
    measure: Callable[[Schedule], float]
    gap: float
    share: float
    kept: float = _KEPT


@dataclass
class Search:
    """The best schedule so far and what was proved on the way."""

    form: Formulation
    schedule: Schedule
    deadline: float
    won: list[tuple[_Goal, float]] = field(default_factory=list)
    stages: list[Stage] = field(default_factory=list)


def search(problem: RoadmapProblem, objective: Objective, limits: Limits) -> Search | None:
    """The best schedule, or none where what is committed cannot be kept."""
    committed = {a.id: a.committed_start for a in problem.actions if a.committed_start is not None}
    if not is_feasible(problem, committed):
        return None
    form = add_benefits(formulate(problem))
    found = Search(form, greedy_schedule(problem, committed), time.monotonic() + limits.time_s)
    for goal in _goals(form, objective, limits.gap):
        _pursue(found, goal)
    return found


def maximise(total: Linear, rows: Rows, *, gap: float, time_s: float) -> Answer:
    """Solve; the bound is `inf` where none was proved and `-inf` where nothing is feasible."""
    from scipy.optimize import milp

    if not rows.upper:
        return Answer(np.empty(0), total.constant, stopped=False)
    answer = milp(
        -total.coefficients(len(rows.upper)),
        integrality=np.asarray(rows.whole),
        bounds=rows.bounds(),
        constraints=[rows.constraint()] if rows.expressions else [],
        options={"mip_rel_gap": gap, "time_limit": time_s},
    )
    if answer.status == 2:
        return Answer(None, -np.inf, stopped=False)
    proved = answer.mip_dual_bound
    bound = total.constant - (-np.inf if proved is None else float(proved))
    return Answer(answer.x, bound, stopped=answer.status == 1)


def relaxed_bound(total: Linear, rows: Rows) -> float:
    """What could be had if actions came in fractions: a bound that takes no time to prove."""
    from scipy.optimize import milp

    constraints = [rows.constraint()] if rows.expressions else []
    cost = -total.coefficients(len(rows.upper))
    answer = milp(cost, bounds=rows.bounds(), constraints=constraints)
    return total.constant - float(answer.fun) if answer.status == 0 else np.inf


def _goals(form: Formulation, objective: Objective, gap: float) -> Iterator[_Goal]:
    problem = form.problem
    end = problem.periods - 1
    if objective == "level_then_score" and form.reached:
        # Levels are whole: a bound less than one step away is a proof.
        steps = 0.9 / (len(problem.levels) + 1)
        total = _sum(form.reached.values())
        yield _Goal("level", total, lambda s: _steps(problem, s), steps, 0.4, kept=0.5)
    final = form.score
    yield _Goal("score", final, lambda s: score(problem, finished(problem, s, end)), gap, 0.5)
    early = Linear().grow(_sum(form.raw), 1.0 / problem.periods)
    yield _Goal("early_benefit", early, lambda s: early_benefit(problem, s), gap, 0.5)
    unit = form.money_unit
    yield _Goal("cost", -form.cost, lambda s: -cost(problem, s) / unit, gap, 0.5)


def _pursue(found: Search, goal: _Goal) -> None:
    """One stage: search, keep the better schedule, require its value from now on."""
    time_s = max((found.deadline - time.monotonic()) * goal.share, 0.1)
    answer = maximise(goal.total, found.form.rows, gap=goal.gap, time_s=time_s)
    if answer.solution is not None:
        _consider(found, goal, found.form.schedule(answer.solution))
    _consider(found, goal, _improved(found, goal))
    value = goal.measure(found.schedule)
    found.won.append((goal, value))
    found.stages.append(_stage(found, goal, value, answer))
    found.form.rows.at_least(goal.total, value - goal.kept)


def _improved(found: Search, goal: _Goal) -> Schedule:
    """The best schedule so far after the simple improvement that suits the goal."""
    problem, best = found.form.problem, found.schedule
    if goal.name == "score":
        return greedy_schedule(problem, best)
    if goal.name == "early_benefit":
        return brought_forward(problem, best)
    if goal.name == "cost":
        return without_waste(problem, best, lambda schedule: _keeps(found, schedule))
    return best


def _keeps(found: Search, schedule: Schedule) -> bool:
    """True where a schedule is as good in every goal that was won."""
    return all(won.measure(schedule) >= value - 2 * won.kept for won, value in found.won)


def _consider(found: Search, goal: _Goal, schedule: Schedule) -> None:
    """Take a schedule that keeps every rule and all that was won, and is better in this goal."""
    if not is_feasible(found.form.problem, schedule):
        return
    if _keeps(found, schedule) and goal.measure(schedule) > goal.measure(found.schedule):
        found.schedule = schedule


def _stage(found: Search, goal: _Goal, value: float, answer: Answer) -> Stage:
    bound = answer.bound
    if not np.isfinite(bound):
        bound = relaxed_bound(goal.total, found.form.rows)
    bound = max(bound, value)
    if goal.name == "level":
        bound = float(np.floor(bound + 1e-6)) if np.isfinite(bound) else bound
    scale = max(abs(bound), abs(value))
    gap = (bound - value) / scale if scale > 0 and np.isfinite(bound) else bound - value
    unit = -found.form.money_unit if goal.name == "cost" else 1.0
    return Stage(goal.name, value * unit, bound * unit, max(float(gap), 0.0), answer.stopped)


def _steps(problem: RoadmapProblem, schedule: Schedule) -> float:
    """Levels reached, counted in steps of the ladder."""
    reached = level(problem, finished(problem, schedule, problem.periods - 1))
    return float(sum(step <= reached for step in problem.levels))


def _sum(parts: Iterable[Linear]) -> Linear:
    total = Linear()
    for part in parts:
        total.grow(part)
    return total
