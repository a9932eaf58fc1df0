"""Cells that a spreadsheet program would run are made plain text."""

from __future__ import annotations

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")


def spreadsheet_safe(text: str) -> str:
    """The text with an apostrophe before anything that a spreadsheet would execute.

    A plain number keeps its sign: `-3.5` is data, `-cmd` is not.
    """
    if not text.startswith(_RISKY):
        return text
    try:
        float(text)
    except ValueError:
        return "'" + text
    return text
