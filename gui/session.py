"""The open project as the window knows it: one place for the document, undo and results.

Documents are immutable: an edit makes the next one, so undo keeps two small values. Views read
from here and are told by signals what changed; they never talk to each other. The layer of
`Opened` reads, that of `Editing` changes, and `Session` takes results and saves.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from assessor.api import (
    InputError,
    Problem,
    Quantities,
    Study,
    keep_study,
    kept_study,
    save_assessed,
    save_choices,
    study_quantities,
)
from gui.editing import Editing


class Session(Editing):
    """Takes what was computed, and writes what was changed."""

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

    def save_copy(self, target: Path) -> bool:
        """Copy the project with its unsaved changes to a new folder, and open that."""
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
        """Write every changed document below a folder that holds the project."""
        assert self.project is not None
        for assessed in self.project.assessed:
            path = folder / assessed.path.relative_to(self.project.folder)
            saved = self._saved[assessed.path]
            save_assessed(replace(saved, path=path), replace(assessed, path=path))
        if self._saved_scenario is not None:
            scenario = self.project.scenario
            file = folder / scenario.origin.path.relative_to(self.project.folder)
            save_choices(file, self._saved_scenario, scenario)

    def save(self) -> bool:
        """Write every changed document; what cannot be written is told by `refused`."""
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
        self._saved_scenario = self.project.scenario
        self.undo_stack.setClean()
        return True
