"""Laws that hold for every catalogue, every rules and every set of answers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.scoring import score, what_if
from assessor.scoring.outcomes import outcomes

GROUPS = ("A", "A.x", "A.y", "B")
OPERATIONS = ("weighted_mean", "mean", "minimum", "geometric", "all", "level", "sum", "deduct")
CREDITS = st.sampled_from([0.0, 0.25, 0.5, 0.8, 1.0])
ANSWERS = st.one_of(st.none(), CREDITS, st.just("na"))


@st.composite
def situations(draw):
    """Rows, a scheme and answers."""
    count = draw(st.integers(1, 7))
    rows = {
        f"c{k}": {
            "group": draw(st.sampled_from(GROUPS)),
            "weight": draw(st.sampled_from([0.5, 1.0, 2.0, 3.0])),
            "level": draw(st.integers(1, 3)),
            "obligation": draw(st.sampled_from(["mandatory", "recommended"])),
        }
        for k in range(count)
    }
    operations = draw(st.lists(st.sampled_from(OPERATIONS[:5]), min_size=1, max_size=3))
    if draw(st.booleans()):
        operations = [draw(st.sampled_from(OPERATIONS))]
    shape = "flat" if len(operations) == 1 else draw(st.sampled_from(["groups", "nested"]))
    gates = {}
    if draw(st.booleans()):
        gates["cap"] = {"kind": "cap", "cap": 0.4, "when_not_met": {"criteria": ["c0"]}}
    scheme = {
        "aggregate": {"shape": shape, "by_depth": [{"operation": name} for name in operations]},
        "levels": {"by_criterion": True},
        "gates": gates,
    }
    answers = {name: draw(ANSWERS) for name in rows}
    return rows, scheme, answers


def inputs(make, situation):
    rows, scheme, answers = situation
    filled = {name: {**row, "measure": make.fraction_scale} for name, row in rows.items()}
    given_ = {
        name: {"status": "not_applicable", "justification": "x"} if value == "na" else value
        for name, value in answers.items()
    }
    return make.catalogue(filled), make.rules(**scheme), make.assessment(given_)


@settings(max_examples=50, deadline=None)
@given(situation=situations())
def test_that_worst_is_not_above_answered_only_nor_that_above_best(make, situation):
    card = score(*inputs(make, situation))
    if card.score is None:
        assert card.score_answered_only is None
        return
    assert card.score <= card.score_answered_only + 1e-12
    assert card.score_answered_only <= card.score_if_best + 1e-12
    assert card.verified_floor <= card.score + 1e-12
    assert card.level <= card.level_if_best


@settings(max_examples=50, deadline=None)
@given(situation=situations(), data=st.data())
def test_that_raising_a_credit_never_lowers_score_or_level(make, situation, data):
    catalogue, rules, assessment = inputs(make, situation)
    name = data.draw(st.sampled_from(sorted(catalogue.criteria)))
    low, high = sorted([data.draw(CREDITS), data.draw(CREDITS)])
    before = what_if(catalogue, rules, assessment, {name: low})
    after = what_if(catalogue, rules, assessment, {name: high})
    if before.score is None:
        return
    assert after.score >= before.score - 1e-12
    assert after.level >= before.level


@settings(max_examples=50, deadline=None)
@given(situation=situations(), factor=st.sampled_from([0.01, 3.0, 1e4]))
def test_that_scaling_all_weights_changes_nothing(make, situation, factor):
    rows, scheme, answers = situation
    scaled = {name: {**row, "weight": row["weight"] * factor} for name, row in rows.items()}
    heavier = {**scheme, "weights": {"groups": dict.fromkeys(GROUPS, factor)}}
    one = score(*inputs(make, situation))
    other = score(*inputs(make, (scaled, heavier, answers)))
    assert other.score == pytest.approx(one.score, abs=1e-9)
    assert other.coverage == pytest.approx(one.coverage, abs=1e-9)
    assert (other.level, other.verdict) == (one.level, one.verdict)


@settings(max_examples=50, deadline=None)
@given(situation=situations(), data=st.data())
def test_that_the_order_of_rows_changes_nothing(make, situation, data):
    rows, scheme, answers = situation
    order = data.draw(st.permutations(sorted(rows)))
    shuffled = ({name: rows[name] for name in order}, scheme, answers)
    one, other = score(*inputs(make, situation)), score(*inputs(make, shuffled))
    assert other.score == pytest.approx(one.score, abs=1e-12)
    assert other.level == one.level
    gains = {row.id: row.gain for row in one.criteria}
    for row in other.criteria:
        assert row.gain == pytest.approx(gains[row.id], abs=1e-12)


@settings(max_examples=50, deadline=None)
@given(situation=situations())
def test_that_every_gain_is_what_the_engine_gives_when_called_again(make, situation):
    catalogue, rules, assessment = inputs(make, situation)
    card = score(catalogue, rules, assessment)
    for row in card.criteria:
        if row.status == "not_applicable":
            assert row.gain == 0.0
            continue
        then = what_if(catalogue, rules, assessment, {row.id: 1.0})
        assert row.gain == pytest.approx(then.score - (card.score_if_worst or 0.0), abs=1e-9)


@settings(max_examples=50, deadline=None)
@given(situation=situations(), data=st.data())
def test_that_many_outcomes_at_once_agree_with_one_what_if_each(make, situation, data):
    catalogue, rules, assessment = inputs(make, situation)
    names = st.sampled_from(sorted(catalogue.criteria))
    asked = data.draw(st.lists(st.dictionaries(names, CREDITS, min_size=1), max_size=3))
    together = outcomes(catalogue, rules, assessment, asked)
    for supposed, outcome in zip(asked, together, strict=True):
        card = what_if(catalogue, rules, assessment, supposed)
        assert outcome.score == pytest.approx(card.score, abs=1e-12)
        assert outcome.level == card.level


@settings(max_examples=50, deadline=None)
@given(situation=situations())
def test_that_nothing_answered_gives_no_score_and_the_whole_range(make, situation):
    rows, scheme, _ = situation
    card = score(*inputs(make, (rows, scheme, dict.fromkeys(rows))))
    assert (card.score, card.score_answered_only, card.verified_floor) == (None, None, None)
    assert (card.score_if_worst, card.score_if_best) == pytest.approx((0.0, 1.0), abs=1e-9)
    assert (card.coverage, card.verdict, card.level) == (0.0, "undetermined", 0)


@settings(max_examples=50, deadline=None)
@given(situation=situations())
def test_that_effective_weights_of_what_applies_add_to_one(make, situation):
    card = score(*inputs(make, situation))
    total = sum(row.effective_weight for row in card.criteria)
    assert total == pytest.approx(1.0) or total == 0.0
