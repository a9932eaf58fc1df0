"""How a score moved from snapshot to snapshot, and what moved it.

A change is split row by row: what was answered anew, what the evaluated fleet gave anew, and what
only the method (catalogue, rules, program) judged anew. The parts add up to the whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from assessor.history.snapshots import Snapshot

Cause = Literal["answers", "scenario", "method"]


@dataclass(frozen=True)
class RowChange:
    """One row that moved, with what it did to the score at its earlier weight. [1]"""

    id: str
    before: float | None
    after: float | None
    effect: float
    cause: Cause


@dataclass(frozen=True)
class Change:
    """The change of a score since the snapshot before, in parts that add up to `total`. [1]

    `together` is what no single row explains under an unchanged method: weights moved by rows
    that came to apply or ceased to, and caps.
    """

    total: float
    answers: float
    scenario: float
    method: float
    together: float
    rows: tuple[RowChange, ...]


@dataclass(frozen=True)
class Point:
    """Where one assessment stood at one snapshot; `change` is none where there is nothing before.

    `same_method` is false where catalogue, rules or program differ from the snapshot before.
    """

    at: datetime
    score: float | None
    verified_floor: float | None
    coverage: float
    level: int
    same_method: bool
    change: Change | None


def trend(snapshots: Sequence[Snapshot], assessment: str) -> tuple[Point, ...]:
    """One point per snapshot that holds the assessment, oldest first."""
    points: list[Point] = []
    earlier: Snapshot | None = None
    for snapshot in snapshots:
        if assessment not in snapshot.study["scorecards"]:
            continue
        points.append(_point(earlier, snapshot, assessment))
        earlier = snapshot
    return tuple(points)


def _point(earlier: Snapshot | None, snapshot: Snapshot, assessment: str) -> Point:
    card = snapshot.study["scorecards"][assessment]
    same = earlier is None or _method(earlier, assessment) == _method(snapshot, assessment)
    change = None
    if earlier is not None:
        change = _change(earlier.study["scorecards"][assessment], card, same_method=same)
    return Point(
        at=snapshot.at,
        score=card["score"],
        verified_floor=card["verified_floor"],
        coverage=card["coverage"],
        level=card["level"],
        same_method=same,
        change=change,
    )


def _method(snapshot: Snapshot, assessment: str) -> tuple[Any, ...]:
    stamps = snapshot.inputs["assessments"].get(assessment, {})
    return snapshot.inputs["program"], stamps.get("catalogue"), stamps.get("rules")


def _change(
    before: Mapping[str, Any], after: Mapping[str, Any], *, same_method: bool
) -> Change | None:
    if before["score"] is None or after["score"] is None:
        return None
    rows = _row_changes(before, after, same_method=same_method)
    parts = {cause: sum((r.effect for r in rows if r.cause == cause), 0.0) for cause in _CAUSES}
    total = after["score"] - before["score"]
    rest = total - sum(parts.values())
    causes = {row.cause for row in rows}
    if not same_method:
        # Weights, thresholds and rows that came or went: no row of both shows them.
        parts["method"] += rest
        rest = 0.0
    elif len(causes) == 1:
        parts[causes.pop()] += rest
        rest = 0.0
    return Change(total, parts["answers"], parts["scenario"], parts["method"], rest, rows)


_CAUSES: tuple[Cause, ...] = ("answers", "scenario", "method")


def _row_changes(
    before: Mapping[str, Any], after: Mapping[str, Any], *, same_method: bool
) -> tuple[RowChange, ...]:
    """Rows of both whose credit or status differs, the largest effect first."""
    was = {row["id"]: row for row in before["criteria"]}
    found = []
    for row in after["criteria"]:
        old = was.get(row["id"])
        if old is None or (old["credit"], old["status"]) == (row["credit"], row["status"]):
            continue
        effect = old["effective_weight"] * ((row["credit"] or 0.0) - (old["credit"] or 0.0))
        cause = _cause(old, row, same_method=same_method)
        found.append(RowChange(row["id"], old["credit"], row["credit"], effect, cause))
    return tuple(sorted(found, key=lambda row: (-abs(row.effect), row.id)))


def _cause(old: Mapping[str, Any], new: Mapping[str, Any], *, same_method: bool) -> Cause:
    """Method where the same thing was recorded and judged differently."""
    recorded = ("status", "value", "unit", "measured")
    unchanged = all(old.get(key) == new.get(key) for key in recorded)
    if unchanged and not same_method:
        return "method"
    return "scenario" if "derived" in (old["status"], new["status"]) else "answers"
