"""A framed part of a page with its heading."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
)

from gui.theme import color
from gui.view import LazyView, label, link_like


class Card(LazyView):
    """Heading above, content below."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.heading = label("heading", wrap=True)
        self.top = QHBoxLayout()
        self.top.addWidget(self.heading, 1)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(14, 10, 14, 10)
        self.box.setSpacing(6)
        self.box.addLayout(self.top)


def coloured(text: str, token: str, *, strong: bool = True) -> QLabel:
    """A word in the colour of its mark."""
    made = label("strong" if strong else "", text=text)
    made.setStyleSheet(f"color: {color(token).name()};")
    return made


def link(text: str, does: Callable[[], object], *, tip: str = "") -> QToolButton:
    """Words that lead somewhere."""
    made = link_like(QToolButton())
    made.setText(text)
    made.setToolTip(tip)
    made.setAccessibleName(tip or text)
    made.clicked.connect(lambda _checked=False: does())
    return made


class Elided(QLabel):
    """Words on one line or a few; what does not fit is in the tip."""

    def __init__(self, text: str, role: str = "", *, lines: int = 1) -> None:
        super().__init__()
        self._whole, self._lines = text, lines
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setIndent(0)
        self.setWordWrap(lines > 1)
        self.setMinimumWidth(60)
        if lines > 1:
            self.setMinimumHeight(lines * self.fontMetrics().lineSpacing())
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.setText(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        width = self.width() - self.indent() - 4
        if self._lines == 1:
            mode = Qt.TextElideMode.ElideRight
            self.setText(self.fontMetrics().elidedText(self._whole, mode, width))
        else:
            self.setText(self._fitting(width))

    def _fitting(self, width: int) -> str:
        """As many words as the lines hold."""
        metrics = self.fontMetrics()
        room = QRect(0, 0, width, 10_000)
        words = self._whole.split(" ")
        for count in range(len(words), 0, -1):
            text = self._whole if count == len(words) else " ".join(words[:count]) + "…"
            wrap = int(Qt.TextFlag.TextWordWrap)
            if metrics.boundingRect(room, wrap, text).height() <= (
                self._lines * metrics.lineSpacing() + metrics.descent()
            ):
                return text
        return "…"


class ElidedLink(QPushButton):
    """A link that gives way when there is little room."""

    def __init__(self, text: str, does: Callable[[], object]) -> None:
        super().__init__()
        self._whole = text
        link_like(self)
        self.setAutoDefault(False)
        self.setMinimumWidth(80)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.clicked.connect(lambda _checked=False: does())

    def sizeHint(self) -> QSize:
        return QSize(80, self.fontMetrics().height() + 6)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        mode = Qt.TextElideMode.ElideRight
        self.setText(self.fontMetrics().elidedText(self._whole, mode, self.width() - 8))
