"""What stands open as an OSCAL plan of action and milestones."""

from __future__ import annotations

from typing import Any

from assessor.errors import AssessmentError, Problem
from assessor.exchange.oscal.judged import Judged
from assessor.exchange.oscal.results import judged
from assessor.exchange.oscal.writing import prop
from assessor.programme.model import Programme
from assessor.project import Assessed
from assessor.scoring import CriterionScore, Scorecard
from assessor.text import gettext as _

_RFC = "http://ietf.org/rfc/rfc4122"


def poam_document(
    assessed: Assessed, scorecard: Scorecard, programme: Programme | None = None
) -> dict[str, Any]:
    """One item for each criterion that is not satisfied, with its risk and remediations.

    Raises
    ------
    AssessmentError
        Nothing stands open: the model has no empty plan.
    """
    told = judged(assessed, scorecard, programme)
    if not told.open_rows:
        problem = Problem("poam_nothing_open", {"n": len(told.rows)}, str(assessed.path))
        raise AssessmentError([problem])
    title = _("Plan of action: {title}").format(title=assessed.assessment.title)
    body = {
        "uuid": told.uuid("poam"),
        "metadata": told.metadata(title),
        "system-id": {"identifier-type": _RFC, "id": told.uuid("system")},
        "observations": told.observations(told.open_rows),
        "risks": told.risks(),
        "findings": told.findings(told.open_rows),
        "poam-items": [_item(told, row) for row in told.open_rows],
    }
    return {"plan-of-action-and-milestones": body}


def _item(told: Judged, row: CriterionScore) -> dict[str, Any]:
    criterion = told.assessed.catalogue.criteria[row.id]
    seen = [{"observation-uuid": uuid} for uuid in told.observation_ids(row.id)]
    return {
        "uuid": told.uuid("poam-item", row.id),
        "title": told.title(row.id),
        "description": criterion.requirement.here(),
        "props": [prop("criterion", row.id), prop("gain", row.gain)],
        "related-findings": [{"finding-uuid": told.uuid("finding", row.id)}],
        "related-observations": seen,
        "related-risks": [{"risk-uuid": told.uuid("risk", row.id)}],
    }
