"""The worked cases: other tools' asserted values, and the definitions pinned by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assessor.catalogue.measures import NumericMeasure
from assessor.errors import AssessmentError
from assessor.quantities import UnitError
from assessor.scoring import score
from assessor.scoring.credit import Reading, Terms, judge

CASES = Path(__file__).parent.parent / "cases"
FLAT = yaml.safe_load((CASES / "01_flat_weighted.yaml").read_text(encoding="utf-8"))
OWN = yaml.safe_load((CASES / "12_own_na_gates_levels.yaml").read_text(encoding="utf-8"))


def label(case: dict[str, Any]) -> str:
    return f"{case.get('id', '')}-{case.get('method', '')}"


# one scheme of the family in our rule language, by the tool's name for it
FLAT_RULES: dict[str, dict[str, Any]] = {
    "mean": {
        "aggregate": {"shape": "flat"},
        "points": {"minimum": 0, "maximum": 100, "digits": 1, "rounding": "truncate"},
    },
    "sum": {
        "aggregate": {"shape": "flat", "by_depth": [{"operation": "sum"}]},
        "points": {"minimum": 0, "maximum": FLAT["extra"]["sum_max"]},
    },
    "mean_of_means": {
        "aggregate": {"by_depth": [{"operation": "mean"}, {"operation": "weighted_mean"}]},
        "points": {"minimum": 0, "maximum": 100, "digits": 1, "rounding": "truncate"},
    },
}


def flat_inputs(make, case):
    measure = {"kind": "maturity", "scale": {"min": 0, "max": 100, "labels": []}}
    rows = {
        node["id"]: {"group": node["parent"], "weight": node["weight"], "measure": measure}
        for node in FLAT["nodes"]
        if "parent" in node
    }
    anchored = case.get("anchor_na_to_target")
    target = case.get("target")
    not_applicable = {
        "mode": "anchor_target" if anchored else "exclude",
        "target": 1.0 if target is None else target / 100,
        "require_justification": False,
    }
    rules = make.rules(
        **FLAT_RULES[case["method"]],
        unanswered="exclude",
        not_applicable=not_applicable,
        layers={"headline": "implemented"},
    )
    return (
        make.catalogue(rows),
        rules,
        make.assessment({name: flat_answer(given) for name, given in case["answers"].items()}),
    )


def flat_answer(given):
    status = {"na": "not_applicable", "unscored": "not_assessed"}.get(given.get("status"))
    answer = {"status": status or "answered", "value": given["score"]}
    return {**answer, "documented": given.get("documentation")}


@pytest.mark.parametrize("case", FLAT["cases"], ids=label)
def test_that_the_flat_weighted_family_gives_what_its_own_tests_assert(make, case):
    card = score(*flat_inputs(make, case))
    assert card.points.value == pytest.approx(case["expect"]["score"], abs=1e-6)


@pytest.mark.parametrize("case", FLAT["layered_cases"], ids=label)
def test_that_two_layers_give_what_the_tool_asserts(make, case):
    card = score(*flat_inputs(make, case))
    layers = {layer.id: layer.points for layer in card.layers}
    expect = case["expect"]
    assert layers["implemented"] == pytest.approx(expect["implementation"], abs=1e-6)
    assert layers["documented"] == pytest.approx(expect["documentation"], abs=1e-6)
    assert layers["mean"] == pytest.approx(expect["maturity"], abs=1e-6)


def own_inputs(make, case):
    rows, answers = {}, {}
    allowed = case.get("na_allowed", {})
    for group in case["groups"]:
        for name, weight, credit in group["criteria"]:
            rows[name] = {
                "group": group["id"],
                "weight": weight,
                "measure": make.fraction_scale,
                "na_allowed": allowed.get(name, True),
            }
            answers[name] = own_answer(credit)
    groups = {group["id"]: {"weight": group["weight"]} for group in case["groups"]}
    return make.catalogue(rows, groups=groups), make.rules(), make.assessment(answers)


def own_answer(credit):
    if credit == "na":
        return {"status": "not_applicable", "justification": "none here"}
    if credit == "na_unjustified":
        return {"status": "not_applicable"}
    return None if credit is None else {"value": credit}


@pytest.mark.parametrize("case", [*OWN["na_reweight"], *OWN["unanswered"]], ids=label)
def test_that_set_aside_and_unanswered_weights_are_as_defined(make, case):
    expect = case["expect"]
    card = score(*own_inputs(make, case))
    if "error" in expect:
        assert [w.code for w in card.warnings if w.code == "na_not_allowed"]
        assert card.criterion("c2").status == "not_assessed"
        return
    for name in {"score", "score_answered_only", "score_if_best", "coverage", "na_share"} & set(
        expect
    ):
        assert getattr(card, name) == pytest.approx(expect[name], abs=1e-6), name
    for name, weight in expect.get("effective_weights", {}).items():
        assert card.criterion(name).effective_weight == pytest.approx(weight, abs=1e-6)
    for group in expect.get("dropped_groups", []):
        assert card.group(group).weight == 0.0


@pytest.mark.parametrize("case", OWN["gates"], ids=label)
def test_that_gates_are_as_defined(make, case):
    scores = case.get("group_scores", {"all": case.get("raw")})
    rows = {name: {"group": name, "measure": make.fraction_scale} for name in scores}
    answers = dict(scores)
    gates = {}
    for gate in case["gates"]:
        settings = {key: gate[key] for key in ("kind", "cap", "group", "min") if key in gate}
        if "criteria_met" in gate:
            rows["gated"] = {"group": "gated", "weight": 0.0}
            answers["gated"] = gate["criteria_met"]
            settings["when_not_met"] = {"criteria": ["gated"]}
        gates[gate["kind"]] = settings
    card = score(make.catalogue(rows), make.rules(gates=gates), make.assessment(answers))
    expect = case["expect"]
    if "score" in expect:
        assert card.score == pytest.approx(expect["score"], abs=1e-6)
    assert card.score_raw == pytest.approx(expect.get("raw", card.score_raw), abs=1e-6)
    assert card.verdict == expect.get("verdict", card.verdict)
    if "binding" in expect:
        assert [gate.kind for gate in card.gates if gate.binding] == expect["binding"]


MET = {"met": 1.0, "not_met": 0.0, "partial": 0.5, None: None}


@pytest.mark.parametrize("case", OWN["levels"], ids=label)
def test_that_levels_are_as_defined(make, case):
    rows, answers = {}, {}
    for name, level, mandatory, state in case["criteria"]:
        obligation = "mandatory" if mandatory else "recommended"
        rows[name] = {"level": level, "obligation": obligation, "measure": make.fraction_scale}
        answers[name] = own_answer("na" if state == "na" else MET[state])
    rules = make.rules(levels={"by_criterion": True})
    card = score(make.catalogue(rows), rules, make.assessment(answers))
    expect = case["expect"]
    assert card.level == expect.get("level", card.level)
    assert card.next_level == expect.get("next_level", card.next_level)
    assert list(card.blocking) == expect.get("blocking", list(card.blocking))
    assert card.level_if_best == expect.get("level_if_best", card.level_if_best)
    assert list(card.vacuous_levels) == expect.get("vacuous", list(card.vacuous_levels))


def numeric_measure(case):
    unit = str(case.get("unit", "1")).split()[0]
    settings = {"unit": "1" if unit == "PUE" else unit}
    if case.get("direction") == "band":
        settings["band"] = {"low": case["low"], "high": case["high"]}
    else:
        settings |= {"direction": case.get("direction", "lower"), "target": case.get("target", 4)}
        settings["floor"] = case.get("floor")
    words = {"vi": "x", "en": "x"}
    return NumericMeasure(kind="numeric", quantity="x", of=words, **settings)


@pytest.mark.parametrize(
    ("case", "value", "credit"),
    [
        pytest.param(case, value, credit, id=f"{case['id']}-{value}")
        for case in OWN["numeric"]
        for value, credit in case.get("inputs_expect", [])
    ],
)
def test_that_numeric_credit_is_as_defined(case, value, credit):
    judged = judge(numeric_measure(case), Reading(value), Terms())
    assert judged.credit == pytest.approx(credit, abs=1e-6)


def test_that_a_value_is_converted_before_it_is_compared():
    case = next(case for case in OWN["numeric"] if case["id"] == "unit_conversion")
    value, unit = case["value"].split()
    judged = judge(numeric_measure(case), Reading(float(value), unit=unit), Terms())
    assert judged.credit == case["expect"]


def test_that_a_unit_of_another_kind_is_an_error_and_no_credit(make):
    case = next(case for case in OWN["numeric"] if case["id"] == "wrong_unit")
    value, unit = case["value"].split()
    with pytest.raises(UnitError):
        judge(numeric_measure(case), Reading(float(value), unit=unit), Terms())
    measure = numeric_measure(case).model_dump()
    assessment = make.assessment({"c": {"value": 240, "unit": "kWh"}})
    with pytest.raises(AssessmentError) as raised:
        score(make.catalogue({"c": {"measure": measure}}), make.rules(), assessment)
    assert [problem.code for problem in raised.value.problems] == ["answer_unit"]
