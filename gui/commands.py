"""Edits that can be undone, one class a kind of edit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

from assessor.api import Answer, Evidence, Scenario
from assessor.api import gettext as _

if TYPE_CHECKING:
    from gui.choosing import Choosing
    from gui.editing import Editing


class SetAnswer(QUndoCommand):
    """Another answer to one criterion."""

    def __init__(
        self, session: Editing, path: Path, criterion: str, before: Answer, after: Answer
    ) -> None:
        super().__init__(_("answer {criterion}").format(criterion=criterion))
        self._session, self._path, self._criterion = session, path, criterion
        self._before, self._after = before, after

    def redo(self) -> None:
        self._session.put_answer(self._path, self._criterion, self._after)

    def undo(self) -> None:
        self._session.put_answer(self._path, self._criterion, self._before)


class SetEvidence(QUndoCommand):
    """A piece of evidence comes, goes, or is another."""

    def __init__(
        self,
        session: Editing,
        path: Path,
        name: str,
        before: Evidence | None,
        after: Evidence | None,
    ) -> None:
        super().__init__(_("evidence {name}").format(name=name))
        self._session, self._path, self._name = session, path, name
        self._before, self._after = before, after

    def redo(self) -> None:
        self._session.put_evidence(self._path, self._name, self._after)

    def undo(self) -> None:
        self._session.put_evidence(self._path, self._name, self._before)


class SetScenario(QUndoCommand):
    """The scenario with something changed; `words` say what."""

    def __init__(self, session: Choosing, words: str, before: Scenario, after: Scenario) -> None:
        super().__init__(words)
        self._session, self._before, self._after = session, before, after

    def redo(self) -> None:
        self._session.put_scenario(self._after)

    def undo(self) -> None:
        self._session.put_scenario(self._before)
