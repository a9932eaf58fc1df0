"""Erlang's formulas against 50-digit arithmetic and the recursion."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.queueing.erlang import erlang_b, erlang_c, offered_load_for_blocking


def exact_blocking(servers: float, load: float) -> float:
    """The definition with incomplete gamma functions, 50 digits."""
    with mpmath.workdps(50):
        c, a = mpmath.mpf(servers), mpmath.mpf(load)
        numerator = mpmath.exp(c * mpmath.log(a) - a - mpmath.loggamma(c + 1))
        return float(numerator / mpmath.gammainc(c + 1, a, regularized=True))


def recursion(servers: int, load: float) -> float:
    inverse = 1.0
    for c in range(1, servers + 1):
        inverse = 1.0 + c / load * inverse
    return 1.0 / inverse


@pytest.mark.parametrize(
    ("servers", "load"),
    [
        (0.5, 2.0),
        (3.5, 2.2),
        (14.9, 15.1),
        (51.0, 1063.5),
        (585.7, 4340.0),
        (1000.0, 950.0),
        (9461.0, 12472.9),
        (99_999.5, 99_000.0),
        (100_000.0, 99_700.0),
        (100_000.0, 100_300.0),
    ],
)
def test_that_blocking_equals_the_definition_at_50_digits(servers, load):
    assert erlang_b(servers, load) == pytest.approx(exact_blocking(servers, load), rel=1e-10)


@pytest.mark.parametrize(("servers", "load"), [(10, 5000.0), (100, 1e6), (1000, 1e5), (3, 1e9)])
def test_that_overload_keeps_the_recursion_value(servers, load):
    assert erlang_b(servers, load) == pytest.approx(recursion(servers, load), rel=1e-11)


@given(servers=st.integers(1, 2000), load=st.floats(1e-3, 4000))
def test_that_whole_servers_equal_the_recursion(servers, load):
    expected = recursion(servers, load)
    if expected > 1e-290:
        assert erlang_b(servers, load) == pytest.approx(expected, rel=1e-10)


@given(servers=st.integers(0, 500), load=st.floats(0, 800))
def test_that_one_more_server_never_loses_more(servers, load):
    assert erlang_b(servers + 1, load) <= erlang_b(servers, load)


@given(servers=st.floats(0, 500), load=st.floats(0, 800), more=st.floats(0.01, 50))
def test_that_more_load_never_waits_less(servers, load, more):
    assert erlang_c(servers, load + more) >= erlang_c(servers, load) * (1 - 1e-12)


def test_that_edges_have_their_limits():
    assert erlang_b([0, 0, 3], [0, 5, 0]).tolist() == [1, 1, 0]
    assert erlang_c([3, 3, 0], [3, 0, 1]).tolist() == [1, 0, 1]
    assert erlang_b(10_000, 1e-200) == 0


@given(servers=st.integers(1, 5000), blocking=st.floats(1e-9, 0.999))
def test_that_the_load_found_has_the_blocking_asked_for(servers, blocking):
    load = offered_load_for_blocking(servers, blocking)
    assert erlang_b(servers, load) == pytest.approx(blocking, rel=1e-9)


def test_that_impossible_blocking_has_the_edge_load():
    assert offered_load_for_blocking([3, 3, 0], [0, 1, 0.5]).tolist() == [0, np.inf, 0]


def test_that_a_tiny_blocking_is_still_found():
    load = offered_load_for_blocking(5, 1e-250)
    assert erlang_b(5, load) == pytest.approx(1e-250, rel=1e-8)


@pytest.mark.parametrize(("servers", "load"), [(-1, 2), (2, -1), (2, np.nan), (np.inf, 1)])
def test_that_impossible_questions_are_misuse(servers, load):
    with pytest.raises(ValueError):
        erlang_b(servers, load)


@pytest.mark.parametrize(("servers", "blocking"), [(-1, 0.1), (2, 1.5), (2, -0.1)])
def test_that_impossible_inverse_questions_are_misuse(servers, blocking):
    with pytest.raises(ValueError):
        offered_load_for_blocking(servers, blocking)
