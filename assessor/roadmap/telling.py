"""A solution put into the words and names of the outward contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessor.planning.words import Words
from assessor.roadmap.building import Horizon
from assessor.roadmap.problem import RoadmapProblem, outlay_in_year
from assessor.roadmap.purses import Purses
from assessor.roadmap.quarters import WORKING_DAYS_PER_MONTH
from assessor.roadmap.report import (
    ChosenAction,
    Goal,
    GreedyPlan,
    LeftOut,
    LevelAhead,
    Moment,
    Position,
    Roadmap,
    Totals,
)
from assessor.roadmap.result import NextLevel, Solution
from assessor.roadmap.schedule import Purse, Schedule, finished, payments, score
from assessor.roadmap.words import Name, fraction, money, reason_in_words, worded
from assessor.roadmap.work import Costs, Work
from assessor.scoring import Scorecard

_SAME_SCORE = 1e-6
"""Difference below which the foreseen score and the rules' own are the same. [1]"""


@dataclass(frozen=True)
class Facts:
    """What a problem leaves out of its numbers: `works` are all, `taken` those in the problem."""

    card: Scorecard
    works: Mapping[str, Work]
    taken: Mapping[str, Work]
    purses: Purses
    horizon: Horizon
    costs: Costs
    evaluated: bool

    @property
    def names(self) -> dict[str, Name]:
        """Work by id with its title."""
        return {name: Name(name, work.title) for name, work in self.works.items()}


def tell(
    problem: RoadmapProblem, solution: Solution, facts: Facts, after: Scorecard | None
) -> Roadmap:
    """The roadmap of a solution; `after` is the scorecard once all of it is finished."""
    before = Position(facts.card.score, facts.card.level, projected=False)
    reached = Position(solution.after.score, solution.after.level, projected=True)
    if after is not None:
        reached = Position(after.score, after.level, projected=True)
    return Roadmap(
        status=solution.status,
        gap=solution.gap,
        objective=tuple(Goal(s.name, s.value, s.bound, s.gap) for s in solution.stages),
        horizon=(str(facts.horizon.first), str(facts.horizon.last)),
        chosen=tuple(
            _chosen(problem, solution.schedule, facts, name) for name in solution.schedule
        ),
        not_chosen=_not_chosen(solution, facts),
        totals=_totals(problem, solution, facts),
        before=before,
        after=reached,
        next_level=_ahead(solution.next_level, facts.horizon),
        progress=_progress(problem, solution.schedule, facts.horizon),
        greedy=GreedyPlan(
            solution.greedy.standing.score,
            solution.greedy.standing.level,
            solution.greedy.cost,
            tuple(solution.greedy.schedule),
        ),
        costs=facts.costs,
        assumptions=_assumptions(problem, solution, facts, reached),
    )


def _chosen(problem: RoadmapProblem, schedule: Schedule, facts: Facts, name: str) -> ChosenAction:
    work, start = facts.taken[name], schedule[name]
    begin = facts.horizon.first.after(start)
    return ChosenAction(
        id=name,
        title=work.title,
        start=str(begin),
        finish=str(begin.after(work.quarters - 1)),
        funding_line=work.funding_line,
        nature=work.nature,
        cost_vnd=_cost_of(problem, schedule, name),
        once_vnd=work.once_vnd,
        per_year_vnd=work.per_year_vnd,
        quarters=work.quarters,
        duration_because=work.because,
        procedure=work.procedure,
        closes=tuple(work.reaches),
        requires=problem.action_of[name].requires,
        committed=work.committed_start is not None,
        option=work.option,
    )


def _cost_of(problem: RoadmapProblem, schedule: Schedule, name: str) -> float:
    """Money within the horizon; common work is counted with the first that needs it. [VND]"""
    action, start = problem.action_of[name], schedule[name]
    paid = [(outlay, action.duration, start) for outlay in action.outlays]
    for work in problem.shared:
        members = [m for m in work.members if m in schedule]
        if members and name == min(members, key=lambda m: (schedule[m], m)):
            paid += [(outlay, work.duration, start) for outlay in work.outlays]
    return sum(
        outlay_in_year(problem, outlay, duration, begin, year)
        for outlay, duration, begin in paid
        for year in problem.calendar
    )


