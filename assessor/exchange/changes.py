"""What a returned file would change, told before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assessor.documents import Place
from assessor.errors import Problem
from assessor.exchange.extras import Extras, save_extras
from assessor.project import Assessed, save_assessed


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that the file changes."""

    section: str
    id: str
    field: str
    was: Any
    now: Any
    place: Place


@dataclass(frozen=True)
class Imported:
    """What a file would change; nothing is written yet."""

    before: Assessed
    after: Assessed
    changes: tuple[FieldChange, ...]
    extras_before: Extras
    extras: Extras
    rows_read: int
    warnings: tuple[Problem, ...] = ()

    @property
    def changes_nothing(self) -> bool:
        """True where writing would leave every file as it is."""
        return not self.changes and self.extras == self.extras_before


def write_imported(imported: Imported) -> None:
    """Write the changes into the assessment's file; comments and untouched lines stay."""
    save_assessed(imported.before, imported.after)
    if imported.extras != imported.extras_before:
        save_extras(imported.after.path, imported.extras)
