"""Catalogues from disk: a shipped id or a path in, a checked `Catalogue` out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assessor.catalogue.keeping import keep_catalogue, kept_catalogue
from assessor.catalogue.model import Catalogue
from assessor.documents import Loaded, load_text, load_yaml, migrate, parse
from assessor.errors import CatalogueError, Problem, errors_in
from assessor.resources import folder
from assessor.text import LocalizedText

if TYPE_CHECKING:
    from assessor.catalogue.profile import Include
    from assessor.catalogue.resolve import Part

FILES = ("profile.yaml", "catalogue.yaml")
_HEAD_ENDS = ("\nnotes:", "\nsources:", "\ngroups:", "\nincludes:")


@dataclass(frozen=True, slots=True)
class Listed:
    """A shipped catalogue or profile, as a list shows it."""

    id: str
    path: Path
    is_profile: bool
    title: LocalizedText
    version: str
    warning: LocalizedText | None


def list_catalogues() -> tuple[Listed, ...]:
    """The shipped profiles, then the shipped catalogues, by id."""
    return tuple(_listed(path) for path in _shipped())


def _shipped() -> list[Path]:
    return [path for name in FILES for path in sorted(folder("standards").glob(f"*/{name}"))]


def _listed(path: Path) -> Listed:
    """Only the head is read: a list must not cost the reading of all rows."""
    text = path.read_text(encoding="utf-8")
    end = min((at for at in map(text.find, _HEAD_ENDS) if at >= 0), default=len(text))
    head: dict[str, Any] = load_text(text[:end], path.name).data
    warning = head.get("warning")
    return Listed(
        id=head["id"],
        path=path,
        is_profile=path.name == "profile.yaml",
        title=LocalizedText(**head["title"]),
        version=head["version"],
        warning=LocalizedText(**warning) if warning else None,
    )


def path_of(reference: str | Path, base: Path | None = None) -> Path | None:
    """The file of a shipped id, or of a path to a file or folder; none where there is none."""
    text = str(reference)
    if text.isascii() and "/" not in text and "\\" not in text and not text.endswith(".yaml"):
        shipped = _in_folder(folder("standards") / text)
        if shipped is not None:
            return shipped
    path = Path(reference) if base is None else base / reference
    return path if path.is_file() else _in_folder(path)


def _in_folder(path: Path) -> Path | None:
    return next((path / name for name in FILES if (path / name).is_file()), None)


def load_catalogue(reference: str | Path, *, base: Path | None = None) -> Catalogue:
    """A catalogue, or a profile resolved to one.

    Parameters
    ----------
    reference
        A shipped id, or the path of a file or of the folder that holds it.
    base
        Folder that a relative path starts from; the working directory by default.

    Raises
    ------
    CatalogueError
        With every problem of every file.
    """
    catalogue, problems = check_catalogue(reference, base=base)
    if catalogue is None or errors_in(problems):
        raise CatalogueError(problems)
    return catalogue


def check_catalogue(
    reference: str | Path, *, base: Path | None = None
) -> tuple[Catalogue | None, list[Problem]]:
    """The catalogue where it can be used, and every problem, warnings too."""
    path = path_of(reference, base)
    if path is None:
        return None, [_unknown(reference)]
    kept = kept_catalogue(path)
    if kept is not None:
        return kept, []
    catalogue, problems = _read(path)
    if catalogue is not None and not problems:
        keep_catalogue(path, catalogue)
    return catalogue, problems


def _read(path: Path) -> tuple[Catalogue | None, list[Problem]]:
    loaded = migrate(load_yaml(path), "catalogue", "profile")
    if loaded.data is None:
        return None, list(loaded.problems)
    if loaded.data["schema"].startswith("profile"):
        return _profile(loaded, path)
    return _catalogue(loaded)


def _unknown(reference: str | Path) -> Problem:
    known = ", ".join(sorted(path.parent.name for path in _shipped()))
    return Problem("catalogue_unknown", {"id": str(reference), "hint": f": {known}"})


def _catalogue(loaded: Loaded) -> tuple[Catalogue | None, list[Problem]]:
    # a kept catalogue needs no check, nor what a profile is made of
    from assessor.catalogue.checks import problems_of

    catalogue, problems = parse(Catalogue, loaded)
    if catalogue is None:
        return None, problems
    problems += problems_of(catalogue, loaded)
    if errors_in(problems):
        return None, sorted(problems, key=lambda problem: problem.place)
    return catalogue.with_hash(loaded.sha256), problems


def _profile(loaded: Loaded, path: Path) -> tuple[Catalogue | None, list[Problem]]:
    from assessor.catalogue.profile import Profile
    from assessor.catalogue.resolve import resolved

    profile, problems = parse(Profile, loaded)
    if profile is None:
        return None, problems
    parts: list[Part] = []
    for position, include in enumerate(profile.includes):
        part, found = _part(include, loaded, position, path.parent)
        problems += found
        if part is not None:
            parts.append(part)
    if errors_in(problems):
        return None, problems
    catalogue, found = resolved(profile, parts, loaded)
    problems += found
    if errors_in(problems):
        return None, problems
    hashes = [loaded.sha256, *(part.catalogue.sha256 for part in parts)]
    return catalogue.with_hash(hashlib.sha256("".join(hashes).encode()).hexdigest()), problems


def _part(
    include: Include, loaded: Loaded, position: int, base: Path
) -> tuple[Part | None, list[Problem]]:
    from assessor.catalogue.resolve import Part

    key = ("includes", position, "catalogue")
    path = path_of(include.catalogue, base)
    if path is None or path.name == "profile.yaml":
        unknown = _unknown(include.catalogue)
        return None, [loaded.problem(unknown.code, key, **unknown.params)]
    catalogue, problems = check_catalogue(path)
    return None if catalogue is None else Part(include, catalogue), problems
