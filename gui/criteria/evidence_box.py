"""The evidence behind one answer: what is named, one more of the known, or a new one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
)

from assessor.api import Answer, Assessment, Evidence, format_date
from assessor.api import gettext as _
from gui.marks import grade_words
from gui.view import View, label


class EvidenceBox(View):
    """Names of evidence with their grades.

    Signals
    -------
    changed(object)
        Ids of the evidence that the answer now rests on.
    new_asked()
        A new piece of evidence is to be recorded.
    """

    changed = Signal(object)
    new_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._assessment: Assessment | None = None
        self._named: tuple[str, ...] = ()
        self._heading = label("strong")
        self._list = QListWidget()
        self._list.setObjectName("evidence")
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._list.setMaximumHeight(84)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setWordWrap(True)
        self._heading.setBuddy(self._list)
        self._add = QToolButton()
        self._add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._add.setMenu(self._menu)
        self._new, self._remove = QPushButton(), QPushButton()
        self._new.setObjectName("new_evidence")
        self._new.clicked.connect(lambda _checked: self.new_asked.emit())
        self._remove.clicked.connect(self._on_removed)
        line = QHBoxLayout()
        for widget in (self._add, self._new, self._remove):
            line.addWidget(widget)
        line.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for item in (self._heading, self._list):
            box.addWidget(item)
        box.addLayout(line)
        self._list.currentRowChanged.connect(self._on_row_changed)
        self.retranslate()

    def show_evidence(self, assessment: Assessment, answer: Answer) -> None:
        """Put the evidence of another answer on the screen."""
        self._assessment, self._named = assessment, answer.evidence
        self.retranslate()

    def retranslate(self) -> None:
        self._heading.setText(_("Evidence"))
        self._list.setAccessibleName(_("Evidence"))
        self._add.setText(_("Add known"))
        self._new.setText(_("New…"))
        self._remove.setText(_("Remove"))
        self._fill_list()
        self._fill_menu()
        self._on_row_changed()

    def _fill_list(self) -> None:
        self._list.clear()
        if self._assessment is None:
            return
        for name in self._named:
            known = self._assessment.evidence.get(name)
            text = name if known is None else evidence_words(known)
            item = QListWidgetItem(text, self._list)
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setToolTip(text)
        if not self._named:
            item = QListWidgetItem(_("none: the answer is a bare claim (E0)"), self._list)
            item.setFlags(Qt.ItemFlag.NoItemFlags)

    def _fill_menu(self) -> None:
        self._menu.clear()
        known = {} if self._assessment is None else self._assessment.evidence
        others = [(name, item) for name, item in known.items() if name not in self._named]
        for name, item in others:
            action = self._menu.addAction(evidence_words(item))
            action.triggered.connect(lambda _checked, chosen=name: self._on_added(chosen))
        self._add.setEnabled(bool(others))

    def _on_added(self, name: str) -> None:
        self.changed.emit((*self._named, name))

    @Slot()
    def _on_removed(self) -> None:
        item = self._list.currentItem()
        if item is not None and self._named:
            gone = item.data(Qt.ItemDataRole.UserRole)
            self.changed.emit(tuple(name for name in self._named if name != gone))

    @Slot()
    def _on_row_changed(self) -> None:
        self._remove.setEnabled(bool(self._named) and self._list.currentRow() >= 0)


def evidence_words(item: Evidence) -> str:
    """A piece of evidence on one line."""
    number = f" {item.doc_number}" if item.doc_number else ""
    day = f", {format_date(item.issued_on)}" if item.issued_on else ""
    return f"{grade_words(item.grade)} — {item.title}{number}{day}"
