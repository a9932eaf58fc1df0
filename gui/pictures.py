"""`python -m gui.pictures FOLDER [PICTURE…]`: the documentation's pictures, without a screen.

Each page in Vietnamese and light, and in English and dark, from the shipped sample project with
its study computed for real; all of them, or those that are named.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from gui.measuring.frame import FilesDialog
    from gui.window import MainWindow

SIZE = (1440, 900)
# a page, a page and one of its tabs, or a dialog over files
PICTURES = (
    "overview", "criteria", "evidence", "demand", "demand-week", "demand-events", "plan", "roadmap",
    "measuring", "measuring-refused", "inventory",
)  # fmt: skip
LOOKS = (("vi", "light"), ("en", "dark"))
SHOWN_ROW = "TT12-L3-D-03"
SHOWN_EVIDENCE = 2  # a measurement, on which many criteria rest


def main(arguments: list[str] | None = None) -> None:
    """Draw every picture into a folder."""
    given = sys.argv[1:] if arguments is None else arguments
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    draw(Path(given[0] if given else "docs/images"), tuple(given[1:]) or PICTURES)


def draw(folder: Path, pictures: Sequence[str] = PICTURES) -> list[Path]:
    """The pictures, one for each name and look."""
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from assessor.api import TEMPLATES, kept_study, new_project, open_project, run
    from gui import theme
    from gui.settings import Settings
    from gui.window import MainWindow

    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    theme.load_font(app)
    made: list[Path] = []
    with tempfile.TemporaryDirectory() as scratch:
        project = Path(scratch) / TEMPLATES[0]
        new_project(project, TEMPLATES[0])
        opened = open_project(project)
        kept = kept_study(opened)
        study = run(opened) if kept is None else kept[0]
        for language, mode in LOOKS:
            ini = QSettings(f"{scratch}/{mode}.ini", QSettings.Format.IniFormat)
            settings = Settings(ini)
            settings.language, settings.mode = language, mode  # type: ignore[assignment]  # both are of `LOOKS`
            settings.computes_on_opening = False
            theme.apply(app, settings.mode)
            window = MainWindow(settings, date(2023, 7, 20))
            window.resize(*SIZE)
            window.show()
            window.files.open(project)
            window.computing.cancel()
            assert window.session.project is not None
            window.session.take_study(replace(study, project=window.session.project))
            files = {name: folder / f"{name}-{language}-{mode}.png" for name in pictures}
            for name, file in files.items():
                file.parent.mkdir(parents=True, exist_ok=True)
                _shown(window, name, Path(scratch)).grab().save(str(file))
                made.append(file)
            window.session.undo_stack.setClean()
            window.close()
            window.jobs.shut_down()
    return made


def _shown(window: MainWindow, name: str, scratch: Path) -> QWidget:
    """What is to be drawn, as it is seen."""
    page, _dash, part = name.partition("-")
    if page == "measuring":
        return _measured(window, scratch, minute=5 if part == "refused" else None)
    if page == "inventory":
        return _imported(window, scratch)
    return _page(window, page, part)


def _page(window: MainWindow, page: str, tab: str) -> QWidget:
    from gui.demand.page import DemandPage
    from gui.evidence.page import EvidencePage

    window.show_page(page)
    if page == "criteria":
        window.criteria.select(SHOWN_ROW)
    shown = window.page(page)
    if isinstance(shown, DemandPage) and tab:
        shown.show_tab(tab)
    _paint()
    if isinstance(shown, DemandPage):
        while shown.loading.is_running:
            _paint()
        _paint()
    if isinstance(shown, EvidencePage):
        shown.pieces.select(SHOWN_EVIDENCE)
        _paint()
    return window


def _measured(window: MainWindow, scratch: Path, *, minute: int | None) -> QWidget:
    """A made-up log, measured; where every stamp says one minute, what is refused."""
    from gui.measuring.dialog import MeasuringDialog
    from gui.measuring.samples import write_log

    log = write_log(scratch / "access.log", visits=400, days=28, minute=minute)
    window.over_files.close_all()
    dialog = window.over_files.measure([log])
    assert isinstance(dialog, MeasuringDialog)
    dialog.form.service.setCurrentIndex(1)
    dialog.form.patterns.put("page", 1, "^/page/")
    _press_start(dialog)
    dialog.view.tabs.setCurrentIndex(2 if minute is None else 0)
    _paint()
    return dialog


def _imported(window: MainWindow, scratch: Path) -> QWidget:
    """A made-up inventory beside the sample project."""
    from gui.inventory.dialog import InventoryDialog
    from gui.measuring.samples import write_inventory

    *files, mapping = write_inventory(scratch)
    dialog = window.over_files.import_inventory(files)
    assert isinstance(dialog, InventoryDialog)
    dialog.form.mapping.setText(str(mapping))
    dialog.form.assumes.setChecked(True)
    _press_start(dialog)
    dialog.view.tabs.setCurrentIndex(1)
    _paint()
    return dialog


def _press_start(dialog: FilesDialog) -> None:
    _paint()
    dialog.row.start.click()
    while dialog.is_running:
        _paint()
    _paint()


def _paint() -> None:
    from PySide6.QtWidgets import QApplication

    for _ in range(5):
        QApplication.processEvents()


if __name__ == "__main__":
    main()
