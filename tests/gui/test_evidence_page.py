from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from assessor.api import Evidence, evidence_register
from gui import dialogs
from gui.evidence.form import EvidenceForm
from gui.window import MainWindow


def opened(window: MainWindow) -> Any:
    window.show_page("evidence")
    page: Any = window.page("evidence")
    filtered(page, "all")
    painted()
    return page


def painted() -> None:
    for _ in range(3):
        QApplication.processEvents()


def pressed(page: Any, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    assert button.isEnabled()
    button.click()
    painted()


def names(page: Any) -> list[str]:
    return [page.pieces.rows.row(at).id for at in range(page.pieces.rows.rowCount())]


def chosen(page: Any, name: str) -> None:
    page.pieces.select(names(page).index(name))


def filtered(page: Any, name: str) -> list[str]:
    box = page.findChild(QComboBox, "evidence_filter")
    box.setCurrentIndex(box.findData(name))
    return names(page)


def test_that_the_register_on_screen_is_that_of_the_command_line(window: MainWindow) -> None:
    page = opened(window)
    assert window.session.assessed is not None
    register = evidence_register(window.session.assessed)
    assert names(page) == [row.id for row in register.rows]
    chosen(page, "ev-measure")
    resting = [page.resting.rows.row(at).criterion for at in range(page.resting.rows.rowCount())]
    assert resting == list(next(r.criteria for r in register.rows if r.id == "ev-measure"))


def test_that_an_expired_piece_is_marked_by_word_and_colour_and_found_by_the_filter(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(window)
    chosen(page, "ev-policy")
    fields = {"title": "Regulation", "expires": date(2023, 7, 1), "grade": "E0"}
    monkeypatch.setattr(dialogs, "ask_evidence", lambda *_asked: (dict(fields), None))
    score = window.session.scorecard.verified_floor  # type: ignore[union-attr]  # there is one
    pressed(page, "evidence_edit")
    at = names(page).index("ev-policy")
    state = page.pieces.rows.index(at, 6)
    assert state.data() == "✗ expired"
    assert state.data(Qt.ItemDataRole.ForegroundRole) is not None
    assert filtered(page, "expired") == ["ev-policy"]
    assert filtered(page, "ungraded") == ["ev-policy"]
    assert filtered(page, "unused") == ["ev-design"]
    assert window.session.scorecard.verified_floor < score  # type: ignore[union-attr, operator]  # there is one
    window.session.undo_stack.undo()
    painted()
    assert filtered(page, "expired") == []
    assert window.session.scorecard.verified_floor == score  # type: ignore[union-attr]  # there is one


def test_that_new_evidence_brings_its_file_and_a_file_that_is_tampered_with_is_told(
    own_window: MainWindow, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = tmp_path / "minutes.pdf"
    scan.write_bytes(b"%PDF sample")
    monkeypatch.setattr(dialogs, "ask_evidence", lambda *_asked: ({"title": "Minutes"}, scan))
    page = opened(own_window)
    before = names(page)
    pressed(page, "evidence_new")
    name = next(one for one in names(page) if one not in before)
    row = page.pieces.rows.row(names(page).index(name))
    assert (row.state, row.file_verified, row.added_on) == ("valid", True, own_window.session.today)
    (project / "evidence" / "minutes.pdf").write_bytes(b"something else")
    page.ask_refresh()
    painted()
    assert filtered(page, "file") == [name]
    own_window.session.undo_stack.undo()
    painted()
    assert filtered(page, "all") == before


def test_that_a_piece_leads_to_a_criterion_that_rests_on_it(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = opened(window)
    chosen(page, "ev-inspect")
    asked = page.resting.rows.row(2).criterion
    page.resting.select(2)
    qtbot.keyClick(page.resting, Qt.Key.Key_Return)
    assert window.criteria.isVisible()
    assert window.criteria.detail.criterion == asked


def test_that_a_form_of_known_evidence_gives_back_what_it_was_given(qtbot: QtBot) -> None:
    known = Evidence.model_validate(
        {"title": {"vi": "Biên bản", "en": "Minutes"}, "doc_number": "12/BB", "grade": "E3",
         "expires": "2024-01-01", "confidentiality": "restricted", "file": "evidence/a.pdf"}
    )  # fmt: skip
    form = EvidenceForm(None, date(2023, 7, 20), known)
    qtbot.addWidget(form)
    assert Evidence.model_validate({**known.model_dump(), **form.fields}) == known
    assert form.chosen_file is None


def test_that_secret_evidence_is_never_attached(qtbot: QtBot, tmp_path: Path) -> None:
    form = EvidenceForm(None, date(2023, 7, 20))
    qtbot.addWidget(form)
    form.take_file(tmp_path / "plan.pdf")
    assert form.chosen_file is not None
    form.confidentiality.setCurrentIndex(form.confidentiality.findData("secret"))
    assert form.chosen_file is None
    assert form.fields["file"] is None
