"""What the next level would take: open rows, and the least extra money that reaches it."""

from __future__ import annotations

from assessor.roadmap.benefits import add_benefits
from assessor.roadmap.columns import Linear
from assessor.roadmap.formulation import Formulation, formulate
from assessor.roadmap.problem import RoadmapProblem
from assessor.roadmap.result import NextLevel
from assessor.roadmap.schedule import Schedule, finished, is_met, level, open_rows
from assessor.roadmap.solve import maximise


def next_level(
    problem: RoadmapProblem, schedule: Schedule, *, gap: float, time_s: float
) -> NextLevel:
    """The level after the one a schedule reaches and the least money that is missing for it."""
    done = finished(problem, schedule, problem.periods - 1)
    reached = level(problem, done)
    step = next((s for s in problem.levels if s > reached), None)
    if step is None:
        return NextLevel()
    still_open = open_rows(problem, done, step)
    out_of_reach = tuple(row for row in still_open if not _reachable(problem, row))
    if out_of_reach:
        alone = tuple(row for row in out_of_reach if not problem.criterion_of[row].helpers)
        return NextLevel(
            step,
            still_open,
            unreachable=out_of_reach,
            without_work=alone,
            earliest=None if alone else max(_earliest(problem, row) for row in still_open),
        )
    return _cheapest(problem, step, still_open, gap=gap, time_s=time_s)


def _cheapest(
    problem: RoadmapProblem, step: int, still_open: tuple[str, ...], *, gap: float, time_s: float
) -> NextLevel:
    """Buy the level at the least extra money; every other rule holds."""
    form = add_benefits(formulate(problem, extra_money=True))
    form.rows.at_least(form.reached[step], 1.0)
    total = Linear()
    for column in form.extra.values():
        total.grow(column, -1.0)
    answer = maximise(total, form.rows, gap=gap, time_s=time_s)
    if answer.solution is None:
        return NextLevel(step, still_open, proved=not answer.stopped)
    extra = {p: c.value(answer.solution) * form.money_unit for p, c in form.extra.items()}
    wanted = {p: amount for p, amount in extra.items() if amount > 1e-6 * form.money_unit}
    return NextLevel(
        step, still_open, sum(wanted.values()), wanted, proved=_is_proved(form, answer.stopped)
    )


def _is_proved(form: Formulation, stopped: bool) -> bool:
    return not stopped and bool(form.rows.upper)


def _reachable(problem: RoadmapProblem, row: str) -> bool:
    """True where all actions that fit the horizon together would meet a row."""
    in_time = frozenset(a.id for a in problem.actions if _in_time(problem, a.id))
    return is_met(problem.criterion_of[row], in_time)


def _earliest(problem: RoadmapProblem, row: str) -> int:
    """First period by whose end a row could be met if neither money nor the horizon ended."""
    criterion = problem.criterion_of[row]
    ends = {
        name: problem.windows[name][0] + problem.action_of[name].duration - 1
        for name in criterion.helpers
    }
    for period in sorted(ends.values()):
        if is_met(criterion, frozenset(name for name, end in ends.items() if end <= period)):
            return period
    return max(ends.values())


def _in_time(problem: RoadmapProblem, name: str) -> bool:
    first, last = problem.windows[name]
    return first <= last
