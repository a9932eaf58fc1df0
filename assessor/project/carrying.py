"""Answer once, see all: answers carried to another catalogue as proposals, and what two
catalogues have in common."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assessor.assessment.fitting import misfits_of_value
from assessor.assessment.model import Assessment
from assessor.assessment.writing import create
from assessor.catalogue.crosswalk import Crosswalk, shipped_crosswalks
from assessor.catalogue.load import load_catalogue
from assessor.catalogue.measures import DerivedMeasure
from assessor.catalogue.model import Catalogue
from assessor.documents import to_jsonable
from assessor.project.merging import new_file
from assessor.project.opening import Assessed
from assessor.project.study import score_assessed
from assessor.scoring.crosswalks import Known, Proposal, infer, links_of, proposals


@dataclass(frozen=True, slots=True)
class Carried:
    """What the answers at hand say about another catalogue; `assessment` has the proposals in."""

    source: str
    target: Catalogue
    assessment: Assessment
    proposals: tuple[Proposal, ...]
    silent: tuple[str, ...]
    """Rows of the target about which nothing follows."""


def carry(
    assessed: Assessed,
    target: Catalogue,
    *,
    into: Assessment | None = None,
    crosswalks: Iterable[Crosswalk] | None = None,
    on: date | None = None,
) -> Carried:
    """Propose answers to the rows of another catalogue by the shipped crosswalks.

    Parameters
    ----------
    assessed
        What was answered.
    target
        The catalogue or profile asked about.
    into
        An assessment of it that exists; what stands there is never touched.
    crosswalks
        Other relations than the shipped ones.
    """
    source = assessed.assessment
    start = into or _blank(source, target, on)
    known = shipped_crosswalks() if crosswalks is None else tuple(crosswalks)
    card = score_assessed(assessed, on=on)
    parts = tuple(target.includes) or (target.id,)
    found = tuple(
        _fitting(one, target) for one in proposals(card, source, start, known, asked=parts)
    )
    answers = dict(start.answers)
    answers |= {one.criterion: one.answer for one in found if one.answer is not None}
    filled = start.model_copy(update={"answers": answers})
    touched = {one.criterion for one in found}
    silent = tuple(name for name in target.criteria if name not in touched)
    return Carried(source.id, target, filled, found, silent)


def _blank(source: Assessment, target: Catalogue, on: date | None) -> Assessment:
    """Nothing answered yet; the facts about the site that the target asks for too."""
    facts = {k: v for k, v in source.profile.items() if k in target.profile_attributes}
    blank = Assessment.blank(
        target,
        id=f"{source.id}-{target.id}",
        title=target.title,
        as_of=on or source.as_of,
        profile=facts,
    )
    known = {"illustrative": source.illustrative, "subject": source.subject}
    return blank.model_copy(update=known)


def _fitting(proposal: Proposal, target: Catalogue) -> Proposal:
    """A yes or no is proposed only where the row is answered so; elsewhere it stays a hint."""
    if proposal.answer is None:
        return proposal
    measure = target.criteria[proposal.criterion].measure
    if isinstance(measure, DerivedMeasure) or any(
        misfits_of_value(measure, target, proposal.answer.value, None)
    ):
        return Proposal(proposal.criterion, proposal.inferred, None)
    return proposal


def write_carried(path: Path, carried: Carried) -> None:
    """A new assessment with the proposals filled in.

    Raises
    ------
    DocumentError
        The file exists already.
    """
    new_file(path)
    create(path, carried.assessment)


def carried_document(carried: Carried, written: Path | None = None) -> dict[str, Any]:
    """Proposals, hints and silent rows, for other programs."""
    rows = [
        {
            "criterion": one.criterion,
            "proposed": None if one.answer is None else one.answer.value,
            **to_jsonable(one.inferred),
        }
        for one in carried.proposals
    ]
    return {
        "schema": "carried@1",
        "source": carried.source,
        "target": carried.target.id,
        "written": None if written is None else str(written),
        "proposals": [row for row in rows if row["proposed"] is not None],
        "hints": [row for row in rows if row["proposed"] is None],
        "silent": list(carried.silent),
    }


@dataclass(frozen=True, slots=True)
class Overlap:
    """How far meeting every row of one catalogue meets another; `full` rows follow whole."""

    source: str
    target: str
    rows: int
    full: tuple[str, ...]
    partial: tuple[str, ...]
    none: tuple[str, ...]
    hops: int
    """Longest way over crosswalks that a row needed."""


def overlap(source_id: str, target_id: str) -> Overlap:
    """What two catalogues or profiles have in common by the shipped crosswalks.

    Raises
    ------
    CatalogueError
        There is no such catalogue.
    """
    source, target = load_catalogue(source_id), load_catalogue(target_id)
    links = [link for crosswalk in shipped_crosswalks() for link in links_of(crosswalk)]
    known = {name: Known("met") for name in source.criteria}
    found: dict[str, Any] = {}
    for part in tuple(target.includes) or (target.id,):
        found |= infer(known, links, part)
    # a row that both hold is the same row, whatever else is related to it
    shared = {name for name in target.criteria if name in source.criteria}
    reached = {name: one for name, one in found.items() if name in target.criteria}
    full = tuple(
        name
        for name in target.criteria
        if name in shared or (name in reached and reached[name].coverage == "full")
    )
    partial = tuple(name for name in target.criteria if name in reached and name not in full)
    silent = tuple(k for k in target.criteria if k not in full and k not in reached)
    hops = max((len(one.path) - 1 for one in reached.values()), default=0)
    return Overlap(source.id, target.id, len(target.criteria), full, partial, silent, hops)


LANDSCAPE = (
    "provincial-data-centre-2023-07",
    "cloud-platform-1145-indicative",
    "nist-800-145",
    "successors-2026",
)
"""The July 2023 profile, the 1145 layout, NIST 800-145 and the successors of 2026."""


def landscape() -> tuple[Overlap, ...]:
    """Every pair of the four, both ways."""
    return tuple(overlap(a, b) for a in LANDSCAPE for b in LANDSCAPE if a != b)
