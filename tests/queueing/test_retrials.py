"""Retrials against a dense chain, the single-server closed form and the limits of the pause."""

import numpy as np
import pytest

from assessor.queueing.delay import mmc
from assessor.queueing.retrials import retrial


def dense(c: int, lam: float, mu: float, theta: float, most: int) -> tuple[float, float]:
    """P(all busy) and mean orbit of the truncated chain, by one linear solve."""
    size = (c + 1) * (most + 1)
    q = np.zeros((size, size))
    for j in range(most + 1):
        for n in range(c + 1):
            here = j * (c + 1) + n
            if n < c:
                q[here, here + 1] += lam
                if j > 0:
                    q[here, here - c] += j * theta
            elif j < most:
                q[here, here + c + 1] += lam
            if n > 0:
                q[here, here - 1] += n * mu
    system = (q - np.diag(q.sum(axis=1))).T
    system[-1] = 1.0
    pi = np.linalg.solve(system, np.eye(size)[-1]).reshape(most + 1, c + 1)
    return float(pi[:, c].sum()), float(pi.sum(axis=1) @ np.arange(most + 1))


@pytest.mark.parametrize(("c", "lam", "theta"), [(2, 1.2, 0.5), (3, 2.0, 2.0), (4, 2.5, 0.2)])
def test_that_the_orbit_equals_the_dense_chain(c, lam, theta):
    answer = retrial(servers=c, arrival_rate=lam, service_rate=1.0, retrial_rate=theta)
    blocked, orbit = dense(c, lam, 1.0, theta, 150)
    assert answer.blocking_probability == pytest.approx(blocked, rel=1e-8)
    assert answer.orbit_mean == pytest.approx(orbit, rel=1e-8)
    assert answer.waiting_mean == pytest.approx(orbit / lam, rel=1e-8)


def test_that_one_server_keeps_its_closed_form_in_any_unit_of_time():
    blocked, orbit = dense(1, 0.5, 1.0, 0.7, 200)
    answer = retrial(servers=1, arrival_rate=5.0, service_rate=10.0, retrial_rate=7.0)
    assert answer.orbit_mean == pytest.approx(orbit, rel=1e-9)
    assert answer.blocking_probability == pytest.approx(blocked, rel=1e-9)


def test_that_prompt_retrials_wait_like_a_queue():
    prompt = retrial(servers=5, arrival_rate=4.0, service_rate=1.0, retrial_rate=1e5)
    queue = mmc(servers=5, arrival_rate=4.0, service_rate=1.0)
    assert prompt.waiting_mean == pytest.approx(float(queue.waiting_mean), rel=1e-3)


def test_that_very_long_pauses_reach_the_fluid_limit():
    slow = retrial(servers=5, arrival_rate=4.0, service_rate=1.0, retrial_rate=1e-2)
    slower = retrial(servers=5, arrival_rate=4.0, service_rate=1.0, retrial_rate=1e-6)
    assert slow.error_class == "exact"
    assert slower.error_class == "retrial_fluid"
    assert slower.blocking_probability == pytest.approx(slow.blocking_probability, rel=2e-3)
    assert slower.attempt_rate == pytest.approx(slow.attempt_rate, rel=5e-3)


@pytest.mark.parametrize("servers", [1, 3])
def test_that_overload_fills_the_orbit_without_end(servers):
    answer = retrial(servers=servers, arrival_rate=3.0, service_rate=1.0, retrial_rate=1.0)
    assert answer.blocking_probability == 1
    assert np.isinf([answer.orbit_mean, answer.response_mean, answer.attempt_rate]).all()


@pytest.mark.parametrize(("c", "theta"), [(0, 1.0), (2, 0.0)])
def test_that_impossible_retrials_are_misuse(c, theta):
    with pytest.raises(ValueError):
        retrial(servers=c, arrival_rate=1.0, service_rate=1.0, retrial_rate=theta)
