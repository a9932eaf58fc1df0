"""The roadmap problem as plain data: what may be done, what it costs, what it closes.

Periods are counted from 0; a score is a weighted sum of credits whose weights were fixed before.
Nothing here knows catalogues, scenarios or files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

Objective = Literal["level_then_score", "score"]


@dataclass(frozen=True)
class Outlay:
    """Money that one action takes from one budget. [VND]

    `once` is paid evenly over the periods of the work, `per_year` in every later period.
    """

    budget: str
    once: float = 0.0
    per_year: float = 0.0


@dataclass(frozen=True)
class Budget:
    """One purse by year; what is left over is lost unless `carry_over`. [VND]"""

    id: str
    by_year: Mapping[int, float]
    carry_over: bool = False


@dataclass(frozen=True)
class Action:
    """Work that may be started once.

    It must start in `earliest`…`latest` and finish within the horizon, after everything in
    `requires`. A `committed_start` is not up for choice.
    """

    id: str
    outlays: tuple[Outlay, ...] = ()
    duration: int = 1
    earliest: int = 0
    latest: int | None = None
    requires: tuple[str, ...] = ()
    committed_start: int | None = None
    effort: float = 0.0


@dataclass(frozen=True)
class SharedWork:
    """Work that several actions have in common: done and paid once, with the first of them."""

    id: str
    members: tuple[str, ...]
    outlays: tuple[Outlay, ...]
    duration: int = 1


@dataclass(frozen=True)
class Criterion:
    """A row with its credit today and how actions raise it, in one of three ways.

    `reaches`: the credit each action brings the row to, the best of those finished counts, so
    several are alternatives. `gains`: what each adds; they add up and stop at 1. `needs_all`:
    only all of these together close the row.
    """

    id: str
    weight: float = 0.0
    credit: float = 0.0
    met_from: float = 1.0
    level: int | None = None
    reaches: Mapping[str, float] = field(default_factory=dict)
    gains: Mapping[str, float] = field(default_factory=dict)
    needs_all: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if sum(map(bool, (self.reaches, self.gains, self.needs_all))) > 1:
            raise ValueError(f"{self.id} may be raised in one way only")

    @property
    def helpers(self) -> tuple[str, ...]:
        """Actions that raise the credit."""
        return (*self.reaches, *self.gains, *self.needs_all)


@dataclass(frozen=True)
class Cap:
    """A gate: the score stays at or below `cap` until every row of it is met."""

    id: str
    criteria: tuple[str, ...]
    cap: float


@dataclass(frozen=True)
class RoadmapProblem:
    """Everything that decides which actions to take and when.

    `years` names the calendar year of each period, so its length is the horizon. Without
    `budgets` for a purse that an outlay names, that purse is empty. `effort_per_period` limits
    own staff [person-day]; none is no limit. `offset` is the part of the score that no row moves.
    """

    actions: tuple[Action, ...]
    criteria: tuple[Criterion, ...]
    years: tuple[int, ...]
    budgets: tuple[Budget, ...] = ()
    exclusive: tuple[tuple[str, ...], ...] = ()
    shared: tuple[SharedWork, ...] = ()
    caps: tuple[Cap, ...] = ()
    effort_per_period: float | None = None
    offset: float = 0.0
    periods_per_year: int = 4
    unlimited_money: bool = False

    def __post_init__(self) -> None:
        _refuse_unknown_names(self)

    @property
    def periods(self) -> int:
        """Length of the horizon."""
        return len(self.years)

    @cached_property
    def action_of(self) -> Mapping[str, Action]:
        """Actions by id."""
        return {action.id: action for action in self.actions}

    @cached_property
    def criterion_of(self) -> Mapping[str, Criterion]:
        """Criteria by id."""
        return {criterion.id: criterion for criterion in self.criteria}

    @cached_property
    def budget_of(self) -> Mapping[str, Budget]:
        """Budgets by id."""
        return {budget.id: budget for budget in self.budgets}

    @cached_property
    def levels(self) -> tuple[int, ...]:
        """Levels that some row asks for, in order."""
        return tuple(sorted({c.level for c in self.criteria if c.level is not None}))

    @cached_property
    def calendar(self) -> tuple[int, ...]:
        """Years of the horizon, each once."""
        return tuple(dict.fromkeys(self.years))

    @cached_property
    def closers(self) -> Mapping[str, tuple[str, ...]]:
        """Criteria that each action helps to close."""
        helped: dict[str, list[str]] = {action.id: [] for action in self.actions}
        for criterion in self.criteria:
            for name in criterion.helpers:
                helped[name].append(criterion.id)
        return {name: tuple(rows) for name, rows in helped.items()}

    @cached_property
    def windows(self) -> Mapping[str, tuple[int, int]]:
        """First and last possible start of each action; empty (first > last) where none is."""
        found: dict[str, tuple[int, int]] = {}
        for action in _required_first(self.actions):
            first = max(
                [action.earliest]
                + [found[r][0] + self.action_of[r].duration for r in action.requires]
            )
            last = self.periods - action.duration
            if action.latest is not None:
                last = min(last, action.latest)
            if any(found[r][0] > found[r][1] for r in action.requires):
                last = -1
            if action.committed_start is not None:
                # Work that is under way is not held back by what should have come before it.
                first = last = action.committed_start
            found[action.id] = (first, last)
        return found


def outlay_in_year(
    problem: RoadmapProblem, outlay: Outlay, duration: int, start: int, year: int
) -> float:
    """What an outlay takes in a year if the work starts in the given period. [VND]"""
    finish = start + duration
    working = sum(
        problem.years[t] == year for t in range(max(start, 0), min(finish, problem.periods))
    )
    later = sum(problem.years[t] == year for t in range(max(finish, 0), problem.periods))
    return outlay.once * working / duration + outlay.per_year * later / problem.periods_per_year


def _required_first(actions: tuple[Action, ...]) -> tuple[Action, ...]:
    """Actions ordered so that what is required comes first; refuses a circle."""
    known = {action.id: action for action in actions}
    state: dict[str, bool] = {}
    ordered: list[Action] = []

    def visit(name: str) -> None:
        if name in state:
            if not state[name]:
                raise ValueError(f"actions require each other in a circle: {name}")
            return
        state[name] = False
        for required in known[name].requires:
            visit(required)
        state[name] = True
        ordered.append(known[name])

    for action in actions:
        visit(action.id)
    return tuple(ordered)


def _refuse_unknown_names(problem: RoadmapProblem) -> None:
    known = {action.id for action in problem.actions}
    if len(known) < len(problem.actions):
        raise ValueError("action ids must be unique")
    named = [name for action in problem.actions for name in action.requires]
    named += [name for group in problem.exclusive for name in group]
    named += [name for work in problem.shared for name in work.members]
    for criterion in problem.criteria:
        named += criterion.helpers
    unknown = sorted({name for name in named if name not in known})
    if unknown:
        raise ValueError(f"unknown actions are named: {unknown}")
    if any(action.duration < 1 for action in problem.actions):
        raise ValueError("an action takes at least one period")
    rows = {criterion.id for criterion in problem.criteria}
    lost = sorted({name for cap in problem.caps for name in cap.criteria if name not in rows})
    if lost:
        raise ValueError(f"caps name unknown criteria: {lost}")
