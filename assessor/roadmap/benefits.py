"""Credits, score, caps and levels as expressions of what is finished.

Rows with the same closers move together, so they share one column per period; a row that one
action closes needs none at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assessor.roadmap.columns import Linear
from assessor.roadmap.formulation import Formulation
from assessor.roadmap.problem import Cap, Criterion
from assessor.roadmap.schedule import is_met

_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Pattern:
    """How credit comes about: the closers, what each adds, and up to where."""

    gains: tuple[tuple[str, float], ...]
    room: float
    needs_all: bool


def add_benefits(form: Formulation) -> Formulation:
    """Add the score of every period, the caps on the final one, and the levels."""
    patterns = _weights_by_pattern(form)
    standing = form.problem.offset + sum(c.weight * c.credit for c in form.problem.criteria)
    for period in range(form.problem.periods):
        raw = Linear(constant=standing)
        for pattern, weight in patterns.items():
            raw.grow(_gained(form, pattern, period), weight)
        form.raw.append(raw)
    _add_caps(form)
    _add_levels(form)
    return form


def _weights_by_pattern(form: Formulation) -> dict[_Pattern, float]:
    weights: dict[_Pattern, float] = {}
    for criterion in form.problem.criteria:
        if criterion.weight > 0 and criterion.credit < 1:
            for pattern, credit in _patterns(criterion):
                weights[pattern] = weights.get(pattern, 0.0) + criterion.weight * credit
    return weights


def _patterns(criterion: Criterion) -> Iterator[tuple[_Pattern, float]]:
    """The row's rise as patterns, each with the credit that its unit stands for."""
    room = 1.0 - criterion.credit
    if criterion.needs_all:
        yield _all_of(criterion.needs_all), room
    elif criterion.reaches:
        yield from _steps(criterion)
    elif criterion.gains and all(gain >= room for gain in criterion.gains.values()):
        yield _any_of(criterion.gains), room
    elif criterion.gains:
        gains = tuple(sorted((a, min(g, room)) for a, g in criterion.gains.items() if g > 0))
        yield _Pattern(gains, room, needs_all=False), 1.0


def _steps(criterion: Criterion) -> Iterator[tuple[_Pattern, float]]:
    """From each credit that some action reaches to the next: any that goes so far will do."""
    below = criterion.credit
    for step in sorted({value for value in criterion.reaches.values() if value > below}):
        yield _any_of(a for a, value in criterion.reaches.items() if value >= step), step - below
        below = step


def _any_of(actions: Iterable[str]) -> _Pattern:
    return _Pattern(tuple((name, 1.0) for name in sorted(actions)), 1.0, needs_all=False)


def _all_of(actions: Iterable[str]) -> _Pattern:
    return _Pattern(tuple((name, 1.0) for name in sorted(set(actions))), 1.0, needs_all=True)


def _gained(form: Formulation, pattern: _Pattern, period: int) -> Linear:
    """Credit gained by the end of a period."""
    if len(pattern.gains) == 1:
        action, gain = pattern.gains[0]
        return Linear().grow(form.done(action, period), gain)
    column = form.rows.column(upper=pattern.room)
    if pattern.needs_all:
        for action, gain in pattern.gains:
            form.rows.within(column, Linear().grow(form.done(action, period), gain))
        return column
    total = Linear()
    for action, gain in pattern.gains:
        total.grow(form.done(action, period), gain)
    form.rows.within(column, total)
    return column


def _add_caps(form: Formulation) -> None:
    """The final score is at most a cap unless every row of its gate is met."""
    problem, final = form.problem, form.raw[-1]
    biting = [cap for cap in problem.caps if cap.cap < 1]
    if not biting:
        form.score = final
        return
    highest = problem.offset + sum(c.weight for c in problem.criteria)
    form.score = form.rows.column(upper=max(highest, 0.0))
    form.rows.within(form.score, final)
    for cap in biting:
        passed = _gate(form, cap)
        form.rows.at_most(
            Linear().grow(form.score).grow(passed, -max(highest - cap.cap, 0.0)), cap.cap
        )


def _gate(form: Formulation, cap: Cap) -> Linear:
    passed = form.rows.column(whole=True)
    for name in cap.criteria:
        _needs(form, passed, form.problem.criterion_of[name])
    return passed


def _add_levels(form: Formulation) -> None:
    below: Linear | None = None
    for step in form.problem.levels:
        reached = form.rows.column(whole=True)
        if below is not None:
            form.rows.within(reached, below)
        for criterion in form.problem.criteria:
            if criterion.level == step:
                _needs(form, reached, criterion)
        form.reached[step] = below = reached


def _finished(form: Formulation, actions: Iterable[str]) -> Linear:
    """How many of some actions are finished at the end."""
    total = Linear()
    for action in actions:
        total.grow(form.done(action, form.problem.periods - 1))
    return total


def _needs(form: Formulation, claim: Linear, criterion: Criterion) -> None:
    """Let a claim be 1 only where the row is met at the end."""
    if is_met(criterion, _NOTHING):
        return
    end = form.problem.periods - 1
    if criterion.needs_all:
        for action in criterion.needs_all:
            form.rows.within(claim, form.done(action, end))
        return
    if criterion.reaches:
        enough = [a for a, value in criterion.reaches.items() if value >= criterion.met_from - 1e-9]
        form.rows.within(claim, _finished(form, enough))
        return
    missing = criterion.met_from - criterion.credit - 1e-9
    total = Linear()
    for action, gain in criterion.gains.items():
        # A gain beyond what is missing would only loosen the relaxation.
        total.grow(form.done(action, end), min(gain / missing, 1.0))
    form.rows.within(claim, total)
