"""Where a scenario came from: its files, its calendar, what was odd about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from assessor.documents import Loaded
from assessor.errors import Problem
from assessor.scenario.fragments import Calendar, Procedures


def no_calendar() -> Calendar:
    """A calendar without holidays."""
    return Calendar(schema="calendar@1", id="none", first_year=1, last_year=9999)


def no_procedures() -> Procedures:
    """A collection without procedures."""
    return Procedures(schema="procedures@1", id="none", procedures={})


@dataclass(frozen=True)
class Origin:
    """The files behind a scenario, `written` being their merge before `{ref}` is expanded."""

    path: Path = Path("scenario.yaml")
    written: Loaded = field(default_factory=lambda: Loaded("scenario.yaml", {}))
    calendar: Calendar = field(default_factory=no_calendar)
    procedures: Procedures = field(default_factory=no_procedures)
    warnings: tuple[Problem, ...] = ()

    @property
    def folder(self) -> Path:
        """The folder of the project."""
        return self.path.parent
