"""The scenario as it is without the fragment that is about to be written (again)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from assessor.documents import load_extended, load_yaml, merge_patch, resolve_reference
from assessor.scenario import Scenario
from assessor.scenario.references import section_of


def platform_beneath(scenario: Scenario, output: Path | None) -> dict[str, Any]:
    """The platform as plain data, of everything that the scenario extends but `output`.

    A fragment that stands already must not be mistaken for what it was laid upon: what it took
    out must stay out, and what it brought must not be taken out of a scenario that never had it.
    """
    origin = scenario._origin
    merged = section_of(origin.written.data, "platform")
    own = load_yaml(origin.path).data if origin.path.is_file() else None
    parents = own.get("extends") if isinstance(own, dict) else None
    if output is None or not isinstance(parents, list):
        return merged
    files = [resolve_reference(origin.folder, str(given)) for given in parents]
    others = [file for file in files if file is not None and file.resolve() != output.resolve()]
    if len(others) == len(files):
        return merged
    beneath: Any = {}
    for file in others:
        path = file / "scenario.yaml" if file.is_dir() else file
        beneath = merge_patch(beneath, load_extended(path).data or {})
    return section_of(merge_patch(beneath, own), "platform")
