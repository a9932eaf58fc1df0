"""What is not saved yet, kept aside: after a crash the answers can be had back.

Half a minute after an edit the changed assessments, and what was chosen in the scenario, go into
the user's data folder; saving, undoing everything or closing in order takes them away again.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QTimer, Slot

from assessor.api import Assessment
from gui.session import Session

PAUSE_MS = 30_000
CHOICES = "scenario.portfolio"  # no assessment is called so: their names end in .yaml or .json


class Recovery(QObject):
    """Keeps the unsaved answers of the open project."""

    def __init__(
        self, session: Session, folder: Path | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._folder = folder or _data_folder()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.keep)
        session.answer_changed.connect(self._on_edited)
        session.scenario_changed.connect(self._on_edited)
        session.undo_stack.cleanChanged.connect(self._on_clean)

    @Slot()
    def _on_edited(self) -> None:
        # the stack counts an edit only after it is told of; `keep` asks again
        self._timer.start()

    @Slot(bool)
    def _on_clean(self, is_clean: bool) -> None:
        if is_clean:
            self.forget()

    @property
    def file(self) -> Path | None:
        """Where the answers of the open project are kept."""
        if self._session.project is None:
            return None
        place = str(self._session.folder.resolve())
        return self._folder / f"{hashlib.sha256(place.encode()).hexdigest()[:32]}.json"

    @Slot()
    def keep(self) -> None:
        """Write the changed assessments aside."""
        file = self.file
        if file is None or not self._session.is_modified:
            return
        changed = {
            assessed.path.name: assessed.assessment.model_dump_json(by_alias=True)
            for assessed in self._session.changed_assessments()
        }
        choices = self._session.changed_choices()
        if choices:
            changed[CHOICES] = json.dumps(choices)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(changed), encoding="utf-8")
        except OSError:
            # a full disk must not stop the work; saving will tell of it
            return

    def kept(self) -> dict[str, Assessment]:
        """What was kept of the open project and never saved, by the name of its file."""
        try:
            return {
                name: Assessment.model_validate_json(text)
                for name, text in self._texts().items()
                if name != CHOICES
            }
        except ValueError:
            return {}

    def kept_choices(self) -> dict[str, bool]:
        """Candidates of the portfolio that were chosen or left and never saved."""
        try:
            choices = json.loads(self._texts().get(CHOICES, "{}"))
            return {str(name): chosen is True for name, chosen in choices.items()}
        except (ValueError, TypeError, AttributeError):
            return {}

    def _texts(self) -> dict[str, str]:
        file = self.file
        if file is None or not file.exists():
            return {}
        try:
            found = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    @Slot()
    def forget(self) -> None:
        """Take away what was kept of the open project."""
        self._timer.stop()
        file = self.file
        if file is not None:
            file.unlink(missing_ok=True)


def _data_folder() -> Path:
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation)
    return Path(place) / "recovery"
