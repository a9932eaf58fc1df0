"""What counts, what is verified and what is only shown, row by row."""

from __future__ import annotations

import json
from datetime import date

import pytest

from assessor.documents import to_json
from assessor.scoring import (
    Measured,
    explain,
    explanation_document,
    score,
    scorecard_document,
    unlocks,
    what_if,
)
from assessor.scoring.progress import progress

UTILISATION = {
    "kind": "derived",
    "quantity": "utilisation",
    "of": {"tier_role": ["database", "application"]},
    "reduce": "max",
    "direction": "lower",
    "at_most": 0.75,
    "fallback": {"kind": "boolean"},
}


def fleet(value, **more):
    """A lookup that knows one quantity, and what it was asked."""
    asked = []

    def lookup(quantity, quantile, tier_roles, users, reduce):
        asked.append((quantity, quantile, tuple(tier_roles), tuple(users), reduce))
        return None if value is None else Measured(value, "1", **more)

    lookup.asked = asked
    return lookup


def one(make, measure, answer, **more):
    catalogue = make.catalogue({"c": {"measure": measure}})
    return catalogue, make.rules(), make.assessment({"c": answer}, **more)


def test_that_a_derived_row_is_judged_by_the_fleet_and_asked_by_name(make):
    lookup = fleet(0.7)
    card = score(*one(make, UTILISATION, None), quantities=lookup)
    assert lookup.asked == [("utilisation", None, ("database", "application"), (), "max")]
    row = card.criterion("c")
    assert (row.status, row.credit, row.met, row.value) == ("derived", 1.0, True, 0.7)
    assert score(*one(make, UTILISATION, None), quantities=fleet(0.76)).score == 0.0


def test_that_without_a_fleet_a_derived_row_is_not_assessed(make):
    assert score(*one(make, UTILISATION, None)).criterion("c").status == "not_assessed"
    assert score(*one(make, UTILISATION, True)).criterion("c").credit == 1.0


def test_that_a_figure_measured_on_site_is_held_against_the_limit(make):
    for value, unit, credit in ((0.7, "1", 1.0), (80, "%", 0.0)):
        card = score(*one(make, UTILISATION, {"value": value, "unit": unit}))
        assert (card.criterion("c").status, card.score) == ("answered", credit)


def test_that_a_forecast_never_enters_the_verified_floor(make):
    inputs = one(make, UTILISATION, None)
    assert score(*inputs, quantities=fleet(0.7)).verified_floor == 0.0
    assert score(*inputs, quantities=fleet(0.7, measured=True)).verified_floor == 1.0
    stale = score(*inputs, quantities=fleet(0.7, measured=True, stale=True))
    assert stale.verified_floor == 0.0
    assert "derived_stale" in [warning.code for warning in stale.warnings]


def test_that_a_figure_without_a_known_limit_is_shown_and_not_judged(make):
    measure = {**UTILISATION, "at_most": None, "fallback": None}
    card = score(*one(make, measure, None), quantities=fleet(0.4))
    row = card.criterion("c")
    assert (row.status, row.value, row.credit, row.met) == ("derived", 0.4, None, None)
    assert row.not_judged
    assert (card.score, card.verdict) == (None, "undetermined")


def test_that_where_no_limit_is_known_the_answer_by_hand_is_judged(make):
    measure = {**UTILISATION, "at_most": None}
    by_hand = score(*one(make, measure, True), quantities=fleet(0.4)).criterion("c")
    assert (by_hand.status, by_hand.credit, by_hand.measured.value) == ("answered", 1.0, 0.4)
    untouched = score(*one(make, measure, None), quantities=fleet(0.4)).criterion("c")
    assert (untouched.status, untouched.value) == ("not_assessed", 0.4)


def test_that_an_override_counts_and_the_derived_value_is_kept(make):
    answer = {"status": "derived", "override": {"value": 0.9, "reason": "đo tại chỗ"}}
    row = score(*one(make, UTILISATION, answer), quantities=fleet(0.7)).criterion("c")
    assert (row.value, row.met, row.measured.value) == (0.9, False, 0.7)


