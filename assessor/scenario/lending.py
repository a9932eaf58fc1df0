"""What the files named under `project` lend to a scenario: events, shapes, hosts, sources."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from assessor.documents import Loaded, load_yaml, merge_patch, migrate, parse
from assessor.documents.loading import Key
from assessor.documents.paths import resolve_reference
from assessor.errors import Problem
from assessor.scenario.expansion import input_names, walk
from assessor.scenario.fragments import Calendar, Events, Hardware, Procedures, Workload
from assessor.scenario.references import section_of

FRAGMENTS: dict[str, type[BaseModel]] = {
    "calendar": Calendar,
    "events": Events,
    "hardware": Hardware,
    "procedures": Procedures,
    "workload": Workload,
}
# Section of the file → where it stands in the scenario.
_LENT: dict[str, dict[str, Key]] = {
    "events": {"sources": ("sources",), "events": ("events",)},
    "hardware": {
        "sources": ("sources",),
        "shapes": ("platform", "shapes"),
        "hosts": ("platform", "hosts"),
    },
}
_EVENT_NAMES = (
    ("service", "services"),
    ("tier", "platform.tiers"),
    ("site", "platform.sites"),
    ("class", "request_classes"),
)


def project_of(loaded: Loaded) -> dict[str, Any]:
    """The `project` section, empty where it is absent."""
    project = loaded.data.get("project") if isinstance(loaded.data, dict) else None
    return project if isinstance(project, dict) else {}


def named_file(
    written: Loaded, folder: Path, key: Key, given: str
) -> tuple[Path | None, list[Problem]]:
    """The file behind a path of the scenario, or the problem with it."""
    file = resolve_reference(folder, given)
    if file is None:
        code = "shipped_unknown" if given.startswith("shipped:") else "path_escapes"
        return None, [written.problem(code, key, given=given)]
    if not file.exists():
        return None, [written.problem("file_named_missing", key, given=given)]
    return file, []


def with_lent(written: Loaded, folder: Path) -> Loaded:
    """Events and hardware of the files it names, laid under the scenario's own."""
    project = project_of(written)
    hardware = project.get("hardware")
    named: list[tuple[Key, str, str]] = [
        (("project", "hardware", i), given, "hardware")
        for i, given in enumerate(hardware if isinstance(hardware, list) else [])
    ]
    if isinstance(project.get("events"), str):
        named.append((("project", "events"), project["events"], "events"))
    for key, given, kind in named:
        written = _lend(written, folder, key, str(given), kind)
    return written


def _lend(written: Loaded, folder: Path, key: Key, given: str, kind: str) -> Loaded:
    file, problems = named_file(written, folder, key, given)
    if file is None:
        return replace(written, problems=(*written.problems, *problems))
    lent = migrate(load_yaml(file, given), kind)
    if not isinstance(lent.data, dict):
        return replace(written, problems=(*written.problems, *lent.problems))
    problems = [*written.problems, *lent.problems, *_head_problems(lent, kind)]
    if kind == "events":
        lent, left_out = _events_that_fit(lent, written, key)
        problems += left_out
    return replace(_under(written, lent, kind), problems=tuple(problems))


def _under(written: Loaded, lent: Loaded, kind: str) -> Loaded:
    """The scenario with what is lent beneath it; each value keeps its place."""
    below: dict[str, Any] = {}
    places = {}
    for name, target in _LENT[kind].items():
        for old, place in lent.places.items():
            if old[:1] == (name,):
                places[(*target, *old[1:])] = place
        if isinstance(lent.data.get(name), dict):
            below = merge_patch(below, _nested(target, lent.data[name]))
    return replace(
        written, data=merge_patch(below, written.data), places={**places, **written.places}
    )


def _nested(target: Key, value: dict[str, Any]) -> dict[str, Any]:
    for name in reversed(target):
        value = {str(name): value}
    return value


def _head_problems(lent: Loaded, kind: str) -> list[Problem]:
    """Problems of what is not lent: id, title, unknown keys."""
    head = {name: value for name, value in lent.data.items() if name not in _LENT[kind]}
    empty: dict[str, Any] = {"events": {}} if kind == "events" else {}
    _, problems = parse(FRAGMENTS[kind], replace(lent, data={**head, **empty}, problems=()))
    return problems


def _events_that_fit(lent: Loaded, written: Loaded, named_at: Key) -> tuple[Loaded, list[Problem]]:
    """The shared events that this scenario can play, and a warning for each of the others.

    An event that the scenario writes with its `kind` is whole and replaces the shared one.
    """
    own = section_of(written.data, "events")
    kept: dict[str, Any] = {}
    left_out: list[Problem] = []
    for name, event in _parts_first(section_of(lent.data, "events")):
        if isinstance(own.get(name), dict) and "kind" in own[name]:
            continue
        missing = _missing(event, written.data, {*own, *kept}) if isinstance(event, dict) else ""
        if missing and name not in own:
            left_out.append(written.warning("event_left_out", named_at, id=name, missing=missing))
        else:
            kept[name] = event
    places = {
        key: place
        for key, place in lent.places.items()
        if len(key) < 2 or key[0] != "events" or key[1] in kept
    }
    return replace(lent, data={**lent.data, "events": kept}, places=places), left_out


def _parts_first(events: dict[str, Any]) -> list[tuple[str, Any]]:
    """Events that combine others come last: whether those are there must be known by then."""
    return sorted(events.items(), key=lambda item: isinstance(item[1], dict) and "of" in item[1])


def _missing(event: dict[str, Any], data: dict[str, Any], events: set[str]) -> str:
    """The first name an event uses that the scenario does not have."""
    for field, section in _EVENT_NAMES:
        name = event.get(field)
        if isinstance(name, str) and name not in section_of(data, section):
            return name
    eligible, parts = event.get("eligible"), event.get("of")
    group = eligible.get("of") if isinstance(eligible, dict) else None
    if isinstance(group, str) and group not in section_of(data, "populations"):
        return group
    for part in parts if isinstance(parts, list) else ():
        if part not in events:
            return str(part)
    inputs = input_names(data)
    refs = (value["ref"] for _, value in walk(event) if isinstance(value, dict) and "ref" in value)
    return next((str(name) for name in refs if name not in inputs), "")
