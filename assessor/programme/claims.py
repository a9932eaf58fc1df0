"""Three voices kept apart: what was claimed, the evidence noted for it, the own verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assessor.programme.model import Programme

Standing = Literal["supported", "contradicted", "disputed", "no_evidence"]
Agreement = Literal["agrees", "disagrees", "undetermined"]
_SAYS = {"eligible": "met", "not_eligible": "not_met"}


@dataclass(frozen=True)
class ClaimStanding:
    """A claim beside what the evidence says."""

    id: str
    speaker: str
    on: date
    about: tuple[str, ...]
    basis_confirmed: bool
    standing: Standing
    supported_by: tuple[str, ...]
    contradicted_by: tuple[str, ...]
    verdicts: Mapping[str, str | None]
    """Own verdict for each basis it may concern; None where there is no assessment."""
    agreement: Mapping[str, Agreement]
    """For each basis, what the own verdict says to the claim."""


def claim_standings(
    programme: Programme, verdicts: Mapping[str, str] | None = None
) -> list[ClaimStanding]:
    """Every claim with its evidence and, beside it and separate, the own verdict per basis."""
    own = verdicts or {}
    return [
        ClaimStanding(
            id=name,
            speaker=claim.speaker,
            on=claim.on,
            about=claim.about,
            basis_confirmed=claim.basis_confirmed,
            standing=_standing(claim.supported_by, claim.contradicted_by),
            supported_by=claim.supported_by,
            contradicted_by=claim.contradicted_by,
            verdicts={basis: own.get(basis) for basis in claim.about},
            agreement={b: _agreement(claim.asserts, own.get(b)) for b in claim.about},
        )
        for name, claim in programme.claims.items()
    ]


def _standing(supported_by: Sequence[str], contradicted_by: Sequence[str]) -> Standing:
    if supported_by and contradicted_by:
        return "disputed"
    if supported_by:
        return "supported"
    return "contradicted" if contradicted_by else "no_evidence"


def _agreement(asserts: str | None, verdict: str | None) -> Agreement:
    if verdict not in _SAYS or asserts is None:
        return "undetermined"
    return "agrees" if _SAYS[verdict] == asserts else "disagrees"
