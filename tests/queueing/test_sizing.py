"""Least numbers of servers against the recursion, one question at a time."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.queueing.erlang import erlang_b, erlang_c
from assessor.queueing.sizing import (
    least_servers,
    servers_for_blocking,
    servers_for_delay,
    servers_for_response,
    servers_for_waiting,
)
from assessor.queueing.sizing_search import INFEASIBLE


def waiting_tail(delay: float, c: int, a: float, t: float) -> float:
    return delay * math.exp(-(c - a) * t)


def response_tail(delay: float, c: int, a: float, t: float) -> float:
    gap = c - a - 1.0
    if abs(gap) < 1e-9:
        return math.exp(-t) * (1 + delay * t)
    return math.exp(-t) + delay * (math.exp(-t) - math.exp(-(c - a) * t)) / gap


def by_recursion(tail, a: float, t: float, fraction: float, most: float) -> int:
    """Count c up from 1 by Erlang's recursion until the promise is kept."""
    if tail is response_tail and fraction > 0 and math.exp(-t) >= 1 - fraction:
        return INFEASIBLE
    inverse, c = 1.0, 0
    while True:
        c += 1
        inverse = min(1.0 + c / a * inverse, 1e300)
        if c <= a or a / c > most:
            continue
        if tail(c / (a + (c - a) * inverse), c, a, t) <= 1 - fraction:
            return c


FRACTIONS = st.sampled_from([0.0, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999])
CEILINGS = st.sampled_from([1.0, 0.95, 0.85, 0.7, 0.5])


@given(
    a=st.one_of(st.floats(1e-3, 3), st.floats(3, 3000)),
    t=st.one_of(st.just(0.0), st.floats(1e-4, 5)),
    fraction=FRACTIONS,
    most=CEILINGS,
)
def test_that_sizes_for_waiting_are_least(a, t, fraction, most):
    found = servers_for_waiting(
        arrival_rate=a, service_rate=1.0, waiting_limit=t, fraction=fraction, max_utilisation=most
    )
    assert found == by_recursion(waiting_tail, a, t, fraction, most)


@given(
    a=st.one_of(st.floats(1e-3, 3), st.floats(3, 3000)),
    t=st.floats(0.01, 20),
    fraction=FRACTIONS,
    most=CEILINGS,
)
def test_that_sizes_for_response_are_least(a, t, fraction, most):
    found = servers_for_response(
        arrival_rate=a, service_rate=1.0, response_limit=t, fraction=fraction, max_utilisation=most
    )
    assert found == by_recursion(response_tail, a, t, fraction, most)


@given(a=st.floats(1e-3, 20_000), limit=st.floats(1e-9, 0.9))
def test_that_sizes_for_blocking_are_least(a, limit):
    c = int(servers_for_blocking(offered_load=a, blocking_limit=limit))
    assert erlang_b(c, a) <= limit
    assert c == 0 or erlang_b(c - 1, a) > limit


@given(a=st.floats(1e-3, 5000), limit=st.floats(1e-6, 0.999))
def test_that_sizes_for_delay_are_least(a, limit):
    c = int(servers_for_delay(offered_load=a, delay_limit=limit))
    assert erlang_c(c, a) <= limit * (1 + 1e-9)
    assert erlang_c(c - 1, a) > limit * (1 - 1e-9)


def test_that_blocks_and_threads_change_nothing():
    rng = np.random.Generator(np.random.SFC64(1))
    a = np.exp(rng.uniform(-2, 7, 150_000))
    given_ = {"service_rate": 1.0, "waiting_limit": 0.05, "fraction": 0.9}
    together = servers_for_waiting(arrival_rate=a, **given_)
    apart = np.concatenate(
        [servers_for_waiting(arrival_rate=part, **given_) for part in np.array_split(a, 31)]
    )
    assert (together == apart).all()


def test_that_a_guess_beyond_the_least_size_is_taken_back():
    a = np.linspace(15_000.0, 20_000.0, 400)
    found = servers_for_response(
        arrival_rate=a, service_rate=1.0, response_limit=4.62, fraction=0.99
    )
    for c, load in zip(found.tolist(), a.tolist(), strict=True):
        assert response_tail(float(erlang_c(c, load)), c, load, 4.62) <= 0.01
        fewer = float(erlang_c(c - 1, load))
        assert c - 1 <= load or response_tail(fewer, c - 1, load, 4.62) > 0.01


def test_that_questions_broadcast():
    found = servers_for_waiting(
        arrival_rate=np.array([[1.0], [50.0]]),
        service_rate=1.0,
        waiting_limit=np.array([0.0, 0.1, 1.0]),
        fraction=0.95,
    )
    assert found.shape == (2, 3)
    assert (np.diff(found, axis=1) <= 0).all()
    assert servers_for_waiting(
        arrival_rate=[], service_rate=1.0, waiting_limit=1.0, fraction=0.5
    ).shape == (0,)


def test_that_certainty_is_infeasible_under_load():
    given_ = {"service_rate": 1.0, "fraction": 1.0}
    assert servers_for_waiting(arrival_rate=[0.0, 5.0], waiting_limit=1.0, **given_).tolist() == [
        1,
        INFEASIBLE,
    ]
    assert servers_for_waiting(arrival_rate=5.0, waiting_limit=np.inf, **given_) == 6
    assert servers_for_response(arrival_rate=5.0, response_limit=9.0, **given_) == INFEASIBLE
    assert servers_for_delay(offered_load=3.0, delay_limit=0.0) == INFEASIBLE
    assert servers_for_blocking(offered_load=[3.0, 0.0], blocking_limit=0.0).tolist() == [
        INFEASIBLE,
        0,
    ]


def test_that_a_barely_feasible_response_takes_many_servers():
    found = servers_for_response(
        arrival_rate=5.0,
        service_rate=1.0,
        response_limit=[3.0, 2.996, 2.99575, 2.9957],
        fraction=0.95,
    )
    assert found.tolist() == [11, 14, 16, INFEASIBLE]


@given(first=st.integers(0, 50), need=st.integers(0, 5000), last=st.integers(50, 4000))
def test_that_the_search_finds_the_step_of_any_promise(first, need, last):
    found = int(least_servers(lambda c: c >= need, first, last))
    assert found == (max(first, need) if need <= last else INFEASIBLE)


@pytest.mark.parametrize(
    "change",
    [
        {"arrival_rate": -1.0},
        {"arrival_rate": np.inf},
        {"service_rate": 0.0},
        {"waiting_limit": -1.0},
        {"fraction": 1.5},
        {"max_utilisation": 0.0},
    ],
)
def test_that_impossible_sizes_are_misuse(change):
    given_ = {"arrival_rate": 1.0, "service_rate": 1.0, "waiting_limit": 1.0, "fraction": 0.9}
    with pytest.raises(ValueError):
        servers_for_waiting(**(given_ | change))


def test_that_an_impossible_blocking_limit_is_misuse():
    with pytest.raises(ValueError):
        servers_for_blocking(offered_load=1.0, blocking_limit=2.0)
