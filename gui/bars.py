"""Two meters that cannot be mistaken for each other: a score with its range, and coverage."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from assessor.api import format_percent
from assessor.api import gettext as _
from gui.theme import color


class ScoreBar(QWidget):
    """Verified floor, claimed score, and what is still unknown, hatched grey."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._floor = self._low = 0.0
        self._high = 1.0
        self._known = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(160, self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.fontMetrics().height())

    def show_range(
        self, floor: float | None, score: float | None, low: float | None, high: float | None
    ) -> None:
        """Put another score on the meter; absent ends are 0 and 1."""
        self._known = score is not None
        self._floor = floor or 0.0
        self._low = low if low is not None else (score or 0.0)
        self._high = 1.0 if high is None else high
        self._tell(score)
        self.update()

    def _tell(self, score: float | None) -> None:
        told = _("score {score}, verified {floor}, range {low} to {high}").format(
            score=format_percent(score),
            floor=format_percent(self._floor),
            low=format_percent(self._low),
            high=format_percent(self._high),
        )
        self.setAccessibleName(told)
        self.setToolTip(told)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 2.5, -0.5, -2.5)
        painter.fillRect(area, color("window"))
        painter.fillRect(_part(area, self._low, self._high), unknown_brush())
        claimed = QColor(color("accent"))
        claimed.setAlphaF(0.45)
        painter.fillRect(_part(area, self._floor, self._low), claimed)
        painter.fillRect(_part(area, 0.0, self._floor), color("accent"))
        painter.setPen(QPen(color("line"), 1))
        painter.drawRect(area)
        if self._known:
            x = area.left() + self._low * area.width()
            painter.setPen(QPen(color("text"), 2))
            painter.drawLine(int(x), int(area.top()) - 2, int(x), int(area.bottom()) + 2)
        painter.end()


class CoverageBar(QWidget):
    """How much was assessed: ten cells, so that it never looks like a score."""

    CELLS = 10

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.CELLS * 6, self.fontMetrics().height())

    def show_share(self, share: float) -> None:
        """Put another coverage on the meter."""
        self._share = share
        told = _("{share} of the weight is assessed").format(share=format_percent(share))
        self.setAccessibleName(told)
        self.setToolTip(told)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        width = self.width() / self.CELLS
        for cell in range(self.CELLS):
            box = QRectF(cell * width, 4, width - 1.5, self.height() - 8)
            full = min(max(self._share * self.CELLS - cell, 0.0), 1.0)
            painter.fillRect(box, unknown_brush())
            painter.fillRect(
                QRectF(box.left(), box.top(), box.width() * full, box.height()), color("muted")
            )
        painter.end()


def unknown_brush() -> QBrush:
    """Grey hatching: nobody knows."""
    return QBrush(color("unknown"), Qt.BrushStyle.BDiagPattern)


def _part(area: QRectF, start: float, end: float) -> QRectF:
    width = max(end - start, 0.0) * area.width()
    return QRectF(area.left() + start * area.width(), area.top(), width, area.height())


class Legend(QWidget):
    """What the fillings of the score meter mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _entries(self) -> list[tuple[QBrush, str]]:
        claimed = QColor(color("accent"))
        claimed.setAlphaF(0.45)
        return [
            (QBrush(color("accent")), _("verified by evidence")),
            (QBrush(claimed), _("claimed only")),
            (unknown_brush(), _("not assessed")),
        ]

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = sum(metrics.horizontalAdvance(words) + 40 for _brush, words in self._entries())
        return QSize(width, metrics.height() + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        x, height, metrics = 0.0, self.height(), self.fontMetrics()
        for brush, words in self._entries():
            box = QRectF(x + 0.5, height / 2 - 5, 14, 10)
            painter.fillRect(box, brush)
            painter.setPen(color("line"))
            painter.drawRect(box)
            painter.setPen(color("muted"))
            painter.drawText(QRectF(x + 20, 0, 600, height), Qt.AlignmentFlag.AlignVCenter, words)
            x += metrics.horizontalAdvance(words) + 40
        painter.end()
