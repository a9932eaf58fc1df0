"""What each tier was measured with: how busy it was, and the load test that it limited."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from assessor.api import Scenario, channels_of, format_number, role_words
from assessor.api import gettext as _
from gui.measuring import asking
from gui.measuring.edited import TypedColumn, TypedModel, TypedTable
from gui.measuring.words import place_words
from gui.view import View, label

UTILISATION, CHANNELS, LOAD_TEST = 1, 2, 3
"""Columns of the table."""


class TiersBox(View):
    """Tiers of the city with servers, and the files about each.

    Signals
    -------
    changed()
        Something else stands in the table.
    """

    changed = Signal()

    def __init__(self, scenario: Scenario) -> None:
        super().__init__()
        self._scenario = scenario
        # counted when it is first seen: every tier resolves the scenario anew
        self._installed = cache(lambda tier: format_number(channels_of(scenario, tier), 0))
        self._tiers = [
            name
            for name, tier in scenario.platform.tiers.items()
            if tier.hosted == "city" and tier.shape is not None
        ]
        self.model = TypedModel(lambda: _("tier"), self._title, self._columns(), self)
        self.model.show_rows(self._tiers)
        self.table = TypedTable(self.model)
        self.table.setObjectName("tiers")
        self._hint, self._choose = label("muted", wrap=True), QPushButton()
        self._choose.setObjectName("tier_file")
        self._choose.clicked.connect(lambda _checked: self._on_choose())
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self.model.dataChanged.connect(lambda *_what: self.changed.emit())
        line = QHBoxLayout()
        line.addWidget(self._hint, 1)
        line.addWidget(self._choose)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.table)
        box.addLayout(line)
        self._on_current()
        self.retranslate()

    def _columns(self) -> tuple[TypedColumn, ...]:
        return (
            TypedColumn(
                lambda: _("how busy: file"),
                lambda: _("CSV, sar or Prometheus; FILE#SERIES where the file holds several"),
                shown=_file_name,
            ),
            TypedColumn(
                lambda: _("vCPUs"),
                lambda: _("vCPUs that the file is the mean of; else those of the scenario"),
                self._installed,
                counts=True,
            ),
            TypedColumn(
                lambda: _("load test: file"),
                lambda: _("JMeter, k6 or Locust results of a test that this tier limited"),
                shown=_file_name,
            ),
        )

    def _title(self, tier: str) -> str:
        found = self._scenario.platform.tiers[tier]
        return role_words(found.role) if found.title is None else found.title.here()

    def retranslate(self) -> None:
        self.table.setAccessibleName(_("Tiers: how busy they were, and load tests"))
        self._hint.setText(
            _("A file of how busy a tier was gives service demands; a load test gives how it "
              "scales.")
        )  # fmt: skip
        self._choose.setText(_("C&hoose a file…"))
        self._choose.setToolTip(_("For the cell that is chosen in the table"))
        self.model.show_rows(self._tiers)
        self._on_current()

    @Slot()
    def _on_current(self) -> None:
        at = self.table.currentIndex()
        self._choose.setEnabled(at.isValid() and at.column() in {UTILISATION, LOAD_TEST})

    def _on_choose(self) -> None:
        at = self.table.currentIndex()
        tests = at.column() == LOAD_TEST
        title = _("Results of a load test") if tests else _("How busy the tier was")
        chosen = asking.choose_file(self, title, _("All Files (*)"))
        if chosen is not None:
            self.model.setData(at, str(chosen))


def _file_name(typed: str) -> str:
    """The end of a path, which is what tells files apart."""
    return place_words(typed, None)
