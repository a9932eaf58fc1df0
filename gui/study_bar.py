"""The line above overview and plan: which project, and how fresh its study is."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton

from assessor.api import format_date
from assessor.api import gettext as _
from gui.computing import Computing
from gui.session import Session
from gui.view import View, dress, label


class StudyBar(View):
    """The state of the study, with the button that computes it anew."""

    def __init__(self, session: Session, computing: Computing) -> None:
        super().__init__()
        self._session, self._computing = session, computing
        self._title, self._state = label("title"), label("muted")
        self._state.setObjectName("study_state")
        self._progress = QProgressBar()
        self._progress.setRange(0, 100)
        self._progress.setMaximumWidth(220)
        self._compute, self._stop = QPushButton(), QPushButton()
        self._compute.setObjectName("compute_button")
        self._stop.setObjectName("stop_button")
        self._compute.clicked.connect(computing.start)
        self._stop.clicked.connect(computing.cancel)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._title, 1)
        for widget in (self._state, self._progress, self._stop, self._compute):
            line.addWidget(widget)
        for signal in (session.project_opened, session.study_changed, computing.started,
                       computing.ended):  # fmt: skip
            signal.connect(self.refresh)
        computing.progressed.connect(self._on_progressed)
        self.retranslate()

    def retranslate(self) -> None:
        self._compute.setText(_("Compute the study (F5)"))
        self._stop.setText(_("S&top"))
        self._progress.setAccessibleName(_("Progress of the study"))
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show what is known of the study."""
        project, running = self._session.project, self._computing.is_running
        if project is None:
            return
        day = format_date(project.scenario.as_of)
        title = project.scenario.title.here()
        self._title.setText(_("{title} — as of {day}").format(title=title, day=day))
        for widget in (self._progress, self._stop):
            widget.setVisible(running)
        self._compute.setVisible(not running)
        if running:
            self._say(_("computing…"), "muted")
        elif self._session.study is None:
            self._say(_("study not computed yet"), "muted")
        elif self._session.study_is_stale:
            self._say(_("⚠ STALE: something changed since this study"), "warn")
        else:
            self._say(_("✓ study is up to date"), "good")

    def _say(self, words: str, role: str) -> None:
        self._state.setText(words)
        dress(self._state, "role", role)

    @Slot(float, str)
    def _on_progressed(self, fraction: float, what: str) -> None:
        self._progress.setValue(round(100 * fraction))
        self._state.setText(_("computing… {what}").format(what=what))
