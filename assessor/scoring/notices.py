"""What a reader of the scorecard must be told besides the numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from assessor.errors import Problem
from assessor.scoring.judging import Circumstances, Judgement
from assessor.scoring.scorecard import Scorecard


def notices(
    given: Circumstances, card: Scorecard, judged: Mapping[str, Judgement]
) -> tuple[Problem, ...]:
    """Warnings about an assessment that can be scored all the same."""
    return tuple(_notices(given, card, judged))


def _notices(
    given: Circumstances, card: Scorecard, judged: Mapping[str, Judgement]
) -> Iterator[Problem]:
    if card.na_share > given.rules.not_applicable.max_share_warn:
        yield _warning("na_share_high", share=round(card.na_share, 4))
    for code in ("na_unjustified", "na_expired", "na_not_allowed"):
        rows = [row.id for row in judged.values() if row.why == code]
        if rows:
            yield _warning(code, ids=", ".join(rows), n=len(rows))
    informative = sum(row.informative for row in card.criteria)
    if informative:
        yield _warning("rows_informative", n=informative, total=len(card.criteria))
    stale = [row.id for row in judged.values() if row.measured and row.measured.stale]
    if stale:
        yield _warning("derived_stale", ids=", ".join(stale))
    expired = _with_expired_evidence(given)
    if expired:
        yield _warning("evidence_expired", ids=", ".join(expired), n=len(expired))
    own = [
        name
        for name, answer in given.assessment.answers.items()
        if answer.verified is not None and answer.verified.by == answer.by
    ]
    if own:
        yield _warning("verifier_is_assessor", ids=", ".join(own), n=len(own))


def _with_expired_evidence(given: Circumstances) -> list[str]:
    known = given.assessment.evidence
    expired = {name for name, item in known.items() if not item.valid_on(given.on)}
    return [
        name
        for name, answer in given.assessment.answers.items()
        if not expired.isdisjoint(answer.evidence)
    ]


def _warning(code: str, **params: Any) -> Problem:
    return Problem(code, params, severity="warning")
