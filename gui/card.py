"""A framed part of a page with its heading."""

from __future__ import annotations

import html
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
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


class WrappedLink(QLabel):
    """A link of many words: they break into lines, and none is cut off."""

    def __init__(self, text: str, does: Callable[[], object]) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setText(f'<a href="#" style="color: {color("accent").name()}">{html.escape(text)}</a>')
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.LinksAccessibleByMouse | flags.LinksAccessibleByKeyboard)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(text)
        self.linkActivated.connect(lambda _address: does())
