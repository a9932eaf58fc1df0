"""What a row asks and where it comes from; text that nobody read looks that way."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from assessor.api import Catalogue, Criterion, format_date
from assessor.api import gettext as _
from gui.marks import (
    UNVERIFIED,
    confidence_meaning,
    confidence_words,
    grade_words,
    obligation_words,
    text_kind_words,
)
from gui.view import View, dress, label


class RequirementBox(View):
    """Title and requirement."""

    def __init__(self) -> None:
        super().__init__()
        self._row: Criterion | None = None
        self._name = ""
        self._in_force: bool | None = None
        self._informative = False
        self._title = label("heading", wrap=True)
        self._tags = label("muted", wrap=True)
        self._unread = label("warn", wrap=True)
        self._text = label("", wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for widget in (self._title, self._tags, self._unread, self._text):
            box.addWidget(widget)

    def show_row(
        self, name: str, row: Criterion, in_force: bool | None, *, informative: bool
    ) -> None:
        """Put another row on the screen; an informative one does not count in the score."""
        self._row, self._name = row, name
        self._in_force, self._informative = in_force, informative
        self.retranslate()

    def retranslate(self) -> None:
        if self._row is None:
            return
        row = self._row
        self._title.setText(row.title.here())
        parts = [self._name, obligation_words(row.obligation), _force_words(self._in_force)]
        if row.emphasis is not None:
            parts.append(_("named twice at the conference"))
        self._tags.setText(" · ".join(parts))
        unread = row.effective_confidence in UNVERIFIED
        warnings = [confidence_meaning(row.effective_confidence)] if unread else []
        if self._informative:
            warnings.append(_("Shown and asked, but it does not count in the score."))
        self._unread.setText("⚠ " + " ".join(warnings))
        self._unread.setVisible(bool(warnings))
        self._text.setText(row.requirement.here())
        font = self._text.font()
        font.setItalic(unread)
        self._text.setFont(font)


class SourceBox(View):
    """Document, clause, how far it was read; the evidence expected; notes."""

    def __init__(self) -> None:
        super().__init__()
        self._row: Criterion | None = None
        self._catalogue: Catalogue | None = None
        self._heads = [label("strong") for _at in range(3)]
        self._texts = [label("", wrap=True) for _at in range(3)]
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for head, text in zip(self._heads, self._texts, strict=True):
            box.addWidget(head)
            box.addWidget(text)

    def show_row(self, row: Criterion, catalogue: Catalogue) -> None:
        """Put another row on the screen."""
        self._row, self._catalogue = row, catalogue
        self.retranslate()

    def retranslate(self) -> None:
        if self._row is None or self._catalogue is None:
            return
        row = self._row
        expected = "\n".join(
            _("• {what} (at least {grade})").format(
                what=item.here(), grade=grade_words(item.min_grade)
            )
            for item in row.evidence_expected
        )
        more = [text.here() for text in (row.test, row.guidance, row.notes) if text is not None]
        said = (
            (_("Source"), _source_words(row, self._catalogue)),
            (_("Evidence expected"), expected),
            (_("How it is checked, and remarks"), "\n".join(more)),
        )
        for (head, text), at in zip(said, range(3), strict=True):
            self._heads[at].setText(head)
            self._texts[at].setText(text)
            self._heads[at].setVisible(bool(text))
            self._texts[at].setVisible(bool(text))
        unread = row.source.confidence in UNVERIFIED
        dress(self._texts[0], "role", "warn" if unread else "")


def _source_words(row: Criterion, catalogue: Catalogue) -> str:
    source = row.source
    document = catalogue.sources.get(source.document)
    number = source.document if document is None else document.number
    title = "" if document is None else f" — {document.title.here()}"
    clause = f"\n{source.clause}" if source.clause else ""
    read = _("{kind}; {confidence}: {meaning}").format(
        kind=text_kind_words(source.text),
        confidence=confidence_words(source.confidence),
        meaning=confidence_meaning(source.confidence),
    )
    figure = ""
    if row.measure.value_confidence is not None:
        meaning = confidence_meaning(row.measure.value_confidence)
        figure = "\n" + _("Threshold: {meaning}").format(meaning=meaning)
    due = ""
    if row.applies_from is not None:
        due = "\n" + _("Due from {day}").format(day=format_date(row.applies_from))
    return f"{number}{title}{clause}\n{read}{figure}{due}"


def _force_words(in_force: bool | None) -> str:
    if in_force is None:
        return _("not known whether in force")
    return _("in force") if in_force else _("not in force on this day")
