"""What is missing for the next level or an open gate: small sets of rows, none of them idle."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Literal

from assessor.assessment.model import Assessment
from assessor.catalogue.model import Catalogue
from assessor.catalogue.rules import Rules
from assessor.scoring.engine import score, what_if
from assessor.scoring.prepared import prepare
from assessor.scoring.quantities import Quantities
from assessor.scoring.scorecard import CriterionScore, Scorecard


@dataclass(frozen=True, slots=True)
class Unlock:
    """Meeting all of `criteria` reaches `target`; leaving any of them out does not."""

    kind: Literal["level", "gate"]
    target: str
    criteria: tuple[str, ...]


def unlocks(
    catalogue: Catalogue,
    rules: Rules,
    assessment: Assessment,
    *,
    quantities: Quantities | None = None,
    on: date | None = None,
) -> tuple[Unlock, ...]:
    """Rows that reach the next level, and rows that open each gate that is not met.

    A level and a gate on rows have exactly one such set. The least score of a group may be
    reached in several ways: the one of few rows with the largest weights is given.
    """
    card = score(catalogue, rules, assessment, quantities=quantities, on=on)

    def then(rows: tuple[str, ...]) -> Scorecard:
        supposed = dict.fromkeys(rows, 1.0)
        return what_if(catalogue, rules, assessment, supposed, quantities=quantities, on=on)

    found: list[Unlock] = []
    if card.next_level > card.level and card.blocking:
        found.append(Unlock("level", str(card.next_level), card.blocking))
    for gate in card.gates:
        if gate.state in {"met", "not_applicable"}:
            continue
        if gate.blocking:
            found.append(Unlock("gate", gate.id, gate.blocking))
        elif gate.kind == "floor":
            rows = _rows_below(card, catalogue, rules, rules.gates[gate.id].group or "")
            chosen = _fewest(rows, partial(_opens, then, gate.id))
            found += [Unlock("gate", gate.id, chosen)] if chosen else []
    return tuple(found)


def _opens(then: Callable[[tuple[str, ...]], Scorecard], gate: str, rows: tuple[str, ...]) -> bool:
    return next(item for item in then(rows).gates if item.id == gate).state == "met"


def _rows_below(card: Scorecard, catalogue: Catalogue, rules: Rules, group: str) -> tuple[str, ...]:
    """Rows of a group that still have something to give, the largest first."""
    inside = prepare(catalogue, rules).whole.below(group)
    rows = [row for row in card.criteria if row.id in inside and _missing(row) > 0]
    return tuple(row.id for row in sorted(rows, key=_missing, reverse=True))


def _missing(row: CriterionScore) -> float:
    return row.effective_weight * (1.0 - (row.credit or 0.0))


def _fewest(rows: tuple[str, ...], opens: Callable[[tuple[str, ...]], bool]) -> tuple[str, ...]:
    """Rows taken in order until the gate opens, then every idle one left out again."""
    size = next((k for k in range(1, len(rows) + 1) if opens(rows[:k])), None)
    if size is None:
        return ()
    chosen = rows[:size]
    for name in rows[: size - 1]:
        without = tuple(row for row in chosen if row != name)
        chosen = without if opens(without) else chosen
    return chosen
