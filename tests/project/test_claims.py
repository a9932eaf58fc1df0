"""Claims beside the own verdicts: for, against, both, or nothing judged yet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assessor.api import Answer, ClaimView, Project, claims_of, open_project, score_assessed

MET, UNMET, OPEN = "TT12-L3-D-01", "TT12-L3-D-11", "TT12-L3-D-16"


def told(project: Project, claim: str, **fields: object) -> ClaimView:
    """One claim of the programme with other links, judged by the answers at hand."""
    assert project.programme is not None
    changed = project.programme.claims[claim].model_copy(update=fields)
    programme = project.programme.model_copy(update={"claims": {claim: changed}})
    cards = {a.path: score_assessed(a, lambda *_: None) for a in project.assessed}
    (view,) = claims_of(replace(project, programme=programme), cards)
    return view


@pytest.fixture
def answered(hanoi: Path) -> Project:
    """One row met, one not met, one open."""
    project = open_project(hanoi)
    main = project.assessed[0]
    answers = {
        **main.assessment.answers,
        MET: Answer(status="answered", value=True),
        UNMET: Answer(status="answered", value=False),
        OPEN: Answer(),
    }
    changed = main.assessment.model_copy(update={"answers": answers})
    return replace(project, assessed=(main.with_assessment(changed), *project.assessed[1:]))


@pytest.mark.parametrize(
    ("named", "standing"),
    [
        ((MET,), "supported"),
        ((UNMET,), "contradicted"),
        ((MET, UNMET), "disputed"),
        ((OPEN,), "no_evidence"),
        ((MET, OPEN), "supported"),
    ],
)
def test_that_a_claim_stands_to_the_criteria_it_names(
    answered: Project, named: tuple[str, ...], standing: str
) -> None:
    view = told(answered, "city-security-2023-07", supported_by=named)
    assert view.computed == standing
    assert tuple(row.criterion for row in view.rows) == named


def test_that_a_claim_of_failure_is_supported_by_a_row_that_is_not_met(answered: Project) -> None:
    view = told(answered, "ministry-2023-07", supported_by=(UNMET,))
    assert (view.asserts, view.computed) == ("not_met", "supported")


def test_that_a_claim_without_criteria_stands_to_the_verdicts_of_its_bases(
    answered: Project,
) -> None:
    view = told(answered, "city-security-2023-07")
    assert [basis.id for basis in view.bases] == ["tt12-2022-level3"]
    assert view.computed == "contradicted"
    assert UNMET in {row.criterion for row in view.rows}
    assert all(row.met is not True for row in view.rows)


def test_that_a_claim_about_nothing_judged_stays_open(answered: Project) -> None:
    view = told(answered, "city-awareness-2023-07")
    assert (view.computed, view.rows) == ("no_evidence", ())
