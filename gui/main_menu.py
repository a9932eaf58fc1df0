"""The menus of the main window, filled."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from assessor.api import N_
from gui import dialogs
from gui.menus import LANGUAGE_NAMES, MODE_OPTIONS, PAGE_KEYS

if TYPE_CHECKING:
    from gui.window import MainWindow


def fill_menus(window: MainWindow) -> None:
    """Every menu, from left to right."""
    _fill_file(window)
    _fill_edit(window)
    _fill_view(window)
    window.menus.menu("assessments", N_("&Assessment"))
    _fill_study(window)
    menus = window.menus
    helping = menus.menu("help", N_("&Help"))
    menus.action(helping, N_("&About"), lambda: dialogs.about(window), name="about")


def _fill_file(window: MainWindow) -> None:
    menus, files = window.menus, window.files
    file = menus.menu("file", N_("&File"))
    menus.action(file, N_("&New from template…"), files.new_from_template, keys="Ctrl+N")
    menus.action(file, N_("&Open…"), files.choose, keys="Ctrl+O")
    menus.menu("recent", N_("Open &recent"), file)
    file.addSeparator()
    of_project = (
        menus.action(
            file, N_("&Measure from logs and metrics…"), window.over_files.measure,
            keys="Ctrl+M",
            name="measure",
        ),
        menus.action(
            file, N_("&Import inventory…"), window.over_files.import_inventory,
            keys="Ctrl+I", name="inventory",
        ),
    )  # fmt: skip
    for action in of_project:
        action.setEnabled(False)
        window.session.project_opened.connect(partial(action.setEnabled, True))
    file.addSeparator()
    menus.action(file, N_("&Save"), files.save, keys="Ctrl+S", name="save")
    menus.action(file, N_("Save a &copy…"), files.save_copy, keys="Ctrl+Shift+S")
    file.addSeparator()
    menus.action(file, N_("&Quit"), window.close, keys="Ctrl+Q")


def _fill_edit(window: MainWindow) -> None:
    menus = window.menus
    edit = menus.menu("edit", N_("&Edit"))
    menus.undo_actions(edit)
    edit.addSeparator()
    menus.action(edit, N_("Next not &assessed"), lambda: window.jump("unanswered"), keys="F3")
    menus.action(
        edit, N_("Next &blocking the level"), lambda: window.jump("blocking"), keys="Shift+F3"
    )
    edit.addSeparator()
    menus.action(edit, N_("&Who is answering…"), window.ask_person, name="person")


def _fill_view(window: MainWindow) -> None:
    menus, settings = window.menus, window.settings
    view = menus.menu("view", N_("&View"))
    for name, words, keys in PAGE_KEYS:
        menus.action(view, words, partial(window.show_page, name), keys=keys)
    view.addSeparator()
    languages = menus.menu("language", N_("&Language"), view)
    menus.choice(languages, LANGUAGE_NAMES, settings.language, window.set_language)
    colours = menus.menu("colours", N_("&Colours"), view)
    menus.choice(colours, MODE_OPTIONS, settings.mode, window.set_mode)


def _fill_study(window: MainWindow) -> None:
    menus, computing = window.menus, window.computing
    study = menus.menu("study", N_("&Study"))
    menus.action(study, N_("&Compute"), computing.start, keys="F5", name="compute")
    menus.action(study, N_("S&top"), computing.cancel, name="stop")
    study.addSeparator()
    on_opening = menus.action(study, N_("Compute when a project &opens"), lambda: keep())
    on_opening.setCheckable(True)
    on_opening.setChecked(window.settings.computes_on_opening)

    def keep() -> None:
        window.settings.computes_on_opening = on_opening.isChecked()
