"""The page that is shown while nothing is open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout

from assessor.api import gettext as _
from gui.view import View, label


class StartPage(View):
    """Open a folder, begin from a template, or go on with a recent project.

    Signals
    -------
    open_asked(), new_asked()
        A folder is to be chosen, a project to be made.
    recent_chosen(object)
        A recent project is to be opened.
    """

    open_asked = Signal()
    new_asked = Signal()
    recent_chosen = Signal(object)

    def __init__(self, recent: list[Path]) -> None:
        super().__init__()
        self._title, self._hint = label("title"), label("muted", wrap=True)
        self._open, self._new = QPushButton(), QPushButton()
        self._open.setObjectName("start_open")
        self._new.setObjectName("start_new")
        self._recent_heading, self._recent = label("heading"), QListWidget()
        self._recent.setObjectName("start_recent")
        self._recent_heading.setBuddy(self._recent)
        self._open.clicked.connect(lambda _checked: self.open_asked.emit())
        self._new.clicked.connect(lambda _checked: self.new_asked.emit())
        self._recent.itemActivated.connect(self._on_activated)
        buttons = QHBoxLayout()
        for button in (self._new, self._open):
            button.setMinimumHeight(40)
            buttons.addWidget(button)
        buttons.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(60, 50, 60, 50)
        box.setSpacing(14)
        box.addWidget(self._title)
        box.addWidget(self._hint)
        box.addLayout(buttons)
        box.addWidget(self._recent_heading)
        box.addWidget(self._recent)
        box.addStretch(1)
        self.show_recent(recent)
        self.retranslate()

    def show_recent(self, recent: list[Path]) -> None:
        """Put other recent projects in the list."""
        self._recent.clear()
        for path in recent:
            item = QListWidgetItem(f"{path.name} — {path}", self._recent)
            item.setData(Qt.ItemDataRole.UserRole, path)
        self._recent.setVisible(bool(recent))
        self._recent_heading.setVisible(bool(recent))

    def _on_activated(self, item: QListWidgetItem) -> None:
        self.recent_chosen.emit(item.data(Qt.ItemDataRole.UserRole))

    def retranslate(self) -> None:
        self._title.setText(_("Is the city's cloud data centre ready?"))
        self._hint.setText(
            _("Open a project folder, or begin from a template. A folder can also be dropped on "
              "this window.")
        )  # fmt: skip
        self._open.setText(_("&Open a project folder…"))
        self._new.setText(_("&New from a template…"))
        self._recent_heading.setText(_("&Recent projects"))
        self._recent.setAccessibleName(_("Recent projects"))
