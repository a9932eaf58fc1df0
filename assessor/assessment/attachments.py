"""Evidence files: inside the folder, still there, still what was attached, not expired."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from assessor.assessment.model import Assessment
from assessor.documents import Loaded, inside, sha256_of
from assessor.errors import Problem


def problems_of_evidence(assessment: Assessment, folder: Path, loaded: Loaded) -> Iterator[Problem]:
    """What is wrong with the evidence beside an assessment."""
    for name, item in assessment.evidence.items():
        key = ("evidence", name)
        if not item.valid_on(assessment.as_of):
            params = {"id": name, "expires": item.expires}
            yield loaded.warning("evidence_out_of_date", (*key, "expires"), **params)
        if item.file is None:
            continue
        path = inside(folder, item.file)
        if path is None:
            yield loaded.problem("path_escapes", (*key, "file"), given=item.file)
        elif not path.is_file():
            params = {"id": name, "file": item.file}
            yield loaded.warning("evidence_file_missing", (*key, "file"), **params)
        elif item.sha256 is not None and sha256_of(path) != item.sha256:
            params = {"id": name, "file": item.file}
            yield loaded.problem("evidence_file_changed", (*key, "sha256"), **params)
