"""Forms that ask for a few things at once; `OK` waits until what is mandatory is there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from assessor.api import GRADES, N_, parse_number
from assessor.api import gettext as _
from gui.marks import grade_words
from gui.view import label

_TEMPLATE_WORDS = {
    "hanoi-2023": N_("Hanoi, July 2023 (sample answers)"),
    "hanoi-2026": N_("Hanoi, 2026 (sample answers)"),
    "empty-province": N_("Empty province"),
}


class Form(QDialog):
    """A title, a hint, fields with labels, and buttons."""

    def __init__(self, parent: QWidget | None, title: str, hint: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(460)
        self._fields = QFormLayout()
        self._fields.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        if hint:
            box.addWidget(label("muted", wrap=True, text=hint))
        box.addLayout(self._fields)
        box.addWidget(self.buttons)

    def add(self, name: str, field: QWidget) -> None:
        """One more field with its label."""
        field.setAccessibleName(name.replace("&", ""))
        self._fields.addRow(name, field)

    @property
    def is_complete(self) -> bool:
        """True where everything mandatory is there."""
        return True

    @Slot()
    def check(self) -> None:
        """Let the form be accepted once it is complete."""
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(self.is_complete)


class NotApplicableForm(Form):
    """Why a row does not apply, who approved that, and until when."""

    def __init__(self, parent: QWidget | None, title: str, until: date) -> None:
        hint = _(
            "A row that does not apply leaves the score. Reason, approver and day stay on file."
        )
        super().__init__(parent, _("Not applicable: {title}").format(title=title), hint)
        self.reason, self.approver = QPlainTextEdit(), QLineEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setMaximumHeight(90)
        self.until = date_field(until)
        self.add(_("&Reason"), self.reason)
        self.add(_("&Approved by"), self.approver)
        self.add(_("&Holds until"), self.until)
        self.reason.textChanged.connect(self.check)
        self.approver.textChanged.connect(self.check)
        self.check()

    @property
    def is_complete(self) -> bool:
        return bool(self.reason.toPlainText().strip() and self.approver.text().strip())

    @property
    def fields(self) -> dict[str, object]:
        """Fields of the answer."""
        return {
            "status": "not_applicable",
            "justification": self.reason.toPlainText().strip(),
            "approved_by": self.approver.text().strip(),
            "until": day_of(self.until),
        }


class OverrideForm(Form):
    """A value in place of an evaluated one, and why."""

    def __init__(self, parent: QWidget | None, title: str, unit: str) -> None:
        hint = _("The evaluated value stays on file beside yours, and yours is never verified.")
        super().__init__(parent, _("Another value: {title}").format(title=title), hint)
        self.value, self.reason = QLineEdit(), QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setMaximumHeight(90)
        self.add(_("&Value [{unit}]").format(unit=unit or "1"), self.value)
        self.add(_("&Reason"), self.reason)
        self.value.textChanged.connect(self.check)
        self.reason.textChanged.connect(self.check)
        self.check()

    @property
    def number(self) -> float | None:
        """The value, none while it is no number."""
        try:
            return parse_number(self.value.text())
        except ValueError:
            return None

    @property
    def is_complete(self) -> bool:
        return self.number is not None and bool(self.reason.toPlainText().strip())


class EvidenceForm(Form):
    """A new piece of evidence, with its file or without."""

    def __init__(self, parent: QWidget | None, today: date) -> None:
        super().__init__(parent, _("New evidence"))
        self.title, self.number = QLineEdit(), QLineEdit()
        self.issued = date_field(today)
        self.grade = QComboBox()
        for name in GRADES:
            self.grade.addItem(grade_words(name), name)
        self.grade.setCurrentIndex(GRADES.index("E2"))
        self.file = QLineEdit()
        self.file.setReadOnly(True)
        self.file.setPlaceholderText(_("no file: named only"))
        self.copies = QCheckBox(_("&Copy the file into the project's folder evidence/"))
        self.copies.setChecked(True)
        self.copies.setEnabled(False)
        self.add(_("&Title"), self.title)
        self.add(_("Document &number"), self.number)
        self.add(_("&Issued on"), self.issued)
        self.add(_("&Grade"), self.grade)
        self.add(_("&File"), self._file_line())
        self._fields.addRow("", self.copies)
        self.title.textChanged.connect(self.check)
        self.check()

    def _file_line(self) -> QWidget:
        line, choose = QWidget(), QPushButton(_("Choose…"))
        choose.clicked.connect(self._on_choose)
        box = QHBoxLayout(line)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.file)
        box.addWidget(choose)
        return line

    @Slot()
    def _on_choose(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Evidence file"))
        if chosen:
            self.take_file(Path(chosen))

    def take_file(self, path: Path) -> None:
        """The file behind the evidence."""
        self.file.setText(str(path))
        self.copies.setEnabled(True)
        if not self.title.text():
            self.title.setText(path.stem)

    @property
    def is_complete(self) -> bool:
        return bool(self.title.text().strip())

    @property
    def chosen_file(self) -> Path | None:
        """The file to attach; none where there is none or it is not to be copied."""
        wanted = self.file.text() and self.copies.isChecked()
        return Path(self.file.text()) if wanted else None

    @property
    def fields(self) -> dict[str, object]:
        """Fields of the evidence, the file left aside."""
        return {
            "title": self.title.text().strip(),
            "doc_number": self.number.text().strip() or None,
            "issued_on": day_of(self.issued),
            "grade": self.grade.currentData(),
        }


class NewProjectForm(Form):
    """A template and the folder that is to be made from it."""

    def __init__(self, parent: QWidget | None, templates: tuple[str, ...], home: Path) -> None:
        hint = _("A project is a folder of plain files. Nothing that exists is written over.")
        super().__init__(parent, _("New project"), hint)
        self._home = home
        self.template, self.folder = QComboBox(), QLineEdit()
        for name in templates:
            self.template.addItem(template_words(name), name)
        self.template.currentIndexChanged.connect(self._on_template)
        self.add(_("&Template"), self.template)
        self.add(_("&Folder"), self._folder_line())
        self.folder.textChanged.connect(self.check)
        self._on_template()
        self.check()

    def _folder_line(self) -> QWidget:
        line, choose = QWidget(), QPushButton(_("Choose…"))
        choose.clicked.connect(self._on_choose)
        box = QHBoxLayout(line)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.folder)
        box.addWidget(choose)
        return line

    @Slot()
    def _on_template(self) -> None:
        self.folder.setText(str(self._home / str(self.template.currentData() or "")))

    @Slot()
    def _on_choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Where to put the folder"))
        if chosen:
            self.folder.setText(str(Path(chosen) / str(self.template.currentData())))

    @property
    def is_complete(self) -> bool:
        return bool(self.folder.text().strip()) and self.template.count() > 0


def template_words(name: str) -> str:
    """A template as people read it."""
    return _(_TEMPLATE_WORDS.get(name, name))


def date_field(day: date) -> QDateEdit:
    """A field for a day, dd/MM/yyyy, with a calendar."""
    field = QDateEdit(QDate(day.year, day.month, day.day))
    field.setDisplayFormat("dd/MM/yyyy")
    field.setCalendarPopup(True)
    return field


def day_of(field: QDateEdit) -> date:
    """The day in a field."""
    day = field.date()
    return date(day.year(), day.month(), day.day())
