"""What would raise a number: gain row by row, gain of each piece of work and per cost, and the
smallest sets of rows that reach the next level or open a gate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assessor.catalogue.model import Catalogue, Template
from assessor.documents import to_jsonable
from assessor.project.derived import derived_quantities
from assessor.project.opening import Assessed
from assessor.scoring import Scorecard, unlocks
from assessor.scoring.explanation import LEVEL, SCORE, VERDICT
from assessor.scoring.outcomes import outcomes
from assessor.scoring.prepared import prepare

BILLION_VND = 1e9


@dataclass(frozen=True, slots=True)
class RowRaise:
    """What meeting one row alone adds to the score [1], and the cheapest work that helps [VND].

    A cost is the base value of the catalogue's template, an assumption unless its source says
    otherwise; none where no template helps.
    """

    criterion: str
    title: Any
    gain: float
    work: str | None
    cost_vnd: float | None
    gain_per_billion_vnd: float | None
    blocks_next_level: bool


@dataclass(frozen=True, slots=True)
class WorkRaise:
    """What one piece of work adds to the score by all the rows that it puts within reach. [1]"""

    work: str
    title: Any
    criteria: tuple[str, ...]
    gain: float
    cost_vnd: float
    gain_per_billion_vnd: float | None


def rows_that_raise(
    assessed: Assessed, card: Scorecard, *, below: str | None = None
) -> tuple[RowRaise, ...]:
    """Rows whose being met would add to the score or the level, the largest gain first."""
    inside = _inside(assessed, below)
    blocking = set(card.blocking)
    rows = [
        _row(assessed.catalogue, row.id, row.gain, row.id in blocking)
        for row in card.criteria
        if row.id in inside and row.met is not True and (row.gain > 0 or row.id in blocking)
    ]
    return tuple(sorted(rows, key=lambda row: (-row.gain, row.criterion)))


def _inside(assessed: Assessed, below: str | None) -> frozenset[str]:
    scheme = prepare(assessed.catalogue, assessed.rules).whole
    if below is None or below == scheme.tree.root.id:
        return frozenset(assessed.catalogue.criteria)
    return frozenset(scheme.below(below))


def _row(catalogue: Catalogue, name: str, gain: float, blocks: bool) -> RowRaise:
    helping = [
        (template.cost_vnd.base or 0.0, work)
        for work, template in catalogue.remediation.items()
        if name in template.closes or work in catalogue.criteria[name].remediation
    ]
    cost, work = min(helping) if helping else (None, None)
    per = _per_billion(gain, cost)
    return RowRaise(name, catalogue.criteria[name].title, gain, work, cost, per, blocks)


def _per_billion(gain: float, cost: float | None) -> float | None:
    return gain / (cost / BILLION_VND) if cost else None


def work_that_raises(assessed: Assessed, card: Scorecard) -> tuple[WorkRaise, ...]:
    """Every template of the catalogue that would raise the score, the best per cost first.

    The gains are the engine's own, all rows of a template supposed met at once.
    """
    catalogue = assessed.catalogue
    unmet = {row.id for row in card.criteria if row.met is not True and not row.out_of_scope}
    works = {
        work: (template, tuple(k for k in closed_by(catalogue, work, template) if k in unmet))
        for work, template in catalogue.remediation.items()
    }
    works = {work: found for work, found in works.items() if found[1]}
    then = outcomes(
        catalogue,
        assessed.rules,
        assessed.assessment,
        [dict.fromkeys(rows, 1.0) for _, rows in works.values()],
        quantities=derived_quantities(assessed),
        on=card.on,
    )
    now = card.score or 0.0
    raised = [
        _work(work, template, rows, (outcome.score or 0.0) - now)
        for (work, (template, rows)), outcome in zip(works.items(), then, strict=True)
    ]
    worthwhile = [one for one in raised if one.gain > 1e-12]
    return tuple(sorted(worthwhile, key=lambda one: (-(one.gain_per_billion_vnd or 0.0), one.work)))


def closed_by(catalogue: Catalogue, work: str, template: Template) -> tuple[str, ...]:
    """The rows that a template puts within reach, named by either side."""
    named = (name for name, row in catalogue.criteria.items() if work in row.remediation)
    closed = (name for name in template.closes if name in catalogue.criteria)
    return tuple(dict.fromkeys([*closed, *named]))


def _work(work: str, template: Template, rows: tuple[str, ...], gain: float) -> WorkRaise:
    cost = template.cost_vnd.base or 0.0
    return WorkRaise(work, template.title, rows, gain, cost, _per_billion(gain, cost))


def raises_document(assessed: Assessed, card: Scorecard, name: str) -> dict[str, Any]:
    """What would raise the number that was explained: `raises`, `work` and `unlocks`.

    Unlocking sets come with level, verdict and gates; gains with score, nodes and rows.
    """
    if name in assessed.catalogue.criteria:
        row = card.criterion(name)
        found = _row(assessed.catalogue, name, row.gain, name in card.blocking)
        return {"raises": to_jsonable((found,))}
    if name in {LEVEL, VERDICT} or any(gate.id == name for gate in card.gates):
        return {"unlocks": to_jsonable(_unlocks(assessed, card, name))}
    below = None if name == SCORE else name
    document: dict[str, Any] = {"raises": to_jsonable(rows_that_raise(assessed, card, below=below))}
    if below is None:
        document["work"] = to_jsonable(work_that_raises(assessed, card))
    return document


def _unlocks(assessed: Assessed, card: Scorecard, name: str) -> tuple[object, ...]:
    found = unlocks(
        assessed.catalogue,
        assessed.rules,
        assessed.assessment,
        quantities=derived_quantities(assessed),
        on=card.on,
    )
    if name == VERDICT:
        return found
    return tuple(
        one for one in found if one.target == name or (name == LEVEL and one.kind == "level")
    )
