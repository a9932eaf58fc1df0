"""Reading a scenario: references, units, lent files, and every problem at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assessor.errors import Problem, ScenarioError
from assessor.resources import folder
from assessor.scenario import check_fragment, check_scenario, load_scenario
from assessor.text import render

SHIPPED = ("hanoi-2023", "hanoi-2026", "empty-province")


def written(folder: Path, data: dict[str, Any], name: str = "scenario.yaml") -> Path:
    path = folder / name
    path.write_text(json.dumps(data, indent=1), encoding="utf-8")
    return path


def problems_of(tmp_path: Path, data: dict[str, Any]) -> list[Problem]:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(written(tmp_path, data))
    return list(caught.value.problems)


@pytest.mark.parametrize("name", SHIPPED)
def test_that_a_shipped_scenario_has_neither_problems_nor_warnings(name):
    assert check_scenario(folder("scenarios") / name) == []


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("calendar-vn", "calendar"),
        ("events-vn", "events"),
        ("hardware-vn-2023", "hardware"),
        ("procedures-vn", "procedures"),
    ],
)
def test_that_a_shared_file_has_no_problems_on_its_own(file, kind):
    assert check_fragment(folder("scenarios") / "shared" / f"{file}.yaml", kind) == []


def test_that_a_reference_takes_the_unit_of_the_field(tmp_path, small):
    scenario = load_scenario(written(tmp_path, small))
    demand = scenario.platform.demands["page"]["app"].service_demand_s
    assert demand is not None
    assert (demand.low, demand.base, demand.high) == (0.005, 0.035, 0.12)
    assert demand.unit == "s"
    assert demand.ref == "work.app"


def test_that_a_unit_of_another_kind_is_refused_in_its_place(tmp_path, small):
    small["inputs"]["work"]["app"]["unit"] = "GiB"
    problems = problems_of(tmp_path, small)
    assert [p.code for p in problems] == ["unit_wrong"]
    assert problems[0].line is not None


def test_that_every_problem_shows_at_once(tmp_path, small):
    small["services"]["dossiers"]["population"] = "peple"
    small["platform"]["tiers"]["app"]["shape"] = "vn"
    small["populations"]["people"]["size"]["source"] = ["nowhere"]
    small["horizon"]["last_yaer"] = 2030
    small["inputs"]["work"]["dossiers"]["low"] = 1e9
    codes = {p.code for p in problems_of(tmp_path, small)}
    assert {
        "reference_unknown",
        "source_unknown",
        "unknown_key_suggest",
        "quantity_order",
    } <= codes


def test_that_a_misspelt_reference_is_answered_with_the_right_one(tmp_path, small):
    small["services"]["dossiers"]["transactions_per_year"] = {"ref": "work.dosiers"}
    lines = [render(p) for p in problems_of(tmp_path, small)]
    assert len(lines) == 1
    assert "work.dossiers" in lines[0]
    assert lines[0].startswith(str(tmp_path / "scenario.yaml") + ":")


def test_that_an_uncertain_fraction_may_not_reach_one(tmp_path, small):
    small["money"]["operations_share_of_capex_per_year"] = {"low": 0.1, "base": 0.5, "high": 1.0}
    assert "quantity_fraction" in {p.code for p in problems_of(tmp_path, small)}


def test_that_a_fact_later_than_the_scenario_must_say_so(tmp_path, small):
    small["sources"]["S"]["on"] = "2024-01-26"
    assert [p.code for p in problems_of(tmp_path, small)] == ["later_fact"]
    small["sources"]["S"]["known_after"] = True
    load_scenario(written(tmp_path, small))


def test_that_a_number_without_provenance_is_warned_of(tmp_path, small):
    small["populations"]["people"]["size"] = 1_000_000
    scenario = load_scenario(written(tmp_path, small))
    assert [p.code for p in scenario.warnings] == ["provenance_missing"]


def test_that_weights_that_add_to_nothing_are_refused(tmp_path, small):
    small["profiles"]["flat"]["weights_by_weekday"] = [0] * 7
    assert [p.code for p in problems_of(tmp_path, small)] == ["weights_zero"]


def test_that_a_negative_weight_is_refused(tmp_path, small):
    small["profiles"]["flat"]["weights_by_weekday"] = [-1, 1, 1, 1, 1, 1, 1]
    assert [p.code for p in problems_of(tmp_path, small)] == ["out_of_range"]


def test_that_a_class_nobody_serves_is_refused(tmp_path, small):
    small["platform"]["demands"] = {}
    assert [p.code for p in problems_of(tmp_path, small)] == ["class_without_demands"]


def test_that_a_path_cannot_leave_the_folder(tmp_path, small):
    small["project"] = {"calendar": "../calendar.yaml"}
    assert [p.code for p in problems_of(tmp_path, small)] == ["path_escapes"]


def test_that_hardware_is_lent_and_the_scenario_has_the_last_word(tmp_path, small):
    hardware = {
        "schema": "hardware@1",
        "id": "list",
        "price_date": "2023-07-01",
        "shapes": {
            "vm": {"vcpu": 8, "memory_gib": 32},
            "big": {"vcpu": 16, "memory_gib": 64},
        },
    }
    written(tmp_path, hardware, "hardware.yaml")
    small["project"] = {"hardware": ["hardware.yaml"]}
    scenario = load_scenario(written(tmp_path, small))
    assert scenario.platform.shapes["vm"].vcpu == 4
    assert scenario.platform.shapes["big"].vcpu == 16


def test_that_a_problem_of_a_lent_file_names_that_file(tmp_path, small):
    hardware = {
        "schema": "hardware@1",
        "id": "list",
        "price_date": "2023-07-01",
        "shapes": {"big": {"vcpu": 0, "memory_gib": 64}},
    }
    written(tmp_path, hardware, "hardware.yaml")
    small["project"] = {"hardware": ["hardware.yaml"]}
    assert {p.path for p in problems_of(tmp_path, small)} == {"hardware.yaml"}


SLOW = {
    "title": {"vi": "Chậm", "en": "Slow"},
    "kind": "slow_remote",
    "role": "stressed",
    "tier": "popdb",
    "latency_factor": 10,
    "duration_min": 30,
}
MORE = {
    "title": {"vi": "Thêm", "en": "More"},
    "kind": "extra_load",
    "role": "stressed",
    "service": "dossiers",
    "factor": 4,
    "duration_min": 60,
}


def test_that_a_shared_event_is_patched_or_replaced_or_left_out(tmp_path, small):
    shared = {"schema": "events@1", "id": "e", "events": {"A": MORE, "B": MORE, "C": SLOW}}
    written(tmp_path, shared, "events.yaml")
    small["project"] = {"events": "events.yaml"}
    small["events"] = {"A": {"role": "sized"}, "B": {**MORE, "severe": {"factor": 9}}}
    scenario = load_scenario(written(tmp_path, small))
    assert scenario.events["A"].role == "sized"
    assert scenario.events["B"].in_severe_form().factor == 9
    assert "C" not in scenario.events
    assert [(p.code, p.params["id"]) for p in scenario.warnings] == [("event_left_out", "C")]


def test_that_a_severe_form_must_fit_its_event(tmp_path, small):
    small["events"] = {"A": {**MORE, "severe": {"factro": 9}}}
    assert [p.code for p in problems_of(tmp_path, small)] == ["invalid_value"]


def test_that_a_measured_fragment_takes_effect_through_extends(tmp_path, small):
    written(tmp_path, small, "base.yaml")
    fragment = {
        "schema": "workload@1",
        "id": "measured",
        "title": {"vi": "Đo", "en": "Measured"},
        "inputs": {"work": {"app": {"base": 20, "unit": "ms", "kind": "measured"}}},
    }
    written(tmp_path, fragment, "log.workload.yaml")
    joined = {"schema": "scenario@1", "extends": ["base.yaml", "log.workload.yaml"]}
    scenario = load_scenario(written(tmp_path, joined))
    assert scenario.id == "small"
    quantity = scenario.quantity("work.app")
    assert (quantity.low, quantity.base, quantity.kind) == (None, 20, "measured")


def test_that_a_folder_means_its_scenario_file(tmp_path, small):
    written(tmp_path, small)
    assert load_scenario(tmp_path).id == "small"
    assert load_scenario(tmp_path).folder == tmp_path


def test_that_the_hash_follows_the_content_and_not_the_place(tmp_path, small):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first = load_scenario(written(tmp_path / "a", small))
    assert load_scenario(written(tmp_path / "b", small)).sha256 == first.sha256
    small["inputs"]["work"]["dossiers"]["base"] += 1
    assert load_scenario(written(tmp_path / "b", small)).sha256 != first.sha256


def test_that_the_hash_covers_the_calendar(tmp_path, small):
    calendar = {
        "schema": "calendar@1",
        "id": "c",
        "first_year": 2023,
        "last_year": 2030,
        "holidays": {},
    }
    small["project"] = {"calendar": "calendar.yaml"}
    written(tmp_path, calendar, "calendar.yaml")
    before = load_scenario(written(tmp_path, small)).sha256
    calendar["post_holiday_days"] = 3
    written(tmp_path, calendar, "calendar.yaml")
    assert load_scenario(tmp_path).sha256 != before
