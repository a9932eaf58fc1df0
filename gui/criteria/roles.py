"""Columns and roles of the tree of criteria."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import Qt


class Column(IntEnum):
    """Columns, left to right."""

    TITLE = 0
    ANSWER = 1
    MARK = 2
    GAIN = 3
    CONFIDENCE = 4


class Role(IntEnum):
    """What the model tells besides Qt's own roles."""

    CRITERION = int(Qt.ItemDataRole.UserRole) + 1
    """Id of the criterion; none for groups."""
    SEARCH = CRITERION + 1
    """Text to search in, without accents."""
    TAGS = CRITERION + 2
    """What filters ask for: unanswered, not_met, blocking, informative."""
    BADGE = CRITERION + 3
    """True where the text behind the row was not read."""
    BRANCH = CRITERION + 4
    """Id of a catalogue or group."""
