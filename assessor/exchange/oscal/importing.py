"""An OSCAL catalogue or profile as a catalogue of ours, with its original kept beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assessor.catalogue.checks import problems_of
from assessor.catalogue.labels import Confidence, Obligation
from assessor.catalogue.model import Catalogue
from assessor.documents import Loaded, parse, to_json, write_text
from assessor.errors import CatalogueError, Problem, errors_in
from assessor.exchange.official_table import both, write_catalogue
from assessor.exchange.oscal.controls import (
    Control,
    Controls,
    controls_of,
    every_part,
    parts_named,
    prose_lines,
    resolved_text,
)
from assessor.exchange.oscal.facts import OscalFacts, oscal_facts
from assessor.exchange.oscal.profiles import resolved_profile
from assessor.exchange.oscal.reading import OscalFile, read_oscal
from assessor.text import fold

_DOCUMENT = "OSCAL"
_NOTES = {
    "vi": "Đọc bằng máy từ tệp OSCAL do người dùng cung cấp (uuid {uuid}, sửa lần cuối "
    "{modified}); tham số chưa đặt giá trị để trong ngoặc vuông. Tệp chỉ có một ngôn ngữ, nên "
    "lời văn ở hai ngôn ngữ giống nhau. Chưa ai đối chiếu tệp với bản của nơi ban hành; mức độ "
    "bắt buộc là lựa chọn khi nhập, không phải lời của tệp.",
    "en": "Read by machine from an OSCAL file that the user supplied (uuid {uuid}, last modified "
    "{modified}); parameters without a value stand in brackets. The file has one language, so "
    "the words are the same in both. Nobody compared the file with the issuer's; the "
    "obligation was chosen on import and is not the file's word.",
}


@dataclass(frozen=True)
class ImportedCatalog:
    """A catalogue as plain data, the OSCAL document behind it, and what to know about both."""

    data: dict[str, Any]
    original: dict[str, Any]
    facts: OscalFacts
    warnings: tuple[Problem, ...]


def import_oscal(
    path: Path,
    *,
    id: str | None = None,  # noqa: A002 — the document's own key
    catalog: Path | None = None,
    confidence: Confidence = "secondary",
    obligation: Obligation = "mandatory",
) -> ImportedCatalog:
    """Read a catalogue or profile in JSON; nothing is fetched.

    Parameters
    ----------
    id
        Id of the new catalogue; made from the title where none is given.
    catalog
        The catalogue that a profile selects from.
    confidence
        How far the file was compared with the issuer's text.

    Raises
    ------
    DocumentError
        The file cannot be read.
    CatalogueError
        With every problem of its content.
    """
    file = read_oscal(path, "catalog", "profile")
    if file.kind == "profile":
        file = resolved_profile(file, catalog)
    found = controls_of(file) if file.kind == "catalog" else Controls({}, {}, {})
    if not found.controls and not errors_in(file.problems):
        file.problem("oscal_no_controls")
    _refuse(file.problems)
    data = _catalogue(file, found, id, confidence, obligation)
    loaded = Loaded(str(path), data)
    catalogue, problems = parse(Catalogue, loaded)
    _refuse([*file.problems, *problems, *(problems_of(catalogue, loaded) if catalogue else ())])
    withdrawn = sum(control.is_withdrawn for control in found.controls.values())
    if withdrawn:
        file.warning("oscal_withdrawn", n=withdrawn)
    file.warning("table_one_language")
    facts = oscal_facts(file)
    return ImportedCatalog(data, {"catalog": file.body}, facts, tuple(file.problems))


def write_imported_catalog(imported: ImportedCatalog, output: Path) -> Path:
    """Write the catalogue, and the OSCAL document beside it so that nothing is lost.

    Raises
    ------
    CatalogueError
        The file exists.
    """
    file = write_catalogue(output, imported.data)
    write_text(original_path(file), to_json(imported.original) + "\n")
    return file


def original_path(catalogue: Path) -> Path:
    """Where the OSCAL document behind a catalogue is kept."""
    return catalogue.with_name(f"{catalogue.stem}.oscal.json")


def shown_title(control: Control) -> str:
    """A control's title as the catalogue has it, its label in front."""
    return f"{control.label} {control.title}"


