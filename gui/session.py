"""The open project as the window knows it: one place for the document, undo and results.

Documents are immutable: an edit makes the next one, so undo keeps two small values. Views read
from here and are told by signals what changed; they never talk to each other.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from assessor.api import (
    Answer,
    Assessed,
    Assessment,
    ByLevelMeasure,
    Evidence,
    Explanation,
    InputError,
    Measured,
    Problem,
    Project,
    Quantities,
    Scorecard,
    Study,
    is_shipped,
    keep_study,
    kept_study,
    open_project,
    save_assessed,
    score_assessed,
    study_quantities,
    why_plan,
    why_score,
)
from assessor.api import gettext as _
from gui.commands import SetAnswer, SetEvidence


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


class Session(QObject):
    """What is open, what was changed, and what was computed from it.

    Signals
    -------
    project_opened(), assessment_switched()
        Everything is to be shown afresh.
    answer_changed(str)
        One row has another answer.
    scored(), study_changed()
        New results; a study may be stale.
    refused(object)
        Problems of what was to be opened or saved.
    """

    project_opened = Signal()
    assessment_switched = Signal()
    answer_changed = Signal(str)
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
        self._current: Path | None = None
        self._cards: dict[Path, Scorecard] = {}
        self._quantities: Quantities = NothingEvaluated()

    # what is open

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
        self._cards.clear()
        self._quantities = NothingEvaluated()
        self.undo_stack.clear()
        self._current = project.assessed[0].path if project.assessed else None
        self._rescore()
        self.project_opened.emit()
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
            self._rescore()
            self.assessment_switched.emit()

    # edits

    def answer_of(self, criterion: str) -> Answer:
        """The answer to a row of the assessment on the screen."""
        assert self.assessed is not None
        return self.assessed.assessment.answer(criterion)

    def set_answer(self, criterion: str, answer: Answer) -> None:
        """Change one answer; it can be undone."""
        before = self.answer_of(criterion)
        if before == answer or self._current is None:
            return
        if self.assessed is not None and self.assessed.assessment.is_locked:
            self.refused.emit([Problem("assessment_locked", {}, str(self._current))])
            self.answer_changed.emit(criterion)
            return
        after = self._signed(before, answer)
        self.undo_stack.push(SetAnswer(self, self._current, criterion, before, after))

    def _signed(self, before: Answer, answer: Answer) -> Answer:
        """The answer with its day, its author and an entry in its log."""
        signed = answer.model_copy(update={"on": self.today, "by": self.person or before.by})
        return before.changed(signed, on=self.today, by=self.person)

    def add_evidence(self, name: str, evidence: Evidence, criterion: str) -> None:
        """Add a piece of evidence and rest one answer on it; one step to undo."""
        assert self._current is not None
        before = self.answer_of(criterion)
        named = before.model_copy(update={"evidence": (*before.evidence, name)})
        after = self._signed(before, named)
        self.undo_stack.beginMacro(_("evidence {name}").format(name=name))
        self.undo_stack.push(SetEvidence(self, self._current, name, evidence))
        self.undo_stack.push(SetAnswer(self, self._current, criterion, before, after))
        self.undo_stack.endMacro()

    def changed_assessments(self) -> list[Assessed]:
        """The assessments that differ from their files."""
        project = self.project
        open_now = () if project is None else project.assessed
        return [a for a in open_now if a.assessment != self._saved[a.path].assessment]

    def restore(self, kept: Mapping[str, Assessment]) -> None:
        """Put answers and evidence kept aside in place; one step to undo."""
        assert self.project is not None
        self.undo_stack.beginMacro(_("restored answers"))
        for assessed in self.project.assessed:
            if assessed.path.name in kept:
                self._restore_one(assessed, kept[assessed.path.name])
        self.undo_stack.endMacro()

    def _restore_one(self, assessed: Assessed, kept: Assessment) -> None:
        here = assessed.assessment
        for name, evidence in kept.evidence.items():
            if name not in here.evidence:
                self.undo_stack.push(SetEvidence(self, assessed.path, name, evidence))
        for name, answer in kept.answers.items():
            before = here.answer(name)
            if name in assessed.catalogue.criteria and before != answer:
                self.undo_stack.push(SetAnswer(self, assessed.path, name, before, answer))

    def free_evidence_name(self) -> str:
        """An id for new evidence that nothing has yet."""
        assert self.assessed is not None
        known = self.assessed.assessment.evidence
        return next(f"ev-{n}" for n in count(len(known) + 1) if f"ev-{n}" not in known)

    def put_answer(self, path: Path, criterion: str, answer: Answer) -> None:
        """What a command does: the answer changes and everything that hangs on it is told."""
        self.show_assessment(path)
        changed = self._edited(path)
        assessment = changed.assessment.with_answer(criterion, answer)
        self._exchange(changed.with_assessment(assessment))
        self.answer_changed.emit(criterion)

    def put_evidence(self, path: Path, name: str, evidence: Evidence | None) -> None:
        """What a command does: a piece of evidence comes or goes."""
        changed = self._edited(path)
        known = dict(changed.assessment.evidence)
        if evidence is None:
            known.pop(name, None)
        else:
            known[name] = evidence
        assessment = changed.assessment.model_copy(update={"evidence": known})
        self._exchange(changed.with_assessment(assessment))

    def _edited(self, path: Path) -> Assessed:
        assert self.project is not None
        return next(a for a in self.project.assessed if a.path == path)

    def _exchange(self, changed: Assessed) -> None:
        assert self.project is not None
        self.project = self.project.with_assessed(changed)
        self._cards.pop(changed.path, None)
        if self.study is not None and not self.study_is_stale:
            self.study_is_stale = True
            self.study_changed.emit()
        self._rescore()

    def _rescore(self) -> None:
        if self.assessed is not None:
            self.card_of(self.assessed)
            self.scored.emit()

    # results and saving

    def show_last_study(self) -> bool:
        """Show the study kept from last time; false where there is none that is up to date."""
        last = None if self.project is None else kept_study(self.project)
        if last is None:
            return False
        self._take(*last)
        return not self.study_is_stale

    def take_quantities(self, quantities: Quantities | None) -> None:
        """Score derived rows from an evaluated fleet; runs no evaluation itself."""
        if quantities is not None:
            self._quantities = quantities
            self._cards.clear()
            self._rescore()

    def is_of(self, study: Study) -> bool:
        """True where a study belongs to the open project and not to the one before."""
        return self.project is not None and study.project.folder == self.project.folder

    def take_study(self, study: Study) -> None:
        """A finished computation; one of answers that have changed meanwhile is stale at once."""
        self._take(study, study.project is not self.project)
        if not self.study_is_stale:
            keep_study(study)

    def _take(self, study: Study, is_stale: bool) -> None:
        self.study, self.study_is_stale = study, is_stale
        self._quantities = study_quantities(study)
        self._cards.clear()
        self._rescore()
        self.study_changed.emit()

    @property
    def is_modified(self) -> bool:
        """True where an edit is not saved yet."""
        return not self.undo_stack.isClean()

    @property
    def is_read_only(self) -> bool:
        """True where the project is a template of the program, which is never written."""
        return self.project is not None and is_shipped(self.project.folder)

    def save_copy(self, target: Path) -> bool:
        """Copy the project with its unsaved answers to a new folder, and open that."""
        assert self.project is not None
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            self.refused.emit([Problem("folder_not_empty", {}, str(target))])
            return False
        try:
            shutil.copytree(self.project.folder, target, dirs_exist_ok=True)
            self._write(target)
        except InputError as error:
            self.refused.emit(list(error.problems))
            return False
        except OSError as error:
            self._refuse_writing(error)
            return False
        self.undo_stack.setClean()
        return self.open(target)

    def _write(self, folder: Path) -> None:
        """Write every changed assessment below a folder that holds the project."""
        assert self.project is not None
        for assessed in self.project.assessed:
            path = folder / assessed.path.relative_to(self.project.folder)
            saved = self._saved[assessed.path]
            save_assessed(replace(saved, path=path), replace(assessed, path=path))

    def refuse_template(self) -> None:
        """Nothing is put beside a template of the program: a copy comes first."""
        given = {"given": self.folder.name}
        self.refused.emit([Problem("shipped_read_only", given, str(self.folder))])

    def _refuse_writing(self, error: OSError) -> None:
        reason = {"reason": error.strerror or str(error)}
        self.refused.emit([Problem("file_not_writable", reason, str(error.filename))])

    def save(self) -> bool:
        """Write every changed assessment; what cannot be written is told by `refused`."""
        if self.project is None:
            return False
        try:
            self._write(self.project.folder)
        except InputError as error:
            self.refused.emit(list(error.problems))
            return False
        except OSError as error:
            self._refuse_writing(error)
            return False
        self._saved = {assessed.path: assessed for assessed in self.project.assessed}
        self.undo_stack.setClean()
        return True
