"""Whose money pays: purses by funding line and nature, and what they hold each year.

Money of one line and nature never pays for another; a purse that does not exist is empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from assessor.programme import Programme
from assessor.roadmap.problem import Budget
from assessor.scenario import Scenario

Nature = Literal["capital", "recurrent"]
_HOME = "DX"
"""Programme that pays for readiness work which names no funding line: digital transformation."""


@dataclass(frozen=True)
class Purses:
    """Budgets of a scenario behind the funding lines of a programme."""

    lines: Mapping[str, tuple[str, ...]]
    natures: Mapping[str, Nature]
    home_line: str | None
    budgets: tuple[Budget, ...]

    @property
    def are_unlimited(self) -> bool:
        """True where the scenario states no budget at all."""
        return not self.budgets

    def purse(self, line: str | None, nature: Nature) -> str:
        """The budget that pays for one nature of a line's work; an empty one if it has none."""
        own = self.lines.get(line or "", ())
        return next((b for b in own if self.natures[b] == nature), f"{line or '-'}:{nature}")


def purses_of(scenario: Scenario, programme: Programme | None) -> Purses:
    """Budgets with what was spent on anything but an action of the plan taken off."""
    budgets = scenario.money.budgets
    lines = _lines(scenario, programme)
    natures: dict[str, Nature] = {name: budget.nature for name, budget in budgets.items()}
    spent = _spent(programme, lines, natures)
    return Purses(
        lines=lines,
        natures=natures,
        home_line=_home_line(programme, lines),
        budgets=tuple(
            Budget(
                name,
                {y: max(v - spent.get((name, y), 0.0), 0.0) for y, v in b.vnd_by_year.items()},
                b.carry_over,
            )
            for name, b in budgets.items()
        ),
    )


def _lines(scenario: Scenario, programme: Programme | None) -> dict[str, tuple[str, ...]]:
    """Budgets of each funding line; without a programme every tag of the budgets is a line."""
    budgets = scenario.money.budgets
    if programme is not None and programme.funding_lines:
        return {
            name: tuple(b for b in line.budgets if b in budgets)
            for name, line in programme.funding_lines.items()
        }
    tags = dict.fromkeys(budget.programme for budget in budgets.values())
    return {tag: tuple(n for n, b in budgets.items() if b.programme == tag) for tag in tags}


def _home_line(programme: Programme | None, lines: Mapping[str, tuple[str, ...]]) -> str | None:
    given = programme.funding_lines if programme is not None else {}
    for name, line in given.items():
        if _HOME in line.purpose:
            return name
    if _HOME in lines:
        return _HOME
    return next(iter(lines), None)


def _spent(
    programme: Programme | None,
    lines: Mapping[str, tuple[str, ...]],
    natures: Mapping[str, Nature],
) -> dict[tuple[str, int], float]:
    """Spending by budget and year that belongs to no action; a line's recurrent purse first."""
    spent: dict[tuple[str, int], float] = {}
    for item in programme.spending if programme is not None else ():
        budgets = sorted(lines.get(item.funding_line, ()), key=lambda b: natures[b] != "recurrent")
        if item.action is None and budgets:
            key = (budgets[0], item.on.year)
            spent[key] = spent.get(key, 0.0) + item.vnd
    return spent
