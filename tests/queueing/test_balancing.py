"""Machines behind a balancer against exact bounds and two-machine chains."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.queueing.balancing import (
    balanced_response,
    balanced_stretch,
    limited_sharing_response,
)
from assessor.queueing.distributions import (
    exponential,
    hyperexponential,
    mgc_fcfs_response,
    ps_response,
)


def two_machines(channels: int, load: float, most: int = 40) -> float:
    """E[response] of two machines behind least connections, exponential jobs, one linear solve."""
    size = (most + 1) ** 2
    q = np.zeros((size, size))
    for i in range(most + 1):
        for j in range(most + 1):
            here = i * (most + 1) + j
            to_first = 1.0 if i < j else 0.5 if i == j else 0.0
            if i < most:
                q[here, here + most + 1] += load * to_first
            if j < most:
                q[here, here + 1] += load * (1 - to_first)
            if i > 0:
                q[here, here - most - 1] += min(i, channels)
            if j > 0:
                q[here, here - 1] += min(j, channels)
    system = (q - np.diag(q.sum(axis=1))).T
    system[-1] = 1.0
    pi = np.linalg.solve(system, np.eye(size)[-1]).reshape(most + 1, most + 1)
    n = np.arange(most + 1)
    return float((pi.sum(axis=0) @ n + pi.sum(axis=1) @ n) / load)


@pytest.mark.parametrize(("channels", "rho"), [(1, 0.5), (1, 0.8), (2, 0.7), (4, 0.85)])
def test_that_least_connections_is_near_the_exact_chain(channels, rho):
    load = 2 * channels * rho
    found = balanced_stretch(machines=2, channels=channels, offered_load=load)
    assert found == pytest.approx(two_machines(channels, load), rel=0.02)


@given(n=st.integers(1, 30), k=st.integers(1, 16), rho=st.floats(0.01, 0.99))
def test_that_balancing_lies_between_one_pool_and_random(n, k, rho):
    given_ = {"machines": n, "channels": k, "offered_load": n * k * rho}
    pool, least, random = (
        float(balanced_stretch(**given_, balancing=name))
        for name in ("shared_queue", "least_connections", "random")
    )
    assert pool * (1 - 1e-12) <= least <= random * (1 + 1e-12)


def test_that_the_same_load_may_need_far_more_apart_than_pooled():
    # 16 erlangs with a stretch of at most 1.2
    pooled = balanced_stretch(
        machines=1, channels=np.arange(17, 40), offered_load=16.0, balancing="shared_queue"
    )
    apart = balanced_stretch(
        machines=np.arange(9, 40), channels=2, offered_load=16.0, balancing="random"
    )
    assert 17 + int(np.argmax(pooled <= 1.2)) < 2 * (9 + int(np.argmax(apart <= 1.2)))


@pytest.mark.parametrize("balancing", ["random", "shared_queue", "least_connections"])
def test_that_the_distribution_has_the_mean_of_the_stretch(balancing):
    stay = balanced_response(
        machines=3,
        channels=4,
        arrival_rate=9.0,
        service=hyperexponential(1.0, 4.0),
        balancing=balancing,
    )
    expected = balanced_stretch(machines=3, channels=4, offered_load=9.0, balancing=balancing)
    assert stay.mean == pytest.approx(float(expected), rel=1e-9)
    assert stay.quantile(0.99) > stay.quantile(0.95) > stay.mean
    assert (stay.error_class == "least_connections") == (balancing == "least_connections")


def test_that_one_machine_needs_no_balancer():
    service = exponential(1.0)
    one = balanced_response(machines=1, channels=4, arrival_rate=3.0, service=service)
    assert one.quantile(0.9) == pytest.approx(float(ps_response(4, 3.0, service).quantile(0.9)))


def test_that_overloaded_machines_never_end():
    assert np.isinf(balanced_stretch(machines=2, channels=2, offered_load=[4.0, 9.0])).all()
    stay = balanced_response(machines=2, channels=2, arrival_rate=5.0, service=exponential(1.0))
    assert stay.mean == np.inf


def test_that_no_machine_is_misuse():
    with pytest.raises(ValueError, match="machines"):
        balanced_stretch(machines=0, channels=2, offered_load=1.0)
    with pytest.raises(ValueError, match="machines"):
        balanced_response(machines=0, channels=2, arrival_rate=1.0, service=exponential(1.0))


def test_that_limited_sharing_lies_between_its_ends():
    service, rate = hyperexponential(1.0, 4.0), 1.6
    ends = [mgc_fcfs_response(2, rate, service).mean, ps_response(2, rate, service).mean]
    means = [
        limited_sharing_response(servers=2, limit=limit, arrival_rate=rate, service=service).mean
        for limit in (2, 4, 8, 40)
    ]
    assert means[0] == pytest.approx(ends[0])
    assert means[-1] == pytest.approx(ends[1], rel=1e-3)
    assert (np.diff(means) < 0).all()


def test_that_limited_sharing_of_exponential_jobs_keeps_the_mean():
    for limit in (3, 5, 9):
        stay = limited_sharing_response(
            servers=3, limit=limit, arrival_rate=2.4, service=exponential(1.0)
        )
        assert stay.mean == pytest.approx(ps_response(3, 2.4, exponential(1.0)).mean)


@pytest.mark.parametrize(("servers", "limit"), [(0, 2), (3, 2)])
def test_that_impossible_limits_are_misuse(servers, limit):
    with pytest.raises(ValueError):
        limited_sharing_response(
            servers=servers, limit=limit, arrival_rate=1.0, service=exponential(1.0)
        )
