"""The tree as it is drawn: confidence as a badge, unread text dashed and slanted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from gui.criteria.roles import Column, Role
from gui.theme import color

ROW_PADDING = 8
WIDTHS = {Column.ANSWER: 12, Column.MARK: 15, Column.GAIN: 7, Column.CONFIDENCE: 18}


class RowDelegate(QStyledItemDelegate):
    """Gives every row room to be read and hit."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width(), size.height() + ROW_PADDING)


class BadgeDelegate(RowDelegate):
    """Draws how far the text was read."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        text = index.data(Qt.ItemDataRole.DisplayRole)
        style = option.widget.style() if option.widget else None
        if style is not None:
            style.drawPrimitive(
                QStyle.PrimitiveElement.PE_PanelItemViewItem,
                option,
                painter,
                option.widget,
            )
        if not text:
            return
        unread = bool(index.data(Role.BADGE))
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        _paint_badge(painter, QRectF(option.rect), text, unread=unread, chosen=chosen)


def _paint_badge(painter: QPainter, rect: QRectF, text: str, *, unread: bool, chosen: bool) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = painter.font()
    font.setItalic(unread)
    painter.setFont(font)
    ink = color("on_accent" if chosen else ("warn" if unread else "muted"))
    width = min(painter.fontMetrics().horizontalAdvance(text) + 14, rect.width() - 4)
    box = QRectF(rect.left() + 2, rect.top() + 2, width, rect.height() - 4)
    painter.setPen(QPen(ink, 1, Qt.PenStyle.DashLine if unread else Qt.PenStyle.SolidLine))
    painter.drawRoundedRect(box, 6, 6)
    painter.setPen(ink)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(width) - 8)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
    painter.restore()


class CriteriaTree(QTreeView):
    """Catalogue › group › criterion.

    Signals
    -------
    criterion_chosen(str)
        Another row is current; empty for a group.
    """

    criterion_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("criteria")
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(RowDelegate(self))
        self.setItemDelegateForColumn(Column.CONFIDENCE, BadgeDelegate(self))
        self.setIndentation(16)
        self.header().setStretchLastSection(False)
        self.header().setMinimumSectionSize(40)

    def fit_columns(self) -> None:
        """The title takes what the other columns leave."""
        self.header().setSectionResizeMode(Column.TITLE, QHeaderView.ResizeMode.Stretch)
        letter = self.fontMetrics().averageCharWidth()
        for column, letters in WIDTHS.items():
            self.setColumnWidth(column, letters * letter + 16)

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().currentChanged(current, previous)
        first = current.sibling(current.row(), Column.TITLE)
        self.criterion_chosen.emit(first.data(Role.CRITERION) or "")
