"""The list of pages on the left."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout

from assessor.api import N_
from assessor.api import gettext as _
from gui.view import View

PAGES: tuple[tuple[str, str], ...] = (
    ("overview", N_("Overview")),
    ("criteria", N_("Criteria")),
    ("evidence", N_("Evidence")),
    ("demand", N_("Demand")),
    ("plan", N_("Plan")),
    ("roadmap", N_("Roadmap")),
)
WIDTH_IN_LETTERS = 18


class Navigation(View):
    """Names of pages; arrow keys and Ctrl+1… choose.

    Signals
    -------
    page_chosen(str)
        Another page is to be shown.
    """

    page_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._list = QListWidget()
        self._list.setObjectName("navigation")
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for name, _words in PAGES:
            item = QListWidgetItem(self._list)
            item.setData(Qt.ItemDataRole.UserRole, name)
        self._list.currentRowChanged.connect(self._on_row)
        self.setFixedWidth(self.fontMetrics().averageCharWidth() * WIDTH_IN_LETTERS)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._list)
        self.retranslate()

    def retranslate(self) -> None:
        self._list.setAccessibleName(_("Pages"))
        for at, (_name, words) in enumerate(PAGES):
            self._list.item(at).setText(_(words))
            self._list.item(at).setToolTip(f"Ctrl+{at + 1}")

    def show_page(self, name: str) -> None:
        """Mark a page as the one on the screen."""
        self._list.setCurrentRow([known for known, _words in PAGES].index(name))

    def _on_row(self, row: int) -> None:
        if row >= 0:
            self.page_chosen.emit(PAGES[row][0])
