"""The study in the background: one at a time, with progress and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from assessor.api import Project, Quantities, Study, quantities_of_scenario, run, score_assessed
from gui.jobs import Job, Jobs, Progress
from gui.session import Session


class Computing(QObject):
    """Computes what the session shows.

    Signals
    -------
    started(), ended()
        A study is being computed, and no longer.
    progressed(float, str)
        How far it is.
    failed(Exception)
        Why there is no study.
    """

    started = Signal()
    ended = Signal()
    progressed = Signal(float, str)
    failed = Signal(object)

    def __init__(self, session: Session, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self._job: Job | None = None
        self._next = False
        self._standing: Job | None = None
        session.scenario_changed.connect(self._on_scenario)

    @property
    def is_running(self) -> bool:
        """True while a study is being computed."""
        return self._job is not None

    def begin(self, *, computes: bool) -> None:
        """What follows the opening of a project: the last study is shown, or computed anew.

        Where nothing is to be computed, only what derived rows ask for is evaluated.
        """
        self.cancel()
        if self._standing is not None:
            self._standing.cancel()
            self._standing = None
        project = self._session.project
        if project is None or self._session.show_last_study():
            return
        if computes:
            self._next = self._job is not None
            self.start()
            return
        self._evaluate_standing(project)

    def _evaluate_standing(self, project: Project) -> None:
        def work(progress: Progress) -> Quantities | None:
            return standing_of(project, progress)

        job = self._jobs.start(work)
        job.succeeded.connect(self._on_standing)
        job.failed.connect(self.failed)
        self._standing = job

    @Slot()
    def _on_scenario(self) -> None:
        """Without a study derived rows are read from the standing fleet: of the new scenario."""
        project = self._session.project
        if project is not None and self._session.study is None:
            self._evaluate_standing(project)

    @Slot()
    def start(self) -> None:
        """Compute the study of the project as it is now; the newest request wins."""
        project = self._session.project
        if project is None or self._job is not None:
            return

        def work(progress: Progress) -> Study:
            return run(project, progress=progress)

        job = self._jobs.start(work)
        job.progressed.connect(self.progressed)
        job.succeeded.connect(self._on_succeeded)
        job.failed.connect(self._on_failed)
        job.cancelled.connect(self._on_ended)
        self._job = job
        self.started.emit()

    @Slot()
    def cancel(self) -> None:
        """Stop at the next report."""
        if self._job is not None:
            self._job.cancel()

    @Slot(object)
    def _on_standing(self, quantities: object) -> None:
        if self.sender() is self._standing:
            self._session.take_quantities(quantities)  # type: ignore[arg-type]  # what the job returned

    @Slot(object)
    def _on_succeeded(self, study: object) -> None:
        assert isinstance(study, Study)
        if self._session.is_of(study):
            self._session.take_study(study)
        self._on_ended()

    @Slot(object)
    def _on_failed(self, error: object) -> None:
        self._on_ended()
        self.failed.emit(error)

    @Slot()
    def _on_ended(self) -> None:
        self._job = None
        self.ended.emit()
        if self._next:
            # another project was opened while the study of the one before was being stopped
            self._next = False
            self.start()


def standing_of(project: Project, progress: Progress) -> Quantities | None:
    """The standing fleet's quantities, each that some row asks for looked up once."""
    if project.main is None:
        return None
    year = project.main.assessment.as_of.year
    lookup = quantities_of_scenario(project.scenario, year)
    for assessed in project.assessed:
        progress(0.0, "")
        score_assessed(assessed, lookup)
    return lookup
