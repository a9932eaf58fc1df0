"""The three voices: what the ministry said, what the city says, what the evidence says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from assessor.project.opening import Project
from assessor.scoring import Scorecard
from assessor.text import LocalizedText

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
        )
        for name, claim in project.programme.claims.items()
    )


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
