"""Rules that must not be used are refused before the first answer."""

from __future__ import annotations

import pytest

from assessor.scoring.lint import check_rule_file, lint

TWO = {"operation": "weighted_mean", "children": {"x": 1, "y": 1}}


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        ({"weights": {"criteria": {"z": 1}}}, "reference_unknown"),
        ({"weights": {"groups": {"Q": 1}}}, "reference_unknown"),
        ({"weights": {"criteria": {"x": -1}}}, "rules_weight_negative"),
        ({"weights": {"obligation": {}}}, "rules_no_weight"),
        ({"provenance": {"informative": ["verified"]}}, "rules_label_twice"),
        ({"provenance": {"scored": ["verified"], "informative": []}}, "rules_label_missing"),
        (
            {"aggregate": {"shape": "written", "nodes": {
                "a": {"children": {"b": 1}}, "b": {"children": {"a": 1}}}}},
            "rules_tree",
        ),
        (
            {"aggregate": {"shape": "written", "nodes": {
                "top": {"children": {"a": 1}}, "a": {"children": {"b": 1, "x": 1}},
                "b": {"children": {"a": 1, "y": 1}}}}},
            "rules_tree",
        ),
        ({"aggregate": {"shape": "written", "nodes": {"a": {"children": {"x": 1}}}}},
         "rules_rows_left_out"),
        (
            {"aggregate": {"shape": "written", "nodes": {
                "top": {"children": {"s": 1, "y": 1}}, "s": {"operation": "sum",
                "children": {"x": 3}}}}},
            "rules_mixed_scales",
        ),
        ({"aggregate": {"by_depth": [{"steps": [[1.5, 1.0], [0.5, 0.5]]}]}}, "rules_never_full"),
        ({"aggregate": {"by_depth": [{"operation": "sum", "ceiling": 0.5}]}}, "rules_saturates"),
        ({"aggregate": {"by_depth": [{"operation": "sum"}]}, "weights": {"by_sample": True}},
         "rules_maximum_moves"),
        ({"gates": {"g": {"kind": "veto", "when_not_met": {"obligation": ["index"]}}}},
         "rules_gate_dead"),
        ({"gates": {"g": {"kind": "cap", "cap": 1.0, "when_not_met": {}}}}, "rules_gate_dead"),
        ({"gates": {"g": {"kind": "floor", "group": "Gx", "min": 0.5}}}, "reference_unknown"),
        ({"eligible_if": {"level_at_least": 2}}, "rules_level_unreachable"),
        ({"weights": {"source": "max_points"}, "points": {"maximum": 1000},
          "aggregate": {"shape": "flat", "by_depth": [{"operation": "sum"}]}}, "rules_points_sum"),
    ],
)  # fmt: skip
def test_that_what_a_scheme_must_not_do_is_found(make, rules, code):
    catalogue = make.catalogue({"x": {"max_points": 300}, "y": {"max_points": 200}})
    assert code in [problem.code for problem in lint(catalogue, make.rules(**rules))]


def test_that_rules_of_our_own_defaults_are_clean(make):
    assert lint(make.catalogue({"x": {}, "y": {}}), make.rules()) == []


def test_that_a_problem_of_a_rule_file_names_its_line(make, tmp_path):
    path = tmp_path / "own.yaml"
    text = "schema: rules@1\nrules:\n  default:\n    weights:\n      criteria: {z: 1}\n"
    path.write_text(text, encoding="utf-8")
    problems = check_rule_file(path, make.catalogue({"x": {}}))
    assert [(problem.code, problem.line) for problem in problems] == [("reference_unknown", 5)]


def test_that_an_incomplete_gate_is_refused_with_its_line(make, tmp_path):
    path = tmp_path / "own.yaml"
    text = "schema: rules@1\nrules:\n  default:\n    gates:\n      g: {kind: cap}\n"
    path.write_text(text, encoding="utf-8")
    problems = check_rule_file(path, make.catalogue({"x": {}}))
    assert [(problem.code, problem.line) for problem in problems] == [("gate_incomplete", 5)]
