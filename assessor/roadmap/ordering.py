"""From a scenario, a scorecard and a programme to a roadmap that can be shown.

Work that changes capacity goes back through the planner: whoever calls hands in `rescore`, which
evaluates the fleet with options in place and scores the assessment with supposed credits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from assessor.catalogue.model import Catalogue
from assessor.catalogue.rules import Rules
from assessor.errors import Problem, ProgrammeError
from assessor.programme import Programme
from assessor.roadmap.building import (
    build_problem,
    horizon_of,
    needed,
    without_derived,
)
from assessor.roadmap.choosing import choose
from assessor.roadmap.problem import Objective, RoadmapProblem
from assessor.roadmap.purses import purses_of
from assessor.roadmap.report import Roadmap
from assessor.roadmap.result import Solution
from assessor.roadmap.schedule import Schedule
from assessor.roadmap.solve import Limits
from assessor.roadmap.telling import Facts, tell
from assessor.roadmap.work import Costs, Work, works_of
from assessor.scenario import Scenario
from assessor.scoring import Scorecard


@dataclass(frozen=True)
class Supposition:
    """What is supposed to be finished: credits of rows, and options put in place."""

    credits: Mapping[str, float] = field(default_factory=dict)
    options: tuple[str, ...] = ()


Rescore = Callable[[Supposition], Scorecard]


def roadmap(
    scenario: Scenario,
    catalogue: Catalogue,
    scorecard: Scorecard,
    programme: Programme | None = None,
    *,
    rules: Rules | None = None,
    rescore: Rescore | None = None,
    objective: Objective = "level_then_score",
    limits: Limits | None = None,
    costs: Costs = "base",
    effort_per_quarter: float | None = None,
) -> Roadmap:
    """What to do first under the budgets, and what it changes.

    Parameters
    ----------
    scenario, catalogue, scorecard, programme
        Budgets and procedures; templates; where the assessment stands; own actions and lines.
    rules
        For the credit from which a row is met; 1 without.
    rescore
        Scores a supposition. Without it the score after is the linear one, and options have no
        effect.
    objective
        Level before score, or score alone.
    limits
        Gap and time at which the search stops.
    costs
        Which value of every cost and duration is taken.
    effort_per_quarter
        Own staff in each quarter; none is no limit. [person-day]

    Returns
    -------
    The roadmap. Finished work only proposes answers, so `after` is projected.

    Raises
    ------
    ProgrammeError
        What the programme is committed to cannot be paid, staffed or placed.
    """
    problem, facts = pose(
        scenario,
        catalogue,
        scorecard,
        programme,
        rules=rules,
        rescore=rescore,
        costs=costs,
        effort_per_quarter=effort_per_quarter,
    )
    solution = choose(problem, objective=objective, limits=limits)
    _refuse_unpaid(solution)
    after = None if rescore is None else rescore(_finished(solution.schedule, facts.taken))
    return tell(problem, solution, facts, after)


def pose(
    scenario: Scenario,
    catalogue: Catalogue,
    scorecard: Scorecard,
    programme: Programme | None = None,
    *,
    rules: Rules | None = None,
    rescore: Rescore | None = None,
    costs: Costs = "base",
    effort_per_quarter: float | None = None,
) -> tuple[RoadmapProblem, Facts]:
    """The problem in numbers, and what its numbers leave out; parameters as `roadmap`."""
    purses = purses_of(scenario, programme)
    works = works_of(catalogue, programme, scenario.procedures, purses, costs)
    asked = _with_options(without_derived(works, catalogue), scorecard, rescore)
    taken = needed(asked, scorecard)
    horizon = horizon_of(scenario.as_of, purses.budgets)
    problem = build_problem(
        scorecard,
        taken,
        purses,
        horizon,
        procedures=scenario.procedures,
        effort_per_quarter=effort_per_quarter,
        met_from=rules.partial_met_from if rules is not None else 1.0,
    )
    facts = Facts(scorecard, works, taken, purses, horizon, costs, evaluated=rescore is not None)
    return problem, facts


def _with_options(
    works: Mapping[str, Work], card: Scorecard, rescore: Rescore | None
) -> dict[str, Work]:
    """Work that carries out an option, with the credits that the evaluated fleet then reaches."""
    if rescore is None:
        return dict(works)
    found = {}
    for name, work in works.items():
        found[name] = work
        if work.option is not None:
            better = _improved(card, rescore(Supposition(options=(work.option,))))
            found[name] = replace(
                work, reaches={**work.reaches, **better}, evaluated=frozenset(better)
            )
    return found


def _improved(before: Scorecard, after: Scorecard) -> dict[str, float]:
    """Rows whose credit is higher afterwards."""
    was = {row.id: row.credit or 0.0 for row in before.criteria}
    return {
        row.id: row.credit
        for row in after.criteria
        if row.credit is not None and row.credit > was.get(row.id, 1.0) + 1e-9
    }


def _finished(schedule: Schedule, works: Mapping[str, Work]) -> Supposition:
    """Credits that the plan's work proposes, and the options it puts in place.

    What an option does to a row is left to the evaluation of all chosen options together.
    """
    chosen = [works[name] for name in schedule]
    proposed: dict[str, float] = {}
    for work in chosen:
        for row, reached in work.reaches.items():
            if row not in work.evaluated:
                proposed[row] = max(reached, proposed.get(row, 0.0))
    return Supposition(proposed, tuple(w.option for w in chosen if w.option is not None))


def _refuse_unpaid(solution: Solution) -> None:
    """A commitment that cannot be kept is the user's to change, not ours to drop."""
    if solution.status != "committed_unpaid":
        return
    actions = ", ".join(sorted(solution.schedule))
    problems = [
        Problem(
            "committed_unpaid",
            {"budget": budget, "year": year, "vnd": f"{amount:,.0f}", "actions": actions},
        )
        for (budget, year), amount in solution.shortfalls.items()
    ]
    raise ProgrammeError(problems or [Problem("committed_impossible", {"actions": actions})])
