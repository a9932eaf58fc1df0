from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.criteria.filtering import CriteriaFilter
from gui.criteria.roles import Column, Role
from gui.criteria.tree_model import CriteriaModel
from gui.session import Session

TODAY = date(2023, 7, 20)
FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def session(qapp: QApplication, project: Path) -> Session:
    made = Session(TODAY)
    assert made.open(project)
    return made


@pytest.fixture
def model(session: Session) -> CriteriaModel:
    return CriteriaModel(session)


def shown(filtered: CriteriaFilter) -> list[str]:
    found: list[str] = []

    def walk(parent: QModelIndex) -> None:
        for row in range(filtered.rowCount(parent)):
            index = filtered.index(row, 0, parent)
            name = index.data(Role.CRITERION)
            if name:
                found.append(name)
            walk(index)

    walk(QModelIndex())
    return found


def test_that_the_tree_keeps_qts_contract_through_edits_and_filters(
    session: Session, model: CriteriaModel
) -> None:
    assert session.project is not None
    # the tester asks every index after every signal: the smallest assessment is enough
    session.show_assessment(session.project.assessed[2].path)
    filtered = CriteriaFilter()
    filtered.setSourceModel(model)
    first = QAbstractItemModelTester(model, FATAL)
    second = QAbstractItemModelTester(filtered, FATAL)
    name = model.order()[0]
    answered = session.answer_of(name).model_copy(update={"status": "answered", "value": 1.0})
    session.set_answer(name, answered)
    filtered.choose("unanswered")
    filtered.pin(name)
    filtered.search("so")
    session.undo_stack.undo()
    filtered.choose("all")
    session.show_assessment(session.project.assessed[1].path)
    assert first.model() is model
    assert second.model() is filtered


def test_that_the_tree_holds_every_criterion_once(session: Session, model: CriteriaModel) -> None:
    assert session.assessed is not None
    assert sorted(model.order()) == sorted(session.assessed.catalogue.criteria)


def test_that_search_does_not_mind_accents_or_case(model: CriteriaModel) -> None:
    filtered = CriteriaFilter()
    filtered.setSourceModel(model)
    filtered.search("TRAINING security")
    english = shown(filtered)
    filtered.search("")
    assert set(english) < set(shown(filtered))
    from assessor.api import set_language

    set_language("vi")
    model.retranslate()
    filtered.search("đào tạo")
    with_accents = shown(filtered)
    filtered.search("dao tao")
    assert with_accents
    assert set(with_accents) <= set(shown(filtered))


def test_that_each_filter_shows_what_the_scorecard_says(
    session: Session, model: CriteriaModel
) -> None:
    card = session.scorecard
    assert card is not None
    filtered = CriteriaFilter()
    filtered.setSourceModel(model)
    expected = {
        "unanswered": {row.id for row in card.criteria if row.status == "not_assessed"},
        "not_met": {row.id for row in card.criteria if row.met is False},
        "blocking": set(card.blocking),
    }
    for name, rows in expected.items():
        filtered.choose(name)
        assert set(shown(filtered)) == rows, name


def test_that_a_filter_can_keep_to_one_catalogue(session: Session, model: CriteriaModel) -> None:
    card = session.scorecard
    assert card is not None
    filtered = CriteriaFilter()
    filtered.setSourceModel(model)
    filtered.choose("blocking", "tt12-2022-level3")
    assert set(shown(filtered)) == set(card.bases["tt12-2022-level3"].blocking)


def test_that_an_answer_changes_mark_and_word(session: Session, model: CriteriaModel) -> None:
    name = model.order()[0]
    index = model.index_of(name).siblingAtColumn(Column.MARK)
    assert index.data() == "✓ met"
    session.set_answer(name, session.answer_of(name).model_copy(update={"value": False}))
    assert index.data() == "✗ not met"
    session.undo_stack.undo()
    assert index.data() == "✓ met"


def test_that_the_row_on_the_screen_stays_although_its_answer_no_longer_matches(
    session: Session, model: CriteriaModel, qtbot: QtBot
) -> None:
    filtered = CriteriaFilter()
    filtered.setSourceModel(model)
    filtered.choose("unanswered")
    name = shown(filtered)[0]
    filtered.pin(name)
    answer = session.answer_of(name).model_copy(update={"status": "answered", "value": True})
    session.set_answer(name, answer)
    assert name in shown(filtered)
    filtered.pin(None)
    qtbot.waitUntil(lambda: name not in shown(filtered))


def test_that_unread_text_is_told_to_the_eye_and_to_the_ear(
    session: Session, model: CriteriaModel
) -> None:
    assert session.project is not None
    session.show_assessment(session.project.assessed[1].path)
    index = model.index_of(model.order()[0]).siblingAtColumn(Column.CONFIDENCE)
    assert index.data(Role.BADGE) is True
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "indicative, own words"
