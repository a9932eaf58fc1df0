"""Batches against M/M/c, a closed form and a dense chain."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.queueing.batches import batch_queue
from assessor.queueing.delay import mmc


def test_that_batches_of_one_are_mmc():
    answer = batch_queue(servers=3, batch_rate=2.4, batch_sizes=[1.0], service_rate=1.0)
    exact = mmc(servers=3, arrival_rate=2.4, service_rate=1.0)
    assert answer.waiting_mean == pytest.approx(float(exact.waiting_mean), rel=1e-11)
    assert answer.delay_probability == pytest.approx(float(exact.delay_probability), rel=1e-11)
    assert answer.waiting_quantile(0.99) == pytest.approx(float(exact.waiting_quantile(0.99)))


def test_that_one_server_has_its_closed_form():
    # E[L] = ρ(1 + E[X²]/E[X])/(2(1 − ρ)) for M^[X]/M/1
    sizes = np.array([0.5, 0.3, 0.0, 0.2])
    x = np.arange(1, 5)
    mean, second = sizes @ x, sizes @ x**2
    answer = batch_queue(servers=1, batch_rate=0.8 / mean, batch_sizes=sizes, service_rate=1.0)
    assert answer.number_mean == pytest.approx(0.8 * (1 + second / mean) / (2 * 0.2), rel=1e-10)


def test_that_many_servers_equal_a_dense_chain():
    c, rate, sizes, most = 3, 0.7, [0.2, 0.3, 0.5], 300
    q = np.zeros((most + 1, most + 1))
    for n in range(most + 1):
        for k, share in enumerate(sizes, start=1):
            if n + k <= most:
                q[n, n + k] += rate * share
        if n > 0:
            q[n, n - 1] += min(n, c)
    system = (q - np.diag(q.sum(axis=1))).T
    system[-1] = 1.0
    pi = np.linalg.solve(system, np.eye(most + 1)[-1])
    answer = batch_queue(servers=c, batch_rate=rate, batch_sizes=sizes, service_rate=1.0)
    assert answer.queue_mean == pytest.approx(pi @ np.maximum(np.arange(most + 1) - c, 0), rel=1e-9)


@settings(max_examples=30)
@given(
    c=st.integers(1, 30), rho=st.floats(0.05, 0.97), size=st.integers(1, 20), p=st.floats(0, 0.99)
)
def test_that_the_wait_of_a_request_obeys_little(c, rho, size, p):
    sizes = np.zeros(size)
    sizes[-1] = 1.0
    answer = batch_queue(servers=c, batch_rate=rho * c / size, batch_sizes=sizes, service_rate=1.0)
    places = np.arange(answer.place.size)
    assert answer.place @ places / c == pytest.approx(answer.waiting_mean, rel=1e-8)
    assert answer.number_mean == pytest.approx(rho * c * answer.response_mean, rel=1e-8)
    found = answer.waiting_quantile(p)
    assert answer.waiting_tail(found) <= 1 - p + 1e-9


def test_that_heavy_batches_do_not_overflow():
    answer = batch_queue(servers=1000, batch_rate=900.0, batch_sizes=[1], service_rate=1.0)
    assert 0 < answer.waiting_mean < np.inf


def test_that_overloaded_batches_wait_for_ever():
    answer = batch_queue(servers=1, batch_rate=1.0, batch_sizes=[0, 1], service_rate=1.0)
    assert answer.waiting_mean == np.inf
    assert answer.waiting_tail([0.0, 3.0]).tolist() == [1, 1]
    assert answer.waiting_quantile(0.5) == np.inf


def test_that_a_utilisation_next_to_one_is_misuse():
    with pytest.raises(ValueError, match="too near"):
        batch_queue(servers=1, batch_rate=0.99999, batch_sizes=[1.0], service_rate=1.0)


@pytest.mark.parametrize(
    "change",
    [{"servers": 0}, {"batch_rate": 0.0}, {"batch_sizes": [0.0]}, {"batch_sizes": [1.0, -0.5]}],
)
def test_that_impossible_batches_are_misuse(change):
    given_ = {"servers": 2, "batch_rate": 0.5, "batch_sizes": [1.0], "service_rate": 1.0}
    with pytest.raises(ValueError):
        batch_queue(**(given_ | change))
