"""A roadmap problem from a scorecard, pieces of work, purses and a calendar of quarters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from assessor.catalogue.measures import DerivedMeasure
from assessor.catalogue.model import Catalogue
from assessor.roadmap.problem import (
    Action,
    Budget,
    Cap,
    Criterion,
    Outlay,
    RoadmapProblem,
    SharedWork,
)
from assessor.roadmap.purses import Nature, Purses
from assessor.roadmap.quarters import QUARTERS_PER_YEAR, Quarter
from assessor.roadmap.work import Work, overlapping
from assessor.scenario import Procedure
from assessor.scoring import CriterionScore, Scorecard

HORIZON_QUARTERS = 12
"""How far ahead work is put in order where budgets do not end sooner."""


@dataclass(frozen=True)
class Horizon:
    """The quarters in which work is put in order."""

    first: Quarter
    quarters: int

    @property
    def last(self) -> Quarter:
        """The last quarter."""
        return self.first.after(self.quarters - 1)

    @property
    def years(self) -> tuple[int, ...]:
        """The year of each quarter."""
        return tuple(self.first.after(t).year for t in range(self.quarters))

    def period(self, quarter: str) -> int:
        """Place of a named quarter; negative before the first."""
        return Quarter.named(quarter).since(self.first)


def horizon_of(as_of: date, budgets: tuple[Budget, ...]) -> Horizon:
    """From the quarter of a day to the end of the last budget, at most three years."""
    first = Quarter.of(as_of)
    years = [year for budget in budgets for year in budget.by_year]
    if not years:
        return Horizon(first, HORIZON_QUARTERS)
    end = Quarter(QUARTERS_PER_YEAR * max(years) + QUARTERS_PER_YEAR - 1)
    return Horizon(first, min(max(end.since(first) + 1, 1), HORIZON_QUARTERS))


def build_problem(
    card: Scorecard,
    works: Mapping[str, Work],
    purses: Purses,
    horizon: Horizon,
    *,
    procedures: Mapping[str, Procedure],
    effort_per_quarter: float | None = None,
    met_from: float = 1.0,
) -> RoadmapProblem:
    """The problem as plain numbers.

    Parameters
    ----------
    card
        Where the assessment stands; its effective weights are taken as they are.
    works
        What may be done, with the credit that each reaches.
    purses, horizon, procedures
        Whose money, which quarters, and when each procedure is in force.
    effort_per_quarter
        Limit of own staff; none is no limit. [person-day]
    met_from
        Credit from which a row is met. [1]
    """
    criteria = tuple(_criterion(row, works, met_from) for row in card.criteria if _applies(row))
    standing = sum(c.weight * c.credit for c in criteria)
    shared, common = _shared(works, purses)
    return RoadmapProblem(
        actions=tuple(
            _action(work, works, purses, horizon, procedures, common.get(name, {}))
            for name, work in works.items()
        ),
        criteria=criteria,
        years=horizon.years,
        budgets=purses.budgets,
        exclusive=_exclusive(works),
        shared=shared,
        caps=_caps(card, frozenset(c.id for c in criteria)),
        effort_per_period=effort_per_quarter,
        offset=(card.score_raw or 0.0) - standing,
        periods_per_year=QUARTERS_PER_YEAR,
        unlimited_money=purses.are_unlimited,
    )


def needed(works: Mapping[str, Work], card: Scorecard) -> dict[str, Work]:
    """Work that raises some row, and what it requires; what is already in place falls away.

    A required piece of work is taken as in place where every row it closes is met already.
    """
    rows = {row.id: row for row in card.criteria}
    useful = {name: _useful(work, rows) for name, work in works.items()}
    in_place = {n for n, work in works.items() if work.reaches and _is_in_place(work, rows)}
    wanted, queue = set[str](), [n for n, w in works.items() if useful[n] or w.committed_start]
    while queue:
        name = queue.pop()
        if name not in wanted:
            wanted.add(name)
            queue += [r for r in works[name].requires if r in works and r not in in_place]
    return {
        name: _with(work, useful[name], tuple(r for r in work.requires if r in wanted))
        for name, work in works.items()
        if name in wanted
    }


def without_derived(works: Mapping[str, Work], catalogue: Catalogue) -> dict[str, Work]:
    """Work without claims on derived rows: those are evaluated, never taken for granted."""
    derived = {n for n, c in catalogue.criteria.items() if isinstance(c.measure, DerivedMeasure)}
    return {
        name: _with(
            work, {c: v for c, v in work.reaches.items() if c not in derived}, work.requires
        )
        for name, work in works.items()
    }


def _with(work: Work, reaches: Mapping[str, float], requires: tuple[str, ...]) -> Work:
    return replace(work, reaches=reaches, requires=requires)


def _useful(work: Work, rows: Mapping[str, CriterionScore]) -> dict[str, float]:
    return {
        name: value
        for name, value in work.reaches.items()
        if name in rows and _binds(rows[name]) and value > (rows[name].credit or 0.0) + 1e-9
    }


def _is_in_place(work: Work, rows: Mapping[str, CriterionScore]) -> bool:
    binding = [rows[name] for name in work.reaches if name in rows and _binds(rows[name])]
    return bool(binding) and all(row.met for row in binding)


def _applies(row: CriterionScore) -> bool:
    return row.status != "not_applicable" and not row.out_of_scope


def _binds(row: CriterionScore) -> bool:
    """False for rows that do not apply or that no value can change."""
    return _applies(row) and not row.not_judged


def _criterion(row: CriterionScore, works: Mapping[str, Work], met_from: float) -> Criterion:
    return Criterion(
        id=row.id,
        weight=row.effective_weight,
        credit=row.credit or 0.0,
        met_from=met_from,
        level=row.level or None,
        reaches={n: w.reaches[row.id] for n, w in works.items() if row.id in w.reaches}
        if _binds(row)
        else {},
    )


def _caps(card: Scorecard, known: frozenset[str]) -> tuple[Cap, ...]:
    """Gates that hold the score down until their open rows are met."""
    return tuple(
        Cap(gate.id, tuple(row for row in gate.blocking if row in known), gate.cap)
        for gate in card.gates
        if gate.kind == "cap" and gate.cap is not None and gate.state in {"not_met", "not_judged"}
    )


def _action(
    work: Work,
    works: Mapping[str, Work],
    purses: Purses,
    horizon: Horizon,
    procedures: Mapping[str, Procedure],
    common: Mapping[Nature, float],
) -> Action:
    earliest, latest = _window(work, horizon, procedures.get(work.procedure))
    committed = work.committed_start
    return Action(
        id=work.id,
        outlays=_outlays(work, purses, common),
        duration=work.quarters,
        earliest=earliest,
        latest=latest,
        requires=tuple(r for r in work.requires if r in works),
        committed_start=None if committed is None else horizon.period(committed),
        effort=work.effort,
    )


def _window(work: Work, horizon: Horizon, procedure: Procedure | None) -> tuple[int, int | None]:
    """Quarters in which the work may start: its own window and its procedure's time in force."""
    first = [0]
    last = [] if work.window is None else [horizon.period(work.window[1])]
    if work.window is not None:
        first.append(horizon.period(work.window[0]))
    if procedure is not None and procedure.in_force.since is not None:
        first.append(Quarter.of(procedure.in_force.since).since(horizon.first))
    if procedure is not None and procedure.in_force.until is not None:
        last.append(Quarter.of(procedure.in_force.until).since(horizon.first))
    return max(first), min(last) if last else None


