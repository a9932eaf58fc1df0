"""A check box that is seen in the dark, where Fusion draws its outline darker than the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QCheckBox

from gui.theme import color


class Tick(QCheckBox):
    """Its outline, which Fusion takes from the colour of windows, is that of muted words."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        # the window says its words again when the colours change, too
        if event.type() == QEvent.Type.LanguageChange:
            self._dress()
        super().changeEvent(event)

    def _dress(self) -> None:
        palette = QApplication.palette()
        palette.setColor(QPalette.ColorRole.Window, color("muted"))
        self.setPalette(palette)
