"""What every view has: it says its words again when the language changes."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QFontMetrics, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QLabel, QLayout, QWidget

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


class LazyView(View):
    """A view that is costly to fill: it does so only when it is seen, and once for many asks."""

    def __init__(self) -> None:
        super().__init__()
        self._is_due = True
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.refresh_if_due)

    def refresh(self) -> None:
        """Show everything as it is now."""
        raise NotImplementedError

    @Slot()
    def ask_refresh(self) -> None:
        """What is shown has changed."""
        self._is_due = True
        if self.isVisible():
            self._soon.start()

    @Slot()
    def refresh_if_due(self) -> None:
        """Fill the view if anything has changed since."""
        if self._is_due:
            self._is_due = False
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh_if_due()


def label(role: str = "", *, wrap: bool = False, text: str = "") -> QLabel:
    """A label dressed by the theme: title, heading, figure, strong, muted, warn, bad, good."""
    made = QLabel(text)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


def longest_word(text: str) -> int:
    """Pixels that the longest word of a bold text needs: less would cut it."""
    font = QApplication.font()
    font.setBold(True)
    metrics = QFontMetrics(font)
    return max((metrics.horizontalAdvance(word) for word in text.split()), default=0)


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
            # hidden, so that a show that is still in the queue makes no window of it
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
