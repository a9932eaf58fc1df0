"""The overview: three answers and three voices, painted from the last study."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from assessor.api import format_date
from assessor.api import gettext as _
from gui.computing import Computing
from gui.overview.capacity import CapacityCard
from gui.overview.first import FirstCard
from gui.overview.standing import StandingCard
from gui.overview.voices import VoicesCard
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
        self._compute.setText(_("&Compute the study"))
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


class OverviewPage(View):
    """Everything a head of office asks, on one screen.

    Signals
    -------
    rows_asked(object, str, str), row_asked(object, str), plan_asked()
        Rows, one row, or the plan are to be shown.
    """

    rows_asked = Signal(object, str, str)
    row_asked = Signal(object, str)
    plan_asked = Signal()

    def __init__(self, session: Session, computing: Computing) -> None:
        super().__init__()
        self.standing, self.voices = StandingCard(session), VoicesCard(session)
        self.capacity, self.first = CapacityCard(session), FirstCard(session)
        self.standing.rows_asked.connect(self.rows_asked)
        self.first.row_asked.connect(self.row_asked)
        self.capacity.plan_asked.connect(self.plan_asked)
        self.capacity.compute_asked.connect(computing.start)
        body = QWidget()
        grid = QGridLayout()
        grid.setSpacing(12)
        grid.addWidget(self.standing, 0, 0)
        grid.addWidget(self.voices, 0, 1)
        grid.addWidget(self.capacity, 1, 0)
        grid.addWidget(self.first, 1, 1)
        grid.setColumnStretch(0, 4)
        grid.setColumnStretch(1, 3)
        box = QVBoxLayout(body)
        box.setContentsMargins(14, 10, 14, 12)
        box.addWidget(StudyBar(session, computing))
        box.addLayout(grid, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self.retranslate()

    def retranslate(self) -> None:
        # each card says its own words when the language changes; this is for the first time
        for card in (self.standing, self.voices, self.capacity, self.first):
            card.retranslate()
