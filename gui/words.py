"""Qt's own words in our catalogue: Qt ships no Vietnamese.

The keys are Qt's exact ones, with their mnemonics; they are gathered from here like any other
message of the program.
"""

from __future__ import annotations

from PySide6.QtCore import QTranslator

from assessor.api import N_, gettext

QT_WORDS = (
    N_("OK"),
    N_("&OK"),
    N_("Cancel"),
    N_("&Cancel"),
    N_("Close"),
    N_("&Close"),
    N_("Save"),
    N_("&Save"),
    N_("Save All"),
    N_("Open"),
    N_("&Open"),
    N_("Discard"),
    N_("Don't Save"),
    N_("Apply"),
    N_("Reset"),
    N_("Retry"),
    N_("Ignore"),
    N_("Abort"),
    N_("Help"),
    N_("&Yes"),
    N_("&No"),
    N_("Yes to &All"),
    N_("N&o to All"),
    N_("Restore Defaults"),
    N_("Show Details..."),
    N_("Hide Details..."),
    N_("Look in:"),
    N_("&Look in:"),
    N_("File &name:"),
    N_("Files of &type:"),
    N_("Directory:"),
    N_("&Choose"),
    N_("Choose"),
    N_("Find Directory"),
    N_("All Files (*)"),
    N_("Name"),
    N_("Size"),
    N_("Type"),
    N_("Kind"),
    N_("Date Modified"),
    N_("Folder"),
    N_("File Folder"),
    N_("Drive"),
    N_("File"),
    N_("Computer"),
    N_("My Computer"),
    N_("Back"),
    N_("Forward"),
    N_("Parent Directory"),
    N_("Create New Folder"),
    N_("Create a New Folder"),
    N_("List View"),
    N_("Detail View"),
    N_("Go back"),
    N_("Go forward"),
    N_("Go to the parent directory"),
    N_("Change to list view mode"),
    N_("Change to detail view mode"),
    N_("&Rename"),
    N_("&Delete"),
    N_("Show &hidden files"),
    N_("&New Folder"),
    N_("New Folder"),
    N_("Show "),
    N_("Recent Places"),
    N_("Sidebar"),
    N_("Files"),
    N_("&Undo"),
    N_("&Redo"),
    N_("Undo %1"),
    N_("Undo"),
    N_("Redo %1"),
    N_("Redo"),
    N_("Cu&t"),
    N_("&Copy"),
    N_("Copy &Link Location"),
    N_("&Paste"),
    N_("Delete"),
    N_("Select All"),
    N_("Clear"),
    N_("Minimize"),
    N_("Maximize"),
    N_("Restore"),
)


class CatalogueTranslator(QTranslator):
    """Answers Qt's questions for words from the program's one catalogue."""

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        del context, disambiguation, n
        if not source:
            return None
        translated = gettext(source)
        return translated if translated != source else None
