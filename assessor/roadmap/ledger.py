"""A schedule that grows one action at a time, with what is left of money and staff."""

from __future__ import annotations

from assessor.roadmap.problem import Action, RoadmapProblem, outlay_in_year
from assessor.roadmap.schedule import Purse, Schedule, effort, spending

_SLACK = 1e-6


class Ledger:
    """What is taken so far. Adding never checks; `earliest_start` says where there is room."""

    def __init__(self, problem: RoadmapProblem, schedule: Schedule) -> None:
        self.problem = problem
        self.schedule = dict(schedule)
        self._spent = spending(problem, schedule)
        self._effort = effort(problem, schedule)

    def earliest_start(self, name: str) -> int | None:
        """First start at which an action fits beside what is taken, or none."""
        if name in self.schedule or self.excluded_by(name) is not None:
            return None
        first, last = self.problem.windows[name]
        first = max([first, *(self._ready_after(r) for r in self._requires(name))])
        starts = range(first, last + 1)
        return next(
            (u for u in starts if not self.lacking(name, u) and self.has_staff(name, u)), None
        )

    def excluded_by(self, name: str) -> str | None:
        """A taken action that rules this one out."""
        rivals = (other for group in self.problem.exclusive if name in group for other in group)
        return next((other for other in rivals if other != name and other in self.schedule), None)

    def missing_requirement(self, name: str) -> str | None:
        """A required action that is not taken."""
        return next((r for r in self._requires(name) if r not in self.schedule), None)

    def lacking(self, name: str, start: int) -> dict[Purse, float]:
        """Money that would be lacking if the action started then. [VND]"""
        if self.problem.unlimited_money:
            return {}
        added = self._added(self.problem.action_of[name], start)
        lacking: dict[Purse, float] = {}
        for budget in sorted({purse for purse, _ in added}):
            lacking |= self._lacking_of(budget, added)
        return lacking

    def has_staff(self, name: str, start: int) -> bool:
        """True where own staff suffice in every period of the work."""
        limit, action = self.problem.effort_per_period, self.problem.action_of[name]
        if limit is None or action.effort == 0:
            return True
        share = action.effort / action.duration
        busy = self._effort[start : start + action.duration]
        return all(days + share <= limit * (1 + _SLACK) for days in busy)

    def take(self, name: str, start: int) -> None:
        """Add an action."""
        action = self.problem.action_of[name]
        for purse, amount in self._added(action, start).items():
            self._spent[purse] = self._spent.get(purse, 0.0) + amount
        for period in range(start, start + action.duration):
            self._effort[period] += action.effort / action.duration
        self.schedule[name] = start

    def _requires(self, name: str) -> tuple[str, ...]:
        return self.problem.action_of[name].requires

    def _ready_after(self, required: str) -> int:
        """First period after a required action; beyond the horizon where it is not taken."""
        if required not in self.schedule:
            return self.problem.periods
        return self.schedule[required] + self.problem.action_of[required].duration

    def _added(self, action: Action, start: int) -> dict[Purse, float]:
        """The change of spending, shared work counted where this is its first member."""
        changed = dict[Purse, float]()
        for year in self.problem.calendar:
            for outlay in action.outlays:
                amount = outlay_in_year(self.problem, outlay, action.duration, start, year)
                changed[outlay.budget, year] = changed.get((outlay.budget, year), 0.0) + amount
        for work in self.problem.shared:
            if action.id not in work.members:
                continue
            taken = [self.schedule[m] for m in work.members if m in self.schedule]
            before = min(taken) if taken else None
            for year in self.problem.calendar:
                for outlay in work.outlays:
                    new = min([start, *taken])
                    amount = outlay_in_year(self.problem, outlay, work.duration, new, year)
                    if before is not None:
                        amount -= outlay_in_year(self.problem, outlay, work.duration, before, year)
                    key = (outlay.budget, year)
                    changed[key] = changed.get(key, 0.0) + amount
        return {purse: amount for purse, amount in changed.items() if amount}

    def _lacking_of(self, budget: str, added: dict[Purse, float]) -> dict[Purse, float]:
        known, carried = self.problem.budget_of.get(budget), 0.0
        lacking: dict[Purse, float] = {}
        for year in self.problem.calendar:
            key = (budget, year)
            has = (known.by_year.get(year, 0.0) if known else 0.0) + carried
            left = has - self._spent.get(key, 0.0) - added.get(key, 0.0)
            if left < -_SLACK * max(has, 1.0):
                lacking[key] = -left
            carried = max(left, 0.0) if known and known.carry_over else 0.0
        return lacking
