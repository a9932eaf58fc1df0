"""A window on a copy of the Hanoi project, with settings and caches of its own."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSettings
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from assessor.api import Plan, Roadmap, Study, language, open_project, plan, roadmap_for
from gui import dialogs, theme
from gui.settings import Settings
from gui.window import MainWindow

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2023, 7, 20)
SHARED = "shared"


@pytest.fixture(scope="session")
def cache_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all tests: the standing fleet is evaluated once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def _cache(cache_home: Path, _own_home: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache_home))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return dressed(Settings(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)))


def dressed(made: Settings) -> Settings:
    """English, light, and nothing computed unasked."""
    made.language, made.mode = "en", "light"
    made.computes_on_opening = False
    return made


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the shipped project that may be written to."""
    folder = tmp_path / "hanoi"
    shutil.copytree(ROOT / "scenarios" / "hanoi-2023", folder)
    return folder


@pytest.fixture
def closed_window(qtbot: QtBot, qapp: QApplication, settings: Settings) -> Iterator[MainWindow]:
    """The window with nothing open. Closing leaves no window and no thread behind."""
    if theme.is_dark() or not qapp.styleSheet():
        # dressing anew costs a fifth of a second, and most tests leave the colours alone
        theme.apply(qapp, "light")
    window = MainWindow(settings, TODAY)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    window.session.undo_stack.setClean()
    window.close()
    window.jobs.shut_down()
    threads = [one.name for one in threading.enumerate() if one.name.startswith("job")]
    assert threads == [], "threads left behind"
    left = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    others = [type(one).__name__ for one in left if one.objectName() != SHARED]
    assert others[:5] == [], "windows left behind"
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def own_window(closed_window: MainWindow, project: Path) -> MainWindow:
    """A window of the test's own with its copy of Hanoi open: to be saved, closed, written to."""
    assert closed_window.files.open(project)
    return closed_window


@pytest.fixture(scope="session")
def shared_window(
    qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MainWindow]:
    """One window for all tests that leave the disk alone: opening costs more than most tests."""
    folder = tmp_path_factory.mktemp("shared")
    store = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    theme.apply(qapp, "light")
    window = MainWindow(dressed(Settings(store)), TODAY)
    window.setObjectName(SHARED)
    window.show()
    shutil.copytree(ROOT / "scenarios" / "hanoi-2023", folder / "hanoi")
    assert window.files.open(folder / "hanoi")
    yield window
    window.session.undo_stack.setClean()
    window.close()
    window.jobs.shut_down()
    window.deleteLater()


@pytest.fixture
def window(shared_window: MainWindow, qtbot: QtBot, cache_home: Path) -> Iterator[MainWindow]:
    """The shared window as if it had just been opened."""
    window = shared_window
    window.show_page("overview")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.waitUntil(lambda: not window.jobs.are_running, timeout=60_000)
    yield window
    for dialog in window.findChildren(QDialog):
        dialog.close()
    if language() != "en":
        window.set_language("en")
    session = window.session
    session.person, window.settings.person = None, ""
    while session.undo_stack.canUndo():
        session.undo_stack.undo()
    session.undo_stack.clear()
    assert session.project is not None
    # a study that a test put there is not the project's last one
    shutil.rmtree(cache_home / "cloud-readiness-assessor" / "studies", ignore_errors=True)
    if session.study is not None or session.assessed is not session.project.main:
        assert window.files.open(session.folder)
    # without an event loop nothing that was put away is ever deleted, only dressed again
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture(scope="session")
def standing_plan() -> Plan:
    """What stands in 2023, evaluated for real; sizing takes too long for a test."""
    scenario = open_project(ROOT / "scenarios" / "hanoi-2023").scenario
    found = plan(scenario, years=(2023,), as_is=True)  # type: ignore[operator]  # a lazy name
    assert isinstance(found, Plan)
    return found


@pytest.fixture(scope="session")
def order_of_work() -> Roadmap:
    """The order of work of the shipped project, solved for real."""
    found = roadmap_for(open_project(ROOT / "scenarios" / "hanoi-2023"))
    assert found is not None
    return found


@pytest.fixture
def studied(window: MainWindow, standing_plan: Plan, order_of_work: Roadmap) -> MainWindow:
    """The window with a study; what stands is shown in the place of what is planned, too."""
    year = standing_plan.years[0]
    both = replace(year, planned=year.existing, totals=year.existing.totals)
    shown = replace(standing_plan, years=(both,))
    project = window.session.project
    assert project is not None
    window.computing.cancel()
    window.session.take_study(Study(project, shown, window.session.cards(), order_of_work))
    return window


@pytest.fixture(autouse=True)
def no_dialogs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A question that no test expects fails instead of waiting for ever."""

    def unexpected(*arguments: object, **_named: object) -> None:
        raise AssertionError(f"a dialog was opened: {arguments[1:]}")

    for name in (
        "ask_save", "choose_project", "ask_new_project", "ask_not_applicable", "ask_override",
        "ask_evidence", "ask_verified", "ask_catalogue", "ask_person", "ask_restore",
        "ask_copy", "tell_problems", "tell_failure", "about",
    ):  # fmt: skip
        monkeypatch.setattr(dialogs, name, unexpected)
