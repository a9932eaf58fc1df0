"""The roadmap problem as rows and columns.

One binary per action and period says "started by then". It never falls back, so that precedence
takes two entries, a window none, and the relaxation stays tight.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from assessor.roadmap.columns import Floats, Linear, Rows
from assessor.roadmap.problem import Action, Outlay, RoadmapProblem, SharedWork, outlay_in_year
from assessor.roadmap.schedule import Purse


@dataclass
class Formulation:
    """The columns of one problem and the expressions that objectives are made of.

    `raw` is the score without caps at the end of each period, `score` the final one with caps,
    `cost` all money within the horizon in units of `money_unit`.
    """

    problem: RoadmapProblem
    rows: Rows = field(default_factory=Rows)
    started: dict[str, list[Linear]] = field(default_factory=dict)
    reached: dict[int, Linear] = field(default_factory=dict)
    raw: list[Linear] = field(default_factory=list)
    score: Linear = field(default_factory=Linear)
    cost: Linear = field(default_factory=Linear)
    extra: dict[Purse, Linear] = field(default_factory=dict)
    money_unit: float = 1.0

    def by(self, action: str, period: int) -> Linear:
        """1 once the action is started by the period."""
        committed = self.problem.action_of[action].committed_start
        if committed is not None:
            return Linear(constant=float(period >= committed))
        first, last = self.problem.windows[action]
        if period < first or first > last:
            return Linear()
        return self.started[action][min(period, last) - first]

    def done(self, action: str, period: int) -> Linear:
        """1 once the action is finished by the end of the period."""
        return self.by(action, period - self.problem.action_of[action].duration + 1)

    def schedule(self, solution: Floats) -> dict[str, int]:
        """Start of every action that a solution starts."""
        starts = {
            action.id: action.committed_start
            for action in self.problem.actions
            if action.committed_start is not None
        }
        for name, columns in self.started.items():
            marks = [bool(column.value(solution) > 0.5) for column in columns]
            if any(marks):
                starts[name] = self.problem.windows[name][0] + marks.index(True)
        return starts


def formulate(problem: RoadmapProblem, *, extra_money: bool = False) -> Formulation:
    """Order, windows, exclusion, money and staff; `extra_money` lets budgets be topped up."""
    form = Formulation(problem)
    for action in problem.actions:
        _add_starts(form, action)
    for action in problem.actions:
        _add_precedence(form, action)
    for group in problem.exclusive:
        chosen = Linear()
        for name in group:
            chosen.grow(form.by(name, problem.periods))
        form.rows.at_most(chosen, 1.0)
    _add_money(form, extra_money=extra_money)
    _add_staff(form)
    return form


def _add_starts(form: Formulation, action: Action) -> None:
    first, last = form.problem.windows[action.id]
    if action.committed_start is not None or first > last:
        return
    columns = [form.rows.column(whole=True) for _ in range(first, last + 1)]
    form.started[action.id] = columns
    _never_falls(form, columns)


def _never_falls(form: Formulation, columns: list[Linear]) -> None:
    for earlier, later in pairwise(columns):
        form.rows.within(earlier, later)


def _add_precedence(form: Formulation, action: Action) -> None:
    if action.id not in form.started:
        return
    first, last = form.problem.windows[action.id]
    for required in action.requires:
        for period in range(first, last + 1):
            form.rows.within(form.by(action.id, period), form.done(required, period - 1))


def _shared_starts(form: Formulation, work: SharedWork) -> list[Linear]:
    """Columns that are 1 once any member has started, and 0 before."""
    columns = [form.rows.column() for _ in range(form.problem.periods)]
    for period, column in enumerate(columns):
        any_of = Linear()
        for member in work.members:
            any_of.grow(form.by(member, period))
            form.rows.within(form.by(member, period), column)
        form.rows.within(column, any_of)
    _never_falls(form, columns)
    return columns


def _add_money(form: Formulation, *, extra_money: bool) -> None:
    """Spending per budget and year; what may be carried over is counted from the first year."""
    problem = form.problem
    spent = _spending(form)
    amounts = [abs(v) for line in spent.values() for v in (*line.terms.values(), line.constant)]
    form.money_unit = max([amount for amount in amounts if amount > 0], default=1.0)
    for line in spent.values():
        form.cost.grow(line, 1.0 / form.money_unit)
    if problem.unlimited_money:
        return
    for name in sorted({purse for purse, _ in spent}):
        budget = problem.budget_of.get(name)
        total, allowed = Linear(), 0.0
        for year in problem.calendar:
            if budget is None or not budget.carry_over:
                total, allowed = Linear(), 0.0
            total.grow(spent.get((name, year), Linear()), 1.0 / form.money_unit)
            allowed += (budget.by_year.get(year, 0.0) if budget else 0.0) / form.money_unit
            if extra_money:
                form.extra[name, year] = form.rows.column(upper=float("inf"))
                total.grow(form.extra[name, year], -1.0)
            form.rows.at_most(Linear().grow(total), allowed)


def _spending(form: Formulation) -> dict[Purse, Linear]:
    """Money by budget and year as expressions of the starts. [VND]"""
    problem = form.problem
    spent: dict[Purse, Linear] = {}
    for action in problem.actions:
        first, last = problem.windows[action.id]
        for outlay in action.outlays:
            if action.committed_start is not None:
                _charge_fixed(form, spent, outlay, action)
            elif first <= last:
                _charge(form, spent, outlay, action.duration, form.started[action.id], first=first)
    for work in problem.shared:
        columns = _shared_starts(form, work)
        for outlay in work.outlays:
            _charge(form, spent, outlay, work.duration, columns, first=0)
    return spent


def _charge(
    form: Formulation,
    spent: dict[Purse, Linear],
    outlay: Outlay,
    duration: int,
    columns: list[Linear],
    *,
    first: int,
) -> None:
    """A start in period u is the step between "by u − 1" and "by u"."""
    starts = range(first, first + len(columns))
    for year in form.problem.calendar:
        costs = [outlay_in_year(form.problem, outlay, duration, u, year) for u in starts]
        line = spent.setdefault((outlay.budget, year), Linear())
        for column, now, later in zip(columns, costs, [*costs[1:], 0.0], strict=True):
            if now != later:
                line.grow(column, now - later)


def _charge_fixed(
    form: Formulation, spent: dict[Purse, Linear], outlay: Outlay, action: Action
) -> None:
    start = action.committed_start or 0
    for year in form.problem.calendar:
        amount = outlay_in_year(form.problem, outlay, action.duration, start, year)
        spent.setdefault((outlay.budget, year), Linear()).grow(Linear(constant=amount))


def _add_staff(form: Formulation) -> None:
    problem = form.problem
    if problem.effort_per_period is None:
        return
    for period in range(problem.periods):
        used = Linear()
        for action in problem.actions:
            if action.effort > 0:
                working = form.by(action.id, period) - form.done(action.id, period - 1)
                used.grow(working, action.effort / action.duration)
        form.rows.at_most(used, problem.effort_per_period)
