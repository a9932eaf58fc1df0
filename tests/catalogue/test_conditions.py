"""`applies_if`: what the grammar lets in, and Kleene's three values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.catalogue.conditions import ConditionError, parse_condition

TRUTHS: tuple[bool | None, ...] = (True, False, None)


def holds(text: str, **attributes: bool | int | str | None) -> bool | None:
    return parse_condition(text).holds(attributes)


@pytest.mark.parametrize("a", TRUTHS)
@pytest.mark.parametrize("b", TRUTHS)
def test_that_and_or_follow_kleenes_tables(a: bool | None, b: bool | None) -> None:
    order = {False: 0, None: 1, True: 2}
    back = {rank: truth for truth, rank in order.items()}
    assert holds("a and b", a=a, b=b) is back[min(order[a], order[b])]
    assert holds("a or b", a=a, b=b) is back[max(order[a], order[b])]


@pytest.mark.parametrize(("a", "expected"), [(True, False), (False, True), (None, None)])
def test_that_not_keeps_the_unknown_unknown(a: bool | None, expected: bool | None) -> None:
    assert holds("not a", a=a) is expected


@given(a=st.booleans(), b=st.booleans(), c=st.booleans())
def test_that_known_attributes_give_what_python_gives(a: bool, b: bool, c: bool) -> None:
    assert holds("not a and b or c", a=a, b=b, c=c) is bool((not a and b) or c)
    assert holds("not (a and (b or not c))", a=a, b=b, c=c) is bool(not (a and (b or not c)))


@given(x=st.integers(-50, 50), y=st.integers(-50, 50))
def test_that_integers_compare_as_integers(x: int, y: int) -> None:
    assert holds(f"x >= {y}", x=x) is (x >= y)
    assert holds(f"{y} < x", x=x) is (y < x)
    assert holds("x == y", x=x, y=y) is (x == y)


def test_that_a_comparison_with_an_unrecorded_attribute_is_unknown() -> None:
    assert holds("level >= 3") is None
    assert holds('scope == "province"', scope=None) is None


def test_that_a_false_part_decides_although_another_is_unknown() -> None:
    assert holds("runs_here and level >= 3", runs_here=False) is False


def test_that_texts_may_stand_in_either_quotes() -> None:
    assert holds("scope == 'một tỉnh'", scope="một tỉnh") is True
    assert holds('scope != "province"', scope="sector") is True


def test_that_the_names_of_a_condition_are_listed() -> None:
    condition = parse_condition("(a or b) and level >= 3 and not c")
    assert condition.names == {"a", "b", "c", "level"}
    assert condition.claims == {"a", "b", "c"}


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("", 1),
        ("a and", 6),
        ("(a or b", 8),
        ("a b", 3),
        ("a ==", 5),
        ("3", 2),
        ("a + b", 3),
        ("__import__('os')", 11),
        ("a.b", 2),
        ("a = 1", 3),
        ('a == "b', 6),
        ("a < b < c", 7),
    ],
)
def test_that_text_outside_the_grammar_is_refused_at_its_column(text: str, column: int) -> None:
    with pytest.raises(ConditionError) as caught:
        parse_condition(text)
    assert caught.value.column == column


@given(st.text(max_size=30))
def test_that_any_text_parses_or_is_refused(text: str) -> None:
    try:
        truth = parse_condition(text).holds({})
    except ConditionError as error:
        truth = None if 1 <= error.column <= len(text) + 1 else True
    assert truth is not True


@pytest.mark.parametrize("text", ["(" * 10_000 + "a" + ")" * 10_000, "not " * 10_000 + "a"])
def test_that_endless_nesting_is_refused_and_not_a_crash(text: str) -> None:
    with pytest.raises(ConditionError):
        parse_condition(text)
