"""What every editor of an answer has in common."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from assessor.api import Answer, Catalogue, CriterionScore, Measure
from gui.criteria.words import threshold_words
from gui.view import View, label


class AnswerEditor(View):
    """Shows one answer.

    Signals
    -------
    changed(object)
        Fields of the answer with their new values.
    """

    changed = Signal(object)

    def __init__(self, measure: Measure, catalogue: Catalogue, level: int | None = None) -> None:
        super().__init__()
        self._measure, self._catalogue, self._level = measure, catalogue, level
        self._answer = Answer()
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self._threshold = label("muted", wrap=True)

    def show_answer(self, answer: Answer, row: CriterionScore | None) -> None:
        """Put another answer on the screen."""
        del row
        self._answer = answer
        self.retranslate()

    def press(self, key: str) -> bool:
        """Answer by a key; false where the key means nothing here."""
        del key
        return False

    def retranslate(self) -> None:
        words = threshold_words(self._measure, self._catalogue, self._level)
        self._threshold.setText(words)
        self._threshold.setVisible(bool(words))

    def tell(self, **fields: Any) -> None:
        """An answer was given."""
        self.changed.emit({"status": "answered", **fields})
