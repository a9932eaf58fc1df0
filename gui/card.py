"""A framed part of a page with its heading."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout

from gui.theme import color
from gui.view import View, label, link_like


class Card(View):
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
    """Words on one line; what does not fit is in the tip."""

    def __init__(self, text: str, role: str = "") -> None:
        super().__init__()
        self._whole = text
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setIndent(0)
        self.setMinimumWidth(60)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.setText(text)

    def resizeEvent(self, event: object) -> None:
        fits = self.fontMetrics().elidedText(
            self._whole, Qt.TextElideMode.ElideRight, self.width() - self.indent() - 4
        )
        self.setText(fits)
