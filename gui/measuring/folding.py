"""A part of a form that is folded away until it is asked for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from gui.view import View


class Folding(View):
    """A heading that opens and shuts what stands below it."""

    def __init__(self, words: Callable[[], str], body: QWidget, name: str) -> None:
        super().__init__()
        self._words, self._body = words, body
        self._head = QToolButton()
        self._head.setObjectName(name)
        self._head.setCheckable(True)
        self._head.setAutoRaise(True)
        self._head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._head.toggled.connect(self._on_toggled)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self._head, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(body)
        self._on_toggled()
        self.retranslate()

    def retranslate(self) -> None:
        self._head.setText(self._words())

    def open(self) -> None:
        """Show what is below."""
        self._head.setChecked(True)

    @Slot()
    def _on_toggled(self) -> None:
        is_open = self._head.isChecked()
        arrow = Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow
        self._head.setArrowType(arrow)
        self._body.setVisible(is_open)
