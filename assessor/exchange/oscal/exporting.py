"""OSCAL documents to disk."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from assessor.catalogue.load import load_catalogue, path_of
from assessor.documents import to_json, write_text
from assessor.exchange.oscal.keeping import catalog_document
from assessor.exchange.oscal.poam import poam_document
from assessor.exchange.oscal.results import results_document
from assessor.programme.model import Programme
from assessor.project import Assessed, open_project, score_assessed

Kind = Literal["assessment-results", "poam"]


def oscal_document(assessed: Assessed, kind: Kind) -> dict[str, Any]:
    """A scored assessment as OSCAL, with the programme of the project it lies in.

    Raises
    ------
    InputError
        The project around the assessment cannot be read, or nothing stands open.
    """
    scorecard = score_assessed(assessed)
    programme = _programme_beside(assessed.path)
    if kind == "poam":
        return poam_document(assessed, scorecard, programme)
    return results_document(assessed, scorecard, programme)


def oscal_catalog(reference: str) -> dict[str, Any]:
    """A catalogue, by id or path, as an OSCAL catalog.

    Raises
    ------
    CatalogueError
        There is no such catalogue, or it cannot be used.
    """
    return catalog_document(load_catalogue(reference), path_of(reference))


def write_oscal(path: Path, document: dict[str, Any]) -> Path:
    """Write one document; the same answers give the same bytes."""
    write_text(path, to_json(document) + "\n")
    return path


def _programme_beside(path: Path) -> Programme | None:
    folder = path.parent
    return open_project(folder).programme if (folder / "scenario.yaml").is_file() else None
