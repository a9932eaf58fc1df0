"""The list of files that are to be read: chosen, dropped, taken off again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidget, QPushButton, QVBoxLayout

from assessor.api import format_number
from assessor.api import gettext as _
from gui.measuring import asking
from gui.view import View, label

LINES = 4
_KIB, _MIB = 1024, 1024 * 1024


class FilesBox(View):
    """Files with their sizes.

    Signals
    -------
    changed()
        There is another file, or one fewer.

    Parameters
    ----------
    kinds
        Filter of the question for files, as Qt writes it.
    """

    changed = Signal()

    def __init__(self, kinds: Callable[[], str]) -> None:
        super().__init__()
        self._kinds = kinds
        self._heading, self._hint, self.list = label("strong"), label("muted"), QListWidget()
        self.list.setObjectName("files")
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setFixedHeight(LINES * (self.fontMetrics().height() + 8))
        self._heading.setBuddy(self.list)
        self._add, self._remove = QPushButton(), QPushButton()
        self._add.setObjectName("files_add")
        self._remove.setObjectName("files_remove")
        self._add.clicked.connect(lambda _checked: self._on_add())
        self._remove.clicked.connect(lambda _checked: self._on_remove())
        self.list.itemSelectionChanged.connect(self._on_selected)
        delete = QShortcut(QKeySequence.StandardKey.Delete, self.list)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._on_remove)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self._heading)
        line.addWidget(self._hint, 1)
        line.addWidget(self._add)
        line.addWidget(self._remove)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addLayout(line)
        box.addWidget(self.list)

    def retranslate(self) -> None:
        self._heading.setText(_("&Files"))
        self._hint.setText(_("may also be dropped here"))
        self.list.setAccessibleName(_("Files"))
        self._add.setText(_("&Add…"))
        self._remove.setText(_("&Remove"))
        self._show()

    @property
    def files(self) -> list[Path]:
        """Every file of the list, in the order in which it came."""
        items = [self.list.item(at) for at in range(self.list.count())]
        return [item.data(Qt.ItemDataRole.UserRole) for item in items]

    def add(self, files: Iterable[Path]) -> None:
        """Put files in the list, each once."""
        known = {file.resolve() for file in self.files}
        new = [file for file in files if file.resolve() not in known]
        if new:
            self._show([*self.files, *new])
            self.changed.emit()

    def _show(self, files: list[Path] | None = None) -> None:
        shown = self.files if files is None else files
        self.list.clear()
        for file in shown:
            self.list.addItem(_line_of(file))
            item = self.list.item(self.list.count() - 1)
            item.setData(Qt.ItemDataRole.UserRole, file)
            item.setToolTip(str(file))
        self._on_selected()

    @Slot()
    def _on_selected(self) -> None:
        self._remove.setEnabled(bool(self.list.selectedItems()))

    def _on_add(self) -> None:
        self.add(asking.choose_files(self, _("Files to read"), self._kinds()))

    @Slot()
    def _on_remove(self) -> None:
        taken = [self.list.row(item) for item in self.list.selectedItems()]
        if taken:
            kept = [file for at, file in enumerate(self.files) if at not in taken]
            self._show(kept)
            self.changed.emit()


def _line_of(file: Path) -> str:
    """Name and size; a file that is gone says so."""
    if not file.is_file():
        return _("{name} — no such file").format(name=file.name)
    size = file.stat().st_size
    if size < _MIB:
        kib = format_number(size / _KIB, 1)
        return _("{name} — {size} KiB").format(name=file.name, size=kib)
    return _("{name} — {size} MiB").format(name=file.name, size=format_number(size / _MIB, 1))
