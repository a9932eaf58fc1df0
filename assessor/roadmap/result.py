"""What the planner of work gives back: plain data, ready for a report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from assessor.roadmap.schedule import Purse

Status = Literal["optimal", "within_gap", "time_limit", "committed_unpaid"]
"""Proved best, proved within the stated gap, stopped by the clock, or not feasible at all."""

StageName = Literal["level", "score", "early_benefit", "cost"]


@dataclass(frozen=True)
class Stage:
    """One step of the lexicographic search: the value kept, the bound proved, their gap.

    The gap is relative to the larger of value and bound; nothing is said beyond it.
    """

    name: StageName
    value: float
    bound: float
    gap: float
    stopped: bool = False


@dataclass(frozen=True)
class Reason:
    """Why something is not in the plan: a code with its parameters."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class NextLevel:
    """What stands between the plan and the level after the one it reaches.

    `extra_budget` is the least additional money with which it could be reached within the
    horizon, none where no money does it: then `unreachable` names the rows that no action
    closes in time, `without_work` those of them that none closes at all, and `earliest`
    the period that would be needed if the horizon were longer. `level` is none at the top.
    """

    level: int | None = None
    open: tuple[str, ...] = ()
    extra_budget: float | None = None
    extra_by_purse: Mapping[Purse, float] = field(default_factory=dict)
    unreachable: tuple[str, ...] = ()
    without_work: tuple[str, ...] = ()
    earliest: int | None = None
    proved: bool = True


@dataclass(frozen=True)
class Standing:
    """Score and level at one moment."""

    score: float
    level: int


@dataclass(frozen=True)
class Comparison:
    """What taking the best gain per cost first would have given."""

    schedule: Mapping[str, int]
    standing: Standing
    cost: float


@dataclass(frozen=True)
class Solution:
    """A schedule with everything that was proved about it."""

    status: Status
    gap: float
    stages: tuple[Stage, ...]
    schedule: Mapping[str, int]
    before: Standing
    after: Standing
    early_benefit: float
    cost: float
    spending: Mapping[Purse, float]
    not_chosen: Mapping[str, Reason]
    next_level: NextLevel
    greedy: Comparison
    shortfalls: Mapping[Purse, float] = field(default_factory=dict)
