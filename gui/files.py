"""Projects on disk: new, open, save, copy, and what a crash left; each asks before it loses."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from assessor.api import TEMPLATES, InputError, join_assessment, list_catalogues, new_project
from gui import dialogs
from gui.recovery import Recovery
from gui.session import Session
from gui.settings import Settings


class ProjectFiles(QObject):
    """What the file menu does.

    Signals
    -------
    saved()
        The changed assessments were written.
    """

    saved = Signal()

    def __init__(self, session: Session, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._settings, self._window = session, settings, window
        self.recovery = Recovery(session, parent=self)

    @Slot()
    def new_from_template(self) -> None:
        """Make a project folder from a template and open it."""
        asked = dialogs.ask_new_project(self._window, TEMPLATES, Path.home())
        if asked is None or not self.maybe_save():
            return
        template, folder = asked
        try:
            new_project(folder, template)
        except InputError as error:
            self._session.refused.emit(list(error.problems))
            return
        self._session.undo_stack.setClean()
        self.open(folder)

    @Slot()
    def new_assessment(self) -> None:
        """Make a blank assessment of a catalogue, name it in the scenario, and show it."""
        session, project = self._session, self._session.project
        if project is None:
            return
        if session.is_read_only:
            session.refuse_template()
            return
        asked = dialogs.ask_catalogue(self._window, list_catalogues())
        if asked is None or not self.maybe_save():
            return
        try:
            made = join_assessment(project, asked, today=session.today)
        except InputError as error:
            session.refused.emit(list(error.problems))
            return
        session.undo_stack.setClean()
        if session.open(project.folder):
            session.show_assessment(made)

    @Slot()
    def choose(self) -> None:
        """Ask for a project folder and open it."""
        recent = self._settings.recent
        start = recent[0].parent if recent else Path.home()
        chosen = dialogs.choose_project(self._window, start)
        if chosen is not None:
            self.open(chosen)

    @Slot(object)
    def open(self, path: Path) -> bool:
        """Open a project folder or its scenario file."""
        return self.maybe_save() and self._session.open(path)

    def offer_recovery(self) -> None:
        """Ask about answers of the open project that were never saved."""
        kept, choices = self.recovery.kept(), self.recovery.kept_choices()
        if not kept and not choices:
            return
        if dialogs.ask_restore(self._window, self.title):
            self._session.restore(kept, choices)
        else:
            self.recovery.forget()

    @Slot()
    def save(self) -> bool:
        """Write the changed assessments; those of a template go to a copy of it."""
        if self._session.is_read_only:
            return self.save_copy()
        done = self._session.project is not None and self._session.save()
        if done:
            self.saved.emit()
        return done

    @Slot()
    def save_copy(self) -> bool:
        """Ask for a new folder, and go on there."""
        project = self._session.project
        if project is None:
            return False
        asked = dialogs.ask_copy(self._window, project.scenario.id, Path.home())
        return asked is not None and self._session.save_copy(asked)

    def maybe_save(self) -> bool:
        """Ask about unsaved changes; false where the user wants to stay."""
        if not self._session.is_modified:
            return True
        answer = dialogs.ask_save(self._window, self.title)
        if answer == "save":
            return self.save()
        return answer == "discard"

    @property
    def title(self) -> str:
        """The title of the open project."""
        project = self._session.project
        return "" if project is None else project.scenario.title.here()


def dropped_project(event: QDropEvent) -> Path | None:
    """The project in what is dragged: one folder with a scenario, or one YAML file."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    is_folder = path.is_dir() and (path / "scenario.yaml").exists()
    return path if is_folder or path.suffix in {".yaml", ".yml", ".json"} else None
