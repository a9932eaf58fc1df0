"""The overview: three answers and three voices, painted from the last study."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

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
    rows_asked(object, str, str), row_asked(object, str), plan_asked(), work_asked(str)
        Rows, one row, the plan, or a piece of work are to be shown.
    """

    rows_asked = Signal(object, str, str)
    row_asked = Signal(object, str)
    plan_asked = Signal()
    work_asked = Signal(str)

    def __init__(self, session: Session, computing: Computing) -> None:
        super().__init__()
        self.standing, self.voices = StandingCard(session), VoicesCard(session)
        self.capacity, self.first = CapacityCard(session), FirstCard(session)
        self.standing.rows_asked.connect(self.rows_asked)
        self.first.row_asked.connect(self.row_asked)
        self.first.work_asked.connect(self.work_asked)
        self.capacity.plan_asked.connect(self.plan_asked)
        self.capacity.compute_asked.connect(computing.start)
        computing.started.connect(lambda: self.capacity.wait(is_computing=True))
        computing.ended.connect(lambda: self.capacity.wait(is_computing=False))
        self._body = body = QWidget()
        self._rows = (
            _side_by_side(self.standing, self.voices, (16, 11)),
            _side_by_side(self.capacity, self.first, (6, 5)),
        )
        box = QVBoxLayout(body)
        box.setContentsMargins(14, 8, 14, 10)
        box.setSpacing(8)
        box.addWidget(StudyBar(session, computing))
        for row in self._rows:
            box.addLayout(row)
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._turn(wide=event.size().width() >= TWO_COLUMNS)
        super().resizeEvent(event)

    def _turn(self, *, wide: bool) -> None:
        """Cards beside each other, or one below the other where the window is narrow."""
        way = QBoxLayout.Direction
        turned = way.LeftToRight if wide else way.TopToBottom
        if self._rows[0].direction() != turned:
            for row in self._rows:
                row.setDirection(turned)
            # the scroll area asks for the least width before the layout has heard of the turn
            inside = self._body.layout()
            assert inside is not None
            inside.invalidate()
            inside.activate()

    def retranslate(self) -> None:
        # each card says its own words when the language changes; this is for the first time
        for card in (self.standing, self.voices, self.capacity, self.first):
            card.retranslate()


def _side_by_side(left: QWidget, right: QWidget, shares: tuple[int, int]) -> QBoxLayout:
    """Two cards beside each other; each pair has its own shares of the width."""
    row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
    row.setSpacing(10)
    for card, share in zip((left, right), shares, strict=True):
        row.addWidget(card, share)
    return row
