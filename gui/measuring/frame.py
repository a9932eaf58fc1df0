"""What both dialogs over files have in common: a form, a job, what came of it, its keeping."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from assessor.api import InputError, Problem
from assessor.api import gettext as _
from gui import dialogs
from gui.jobs import Job, Jobs, Progress
from gui.measuring.columns import problem_columns, problem_rows
from gui.measuring.dropping import dropped_files
from gui.measuring.files_box import FilesBox
from gui.measuring.progress_row import ProgressRow
from gui.measuring.save_bar import SaveBar
from gui.measuring.saving import Places, places_of
from gui.session import Session
from gui.tables import Table, TableModel
from gui.view import label

Work = Callable[[Progress], Any]
SIZE = (1340, 820)
FORM_WIDTH, FORM_LEAST = 450, 380


@dataclass(frozen=True)
class Said:
    """What a dialog says of itself."""

    title: str
    purpose: str
    start: str
    """On the button that begins."""
    reads: str
    """Which files it can read."""


class FilesDialog(QDialog):
    """Beside the window: files in, a result out. Hidden, it keeps what it has found.

    Signals
    -------
    open_asked(object)
        The path of a scenario that was written is to be opened.
    """

    open_asked = Signal(object)

    def __init__(self, parent: QWidget, session: Session, jobs: Jobs) -> None:
        super().__init__(parent)
        assert session.project is not None
        self._session, self._jobs = session, jobs
        self.scenario, self.folder = session.scenario, session.folder
        self._job: Job | None = None
        self._is_stale = False
        self._told: list[Problem] = []
        self.result: Any = None
        self.setAcceptDrops(True)
        self.resize(QSize(*SIZE).boundedTo(parent.size()))

    # what a dialog of its own says and does

    @property
    def files(self) -> FilesBox:
        """The list of files."""
        raise NotImplementedError

    def say(self) -> Said:
        """What the dialog calls itself, its button, and what it can read."""
        raise NotImplementedError

    def work(self) -> Work:
        """What is to be done in the background with what the form says now."""
        raise NotImplementedError

    def show_result(self, result: Any) -> None:
        """Show what came of it, and offer it for saving."""
        raise NotImplementedError

    def keep(self, places: Places) -> Work:
        """What writes the result, in the background."""
        raise NotImplementedError

    # what it is made of

    def build(self, form: QWidget, view: QWidget) -> None:
        """Lay the parts out; `view` shows the result."""
        self._hint, self._none = label("muted", wrap=True), label("muted", wrap=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._none.setMargin(12)
        self.problems = Table(TableModel(problem_columns(), self))
        self.bar, self.row = SaveBar(self.folder), ProgressRow()
        self._view = view
        self._stack = QStackedWidget()
        for widget in (self._none, self.problems, view):
            self._stack.addWidget(widget)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(8, 0, 0, 0)
        column.addWidget(self._stack, 1)
        column.addWidget(self.bar)
        scroll = QScrollArea()
        scroll.setWidget(form)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setMinimumWidth(FORM_LEAST)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.addWidget(scroll)
        halves.addWidget(right)
        halves.setStretchFactor(1, 1)
        halves.setChildrenCollapsible(False)
        form_width = min(FORM_WIDTH, round(0.4 * self.width()))
        halves.setSizes([form_width, self.width() - form_width])
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 10, 14, 12)
        box.addWidget(self._hint)
        box.addWidget(halves, 1)
        box.addWidget(self.row)
        self._listen()
        self.bar.hide()
        self.retranslate()

    def _listen(self) -> None:
        self.row.start_asked.connect(self._on_start)
        self.row.stop_asked.connect(self.cancel)
        self.row.close_asked.connect(self.close)
        self.bar.save_asked.connect(self._on_save)
        self.bar.open_asked.connect(self.open_asked)
        self.files.changed.connect(self._show_state)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Say every word again in the current language."""
        said = self.say()
        self.setWindowTitle(said.title)
        self._hint.setText(said.purpose)
        words = _("Add files and press “{start}”. What they say is shown here before anything is "
                  "saved.")  # fmt: skip
        first = words.format(start=said.start.replace("&", ""))
        self._none.setText(f"{first}\n\n{said.reads}")
        self.row.start.setText(said.start)
        self.problems.setAccessibleName(_("What is wrong"))
        self.problems.rows.show_rows(self._told)
        self._show_state()

    # the job

    @property
    def is_running(self) -> bool:
        """True while files are read or the result is written."""
        return self._job is not None

    def _on_start(self) -> None:
        self._run(self.work(), self._on_done, self._on_failed)

    def _on_save(self, name: str) -> None:
        work = self.keep(places_of(self.folder, name))
        self._run(work, self._on_saved, self._on_not_saved)

    def _run(self, work: Work, then: Callable[..., None], otherwise: Callable[..., None]) -> None:
        if self._job is not None:
            return
        self._job = self._jobs.start(work)
        self._job.succeeded.connect(then)
        self._job.failed.connect(otherwise)
        self._job.cancelled.connect(self._on_ended)
        self._job.progressed.connect(self._on_progressed)
        self._show_state()

    @Slot()
    def cancel(self) -> None:
        """Stop at the next report."""
        if self._job is not None:
            self._job.cancel()
            self.row.tell(_("stopping…"))

    @Slot(object)
    def _on_done(self, result: object) -> None:
        self.result, self._is_stale = result, False
        self._stack.setCurrentWidget(self._view)
        self.show_result(result)
        self.bar.show()
        self._on_ended()

    @Slot(object)
    def _on_saved(self, places: object) -> None:
        assert isinstance(places, Places)
        self.bar.tell_saved(places)
        self._on_ended()

    @Slot(object)
    def _on_failed(self, error: object) -> None:
        self._on_ended()
        if isinstance(error, InputError):
            self.tell(list(error.problems))
        elif isinstance(error, OSError):
            self.tell([_problem_of("file_not_readable", error)])
        else:
            assert isinstance(error, Exception)
            dialogs.tell_failure(self, _("The files could not be read through."), error)

    @Slot(object)
    def _on_not_saved(self, error: object) -> None:
        self._on_ended()
        if isinstance(error, InputError):
            self.bar.tell_refused(list(error.problems))
        elif isinstance(error, OSError):
            self.bar.tell_refused([_problem_of("file_not_writable", error)])
        else:
            assert isinstance(error, Exception)
            dialogs.tell_failure(self, _("The result could not be saved."), error)

    def hindrance(self) -> str | None:
        """What forbids saving, whatever came of it."""
        if self._session.is_read_only:
            return _("This project is a template of the program, which is never written: save a "
                     "copy of it first (File › Save a copy).")  # fmt: skip
        return None

    def tell(self, problems: Sequence[Problem]) -> None:
        """Every problem at once, in the place of a result; what was found before stays behind."""
        self._told = problem_rows(problems)
        self.problems.rows.show_rows(self._told)
        self._stack.setCurrentWidget(self.problems)
        self.bar.hide()

    @Slot()
    def _on_ended(self) -> None:
        self._job = None
        self._show_state()

    @Slot(float, str)
    def _on_progressed(self, fraction: float, what: str) -> None:
        self.row.show_progress(fraction, what or _("working…"))

    @Slot()
    def _on_changed(self) -> None:
        """What is shown is not what would be found now."""
        self._is_stale = self.result is not None
        self._show_state()

    @Slot()
    def _show_state(self) -> None:
        running = self.is_running
        self.row.show_running(running, may_start=bool(self.files.files))
        self.bar.setEnabled(not running)
        if running:
            self.row.tell(_("working…"))
        elif self._is_stale:
            words = _("⚠ The choices have changed since; the result is that of before.")
            self.row.tell(words, "warn")
        elif self._session.is_modified:
            self.row.tell(_("Compared with the scenario as it was last saved."))
        else:
            self.row.tell("")

    # Qt's events

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files: list[Path] = dropped_files(event)
        if files:
            event.acceptProposedAction()
            self.files.add(files)

    def reject(self) -> None:
        self.cancel()
        super().reject()


def _problem_of(code: str, error: OSError) -> Problem:
    return Problem(code, {"reason": error.strerror or str(error)}, str(error.filename or ""))
