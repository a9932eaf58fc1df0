"""A table whose rows are ticked by a click or with the space bar."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.tables import Index, Table, TableModel
from gui.theme import color


class TickDelegate(QStyledItemDelegate):
    """Draws the box of a tick so that it is seen in the dark, where Fusion's outline is not."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        widget = shown.widget
        part = QStyle.SubElement.SE_ItemViewItemCheckIndicator
        box = widget.style().subElementRect(part, shown, widget)
        is_selected = bool(shown.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setPen(QPen(color("on_accent" if is_selected else "muted"), 1))
        painter.drawRect(box.adjusted(0, 0, -1, -1))
        painter.restore()


class TickTable(Table):
    """A table with a tick in its first column.

    Signals
    -------
    turn_asked(int)
        The row of the model whose tick is to be turned.
    """

    turn_asked = Signal(int)

    def __init__(self, model: TableModel[Any]) -> None:
        super().__init__(model)
        self.setItemDelegateForColumn(0, TickDelegate(self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current_row
        if event.key() == Qt.Key.Key_Space and row is not None:
            self.turn_asked.emit(row)
        else:
            super().keyPressEvent(event)
