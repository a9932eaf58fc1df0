"""Taking a snapshot: a study, the hashes of its inputs, and a link to the one before."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assessor.documents import sha256_of, to_json, write_text
from assessor.history.chain import read_snapshots
from assessor.history.snapshots import (
    HEAD,
    Head,
    content,
    file_name,
    head_text,
    read_snapshot,
)

if TYPE_CHECKING:
    from assessor.history.snapshots import Snapshot
    from assessor.project import Study


def take_snapshot(
    study: Study, at: datetime, *, folder: Path | None = None, note: str | None = None
) -> Snapshot:
    """Write a study down, never to be changed.

    Parameters
    ----------
    study
        What was computed.
    at
        The time, with its zone; later than that of every snapshot before.
    folder
        Where the chain is kept; `snapshots` beside the scenario by default.
    note
        Why it was taken.

    Raises
    ------
    DocumentError
        The chain so far is broken, or the folder belongs to the program.
    ValueError
        A time without a zone, or not after the last snapshot.
    OSError
        The folder cannot be written.
    """
    from assessor.project.contract import study_document

    folder = folder or study.project.folder / "snapshots"
    return append(folder, at, inputs=inputs_of(study), study=study_document(study), note=note)


def append(
    folder: Path,
    at: datetime,
    *,
    inputs: Mapping[str, Any],
    study: Mapping[str, Any],
    note: str | None = None,
) -> Snapshot:
    """Add one link to the chain of a folder; raises as `take_snapshot`."""
    earlier = read_snapshots(folder)
    if earlier and at <= earlier[-1].at:
        raise ValueError(f"a snapshot of {earlier[-1].at.isoformat()} stands before {at}")
    previous = earlier[-1].sha256 if earlier else None
    number = len(earlier) + 1
    path = folder / file_name(at)
    write_text(path, content(number, at, previous, note=note, inputs=inputs, study=study))
    taken = read_snapshot(path)
    # HEAD last: after a crash in between the chain is whole and HEAD one behind.
    write_text(folder / HEAD, head_text(Head(number, taken.sha256)))
    return taken


def inputs_of(study: Study) -> dict[str, Any]:
    """Hashes of everything that the numbers came from."""
    from assessor import __version__

    project = study.project
    return {
        "program": __version__,
        "scenario": project.scenario.sha256,
        "programme": None if project.programme is None else _hash(project.programme),
        "assessments": {
            assessed.assessment.id: {
                "answers": sha256_of(assessed.path),
                "catalogue": assessed.catalogue.sha256,
                "rules": _hash(assessed.rules),
            }
            for assessed in project.assessed
        },
    }


def _hash(document: object) -> str:
    return hashlib.sha256(to_json(document, indent=None).encode("utf-8")).hexdigest()
