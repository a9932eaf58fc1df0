"""The strip that says what is sample data, on every page while there is any."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout

from assessor.api import gettext as _
from gui.session import Session
from gui.view import View, label


class SampleBanner(View):
    """Visible while any assessment of the project is illustrative."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("sample_banner")
        self.setProperty("notice", True)
        self._session = session
        self._words = label("strong", wrap=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 5, 12, 5)
        line.addWidget(self._words, 1)
        session.project_opened.connect(self.refresh)
        self.retranslate()

    def retranslate(self) -> None:
        self._words.setText(
            _("⚠ SAMPLE DATA: the answers are illustrative, not the city's own; what it answered "
              "is not public.")
        )  # fmt: skip
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show or hide the strip."""
        project = self._session.project
        self.setVisible(project is not None and project.is_illustrative)
