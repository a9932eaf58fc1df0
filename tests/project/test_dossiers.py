"""Dossiers of a project, and points claimed and appraised."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from assessor.api import (
    Evidence,
    attach_evidence,
    dossiers_of,
    open_assessment,
    open_project,
    points_of,
    with_value,
)

DOSSIERS = """
dossiers:
  portal:
    system: Cổng dịch vụ công
    level: 3
    drafted_on: 2023-03-01
    approved_on: 2023-06-01
    parts: {overview: [ev-design], design: [ev-design]}
"""
DAY = date(2023, 7, 17)


def test_that_a_dossier_without_a_decision_number_is_not_approved(hanoi: Path) -> None:
    file = hanoi / "hanoi-2023.assessment.yaml"
    file.write_text(file.read_text("utf-8") + DOSSIERS, encoding="utf-8")
    project = open_project(hanoi)
    (view,) = dossiers_of(project)
    assert (view.state.stage, view.state.level) == ("drafted", 3)
    assert view.state.lacks == ("reasons", "security_plan", "decision")
    assert "dossier_no_decision" in {p.code for p in project.warnings}


def test_that_points_are_claimed_and_appraised_in_two_columns(hanoi: Path) -> None:
    site = open_assessment(hanoi / "hanoi-2023-dti.assessment.yaml")
    table = points_of(site)
    assert table is not None
    assert (table.maximum, table.claimed, table.appraised) == (1000, None, None)
    row = "DTI2022-P-awareness"
    document = Evidence(title="Báo cáo tự chấm", doc_number="9/BC", grade="E2")
    site = attach_evidence(site, "ev-1", document, criteria=(row,), on=DAY)
    site = with_value(site, row, "80", by="an", on=DAY)
    site = with_value(site, row, "60", by="le", on=DAY, verified=True)
    table = points_of(site)
    assert table is not None
    found = next(one for one in table.rows if one.criterion == row)
    assert (found.claimed, found.appraised) == (80.0, 60.0)
    assert found.documents == ("9/BC — Báo cáo tự chấm",)
    assert (table.claimed, table.appraised) == (80.0, 60.0)


def test_that_a_catalogue_without_points_has_no_table(hanoi: Path) -> None:
    assert points_of(open_assessment(hanoi / "hanoi-2023.assessment.yaml")) is None
