"""Document kinds and versions; old versions are lifted one function a version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from assessor.documents.loading import Loaded

# kind: newest version that this program reads and writes
KINDS: dict[str, int] = {
    "catalogue": 1,
    "profile": 1,
    "rules": 1,
    "crosswalk": 1,
    "scenario": 1,
    "calendar": 1,
    "events": 1,
    "hardware": 1,
    "procedures": 1,
    "workload": 1,
    "inventory-mapping": 1,
    "assessment": 1,
    "programme": 1,
    "snapshot": 1,
}
# (kind, from version): data of that version → data of the next
MIGRATIONS: dict[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = {}


def document_kind(data: Any) -> tuple[str, int] | None:
    """Kind and version of `schema: kind@version`, or None."""
    if not isinstance(data, dict) or not isinstance(data.get("schema"), str):
        return None
    kind, _, version = data["schema"].partition("@")
    return (kind, int(version)) if version.isdigit() else None


def migrate(loaded: Loaded, *kinds: str) -> Loaded:
    """The document lifted to the newest version of its kind; problems where that cannot be.

    Parameters
    ----------
    kinds
        The kinds that are welcome here; every known kind where none is given.
    """
    welcome = kinds or tuple(KINDS)
    expected = " | ".join(f"{kind}@{KINDS[kind]}" for kind in welcome)
    if loaded.data is None and loaded.problems:
        return loaded
    if not isinstance(loaded.data, dict):
        return _with(loaded, "not_a_mapping", ())
    if "schema" not in loaded.data:
        return _with(loaded, "schema_missing", (), expected=expected)
    found = document_kind(loaded.data)
    if found is not None and found[0] in KINDS and found[0] not in welcome:
        wanted = " | ".join(welcome)
        return _with(loaded, "schema_other_kind", ("schema",), found=found[0], expected=wanted)
    if found is None or found[0] not in welcome or found[1] < 1:
        written = loaded.data["schema"]
        return _with(loaded, "schema_unknown", ("schema",), found=written, expected=expected)
    kind, version = found
    if version > KINDS[kind]:
        written = loaded.data["schema"]
        return _with(loaded, "schema_newer", ("schema",), found=written, newest=KINDS[kind])
    data = loaded.data
    for step in range(version, KINDS[kind]):
        data = {**MIGRATIONS[kind, step](data), "schema": f"{kind}@{step + 1}"}
    return replace(loaded, data=data)


def _with(loaded: Loaded, code: str, key: tuple[str, ...], /, **params: Any) -> Loaded:
    problem = loaded.problem(code, key, **params)
    return replace(loaded, data=None, problems=(*loaded.problems, problem))
