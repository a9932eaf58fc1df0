"""Results as the documents that `--json` prints: the outward contract's keys."""

from __future__ import annotations

from typing import Any

from assessor.documents import to_jsonable
from assessor.project.study import Study
from assessor.scoring import scorecard_document


def study_document(study: Study) -> dict[str, Any]:
    """A whole study for other programs: plan, scorecards by assessment, claims, roadmap."""
    from assessor.project.claims import claims_of

    return {
        "schema": "study@1",
        "scenario": {"id": study.project.scenario.id, "sha256": study.project.scenario.sha256},
        "scorecards": {
            assessed.assessment.id: scorecard_document(study.scorecards[assessed.path])
            for assessed in study.project.assessed
        },
        "claims": to_jsonable(claims_of(study.project, study.scorecards)),
        "plan": to_jsonable(study.plan),
        "roadmap": to_jsonable(study.roadmap),
    }
