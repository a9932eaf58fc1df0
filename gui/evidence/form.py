"""The form of one piece of evidence, new or known."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QWidget,
)

from assessor.api import GRADES, Evidence
from assessor.api import gettext as _
from gui.evidence.words import CONFIDENTIALITIES, confidentiality_words
from gui.forms import Form, chooser_line, date_field, day_of
from gui.marks import grade_words


class MaybeDay(QWidget):
    """A day that may be absent: a tick, and the day once it is ticked."""

    def __init__(self, words: str, day: date | None, otherwise: date) -> None:
        super().__init__()
        self.known = QCheckBox(words)
        self.day: QDateEdit = date_field(day or otherwise)
        self.day.setAccessibleName(words)
        self.known.setChecked(day is not None)
        self.day.setEnabled(day is not None)
        self.known.toggled.connect(self.day.setEnabled)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.known)
        line.addWidget(self.day, 1)

    @property
    def value(self) -> date | None:
        """The day; none where it is not ticked."""
        return day_of(self.day) if self.known.isChecked() else None


class EvidenceForm(Form):
    """A piece of evidence, with its file or without."""

    def __init__(self, parent: QWidget | None, today: date, known: Evidence | None = None) -> None:
        super().__init__(parent, _("New evidence") if known is None else _("Change the evidence"))
        self._known = known
        self.title = QLineEdit("" if known is None else str(known.title))
        self.number = QLineEdit("" if known is None else known.doc_number or "")
        self.issued = MaybeDay(_("known"), today if known is None else known.issued_on, today)
        self.expires = MaybeDay(_("ends"), None if known is None else known.expires, today)
        self.grade, self.confidentiality = QComboBox(), QComboBox()
        for grade in GRADES:
            self.grade.addItem(grade_words(grade), grade)
        self.grade.setCurrentIndex(GRADES.index("E2" if known is None else known.grade))
        for name in CONFIDENTIALITIES:
            self.confidentiality.addItem(confidentiality_words(name), name)
        shown = "internal" if known is None else known.confidentiality
        self.confidentiality.setCurrentIndex(CONFIDENTIALITIES.index(shown))
        self.file, self.copies = (
            QLineEdit(),
            QCheckBox(_("C&opy the file into the folder evidence/")),
        )
        self.file.setReadOnly(True)
        self.file.setPlaceholderText(_("no file: named only"))
        self.file.setText("" if known is None else known.file or "")
        self.copies.setChecked(True)
        self.copies.setEnabled(False)
        self._new_file: Path | None = None
        self._lay_out()

    def _lay_out(self) -> None:
        self.add(_("&Title"), self.title)
        self.add(_("Document &number"), self.number)
        self.add(_("&Issued on"), self.issued)
        self.add(_("E&xpires on"), self.expires)
        self.add(_("&Grade"), self.grade)
        self.add(_("Confi&dentiality"), self.confidentiality)
        self._file_line = chooser_line(self.file, self._on_choose)
        self.add(_("&File"), self._file_line)
        self._fields.addRow("", self.copies)
        self.title.textChanged.connect(self.check)
        self.confidentiality.currentIndexChanged.connect(self._on_confidentiality)
        self._on_confidentiality()
        self.check()

    @Slot()
    def _on_choose(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Evidence file"))
        if chosen:
            self.take_file(Path(chosen))

    @Slot()
    def _on_confidentiality(self) -> None:
        """What is secret is never attached."""
        self._file_line.setEnabled(not self._is_secret)

    @property
    def _is_secret(self) -> bool:
        return bool(self.confidentiality.currentData() == "secret")

    def take_file(self, path: Path) -> None:
        """The file behind the evidence."""
        self._new_file = path
        self.file.setText(str(path))
        self.copies.setEnabled(True)
        if not self.title.text():
            self.title.setText(path.stem)

    @property
    def is_complete(self) -> bool:
        return bool(self.title.text().strip())

    @property
    def chosen_file(self) -> Path | None:
        """The file to attach; none where there is none, or it is not to be copied."""
        wanted = self.copies.isChecked() and not self._is_secret
        return self._new_file if wanted else None

    @property
    def fields(self) -> dict[str, object]:
        """Fields of the evidence that the form asks for, a new file left aside."""
        known = self._known
        title = self.title.text().strip()
        unchanged = known is not None and title == str(known.title)
        fields: dict[str, object] = {
            # a title in two languages stays so unless it was typed over
            "title": known.title if known is not None and unchanged else title,
            "doc_number": self.number.text().strip() or None,
            "issued_on": self.issued.value,
            "expires": self.expires.value,
            "grade": self.grade.currentData(),
            "confidentiality": self.confidentiality.currentData(),
        }
        if self._is_secret:
            fields |= {"file": None, "sha256": None}
        return fields
