import pytest

from assessor.roadmap import (
    Action,
    Budget,
    Criterion,
    Limits,
    Outlay,
    RoadmapProblem,
    budget_curve,
    share_of_plans,
)

EXACT = Limits(gap=0.0, time_s=10)


def problem(price=10.0, committed=None):
    return RoadmapProblem(
        (
            Action("a", (Outlay("b", price),), committed_start=committed),
            Action("b", (Outlay("b", 6.0),)),
        ),
        (Criterion("x", 0.7, reaches={"a": 1.0}), Criterion("y", 0.3, reaches={"b": 1.0})),
        (2024,),
        (Budget("b", {2024: 10.0}),),
    )


def test_that_more_money_never_lowers_the_score():
    points = budget_curve(problem(), (0.0, 0.6, 1.0, 1.6), limits=EXACT)
    assert [p.score for p in points] == pytest.approx([0.0, 0.3, 0.7, 1.0])
    assert [p.chosen for p in points] == [(), ("b",), ("a",), ("a", "b")]


def test_that_a_budget_below_the_committed_says_so():
    (point,) = budget_curve(problem(committed=0), (0.5,), limits=EXACT)
    assert point.status == "committed_unpaid"


def test_that_an_action_counts_by_how_many_plans_hold_it():
    shares = share_of_plans([problem(4.0), problem(10.0), problem(11.0)], limits=EXACT)
    assert shares == {"a": pytest.approx(2 / 3), "b": pytest.approx(2 / 3)}


def test_that_a_negative_budget_is_refused():
    with pytest.raises(ValueError, match="multiplied"):
        budget_curve(problem(), (-1.0,))
