"""The name under which a result is kept, and, once it is, how to go on with it."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from assessor.api import Problem
from assessor.api import gettext as _
from gui.measuring.saving import Places, is_name, places_of
from gui.measuring.words import problem_words
from gui.view import View, dress, label


class NameLine(QLineEdit):
    """Enter saves: it does not reach the dialog, whose button would begin anew."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.returnPressed.emit()
        else:
            super().keyPressEvent(event)


class SaveBar(View):
    """Name, what would be written, and the button that writes it.

    Signals
    -------
    save_asked(str)
        The name under which to save.
    open_asked(object)
        The path of the scenario that was written is to be opened.
    """

    save_asked = Signal(str)
    open_asked = Signal(object)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._used: Container[str] = ()
        self._hindrance: Callable[[], str | None] = lambda: None
        self.saved: Places | None = None
        self.name, self._label = NameLine(), label("")
        self.name.setObjectName("save_name")
        self.name.setMaximumWidth(260)
        self._label.setBuddy(self.name)
        self._words = label("muted", wrap=True)
        self._words.setObjectName("save_words")
        self._words.setToolTip(str(folder))
        self.save, self.open = QPushButton(), QPushButton()
        self.save.setObjectName("save_measured")
        self.open.setObjectName("open_measured")
        self.name.textChanged.connect(self._on_name)
        self.name.returnPressed.connect(self.save.click)
        self.save.clicked.connect(lambda _checked: self.save_asked.emit(self.chosen))
        self.open.clicked.connect(lambda _checked: self._on_open())
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        self._asks = QWidget()
        line = QHBoxLayout(self._asks)
        line.setContentsMargins(0, 0, 0, 0)
        for widget in (self._label, self.name, self.save):
            line.addWidget(widget)
        line.addStretch(1)
        below = QHBoxLayout()
        below.addWidget(self._words, 1)
        below.addWidget(self.open)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self._asks)
        box.addLayout(below)

    @property
    def chosen(self) -> str:
        """The name that was typed."""
        return self.name.text().strip()

    def ask(
        self, name: str, used: Container[str], hindrance: Callable[[], str | None] = lambda: None
    ) -> None:
        """Offer a result for saving.

        Parameters
        ----------
        used
            Names that mean something else in the scenario.
        hindrance
            Says what forbids saving under any name; None where nothing does.
        """
        self._used, self._hindrance, self.saved = used, hindrance, None
        self.name.setText(name)
        self.retranslate()

    def tell_saved(self, places: Places) -> None:
        """Say what was written, and offer to open it."""
        self.saved = places
        self.retranslate()
        self.open.setFocus()

    def tell_refused(self, problems: Sequence[Problem]) -> None:
        """Say why it could not be written."""
        errors = [problem for problem in problems if problem.severity == "error"]
        self._say("\n".join(f"✗ {problem_words(problem)}" for problem in errors), "bad")

    def _on_open(self) -> None:
        if self.saved is not None:
            self.open_asked.emit(self.saved.scenario)

    def retranslate(self) -> None:
        self._label.setText(_("Save under the &name"))
        self.name.setAccessibleName(_("Save under the name"))
        self.save.setText(_("&Save into the project"))
        self.open.setText(_("&Open the scenario as measured"))
        self._on_name()

    @Slot()
    def _on_name(self) -> None:
        """Say what would be written, or why it cannot be."""
        self._asks.setVisible(self.saved is None)
        self.open.setVisible(self.saved is not None)
        if self.saved is not None:
            words = _("✓ Written: {fragment} and {scenario} in {folder}. No file of yours was "
                      "changed; the second is the scenario with what was found.")  # fmt: skip
            self._say(self._filled(words, self.saved), "good")
            return
        refused = self.refusal()
        self.save.setEnabled(refused is None)
        if refused is not None:
            self._say(refused, "warn")
            return
        words = _("{fragment} (what was found) and {scenario} (the scenario with it) are "
                  "written into {folder}.")  # fmt: skip
        self._say(self._filled(words, places_of(self._folder, self.chosen)), "muted")

    def _filled(self, words: str, places: Places) -> str:
        return words.format(
            fragment=places.fragment.name, scenario=places.scenario.name, folder=self._folder.name
        )

    def _say(self, words: str, role: str) -> None:
        self._words.setText(words)
        dress(self._words, "role", role)

    def refusal(self) -> str | None:
        """Why nothing can be saved under this name; none where it can."""
        hindrance, name = self._hindrance(), self.chosen
        if hindrance is not None:
            return hindrance
        if not is_name(name):
            return _("Use letters without accents, digits, - and _ for the name.")
        if name in self._used:
            return _("The scenario has something of this name already. Choose another.")
        taken = places_of(self._folder, name).taken
        if taken is not None:
            words = _("{file} is there already and is not written over. Choose another name.")
            return words.format(file=taken.name)
        return None
