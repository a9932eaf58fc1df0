"""The same question under other budgets and other costs: how firm is the answer?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from assessor.roadmap.choosing import choose
from assessor.roadmap.problem import Objective, RoadmapProblem
from assessor.roadmap.result import Status
from assessor.roadmap.solve import Limits

FACTORS = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
"""Shares of the budgets at which the curve is drawn unless others are asked for."""


@dataclass(frozen=True)
class CurvePoint:
    """What all budgets times `factor` would reach."""

    factor: float
    status: Status
    score: float
    level: int
    cost: float
    chosen: tuple[str, ...]


def budget_curve(
    problem: RoadmapProblem,
    factors: Iterable[float] = FACTORS,
    *,
    objective: Objective = "level_then_score",
    limits: Limits | None = None,
) -> tuple[CurvePoint, ...]:
    """Score and level over the size of the budgets, each point searched anew.

    A factor below which the committed cannot be paid has the status `committed_unpaid`.
    """
    return tuple(_point(problem, factor, objective=objective, limits=limits) for factor in factors)


def share_of_plans(
    problems: Iterable[RoadmapProblem],
    *,
    objective: Objective = "level_then_score",
    limits: Limits | None = None,
) -> Mapping[str, float]:
    """How often each action is in the plan over several versions of the problem. [1]

    The versions are usually the same work at low, base and high costs.
    """
    plans = [choose(problem, objective=objective, limits=limits).schedule for problem in problems]
    names = dict.fromkeys(name for plan in plans for name in plan)
    return {name: sum(name in plan for plan in plans) / len(plans) for name in names}


def _point(
    problem: RoadmapProblem, factor: float, *, objective: Objective, limits: Limits | None
) -> CurvePoint:
    if factor < 0:
        raise ValueError(f"a budget cannot be multiplied by {factor}")
    budgets = tuple(
        replace(b, by_year={year: factor * vnd for year, vnd in b.by_year.items()})
        for b in problem.budgets
    )
    found = choose(replace(problem, budgets=budgets), objective=objective, limits=limits)
    return CurvePoint(
        factor,
        found.status,
        found.after.score,
        found.after.level,
        found.cost,
        tuple(found.schedule),
    )
