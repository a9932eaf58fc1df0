"""Third answer: what to do first, from the roadmap or, until there is one, by gain."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from assessor.api import Assessed, CriterionScore, format_money, format_number
from assessor.api import gettext as _
from gui.card import Card, Elided, ElidedLink, coloured
from gui.marks import met_mark
from gui.session import Session
from gui.view import clear, label
from gui.why import WhyButton

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
        session.scored.connect(self.refresh)
        session.study_changed.connect(self.refresh)
        session.project_opened.connect(self.refresh)

    def retranslate(self) -> None:
        self.heading.setText(_("3 · What do we do first?"))
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show the roadmap of the study, or the rows with the largest gain."""
        clear(self._grid)
        study, project = self._session.study, self._session.project
        if study is not None and study.roadmap is not None and study.roadmap.chosen:
            self._put_roadmap(study.roadmap)
        elif project is not None and project.main is not None:
            self._put_rows(project.main)

    def _put_roadmap(self, roadmap: object) -> None:
        chosen = getattr(roadmap, "chosen", ())
        after = getattr(roadmap, "after", None)
        self._lead.setText(
            _("Chosen under the budgets: {n} pieces of work, level {level} afterwards. "
              "A forecast, not evidence.").format(n=len(chosen), level=getattr(after, "level", "—"))
        )  # fmt: skip
        self._heads(_("work"), _("start"), _("end"), _("cost"), _("closes"))
        ordered = sorted(chosen, key=lambda one: (one.start, one.finish, one.id))
        for at, one in enumerate(ordered[:SHOWN], 1):
            title = one.id if one.title is None else one.title.here()
            closes = _("{n} rows").format(n=len(one.closes)) if one.closes else "—"
            words = (one.start, one.finish, format_money(one.cost_vnd), closes)
            self._grid.addWidget(Elided(f"{at}. {title}"), at, 0)
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
