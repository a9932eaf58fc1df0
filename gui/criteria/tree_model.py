"""Catalogue › group › criterion as a Qt model over the session."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot
from PySide6.QtGui import QFont

from assessor.api import (
    Assessed,
    Catalogue,
    CriterionScore,
    GroupScore,
    Scorecard,
    fold,
    format_percent,
)
from assessor.api import gettext as _
from gui.criteria.roles import Column, Role
from gui.criteria.tree import Node, Tree, answered_words, branch_title, gain_words, grown, tags_of
from gui.criteria.words import answer_words
from gui.marks import UNVERIFIED, confidence_meaning, confidence_words, met_mark
from gui.session import Session
from gui.theme import color

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class CriteriaModel(QAbstractItemModel):
    """Reads everything from the session; edits go through its commands."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._tree = Tree()
        self._catalogue: Catalogue | None = None
        self._scores: dict[str, CriterionScore] = {}
        self._groups: dict[str, GroupScore] = {}
        self._blocking: frozenset[str] = frozenset()
        self._search: dict[str, str] = {}
        session.project_opened.connect(self._on_replaced)
        session.assessment_switched.connect(self._on_replaced)
        session.scored.connect(self._on_scored)
        self._fill()

    # the tree

    def _fill(self) -> None:
        assessed = self._session.assessed
        self._search = {}
        self._catalogue = None if assessed is None else assessed.catalogue
        self._tree = Tree() if assessed is None else grown(assessed.catalogue)
        self._take_scores(self._session.scorecard)

    def _take_scores(self, card: Scorecard | None) -> None:
        self._scores = {} if card is None else {row.id: row for row in card.criteria}
        self._groups = {} if card is None else {row.id: row for row in card.groups}
        self._blocking = frozenset() if card is None else frozenset(card.blocking)

    @Slot()
    def _on_replaced(self) -> None:
        self.beginResetModel()
        self._fill()
        self.endResetModel()

    @Slot()
    def _on_scored(self) -> None:
        self._take_scores(self._session.scorecard)
        self._tell_all()

    def retranslate(self) -> None:
        """Say every word again."""
        self._search.clear()
        self._tell_all()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)

    def _tell_all(self) -> None:
        for siblings in (self._tree.roots, *(n.children for n in self._tree.nodes if n.children)):
            if siblings:
                first, last = siblings[0], siblings[-1]
                self.dataChanged.emit(
                    self.createIndex(first.row, 0, first.number),
                    self.createIndex(last.row, len(Column) - 1, last.number),
                )

    def index_of(self, criterion: str) -> QModelIndex:
        """Where a criterion stands; nowhere if it is not in the tree."""
        node = self._tree.leaves.get(criterion)
        return NOWHERE if node is None else self.createIndex(node.row, 0, node.number)

    def order(self) -> list[str]:
        """The criteria from top to bottom."""
        return self._tree.order()

    def tags_of(self, criterion: str) -> frozenset[str]:
        """What filters and jumps ask for."""
        return tags_of(self._scores.get(criterion), is_blocking=criterion in self._blocking)

    # Qt's questions

    def _node(self, index: Index) -> Node:
        return self._tree.nodes[index.internalId()]

    def index(self, row: int, column: int, parent: Index = NOWHERE) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        siblings = self._node(parent).children if parent.isValid() else self._tree.roots
        return self.createIndex(row, column, siblings[row].number)

    def parent(self, index: Index = NOWHERE) -> QModelIndex:  # type: ignore[override]  # QObject.parent() shares the name
        above = self._node(index).parent if index.isValid() else None
        return QModelIndex() if above is None else self.createIndex(above.row, 0, above.number)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        if not parent.isValid():
            return len(self._tree.roots)
        return len(self._node(parent).children) if parent.column() == 0 else 0

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        if role == Qt.ItemDataRole.ToolTipRole and section == Column.GAIN:
            return _("What meeting this row alone would add to the score, in points of per cent")
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            Column.TITLE: _("Criterion"),
            Column.ANSWER: _("Answer"),
            Column.MARK: _("Result"),
            Column.GAIN: _("Gain"),
            Column.CONFIDENCE: _("Text read?"),
        }.get(Column(section))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        assessed = self._session.assessed
        if not index.isValid() or assessed is None or assessed.catalogue is not self._catalogue:
            # another document is open, and this tree has not been told yet
            return None
        node = self._node(index)
        if node.kind == "criterion":
            return self._of_criterion(assessed, node, Column(index.column()), role)
        return self._of_branch(assessed, node, Column(index.column()), role)

    def _of_criterion(self, assessed: Assessed, node: Node, column: Column, role: int) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._words(assessed, node.id, column)
            case Qt.ItemDataRole.ForegroundRole:
                return self._colour(node.id, column)
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(assessed, node.id, column)
            case Qt.ItemDataRole.TextAlignmentRole if column == Column.GAIN:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case Role.CRITERION:
                return node.id
            case Role.SEARCH:
                return self._search_text(assessed, node)
            case Role.TAGS:
                return self.tags_of(node.id)
            case Role.BADGE if column == Column.CONFIDENCE:
                return self._confidence(assessed, node.id) in UNVERIFIED
        return None

    def _words(self, assessed: Assessed, name: str, column: Column) -> str:
        row, scored = assessed.catalogue.criteria[name], self._scores.get(name)
        say: dict[Column, Callable[[], str]] = {
            Column.TITLE: lambda: row.title.here(),
            Column.ANSWER: lambda: answer_words(
                row, assessed.catalogue, assessed.assessment.answer(name), scored
            ),
            Column.MARK: lambda: "" if scored is None else met_mark(scored).text,
            Column.GAIN: lambda: gain_words(scored),
            Column.CONFIDENCE: lambda: confidence_words(self._confidence(assessed, name)),
        }
        return say[column]()

    def _confidence(self, assessed: Assessed, name: str) -> str:
        return assessed.catalogue.criteria[name].effective_confidence

    def _colour(self, name: str, column: Column) -> Any:
        scored = self._scores.get(name)
        if scored is None:
            return None
        if column == Column.MARK:
            return color(met_mark(scored).token)
        faded = scored.status == "not_applicable" or column in (Column.GAIN, Column.CONFIDENCE)
        return color("muted") if faded else None

    def _tip(self, assessed: Assessed, name: str, column: Column) -> str:
        if column == Column.CONFIDENCE:
            return confidence_meaning(self._confidence(assessed, name))
        return f"{name} — {assessed.catalogue.criteria[name].requirement.here()}"

    def _search_text(self, assessed: Assessed, node: Node) -> str:
        if node.id not in self._search:
            row = assessed.catalogue.criteria[node.id]
            group = assessed.catalogue.groups[row.group].title.here()
            parts = (node.id, row.title.here(), row.requirement.here(), group)
            self._search[node.id] = fold(" ".join(parts))
        return self._search[node.id]

    def _of_branch(self, assessed: Assessed, node: Node, column: Column, role: int) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._branch_words(assessed, node, column)
            case Qt.ItemDataRole.ToolTipRole if column == Column.TITLE:
                return self._branch_words(assessed, node, column)
            case Role.BRANCH:
                return node.id
            case Qt.ItemDataRole.FontRole if node.kind == "catalogue":
                bold = QFont()
                bold.setBold(True)
                return bold
        return None

    def _branch_words(self, assessed: Assessed, node: Node, column: Column) -> str:
        scored = self._groups.get(node.id)
        if column == Column.TITLE:
            return branch_title(assessed.catalogue, node)
        if column == Column.ANSWER:
            return answered_words(node, self._scores)
        if column == Column.MARK:
            card = self._session.scorecard
            whole = node.kind == "catalogue" and scored is None and card is not None
            score = card.score if whole and card else (None if scored is None else scored.score)
            return format_percent(score)
        return ""
