"""What leaves as OSCAL validates against compliance-trestle and says no more than is known."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assessor.assessment import Assessment
from assessor.errors import AssessmentError
from assessor.exchange.oscal import (
    catalog_document,
    oscal_document,
    poam_document,
    results_document,
    write_oscal,
)
from assessor.programme.model import Action, Gap, Programme
from assessor.project import Assessed
from assessor.scoring import Scorecard, score

ROOT = Path(__file__).resolve().parents[2]
Edited = Callable[..., Assessed]


def valid(document: dict[str, Any]) -> dict[str, Any]:
    """The document's body, once the other implementation has read it."""
    from trestle.oscal import assessment_results, catalog, poam

    models: dict[str, Any] = {
        "assessment-results": assessment_results.Model,
        "plan-of-action-and-milestones": poam.Model,
        "catalog": catalog.Model,
    }
    ((kind, body),) = document.items()
    models[kind].model_validate(document)
    return dict(body)


def judged(assessed: Assessed) -> Scorecard:
    return score(assessed.catalogue, assessed.rules, assessed.assessment)


@pytest.fixture
def site(assessed: Assessed, edited: Edited) -> Assessed:
    return edited(assessed, 120, seed=7)


def programme_for(criterion: str, other: str) -> Programme:
    words = {"vi": "Việc", "en": "Work"}
    common = {
        "funding_line": "line",
        "nature": "capital",
        "procedure": "bidding",
        "cost": {"capex_vnd": 1e9},
        "duration_months": 4,
    }
    actions = {
        "survey": {**common, "title": words, "effects": [{"criterion": other}]},
        "build": {
            **common,
            "title": words,
            "requires": ["survey"],
            "committed_start": "2023-Q4",
            "effects": [{"criterion": criterion}],
        },
    }
    gap = Gap.model_validate(
        {
            "criterion": criterion,
            "cause": {"vi": "Thiếu vốn", "en": "No money"},
            "cause_kind": "objective",
            "remedy": words,
            "due": "2023-12-31",
        }
    )
    return Programme(
        schema="programme@1",
        id="p",
        scenario="s",
        gaps={"gap": gap},
        actions={name: Action.model_validate(action) for name, action in actions.items()},
    )


def test_that_findings_are_the_judged_rows_and_partly_met_is_not_satisfied(
    site: Assessed,
) -> None:
    card = judged(site)
    (result,) = valid(results_document(site, card))["results"]
    found = {
        next(p["value"] for p in f["props"] if p["name"] == "criterion"): f
        for f in result["findings"]
    }
    assert set(found) == {row.id for row in card.criteria if row.met is not None}
    for row in card.criteria:
        if row.met is None:
            continue
        status = found[row.id]["target"]["status"]
        assert status["state"] == ("satisfied" if row.met else "not-satisfied")
        partial = next(p["value"] for p in found[row.id]["props"] if p["name"] == "partial")
        assert (partial == "true") == (not row.met and bool(row.credit))
    assert any(f["target"]["status"]["reason"] == "other" for f in found.values())


def test_that_every_reference_inside_resolves(site: Assessed) -> None:
    (result,) = valid(results_document(site, judged(site)))["results"]
    seen = {o["uuid"] for o in result["observations"]}
    risks = {r["uuid"] for r in result["risks"]}
    assert len(seen) == len(result["observations"])
    for finding in result["findings"]:
        assert {o["observation-uuid"] for o in finding["related-observations"]} <= seen
        assert {r["risk-uuid"] for r in finding.get("related-risks", [])} <= risks


def test_that_evidence_keeps_its_method_day_and_expiry(assessed: Assessed) -> None:
    name = next(n for n, e in assessed.assessment.evidence.items())
    item = assessed.assessment.evidence[name].model_copy(
        update={
            "method": "test",
            "issued_on": date(2023, 6, 2),
            "expires": date(2024, 6, 1),
            "file": "evidence/biên bản.pdf",
        }
    )
    changed = assessed.with_assessment(assessed.assessment.with_evidence(name, item))
    (result,) = valid(results_document(changed, judged(changed)))["results"]
    (seen,) = [
        o
        for o in result["observations"]
        if any(p["name"] == "evidence" and p["value"] == name for p in o["props"])
    ]
    assert seen["methods"] == ["TEST"]
    assert seen["collected"] == "2023-06-02T00:00:00+07:00"
    assert seen["expires"] == "2024-06-01T23:59:59+07:00"
    assert seen["relevant-evidence"][0]["href"].startswith("evidence/bi%C3%AAn")


def test_that_the_plan_has_the_programmes_deadline_work_and_order(site: Assessed) -> None:
    card = judged(site)
    criterion, other = [row.id for row in card.criteria if row.met is False][:2]
    plan = valid(poam_document(site, card, programme_for(criterion, other)))
    risks = {
        next(p["value"] for p in r["props"] if p["name"] == "criterion"): r for r in plan["risks"]
    }
    assert len(plan["poam-items"]) == len(risks) == sum(r.met is False for r in card.criteria)
    risk = risks[criterion]
    assert risk["deadline"] == "2023-12-31T23:59:59+07:00"
    (build,) = [r for r in risk["remediations"] if r.get("tasks")]
    assert build["lifecycle"] == "planned"
    assert build["tasks"][0]["timing"]["within-date-range"] == {
        "start": "2023-10-01T00:00:00+07:00",
        "end": "2024-02-01T23:59:59+07:00",
    }
    (survey,) = [r for r in risks[other]["remediations"] if r.get("tasks")]
    assert build["tasks"][0]["dependencies"] == [{"task-uuid": survey["tasks"][0]["uuid"]}]
    assert sum("deadline" in r for r in plan["risks"]) == 1


def test_that_the_same_answers_give_the_same_bytes(assessed: Assessed, tmp_path: Path) -> None:
    for name in (
        "scenario.yaml",
        "hanoi-2023.programme.yaml",
        "hanoi-2023.assessment.yaml",
        "hanoi-2023-1145.assessment.yaml",
        "hanoi-2023-dti.assessment.yaml",
    ):
        shutil.copy(ROOT / "scenarios" / "hanoi-2023" / name, tmp_path / name)
    card = judged(assessed)
    first = write_oscal(tmp_path / "a.json", results_document(assessed, card)).read_bytes()
    again = write_oscal(tmp_path / "b.json", results_document(assessed, card)).read_bytes()
    assert first == again


@pytest.mark.parametrize("kind", ["assessment-results", "poam"])
def test_that_the_shipped_small_assessment_leaves_in_both_kinds(kind: Any, tmp_path: Path) -> None:
    from assessor.project import open_assessment

    path = tmp_path / "a.assessment.yaml"
    shutil.copy(ROOT / "scenarios" / "hanoi-2023" / "hanoi-2023-1145.assessment.yaml", path)
    assert valid(oscal_document(open_assessment(path), kind))


def test_that_an_untouched_assessment_has_no_finding_and_no_plan(assessed: Assessed) -> None:
    blank = Assessment.blank(assessed.catalogue, id="blank", title="Trống", as_of=date(2023, 7, 17))
    untouched = assessed.with_assessment(blank)
    card = judged(untouched)
    (result,) = valid(results_document(untouched, card))["results"]
    assert "findings" not in result
    assert "risks" not in result
    with pytest.raises(AssessmentError, match="poam_nothing_open"):
        poam_document(untouched, card)


def test_that_a_catalogue_of_our_own_validates_as_oscal(assessed: Assessed) -> None:
    body = valid(catalog_document(assessed.catalogue))
    assert sum(len(group["controls"]) for group in body["groups"]) == 256
