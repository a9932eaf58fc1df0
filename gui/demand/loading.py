"""One year of demand, summed up beside the window: one request at a time, the newest wins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from assessor.api import (
    ChoiceEffect,
    EventRow,
    Explained,
    RankedCandidate,
    Scenario,
    ServiceRow,
    WeekShape,
    YearByDay,
    YearDemand,
    YearInOrder,
    choice_effects,
    demand_for_year,
    event_rows,
    explain_reference_load,
    ranked_portfolio,
    resolve,
    service_rows,
    week_shape,
    year_by_day,
    year_in_order,
)
from gui.jobs import Job, Jobs, Progress
from gui.session import Session


@dataclass(frozen=True)
class DemandView:
    """Everything that the page shows of one year of one state of the scenario."""

    scenario: Scenario
    demand: YearDemand
    in_order: YearInOrder
    week: WeekShape
    by_day: YearByDay
    services: tuple[ServiceRow, ...]
    events: tuple[EventRow, ...]
    ranked: tuple[RankedCandidate, ...]
    effects: tuple[ChoiceEffect, ...]
    """What the chosen candidates change, in each year of the horizon."""
    loads: Mapping[str, Explained]
    """Worked figures by name."""

    @property
    def year(self) -> int:
        """The year that is shown."""
        return self.demand.year


def view_of(
    scenario: Scenario, year: int, before: DemandView | None, progress: Progress
) -> DemandView:
    """One year of a scenario's demand, at the base of every quantity.

    What is the same in all years is taken from a view of the same scenario, where there is one.
    """
    progress(0.0, "")
    resolved = resolve(scenario)
    demand = demand_for_year(resolved, year)
    known = before if before is not None and before.scenario is scenario else None
    effects = choice_effects(scenario) if known is None else known.effects
    progress(0.5, "")
    return DemandView(
        scenario=scenario,
        demand=demand,
        in_order=year_in_order(resolved, demand),
        week=week_shape(resolved, demand),
        by_day=year_by_day(resolved, demand),
        services=service_rows(resolved, demand),
        events=event_rows(resolved, demand),
        ranked=ranked_portfolio(resolved) if known is None else known.ranked,
        effects=effects,
        loads=_worked(scenario) if known is None else known.loads,
    )


def _worked(scenario: Scenario) -> dict[str, Explained]:
    return {name: explain_reference_load(scenario, name) for name in scenario.reference_loads}


class DemandLoading(QObject):
    """Keeps the view of the year that was asked for last.

    Signals
    -------
    changed()
        There is another view, or none, or why there is none.
    """

    changed = Signal()

    def __init__(self, session: Session, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self._job: Job | None = None
        self._asked: tuple[Scenario, int] | None = None
        self.view: DemandView | None = None
        self.error: Exception | None = None
        session.project_opened.connect(self._on_opened)

    @Slot()
    def _on_opened(self) -> None:
        """What was shown is of another project."""
        if self._job is not None:
            self._job.cancel()
        self._job = self._asked = self.view = self.error = None

    @property
    def is_running(self) -> bool:
        """True while a year is being computed."""
        return self._job is not None

    def ask(self, year: int) -> None:
        """Compute a year of the open scenario, unless it is there or under way."""
        project = self._session.project
        if project is None:
            return
        scenario = project.scenario
        if self._asked is not None and self._asked[0] is scenario and self._asked[1] == year:
            return
        if self._job is not None:
            self._job.cancel()
        self._asked = (scenario, year)
        self._start(scenario, year)

    def _start(self, scenario: Scenario, year: int) -> None:
        before = self.view

        def work(progress: Progress) -> DemandView:
            return view_of(scenario, year, before, progress)

        job = self._jobs.start(work)
        job.succeeded.connect(self._on_succeeded)
        job.failed.connect(self._on_failed)
        self._job = job

    @Slot(object)
    def _on_succeeded(self, view: object) -> None:
        if self.sender() is self._job:
            assert isinstance(view, DemandView)
            self._end(view, None)

    @Slot(object)
    def _on_failed(self, error: object) -> None:
        if self.sender() is self._job:
            assert isinstance(error, Exception)
            self._end(None, error)

    def _end(self, view: DemandView | None, error: Exception | None) -> None:
        self._job, self.view, self.error = None, view, error
        self.changed.emit()
