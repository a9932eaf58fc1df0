"""First answer: where do we stand, one verdict per basis."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from assessor.api import Assessed, Scorecard, format_percent
from assessor.api import gettext as _
from gui.bars import CoverageBar, Legend, ScoreBar
from gui.card import Card, coloured, link
from gui.marks import verdict_mark
from gui.session import Session
from gui.view import clear, label, longest_word
from gui.why import WhyButton

TITLE_WIDTH = 225
VERDICT_WIDTH = 80
INDENT = 12


@dataclass(frozen=True)
class Basis:
    """One line: an assessment as a whole, or one catalogue of its profile."""

    assessed: Assessed
    card: Scorecard
    title: str
    within: str

    @property
    def is_part(self) -> bool:
        """True for a catalogue of a profile."""
        return bool(self.within)


class StandingCard(Card):
    """Verdict, score with its range, coverage, level, and what blocks.

    Signals
    -------
    rows_asked(object, str, str)
        Path of the assessment, filter, catalogue within: rows to be shown.
    """

    rows_asked = Signal(object, str, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._holder = QWidget()
        self._grid = QGridLayout(self._holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(0, 8)
        self._grid.setColumnStretch(3, 3)
        self._legend = Legend()
        self.top.addWidget(self._legend)
        self._levels = QHBoxLayout()
        self._note = label("muted", wrap=True)
        self._none = label("muted", wrap=True)
        self.box.addWidget(self._none)
        self.box.addWidget(self._holder)
        self.box.addLayout(self._levels)
        self.box.addWidget(self._note)
        self.box.addStretch(1)
        session.scored.connect(self.ask_refresh)
        session.project_opened.connect(self.ask_refresh)

    def retranslate(self) -> None:
        self.heading.setText(_("1 · Where do we stand?"))
        self._note.setText(
            _("The score counts rows not assessed as 0. Weights and levels are this program's own: "
              "no source gives any.")
        )  # fmt: skip
        self._none.setText(
            _("This project has no assessment yet. Make one with: assessor assess FOLDER "
              "--catalogue ID, and name it in scenario.yaml.")
        )  # fmt: skip
        self.ask_refresh()

    def refresh(self) -> None:
        """Show the scorecards as they are now."""
        clear(self._grid)
        clear(self._levels)
        if self._session.project is None:
            return
        bases = list(self._bases())
        self._none.setVisible(not bases)
        self._legend.setVisible(bool(bases))
        self._note.setVisible(bool(bases))
        if not bases:
            return
        self._put_heads()
        for at, basis in enumerate(bases, 1):
            self._put_row(at, basis)
        self._put_level()
        self._legend.update()

    def _bases(self) -> Iterator[Basis]:
        project = self._session.project
        for assessed in () if project is None else project.assessed:
            card, catalogue = self._session.card_of(assessed), assessed.catalogue
            yield Basis(assessed, card, catalogue.title.here(), "")
            for name, part in card.bases.items():
                yield Basis(assessed, part, catalogue.includes[name].title.here(), name)

    def _put_heads(self) -> None:
        heads = (
            _("basis"), _("verdict"), _("score"), "", _("proven"), _("assessed"), _("blocking"),
        )  # fmt: skip
        for column, words in enumerate(heads):
            head = label("muted", text=words)
            if column in (2, 4):
                head.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(head, 0, column)

    def _put_row(self, at: int, basis: Basis) -> None:
        card, grid = basis.card, self._grid
        title = label("" if basis.is_part else "strong", wrap=True, text=basis.title)
        title.setContentsMargins(INDENT if basis.is_part else 0, 0, 0, 0)
        title.setMinimumWidth(TITLE_WIDTH)
        title.setToolTip(basis.title)
        mark = verdict_mark(card.verdict)
        bar, coverage = ScoreBar(), CoverageBar()
        bar.show_range(card.verified_floor, card.score, card.score_if_worst, card.score_if_best)
        coverage.show_share(card.coverage)
        grid.addWidget(title, at, 0)
        verdict = coloured(mark.text, mark.token)
        verdict.setWordWrap(True)
        verdict.setMinimumWidth(max(longest_word(mark.text) + 6, VERDICT_WIDTH))
        grid.addWidget(verdict, at, 1)
        grid.addWidget(_number(format_percent(card.score)), at, 2)
        grid.addWidget(bar, at, 3)
        grid.addWidget(_number(format_percent(card.verified_floor)), at, 4)
        grid.addWidget(_beside(coverage, format_percent(card.coverage, 0)), at, 5)
        if card.blocking:
            grid.addWidget(self._blocking_link(basis), at, 6)
        asked = basis.within or "score"
        grid.addWidget(
            WhyButton(
                lambda: basis.title, lambda: self._session.explain_score(asked, basis.assessed)
            ),
            at,
            7,
        )

    def _blocking_link(self, basis: Basis) -> QWidget:
        tip = _("Show the rows of {basis} that block level {level}").format(
            basis=basis.title, level=basis.card.next_level
        )
        words = _("{n} rows ›").format(n=len(basis.card.blocking))
        return link(words, lambda: self._ask_rows(basis), tip=tip)

    def _ask_rows(self, basis: Basis) -> None:
        self.rows_asked.emit(basis.assessed.path, "blocking", basis.within)

    def _put_level(self) -> None:
        project = self._session.project
        main = None if project is None else project.main
        if main is None:
            return
        card = self._session.card_of(main)
        words = _level_words(main, card)
        self._levels.addWidget(label("strong", wrap=True, text=words), 1)
        self._levels.addWidget(
            WhyButton(lambda: _("level"), lambda: self._session.explain_score("level", main))
        )


def _level_words(assessed: Assessed, card: Scorecard) -> str:
    """The level, and what the next one asks for."""
    titles, following = assessed.rules.levels.titles, card.next_level
    if following == card.level:
        return "" if following == 0 else _("level {level}, the highest").format(level=card.level)
    what = titles[following].here() if following in titles else str(following)
    return _("Level {level}. Level {next} asks: {what}.").format(
        level=card.level, next=following, what=what
    )


def _number(text: str) -> QWidget:
    made = label("strong", text=text)
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made


def _beside(bar: QWidget, text: str) -> QWidget:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(5)
    line.addWidget(bar)
    line.addWidget(label("muted", text=text))
    return holder
