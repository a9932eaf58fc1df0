"""What one answer is worth, with the way to its explanation."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from assessor.api import format_number, format_percent
from assessor.api import gettext as _
from gui.card import coloured
from gui.marks import grade_words, met_mark
from gui.session import Session
from gui.view import View, clear, label
from gui.why import WhyButton


class ResultLine(View):
    """Mark, credit, weight and gain of the row on the screen."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._name: str | None = None
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)

    def show_row(self, name: str) -> None:
        """Put another row on the screen."""
        self._name = name
        self.retranslate()

    def retranslate(self) -> None:
        clear(self._line)
        card, assessed = self._session.scorecard, self._session.assessed
        if card is None or assessed is None or self._name is None:
            return
        row, name = card.criterion(self._name), self._name
        mark = met_mark(row)
        self._line.addWidget(coloured(mark.text, mark.token))
        words = _("credit {credit} · weight {weight} · gain {gain} · evidence {grade}").format(
            credit=format_percent(row.credit, 0),
            weight=format_percent(row.effective_weight, 2),
            gain=f"+{format_number(100 * row.gain, 2)}",
            grade=grade_words(row.grade),
        )
        self._line.addWidget(label("muted", wrap=True, text=words), 1)
        what = assessed.catalogue.criteria[name].title.here()
        self._line.addWidget(WhyButton(lambda: what, lambda: self._session.explain_score(name)))
