"""What stands in an OSCAL file, counted: the figures by which a transfer is checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from assessor.exchange.oscal.reading import OscalFile

_COUNTED = ("groups", "controls", "params", "parts", "links", "resources")
_RESULTS = ("results", "observations", "risks", "findings", "poam-items", "remediations", "tasks")


@dataclass(frozen=True)
class OscalFacts:
    """Counts by kind of object; parts by name, links by relation."""

    kind: str
    title: str
    uuid: str
    version: str
    oscal_version: str
    counts: dict[str, int]
    parts: dict[str, int] = field(default_factory=dict)
    links: dict[str, int] = field(default_factory=dict)
    controls_by_group: dict[str, int] = field(default_factory=dict)
    first_control: str | None = None


def oscal_facts(file: OscalFile) -> OscalFacts:
    """The figures of one file."""
    metadata = file.body.get("metadata")
    head = metadata if isinstance(metadata, dict) else {}
    found = list(_objects(file.body))
    counts = Counter(key for key, _item in found)
    wanted = _COUNTED if file.kind in {"catalog", "profile"} else _RESULTS
    controls = [item for key, item in found if key == "controls"]
    groups = [item for key, item in found if key == "groups"]
    return OscalFacts(
        kind=file.kind,
        title=str(head.get("title", "")),
        uuid=str(file.body.get("uuid", "")),
        version=str(head.get("version", "")),
        oscal_version=str(head.get("oscal-version", "")),
        counts={key: counts[key] for key in wanted},
        parts=_by(found, "parts", "name"),
        links=_links_of_controls(controls),
        controls_by_group={str(g.get("id")): len(g.get("controls", [])) for g in groups},
        first_control=str(controls[0].get("id")) if controls else None,
    )


def _objects(holder: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object of every list, with the key of its list, in the file's order."""
    waiting: list[Any] = [holder]
    while waiting:
        here = waiting.pop()
        if isinstance(here, tuple):
            yield here
            here = here[1]
        if not isinstance(here, dict):
            continue
        inner: list[Any] = []
        for key, value in here.items():
            items = value if isinstance(value, list) else [value]
            is_list = isinstance(value, list)
            inner += [(key, i) if is_list else i for i in items if isinstance(i, dict)]
        waiting += reversed(inner)


def _by(found: list[tuple[str, dict[str, Any]]], key: str, name: str) -> dict[str, int]:
    return dict(Counter(str(item.get(name)) for k, item in found if k == key))


def _links_of_controls(controls: list[dict[str, Any]]) -> dict[str, int]:
    rels = (str(link.get("rel")) for c in controls for link in c.get("links", []))
    return dict(Counter(rels))
