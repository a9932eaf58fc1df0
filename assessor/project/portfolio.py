"""Services first: a candidate chosen or not, in the open scenario and in its file."""

from __future__ import annotations

from pathlib import Path

from assessor.documents import edit
from assessor.scenario import Scenario, with_values


def with_chosen(scenario: Scenario, candidate: str, *, chosen: bool) -> Scenario:
    """The scenario with a candidate of its portfolio chosen or left; everything checked again.

    Raises
    ------
    ScenarioError
        No candidate is called so, or the changed scenario does not hold together.
    """
    return with_values(scenario, {f"portfolio.{candidate}.chosen": chosen})


def choices_between(saved: Scenario, current: Scenario) -> dict[str, bool]:
    """Candidates that are chosen in one of two states of a scenario only, as they are now."""
    return {
        name: candidate.chosen
        for name, candidate in current.portfolio.items()
        if name in saved.portfolio and candidate.chosen != saved.portfolio[name].chosen
    }


def save_choices(path: Path, saved: Scenario, current: Scenario) -> None:
    """Write what was chosen or left into the scenario's file; comments and other lines stay.

    A candidate that comes from an extended file is named in this file too; nothing is written
    where nothing changed.

    Raises
    ------
    DocumentError
        The file belongs to the program.
    OSError
        The file cannot be written.
    """
    changed = choices_between(saved, current)
    if changed:
        edit(path, {("portfolio", name, "chosen"): now for name, now in changed.items()})
