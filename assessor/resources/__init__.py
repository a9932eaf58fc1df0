"""The data that comes with the program: standards and scenarios.

Each data folder holds a marker with product and version, so that a stranger's folder of the
same name on the import path is refused by name and never read as ours.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from assessor.errors import StrangeFolderError

MARKER = ".assessor-data"
PRODUCT = "cloud-readiness-assessor"
FOLDERS = ("standards", "scenarios")


def is_ours(folder: Path) -> bool:
    """True where the folder's marker names this product."""
    try:
        marker = json.loads((folder / MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(marker, dict) and marker.get("product") == PRODUCT


@lru_cache(maxsize=8)
def folder(name: str) -> Path:
    """A shipped data folder, `standards` or `scenarios`.

    Raises
    ------
    StrangeFolderError
        The folder is missing or holds somebody else's files.
    """
    if name not in FOLDERS:
        raise ValueError(f"no shipped folder is called {name!r}; there are {FOLDERS}")
    found = Path(__file__).resolve().parents[2] / name
    if not is_ours(found):
        raise StrangeFolderError(str(found))
    return found


def shipped(reference: str) -> Path:
    """The file behind `shipped:scenarios/shared/calendar-vn.yaml`, inside the shipped folders.

    Raises
    ------
    ValueError
        The path leaves the shipped folders.
    """
    name, _, rest = reference.removeprefix("shipped:").partition("/")
    root = folder(name)
    path = (root / rest).resolve()
    if not path.is_relative_to(root):
        raise ValueError(f"{reference!r} leaves the shipped folder {name}")
    return path


def is_shipped(path: Path) -> bool:
    """True for a file of the program, which is never written."""
    return any(path.resolve().is_relative_to(folder(name)) for name in FOLDERS)
