"""Three voices on “chưa đạt”: what the ministry said, what the city says, what evidence says."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from assessor.api import ClaimView, claims_of, format_date, format_percent, standing_words
from assessor.api import gettext as _
from gui.card import Card, coloured
from gui.marks import verdict_mark
from gui.session import Session
from gui.view import clear, label


class VoicesCard(Card):
    """Claims stand beside the evidence and are never mixed with it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._holder = QWidget()
        self._grid = QGridLayout(self._holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)
        self.box.addWidget(self._holder)
        self.box.addStretch(1)
        session.scored.connect(self.ask_refresh)
        session.project_opened.connect(self.ask_refresh)

    def retranslate(self) -> None:
        self.heading.setText(_("“Not up to the standard”: three voices"))
        self.ask_refresh()

    def refresh(self) -> None:
        """Show the claims as they are, and the verdicts as they are now."""
        clear(self._grid)
        if self._session.project is None:
            return
        claims = claims_of(self._session.project, self._session.cards())
        ministry = [claim for claim in claims if claim.speaker == "ministry"]
        city = [claim for claim in claims if claim.speaker == "city"]
        self._grid.addWidget(self._voice(_("The Ministry said"), ministry[:1]), 0, 0)
        self._grid.addWidget(self._voice(_("The City says"), city[:1]), 0, 1)
        self._grid.addWidget(self._evidence(ministry[:1] or city[:1]), 1, 0, 1, 2)

    def _voice(self, head: str, claims: list[ClaimView]) -> QWidget:
        holder, box = _column(head)
        for claim in claims:
            box.addWidget(label("", wrap=True, text=_("“{text}”").format(text=claim.text.here())))
            words = _("{day} · {source}").format(
                day=format_date(claim.on), source=self._source(claim.source)
            )
            told = f"{words} · {standing_words(claim.recorded)}"
            box.addWidget(label("muted", wrap=True, text=told))
        if not claims:
            box.addWidget(label("muted", wrap=True, text=_("No statement is on file.")))
        box.addStretch(1)
        return holder

    def _source(self, name: str) -> str:
        project = self._session.project
        if project is None or project.programme is None:
            return name
        source = project.programme.sources.get(name) or project.scenario.sources.get(name)
        return name if source is None else source.title.here()

    def _evidence(self, claims: list[ClaimView]) -> QWidget:
        holder, box = _column(_("The evidence says"))
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
        box.addLayout(grid)
        for basis in (basis for claim in claims for basis in claim.bases):
            _put_verdict(grid, basis.title.here(), basis.verdict or "undetermined", basis.score)
        if any(not claim.basis_confirmed and claim.speaker == "ministry" for claim in claims):
            words = _("Which document the Ministry meant is not named: candidates.")
            box.addWidget(label("muted", wrap=True, text=words))
        if not claims:
            self._put_own_verdicts(grid)
        box.addStretch(1)
        return holder

    def _put_own_verdicts(self, grid: QGridLayout) -> None:
        """Without a claim to weigh: the own verdict of every assessment."""
        project = self._session.project
        for assessed in () if project is None else project.assessed:
            card = self._session.card_of(assessed)
            _put_verdict(grid, assessed.catalogue.title.here(), card.verdict, card.score)


def _put_verdict(grid: QGridLayout, title: str, verdict: str, score: float | None) -> None:
    mark, at = verdict_mark(verdict), grid.rowCount()
    grid.addWidget(label("", wrap=True, text=title), at, 0)
    # two lines beside a title of two lines
    grid.addWidget(coloured(f"{mark.text}\n{format_percent(score)}", mark.token), at, 1)


def _column(head: str) -> tuple[QWidget, QVBoxLayout]:
    holder = QWidget()
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(2)
    box.addWidget(label("strong", text=head))
    return holder, box
