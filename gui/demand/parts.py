"""Small pieces that the tabs of the demand page are laid out from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedLayout, QVBoxLayout, QWidget

from gui.demand.loading import DemandLoading, DemandView
from gui.view import LazyView, label


def headed(heading: QWidget, *below: QWidget) -> QWidget:
    """A heading with what it is about below it; the last takes the room that is left."""
    made = QWidget()
    box = QVBoxLayout(made)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(3)
    box.addWidget(heading)
    for at, widget in enumerate(below, 1):
        box.addWidget(widget, 1 if at == len(below) else 0)
    return made


def split(way: Qt.Orientation, parts: Sequence[tuple[QWidget, int]]) -> QSplitter:
    """Widgets with their shares of the room, none of which folds away."""
    made = QSplitter(way)
    for at, (widget, share) in enumerate(parts):
        made.addWidget(widget)
        made.setStretchFactor(at, share)
    made.setChildrenCollapsible(False)
    made.setSizes([100 * share for _widget, share in parts])
    return made


class DemandTab(LazyView):
    """A tab: filled when it is seen, and in the place of nothing it says what to do."""

    def __init__(self, loading: DemandLoading) -> None:
        super().__init__()
        self._loading = loading
        self._body, self._none = QWidget(), label("muted", wrap=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._none.setMargin(12)
        self._pile = QStackedLayout(self)
        self._pile.setContentsMargins(0, 0, 0, 0)
        self._pile.addWidget(self._body)
        self._pile.addWidget(self._none)
        loading.changed.connect(self.ask_refresh)

    def refresh(self) -> None:
        view = self._loading.view
        if view is None:
            return
        filled = self.has_anything(view)
        self._pile.setCurrentWidget(self._body if filled else self._none)
        if filled:
            self.fill(view)
        else:
            self._none.setText(self.what_to_do())

    def has_anything(self, view: DemandView) -> bool:
        """False where there is nothing to fill the tab with."""
        raise NotImplementedError

    def fill(self, view: DemandView) -> None:
        """Show a year."""
        raise NotImplementedError

    def what_to_do(self) -> str:
        """What a planner has to write so that the tab is not empty."""
        raise NotImplementedError
