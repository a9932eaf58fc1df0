"""Shipped catalogues kept resolved, so that scoring one assessment need not read their YAML again.

A kept catalogue is taken only while every file behind it has the very bytes that it was made of
and the program's own code is unchanged; otherwise the files are read, as if nothing were kept.
"""

from __future__ import annotations

import hashlib
import json
import os
from functools import cache
from pathlib import Path

from assessor import __version__
from assessor.catalogue.model import Catalogue
from assessor.documents import write_text
from assessor.resources import folder

ROOMS = ("text", "quantities", "documents", "catalogue")
_LINE = "\n"


def kept_catalogue(path: Path) -> Catalogue | None:
    """The resolved catalogue of a shipped file; none where it is not kept or no longer true."""
    file = _file_of(path)
    if file is None:
        return None
    try:
        head, _, body = file.read_text(encoding="utf-8").partition(_LINE)
        known = json.loads(head)
        if any(_hash(folder("standards") / name) != was for name, was in known["files"].items()):
            return None
        return Catalogue.model_validate_json(body).with_hash(known["sha256"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def keep_catalogue(path: Path, catalogue: Catalogue) -> None:
    """Keep a shipped catalogue that was read without any problem."""
    file = _file_of(path)
    if file is None:
        return
    root = folder("standards")
    parts = [root / name / "catalogue.yaml" for name in catalogue.includes]
    if not all(part.is_file() for part in parts):
        return
    hashes = {str(one.relative_to(root)): _hash(one) for one in (path.resolve(), *parts)}
    head = json.dumps({"files": hashes, "sha256": catalogue.sha256})
    body = catalogue.model_dump_json(by_alias=True, exclude_unset=True)
    try:
        write_text(file, head + _LINE + body)
    except OSError:
        # a cache that cannot be written costs time, never an answer
        return


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _file_of(path: Path) -> Path | None:
    """Where a shipped file's catalogue is kept; none for the files of others."""
    root = folder("standards")
    if os.environ.get("ASSESSOR_NO_CACHE") or not path.resolve().is_relative_to(root):
        return None
    from platformdirs import user_cache_path

    name = hashlib.sha256(f"{path.resolve()}:{__version__}:{_state_of_code()}".encode())
    kept = user_cache_path("cloud-readiness-assessor") / "catalogues"
    return kept / f"{name.hexdigest()[:32]}.json"


@cache
def _state_of_code() -> str:
    root = Path(__file__).resolve().parents[1]
    files = sorted((f for room in ROOMS for f in (root / room).glob("*.py")), key=str)
    state = "".join(f"{file.name}{file.stat().st_mtime_ns}" for file in files)
    return hashlib.sha256(state.encode()).hexdigest()
