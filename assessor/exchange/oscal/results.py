"""An assessment as OSCAL assessment results."""

from __future__ import annotations

from typing import Any

from assessor.exchange.oscal.judged import Judged
from assessor.exchange.oscal.remedies import Remedies
from assessor.exchange.oscal.writing import prop, start_of, token
from assessor.programme.model import Programme
from assessor.project import Assessed
from assessor.scoring import Scorecard
from assessor.text import gettext as _


def judged(assessed: Assessed, scorecard: Scorecard, programme: Programme | None) -> Judged:
    """What both documents are written from."""
    rows = tuple(row.id for row in scorecard.criteria if row.met is False)
    return Judged(assessed, scorecard, Remedies(assessed.catalogue, programme, rows))


def results_document(
    assessed: Assessed, scorecard: Scorecard, programme: Programme | None = None
) -> dict[str, Any]:
    """Findings, observations and risks; the same answers give the same document.

    What was not assessed or does not apply has no finding: OSCAL knows no state for it.
    """
    told = judged(assessed, scorecard, programme)
    title = str(assessed.assessment.title)
    plan = told.uuid("resource", "no-plan")
    result = {
        "uuid": told.uuid("result"),
        "title": told.metadata(title)["title"],
        "description": str(assessed.assessment.subject or title),
        "start": start_of(assessed.assessment.as_of),
        "props": _props(scorecard),
        "reviewed-controls": {"control-selections": [_reviewed(told)]},
        **_present("observations", told.observations(told.rows)),
        **_present("risks", told.risks()),
        **_present("findings", told.findings(told.rows)),
        "remarks": _(
            "Criteria that were not assessed or do not apply have no finding. "
            "OSCAL has no score: score, coverage and level are properties."
        ),
    }
    resource = {"uuid": plan, "title": _("No assessment plan was written as an OSCAL document.")}
    body = {
        "uuid": told.uuid("assessment-results"),
        "metadata": told.metadata(title),
        "import-ap": {"href": f"#{plan}"},
        "results": [result],
        "back-matter": {"resources": [resource]},
    }
    return {"assessment-results": body}


def _present(key: str, items: list[dict[str, Any]]) -> dict[str, Any]:
    return {key: items} if items else {}


def _reviewed(told: Judged) -> dict[str, Any]:
    if told.rows:
        return {"include-controls": [{"control-id": token(row.id)} for row in told.rows]}
    every = [{"control-id": token(row.id)} for row in told.scorecard.criteria]
    words = _("No criterion has been assessed.")
    return {"description": words, "include-all": {}, "exclude-controls": every}


def _props(card: Scorecard) -> list[dict[str, Any]]:
    figures = {
        "score": card.score,
        "score-if-best": card.score_if_best,
        "verified-floor": card.verified_floor,
        "coverage": card.coverage,
        "level": card.level,
        "verdict": card.verdict,
        "rules": card.rules,
    }
    return [prop(name, value) for name, value in figures.items() if value is not None]
