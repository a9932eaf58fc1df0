"""What every view has: it says its words again when the language changes."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QLayout, QWidget

Button = TypeVar("Button", bound=QAbstractButton)


class View(QFrame):
    """A part of the window. It shows and forwards, and holds no state of the document."""

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Say every word again in the current language."""
        raise NotImplementedError


def label(role: str = "", *, wrap: bool = False, text: str = "") -> QLabel:
    """A label dressed by the theme: title, heading, figure, strong, muted, warn, bad, good."""
    made = QLabel(text)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


def dress(widget: QWidget, name: str, value: object) -> None:
    """Change a property that the theme looks at."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)


def link_like(button: Button) -> Button:
    """Make a button look like a link that Tab reaches."""
    button.setProperty("link", True)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button


def clear(layout: QLayout) -> None:
    """Take everything out of a layout, for good."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
