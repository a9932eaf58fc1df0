from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from assessor.api import set_language
from gui import dialogs
from gui.evidence.form import EvidenceForm
from gui.forms import NotApplicableForm, OverrideForm
from gui.window import MainWindow

NUMBER, RATIO, STEPS = "TT12-L3-D-15", "TT12-L3-D-03", "TT31-5-1d"
CHOICE, DERIVED = "TCVN9250-A2-tenant", "KPI-PUE"


def shown(window: MainWindow, criterion: str) -> None:
    window.show_page("criteria")
    assert window.criteria.select(criterion)
    assert window.criteria.detail.criterion == criterion


def leave(field: QWidget) -> None:
    """What a field is told when a person goes elsewhere, whichever window the platform favours."""
    QApplication.sendEvent(field, QFocusEvent(QEvent.Type.FocusOut))


def field(window: MainWindow, name: str) -> QLineEdit:
    found = window.criteria.detail.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit)
    return found


def typed(qtbot: QtBot, into: QLineEdit, text: str) -> None:
    into.setFocus()
    into.clear()
    qtbot.keyClicks(into, text)
    qtbot.keyClick(into, Qt.Key.Key_Return)


def test_that_a_number_is_typed_as_people_of_the_language_write_it(
    window: MainWindow, qtbot: QtBot
) -> None:
    set_language("vi")
    shown(window, NUMBER)
    typed(qtbot, field(window, "answer_number"), "1,5")
    assert window.session.answer_of(NUMBER).value == 1.5


def test_that_what_is_no_number_is_told_and_changes_nothing(
    window: MainWindow, qtbot: QtBot
) -> None:
    shown(window, NUMBER)
    before = window.session.answer_of(NUMBER)
    typed(qtbot, field(window, "answer_number"), "many")
    assert window.session.answer_of(NUMBER) == before


def test_that_a_share_is_answered_by_part_and_whole_together(
    window: MainWindow, qtbot: QtBot
) -> None:
    shown(window, RATIO)
    typed(qtbot, field(window, "answer_part"), "20")
    assert (window.session.answer_of(RATIO).a, window.session.answer_of(RATIO).b) == (20, 20)
    card = window.session.scorecard
    assert card is not None
    assert card.criterion(RATIO).met is True
    typed(qtbot, field(window, "answer_part"), "21")
    assert window.session.answer_of(RATIO).a == 20, "a part larger than its whole is refused"


def test_that_a_choice_is_answered_by_its_number(window: MainWindow, qtbot: QtBot) -> None:
    shown(window, CHOICE)
    window.criteria.tree.setFocus()
    qtbot.keyClick(window.criteria.tree, Qt.Key.Key_3)
    chosen = window.criteria.detail.findChild(QRadioButton, "option_2")
    assert isinstance(chosen, QRadioButton)
    assert chosen.isChecked()