def with_evidence(make, grade, **answer):
    evidence = {"e": {"title": "e", "grade": grade, "expires": "2023-12-31"}}
    expected = [{"vi": "x", "en": "x", "min_grade": "E2"}]
    catalogue = make.catalogue({"c": {"evidence_expected": expected}})
    given = {"value": True, "evidence": ["e"], "by": "an", **answer}
    return catalogue, make.rules(), make.assessment({"c": given}, evidence=evidence)


def test_that_the_verified_floor_keeps_what_evidence_carries(make):
    assert score(*with_evidence(make, "E1")).verified_floor == 0.0
    assert score(*with_evidence(make, "E2")).verified_floor == 1.0
    expired = score(*with_evidence(make, "E2"), on=date(2024, 1, 1))
    assert (expired.score, expired.verified_floor) == (1.0, 0.0)
    assert "evidence_expired" in [warning.code for warning in expired.warnings]


def test_that_a_second_person_verifies_and_the_same_person_does_not(make):
    found = {"value": True, "by": "binh"}
    assert score(*with_evidence(make, "E0", verified=found)).verified_floor == 1.0
    own = score(*with_evidence(make, "E0", verified={**found, "by": "an"}))
    assert own.verified_floor == 0.0
    assert "verifier_is_assessor" in [warning.code for warning in own.warnings]
    refuted = score(*with_evidence(make, "E4", verified={"value": False, "by": "binh"}))
    assert (refuted.score, refuted.verified_floor) == (1.0, 0.0)


def test_that_a_verified_assessment_shows_the_verified_column(make):
    answer = {"value": True, "by": "an", "verified": {"value": False, "by": "binh"}}
    catalogue, rules, assessment = one(make, {"kind": "boolean"}, answer, kind="verified")
    assert score(catalogue, rules, assessment).score == 0.0


@pytest.mark.parametrize(
    ("row", "profile", "status", "why"),
    [
        ({"applies_if": "has_mail"}, {"has_mail": False}, "not_applicable", "condition"),
        ({"applies_if": "has_mail"}, {"has_mail": True}, "not_assessed", None),
        ({"applies_if": "has_mail"}, {}, "not_assessed", None),
        ({"in_force": {"from": "2026-07-01"}}, {}, "not_applicable", "not_in_force"),
        ({"applies_from": "2026-07-01"}, {}, "not_applicable", "not_yet_due"),
    ],
)
def test_that_profile_and_date_decide_what_is_asked(make, row, profile, status, why):
    question = {"vi": "?", "en": "?"}
    attributes = {"has_mail": {"type": "boolean", "question": question}}
    catalogue = make.catalogue({"c": row}, profile_attributes=attributes)
    card = score(catalogue, make.rules(), make.assessment({"c": None}, profile=profile))
    assert (card.criterion("c").status, card.criterion("c").why) == (status, why)
    assert card.na_share == 0.0


@pytest.mark.parametrize(
    ("handed_in", "credit"),
    [("2023-12-20", 1.0), ("2023-12-01", 1.0), ("2023-12-26", 0.6), ("2024-01-10", 0.0)],
)
def test_that_a_date_is_counted_in_days_after_the_last_day_in_time(make, handed_in, credit):
    measure = {
        "kind": "numeric", "quantity": "days_late", "of": {"vi": "x", "en": "x"}, "unit": "day",
        "direction": "lower", "target": 0, "floor": 15, "due": "12-20",
    }  # fmt: skip
    assert score(*one(make, measure, handed_in)).score == pytest.approx(credit)


@pytest.mark.parametrize(
    ("policy", "status"), [("not_applicable", "not_applicable"), ("not_assessed", "not_assessed")]
)
def test_that_an_empty_whole_is_what_the_measure_says(make, policy, status):
    words = {"vi": "x", "en": "x"}
    measure = {"kind": "ratio", "a": words, "b": words, "if_b_zero": policy}
    card = score(*one(make, measure, {"a": 0, "b": 0}))
    assert card.criterion("c").status == status


