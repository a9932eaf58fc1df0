"""Why an action is not in the plan, found by trying to add it."""

from __future__ import annotations

from collections.abc import Mapping

from assessor.roadmap.greedy import marginal_gain
from assessor.roadmap.ledger import Ledger
from assessor.roadmap.problem import RoadmapProblem
from assessor.roadmap.result import Reason
from assessor.roadmap.schedule import Schedule


def reasons(problem: RoadmapProblem, schedule: Schedule) -> Mapping[str, Reason]:
    """The nearest obstacle of every action that was not chosen, in the problem's order."""
    ledger = Ledger(problem, schedule)
    waiting = (action.id for action in problem.actions if action.id not in schedule)
    return {name: _reason(problem, ledger, name) for name in waiting}


def _reason(problem: RoadmapProblem, ledger: Ledger, name: str) -> Reason:
    if not problem.closers[name]:
        return Reason("closes_nothing")
    first, last = problem.windows[name]
    if first > last:
        return Reason("no_time", {"quarters": problem.action_of[name].duration})
    if marginal_gain(problem, name, frozenset()) <= 1e-12 and not _asked_for(problem, name):
        return Reason("gains_nothing")
    rival = ledger.excluded_by(name)
    if rival is not None:
        return Reason("excluded", {"by": rival})
    if marginal_gain(problem, name, frozenset(ledger.schedule)) <= 1e-12:
        return Reason("covered", {"by": _coverers(problem, ledger, name)})
    required = ledger.missing_requirement(name)
    if required is not None:
        return Reason("requires", {"action": required})
    return _obstacle(problem, ledger, name)


def _asked_for(problem: RoadmapProblem, name: str) -> bool:
    return any(problem.criterion_of[row].level is not None for row in problem.closers[name])


def _coverers(problem: RoadmapProblem, ledger: Ledger, name: str) -> list[str]:
    """Chosen actions that work on the same rows."""
    rows = (problem.criterion_of[row] for row in problem.closers[name])
    return sorted({a for row in rows for a in row.helpers if a in ledger.schedule})


def _obstacle(problem: RoadmapProblem, ledger: Ledger, name: str) -> Reason:
    """Money at the cheapest start, else staff, else time; else nothing but the search's gap."""
    ready = [
        ledger.schedule[r] + problem.action_of[r].duration for r in problem.action_of[name].requires
    ]
    first, last = problem.windows[name]
    starts = range(max([first, *ready]), last + 1)
    if not starts:
        return Reason("no_time", {"quarters": problem.action_of[name].duration})
    least = min((ledger.lacking(name, u) for u in starts), key=lambda lack: sum(lack.values()))
    if least:
        (budget, year), amount = max(least.items(), key=lambda item: item[1])
        return Reason(
            "budget",
            {"budget": budget, "year": year, "vnd": amount, "total_vnd": sum(least.values())},
        )
    if not any(ledger.has_staff(name, u) for u in starts):
        return Reason("staff", {"person_days": problem.action_of[name].effort})
    if ledger.earliest_start(name) is None:
        return Reason("money_and_staff")
    return Reason("within_gap")
