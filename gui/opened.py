"""The open project as every view reads it: documents, scorecards, and why.

Documents are immutable; the layers above exchange them and tell what changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from assessor.api import (
    Assessed,
    ByLevelMeasure,
    Explanation,
    InputError,
    Measured,
    Problem,
    Project,
    Quantities,
    Scenario,
    Scorecard,
    Study,
    is_shipped,
    open_project,
    score_assessed,
    why_plan,
    why_score,
    why_totals,
)


class NothingEvaluated:
    """What is known of the standing fleet before it was evaluated."""

    def __call__(
        self,
        quantity: str,
        quantile: float | None,
        tier_roles: Sequence[str],
        users: Sequence[str],
        reduce: str,
    ) -> Measured | None:
        return None


class Opened(QObject):
    """What is open, and what it scores.

    Signals
    -------
    project_opened(), assessment_switched()
        Everything is to be shown afresh.
    answer_changed(str)
        One row has another answer.
    scenario_changed()
        The scenario is another one than before.
    scored(), study_changed()
        New results; a study may be stale.
    refused(object)
        Problems of what was to be opened or saved.
    """

    project_opened = Signal()
    assessment_switched = Signal()
    answer_changed = Signal(str)
    scenario_changed = Signal()
    scored = Signal()
    study_changed = Signal()
    refused = Signal(object)

    def __init__(
        self, today: date, *, person: str | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.today, self.person = today, person
        self.undo_stack = QUndoStack(self)
        self.project: Project | None = None
        self.study: Study | None = None
        self.study_is_stale = False
        self._saved: dict[Path, Assessed] = {}
        self._saved_scenario: Scenario | None = None
        self._current: Path | None = None
        self._cards: dict[Path, Scorecard] = {}
        self._quantities: Quantities = NothingEvaluated()

    @property
    def assessed(self) -> Assessed | None:
        """The assessment on the screen, with the edits made so far."""
        if self.project is None or self._current is None:
            return None
        return next(a for a in self.project.assessed if a.path == self._current)

    @property
    def scorecard(self) -> Scorecard | None:
        """The scorecard of the assessment on the screen."""
        return None if self._current is None else self._cards.get(self._current)

    @property
    def folder(self) -> Path:
        """The folder of the project."""
        assert self.project is not None
        return self.project.folder

    @property
    def scenario(self) -> Scenario:
        """The scenario of the project, as it is now."""
        assert self.project is not None
        return self.project.scenario

    def card_of(self, assessed: Assessed) -> Scorecard:
        """The scorecard of any assessment of the project, computed once per state."""
        if assessed.path not in self._cards:
            self._cards[assessed.path] = score_assessed(assessed, self._quantities)
        return self._cards[assessed.path]

    def cards(self) -> dict[Path, Scorecard]:
        """The scorecards of every assessment of the project."""
        assert self.project is not None
        return {assessed.path: self.card_of(assessed) for assessed in self.project.assessed}

    def explain_score(self, name: str, assessed: Assessed | None = None) -> Explanation:
        """Why a row, a group, the score, the level or the verdict is what it is."""
        asked = assessed or self.assessed
        assert asked is not None
        return why_score(asked, self.card_of(asked), name)

    def explain_plan(self, name: str, year: int | None = None) -> Explanation:
        """Why a tier, a class or an input of the study is what it is."""
        assert self.study is not None
        return why_plan(self.study, name, year)

    def explain_totals(self, year: int) -> Explanation:
        """What the cost of a year of the study is made of."""
        assert self.study is not None
        return why_totals(self.study, year)

    def level_for(self, criterion: str) -> int | None:
        """The level that decides the threshold of a row; none where no level does."""
        assert self.assessed is not None
        measure = self.assessed.catalogue.criteria[criterion].measure
        if not isinstance(measure, ByLevelMeasure):
            return None
        chosen = self.assessed.assessment.profile.get(measure.level_from)
        known = isinstance(chosen, int | float) and not isinstance(chosen, bool)
        return int(chosen) if known and chosen is not None else self.assessed.rules.facility.default

    def open(self, path: Path) -> bool:
        """Open a project folder; problems are told by `refused` and nothing changes."""
        try:
            project = open_project(path)
        except InputError as error:
            self.refused.emit(list(error.problems))
            return False
        self.project, self.study, self.study_is_stale = project, None, False
        self._saved = {a.path: a for a in project.assessed}
        self._saved_scenario = project.scenario
        self._cards.clear()
        self._quantities = NothingEvaluated()
        self.undo_stack.clear()
        self._current = project.assessed[0].path if project.assessed else None
        # views take the new document before they hear of its scores: rows of the old are gone
        if self.assessed is not None:
            self.card_of(self.assessed)
        self.project_opened.emit()
        self._rescore()
        return True

    def close(self) -> None:
        """Nothing is open any more."""
        self.project = self.study = self._current = None
        self._cards.clear()
        self.undo_stack.clear()

    def show_assessment(self, path: Path) -> None:
        """Put another assessment of the project on the screen."""
        if path != self._current:
            self._current = path
            if self.assessed is not None:
                self.card_of(self.assessed)
            self.assessment_switched.emit()
            self._rescore()

    def _rescore(self) -> None:
        if self.assessed is not None:
            self.card_of(self.assessed)
            self.scored.emit()

    @property
    def is_read_only(self) -> bool:
        """True where the project is a template of the program, which is never written."""
        return self.project is not None and is_shipped(self.project.folder)

    def refuse_template(self) -> None:
        """Nothing is put beside a template of the program: a copy comes first."""
        given = {"given": self.folder.name}
        self.refused.emit([Problem("shipped_read_only", given, str(self.folder))])

    def _refuse_writing(self, error: OSError) -> None:
        reason = {"reason": error.strerror or str(error)}
        self.refused.emit([Problem("file_not_writable", reason, str(error.filename))])
