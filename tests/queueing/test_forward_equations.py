"""Birth-and-death chains forward in time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.linalg import expm
from scipy.stats import binom, poisson

from assessor.queueing.forward_equations import Span, Window, exponential_of, propagated


def unlimited(births, right, *, constant=True):
    """M(t)/M/∞ with services of mean 1 over [0, right]."""
    return Span(0.0, right, births, constant, lambda n: n)


def spread(window, states):
    """The law over the states 0 … states − 1."""
    law = np.zeros(states)
    law[window.first : window.first + window.law.size] = window.law
    return law


@given(
    up=st.floats(0, 0.5),
    down=st.lists(st.floats(0, 0.5), min_size=1, max_size=8),
    weights=st.lists(st.floats(0.01, 1), min_size=9, max_size=9),
)
def test_that_one_step_is_the_exponential_of_the_generator(up, down, weights):
    deaths = np.array([0.0, *down])
    law = np.array(weights[: deaths.size]) / sum(weights[: deaths.size])
    generator = np.diag(np.full(deaths.size - 1, up), -1) + np.diag(deaths[1:], 1)
    generator -= np.diag(generator.sum(axis=0))
    assert exponential_of(law, up, deaths) == pytest.approx(expm(generator) @ law, abs=5e-9)


def test_that_a_lone_state_keeps_its_probability():
    assert exponential_of(np.array([1.0]), 3.0, np.zeros(1)).tolist() == [1.0]


def test_that_servers_without_limit_fill_as_a_poisson_law():
    window, _ = propagated(Window(0, np.ones(1)), unlimited(lambda _t: 2000.0, 1.5), 1e-11)
    load = 2000 * (1 - np.exp(-1.5))
    assert window.law == pytest.approx(poisson.pmf(window.states, load), abs=1e-10)
    assert window.law.sum() == pytest.approx(1.0, abs=1e-10)
    # Far fewer states than the 2,000 that the servers will hold.
    assert window.law.size < 1000
    assert window.first > 0


def test_that_those_present_leave_as_a_binomial_law():
    start = np.zeros(301)
    start[300] = 1.0
    window, _ = propagated(Window(0, start), unlimited(lambda _t: 0.0, 0.7), 1e-11)
    expected = binom.pmf(np.arange(301), 300, np.exp(-0.7))
    assert spread(window, 400)[:301] == pytest.approx(expected, abs=1e-10)


def test_that_a_rate_that_changes_is_followed_to_its_tolerance():
    def births(t):
        return 50 * (1 + np.sin(3 * t))

    load = 50 * (1 - np.exp(-2.0)) + 50 * (
        (np.sin(6.0) - 3 * np.cos(6.0)) / 10 + 0.3 * np.exp(-2.0)
    )
    for tolerance in (1e-6, 1e-10):
        span = unlimited(births, 2.0, constant=False)
        window, _ = propagated(Window(0, np.ones(1)), span, tolerance)
        error = np.abs(window.law - poisson.pmf(window.states, load)).sum()
        assert error < 100 * tolerance


def test_that_a_rate_that_rises_from_nothing_stays_a_rate():
    span = unlimited(lambda t: 1000 * t**4, 1.0, constant=False)
    window, _ = propagated(Window(0, np.ones(1)), span, 1e-9)
    load = 1000 * (1 - 4 + 12 - 24 + 24 - 24 * np.exp(-1.0))
    assert window.law == pytest.approx(poisson.pmf(window.states, load), abs=1e-7)


def test_that_the_next_span_starts_with_the_step_that_suits():
    span = unlimited(lambda _t: 100.0, 1.0)
    start = Window(0, poisson.pmf(np.arange(200), 100.0))
    _, free = propagated(start, span, 1e-9)
    _, short = propagated(start, unlimited(lambda _t: 100.0, 1e-9), 1e-9, 0.4)
    assert free > 0.1
    assert short >= 0.4


def test_that_a_backlog_beyond_all_bounds_is_refused():
    start = np.zeros(2)
    start[1] = 1.0
    with pytest.raises(ValueError, match="fluid"):
        propagated(Window(199_990, start), unlimited(lambda _t: 1e6, 1.0), 1e-9)
