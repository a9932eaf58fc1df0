"""Import what is installed: from a sheet, RVTools or OpenStack to the scenario's own numbers."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from assessor.api import (
    InventoryImport,
    Scenario,
    import_inventory,
    load_scenario,
    write_inventory,
)
from assessor.api import gettext as _
from gui.inventory.form import InventoryForm, Wanted
from gui.inventory.result import InventoryView
from gui.jobs import Jobs, Progress
from gui.measuring.files_box import FilesBox
from gui.measuring.frame import FilesDialog, Said, Work
from gui.measuring.saving import Places, free_name, places_of, save_both, stem_of
from gui.session import Session

NAME = "inventory"


class InventoryDialog(FilesDialog):
    """A dry run first: nothing is written before it was seen."""

    def __init__(self, parent: QWidget, session: Session, jobs: Jobs) -> None:
        super().__init__(parent, session, jobs)
        self.setObjectName("inventory_dialog")
        self.form = InventoryForm(session.today)
        self.view = InventoryView(self.scenario)
        self._asked = self._read = self.form.wanted
        self.build(self.form, self.view)
        self.form.changed.connect(self._on_changed)

    @property
    def files(self) -> FilesBox:
        return self.form.files

    def say(self) -> Said:
        return Said(
            _("Import inventory"),
            _("What is installed takes the place of what the scenario assumes: servers of each "
              "tier, hosts, and the rest as background. The files are only read; nothing leaves "
              "this computer."),
            _("Try the &import"),
            _("What can be read: a sheet of machines with headings, as .xlsx or .csv, and a sheet "
              "of hosts; the workbook of RVTools; lists of the OpenStack client with -f json or "
              "-f csv. Files that belong together are read together."),
        )  # fmt: skip

    def work(self) -> Work:
        self._asked = self.form.wanted
        return self._import_as(free_name(NAME, self.folder), self._asked)

    def _import_as(self, name: str, wanted: Wanted) -> Work:
        path, output = self.scenario.origin.path, places_of(self.folder, name).fragment

        def imported(progress: Progress) -> InventoryImport:
            progress(0.0, "")
            return import_inventory(
                wanted.files, scenario=path, mapping=wanted.mapping,
                utilisation=wanted.utilisation, on=wanted.on, output=output,
            )  # fmt: skip

        return imported

    def show_result(self, result: object) -> None:
        assert isinstance(result, InventoryImport)
        self._read = self._asked
        self.view.show_result(result)
        self.bar.ask(free_name(NAME, self.folder), (), self.hindrance)

    def hindrance(self) -> str | None:
        if self.result is not None and self.result.errors:
            return _("Nothing can be saved before the errors are mended.")
        return super().hindrance()

    def keep(self, places: Places) -> Work:
        # the name may be another than when the files were read
        name, read = stem_of(places.fragment), self.result
        imported: InventoryImport = replace(read, document={**read.document, "id": name})
        path = self.scenario.origin.path

        def kept(_progress: Progress) -> Places:
            base: Scenario = load_scenario(path)
            return save_both(places, base, lambda file: write_inventory(imported, file))

        return kept
