"""Third answer: what to do first, from the roadmap or, until there is one, by gain."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from assessor.api import (
    Assessed,
    ChosenAction,
    CriterionScore,
    Roadmap,
    format_money,
    format_number,
    format_percent,
    why_action,
)
from assessor.api import gettext as _
from gui.card import Card, ElidedLink, coloured
from gui.marks import met_mark
from gui.session import Session
from gui.view import clear, label
from gui.why import WhyButton, show_why

SHOWN = 9


class FirstCard(Card):
    """The first pieces of work.

    Signals
    -------
    row_asked(object, str)
        Path of the assessment and criterion to be shown.
    """

    row_asked = Signal(object, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._lead = label("muted", wrap=True)
        self._holder = QWidget()
        self._grid = QGridLayout(self._holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self.box.addWidget(self._lead)
        self.box.addWidget(self._holder)
        self.box.addStretch(1)
        session.scored.connect(self.ask_refresh)
        session.study_changed.connect(self.ask_refresh)
        session.project_opened.connect(self.ask_refresh)

    def retranslate(self) -> None:
        self.heading.setText(_("3 · What do we do first?"))
        self.ask_refresh()

    def refresh(self) -> None:
        """Show the roadmap of the study, or the rows with the largest gain."""
        clear(self._grid)
        study, project = self._session.study, self._session.project
        if study is not None and study.roadmap is not None and study.roadmap.chosen:
            self._put_roadmap(study.roadmap)
        elif project is not None and project.main is not None:
            self._put_rows(project.main)
        else:
            self._lead.setText(_("Without an assessment there is no work to put in order."))

    def _put_roadmap(self, roadmap: Roadmap) -> None:
        self._lead.setText(
            _("{n} pieces of work fit the budgets: score {before} → {after} (forecast, not "
              "evidence), level {level}. {open} rows stay open for level {next}.").format(
                n=len(roadmap.chosen), before=format_percent(roadmap.before.score),
                after=format_percent(roadmap.after.score), level=roadmap.after.level,
                open=len(roadmap.next_level.open), next=roadmap.next_level.level or "—")
        )  # fmt: skip
        why = roadmap.next_level.why
        self._lead.setToolTip("" if why is None else why.here())
        self._heads(_("work"), _("when"), _("cost"), _("rows"))
        ordered = sorted(roadmap.chosen, key=lambda one: (one.start, one.finish, one.id))
        for at, one in enumerate(ordered[:SHOWN], 1):
            self._put_action(at, one, roadmap)

    def _put_action(self, at: int, one: ChosenAction, roadmap: Roadmap) -> None:
        title, name = one.id if one.title is None else one.title.here(), one.id
        work = ElidedLink(
            f"{at}. {title}", lambda: show_why(self, title, why_action(roadmap, name))
        )
        self._grid.addWidget(work, at, 0)
        closes = "—" if not one.closes else str(len(one.closes))
        words = (_quarters(one.start, one.finish), format_money(one.cost_vnd), closes)
        for column, text in enumerate(words, 1):
            self._grid.addWidget(label("", text=text), at, column)

    def _put_rows(self, assessed: Assessed) -> None:
        card = self._session.card_of(assessed)
        self._lead.setText(
            _("No order of work has been computed yet. Until then: the open rows on which level "
              "{level} depends, largest gain first.").format(level=card.next_level)
        )  # fmt: skip
        self._heads(_("row"), _("state"), _("gain"), "")
        rows = sorted(map(card.criterion, card.blocking), key=lambda row: (-row.gain, row.id))
        for at, row in enumerate(rows[:SHOWN], 1):
            self._put_row(at, row, assessed)
        if not rows:
            self._lead.setText(_("Nothing blocks the next level."))

    def _put_row(self, at: int, row: CriterionScore, assessed: Assessed) -> None:
        title, name = assessed.catalogue.criteria[row.id].title.here(), row.id
        mark = met_mark(row)
        self._grid.addWidget(
            ElidedLink(title, lambda: self.row_asked.emit(assessed.path, name)), at, 0
        )
        self._grid.addWidget(coloured(mark.text, mark.token, strong=False), at, 1)
        self._grid.addWidget(label("", text=f"+{format_number(100 * row.gain, 2)}"), at, 2)
        self._grid.addWidget(
            WhyButton(lambda: title, lambda: self._session.explain_score(name, assessed)), at, 3
        )

    def _heads(self, *words: str) -> None:
        for column, text in enumerate(words):
            self._grid.addWidget(label("muted", text=text), 0, column)


def _quarters(start: str, finish: str) -> str:
    """`Q3/2023`, or from one quarter to another."""
    first, last = ("/".join(reversed(one.split("-"))) for one in (start, finish))
    if first == last:
        return first
    return f"{first[:2]}–{last}" if start[:4] == finish[:4] else f"{first}–{last}"
