"""One afternoon: open, answer by keys and clicks, undo, save, and the same numbers elsewhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from assessor.api import open_project
from gui.window import MainWindow


def button(window: MainWindow, name: str) -> QPushButton:
    found = window.criteria.detail.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def evaluated(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until derived rows are read from the standing fleet."""
    qtbot.waitUntil(lambda: not window.jobs.are_running, timeout=60_000)
    window.session.take_quantities(None)


def test_that_an_afternoons_answers_are_saved_and_scored_the_same_by_the_command_line(
    own_window: MainWindow, qtbot: QtBot, project: Path
) -> None:
    evaluated(own_window, qtbot)
    session, page = own_window.session, own_window.criteria
    own_window.show_page("criteria")
    page.show_filter("unanswered")
    comment = "# Câu trả lời mẫu"
    file = project / "hanoi-2023.assessment.yaml"
    assert file.read_text(encoding="utf-8").count(comment) == 1

    boolean = [
        name
        for name in page.model.order()
        if session.assessed is not None
        and session.assessed.catalogue.criteria[name].measure.kind == "boolean"
        and "unanswered" in page.model.tags_of(name)
    ][:3]
    first, second, third = boolean
    page.select(first)
    page.tree.setFocus()
    qtbot.keyClick(page.tree, Qt.Key.Key_Y)
    assert session.answer_of(first).value is True
    page.select(second)
    qtbot.keyClick(page.tree, Qt.Key.Key_N)
    assert session.answer_of(second).value is False
    page.select(third)
    qtbot.mouseClick(button(own_window, "answer_Y"), Qt.MouseButton.LeftButton)
    assert session.answer_of(third).status == "answered"
    session.undo_stack.undo()
    assert session.answer_of(third).status == "not_assessed"
    shown = page.findChild(QLabel, "strip_score")
    assert isinstance(shown, QLabel)
    card = session.scorecard
    assert card is not None
    assert own_window.files.save()
    assert not own_window.isWindowModified()

    text = file.read_text(encoding="utf-8")
    assert text.count(comment) == 1
    reopened = open_project(project).main
    assert reopened is not None
    assert reopened.assessment.answer(first).value is True
    assert reopened.assessment.answer(first).on == session.today
    assert reopened.assessment.answer(third).status == "not_assessed"
    printed = subprocess.run(
        [sys.executable, "-m", "assessor", "score", str(file), "--json"],
        capture_output=True, text=True, encoding="utf-8", env=dict(os.environ),
    )  # fmt: skip
    assert printed.returncode == 0, printed.stderr
    told = json.loads(printed.stdout)
    for name in ("score", "score_if_best", "verified_floor", "coverage", "level", "verdict"):
        assert told[name] == pytest.approx(getattr(card, name)), name
    assert tuple(told["blocking"]) == card.blocking


def test_that_f3_goes_to_the_next_row_nobody_assessed_and_shift_f3_to_the_next_that_blocks(
    own_window: MainWindow, qtbot: QtBot
) -> None:
    own_window.show_page("criteria")
    page = own_window.criteria
    assert page.go_to_next("unanswered")
    assert "unanswered" in page.model.tags_of(page.detail.criterion or "")
    first = page.detail.criterion
    qtbot.keyClick(own_window, Qt.Key.Key_F3)
    assert page.detail.criterion != first
    assert "unanswered" in page.model.tags_of(page.detail.criterion or "")
    qtbot.keyClick(own_window, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert "blocking" in page.model.tags_of(page.detail.criterion or "")
