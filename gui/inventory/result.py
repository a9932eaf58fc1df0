"""An inventory beside the scenario: what it says, where its machines count, what changes."""

from __future__ import annotations

from PySide6.QtWidgets import QTabWidget, QVBoxLayout

from assessor.api import InventoryImport, Scenario, reckoning
from assessor.api import gettext as _
from gui.inventory.changes import change_columns, change_rows
from gui.inventory.columns import column_columns, column_rows, host_columns
from gui.inventory.parts import machine_columns, machine_rows, part_columns, part_rows
from gui.measuring.columns import problem_columns, problem_rows
from gui.tables import Table, TableModel
from gui.tabs import name_tabs
from gui.view import View, label


class InventoryView(View):
    """The reckoning above, and everything behind it in tabs."""

    def __init__(self, scenario: Scenario) -> None:
        super().__init__()
        self._scenario = scenario
        self._imported: InventoryImport | None = None
        self._sum, self._wrong = label("strong", wrap=True), label("bad", wrap=True)
        self._sum.setObjectName("reckoning")
        self._wrong.setObjectName("inventory_wrong")
        self.problems = Table(TableModel(problem_columns(), self))
        self.changes = Table(TableModel(change_columns(), self))
        self.parts = Table(TableModel(part_columns(scenario), self))
        self.machines = Table(TableModel(machine_columns(scenario), self))
        self.hosts = Table(TableModel(host_columns(scenario), self))
        self.columns = Table(TableModel(column_columns(), self))
        self.tabs = QTabWidget()
        self.tabs.setObjectName("inventory_tabs")
        for tab in (
            self.problems, self.changes, self.parts, self.machines, self.hosts, self.columns,
        ):  # fmt: skip
            self.tabs.addTab(tab, "")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._sum)
        box.addWidget(self._wrong)
        box.addWidget(self.tabs, 1)
        self.retranslate()

    def show_result(self, imported: InventoryImport) -> None:
        """Put another import on the screen; what is wrong with it is seen first."""
        self._imported = imported
        self.tabs.setCurrentIndex(0 if imported.problems else 1)
        self.retranslate()

    def retranslate(self) -> None:
        found = self._imported
        if found is None:
            return
        changed = sum(one.differs for one in found.changes)
        name_tabs(
            self.tabs,
            (
                _("What stands out ({n})").format(n=len(found.problems)),
                _("What changes ({n})").format(n=changed),
                _("Tiers and systems ({n})").format(n=len(found.tiers) + len(found.background)),
                _("Machines ({n})").format(n=len(found.placement.placed)),
                _("Hosts ({n})").format(n=len(found.hosts)),
                _("Columns"),
            ),
        )
        words = reckoning(found)
        self._sum.setText(words[:1].upper() + words[1:])
        words = _("✗ Errors: {n}. Nothing can be saved before they are mended.")
        self._wrong.setText(words.format(n=len(found.errors)))
        self._wrong.setVisible(bool(found.errors))
        self.problems.rows.show_rows(problem_rows(found.problems))
        self.changes.rows.show_rows(change_rows(found, self._scenario))
        self.parts.rows.show_rows(list(part_rows(found, self._scenario)))
        self.machines.rows.show_rows(list(machine_rows(found, self._scenario)))
        self.hosts.rows.show_rows(found.hosts)
        self.columns.rows.show_rows(list(column_rows(found)))
