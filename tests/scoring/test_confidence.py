"""Confidence, robustness and trend, against independent arithmetic."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.scoring import score
from assessor.scoring.confidence import calibrated, confidence, propagated, wilson
from assessor.scoring.robustness import robustness
from assessor.scoring.trend import State, law_changes, movement


def claims(make, grades, *, by="an", accepted=True):
    rows = {f"c{k}": {"level": 1 + k % 2} for k in range(len(grades))}
    evidence = {grade: {"title": grade, "grade": grade} for grade in grades}
    answers = {
        f"c{k}": {"value": True, "evidence": [grade], "by": by} for k, grade in enumerate(grades)
    }
    rules = make.rules(survival={"accepted": accepted}, levels={"by_criterion": True})
    return make.catalogue(rows), rules, make.assessment(answers, evidence=evidence)


def test_that_confidence_is_off_until_the_table_is_accepted(make):
    assert confidence(*claims(make, ["E2", "E3"], accepted=False)) is None


def test_that_sampling_agrees_with_propagation(make):
    found = confidence(*claims(make, ["E0", "E1", "E2", "E3", "E4", "E2"]), samples=20_000)
    # the mean of 20,000 worlds lies within 4 standard errors of the propagated mean
    assert found.sampled_mean == pytest.approx(found.mean, abs=4 * found.deviation / 20_000**0.5)
    assert found.mean == pytest.approx((0.5 + 0.7 + 0.85 + 0.95 + 0.99 + 0.85) / 6)
    assert found.low <= found.sampled_mean <= found.high


def test_that_the_deviation_is_that_of_the_sampled_worlds(make):
    catalogue, rules, assessment = claims(make, ["E1"] * 8)
    found = confidence(catalogue, rules, assessment, samples=40_000)
    # eight claims of one person, weight 1/8, p = 0.7, ρ = 0.3: 0.21/8 · (1 + 7·0.3)
    assert found.deviation == pytest.approx((0.21 / 8 * 3.1) ** 0.5)
    width = found.sampled_high - found.sampled_low
    assert width == pytest.approx(found.high - found.low, abs=0.15)


@given(
    parts=st.lists(st.floats(0, 1), min_size=1, max_size=5),
    chance=st.floats(0.05, 0.95),
)
def test_that_propagation_is_the_variance_of_the_quadratic_form(parts, chance):
    size, rho = len(parts), 0.3
    weights = np.array(parts)
    covariance = np.full((size, size), rho * chance * (1 - chance))
    np.fill_diagonal(covariance, chance * (1 - chance))
    mean, deviation = propagated(weights, np.full(size, chance), ["an"] * size, rho)
    assert mean == pytest.approx(weights.sum() * chance)
    assert deviation**2 == pytest.approx(weights @ covariance @ weights, abs=1e-12)


def test_that_wilsons_interval_is_the_published_one():
    assert wilson(18, 20) == pytest.approx((0.699, 0.972), abs=5e-4)


def test_that_calibration_is_the_posterior_mean():
    pairs = [("E2", True)] * 3 + [("E2", False)] + [("E4", True)]
    assert calibrated(pairs) == pytest.approx({"E2": 4 / 6, "E4": 2 / 3})


def site(make, *credits_by_group):
    measure = make.fraction_scale
    rows = {f"c{k}": {"group": f"G{k}", "measure": measure} for k in range(len(credits_by_group))}
    answers = {f"c{k}": value for k, value in enumerate(credits_by_group)}
    return score(make.catalogue(rows), make.rules(), make.assessment(answers))


def test_that_a_subject_better_everywhere_is_ahead_in_every_weighting(make):
    found = robustness({"a": site(make, 0.9, 0.5), "b": site(make, 0.8, 0.4)})
    assert found.ahead["a"]["b"] == 1.0
    assert found.rank_acceptability["a"] == (1.0, 0.0)


def test_that_opposite_strengths_split_the_weightings_where_they_should(make):
    # a leads where w < 1/4 with w uniform on 0…1 for two groups
    found = robustness({"a": site(make, 0.2, 0.6), "b": site(make, 0.8, 0.4)}, draws=40_000)
    assert found.ahead["a"]["b"] == pytest.approx(0.25, abs=0.01)
    assert sum(found.rank_acceptability["b"]) == pytest.approx(1.0)
    assert found.sensitivity["G0"] == pytest.approx(1.0, abs=0.01)


def test_that_trusting_the_weights_leaves_the_nominal_ranking(make):
    cards = {"a": site(make, 0.2, 0.6), "b": site(make, 0.8, 0.4)}
    assert robustness(cards, trust=1e4).ahead["b"]["a"] == pytest.approx(1.0, abs=0.01)


def test_that_the_parts_of_a_movement_add_up(make):
    rows = {"x": {}, "y": {"obligation": "recommended"}}
    catalogue = make.catalogue(rows)
    before = State(catalogue, make.rules(), make.assessment({"x": True, "y": None}))
    heavier = make.rules(weights={"criteria": {"y": 3.0}})
    after = State(catalogue, heavier, make.assessment({"x": True, "y": True}))
    found = movement(before, after)
    assert found.total == pytest.approx(1 / 3)
    assert found.by_answers == pytest.approx(1 / 3)
    assert found.by_answers + found.by_method + found.by_scenario == pytest.approx(found.total)


def test_that_the_law_of_two_days_is_compared_row_by_row(make):
    rows = {
        "old": {"in_force": {"from": "2016-07-01", "until": "2026-08-19"}},
        "new": {"in_force": {"from": "2026-07-01"}},
        "later": {"in_force": {"from": "2016-07-01"}, "applies_from": "2026-07-01"},
        "who_knows": {},
    }
    found = law_changes(make.catalogue(rows), date(2023, 7, 17), date(2026, 11, 20))
    assert (found.begun, found.ended, found.unknown) == (("new", "later"), ("old",), ("who_knows",))
