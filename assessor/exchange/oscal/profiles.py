"""A profile resolved: the controls it selects from a catalogue that lies on this disk."""

from __future__ import annotations

import copy
import difflib
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from assessor.exchange.oscal.controls import Control, controls_of
from assessor.exchange.oscal.reading import OscalFile, read_oscal


def resolved_profile(profile: OscalFile, catalog: Path | None) -> OscalFile:
    """The catalogue with only the selected controls, parameters set as the profile says.

    Parameters
    ----------
    catalog
        The catalogue file; without it, what the profile points to beside itself. Nothing is
        ever fetched.

    Raises
    ------
    DocumentError
        The catalogue cannot be read.
    """
    wanted: set[str] = set()
    source: OscalFile | None = None
    for index, item in enumerate(profile.objects(profile.body, "imports", "profile")):
        path = catalog or _beside(profile, str(item.get("href", "")))
        if path is None:
            profile.problem("oscal_no_catalog", href=str(item.get("href", "")))
            continue
        source = source or read_oscal(path, "catalog")
        wanted |= _selected(profile, source, item, f"profile/imports/{index}")
    if source is None:
        return profile
    body = _kept(source.body, wanted)
    body["metadata"] = profile.body.get("metadata", {})
    body["uuid"] = profile.body.get("uuid", source.body.get("uuid"))
    _set_parameters(profile, body)
    problems = [*profile.problems, *source.problems]
    return OscalFile(profile.path, "catalog", body, profile.sha256, problems)


def _beside(profile: OscalFile, href: str) -> Path | None:
    """The JSON file that a reference names, where it lies below the profile's folder."""
    candidates = [href]
    if href.startswith("#"):
        matter = profile.body.get("back-matter")
        resources = matter.get("resources", []) if isinstance(matter, dict) else []
        candidates = [
            str(link.get("href"))
            for resource in resources
            if resource.get("uuid") == href[1:]
            for link in resource.get("rlinks", [])
        ]
    for candidate in candidates:
        # only the file's name counts: a reference must not lead out of the folder
        path = profile.path.parent / Path(candidate.replace("\\", "/")).name
        if path.suffix == ".json" and path.is_file() and path != profile.path:
            return path
    return None


def _selected(profile: OscalFile, source: OscalFile, item: dict[str, Any], where: str) -> set[str]:
    controls = controls_of(source).controls
    chosen = set(controls) if "include-all" in item else set[str]()
    for include in profile.objects(item, "include-controls", where):
        chosen |= _matched(profile, controls, include)
    for exclude in profile.objects(item, "exclude-controls", where):
        chosen -= _matched(profile, controls, exclude)
    return chosen


def _matched(profile: OscalFile, controls: dict[str, Control], rule: dict[str, Any]) -> set[str]:
    found: set[str] = set()
    for name in rule.get("with-ids", []):
        if name in controls:
            found.add(str(name))
        else:
            near = difflib.get_close_matches(str(name), controls, n=1)
            profile.problem("oscal_control_unknown", id=name, hint=f": {near[0]}" if near else "")
    for pattern in rule.get("matching", []):
        found |= {name for name in controls if fnmatchcase(name, str(pattern.get("pattern", "")))}
    if rule.get("with-child-controls") == "yes":
        found |= {inner for name in found for inner in _below(controls[name].raw)}
    return found


def _below(control: dict[str, Any]) -> Iterable[str]:
    for inner in control.get("controls", []):
        yield str(inner.get("id"))
        yield from _below(inner)


def _kept(holder: dict[str, Any], wanted: set[str]) -> dict[str, Any]:
    """A copy without the controls and groups that nobody selected; an enhancement that was
    selected without its control takes the control's place."""
    kept = {key: value for key, value in holder.items() if key not in {"groups", "controls"}}
    groups = [_kept(group, wanted) for group in holder.get("groups", [])]
    groups = [group for group in groups if group.get("groups") or group.get("controls")]
    controls: list[dict[str, Any]] = []
    for control in holder.get("controls", []):
        inner = _kept(control, wanted)
        if control.get("id") in wanted:
            controls.append(inner)
        else:
            controls += inner.get("controls", [])
    if groups:
        kept["groups"] = groups
    if controls:
        kept["controls"] = controls
    return copy.deepcopy(kept)


def _set_parameters(profile: OscalFile, body: dict[str, Any]) -> None:
    modify = profile.body.get("modify")
    if not isinstance(modify, dict):
        return
    if modify.get("alters"):
        profile.warning("oscal_alters_ignored", n=len(modify["alters"]))
    settings = {
        setting.get("param-id"): setting
        for setting in profile.objects(modify, "set-parameters", "profile/modify")
    }
    _apply(body, settings)


def _apply(holder: dict[str, Any], settings: dict[Any, dict[str, Any]]) -> None:
    for parameter in holder.get("params", []):
        changed = settings.get(parameter.get("id"))
        if changed is not None:
            parameter |= {key: value for key, value in changed.items() if key != "param-id"}
    for key in ("groups", "controls"):
        for inner in holder.get(key, []):
            _apply(inner, settings)
