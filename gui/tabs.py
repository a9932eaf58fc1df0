"""A chart with tabs of tables below it, and the names of tabs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QTabWidget, QWidget


def chart_over_tabs(chart: QWidget, tabs: QTabWidget, heights: tuple[int, int]) -> QSplitter:
    """Both in a splitter that folds neither away. [pixel]"""
    splitter = QSplitter(Qt.Orientation.Vertical)
    splitter.addWidget(chart)
    splitter.addWidget(tabs)
    splitter.setChildrenCollapsible(False)
    splitter.setSizes(list(heights))
    return splitter


def name_tabs(tabs: QTabWidget, names: Sequence[str]) -> None:
    """The words on each tab, told to screen readers for what stands in it too."""
    for at, name in enumerate(names):
        page = tabs.widget(at)
        assert page is not None, f"there is no tab {at}"
        tabs.setTabText(at, name)
        page.setAccessibleName(name)
