"""Thread pools held during calls."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.queueing.distributions import deterministic, exponential, mmc_response
from assessor.queueing.networks import open_classes
from assessor.queueing.networks_pools import Pool, Work, held_pools


def test_that_a_pool_over_a_remote_call_is_a_queue_of_threads():
    outer = held_pools(Pool(6, (Work(0.5, np.inf),)), arrival_rate=10.0)[0]
    queue = mmc_response(6, 10.0, 2.0)
    assert outer.capacity == pytest.approx(12.0)
    assert outer.delay_probability == pytest.approx(queue.delayed, rel=1e-12)
    assert outer.response.mean == pytest.approx(queue.mean, rel=1e-12)
    assert outer.response.quantile(0.95) == pytest.approx(float(queue.quantile(0.95)), rel=1e-8)
    assert outer.utilisation == pytest.approx(10 / 12)


@given(threads=st.integers(1, 40))
def test_that_threads_in_front_of_one_core_move_the_wait_but_not_the_response(threads):
    state = held_pools(Pool(threads, (Work(1.0, 1),)), arrival_rate=0.8)[0]
    assert state.response.mean == pytest.approx(5.0, rel=1e-9)
    assert state.waiting_mean + state.holding_mean == pytest.approx(5.0, rel=1e-9)


def test_that_threads_in_plenty_leave_the_open_network():
    state = held_pools(Pool(300, (Work(0.02, 8), Work(0.05, np.inf))), arrival_rate=300.0)[0]
    opened = open_classes(
        arrival_rate=[300.0], service_demand=[[0.02], [0.05]], servers=[8, np.inf]
    )
    assert state.response.mean == pytest.approx(opened.response_mean[0], rel=1e-9)
    assert state.delay_probability < 1e-9


def test_that_layers_hold_the_whole_way_down():
    inner = Pool(10, (Work(0.02, 8), Work(0.05, np.inf)))
    states = held_pools(Pool(20, (Work(0.01, 4),), inner), arrival_rate=120.0)
    outer, below = states
    # An event-by-event simulation of 200,000 requests gave mean 98.5 ms and p95 222 ms.
    assert outer.response.mean == pytest.approx(0.0985, rel=0.05)
    assert float(outer.response.quantile(0.95)) == pytest.approx(0.222, rel=0.05)
    assert outer.holding_mean > below.holding_mean
    assert outer.capacity <= below.capacity
    assert "pool" in outer.response.error_class


def test_that_calls_multiply_the_load_below():
    inner = Pool(50, (Work(0.01, np.inf),))
    outer, below = held_pools(Pool(50, (), inner, calls=3.0), arrival_rate=10.0)
    assert below.arrival_rate == pytest.approx(30.0)
    assert outer.holding_mean == pytest.approx(0.03, rel=1e-9)
    assert outer.response.mean == pytest.approx(0.03, rel=1e-9)


def test_that_a_starved_pool_is_unstable_and_says_where():
    inner = Pool(2, (Work(0.1, np.inf),))
    outer, below = held_pools(Pool(100, (Work(0.001, 4),), inner), arrival_rate=25.0)
    assert below.capacity == pytest.approx(20.0)
    assert outer.waiting_mean == np.inf
    assert outer.delay_probability == 1.0
    assert outer.response.tail(1e6) == 1.0


def test_that_an_idle_pool_answers_at_once():
    state = held_pools(Pool(3, (Work(0.2, 2),)), arrival_rate=0.0)[0]
    assert state.waiting_mean == 0.0
    assert state.holding_mean == pytest.approx(0.2)
    assert state.response.mean == pytest.approx(0.2)


def test_that_a_pool_that_is_never_full_adds_no_wait():
    state = held_pools(Pool(75, (Work(0.01, np.inf),)), arrival_rate=1.0)[0]
    assert 0 < state.delay_probability < 1e-200
    assert state.response.mean == pytest.approx(0.01)
    assert float(state.response.quantile(0.95)) == pytest.approx(-0.01 * np.log(0.05), rel=1e-7)


def test_that_wait_and_holding_name_their_models():
    state = held_pools(Pool(3, (Work(0.2, 2),)), arrival_rate=5.0)[0]
    wait, holding = state.response.parts
    assert wait.model == "thread pool"
    assert holding.model == "sum of independent stays"


def test_that_the_shape_of_the_work_can_be_given():
    even = held_pools(Pool(4, (Work(1.0, np.inf, deterministic(1.0)),)), arrival_rate=1.0)[0]
    wide = held_pools(Pool(4, (Work(1.0, np.inf, exponential(1.0)),)), arrival_rate=1.0)[0]
    assert even.response.mean == pytest.approx(wide.response.mean)
    assert even.response.quantile(0.95) < wide.response.quantile(0.95)


@pytest.mark.parametrize(
    "pool",
    [
        Pool(0, (Work(1.0, 1),)),
        Pool(1, (Work(-1.0, 1),)),
        Pool(1, ()),
        Pool(1, (Work(1.0, 1),), calls=-1.0),
    ],
)
def test_that_impossible_pools_are_refused(pool):
    with pytest.raises(ValueError):
        held_pools(pool, arrival_rate=1.0)


def test_that_a_negative_rate_is_refused():
    with pytest.raises(ValueError, match="arrival_rate"):
        held_pools(Pool(1, (Work(1.0, 1),)), arrival_rate=-1.0)
