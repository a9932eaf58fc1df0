"""Scoring rules from disk: an id or a path in, checked `Rules` out."""

from __future__ import annotations

import difflib
from pathlib import Path

from assessor.catalogue.model import Catalogue
from assessor.catalogue.rules import RuleBook, Rules
from assessor.documents import Loaded, load_yaml, migrate, parse
from assessor.errors import CatalogueError, Problem, errors_in
from assessor.resources import folder


def load_rules(
    reference: str | Path = "default", *, catalogue: Catalogue, base: Path | None = None
) -> Rules:
    """The rules of an id, or of a file (`file.yaml` or `file.yaml#id`).

    Parameters
    ----------
    reference
        An id is looked for beside the catalogue, then among the rules for any catalogue.
    catalogue
        What is to be scored.
    base
        Folder that a relative path starts from.

    Raises
    ------
    CatalogueError
        There are no such rules, or their file cannot be used.
    """
    text = str(reference)
    if not text.partition("#")[0].endswith((".yaml", ".yml", ".json")):
        return _by_id(text, catalogue)
    file, _, name = text.partition("#")
    return _named(read_rules(Path(file) if base is None else base / file), name or "default")


def read_rules(path: Path) -> RuleBook:
    """Every scheme of one file.

    Raises
    ------
    CatalogueError
        With every problem of the file.
    """
    book, problems, _ = check_rules(path)
    if book is None or errors_in(problems):
        raise CatalogueError(problems)
    return book


def check_rules(path: Path) -> tuple[RuleBook | None, list[Problem], Loaded]:
    """The file's schemes where they can be used, what is wrong, and the file as read."""
    loaded = migrate(load_yaml(path), "rules")
    book, problems = parse(RuleBook, loaded)
    return book, problems, loaded


def rules_for(catalogue: Catalogue) -> dict[str, Rules]:
    """Every scheme that may score a catalogue: its own first, then those for any catalogue."""
    books = [read_rules(path) for path in _files(catalogue)]
    found: dict[str, Rules] = {}
    for book in books:
        found = {**book.rules, **found}
    return found


def _by_id(name: str, catalogue: Catalogue) -> Rules:
    found = rules_for(catalogue)
    if name not in found:
        raise CatalogueError([_unknown(name, found)])
    return found[name]


def _named(book: RuleBook, name: str) -> Rules:
    if name in book.rules:
        return book.rules[name]
    if len(book.rules) == 1 and name == "default":
        return next(iter(book.rules.values()))
    raise CatalogueError([_unknown(name, book.rules)])


def _files(catalogue: Catalogue) -> list[Path]:
    root = folder("standards")
    candidates = [root / catalogue.id / "rules.yaml", root / "default" / "rules.yaml"]
    return [path for path in candidates if path.is_file()]


def _unknown(name: str, known: dict[str, Rules]) -> Problem:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5) or sorted(known)
    params = {"id": name, "section": "rules", "hint": f": {', '.join(near)}"}
    return Problem("reference_unknown", params)