def _outlays(work: Work, purses: Purses, common: Mapping[Nature, float]) -> tuple[Outlay, ...]:
    """The first cost by the work's nature, running costs always recurrent."""
    once = purses.purse(work.funding_line, work.nature)
    later = purses.purse(work.funding_line, "recurrent")
    outlays = (
        Outlay(once, once=work.once_vnd - common.get(work.nature, 0.0)),
        Outlay(later, per_year=work.per_year_vnd),
    )
    return tuple(o for o in outlays if o.once > 0 or o.per_year > 0)


def _exclusive(works: Mapping[str, Work]) -> tuple[tuple[str, ...], ...]:
    pairs = {
        tuple(sorted((name, other)))
        for name, work in works.items()
        for other in work.exclusive_with
        if other in works
    }
    return tuple(sorted(pairs))


def _shared(
    works: Mapping[str, Work], purses: Purses
) -> tuple[tuple[SharedWork, ...], dict[str, dict[Nature, float]]]:
    """Common work of overlapping pieces: as much as the cheapest of them, paid once.

    Only first costs of one line and nature are shared; how large the common part is is not
    known, so the whole of the cheapest is taken (stated with the roadmap).
    """
    left = {name: work.once_vnd for name, work in works.items()}
    shared: list[SharedWork] = []
    common: dict[str, dict[Nature, float]] = {}
    for group in overlapping(works):
        members = [works[name] for name in group]
        purse = {(m.funding_line, m.nature) for m in members}
        amount = min(left[name] for name in group)
        if len(purse) > 1 or amount <= 0 or any(m.committed_start for m in members):
            continue
        line, nature = purse.pop()
        for name in group:
            left[name] -= amount
            paid = common.setdefault(name, {})
            paid[nature] = paid.get(nature, 0.0) + amount
        shared.append(
            SharedWork(
                "+".join(group),
                group,
                (Outlay(purses.purse(line, nature), once=amount),),
                duration=min(m.quarters for m in members),
            )
        )
    return tuple(shared), common
