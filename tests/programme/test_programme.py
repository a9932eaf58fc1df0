"""The programme of the report: what is counted, what is late, who said what."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assessor.errors import ProgrammeError
from assessor.programme import (
    burn_down,
    check_programme,
    claim_standings,
    count_of,
    coverage_matrix,
    difficulty_progress,
    is_ready,
    late_milestones,
    leading_units,
    left_to_it_alone,
    load_programme,
    off_target_spending,
    overdue_reviews,
    rank_changes,
    reminders,
    spent_by_year,
    task_progress,
    tasks_of,
    units_below,
    what_a_task_lacks,
)
from assessor.programme.model import Programme
from assessor.resources import folder
from assessor.scenario import load_scenario

FILES = {
    name: folder("scenarios") / name / f"{name}.programme.yaml"
    for name in ("hanoi-2023", "hanoi-2026", "empty-province")
}


@pytest.fixture(scope="module")
def hanoi() -> Programme:
    return load_programme(FILES["hanoi-2023"])


def changed(programme: Programme, **fields: Any) -> Programme:
    data = programme.model_dump(by_alias=True)
    for section, values in fields.items():
        data[section] = {**data[section], **values} if isinstance(values, dict) else values
    return Programme.model_validate(data)


@pytest.mark.parametrize("name", FILES)
def test_that_a_shipped_programme_has_no_problems(name):
    assert check_programme(FILES[name]) == []


def test_that_the_tree_holds_one_city_thirty_districts_and_579_communes(hanoi):
    counts = [count_of(hanoi.units, {kind}) for kind in ("city", "district", "commune_group")]
    assert counts == [1, 30, 579]
    assert len(leading_units(hanoi)) == 31
    assert set(hanoi.leadership) == set(leading_units(hanoi))
    assert (
        len([u for u in units_below(hanoi.units, "hn") if hanoi.units[u].kind == "district"]) == 30
    )
    reform = hanoi.alternative_trees["reform-2025"].units
    assert count_of(reform, {"commune_group"}) == 126


def test_that_no_text_of_the_twenty_tasks_is_invented(hanoi):
    twenty = tasks_of(hanoi, group="ministry-20")
    assert len(twenty) == 20
    assert not any(task.text_known for task in twenty.values())


def test_that_closing_a_task_moves_progress_by_one(hanoi):
    before = task_progress(hanoi, group="ministry-20")
    assert (before.done, before.total) == (0, 20)
    done = {**hanoi.model_dump(by_alias=True)["tasks"]["T01"], "state": "done"}
    after = task_progress(changed(hanoi, tasks={"T01": done}), group="ministry-20")
    assert (after.done, after.total) == (1, 20)


def test_that_forty_four_of_sixty_five_difficulties_are_resolved(hanoi):
    progress = difficulty_progress(hanoi)
    assert (progress.done, progress.total) == (44, 65)
    assert progress.share == pytest.approx(0.677, abs=5e-4)
    assert all(d.programme == "DA06" for d in hanoi.difficulties.values())


def test_that_the_burn_down_falls_to_the_twenty_one_open_ones(hanoi):
    days = [date(2023, 7, 16), date(2023, 7, 17), date(2024, 1, 1)]
    assert [n for _, n in burn_down(hanoi, days)] == [65, 21, 21]


def test_that_every_conclusion_of_the_chairman_is_a_task(hanoi):
    conclusions = tasks_of(hanoi, group="chairman-conclusions")
    assert {f"C{n}" for n in range(27, 37)} <= set(conclusions)
    assert all(t.from_decision == "conclusion-2023-07-17" for t in conclusions.values())


def test_that_a_task_without_an_owner_is_not_ready(hanoi):
    assert not is_ready(hanoi.tasks["C33"])
    assert "owner" in what_a_task_lacks(hanoi.tasks["C33"])
    assert not is_ready(hanoi.tasks["T01"])
    assert is_ready(hanoi.tasks["C31"])


def test_that_a_review_is_overdue_the_day_after_its_cadence(hanoi):
    assert overdue_reviews(hanoi, date(2023, 10, 15)) == []
    late = overdue_reviews(hanoi, date(2023, 10, 16))
    assert len(late) == 31
    assert {r.days_late for r in late} == {1}
    held = {**hanoi.model_dump()["reviews"]["R-hn"], "last": date(2023, 10, 10)}
    assert len(overdue_reviews(changed(hanoi, reviews={"R-hn": held}), date(2023, 10, 16))) == 30


def test_that_reminders_come_before_the_day_and_the_latest_first(hanoi):
    found = reminders(hanoi, date(2023, 12, 20))
    assert [r.days_late for r in found] == sorted((r.days_late for r in found), reverse=True)
    assert "cloud-centre-2023" in {r.id for r in found}
    assert "zero-fee-ends" not in {r.id for r in found}


def test_that_the_ministrys_earlier_target_is_late_by_so_many_days(hanoi):
    late = {m.id: m.days_late for m in late_milestones(hanoi, date(2024, 3, 1))}
    assert late["cloud-centre-2023"] == (date(2024, 3, 1) - date(2023, 12, 31)).days


def test_that_milestones_are_told_apart_by_programme(hanoi):
    late = {tag: late_milestones(hanoi, date(2026, 1, 1), tag=tag) for tag in ("PAR", "DX", "DA06")}
    assert {m.id for m in late["DA06"]} == {"difficulties-closed"}
    assert {m.id for m in late["PAR"]} == {"online-half-2023", "zero-fee-ends"}
    assert "cloud-centre-2023" in {m.id for m in late["DX"]}


def test_that_money_linked_to_nothing_raises_the_alarm(hanoi):
    spending = [
        {"on": "2023-09-01", "vnd": 1e9, "funding_line": "dx", "action": "add-hosts"},
        {"on": "2023-09-02", "vnd": 2e9, "funding_line": "dx"},
        {"on": "2023-09-03", "vnd": 3e9, "funding_line": "par", "action": "add-hosts"},
        {"on": "2023-09-04", "vnd": 4e9, "funding_line": "par", "task": "C34"},
        {"on": "2024-09-04", "vnd": 5e9, "funding_line": "par", "task": "C31"},
    ]
    programme = changed(hanoi, spending=spending)
    reasons = {o.position: o.reason for o in off_target_spending(programme)}
    assert reasons == {1: "not_linked", 2: "wrong_line", 3: "wrong_purpose"}
    assert spent_by_year(programme)["par"] == {2023: 7e9, 2024: 5e9}


def test_that_a_claim_stays_beside_the_own_verdict(hanoi):
    bare = {c.id: c for c in claim_standings(hanoi)}
    ministry = bare["ministry-2023-07"]
    assert ministry.standing == "no_evidence"
    assert set(ministry.verdicts.values()) == {None}
    assert set(ministry.agreement.values()) == {"undetermined"}
    judged = {c.id: c for c in claim_standings(hanoi, {"tt12-2022-level3": "not_eligible"})}
    assert judged["ministry-2023-07"].agreement["tt12-2022-level3"] == "agrees"
    assert judged["city-security-2023-07"].agreement["tt12-2022-level3"] == "disagrees"


def test_that_evidence_for_and_against_makes_a_claim_disputed(hanoi):
    claim = hanoi.model_dump()["claims"]["city-security-2023-07"]
    both = {**claim, "supported_by": ["a"], "contradicted_by": ["b"]}
    programme = changed(hanoi, claims={"city-security-2023-07": both})
    found = {c.id: c.standing for c in claim_standings(programme)}
    assert found["city-security-2023-07"] == "disputed"


def test_that_ranks_moved_up_by_seven_and_sixteen(hanoi):
    assert {c.index: c.places_up for c in rank_changes(hanoi)} == {"PAR": 7, "DTI": 16}


def test_that_handing_all_over_to_it_staff_raises_the_alarm(hanoi):
    assert not left_to_it_alone(hanoi).alarm
    tasks = hanoi.model_dump()["tasks"]
    alone = {name: {**task, "owner": "so-tttt"} for name, task in tasks.items()}
    handed_over = left_to_it_alone(changed(hanoi, tasks=alone))
    assert handed_over.alarm
    shared = {name: {**task, "business_owner": "hn"} for name, task in alone.items()}
    assert left_to_it_alone(changed(hanoi, tasks=shared)).share == 0


def test_that_the_coverage_matrix_shows_its_empty_cells(hanoi):
    matrix = coverage_matrix(hanoi)
    assert len(matrix.empty) == len(matrix.fields) * len(matrix.steps) == 56
    coverage = {**hanoi.model_dump()["coverage"], "done": [("land", "receive")]}
    renewed = coverage_matrix(changed(hanoi, coverage=coverage))
    assert ("land", "receive") not in renewed.empty
    assert len(renewed.empty) == 55


def written(tmp_path: Path, **fields: Any) -> Path:
    data = {
        "schema": "programme@1",
        "id": "p",
        "scenario": "s",
        "units": {"a": {"title": {"vi": "A", "en": "A"}, "kind": "city"}},
        **fields,
    }
    path = tmp_path / "p.programme.yaml"
    path.write_text(json.dumps(data, indent=1), encoding="utf-8")
    return path


def test_that_every_unknown_name_is_reported_with_its_line(tmp_path):
    task = {"title": {"vi": "V", "en": "E"}, "owner": "b", "from_decision": "d", "source": "s"}
    with pytest.raises(ProgrammeError) as caught:
        load_programme(written(tmp_path, tasks={"T": task}))
    problems = caught.value.problems
    assert [p.code for p in problems] == [
        "reference_unknown",
        "reference_unknown",
        "source_unknown",
    ]
    assert all(p.line for p in problems)


def test_that_fields_and_steps_may_be_plain_lists_of_names(tmp_path):
    coverage = {"fields": ["Đất đai"], "steps": ["Tiếp nhận"], "done": [["Đất đai", "Tiếp nhận"]]}
    assert coverage_matrix(load_programme(written(tmp_path, coverage=coverage))).empty == ()


@pytest.mark.parametrize("name", FILES)
def test_that_a_shipped_programme_fits_its_scenario(name):
    scenario = load_scenario(folder("scenarios") / name)
    assert check_programme(FILES[name], scenario=scenario) == []


def test_that_a_budget_the_scenario_does_not_have_is_named(tmp_path):
    scenario = load_scenario(folder("scenarios") / "hanoi-2023")
    lines = {"l": {"purpose": ["DX"], "budgets": ["dx-capitol"]}}
    found = check_programme(
        written(tmp_path, funding_lines=lines, scenario="hanoi-2023"), scenario=scenario
    )
    assert [p.code for p in found] == ["reference_unknown"]


def test_that_bodies_above_each_other_in_a_circle_are_refused(tmp_path):
    unit = {"title": {"vi": "A", "en": "A"}, "kind": "city"}
    units = {"a": {**unit, "parent": "b"}, "b": {**unit, "parent": "a"}}
    assert "unit_circle" in {p.code for p in check_programme(written(tmp_path, units=units))}