def test_that_a_target_that_is_excluded_is_not_enough(make):
    measure = {
        "kind": "numeric", "quantity": "tls", "of": {"vi": "x", "en": "x"}, "unit": "version",
        "direction": "higher", "target": 1.1, "target_excluded": True,
    }  # fmt: skip
    assert [score(*one(make, measure, v)).score for v in (1.1, 1.2)] == [0.0, 1.0]


def test_that_a_maturity_is_met_from_the_point_the_row_names(make):
    scale = {"min": 0, "max": 3, "labels": []}
    measure = {"kind": "maturity", "scale": scale, "met_if": {"value_at_least": 2}}
    rows = [score(*one(make, measure, point)).criterion("c") for point in (1, 2, 3)]
    assert [row.met for row in rows] == [False, True, True]
    assert [row.credit for row in rows] == pytest.approx([1 / 3, 2 / 3, 1.0])


def floor_scheme(make):
    rows = {f"s{k}": {"group": "security", "weight": w} for k, w in enumerate((1, 2, 5))}
    rows["i"] = {"group": "infra", "level": 1}
    gates = {"secure": {"kind": "floor", "group": "security", "min": 0.6}}
    rules = make.rules(gates=gates, levels={"by_criterion": True})
    return make.catalogue(rows), rules, make.assessment(dict.fromkeys(rows, False))


def test_that_what_unlocks_names_rows_none_of_which_is_idle(make):
    inputs = floor_scheme(make)
    found = {item.target: item.criteria for item in unlocks(*inputs)}
    assert found == {"1": ("i",), "secure": ("s2",)}
    assert what_if(*inputs, dict.fromkeys(found["1"], 1.0)).level == 1


def test_that_an_explanation_names_answer_threshold_and_source(make):
    catalogue, rules, assessment = one(make, UTILISATION, None)
    card = score(catalogue, rules, assessment, quantities=fleet(0.7))
    about = {"catalogue": catalogue, "rules": rules, "assessment": assessment}
    row = explain(card, "c", **about)
    terms = {(term.kind, term.value) for term in row.terms}
    assert {("quantity", 0.7), ("threshold", 0.75), ("weight", 1.0)} <= terms
    assert row.sources == ("1, 1 (verified)",)
    for name in ("score", "level", "verdict", "G"):
        document = explanation_document(explain(card, name, **about))
        assert {"name", "value", "unit", "terms", "formula", "model", "sources"} <= set(document)
    with pytest.raises(KeyError):
        explain(card, "nothing", **about)


def test_that_the_terms_of_the_score_give_the_score(make):
    catalogue, rules, assessment = floor_scheme(make)
    card = score(catalogue, rules, assessment)
    shown = explain(card, "score", catalogue=catalogue, rules=rules, assessment=assessment)
    weights = {group.id: group.weight for group in card.groups}
    total = sum(weights[term.name] * term.value for term in shown.terms if term.kind == "score")
    assert total == pytest.approx(shown.value)


CONTRACT = {
    "schema", "catalogue", "rules", "score", "score_if_best", "score_answered_only",
    "verified_floor", "coverage", "na_share", "level", "level_if_best", "next_level", "blocking",
    "verdict", "gates", "groups", "criteria",
}  # fmt: skip


def test_that_the_json_has_what_the_contract_promises_and_the_same_bytes(make):
    inputs = floor_scheme(make)
    document = scorecard_document(score(*inputs))
    assert set(document) >= CONTRACT
    assert set(document["gates"][0]) >= {"id", "kind", "state", "binding"}
    assert set(document["groups"][0]) >= {"id", "score", "weight", "coverage"}
    row = {"id", "status", "credit", "met", "effective_weight", "gain", "confidence"}
    assert set(document["criteria"][0]) >= row
    assert to_json(document) == to_json(scorecard_document(score(*inputs)))
    json.loads(to_json(document))


def test_that_progress_gives_no_credit_for_overshooting():
    found = progress({"a": 3.0, "b": 1.0}, {"a": 2.0, "b": 2.0}, {"a": 1.0, "b": 0.0})
    assert found.percent_to_target == pytest.approx(0.75)  # 1 − (0 + 1)/4
    assert found.progress_to_date == pytest.approx(2 / 3)  # (3 − 1)/(4 − 1)
    assert progress({}, {}).percent_to_target is None
