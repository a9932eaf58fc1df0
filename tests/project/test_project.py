"""A project folder: opened whole, scored from what stands, its claims untouched by answers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assessor.api import (
    Answer,
    InputError,
    Project,
    basis_verdicts,
    claims_of,
    load_scenario,
    new_assessment,
    new_project,
    open_assessment,
    open_project,
    plan,
    save_assessed,
    score_assessed,
)
from assessor.documents import edit
from assessor.project.derived import quantities_of_scenario


def test_that_a_project_opens_with_everything_beside_it(project: Project) -> None:
    assert [a.catalogue.id for a in project.assessed] == [
        "provincial-data-centre-2023-07",
        "cloud-platform-1145-indicative",
        "dti-dii",
    ]
    assert project.programme is not None
    assert project.is_illustrative
    assert len(project.assessed[0].assessment.answers) == 256


def test_that_problems_of_all_documents_come_at_once(hanoi: Path) -> None:
    edit(hanoi / "hanoi-2023.assessment.yaml", {("answers", "TT12-L3-D-15", "value"): "two"})
    edit(hanoi / "hanoi-2023.programme.yaml", {("tasks", "T01", "owner"): "nobody"})
    with pytest.raises(InputError) as caught:
        open_project(hanoi)
    files = {Path(str(p.path)).name for p in caught.value.problems if p.severity == "error"}
    assert files == {"hanoi-2023.assessment.yaml", "hanoi-2023.programme.yaml"}


def test_that_a_folder_without_a_scenario_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        open_project(tmp_path)
    assert [p.code for p in caught.value.problems] == ["no_scenario"]


def test_that_nothing_is_ever_written_over(hanoi: Path) -> None:
    with pytest.raises(InputError):
        new_project(hanoi, "empty-province")
    with pytest.raises(ValueError, match="atlantis"):
        new_project(hanoi / "x", "atlantis")
    day = load_scenario(hanoi).as_of
    path = new_assessment(hanoi, "nist-800-145", today=day)
    opened = open_assessment(path)
    assert {a.status for a in opened.assessment.answers.values()} == {"not_assessed"}
    with pytest.raises(InputError):
        new_assessment(hanoi, "nist-800-145", today=day)


def test_that_without_answers_the_verdict_is_open_and_the_claim_stands(project: Project) -> None:
    emptied = [
        a.with_assessment(
            a.assessment.model_copy(
                update={"answers": dict.fromkeys(a.catalogue.criteria, Answer())}
            )
        )
        for a in project.assessed
    ]
    project = replace(project, assessed=tuple(emptied))
    cards = {a.path: score_assessed(a, lambda *_: None) for a in project.assessed}
    main = cards[emptied[0].path]
    assert (main.verdict, main.score, main.score_answered_only) == ("undetermined", None, None)
    assert (main.coverage, main.level) == (0.0, 0)
    assert {v.verdict for v in basis_verdicts(project, cards).values()} == {"undetermined"}
    (ministry,) = [c for c in claims_of(project, cards) if c.speaker == "ministry"]
    assert "chưa đạt" in ministry.text.vi
    assert ministry.source == "S-15"


def test_that_halving_the_application_servers_breaks_a_promise_and_a_criterion(hanoi: Path) -> None:
    assessed = open_assessment(hanoi / "hanoi-2023.assessment.yaml")
    before = score_assessed(assessed).criterion("TT22-7-server")
    assert before.met is True
    tier = ("platform", "tiers", "app")
    edit(hanoi / "scenario.yaml", {(*tier, "servers_installed"): 8})
    after = score_assessed(assessed).criterion("TT22-7-server")
    assert after.met is False
    assert after.measured is not None
    assert after.measured.value > 1.0
    (year,) = plan(load_scenario(hanoi), years=(2023,), as_is=True).years
    assert year.existing.promises_met is False
    assert any(c.promise_met is False for c in year.existing.classes)


def test_that_planned_servers_never_make_a_derived_criterion_pass(hanoi: Path) -> None:
    tier = ("platform", "tiers", "app")
    edit(hanoi / "scenario.yaml", {(*tier, "servers_installed"): 8})
    scenario = load_scenario(hanoi)
    (year,) = plan(scenario, years=(2023,)).years
    assert year.planned is not None
    assert year.planned.promises_met is True
    found = quantities_of_scenario(scenario, 2023)(
        "utilisation", None, ("application", "database"), (), "max"
    )
    assert found is not None
    assert found.value > 1.0
    assert found.measured is False


def test_that_a_forecast_is_never_evidence(project: Project) -> None:
    assert project.main is not None
    row = score_assessed(project.main).criterion("TT22-7-server")
    assert row.met is True
    assert row.verified_credit == 0.0


def test_that_quantities_are_kept_and_an_edited_scenario_is_evaluated_anew(hanoi: Path) -> None:
    assessed = open_assessment(hanoi / "hanoi-2023.assessment.yaml")
    first = score_assessed(assessed).criterion("TT22-7-server").measured
    again = score_assessed(assessed).criterion("TT22-7-server").measured
    assert first == again
    edit(hanoi / "scenario.yaml", {("platform", "tiers", "app", "servers_installed"): 20})
    other = score_assessed(assessed).criterion("TT22-7-server").measured
    assert first is not None
    assert other is not None
    assert other.value < first.value


def test_that_saving_changes_only_the_lines_of_the_answer(project: Project) -> None:
    main = project.main
    assert main is not None
    before = main.path.read_text(encoding="utf-8").splitlines()
    answer = main.assessment.answer("TT12-L3-D-11").model_copy(update={"value": True})
    changed = main.with_assessment(main.assessment.with_answer("TT12-L3-D-11", answer))
    save_assessed(main, changed)
    after = main.path.read_text(encoding="utf-8").splitlines()
    assert [(a, b) for a, b in zip(before, after, strict=True) if a != b] == [
        ("    value: false", "    value: true")
    ]
    assert open_assessment(main.path).assessment.answer("TT12-L3-D-11").value is True


def test_that_a_project_folder_stands_for_its_main_assessment(hanoi: Path, tmp_path: Path) -> None:
    main = hanoi / "hanoi-2023.assessment.yaml"
    assert open_assessment(hanoi).path.resolve() == main.resolve()
    new_project(tmp_path / "bare", "empty-province")
    with pytest.raises(InputError) as caught:
        open_assessment(tmp_path / "bare")
    assert [p.code for p in caught.value.problems] == ["no_assessment"]
