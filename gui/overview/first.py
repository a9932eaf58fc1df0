"""Third answer: what to do first, from the roadmap or, until there is one, by gain."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from assessor.api import (
    Assessed,
    ChosenAction,
    CriterionScore,
    Explanation,
    Roadmap,
    format_money,
    format_number,
    format_percent,
    why_action,
    why_roadmap,
)
from assessor.api import gettext as _
from gui.card import Card, WrappedLink, coloured, link
from gui.marks import met_mark
from gui.roadmap.words import span_words, work_title
from gui.session import Session
from gui.view import clear, label
from gui.why import WhyButton

SHOWN = 5


class FirstCard(Card):
    """The first pieces of work.

    Signals
    -------
    row_asked(object, str)
        Path of the assessment and criterion to be shown.
    work_asked(str)
        A piece of work is to be shown on the roadmap; empty for all of them.
    """

    row_asked = Signal(object, str)
    work_asked = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._lead = label("muted", wrap=True)
        self._lead_line = QHBoxLayout()
        self._lead_line.addWidget(self._lead, 1)
        self._lead_why = WhyButton(lambda: _("order of work"), self._explain_roadmap)
        self._lead_why.setObjectName("roadmap_why")
        self._lead_line.addWidget(self._lead_why, 0, Qt.AlignmentFlag.AlignTop)
        self._foot = QHBoxLayout()
        self._holder = QWidget()
        self._grid = QGridLayout(self._holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self.box.addLayout(self._lead_line)
        self.box.addWidget(self._holder)
        self.box.addStretch(1)
        self.box.addLayout(self._foot)
        session.scored.connect(self.ask_refresh)
        session.study_changed.connect(self.ask_refresh)
        session.project_opened.connect(self.ask_refresh)

    def retranslate(self) -> None:
        self.heading.setText(_("3 · What do we do first?"))
        self.ask_refresh()

    def refresh(self) -> None:
        """Show the roadmap of the study, or the rows with the largest gain."""
        clear(self._grid)
        clear(self._foot)
        self._lead.setToolTip("")
        study, project = self._session.study, self._session.project
        ordered = study is not None and study.roadmap is not None
        self._lead_why.setVisible(ordered)
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
        chosen = sorted(roadmap.chosen, key=lambda one: (one.start, one.finish, one.id))
        for at, one in enumerate(chosen[:SHOWN]):
            self._put_action(at, one, roadmap)
        more = len(chosen) - SHOWN
        words = _("{n} more on the roadmap ›").format(n=more) if more > 0 else _("Roadmap ›")
        self._foot.addStretch(1)
        tip = _("Open the roadmap")
        self._foot.addWidget(link(words, lambda: self.work_asked.emit(""), tip=tip))

    def _put_action(self, at: int, one: ChosenAction, roadmap: Roadmap) -> None:
        title, name = work_title(one), one.id
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 4)
        box.setSpacing(1)
        box.addWidget(WrappedLink(f"{at + 1}. {title}", lambda: self.work_asked.emit(name)))
        box.addWidget(label("muted", wrap=True, text=_action_words(one)))
        self._grid.addWidget(holder, at, 0)
        why = WhyButton(lambda: title, lambda: why_action(roadmap, name))
        self._grid.addWidget(why, at, 1, Qt.AlignmentFlag.AlignTop)

    def _explain_roadmap(self) -> Explanation:
        study = self._session.study
        assert study is not None
        assert study.roadmap is not None
        return why_roadmap(study.roadmap)

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
            WrappedLink(title, lambda: self.row_asked.emit(assessed.path, name)), at, 0
        )
        self._grid.addWidget(coloured(mark.text, mark.token, strong=False), at, 1)
        self._grid.addWidget(label("", text=f"+{format_number(100 * row.gain, 2)}"), at, 2)
        self._grid.addWidget(
            WhyButton(lambda: title, lambda: self._session.explain_score(name, assessed)), at, 3
        )

    def _heads(self, *words: str) -> None:
        for column, text in enumerate(words):
            self._grid.addWidget(label("muted", text=text), 0, column)


def _action_words(one: ChosenAction) -> str:
    """When, for how much, and what it closes."""
    return _("{when} · {money} · criteria closed: {n}").format(
        when=span_words(one.start, one.finish), money=format_money(one.cost_vnd), n=len(one.closes)
    )
