"""The last line of a dialog over files: how far it is, and the buttons that begin and end it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton

from assessor.api import gettext as _
from gui.view import View, dress, label


class ProgressRow(View):
    """State, progress, and buttons.

    Signals
    -------
    start_asked(), stop_asked(), close_asked()
        A button was pressed.
    """

    start_asked = Signal()
    stop_asked = Signal()
    close_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._state, self._progress = label("muted", wrap=True), QProgressBar()
        self._state.setObjectName("files_state")
        self._progress.setRange(0, 100)
        self._progress.setMaximumWidth(220)
        self.start, self.stop, self._close = QPushButton(), QPushButton(), QPushButton()
        self.start.setObjectName("files_start")
        self.start.setDefault(True)
        self.stop.setObjectName("files_stop")
        self._close.setObjectName("files_close")
        self.start.clicked.connect(lambda _checked: self.start_asked.emit())
        self.stop.clicked.connect(lambda _checked: self.stop_asked.emit())
        self._close.clicked.connect(lambda _checked: self.close_asked.emit())
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._state, 1)
        for widget in (self._progress, self.stop, self.start, self._close):
            line.addWidget(widget)
        self.retranslate()

    def retranslate(self) -> None:
        self.stop.setText(_("S&top"))
        self._close.setText(_("Close"))
        self._progress.setAccessibleName(_("Progress"))

    def show_running(self, is_running: bool, *, may_start: bool) -> None:
        """While work is under way it can be stopped, and nothing else begun."""
        if is_running and not self._progress.isVisible():
            self._progress.setValue(0)
        for widget in (self._progress, self.stop):
            widget.setVisible(is_running)
        self.start.setEnabled(may_start and not is_running)

    def show_progress(self, fraction: float, words: str) -> None:
        """How far it is, and at what."""
        self._progress.setValue(round(100 * fraction))
        self.tell(words)

    def tell(self, words: str, role: str = "muted") -> None:
        """Say how things stand."""
        self._state.setText(words)
        dress(self._state, "role", role)
