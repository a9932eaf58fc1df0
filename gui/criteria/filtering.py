"""Search without accents, and the rows that a filter asks for."""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    QTimer,
    Slot,
)

from assessor.api import N_, fold
from assessor.api import gettext as _
from gui.criteria.roles import Column, Role

FILTERS: tuple[tuple[str, str], ...] = (
    ("all", N_("All rows")),
    ("unanswered", N_("Not assessed yet")),
    ("not_met", N_("Not met")),
    ("blocking", N_("Blocking the next level")),
    ("informative", N_("Text behind the row not read")),
)


def filter_words(name: str) -> str:
    """A filter as people read it."""
    return _(dict(FILTERS)[name])


class CriteriaFilter(QSortFilterProxyModel):
    """Shows criteria that match, with the groups above them.

    The row on the screen stays until another is chosen, so that an answer never makes the row
    under one's hands vanish.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()
        self._filter = "all"
        self._within: str | None = None
        self._pinned: str | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._narrow)
        self.setRecursiveFilteringEnabled(True)
        self.setDynamicSortFilter(True)

    @property
    def chosen(self) -> str:
        """The filter in force."""
        return self._filter

    def search(self, text: str) -> None:
        """Show rows in which every word occurs, accents left aside."""
        self._words = tuple(fold(text).split())
        self._narrow()

    def choose(self, name: str, within: str | None = None) -> None:
        """Show only some rows; `within` keeps to one catalogue of a profile."""
        self._filter, self._within, self._pinned = name, within, None
        self._narrow()

    def pin(self, criterion: str | None) -> None:
        """Keep the row on the screen; the one before leaves a little later if it no longer fits."""
        if criterion != self._pinned:
            self._pinned = criterion
            # a view chooses another row while rows are being taken out: narrowing there and then
            # would change the tree under its hands
            self._later.start()

    def reveal(self, criterion: str) -> None:
        """Show a row that the filter hides."""
        self._pinned = criterion
        self._narrow()

    @Slot()
    def _narrow(self) -> None:
        self.beginFilterChange()
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(
        self, source_row: int, source_parent: QModelIndex | QPersistentModelIndex
    ) -> bool:
        model = self.sourceModel()
        index = model.index(source_row, Column.TITLE, source_parent)
        criterion = index.data(Role.CRITERION)
        if criterion is None:
            return False
        if criterion == self._pinned:
            return True
        if self._filter != "all" and self._filter not in index.data(Role.TAGS):
            return False
        if self._within is not None and not self._is_within(source_parent):
            return False
        text = index.data(Role.SEARCH) if self._words else ""
        return all(word in text for word in self._words)

    def _is_within(self, group: QModelIndex | QPersistentModelIndex) -> bool:
        return bool(group.parent().data(Role.BRANCH) == self._within)
