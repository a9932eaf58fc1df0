"""The tree as it is drawn: confidence as a badge, unread text dashed and slanted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen
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
MARGINS = 12  # of the style, left and right of the words
WIDTHS = {Column.ANSWER: 12, Column.MARK: 15, Column.GAIN: 7, Column.CONFIDENCE: 18}


class RowDelegate(QStyledItemDelegate):
    """Gives every row room to be read and hit; the words of a row are not asked for that."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(40, option.fontMetrics.height() + ROW_PADDING)


class TitleDelegate(RowDelegate):
    """Breaks a title into as many lines as its column asks for."""

    def __init__(self, tree: QTreeView) -> None:
        super().__init__(tree)
        self._tree = tree
        self._heights: dict[tuple[str, int, bool], int] = {}

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        tree, text = self._tree, index.data(Qt.ItemDataRole.DisplayRole) or ""
        depth = _depth(index)
        width = tree.columnWidth(Column.TITLE) - depth * tree.indentation() - MARGINS
        # measured once: Qt asks for every row again after each answer
        key = (text, width, depth == 1)
        if key not in self._heights:
            font = index.data(Qt.ItemDataRole.FontRole) or tree.font()
            flags, room = int(Qt.TextFlag.TextWordWrap), QRect(0, 0, max(width, 60), 1000)
            self._heights[key] = QFontMetrics(font).boundingRect(room, flags, text).height()
        return QSize(width, self._heights[key] + ROW_PADDING)

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.features |= QStyleOptionViewItem.ViewItemFeature.WrapText
        option.textElideMode = Qt.TextElideMode.ElideNone


def _depth(index: QModelIndex | QPersistentModelIndex) -> int:
    above, depth = index.parent(), 1
    while above.isValid():
        above, depth = above.parent(), depth + 1
    return depth


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
    height = min(painter.fontMetrics().height() + 4, rect.height() - 4)
    box = QRectF(rect.left() + 2, rect.center().y() - height / 2, width, height)
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
        self.setWordWrap(True)
        self.setAlternatingRowColors(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(RowDelegate(self))
        self.setItemDelegateForColumn(Column.TITLE, TitleDelegate(self))
        self.setItemDelegateForColumn(Column.CONFIDENCE, BadgeDelegate(self))
        self.setIndentation(16)
        self.header().setStretchLastSection(False)
        self.header().setMinimumSectionSize(40)
        self.header().sectionResized.connect(self._on_resized)

    def fit_columns(self) -> None:
        """The title takes what the other columns leave."""
        self.header().setSectionResizeMode(Column.TITLE, QHeaderView.ResizeMode.Stretch)
        letter = self.fontMetrics().averageCharWidth()
        for column, letters in WIDTHS.items():
            self.setColumnWidth(column, letters * letter + 16)

    def _on_resized(self, section: int) -> None:
        """Another width breaks the titles elsewhere."""
        if section == Column.TITLE:
            self.scheduleDelayedItemsLayout()

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().currentChanged(current, previous)
        first = current.sibling(current.row(), Column.TITLE)
        self.criterion_chosen.emit(first.data(Role.CRITERION) or "")
