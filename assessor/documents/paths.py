"""Paths that documents name: inside the project folder, or `shipped:`."""

from __future__ import annotations

from pathlib import Path

from assessor.resources import shipped

# No file system here takes a longer name: to ask for one is an error of the system. [bytes]
NAME_LIMIT = 255


def inside(folder: Path, given: str) -> Path | None:
    """The file that `given` names below `folder`, or None where it leaves the folder."""
    if not given or Path(given).is_absolute() or given.startswith("~") or "\0" in given:
        return None
    if any(len(part.encode()) > NAME_LIMIT for part in Path(given).parts):
        return None
    root = folder.resolve()
    path = (root / given).resolve()
    return path if path.is_relative_to(root) else None


def resolve_reference(folder: Path, given: str) -> Path | None:
    """The file behind a reference in a document, or None where it may not be read.

    `shipped:…` names data of the program; anything else stays inside `folder`.
    """
    if not given.startswith("shipped:"):
        return inside(folder, given)
    try:
        return shipped(given)
    except ValueError:
        return None
