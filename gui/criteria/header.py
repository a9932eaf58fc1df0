"""The strip above the tree: score, range, level and coverage, scored again at every answer."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout

from assessor.api import Scorecard, format_percent
from assessor.api import gettext as _
from gui.bars import CoverageBar, ScoreBar
from gui.marks import verdict_mark
from gui.session import Session
from gui.view import View, label
from gui.why import WhyButton


class ScoreStrip(View):
    """The headline numbers of the assessment on the screen."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("strip", True)
        self._session = session
        self._verdict, self._score = label("heading"), label("heading")
        self._score.setObjectName("strip_score")
        self._range, self._level = label("muted"), label("")
        self._coverage_words = label("muted")
        self._bar, self._coverage = ScoreBar(), CoverageBar()
        self._line = QHBoxLayout(self)
        self._line.setSpacing(12)
        self._line.addWidget(self._verdict)
        self._line.addWidget(self._score)
        self._line.addWidget(self._bar, 1)
        for widget in (self._range, self._level, self._coverage_words, self._coverage):
            self._line.addWidget(widget)
        self._line.addWidget(WhyButton(lambda: _("score"), lambda: session.explain_score("score")))
        session.scored.connect(self.refresh)
        session.project_opened.connect(self.refresh)
        self.retranslate()

    def retranslate(self) -> None:
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show the scorecard as it is now."""
        card = self._session.scorecard
        self.setVisible(card is not None)
        if card is None:
            return
        mark = verdict_mark(card.verdict)
        self._verdict.setText(mark.text)
        self._score.setText(format_percent(card.score))
        self._bar.show_range(
            card.verified_floor, card.score, card.score_if_worst, card.score_if_best
        )
        low = 0.0 if card.score_if_worst is None else card.score_if_worst
        high = 1.0 if card.score_if_best is None else card.score_if_best
        self._range.setText(
            _("range {low} – {high}").format(low=format_percent(low), high=format_percent(high))
        )
        self._level.setText(level_words(card))
        self._coverage_words.setText(
            _("assessed {share}").format(share=format_percent(card.coverage))
        )
        self._coverage.show_share(card.coverage)


def level_words(card: Scorecard) -> str:
    """The level and what blocks the next; nothing where the rules have no ladder."""
    if card.next_level == 0:
        return ""
    if card.next_level == card.level:
        return _("level {level}, the highest").format(level=card.level)
    return _("level {level} · {n} rows block level {next}").format(
        level=card.level, n=len(card.blocking), next=card.next_level
    )
