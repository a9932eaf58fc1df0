"""What the window remembers between two starts, behind typed names."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtCore import QByteArray, QSettings

from gui.theme import MODES, Mode

RECENT_AT_MOST = 8


class Settings:
    """Typed access to QSettings."""

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = store or QSettings("cloud-readiness-assessor", "assessor")

    @property
    def language(self) -> str:
        """`vi` or `en`."""
        found = str(self._store.value("language", "vi"))
        return found if found in {"vi", "en"} else "vi"

    @language.setter
    def language(self, code: str) -> None:
        self._store.setValue("language", code)

    @property
    def person(self) -> str:
        """Whose name answers are signed with; empty where nobody has said."""
        return str(self._store.value("person", ""))

    @person.setter
    def person(self, name: str) -> None:
        self._store.setValue("person", name)

    @property
    def mode(self) -> Mode:
        """Light, dark, or as the system."""
        found = str(self._store.value("mode", "system"))
        return next((mode for mode in MODES if mode == found), "system")

    @mode.setter
    def mode(self, mode: Mode) -> None:
        self._store.setValue("mode", mode)

    @property
    def computes_on_opening(self) -> bool:
        """True where a study is computed as soon as a project is open."""
        return str(self._store.value("computes_on_opening", "true")) == "true"

    @computes_on_opening.setter
    def computes_on_opening(self, wanted: bool) -> None:
        self._store.setValue("computes_on_opening", "true" if wanted else "false")

    @property
    def recent(self) -> list[Path]:
        """Project folders opened lately, newest first; those that are gone are left out."""
        found = self._store.value("recent", [])
        names = [found] if isinstance(found, str) else cast("list[str]", found or [])
        return [path for path in map(Path, names) if path.exists()]

    def remember(self, folder: Path) -> None:
        """Put a project folder at the top of the recent ones."""
        names = [str(folder), *(str(p) for p in self.recent if p != folder)]
        self._store.setValue("recent", names[:RECENT_AT_MOST])

    def forget_recent(self) -> None:
        """Empty the list of recent projects."""
        self._store.setValue("recent", [])

    @property
    def geometry(self) -> QByteArray:
        """Where the window stood."""
        found = self._store.value("geometry", QByteArray())
        return found if isinstance(found, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._store.setValue("geometry", geometry)

    def sync(self) -> None:
        """Write what is remembered to disk now."""
        self._store.sync()
