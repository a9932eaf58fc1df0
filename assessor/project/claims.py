"""The three voices: what the ministry said, what the city says, what the evidence says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypedDict

from assessor.project.opening import Assessed, Project
from assessor.scoring import Scorecard
from assessor.text import LocalizedText

if TYPE_CHECKING:
    from assessor.programme.model import Claim

Standing = Literal["supported", "contradicted", "disputed", "no_evidence"]


@dataclass(frozen=True)
class BasisVerdict:
    """The own verdict on one document that a claim may concern."""

    id: str
    title: LocalizedText
    verdict: str | None
    score: float | None
    level: int | None
    illustrative: bool


@dataclass(frozen=True)
class ClaimRow:
    """A criterion that bears on a claim; `speaks` says for or against it, or nothing yet.

    `grade` is that of the best evidence that counts; E0 is a bare answer.
    """

    criterion: str
    title: LocalizedText
    assessment: str
    status: str
    met: bool | None
    speaks: Literal["for", "against"] | None
    grade: str
    evidence: tuple[str, ...]
    illustrative: bool


@dataclass(frozen=True)
class ClaimView:
    """One claim beside the evidence; the claim stands whatever the evidence says."""

    id: str
    speaker: str
    on: date
    text: LocalizedText
    source: str
    basis_confirmed: bool
    recorded: Standing
    """By evidence that people linked to the claim."""
    bases: tuple[BasisVerdict, ...]
    asserts: Literal["met", "not_met"] | None = None
    computed: Standing = "no_evidence"
    """By the own verdicts: of the criteria that the claim names, else of its bases."""
    rows: tuple[ClaimRow, ...] = ()
    """The criteria that it names, else those that decide the verdicts of its bases."""


def claims_of(project: Project, cards: Mapping[Path, Scorecard]) -> tuple[ClaimView, ...]:
    """Every claim of the programme with the own verdict on each basis that it may concern."""
    if project.programme is None:
        return ()
    from assessor.programme import claim_standings

    known = basis_verdicts(project, cards)
    standings = {one.id: one.standing for one in claim_standings(project.programme)}
    return tuple(
        ClaimView(
            id=name,
            speaker=claim.speaker,
            on=claim.on,
            text=claim.text,
            source=claim.source,
            basis_confirmed=claim.basis_confirmed,
            recorded=standings[name],
            bases=tuple(known[basis] for basis in claim.about if basis in known),
            asserts=claim.asserts,
            **_judged(project, cards, claim, known),
        )
        for name, claim in project.programme.claims.items()
    )


class _Judged(TypedDict):
    computed: Standing
    rows: tuple[ClaimRow, ...]


def _judged(
    project: Project,
    cards: Mapping[Path, Scorecard],
    claim: Claim,
    known: Mapping[str, BasisVerdict],
) -> _Judged:
    """What the own verdicts say to a claim, and the rows behind it."""
    named = tuple(dict.fromkeys([*claim.supported_by, *claim.contradicted_by]))
    rows = tuple(_rows(project, cards, claim, named))
    if rows:
        return {"computed": _standing({row.speaks for row in rows}), "rows": rows}
    verdicts = {known[basis].verdict for basis in claim.about if basis in known}
    voices = {_voice(_SAYS.get(verdict or ""), claim.asserts) for verdict in verdicts}
    deciding = tuple(
        name
        for assessed in project.assessed
        for base, card in _bases(assessed, cards[assessed.path])
        if base in claim.about
        for name in card.blocking
    )
    shown = tuple(_rows(project, cards, claim, tuple(dict.fromkeys(deciding))))
    return {"computed": _standing(voices), "rows": shown}


def _bases(assessed: Assessed, card: Scorecard) -> list[tuple[str, Scorecard]]:
    return list(card.bases.items()) or [(assessed.catalogue.id, card)]


def _rows(
    project: Project, cards: Mapping[Path, Scorecard], claim: Claim, names: tuple[str, ...]
) -> Iterator[ClaimRow]:
    for name in names:
        assessed = next((a for a in project.assessed if name in a.catalogue.criteria), None)
        if assessed is None:
            continue
        row = cards[assessed.path].criterion(name)
        said = None if row.met is None else ("met" if row.met else "not_met")
        yield ClaimRow(
            criterion=name,
            title=assessed.catalogue.criteria[name].title,
            assessment=assessed.assessment.id,
            status=row.status,
            met=row.met,
            speaks=_voice(said, claim.asserts or "met"),
            grade=row.grade,
            evidence=assessed.assessment.answer(name).evidence,
            illustrative=assessed.assessment.illustrative,
        )


def _voice(said: str | None, asserts: str | None) -> Literal["for", "against"] | None:
    if said is None or asserts is None:
        return None
    return "for" if said == asserts else "against"


def _standing(voices: set[Literal["for", "against"] | None]) -> Standing:
    if {"for", "against"} <= voices:
        return "disputed"
    if "for" in voices:
        return "supported"
    return "contradicted" if "against" in voices else "no_evidence"


_SAYS = {"eligible": "met", "not_eligible": "not_met"}


def basis_verdicts(project: Project, cards: Mapping[Path, Scorecard]) -> dict[str, BasisVerdict]:
    """One verdict per basis: each catalogue of a profile, and each other catalogue."""
    found: dict[str, BasisVerdict] = {}
    for assessed in project.assessed:
        card, catalogue = cards[assessed.path], assessed.catalogue
        sample = assessed.assessment.illustrative
        if not card.bases:
            found[catalogue.id] = _verdict(catalogue.id, catalogue.title, card, sample)
        for name, base in card.bases.items():
            found.setdefault(name, _verdict(name, catalogue.includes[name].title, base, sample))
    return found


def _verdict(name: str, title: LocalizedText, card: Scorecard, sample: bool) -> BasisVerdict:
    return BasisVerdict(name, title, card.verdict, card.score, card.level, sample)
