"""One function a question; nothing else opens a dialog, and tests answer in its place."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Literal

import PySide6
from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QMessageBox, QWidget

from assessor import __version__
from assessor.api import Evidence, Listed, Problem, render
from assessor.api import gettext as _
from gui.evidence.form import EvidenceForm
from gui.forms import (
    NewAssessmentForm,
    NewProjectForm,
    NotApplicableForm,
    OverrideForm,
    VerifiedForm,
)

SHOWN_PROBLEMS = 6


def ask_save(parent: QWidget, title: str) -> Literal["save", "discard", "cancel"]:
    """What is to happen to changes that were not saved."""
    button = QMessageBox.StandardButton
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setText(_("Save the changes to {title}?").format(title=title))
    box.setInformativeText(_("Changes that are not saved are lost."))
    box.setStandardButtons(button.Save | button.Discard | button.Cancel)
    box.setDefaultButton(button.Save)
    answer = box.exec()
    if answer == button.Save:
        return "save"
    return "discard" if answer == button.Discard else "cancel"


def ask_restore(parent: QWidget, title: str) -> bool:
    """Whether answers that were never saved are wanted back."""
    button = QMessageBox.StandardButton
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setText(_("Take back the unsaved answers of {title}?").format(title=title))
    box.setInformativeText(_("The program did not end in order last time; they were kept aside."))
    box.setStandardButtons(button.Yes | button.No)
    box.setDefaultButton(button.Yes)
    return box.exec() == button.Yes


def choose_project(parent: QWidget, start: Path) -> Path | None:
    """A project folder to open."""
    chosen = QFileDialog.getExistingDirectory(parent, _("Open a project folder"), str(start))
    return Path(chosen) if chosen else None


def ask_new_project(
    parent: QWidget, templates: tuple[str, ...], home: Path
) -> tuple[str, Path] | None:
    """A template, and the folder to make from it."""
    form = NewProjectForm(parent, templates, home)
    if form.exec() != QDialog.DialogCode.Accepted:
        return None
    return str(form.template.currentData()), Path(form.folder.text().strip()).expanduser()


def ask_copy(parent: QWidget, name: str, home: Path) -> Path | None:
    """The folder that a copy of the project is to be made in."""
    form = NewProjectForm(parent, (name,), home)
    form.setWindowTitle(_("Save a copy"))
    if form.exec() != QDialog.DialogCode.Accepted:
        return None
    return Path(form.folder.text().strip()).expanduser()


def ask_not_applicable(parent: QWidget, title: str, until: date) -> dict[str, object] | None:
    """Reason, approver and last day of a row that does not apply."""
    form = NotApplicableForm(parent, title, until)
    return form.fields if form.exec() == QDialog.DialogCode.Accepted else None


def ask_override(parent: QWidget, title: str, unit: str) -> tuple[float, str] | None:
    """A value in place of an evaluated one, with its reason."""
    form = OverrideForm(parent, title, unit)
    if form.exec() != QDialog.DialogCode.Accepted or form.number is None:
        return None
    return form.number, form.reason.toPlainText().strip()


def ask_evidence(
    parent: QWidget, today: date, known: Evidence | None = None
) -> tuple[dict[str, object], Path | None] | None:
    """A piece of evidence, new or changed, and the file to copy."""
    form = EvidenceForm(parent, today, known)
    if form.exec() != QDialog.DialogCode.Accepted:
        return None
    return form.fields, form.chosen_file


def ask_catalogue(parent: QWidget, known: Sequence[Listed]) -> str | None:
    """The catalogue that a new assessment is to be made of."""
    form = NewAssessmentForm(parent, known)
    if form.exec() != QDialog.DialogCode.Accepted:
        return None
    return str(form.catalogue.currentData())


def ask_verified(
    parent: QWidget, title: str, options: Sequence[tuple[str, str]], hint: str
) -> tuple[str, str, str] | None:
    """What a second person found, who that is, and what was seen."""
    form = VerifiedForm(parent, title, options, hint)
    if form.exec() != QDialog.DialogCode.Accepted:
        return None
    return form.found, form.by.text().strip(), form.note.toPlainText().strip()


def ask_person(parent: QWidget, now: str) -> str | None:
    """Whose name answers are signed with."""
    name, accepted = QInputDialog.getText(
        parent, _("Who is answering"), _("Name that answers are signed with:"), text=now
    )
    return name.strip() if accepted else None


def tell_problems(parent: QWidget, what: str, problems: Sequence[Problem]) -> None:
    """Everything that keeps a file from being used, with line and remedy."""
    lines = [render(problem) for problem in problems]
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setText(what)
    box.setInformativeText("\n\n".join(lines[:SHOWN_PROBLEMS]))
    if len(lines) > SHOWN_PROBLEMS:
        box.setDetailedText("\n".join(lines))
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.exec()


def tell_failure(parent: QWidget, what: str, error: Exception) -> None:
    """A computation that failed, with what it said."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Critical)
    box.setText(what)
    box.setInformativeText(f"{type(error).__name__}: {error}")
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.exec()


def about(parent: QWidget) -> None:
    """Versions, and what in the program is sample data."""
    QMessageBox.about(parent, _("About this program"), about_words())


def about_words() -> str:
    """What the program is, its versions, and what is sample data."""
    return "\n\n".join(
        (
            _("Cloud readiness assessor {version}").format(version=__version__),
            _("Judges a city's cloud data centre against its ministry's criteria, sizes its "
              "compute for the load to come, and says what to do first."),
            _("Sample data: what Hanoi answered to each criterion is not public, so the answers "
              "of the templates are illustrative. Server counts, demands per request and prices "
              "are assumptions wherever no source is named."),
            f"Python {platform.python_version()} · Qt {qVersion()} · PySide6 {PySide6.__version__}",
            _("Licence: Apache-2.0. Qt is used under the LGPL."),
        )
    )  # fmt: skip
