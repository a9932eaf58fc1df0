"""Two columns of one answer: what its owner says, and what a second person found."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout

from assessor.api import (
    Answer,
    BooleanMeasure,
    ByLevelMeasure,
    Catalogue,
    ChoiceMeasure,
    DerivedMeasure,
    MaturityMeasure,
    Measure,
    RatioMeasure,
    format_date,
    format_number,
)
from assessor.api import gettext as _
from gui import dialogs
from gui.criteria.words import is_yes_no, value_words, yes_no
from gui.session import Session
from gui.view import View, label


class ColumnsBox(View):
    """Self-assessment beside verification; the same person in both is told."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._name: str | None = None
        self._heads = (label("muted"), label("muted"))
        self._values = (label("strong", wrap=True), label("strong", wrap=True))
        self._signed = (label("muted", wrap=True), label("muted", wrap=True))
        self._warning = label("warn", wrap=True)
        self._warning.setObjectName("same_person")
        self._verify, self._drop = QPushButton(), QPushButton()
        self._verify.setObjectName("verify")
        self._drop.setObjectName("drop_verified")
        self._verify.clicked.connect(self._on_verify)
        self._drop.clicked.connect(self._on_drop)
        grid = QGridLayout()
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
            for row, of in enumerate((self._heads, self._values, self._signed)):
                grid.addWidget(of[column], row, column)
        line = QHBoxLayout()
        for button in (self._verify, self._drop):
            line.addWidget(button)
        line.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(grid)
        box.addWidget(self._warning)
        box.addLayout(line)

    def show_row(self, name: str) -> None:
        """Put another row on the screen."""
        self._name = name
        self.retranslate()

    def retranslate(self) -> None:
        for head, words in zip(self._heads, (_("Self-assessment"), _("Verified")), strict=True):
            head.setText(words)
        self._verify.setText(_("Record what was verified…"))
        self._drop.setText(_("Take the verification away"))
        assessed = self._session.assessed
        if assessed is None or self._name not in assessed.catalogue.criteria:
            return
        measure = assessed.catalogue.criteria[self._name].measure
        self.setVisible(not isinstance(measure, DerivedMeasure))
        self._fill(measure, assessed.catalogue, self._session.answer_of(self._name))

    def _fill(self, measure: Measure, catalogue: Catalogue, answer: Answer) -> None:
        found = answer.verified
        own = found_words(measure, catalogue, answer.value, answer.a, answer.b)
        self._values[0].setText(own if answer.status == "answered" else "—")
        self._signed[0].setText(_signed_words(answer.by, answer.on))
        if found is None:
            self._values[1].setText("—")
            self._signed[1].setText(_("nobody has verified it"))
        else:
            self._values[1].setText(found_words(measure, catalogue, found.value, found.a, found.b))
            note = "" if found.note is None else f" · {found.note}"
            self._signed[1].setText(f"{_signed_words(found.by, found.on)}{note}")
        same = found is not None and found.by == answer.by
        self._warning.setVisible(same)
        words = _("⚠ {person} both answered and verified: it does not count as verified.")
        self._warning.setText(words.format(person=answer.by) if same else "")
        self._drop.setVisible(found is not None)
        self._verify.setEnabled(answer.status == "answered")

    @Slot()
    def _on_verify(self) -> None:
        assessed, name = self._session.assessed, self._name
        if assessed is None or name is None:
            return
        row = assessed.catalogue.criteria[name]
        hint = _("part/whole, as in 14/20") if isinstance(row.measure, RatioMeasure) else ""
        options = choices(row.measure, assessed.catalogue)
        asked = dialogs.ask_verified(self, row.title.here(), options, hint)
        if asked is not None:
            self._session.verify(name, *asked)

    @Slot()
    def _on_drop(self) -> None:
        if self._name is not None:
            self._session.drop_verified(self._name)


def found_words(
    measure: Measure, catalogue: Catalogue, value: object, a: float | None, b: float | None
) -> str:
    """A value of either column."""
    if a is not None and b is not None:
        return f"{format_number(a, 2)} / {format_number(b, 2)}"
    return value_words(measure, catalogue, value) or "—"  # type: ignore[arg-type]  # a scalar


def choices(measure: Measure, catalogue: Catalogue) -> list[tuple[str, str]]:
    """What can be found, in words and as it is read; empty where a number is typed."""
    if isinstance(measure, BooleanMeasure) or is_yes_no(measure):
        return [(yes_no(True), "yes"), (yes_no(False), "no")]
    if isinstance(measure, MaturityMeasure):
        points = [float(item.at) for item in catalogue.scale_of(measure.scale).labels]
        return [(value_words(measure, catalogue, point), f"{point:g}") for point in points]
    if isinstance(measure, ChoiceMeasure) or (
        isinstance(measure, ByLevelMeasure) and measure.value_kind == "choice"
    ):
        return [(option.title.here(), option.id) for option in measure.options]
    return []


def _signed_words(by: str | None, on: date | None) -> str:
    if by is None and on is None:
        return _("not signed")
    return f"{by or '—'}, {format_date(on)}" if on is not None else str(by)
