"""The roadmap as it leaves the room: plain data whose names are the outward contract's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from assessor.documents import to_jsonable
from assessor.planning.words import Words
from assessor.roadmap.result import Status
from assessor.text import LocalizedText

SCHEMA = "roadmap@1"
NOTHING_TO_ORDER = "nothing_to_order"


@dataclass(frozen=True)
class Goal:
    """One goal of the search in its order: what was reached and what was proved possible."""

    name: str
    value: float
    bound: float
    gap: float


@dataclass(frozen=True)
class ChosenAction:
    """One piece of work in the plan; costs are those that fall within the horizon."""

    id: str
    title: LocalizedText | None
    start: str
    finish: str
    funding_line: str | None
    nature: str
    cost_vnd: float
    once_vnd: float
    per_year_vnd: float
    quarters: int
    duration_because: str
    procedure: str
    closes: tuple[str, ...]
    requires: tuple[str, ...]
    committed: bool
    option: str | None


@dataclass(frozen=True)
class LeftOut:
    """One piece of work that is not in the plan, and why."""

    id: str
    title: LocalizedText | None
    why: Words


@dataclass(frozen=True)
class Totals:
    """Money within the horizon: altogether, by budget, and by budget and year. [VND]"""

    cost_vnd: float
    by_budget: Mapping[str, float]
    by_year: Mapping[str, Mapping[int, float]]
    available: Mapping[str, Mapping[int, float]]


@dataclass(frozen=True)
class Position:
    """Score and level; `projected` where finished work only proposes the answers."""

    score: float | None
    level: int
    projected: bool


@dataclass(frozen=True)
class LevelAhead:
    """What stands between the plan and the next level; `level` is none at the top."""

    level: int | None
    open: tuple[str, ...]
    extra_budget_vnd: float | None
    extra_by_budget: Mapping[str, Mapping[int, float]]
    unreachable: tuple[str, ...]
    without_work: tuple[str, ...]
    earliest: str | None
    why: Words | None
    proved: bool


@dataclass(frozen=True)
class Moment:
    """Projected score, linear in the credits, and money spent at the end of a quarter."""

    quarter: str
    score: float
    spent_vnd: float


@dataclass(frozen=True)
class GreedyPlan:
    """What taking the best gain per cost first would have given."""

    score: float
    level: int
    cost_vnd: float
    chosen: tuple[str, ...]


@dataclass(frozen=True)
class Roadmap:
    """What to do first, what it changes, what it leaves out and why."""

    status: Status
    gap: float
    objective: tuple[Goal, ...]
    horizon: tuple[str, str]
    chosen: tuple[ChosenAction, ...]
    not_chosen: tuple[LeftOut, ...]
    totals: Totals
    before: Position
    after: Position
    next_level: LevelAhead
    progress: tuple[Moment, ...]
    greedy: GreedyPlan
    costs: str = "base"
    assumptions: tuple[Words, ...] = ()
    schema: str = field(default=SCHEMA)


def roadmap_document(roadmap: Roadmap | None) -> dict[str, Any]:
    """The roadmap as contract JSON, its kind and version first; empty where there is no work."""
    if roadmap is None:
        return {
            "schema": SCHEMA,
            "status": NOTHING_TO_ORDER,
            **dict.fromkeys(("gap", "totals", "before", "after", "next_level")),
            **{name: [] for name in ("objective", "chosen", "not_chosen")},
        }
    plain: dict[str, Any] = to_jsonable(roadmap)
    return {"schema": plain.pop("schema"), **plain}
