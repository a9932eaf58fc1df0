from __future__ import annotations

from pathlib import Path

import pytest

from gui import dialogs
from gui.recovery import Recovery
from gui.session import Session
from gui.window import MainWindow


def edited(session: Session, window: MainWindow) -> str:
    name = window.criteria.model.order()[0]
    session.set_answer(name, session.answer_of(name).model_copy(update={"value": False}))
    return name


def test_that_answers_never_saved_are_offered_after_a_crash(
    own_window: MainWindow, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = edited(own_window.session, own_window)
    own_window.files.recovery.keep()
    # the crash: what was open is forgotten, nothing was asked and nothing saved
    own_window.session.undo_stack.blockSignals(True)
    own_window.session.close()
    own_window.session.undo_stack.blockSignals(False)
    monkeypatch.setattr(dialogs, "ask_restore", lambda *_asked: True)
    assert own_window.files.open(project)
    assert own_window.session.answer_of(name).value is False
    assert own_window.isWindowModified()
    own_window.session.undo_stack.undo()
    assert own_window.session.answer_of(name).value is True


def test_that_saving_and_undoing_take_away_what_was_kept(own_window: MainWindow) -> None:
    recovery: Recovery = own_window.files.recovery
    edited(own_window.session, own_window)
    recovery.keep()
    assert recovery.file is not None
    assert recovery.file.exists()
    assert own_window.files.save()
    assert not recovery.file.exists()
    edited_again = own_window.criteria.model.order()[1]
    before = own_window.session.answer_of(edited_again)
    own_window.session.set_answer(edited_again, before.model_copy(update={"value": False}))
    recovery.keep()
    assert recovery.file.exists()
    own_window.session.undo_stack.undo()
    assert not recovery.file.exists()


def test_that_a_kept_file_that_cannot_be_read_is_no_obstacle(own_window: MainWindow) -> None:
    assert own_window.files.recovery.file is not None
    own_window.files.recovery.file.parent.mkdir(parents=True, exist_ok=True)
    own_window.files.recovery.file.write_text("{not json", encoding="utf-8")
    assert own_window.files.recovery.kept() == {}
