"""Menus and their actions; what they do is the window's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from assessor.api import N_, Assessment, format_date
from assessor.api import gettext as _
from gui.navigation import PAGES
from gui.session import Session
from gui.theme import MODES

Does = Callable[[], object]
LANGUAGE_NAMES = (("vi", "Tiếng Việt"), ("en", "English"))
_MODE_WORDS = {"system": N_("As the &system"), "light": N_("&Light"), "dark": N_("&Dark")}


@dataclass
class Menus:
    """Every menu of the window, and the source words of every action."""

    window: QMainWindow
    session: Session
    menus: dict[str, QMenu] = field(default_factory=dict)
    words: list[tuple[QAction | QMenu, str]] = field(default_factory=list)

    def menu(self, name: str, words: str, under: QMenu | None = None) -> QMenu:
        """One more menu."""
        made = QMenu(self.window)
        if under is None:
            self.window.menuBar().addMenu(made)
        else:
            under.addMenu(made)
        self.menus[name] = made
        self.words.append((made, words))
        return made

    def action(
        self, menu: QMenu, words: str, does: Does, *, keys: str = "", name: str = ""
    ) -> QAction:
        """One more action."""
        made = QAction(self.window)
        if keys:
            made.setShortcut(QKeySequence(keys))
        made.setObjectName(name)
        made.triggered.connect(lambda _checked=False: does())
        menu.addAction(made)
        self.words.append((made, words))
        return made

    def choice(
        self, menu: QMenu, options: tuple[tuple[str, str], ...], chosen: str,
        choose: Callable[[str], object],
    ) -> None:  # fmt: skip
        """Several actions of which one holds."""
        group = QActionGroup(self.window)
        for value, words in options:
            made = self.action(menu, words, partial(choose, value), name=f"choose_{value}")
            made.setCheckable(True)
            made.setChecked(value == chosen)
            group.addAction(made)

    def undo_actions(self, menu: QMenu) -> None:
        """Undo and redo, with the words of the edit."""
        stack = self.session.undo_stack
        for made, keys in (
            (stack.createUndoAction(self.window), QKeySequence.StandardKey.Undo),
            (stack.createRedoAction(self.window), QKeySequence.StandardKey.Redo),
        ):
            made.setShortcuts(QKeySequence.keyBindings(keys))
            menu.addAction(made)

    def retranslate(self) -> None:
        """Say every word again in the current language."""
        for item, words in self.words:
            if isinstance(item, QMenu):
                item.setTitle(_(words))
            else:
                item.setText(_(words))

    def show_recent(self, recent: list[Path], choose: Callable[[Path], object]) -> None:
        """Fill the menu of recent projects."""
        menu = self.menus["recent"]
        menu.clear()
        for at, path in enumerate(recent, 1):
            action = menu.addAction(f"&{at} {path.name} — {path.parent}")
            action.triggered.connect(lambda _checked=False, chosen=path: choose(chosen))
        menu.setEnabled(bool(recent))

    def show_assessments(self, choose: Callable[[Path], object], make: Does) -> None:
        """Fill the menu of the project's assessments, each with its lock."""
        menu = self.menus["assessments"]
        menu.clear()
        project, current = self.session.project, self.session.assessed
        group = QActionGroup(menu)
        for assessed in () if project is None else project.assessed:
            action = menu.addAction(assessment_words(assessed.assessment))
            action.setCheckable(True)
            action.setChecked(current is not None and assessed.path == current.path)
            action.triggered.connect(lambda _checked=False, chosen=assessed.path: choose(chosen))
            group.addAction(action)
        menu.addSeparator()
        new = menu.addAction(_("&New assessment…"))
        new.setObjectName("new_assessment")
        new.triggered.connect(lambda _checked=False: make())
        menu.setEnabled(project is not None)


def assessment_words(assessment: Assessment) -> str:
    """The title of an assessment, and that its period is closed."""
    title = str(assessment.title)
    lock = None if assessment.period is None else assessment.period.lock
    if lock is None:
        return title
    return _("{title} (locked on {day})").format(title=title, day=format_date(lock.on))


MODE_OPTIONS = tuple((mode, _MODE_WORDS[mode]) for mode in MODES)
PAGE_KEYS = tuple((name, words, f"Ctrl+{at}") for at, (name, words) in enumerate(PAGES, 1))