def test_that_a_derived_row_is_read_only_until_somebody_gives_a_reason(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown(window, DERIVED)
    assert not window.criteria.detail.findChildren(QLineEdit)
    monkeypatch.setattr(dialogs, "ask_override", lambda *_given: (1.7, "read on the meters"))
    put = window.criteria.detail.findChild(QPushButton, "override")
    assert isinstance(put, QPushButton)
    put.click()
    override = window.session.answer_of(DERIVED).override
    assert override is not None
    assert (override.value, str(override.reason)) == (1.7, "read on the meters")
    window.session.undo_stack.undo()
    assert window.session.answer_of(DERIVED).override is None


def test_that_not_applicable_needs_reason_approver_and_day(qtbot: QtBot) -> None:
    form = NotApplicableForm(None, "row", date(2024, 7, 17))
    qtbot.addWidget(form)
    ok = form.buttons.button(QDialogButtonBox.StandardButton.Ok)
    assert not ok.isEnabled()
    form.reason.setPlainText("there is no wireless network")
    assert not ok.isEnabled()
    form.approver.setText("Head of office")
    assert ok.isEnabled()
    assert form.fields["until"] == date(2024, 7, 17)


def test_that_setting_a_row_aside_leaves_reason_and_approver_on_file(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown(window, NUMBER)
    given = {
        "status": "not_applicable", "justification": "one site only",
        "approved_by": "Head of office", "until": date(2024, 7, 17),
    }  # fmt: skip
    monkeypatch.setattr(dialogs, "ask_not_applicable", lambda *_asked: given)
    window.criteria.detail.set_aside()
    card = window.session.scorecard
    assert card is not None
    assert card.criterion(NUMBER).status == "not_applicable"
    answer = window.session.answer_of(NUMBER)
    assert (answer.justification, answer.approved_by) == ("one site only", "Head of office")
    assert answer.log, "the change is in the log of the answer"


def test_that_new_evidence_with_its_file_is_one_step_to_undo(
    own_window: MainWindow, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = tmp_path / "minutes.pdf"
    scan.write_bytes(b"%PDF sample")
    fields = {"title": "Minutes", "doc_number": "12/BB", "grade": "E3", "issued_on": None}
    monkeypatch.setattr(dialogs, "ask_evidence", lambda *_asked: (dict(fields), scan))
    shown(own_window, NUMBER)
    before = own_window.session.answer_of(NUMBER).evidence
    button = own_window.criteria.detail.findChild(QPushButton, "new_evidence")
    assert isinstance(button, QPushButton)
    button.click()
    assert own_window.session.assessed is not None
    name = own_window.session.answer_of(NUMBER).evidence[-1]
    kept = own_window.session.assessed.assessment.evidence[name]
    assert kept.file == "evidence/minutes.pdf"
    assert (project / "evidence" / "minutes.pdf").read_bytes() == scan.read_bytes()
    own_window.session.undo_stack.undo()
    assert own_window.session.answer_of(NUMBER).evidence == before
    assert name not in own_window.session.assessed.assessment.evidence


def test_that_forms_wait_for_what_is_mandatory(qtbot: QtBot) -> None:
    override, evidence = OverrideForm(None, "row", "s"), EvidenceForm(None, date(2023, 7, 20))
    for form in (override, evidence):
        qtbot.addWidget(form)
        assert not form.buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled()
    override.value.setText("1.5")
    override.reason.setPlainText("measured")
    evidence.title.setText("Minutes")
    for form in (override, evidence):
        assert form.buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled()


def test_that_a_note_is_kept_when_the_field_is_left(window: MainWindow, qtbot: QtBot) -> None:
    shown(window, STEPS)
    note = window.criteria.detail.findChild(QPlainTextEdit, "note")
    assert isinstance(note, QPlainTextEdit)
    qtbot.keyClicks(note, "ask the operator")
    leave(note)
    assert str(window.session.answer_of(STEPS).note) == "ask the operator"


def test_that_a_note_half_typed_outlives_what_changes_meanwhile(
    window: MainWindow, qtbot: QtBot
) -> None:
    shown(window, STEPS)
    note = window.criteria.detail.findChild(QPlainTextEdit, "note")
    assert isinstance(note, QPlainTextEdit)
    qtbot.keyClicks(note, "half a th")
    # as the scores of what was undone before do when they are there
    window.session.scored.emit()
    assert note.toPlainText() == "half a th"
    leave(note)
    assert str(window.session.answer_of(STEPS).note) == "half a th"


def test_that_letters_typed_into_a_field_are_no_answers(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page("criteria")
    name = window.criteria.model.order()[0]
    window.criteria.select(name)
    before = window.session.answer_of(name)
    search = window.criteria.findChild(QLineEdit, "search")
    assert isinstance(search, QLineEdit)
    search.setFocus()
    qtbot.keyClicks(search, "n")
    assert search.text() == "n"
    assert window.session.answer_of(name) == before
