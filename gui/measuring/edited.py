"""Small tables that are typed into: a cell begins with any key and Delete empties it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gui.tables import NOWHERE, ROW_ROOM, Index
from gui.theme import color

ROLE = Qt.ItemDataRole
MOST_LINES = 7
"""Rows that such a table shows before it scrolls."""
MOST = 1_000_000
"""Largest number that is typed."""


@dataclass(frozen=True)
class TypedColumn:
    """One column that is typed into."""

    head: Callable[[], str]
    tip: Callable[[], str]
    default: Callable[[str], str] = lambda _row: ""
    """Shown, muted, in a cell that is empty."""
    shown: Callable[[str], str] = str
    """What was typed, short enough for a cell."""
    counts: bool = False
    """Whole numbers from 1 are typed, not words."""


class TypedModel(QAbstractTableModel):
    """Rows with a name each, and what was typed beside the names.

    Parameters
    ----------
    head, title
        Of the first column, which is not typed into; the title of a row by its id.
    """

    def __init__(
        self,
        head: Callable[[], str],
        title: Callable[[str], str],
        columns: Sequence[TypedColumn],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._head, self._title = head, title
        self._columns = tuple(columns)
        self._rows: tuple[str, ...] = ()
        self._typed: dict[tuple[str, int], str] = {}

    def show_rows(self, rows: Sequence[str]) -> None:
        """Put rows in the table, or in another order; what was typed beside them stays."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def column(self, at: int) -> dict[str, str]:
        """What was typed in a column, by row; empty cells are left out."""
        typed = {row: self._typed.get((row, at), "") for row in self._rows}
        return {row: text for row, text in typed.items() if text}

    def counts(self, at: int) -> bool:
        """Whether whole numbers are typed in a column."""
        return at > 0 and self._columns[at - 1].counts

    def put(self, row: str, column: int, text: str) -> None:
        """Type into a cell."""
        self.setData(self.index(self._rows.index(row), column), text)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else 1 + len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = ROLE.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != ROLE.DisplayRole:
            return None
        return self._head() if section == 0 else self._columns[section - 1].head()

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() > 0 else flags

    def data(self, index: Index, role: int = ROLE.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if index.column() == 0:
            is_shown = role in {ROLE.DisplayRole, ROLE.ToolTipRole, ROLE.AccessibleTextRole}
            return self._title(row) if is_shown else None
        column = self._columns[index.column() - 1]
        typed = self._typed.get((row, index.column()), "")
        match role:
            case ROLE.DisplayRole | ROLE.AccessibleTextRole:
                return column.shown(typed) if typed else column.default(row)
            case ROLE.EditRole:
                return typed
            case ROLE.TextAlignmentRole if column.counts:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case ROLE.ToolTipRole:
                return typed or column.tip()
            case ROLE.ForegroundRole if not typed:
                return color("muted")
        return None

    def setData(self, index: Index, value: Any, role: int = ROLE.EditRole) -> bool:
        if not index.isValid() or index.column() == 0 or role != ROLE.EditRole:
            return False
        place = (self._rows[index.row()], index.column())
        if self._typed.get(place, "") != str(value).strip():
            self._typed[place] = str(value).strip()
            self.dataChanged.emit(index, index)
        return True


class CountDelegate(QStyledItemDelegate):
    """An editor that takes whole numbers alone."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = super().createEditor(parent, option, index)
        if isinstance(editor, QLineEdit):
            editor.setValidator(QIntValidator(1, MOST, editor))
        return editor


class TypedTable(QTableView):
    """A typed table as high as its rows, up to a few; Tab leaves it."""

    def __init__(self, model: TypedModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed)
        self.verticalHeader().hide()
        line = self.fontMetrics().height() + ROW_ROOM
        self.verticalHeader().setDefaultSectionSize(line)
        self._line = line
        self._counts = CountDelegate(self)
        for at in range(model.columnCount()):
            mode = QHeaderView.ResizeMode.Stretch
            if model.counts(at):
                self.setItemDelegateForColumn(at, self._counts)
                mode = QHeaderView.ResizeMode.ResizeToContents
            self.horizontalHeader().setSectionResizeMode(at, mode)
        # heads are long in Vietnamese: where columns are narrow they take two lines
        self._heads = 2 if model.columnCount() > 2 else 1
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignCenter | Qt.AlignmentFlag(int(Qt.TextFlag.TextWordWrap))
        )
        self.horizontalHeader().setFixedHeight(self._heads * self.fontMetrics().height() + ROW_ROOM)
        model.modelReset.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        lines = min(max(self.model().rowCount(), 1), MOST_LINES)
        height = lines * self._line + self.horizontalHeader().height()
        self.setFixedHeight(height + 2 * self.frameWidth())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and index.column() > 0:
            self.model().setData(index, "")
        else:
            super().keyPressEvent(event)
