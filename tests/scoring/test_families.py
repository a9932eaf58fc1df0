"""Published schemes as rule data: no scheme has code of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from assessor.scoring import score
from assessor.scoring.lint import lint

FILE = Path(__file__).parent.parent / "cases" / "families.yaml"
FAMILIES = yaml.safe_load(FILE.read_text(encoding="utf-8"))
CASES = [
    pytest.param(family, case, id=f"{family['family'].partition(' (')[0]}-{number}")
    for family in FAMILIES
    for number, case in enumerate(family["cases"], start=1)
]


def scheme_of(make, family):
    measure = family.get("measure", {"kind": "boolean"})
    rows = {name: {"measure": measure, **row} for name, row in family["rows"].items()}
    catalogue = make.catalogue(rows, groups=dict(family.get("groups", {})))
    return catalogue, make.rules(**family["rules"])


def answer(value):
    aside = {"status": "not_applicable", "justification": "x"}
    return aside if value == "na" else value


@pytest.mark.parametrize(("family", "case"), CASES)
def test_that_a_published_scheme_gives_what_is_worked_out_by_hand(make, family, case):
    catalogue, rules = scheme_of(make, family)
    answers = {name: answer(value) for name, value in case["answers"].items()}
    card = score(catalogue, rules, make.assessment(answers))
    assert card.points.value == pytest.approx(case["value"], abs=1e-6)
    assert card.level == case.get("level", card.level)
    assert card.verdict == case.get("verdict", card.verdict)
    assert card.achievable == pytest.approx(case.get("achievable", card.achievable))
    for name, value in case.get("groups", {}).items():
        assert card.group(name).value == pytest.approx(value, abs=1e-6)
    for name, level in case.get("group_levels", {}).items():
        assert card.group(name).level == level
    if "features" in case:
        features = card.features
        found = [features.passed, features.failed, features.assessed, features.total]
        assert found == case["features"]


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family["family"])
def test_that_the_linter_finds_nothing_wrong_with_a_published_scheme(make, family):
    problems = lint(*scheme_of(make, family))
    assert [problem for problem in problems if problem.severity == "error"] == []


def test_that_all_deductions_together_reach_minus_203(make):
    # 44 requirements of 5 points, 14 of 3 and 51 of 1, by the published methodology
    weights = [5] * 44 + [3] * 14 + [1] * 51
    catalogue = make.catalogue({f"r{k}": {"weight": w} for k, w in enumerate(weights)})
    rules = make.rules(
        aggregate={"shape": "flat", "by_depth": [{"operation": "deduct", "start": 110}]}
    )
    none_met = make.assessment(dict.fromkeys(catalogue.criteria, False))
    card = score(catalogue, rules, none_met)
    assert (card.points.value, card.points.minimum, card.points.maximum) == (-203, -203, 110)