def _not_chosen(solution: Solution, facts: Facts) -> tuple[LeftOut, ...]:
    names = facts.names
    left = []
    for name, work in facts.works.items():
        if name in solution.schedule:
            continue
        if name in solution.not_chosen:
            why = reason_in_words(solution.not_chosen[name], names)
        else:
            why = worded(_not_offered(work, facts))
        left.append(LeftOut(name, work.title, why))
    return tuple(left)


def _not_offered(work: Work, facts: Facts) -> str:
    """Why work never came into the problem: nothing that is open would change."""
    if work.option is not None and not work.reaches:
        return "option_without_effect" if facts.evaluated else "not_evaluated"
    return "already_met" if work.reaches else "closes_nothing"


def _totals(problem: RoadmapProblem, solution: Solution, facts: Facts) -> Totals:
    by_year = _nested(solution.spending)
    return Totals(
        cost_vnd=solution.cost,
        by_budget={name: sum(years.values()) for name, years in by_year.items()},
        by_year=by_year,
        available={
            b.id: {y: v for y, v in b.by_year.items() if y in problem.calendar}
            for b in facts.purses.budgets
        },
    )


def _nested(amounts: Mapping[Purse, float]) -> dict[str, dict[int, float]]:
    nested: dict[str, dict[int, float]] = {}
    for (budget, year), amount in sorted(amounts.items()):
        nested.setdefault(budget, {})[year] = amount
    return nested


def _ahead(ahead: NextLevel, horizon: Horizon) -> LevelAhead:
    earliest = None if ahead.earliest is None else str(horizon.first.after(ahead.earliest))
    return LevelAhead(
        level=ahead.level,
        open=ahead.open,
        extra_budget_vnd=ahead.extra_budget,
        extra_by_budget=_nested(ahead.extra_by_purse),
        unreachable=ahead.unreachable,
        without_work=ahead.without_work,
        earliest=earliest,
        why=_why_not_yet(ahead, earliest),
        proved=ahead.proved,
    )


def _why_not_yet(ahead: NextLevel, earliest: str | None) -> Words | None:
    if ahead.level is None:
        return None
    if ahead.without_work:
        return worded("level_without_work", rows=list(ahead.without_work))
    if ahead.unreachable:
        return worded("level_unreachable", quarter=earliest or "…", rows=list(ahead.unreachable))
    if ahead.extra_budget is None:
        return worded("level_not_by_money" if ahead.proved else "level_not_proved")
    if ahead.extra_budget == 0:
        return worded("level_at_no_cost")
    return worded("level_with_money", vnd=money(ahead.extra_budget))


def _progress(problem: RoadmapProblem, schedule: Schedule, horizon: Horizon) -> tuple[Moment, ...]:
    """Score and money spent quarter by quarter; a year's money falls evenly on its work."""
    paid = payments(problem, schedule)
    moments = []
    spent = 0.0
    for period in range(problem.periods):
        for outlay, duration, start in paid:
            if start <= period < start + duration:
                spent += outlay.once / duration
            elif period >= start + duration:
                spent += outlay.per_year / problem.periods_per_year
        value = score(problem, finished(problem, schedule, period))
        moments.append(Moment(str(horizon.first.after(period)), value, spent))
    return tuple(moments)


def _assumptions(
    problem: RoadmapProblem, solution: Solution, facts: Facts, reached: Position
) -> tuple[Words, ...]:
    said = [worded("projected"), worded("costs", costs=facts.costs), worded("running_costs")]
    said += [worded("paid_evenly"), worded("mixed_money"), worded("after_required")]
    said.append(worded("procedure_time", days=WORKING_DAYS_PER_MONTH))
    if facts.purses.are_unlimited:
        said.append(worded("no_budgets"))
    elif facts.purses.home_line is not None:
        said.append(worded("home_line", line=facts.purses.home_line))
    required = {r for work in facts.taken.values() for r in facts.works[work.id].requires}
    in_place = required & facts.works.keys() - facts.taken.keys()
    if in_place:
        said.append(worded("in_place", n=len(in_place)))
    if problem.shared:
        said.append(worded("overlaps", n=len(problem.shared)))
    if not facts.evaluated and any(work.option for work in facts.works.values()):
        said.append(worded("options_unevaluated"))
    foreseen = solution.after.score
    if reached.score is not None and abs(reached.score - foreseen) > _SAME_SCORE:
        said.append(
            worded("not_linear", foreseen=fraction(foreseen), score=fraction(reached.score))
        )
    return tuple(said)
