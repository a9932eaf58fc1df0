"""Two people's files into one: what only one of them touched is taken, the rest is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assessor.assessment.model import Answer, Assessment


@dataclass(frozen=True, slots=True)
class Conflict:
    """A row that both answered differently; until somebody decides, `mine` stays."""

    criterion: str
    base: Answer | None
    mine: Answer
    theirs: Answer


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged assessment and what is still to be decided."""

    assessment: Assessment
    conflicts: tuple[Conflict, ...]
    evidence_conflicts: tuple[str, ...] = ()
    other_conflicts: tuple[str, ...] = ()
    """Dossiers, assignments and facts that both hold differently, as `section.id`."""


def merge(mine: Assessment, theirs: Assessment, base: Assessment | None = None) -> Merged:
    """Join two assessments of one subject against one catalogue.

    Parameters
    ----------
    mine, theirs
        The two files.
    base
        The file both started from; without it, an untouched row gives way to an answered one.

    Raises
    ------
    ValueError
        They answer different catalogues.
    """
    if mine.catalogue.id != theirs.catalogue.id:
        raise ValueError(f"{mine.catalogue.id} and {theirs.catalogue.id} cannot be merged")
    answers: dict[str, Answer] = {}
    conflicts: list[Conflict] = []
    for name in dict.fromkeys([*mine.answers, *theirs.answers]):
        start = None if base is None else base.answer(name)
        chosen = _chosen(mine.answer(name), theirs.answer(name), start)
        answers[name] = mine.answer(name) if chosen is None else chosen
        if chosen is None:
            conflicts.append(Conflict(name, start, mine.answer(name), theirs.answer(name)))
    clashing = [
        name
        for name, item in theirs.evidence.items()
        if name in mine.evidence and mine.evidence[name] != item
    ]
    evidence = {**theirs.evidence, **mine.evidence}
    others, disputed = _sections(mine, theirs)
    merged = mine.model_copy(update={"answers": answers, "evidence": evidence, **others})
    return Merged(merged, tuple(conflicts), tuple(clashing), disputed)


def _sections(mine: Assessment, theirs: Assessment) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The smaller sections joined: what only one holds is taken, `mine` stays where both differ."""
    joined: dict[str, Any] = {}
    disputed: list[str] = []
    for section in ("dossiers", "assignments", "profile"):
        ours, others = getattr(mine, section), getattr(theirs, section)
        known = {name: value for name, value in ours.items() if value is not None}
        joined[section] = {**ours, **others, **known}
        disputed += [
            f"{section}.{name}"
            for name, value in others.items()
            if value is not None and name in known and known[name] != value
        ]
    return joined, tuple(disputed)


def _chosen(mine: Answer, theirs: Answer, base: Answer | None) -> Answer | None:
    """The answer nobody disputes, with both logs; none where both changed it differently."""
    start = Answer() if base is None else base
    if mine == theirs or _said(theirs) == _said(start):
        return mine
    if _said(mine) == _said(start):
        return theirs
    return mine if _said(mine) == _said(theirs) else None


def _said(answer: Answer) -> Answer:
    """What is answered, apart from how it came about."""
    return answer.model_copy(update={"log": ()})
