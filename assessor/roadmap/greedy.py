"""The comparison everyone knows: best gain per cost first, as long as it fits."""

from __future__ import annotations

from assessor.roadmap.ledger import Ledger
from assessor.roadmap.problem import RoadmapProblem
from assessor.roadmap.schedule import Schedule, credit


def greedy_schedule(problem: RoadmapProblem, schedule: Schedule) -> dict[str, int]:
    """Extend a schedule by gain per cost until nothing that gains fits any more."""
    ledger = Ledger(problem, schedule)
    prices = {a.id: sum(o.once + o.per_year for o in a.outlays) for a in problem.actions}
    while True:
        done = frozenset(ledger.schedule)
        gains = {a.id: marginal_gain(problem, a.id, done) for a in problem.actions}
        waiting = [n for n, gain in gains.items() if gain > 1e-12 and n not in done]
        waiting.sort(key=lambda name: (-gains[name] / max(prices[name], 1e-9), name))
        start = None
        for name in waiting:
            start = ledger.earliest_start(name)
            if start is not None:
                ledger.take(name, start)
                break
        if start is None:
            return ledger.schedule


def marginal_gain(problem: RoadmapProblem, name: str, done: frozenset[str]) -> float:
    """What one more finished action adds to the score without caps."""
    after = done | {name}
    rows = (problem.criterion_of[row] for row in problem.closers[name])
    return sum(row.weight * (credit(row, after) - credit(row, done)) for row in rows)
