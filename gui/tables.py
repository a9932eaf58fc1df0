"""One model and one view for every table: columns that say, colour and sort."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSortFilterProxyModel,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from gui.theme import color

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
SORT_ROLE = int(Qt.ItemDataRole.UserRole) + 1
ROW_ROLE = SORT_ROLE + 1
NOWHERE = QModelIndex()
ROW_ROOM = 9  # above and below the words of a row
CELL_MARGINS = 8
HEAD_ROOM = 22  # beside the words of a head: margins and the arrow of the sorting


@dataclass(frozen=True)
class TableColumn(Generic[Row]):
    """What one column says of a row."""

    head: Callable[[], str]
    text: Callable[[Row], str]
    sort: Callable[[Row], Any] | None = None
    token: Callable[[Row], str | None] | None = None
    is_number: bool = False
    is_wide: bool = False
    tip: Callable[[Row], str] | None = None


class TableModel(QAbstractTableModel, Generic[Row]):
    """Rows and columns that do not change but as a whole."""

    def __init__(self, columns: Sequence[TableColumn[Row]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: tuple[Row, ...] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Put other rows in the table."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.columns[section].head() if 0 <= section < len(self.columns) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return column.text(row)
            case Qt.ItemDataRole.ToolTipRole if column.tip is not None:
                return column.tip(row)
            case Qt.ItemDataRole.ToolTipRole if column.is_wide:
                return column.text(row)
            case Qt.ItemDataRole.TextAlignmentRole if column.is_number:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ForegroundRole if column.token is not None:
                token = column.token(row)
                return None if token is None else color(token)
            case int(n) if n == SORT_ROLE:
                return column.text(row) if column.sort is None else column.sort(row)
            case int(n) if n == ROW_ROLE:
                return index.row()
        return None

    def row(self, at: int) -> Row:
        """One row."""
        return self._rows[at]


class Table(QTableView):
    """A sortable table; Enter opens a row, Ctrl+C copies what is chosen.

    Signals
    -------
    row_opened(int)
        The row of the model under Enter or a double click.
    row_chosen()
        Another row is current.
    """

    row_opened = Signal(int)
    row_chosen = Signal()

    def __init__(self, model: TableModel[Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(model)
        self._sorted.setSortRole(SORT_ROLE)
        self.setModel(self._sorted)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.setAlternatingRowColors(True)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        # heads are long in Vietnamese: two lines keep the columns narrow
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignCenter | Qt.AlignmentFlag(int(Qt.TextFlag.TextWordWrap))
        )
        self.horizontalHeader().setFixedHeight(2 * self.fontMetrics().lineSpacing() + 8)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + ROW_ROOM)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._fit_rows)
        self.doubleClicked.connect(lambda _index: self._open_current())
        model.modelReset.connect(self.fit_columns)
        for signal in (self._sorted.layoutChanged, self.horizontalHeader().sectionResized):
            signal.connect(lambda *_what: self._soon.start())
        self.selectionModel().currentRowChanged.connect(lambda *_rows: self.row_chosen.emit())

    def fit_columns(self) -> None:
        """Each column as wide as its words; the wide one takes the rest."""
        header, metrics = self.horizontalHeader(), self.fontMetrics()
        for at, column in enumerate(self.rows.columns):
            mode = QHeaderView.ResizeMode
            header.setSectionResizeMode(at, mode.Stretch if column.is_wide else mode.Interactive)
            head = column.head()
            longest = max((metrics.horizontalAdvance(word) for word in head.split()), default=0)
            # a little over one half, so that the words break into two lines
            words = max(longest, round(0.6 * metrics.horizontalAdvance(head)))
            self.setColumnWidth(at, max(self.sizeHintForColumn(at), words + HEAD_ROOM))
        self._soon.start()

    def _fit_rows(self) -> None:
        """Each row as high as its wide cells; Qt's own way asks every cell at each new style."""
        if not self.isVisible():
            return
        metrics, wrap = self.fontMetrics(), int(Qt.TextFlag.TextWordWrap)
        wide = [at for at, column in enumerate(self.rows.columns) if column.is_wide]
        for row in range(self._sorted.rowCount()):
            lines = [metrics.height()]
            for at in wide:
                room = QRect(0, 0, self.columnWidth(at) - CELL_MARGINS, 10_000)
                text = str(self._sorted.index(row, at).data() or "")
                lines.append(metrics.boundingRect(room, wrap, text).height())
            self.setRowHeight(row, max(lines) + ROW_ROOM)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start()

    @property
    def current_row(self) -> int | None:
        """The row of the model that is current."""
        index = self.currentIndex()
        return int(index.data(ROW_ROLE)) if index.isValid() else None

    def select(self, at: int) -> None:
        """Make a row of the model current and bring it into view."""
        index = self._sorted.mapFromSource(self.rows.index(at, 0))
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def _open_current(self) -> None:
        row = self.current_row
        if row is not None:
            self.row_opened.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self.chosen_text())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_current()
        else:
            super().keyPressEvent(event)

    def chosen_text(self) -> str:
        """The chosen rows with their heads, tabs between cells."""
        columns = range(self._sorted.columnCount())
        heads = [str(self.rows.columns[at].head()) for at in columns]
        rows = sorted({index.row() for index in self.selectedIndexes()})
        lines = [[str(self._sorted.index(row, at).data() or "") for at in columns] for row in rows]
        return "\n".join("\t".join(line) for line in [heads, *lines])
