"""A catalogue back into OSCAL: over its kept original, so that what we do not know survives."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from assessor.catalogue.model import Catalogue, Criterion
from assessor.exchange.oscal.controls import Control, label_of
from assessor.exchange.oscal.importing import original_path, shown_title
from assessor.exchange.oscal.reading import read_oscal
from assessor.exchange.oscal.writing import OSCAL_VERSION, prop, token, uuid_of

_UNDATED = "1970-01-01T00:00:00+00:00"  # a catalogue has no date of its own


def catalog_document(catalogue: Catalogue, path: Path | None = None) -> dict[str, Any]:
    """The catalogue as an OSCAL catalog.

    Parameters
    ----------
    path
        File of the catalogue; an OSCAL document kept beside it is the base: controls that are
        rows no more are left out, retitled and new ones written in, all else stays as it was.

    Raises
    ------
    DocumentError
        The kept document was damaged.
    """
    kept = None if path is None else original_path(path)
    if kept is None or not kept.is_file():
        return {"catalog": _built(catalogue)}
    seen: set[str] = set()
    body = _updated(read_oscal(kept, "catalog").body, catalogue, seen)
    new = [name for name in catalogue.criteria if name not in seen]
    if new:
        group = {"id": "added", "title": "Added", "controls": [_control(catalogue, n) for n in new]}
        body["groups"] = [*body.get("groups", []), group]
    return {"catalog": body}


def _updated(holder: dict[str, Any], catalogue: Catalogue, seen: set[str]) -> dict[str, Any]:
    updated = copy.copy(holder)
    for key in ("groups", "controls"):
        if key in holder:
            inner = [_updated(item, catalogue, seen) for item in holder[key]]
            updated[key] = inner if key == "groups" else _rows(inner, catalogue, seen)
    return updated


def _rows(
    controls: list[dict[str, Any]], catalogue: Catalogue, seen: set[str]
) -> list[dict[str, Any]]:
    kept = []
    for raw in controls:
        name = str(raw.get("id"))
        row = catalogue.criteria.get(name)
        seen.add(name)
        control = Control(name, str(raw.get("title")), label_of(raw) or name, "", raw)
        if row is None and not control.is_withdrawn:
            continue
        kept.append(raw if row is None else _retitled(raw, control, row))
    return kept


def _retitled(raw: dict[str, Any], control: Control, row: Criterion) -> dict[str, Any]:
    if row.title.en == shown_title(control):
        return raw
    return {**raw, "title": row.title.en.removeprefix(f"{control.label} ")}


def _built(catalogue: Catalogue) -> dict[str, Any]:
    groups: dict[str, list[str]] = {}
    for name, row in catalogue.criteria.items():
        groups.setdefault(row.group, []).append(name)
    return {
        "uuid": uuid_of("catalog", catalogue.id, catalogue.version),
        "metadata": {
            "title": catalogue.title.here(),
            "last-modified": _UNDATED,
            "version": catalogue.version,
            "oscal-version": OSCAL_VERSION,
        },
        "groups": [
            {
                "id": token(group),
                "title": catalogue.groups[group].title.here(),
                "controls": [_control(catalogue, name) for name in names],
            }
            for group, names in groups.items()
        ],
    }


def _control(catalogue: Catalogue, name: str) -> dict[str, Any]:
    row = catalogue.criteria[name]
    parts = [("statement", row.requirement), ("guidance", row.guidance)]
    parts += [("assessment-objective", row.test)]
    return {
        "id": token(name),
        "title": " ".join(row.title.here().split()),
        "props": [
            {"name": "label", "value": name},
            prop("title-vi", row.title.vi),
            prop("title-en", row.title.en),
            prop("obligation", row.obligation),
            prop("measure", row.measure.kind),
            prop("confidence", row.effective_confidence),
            *([] if row.level is None else [prop("level", row.level)]),
            *([] if row.weight is None else [prop("weight", row.weight)]),
        ],
        "parts": [
            {"id": f"{token(name)}_{part}", "name": part, "prose": text.here()}
            for part, text in parts
            if text is not None
        ],
    }
