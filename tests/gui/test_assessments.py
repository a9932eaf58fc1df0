"""New assessments, closed periods, two columns of one answer, and its log."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton

from assessor.api import lock_period, open_assessment, open_project, save_assessed
from gui import dialogs
from gui.criteria.log_box import LogBox
from gui.window import MainWindow

RATIO, BOOLEAN = "TT12-L3-D-03", "TT12-L3-M-01"


def shown(window: MainWindow, criterion: str) -> None:
    window.show_page("criteria")
    assert window.criteria.select(criterion)


def button(window: MainWindow, name: str) -> QPushButton:
    found = window.criteria.detail.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def warning(window: MainWindow) -> QLabel:
    found = window.criteria.detail.findChild(QLabel, "same_person")
    assert isinstance(found, QLabel)
    return found


def test_that_a_new_assessment_is_made_named_in_the_scenario_and_shown(
    own_window: MainWindow, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogs, "ask_catalogue", lambda *_asked: "tt12-2022-level3")
    scenario = project / "scenario.yaml"
    comments = [line for line in scenario.read_text(encoding="utf-8").splitlines() if "#" in line]
    found = [
        a for a in own_window.menus.menus["assessments"].actions() if a.text().startswith("&New")
    ]
    found[0].trigger()
    assessed = own_window.session.assessed
    assert assessed is not None
    assert assessed.path == project / "tt12-2022-level3.assessment.yaml"
    card = own_window.session.scorecard
    assert card is not None
    assert (card.score, card.coverage) == (None, 0.0) or card.coverage == 0.0
    reopened = open_project(project)
    assert [a.path.name for a in reopened.assessed][-1] == assessed.path.name
    assert reopened.main is not None
    assert reopened.main.path.name == "hanoi-2023.assessment.yaml"
    after = scenario.read_text(encoding="utf-8").splitlines()
    assert [line for line in after if "#" in line] == comments


def test_that_a_catalogue_that_is_answered_already_is_refused(
    own_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    monkeypatch.setattr(dialogs, "tell_problems", lambda _parent, _what, found: told.extend(found))
    monkeypatch.setattr(dialogs, "ask_catalogue", lambda *_asked: "tt12-2022-level3")
    for _ in range(2):
        own_window.files.new_assessment()
    assert [problem.code for problem in told] == ["file_exists"]  # type: ignore[attr-defined]  # problems


def test_that_what_was_verified_stands_beside_the_own_answer(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown(window, RATIO)
    own = window.session.answer_of(RATIO)
    monkeypatch.setattr(
        dialogs, "ask_verified", lambda *_asked: ("12/20", "Thanh tra Sở", "seen on site")
    )
    button(window, "verify").click()
    answer = window.session.answer_of(RATIO)
    assert answer.verified is not None
    assert (answer.verified.a, answer.verified.b, answer.verified.by) == (12, 20, "Thanh tra Sở")
    assert (answer.a, answer.b, answer.by, answer.on) == (own.a, own.b, own.by, own.on)
    assert not warning(window).isVisible()
    button(window, "drop_verified").click()
    assert window.session.answer_of(RATIO).verified is None
    window.session.undo_stack.undo()
    window.session.undo_stack.undo()
    assert window.session.answer_of(RATIO) == own


def test_that_the_same_person_in_both_columns_is_told(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown(window, RATIO)
    own = window.session.answer_of(RATIO).by
    monkeypatch.setattr(dialogs, "ask_verified", lambda *_asked: ("14/20", own, ""))
    button(window, "verify").click()
    assert warning(window).isVisible()
    assert str(own) in warning(window).text()


def test_that_a_value_that_does_not_fit_is_told_and_changes_nothing(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    monkeypatch.setattr(dialogs, "tell_problems", lambda _parent, _what, found: told.extend(found))
    monkeypatch.setattr(dialogs, "ask_verified", lambda *_asked: ("21/20", "Thanh tra Sở", ""))
    shown(window, RATIO)
    button(window, "verify").click()
    assert told
    assert window.session.answer_of(RATIO).verified is None


def test_that_the_log_of_an_answer_is_unfolded_newest_first(window: MainWindow) -> None:
    name = window.criteria.model.order()[0]
    shown(window, name)
    window.session.person = "Nguyễn Văn A"
    for value in (False, True):
        answer = window.session.answer_of(name).model_copy(update={"value": value})
        window.session.set_answer(name, answer)
    box = window.criteria.detail.findChild(LogBox)
    fold = window.criteria.detail.findChild(QToolButton, "change_log")
    assert isinstance(box, LogBox)
    assert isinstance(fold, QToolButton)
    assert "2" in fold.text()
    fold.click()
    told = next(one.text() for one in box.findChildren(QLabel)).splitlines()
    assert told[0] == "20/07/2023, Nguyễn Văn A — before: value: no"
    assert told[1] == "20/07/2023, Nguyễn Văn A — before: value: yes"


def test_that_a_closed_period_is_shown_and_takes_no_answers_and_no_evidence(
    closed_window: MainWindow, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = project / "hanoi-2023.assessment.yaml"
    before = open_assessment(file)
    save_assessed(before, lock_period(before, by="Giám đốc Sở", on=date(2023, 7, 18)))
    told: list[object] = []
    monkeypatch.setattr(dialogs, "tell_problems", lambda _parent, _what, found: told.extend(found))
    assert closed_window.files.open(project)
    titles = [action.text() for action in closed_window.menus.menus["assessments"].actions()]
    assert any("(locked on 18/07/2023)" in title for title in titles)
    assert "(locked on 18/07/2023)" in closed_window.windowTitle()
    name = closed_window.criteria.model.order()[0]
    session = closed_window.session
    kept = session.answer_of(name)
    session.set_answer(name, kept.model_copy(update={"value": False}))
    assert session.answer_of(name) == kept
    assert not session.may_edit_evidence()
    assert {problem.code for problem in told} == {"assessment_locked"}  # type: ignore[attr-defined]  # problems


def test_that_answers_are_signed_with_the_name_that_was_given(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogs, "ask_person", lambda *_asked: "Trần Thị B")
    person = window.findChild(QAction, "person")
    assert isinstance(person, QAction)
    person.trigger()
    name = window.criteria.model.order()[0]
    changed = window.session.answer_of(name).model_copy(update={"value": False})
    window.session.set_answer(name, changed)
    assert window.session.answer_of(name).by == "Trần Thị B"
    assert window.settings.person == "Trần Thị B"
