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
    window: MainWindow, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = edited(window.session, window)
    window.files.recovery.keep()
    # the crash: what was open is forgotten, nothing was asked and nothing saved
    window.session.undo_stack.blockSignals(True)
    window.session.close()
    window.session.undo_stack.blockSignals(False)
    monkeypatch.setattr(dialogs, "ask_restore", lambda *_asked: True)
    assert window.files.open(project)
    assert window.session.answer_of(name).value is False
    assert window.isWindowModified()
    window.session.undo_stack.undo()
    assert window.session.answer_of(name).value is True


def test_that_saving_and_undoing_take_away_what_was_kept(window: MainWindow) -> None:
    recovery: Recovery = window.files.recovery
    edited(window.session, window)
    recovery.keep()
    assert recovery.file is not None
    assert recovery.file.exists()
    assert window.files.save()
    assert not recovery.file.exists()
    edited_again = window.criteria.model.order()[1]
    before = window.session.answer_of(edited_again)
    window.session.set_answer(edited_again, before.model_copy(update={"value": False}))
    recovery.keep()
    assert recovery.file.exists()
    window.session.undo_stack.undo()
    assert not recovery.file.exists()


def test_that_a_kept_file_that_cannot_be_read_is_no_obstacle(window: MainWindow) -> None:
    assert window.files.recovery.file is not None
    window.files.recovery.file.parent.mkdir(parents=True, exist_ok=True)
    window.files.recovery.file.write_text("{not json", encoding="utf-8")
    assert window.files.recovery.kept() == {}
