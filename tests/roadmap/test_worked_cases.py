"""Constructed problems whose optimum was found by exhaustive enumeration."""

import pytest

from assessor.roadmap import Action, Budget, Criterion, Limits, Outlay, RoadmapProblem, choose

EXACT = Limits(gap=0.0, time_s=20)


def one_period(actions, criteria, budget, exclusive=()):
    return RoadmapProblem(
        actions=tuple(
            Action(name, (Outlay("b", cost),), requires=tuple(requires), earliest=0)
            for name, cost, requires in actions
        ),
        criteria=criteria,
        years=(2024,),
        budgets=(Budget("b", {2024: budget}),),
        exclusive=exclusive,
    )


def rows(weights, mandatory, gains):
    return tuple(
        Criterion(
            name,
            weight,
            level=1 if name in mandatory else None,
            gains={a: g[name] for a, g in gains.items() if name in g},
        )
        for name, weight in weights.items()
    )


def test_that_the_best_ratio_first_is_not_the_best_plan():
    gains = {"A1": 60, "A2": 100, "A3": 120}
    problem = one_period(
        [("A1", 10, []), ("A2", 20, []), ("A3", 30, [])],
        tuple(Criterion(f"c{a}", gain, gains={a: 1.0}) for a, gain in gains.items()),
        50,
    )
    got = choose(problem, limits=EXACT)
    assert got.status == "optimal"
    assert sorted(got.schedule) == ["A2", "A3"]
    assert got.after.score == pytest.approx(220)
    assert got.greedy.standing.score == pytest.approx(160)


GATED_ACTIONS = [
    ("a1", 4, []),
    ("a2", 3, []),
    ("a3", 5, []),
    ("a4", 2, []),
    ("a5", 3, []),
    ("a6", 6, []),
]
GATED_GAINS = {
    "a1": {"c1": 1},
    "a2": {"c2": 1},
    "a3": {"c3": 1},
    "a4": {"c4": 0.5},
    "a5": {"c4": 1},
    "a6": {"c5": 1},
}
GATED_EXPECTED = [
    (8, "score", ["a1", "a2"], 0.4, 0, 7),
    (10, "score", ["a1", "a2", "a5"], 0.6, 0, 10),
    (10, "level_then_score", ["a1", "a3"], 0.25, 1, 9),
    (12, "score", ["a1", "a2", "a5"], 0.6, 0, 10),
    (12, "level_then_score", ["a1", "a2", "a3"], 0.55, 1, 12),
    (14, "score", ["a1", "a2", "a3", "a4"], 0.65, 1, 14),
    (16, "score", ["a1", "a2", "a3", "a5"], 0.75, 1, 15),
    (18, "score", ["a1", "a2", "a3", "a6"], 0.8, 1, 18),
    (20, "score", ["a1", "a2", "a3", "a4", "a6"], 0.9, 1, 20),
]


@pytest.mark.parametrize(
    ("budget", "objective", "chosen", "score", "level", "cost"), GATED_EXPECTED
)
def test_that_gates_order_and_exclusion_give_the_enumerated_plan(
    budget, objective, chosen, score, level, cost
):
    requires = {"a2": ("a1",), "a6": ("a3",)}
    # Two periods of one year: what requires another action follows it.
    problem = RoadmapProblem(
        actions=tuple(
            Action(name, (Outlay("b", price),), requires=requires.get(name, ()))
            for name, price, _ in GATED_ACTIONS
        ),
        criteria=rows(
            {"c1": 0.1, "c2": 0.3, "c3": 0.15, "c4": 0.2, "c5": 0.25}, {"c1", "c3"}, GATED_GAINS
        ),
        years=(2024, 2024),
        budgets=(Budget("b", {2024: budget}),),
        exclusive=(("a4", "a5"),),
    )
    got = choose(problem, objective=objective, limits=EXACT)
    assert sorted(got.schedule) == chosen
    assert got.after.score == pytest.approx(score)
    assert got.after.level == level
    assert got.cost == pytest.approx(cost)


def test_that_an_unreachable_level_is_reported_with_the_money_it_lacks():
    problem = one_period(
        [("x", 10, []), ("y", 3, [])],
        rows({"c1": 0.5, "c2": 0.5}, {"c1"}, {"x": {"c1": 1}, "y": {"c2": 1}}),
        5,
    )
    got = choose(problem, limits=EXACT)
    assert list(got.schedule) == ["y"]
    assert got.after.level == 0
    assert got.next_level.open == ("c1",)
    assert 5 + got.next_level.extra_budget == pytest.approx(10)
    assert got.not_chosen["x"].code == "budget"
    assert got.not_chosen["x"].params["total_vnd"] == pytest.approx(8)
