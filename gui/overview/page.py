"""The overview: three answers and three voices, painted from the last study."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from gui.computing import Computing
from gui.overview.capacity import CapacityCard
from gui.overview.first import FirstCard
from gui.overview.standing import StandingCard
from gui.overview.voices import VoicesCard
from gui.session import Session
from gui.study_bar import StudyBar
from gui.view import View

TWO_COLUMNS = 1180  # pixels that two columns need


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
        computing.started.connect(lambda: self.capacity.wait(is_computing=True))
        computing.ended.connect(lambda: self.capacity.wait(is_computing=False))
        body = QWidget()
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        self._is_narrow: bool | None = None
        self._arrange(narrow=False)
        box = QVBoxLayout(body)
        box.setContentsMargins(14, 10, 14, 12)
        box.addWidget(StudyBar(session, computing))
        box.addLayout(self._grid)
        box.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self.retranslate()

    def _arrange(self, *, narrow: bool) -> None:
        """Two columns, or one below the other where the window is narrow."""
        if narrow is self._is_narrow:
            return
        self._is_narrow = narrow
        cards = (self.standing, self.voices, self.capacity, self.first)
        order = (0, 2, 3, 1) if narrow else (0, 1, 2, 3)
        for at, which in enumerate(order):
            place = (at, 0) if narrow else (at // 2, at % 2)
            self._grid.addWidget(cards[which], *place)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 0 if narrow else 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(narrow=self.width() < TWO_COLUMNS)

    def retranslate(self) -> None:
        # each card says its own words when the language changes; this is for the first time
        for card in (self.standing, self.voices, self.capacity, self.first):
            card.retranslate()
