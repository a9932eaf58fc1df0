"""The tree's operations, against values worked out by hand."""

import math

import numpy as np
import pytest

from assessor.scoring.tree import Branch, Leaf, Tree

NAN = math.nan


def value_of(root: Branch, *given: float) -> float:
    tree = Tree.of(root)
    return float(tree.evaluate(np.array(given, dtype=float)[:, np.newaxis])[-1, 0])


def node(operation: str, *children: Leaf | Branch, **settings: object) -> Branch:
    return Branch("root", operation, children, **settings)  # type: ignore[arg-type] # test sugar


A, B, C = Leaf("a"), Leaf("b", 3.0), Leaf("c", 0.0)


@pytest.mark.parametrize(
    ("root", "given", "expected"),
    [
        (node("weighted_mean", A, B), (1, 0.2), 0.4),
        (node("weighted_mean", A, B), (1, NAN), 1.0),
        (node("mean", A, B), (1, 0.2), 0.6),
        (node("sum", A, B), (1, 0.5), 2.5),
        (node("deduct", A, B, start=10.0), (1, 0), 7.0),
        (node("minimum", A, B), (0.7, 0.2), 0.2),
        (node("minimum", A, C), (0.7, 0.2), 0.7),
        (node("maximum", A, B), (0.7, 0.2), 0.7),
        (node("geometric", A, Leaf("b")), (0.5, 0.125), 0.25),
        (node("geometric", A, Leaf("b"), epsilon=0.01), (1.0, 0.0), 0.1),
        (node("all", A, B), (1, 1), 1.0),
        (node("all", A, B), (1, 0.99), 0.0),
        (node("level", Leaf("a", level=1), Leaf("b", level=2)), (1, 0), 1.0),
        (node("level", Leaf("a", level=1), Leaf("b", level=2)), (0, 1), 0.0),
        (node("mean", A, B, steps=((0.5, 1.0), (0.2, 0.3))), (0.4, 0.4), 0.3),
        (node("sum", A, B, ceiling=2.0), (1, 1), 2.0),
        (node("mean", A, B, vetoed_by=("b",)), (1, 0), 0.0),
    ],
)
def test_that_each_operation_gives_the_value_worked_out_by_hand(root, given, expected):
    assert value_of(root, *given) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    "operation", ["weighted_mean", "mean", "sum", "deduct", "minimum", "geometric", "all", "level"]
)
def test_that_a_node_with_nothing_that_counts_has_no_value(operation):
    assert math.isnan(value_of(node(operation, A, B), NAN, NAN))


def test_that_shares_follow_the_weights_of_what_counts():
    left = Branch("left", "weighted_mean", (Leaf("a", 2), Leaf("b", 1), Leaf("c", 1)), 0.6)
    right = Branch("right", "weighted_mean", (Leaf("d", 1), Leaf("e", 3)), 0.4)
    tree = Tree.of(node("weighted_mean", left, right))
    nominal = tree.shares(np.array([True] * 5))
    assert nominal[:5] == pytest.approx([0.3, 0.15, 0.15, 0.1, 0.3])
    without = tree.shares(np.array([True, True, False, False, False]))
    assert without[:5] == pytest.approx([2 / 3, 1 / 3, 0, 0, 0])


def test_that_worlds_do_not_disturb_each_other():
    tree = Tree.of(node("weighted_mean", A, B))
    worlds = np.array([[1.0, 0.0, NAN], [0.2, 1.0, NAN]])
    together = tree.evaluate(worlds)[-1]
    alone = [tree.evaluate(worlds[:, [k]])[-1, 0] for k in range(3)]
    np.testing.assert_array_equal(together, alone)


def test_that_two_criteria_of_one_name_are_refused():
    with pytest.raises(ValueError, match="not unique"):
        Tree.of(node("sum", A, Leaf("a")))
