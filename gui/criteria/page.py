"""The criteria page: strip, filter, tree on the left, the chosen row on the right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget

from assessor.api import gettext as _
from gui.criteria.detail import CriterionDetail
from gui.criteria.filtering import FILTERS, CriteriaFilter, filter_words
from gui.criteria.header import ScoreStrip
from gui.criteria.roles import Column
from gui.criteria.tree_model import CriteriaModel
from gui.criteria.tree_view import CriteriaTree
from gui.session import Session
from gui.view import View, label

ANSWER_KEYS = ("Y", "N", *"0123456789")


class CriteriaPage(View):
    """Answer row after row, by hand or by keys."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.model = CriteriaModel(session, self)
        self.filter = CriteriaFilter(self)
        self.filter.setSourceModel(self.model)
        self.tree = CriteriaTree()
        self.tree.setModel(self.filter)
        self.tree.fit_columns()
        self.detail = CriterionDetail(session)
        self._search_label, self._search = label(""), QLineEdit()
        self._search.setObjectName("search")
        self._search.setClearButtonEnabled(True)
        self._search_label.setBuddy(self._search)
        self._show_label, self._show = label(""), QComboBox()
        self._show.setObjectName("filter")
        self._show_label.setBuddy(self._show)
        self._count, self._keys, self._warning = label("muted"), label("muted"), label("warn")
        self._warning.setWordWrap(True)
        self._keys.setWordWrap(True)
        for name, _words in FILTERS:
            self._show.addItem("", name)
        self._lay_out()
        self._add_actions()
        self.tree.criterion_chosen.connect(self._on_chosen)
        self._search.textChanged.connect(self._on_searched)
        self._show.currentIndexChanged.connect(self._on_filter)
        self.model.modelReset.connect(self._on_replaced)
        self.retranslate()
        self._on_replaced()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self._search_label)
        line.addWidget(self._search, 1)
        line.addWidget(self._show_label)
        line.addWidget(self._show)
        line.addWidget(self._count)
        left = QWidget()
        box = QVBoxLayout(left)
        box.setContentsMargins(8, 8, 4, 8)
        box.addLayout(line)
        box.addWidget(self._warning)
        box.addWidget(self.tree, 1)
        box.addWidget(self._keys)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(self.detail)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setSizes([760, 480])
        splitter.setChildrenCollapsible(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(ScoreStrip(self._session))
        outer.addWidget(splitter, 1)

    def _add_actions(self) -> None:
        """Keys that answer, clear and jump, anywhere on the page but in a text field."""
        for key in ANSWER_KEYS:
            self._action(key, lambda _checked=False, pressed=key: self.detail.press(pressed))
        self._action("A", lambda _checked=False: self.detail.set_aside())
        self._action("Del", lambda _checked=False: self.detail.clear_answer())

    def _action(self, keys: str, does: object) -> None:
        action = QAction(self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(does)
        self.addAction(action)

    def retranslate(self) -> None:
        self._search_label.setText(_("Sea&rch"))
        self._search.setPlaceholderText(_("words of title or requirement, accents not needed"))
        self._search.setAccessibleName(_("Search"))
        self._show_label.setText(_("Sho&w"))
        self._show.setAccessibleName(_("Show"))
        for at, (name, _words) in enumerate(FILTERS):
            self._show.setItemText(at, filter_words(name))
        self._keys.setText(
            _("Keys: Y yes · N no · 0–5 points · A not applicable · Del clear · F3 next not "
              "assessed · Shift+F3 next blocking")
        )  # fmt: skip
        self.model.retranslate()
        self._tell_warning()
        self._on_count()

    def _tell_warning(self) -> None:
        assessed = self._session.assessed
        warning = None if assessed is None else assessed.catalogue.warning
        self._warning.setText("" if warning is None else warning.here())
        self._warning.setVisible(warning is not None)

    @Slot()
    def _on_replaced(self) -> None:
        self._tell_warning()
        self.tree.expandToDepth(0)
        order = self.model.order()
        self.detail.show_criterion(None)
        if order:
            self.select(order[0])
        self._on_count()

    @Slot(str)
    def _on_chosen(self, name: str) -> None:
        self.filter.pin(name or None)
        self.detail.show_criterion(name or None)

    @Slot(str)
    def _on_searched(self, text: str) -> None:
        self.filter.search(text)
        self._unfold()

    @Slot(int)
    def _on_filter(self, at: int) -> None:
        self.filter.choose(FILTERS[at][0])
        self._unfold()

    def _unfold(self) -> None:
        narrowed = self.filter.chosen != "all" or bool(self._search.text())
        if narrowed:
            self.tree.expandAll()
        self._on_count()

    def _on_count(self) -> None:
        shown = sum(
            self.filter.rowCount(self.filter.index(group, 0, self.filter.index(root, 0)))
            for root in range(self.filter.rowCount())
            for group in range(self.filter.rowCount(self.filter.index(root, 0)))
        )
        total = len(self.model.order())
        self._count.setText(_("{shown} of {total} rows").format(shown=shown, total=total))
        self.detail.tell_empty(none_at_all=total == 0)

    # going places

    def show_filter(self, name: str, within: str | None = None) -> None:
        """Show only some rows, those of one catalogue where `within` names it."""
        self._show.blockSignals(True)
        self._show.setCurrentIndex([known for known, _words in FILTERS].index(name))
        self._show.blockSignals(False)
        self._search.clear()
        self.filter.choose(name, within)
        self._unfold()
        first = next((c for c in self.model.order() if self._is_shown(c)), None)
        if first is not None:
            self.select(first)

    def _is_shown(self, criterion: str) -> bool:
        return self.filter.mapFromSource(self.model.index_of(criterion)).isValid()

    def select(self, criterion: str) -> bool:
        """Go to a row; one that the filter hides is pinned into view."""
        source = self.model.index_of(criterion)
        if not source.isValid():
            return False
        if not self.filter.mapFromSource(source).isValid():
            self.filter.reveal(criterion)
        index: QModelIndex = self.filter.mapFromSource(source)
        self.tree.setCurrentIndex(index.siblingAtColumn(Column.TITLE))
        self.tree.scrollTo(index)
        if self.detail.criterion != criterion:
            # it was the tree's current row already, but a document that went had cleared the page
            self.detail.show_criterion(criterion)
        return True

    def go_to_next(self, tag: str) -> bool:
        """Go to the next row of a kind after the present one, round the end; false if none."""
        order, here = self.model.order(), self.detail.criterion
        start = order.index(here) + 1 if here in order else 0
        for name in (*order[start:], *order[:start]):
            if name != here and tag in self.model.tags_of(name):
                self.tree.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return self.select(name)
        return False
