"""Ranks over weightings, survival within one person, and the law's own part of a change."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.scoring import score
from assessor.scoring.robustness import robustness
from assessor.scoring.survivors import survivors
from assessor.scoring.trend import State, movement

SHARES = st.sampled_from([0.0, 0.25, 0.5, 1.0])


def card(make, *credits_by_group):
    rows = {
        f"c{k}": {"group": f"G{k}", "measure": make.fraction_scale}
        for k in range(len(credits_by_group))
    }
    answers = {f"c{k}": value for k, value in enumerate(credits_by_group)}
    return score(make.catalogue(rows), make.rules(), make.assessment(answers))


@given(table=st.lists(st.tuples(SHARES, SHARES, SHARES), min_size=2, max_size=4))
def test_that_ranks_and_probabilities_fit_together(make, table):
    cards = {f"s{k}": card(make, *credits_) for k, credits_ in enumerate(table)}
    found = robustness(cards, draws=200)
    total = np.sum(list(found.rank_acceptability.values()), axis=0)
    assert total == pytest.approx(np.ones(len(table)))
    for one, others in found.ahead.items():
        low, mid, high = found.rank_quantiles[one]
        assert 1 <= low <= mid <= high <= len(table)
        assert sum(found.rank_acceptability[one]) == pytest.approx(1.0)
        for other, share in others.items():
            assert share + found.ahead[other][one] == pytest.approx(1.0)
            if other in found.ties[one]:
                assert share == 0.5
                assert found.rank_quantiles[other] == found.rank_quantiles[one]
            if other in found.dominates[one]:
                assert share > 0.5


@pytest.mark.parametrize("p", [0.3, 0.7, 0.95])
def test_that_claims_of_one_person_have_the_correlation_of_the_table(p):
    drawn = survivors(
        np.full(4, p), ["an", "an", "binh", None], 0.3, 60_000, np.random.default_rng(1)
    )
    # four standard errors of how often two claims fail together, on the correlation's scale
    both = (1 - p) ** 2 + 0.3 * p * (1 - p)
    margin = 4 * (both / 60_000) ** 0.5 / (p * (1 - p))
    found = np.corrcoef(drawn)
    assert found[0, 1] == pytest.approx(0.3, abs=margin)
    assert found[0, 2] == pytest.approx(0.0, abs=margin)
    assert found[0, 3] == pytest.approx(0.0, abs=margin)
    assert drawn.mean(axis=1) == pytest.approx(np.full(4, p), abs=margin)


def test_that_extreme_correlations_are_none_and_all():
    rng = np.random.default_rng(2)
    together = survivors(np.full(3, 0.6), ["an"] * 3, 1.0, 500, rng)
    assert (together == together[0]).all()
    apart = survivors(np.full(2, 0.5), ["an"] * 2, 0.0, 40_000, rng)
    assert np.corrcoef(apart)[0, 1] == pytest.approx(0.0, abs=0.02)


def test_that_the_law_and_a_permission_that_ran_out_are_told_apart(make):
    rows = {
        "old": {"in_force": {"from": "2016-07-01", "until": "2026-08-19"}},
        "stays": {"in_force": {"from": "2016-07-01"}},
        "aside": {"in_force": {"from": "2016-07-01"}},
    }
    aside = {"status": "not_applicable", "justification": "x", "until": "2024-01-01"}
    answers = {"old": False, "stays": True, "aside": aside}
    catalogue, rules = make.catalogue(rows), make.rules()
    assessment = make.assessment(answers)
    before = State(catalogue, rules, assessment, on=date(2023, 7, 17))
    after = State(catalogue, rules, assessment, on=date(2026, 11, 20))
    found = movement(before, after)
    # by hand: 1/2 before; without the old row 1/1; the permission gone 1/2
    assert found.by_law == pytest.approx(0.5)
    assert found.by_answers == pytest.approx(-0.5)
    assert (found.by_method, found.by_scenario, found.total) == pytest.approx((0.0, 0.0, 0.0))