def _refuse(problems: list[Problem]) -> None:
    if errors_in(problems):
        raise CatalogueError(sorted(problems, key=lambda problem: problem.place))


def _catalogue(
    file: OscalFile,
    found: Controls,
    name: str | None,
    confidence: Confidence,
    obligation: Obligation,
) -> dict[str, Any]:
    metadata = file.body.get("metadata")
    head: dict[str, Any] = metadata if isinstance(metadata, dict) else {}
    title = str(head.get("title") or file.path.stem)
    known = {"uuid": file.body.get("uuid", "–"), "modified": head.get("last-modified", "–")}
    criteria = {
        control.id: _criterion(control, found, confidence, obligation)
        for control in found.controls.values()
        if not control.is_withdrawn
    }
    used = {row["group"] for row in criteria.values()}
    return {
        "schema": "catalogue@1",
        "id": name or _slug(title),
        "version": str(head.get("version") or "1"),
        "title": both(title),
        "notes": {code: words.format(**known) for code, words in _NOTES.items()},
        "sources": {
            _DOCUMENT: {
                "number": title,
                "title": both(title),
                "seen_at": f"{file.path.name}, SHA-256 {file.sha256}",
                "confidence": confidence,
            }
        },
        "groups": {
            _slug(id_): {"title": both(words)}
            for id_, words in found.groups.items()
            if _slug(id_) in used
        },
        "criteria": criteria,
    }


def _criterion(
    control: Control, found: Controls, confidence: Confidence, obligation: Obligation
) -> dict[str, Any]:
    def words(lines: Iterator[str]) -> str:
        return "\n".join(resolved_text(line, found.parameters) for line in lines)

    raw = control.raw
    statement = words(line for part in parts_named(raw, "statement") for line in prose_lines(part))
    guidance = words(line for part in parts_named(raw, "guidance") for line in prose_lines(part))
    test = words(_test_lines(raw))
    row: dict[str, Any] = {
        "group": _slug(control.group),
        "title": both(shown_title(control)),
        "requirement": both(statement or control.title),
    }
    if test:
        row["test"] = both(test)
    if guidance:
        row["guidance"] = both(guidance)
    row["measure"] = {"kind": "boolean"}
    row["obligation"] = obligation
    documents = [resolved_text(line, found.parameters) for line in _objects(raw, "EXAMINE")]
    if documents:
        row["evidence_expected"] = [{**both(line), "min_grade": "E2"} for line in documents]
    row["source"] = {
        "document": _DOCUMENT,
        "clause": control.label,
        # only who compared the file with the text may call the words the document's own
        "text": "verbatim" if confidence == "verified" else "paraphrase",
        "confidence": confidence,
    }
    return row


def _test_lines(control: dict[str, Any]) -> Iterator[str]:
    """What an assessor determines, then whom to interview and what to try out."""
    for part in parts_named(control, "assessment-objective"):
        yield from prose_lines(part)
    for method in ("INTERVIEW", "TEST"):
        objects = [line.strip(" ;") for line in _objects(control, method)]
        if objects:
            yield f"{method}: {'; '.join(objects)}"


def _objects(control: dict[str, Any], method: str) -> list[str]:
    """What a method of assessment looks at."""
    return [
        line.strip()
        for part in every_part(control)
        if part.get("name") == "assessment-method" and _method(part) == method
        for inner in parts_named(part, "assessment-objects")
        for line in str(inner.get("prose") or "").splitlines()
        if line.strip()
    ]


def _method(part: dict[str, Any]) -> str:
    props = part.get("props")
    found = props if isinstance(props, list) else []
    return next((str(p.get("value")).upper() for p in found if p.get("name") == "method"), "")


def _slug(text: str) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
    return words[:60].strip("-") or "oscal"
