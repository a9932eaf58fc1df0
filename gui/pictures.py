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

SIZE = (1440, 900)
# a page, or a page and one of its tabs
PICTURES = (
    "overview", "criteria", "evidence", "demand", "demand-week", "demand-events", "plan", "roadmap",
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
            made += [_picture(window, name, file) for name, file in files.items()]
            window.session.undo_stack.setClean()
            window.close()
            window.jobs.shut_down()
    return made


def _picture(window: object, name: str, file: Path) -> Path:
    from PySide6.QtWidgets import QApplication

    from gui.demand.page import DemandPage
    from gui.evidence.page import EvidencePage
    from gui.window import MainWindow

    assert isinstance(window, MainWindow)
    page, _dash, tab = name.partition("-")
    window.show_page(page)
    if page == "criteria":
        window.criteria.select(SHOWN_ROW)
    shown = window.page(page)
    if isinstance(shown, DemandPage) and tab:
        shown.show_tab(tab)
    for _ in range(5):
        QApplication.processEvents()
    if isinstance(shown, DemandPage):
        while shown.loading.is_running:
            QApplication.processEvents()
        QApplication.processEvents()
    if isinstance(shown, EvidencePage):
        shown.pieces.select(SHOWN_EVIDENCE)
        QApplication.processEvents()
    file.parent.mkdir(parents=True, exist_ok=True)
    window.grab().save(str(file))
    return file


if __name__ == "__main__":
    main()
