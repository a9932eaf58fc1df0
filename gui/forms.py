"""Forms that ask for a few things at once; `OK` waits until what is mandatory is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, Slot
from PySide6.QtWidgets import (
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

from assessor.api import N_, Listed, parse_number
from assessor.api import gettext as _
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


class VerifiedForm(Form):
    """What a second person found, beside the self-assessment."""

    def __init__(
        self, parent: QWidget | None, title: str, options: Sequence[tuple[str, str]], hint: str
    ) -> None:
        told = _("The own answer stays. Found by the person who answered, it does not count as "
                 "verified.")  # fmt: skip
        super().__init__(parent, _("Verified: {title}").format(title=title), told)
        self.choice, self.value = QComboBox(), QLineEdit()
        for words, text in options:
            self.choice.addItem(words, text)
        self.value.setPlaceholderText(hint)
        self._is_chosen = bool(options)
        self.by, self.note = QLineEdit(), QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setMaximumHeight(90)
        self.add(_("&Found"), self.choice if self._is_chosen else self.value)
        self.add(_("&Verified by"), self.by)
        self.add(_("&What was seen"), self.note)
        self.value.textChanged.connect(self.check)
        self.by.textChanged.connect(self.check)
        self.check()

    @property
    def found(self) -> str:
        """The value as text."""
        chosen = str(self.choice.currentData() or "")
        return chosen if self._is_chosen else self.value.text().strip()

    @property
    def is_complete(self) -> bool:
        return bool(self.found and self.by.text().strip())


class NewAssessmentForm(Form):
    """The catalogue or profile that is to be answered."""

    def __init__(self, parent: QWidget | None, known: Sequence[Listed]) -> None:
        hint = _("Every criterion starts as not assessed. The scenario names the new file.")
        super().__init__(parent, _("New assessment"), hint)
        self.setMinimumWidth(620)
        self.catalogue, self._warning = QComboBox(), label("warn", wrap=True)
        self._warnings = [one.warning for one in known]
        for one in known:
            kind = _("profile") if one.is_profile else _("catalogue")
            self.catalogue.addItem(f"{one.title.here()} — {kind}", one.id)
        self.catalogue.currentIndexChanged.connect(self._on_catalogue)
        self.add(_("&Catalogue"), self.catalogue)
        self._fields.addRow("", self._warning)
        self._on_catalogue()
        self.check()

    @Slot()
    def _on_catalogue(self) -> None:
        """A catalogue whose text was not obtained says so before it is chosen."""
        warning = self._warnings[self.catalogue.currentIndex()] if self._warnings else None
        self._warning.setText("" if warning is None else warning.here())

    @property
    def is_complete(self) -> bool:
        return self.catalogue.count() > 0


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
        self.add(_("&Folder"), chooser_line(self.folder, self._on_choose))
        self.folder.textChanged.connect(self.check)
        self._on_template()
        self.check()

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


def chooser_line(field: QLineEdit, on_choose: Callable[[], None]) -> QWidget:
    """A field for a path, and the button that looks for one."""
    line, choose = QWidget(), QPushButton(_("Choose…"))
    choose.clicked.connect(on_choose)
    box = QHBoxLayout(line)
    box.setContentsMargins(0, 0, 0, 0)
    box.addWidget(field)
    box.addWidget(choose)
    return line


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
