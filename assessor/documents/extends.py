"""`extends`: documents merged left to right, the file itself last, every value's file known."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

from assessor.documents.loading import Key, Loaded, load_yaml
from assessor.documents.paths import resolve_reference
from assessor.errors import Problem

# A mapping with one of these is a quantity, which is replaced whole and never half merged.
_QUANTITY_KEYS = frozenset({"base", "ref"})
_HEAD = frozenset({"schema", "id", "title", "note", "extends"})


def load_extended(path: Path, shown: str | None = None) -> Loaded:
    """Read a document with everything that it extends.

    The merge is a JSON merge patch (RFC 7396: `null` takes a key out), except that a quantity
    is replaced whole.
    """
    return _load(path, shown or str(path), ())


def _load(path: Path, shown: str, chain: tuple[Path, ...]) -> Loaded:
    own = load_yaml(path, shown)
    parents = own.data.get("extends") if isinstance(own.data, dict) else None
    if not isinstance(parents, list) or not parents:
        return own
    chain = (*chain, path.resolve())
    merged = Loaded(shown, {}, {}, (), own.sha256)
    for position, given in enumerate(parents):
        parent = _parent(own, path, str(given), position, chain)
        merged = _onto(merged, parent)
    return replace(_onto(merged, own), path=shown)


def _parent(own: Loaded, path: Path, given: str, position: int, chain: tuple[Path, ...]) -> Loaded:
    target = resolve_reference(path.parent, given)
    key: Key = ("extends", position)
    if target is None:
        code = "shipped_unknown" if given.startswith("shipped:") else "path_escapes"
        return Loaded(own.path, {}, problems=(own.problem(code, key, given=given),))
    if target.is_dir():
        target = target / "scenario.yaml"
    if target.resolve() in chain:
        links = " → ".join([*(link.name for link in chain), target.name])
        return Loaded(own.path, {}, problems=(own.problem("extends_cycle", key, chain=links),))
    loaded = _load(target, given, chain)
    if loaded.problems and loaded.data is None and loaded.problems[0].code == "file_missing":
        missing = own.problem("reference_unknown", key, id=given, section="extends", hint="")
        return Loaded(own.path, {}, problems=(missing,))
    return _without_head(loaded) if _kind(loaded) != _kind(own) else loaded


def _kind(loaded: Loaded) -> str:
    schema = loaded.data.get("schema") if isinstance(loaded.data, dict) else None
    return str(schema).partition("@")[0]


def _without_head(fragment: Loaded) -> Loaded:
    """A fragment of another kind lends its content, and keeps its name to itself."""
    if not isinstance(fragment.data, dict):
        return fragment
    return replace(fragment, data={k: v for k, v in fragment.data.items() if k not in _HEAD})


def _onto(below: Loaded, above: Loaded) -> Loaded:
    problems: tuple[Problem, ...] = (*below.problems, *above.problems)
    if not isinstance(above.data, dict):
        return replace(below, problems=problems)
    # A key that only `below` had keeps its place; one that both have is the later file's.
    places = {**below.places, **above.places}
    joined = hashlib.sha256((below.sha256 + above.sha256).encode()).hexdigest()
    data = merge_patch(below.data, above.data)
    return replace(below, data=data, places=places, problems=problems, sha256=joined)


def _is_quantity(value: Any) -> bool:
    return isinstance(value, dict) and not _QUANTITY_KEYS.isdisjoint(value)


def merge_patch(below: Any, above: Any) -> Any:
    """`above` laid over `below`: RFC 7396, but a quantity is replaced whole."""
    both = isinstance(below, dict) and isinstance(above, dict)
    if not both or _is_quantity(above) or _is_quantity(below):
        return above
    merged = dict(below)
    for name, value in above.items():
        if value is None and name in merged:
            del merged[name]
        elif name in merged:
            merged[name] = merge_patch(merged[name], value)
        else:
            merged[name] = value
    return merged
