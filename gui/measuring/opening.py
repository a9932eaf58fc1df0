"""The dialogs over files of the open project: one of each kind, opened by menu or by dropping."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from gui.jobs import Jobs
from gui.measuring.dropping import dropped_books, dropped_logs
from gui.session import Session

if TYPE_CHECKING:
    from gui.measuring.frame import FilesDialog


class OverFiles(QObject):
    """Opens the dialogs; hidden, each keeps what it has found until another project is open.

    Signals
    -------
    open_asked(object)
        The path of a scenario that was written is to be opened.
    """

    open_asked = Signal(object)

    def __init__(self, session: Session, jobs: Jobs, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._jobs, self._window = session, jobs, window
        self._dialogs: dict[type[FilesDialog], FilesDialog] = {}
        session.project_opened.connect(self.close_all)

    def measure(self, files: Sequence[Path] = ()) -> FilesDialog | None:
        """Measure logs and metrics, some of which may be given; none without a project."""
        from gui.measuring.dialog import MeasuringDialog

        return self._show(MeasuringDialog, files)

    def import_inventory(self, files: Sequence[Path] = ()) -> FilesDialog | None:
        """Import what is installed, of which some files may be given; none without a project."""
        from gui.inventory.dialog import InventoryDialog

        return self._show(InventoryDialog, files)

    def accepts(self, event: QDropEvent) -> bool:
        """Whether what is dragged is for one of the dialogs."""
        is_open = self._session.project is not None
        return is_open and bool(dropped_logs(event) or dropped_books(event))

    def take(self, event: QDropEvent) -> None:
        """Open the dialog for what is dropped."""
        logs = dropped_logs(event)
        if logs:
            self.measure(logs)
        else:
            self.import_inventory(dropped_books(event))

    def _show(self, kind: type[FilesDialog], files: Sequence[Path]) -> FilesDialog | None:
        if self._session.project is None:
            return None
        if kind not in self._dialogs:
            made = kind(self._window, self._session, self._jobs)
            made.open_asked.connect(self.open_asked)
            self._dialogs[kind] = made
        dialog = self._dialogs[kind]
        dialog.files.add(files)
        dialog.show()
        dialog.activateWindow()
        return dialog

    @Slot()
    def close_all(self) -> None:
        """What they show is of a project that is no longer open."""
        for dialog in self._dialogs.values():
            dialog.close()
            dialog.deleteLater()
        self._dialogs.clear()
