"""Phase-type queues against closed forms, an independent chain and the laws of queues."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.queueing.constant_service import dmc
from assessor.queueing.delay import mmc
from assessor.queueing.distributions import (
    convolve,
    erlang,
    exponential,
    gamma,
    hyperexponential,
    mixed_erlang,
)
from assessor.queueing.phases import (
    modulated_poisson,
    poisson_arrivals,
    renewal_arrivals,
    service_phases,
)
from assessor.queueing.qbd import LARGEST_BLOCK, PhaseWait, block_size, phase_type_queue
from assessor.queueing.single import mg1_wait


@pytest.mark.parametrize(("c", "rho"), [(1, 0.5), (4, 0.9), (12, 0.99)])
def test_that_exponential_phases_are_mmc(c, rho):
    queue = phase_type_queue(
        servers=c,
        arrivals=poisson_arrivals(rho * c),
        service=service_phases(exponential(1.0)),
    )
    exact = mmc(servers=c, arrival_rate=rho * c, service_rate=1.0)
    assert queue.waiting_mean == pytest.approx(float(exact.waiting_mean), rel=1e-10)
    assert queue.delay_probability == pytest.approx(float(exact.delay_probability), rel=1e-11)
    assert queue.waiting().quantile(0.99) == pytest.approx(
        float(exact.waiting_quantile(0.99)), rel=1e-9
    )
    assert queue.residual < 1e-12


@pytest.mark.parametrize(
    "service", [hyperexponential(1.0, 9.0), mixed_erlang(1.0, 0.3), erlang(1.0, 4)]
)
def test_that_one_server_is_pollaczek_khinchine(service):
    queue = phase_type_queue(
        servers=1, arrivals=poisson_arrivals(0.8), service=service_phases(service)
    )
    exact = mg1_wait(0.8, service)
    wait = queue.waiting()
    assert queue.waiting_mean == pytest.approx(exact.mean, rel=1e-10)
    assert wait.scv == pytest.approx(exact.scv, rel=1e-8)
    times = np.array([0.5, 3.0, 20.0])
    np.testing.assert_allclose(wait.tail(times), exact.tail(times), rtol=1e-7)
    np.testing.assert_allclose(
        wait.transform(np.array([0.3 + 0.4j])), exact.transform(np.array([0.3 + 0.4j])), rtol=1e-9
    )


def test_that_renewal_arrivals_to_one_exponential_server_have_their_root():
    queue = phase_type_queue(
        servers=1,
        arrivals=renewal_arrivals(erlang(1.25, 2)),
        service=service_phases(exponential(1.0)),
    )
    # sigma = (1.6/(1.6 + 1 − sigma))²
    sigma = 0.5
    for _ in range(200):
        sigma = (1.6 / (2.6 - sigma)) ** 2
    assert queue.delay_probability == pytest.approx(sigma, rel=1e-10)
    assert queue.waiting_mean == pytest.approx(sigma / (1 - sigma), rel=1e-10)
    assert (
        queue.delay_probability
        > dmc(servers=1, arrival_rate=0.8, service_rate=1.0).delay_probability
    )


def independent_chain(rates, switch, c, most=400):
    """Mean number waiting of MMPP2/M/c from one dense linear solve."""
    size = 2 * (most + 1)
    q = np.zeros((size, size))
    for n in range(most + 1):
        for i in range(2):
            here = 2 * n + i
            q[here, 2 * n + 1 - i] += switch[i]
            if n < most:
                q[here, here + 2] += rates[i]
            if n > 0:
                q[here, here - 2] += min(n, c)
    system = (q - np.diag(q.sum(axis=1))).T
    system[-1] = 1.0
    pi = np.linalg.solve(system, np.eye(size)[-1]).reshape(most + 1, 2).sum(axis=1)
    return float(pi @ np.maximum(np.arange(most + 1) - c, 0))


def test_that_bursts_equal_an_independent_chain():
    rates, switch = (3.0, 0.6), (0.3, 0.2)
    process = modulated_poisson(rates, switch)
    queue = phase_type_queue(servers=2, arrivals=process, service=service_phases(exponential(1.0)))
    assert queue.queue_mean == pytest.approx(independent_chain(rates, switch, 2), rel=1e-8)
    assert queue.waiting_mean == pytest.approx(queue.queue_mean / process.rate)


def test_that_the_dispersion_of_bursts_has_its_closed_form():
    r1, r2, l1, l2 = 0.3, 0.2, 3.0, 0.6
    expected = 1 + 2 * r1 * r2 * (l1 - l2) ** 2 / ((r1 + r2) ** 2 * (l1 * r2 + l2 * r1))
    assert modulated_poisson((l1, l2), (r1, r2)).limiting_dispersion == pytest.approx(expected)
    assert poisson_arrivals(4.0).limiting_dispersion == pytest.approx(1.0)
    assert renewal_arrivals(hyperexponential(1.0, 4.0)).limiting_dispersion == pytest.approx(4.0)


@settings(max_examples=25)
@given(
    c=st.integers(1, 6),
    rho=st.floats(0.1, 0.97),
    ca2=st.sampled_from([0.5, 1.0, 4.0]),
    cs2=st.sampled_from([0.5, 1.0, 2.0, 9.0]),
)
def test_that_no_stable_question_fails(c, rho, ca2, cs2):
    between = hyperexponential(1 / (rho * c), ca2) if ca2 >= 1 else erlang(1 / (rho * c), 2)
    service = hyperexponential(1.0, cs2) if cs2 >= 1 else erlang(1.0, 2)
    queue = phase_type_queue(
        servers=c, arrivals=renewal_arrivals(between), service=service_phases(service)
    )
    wait = queue.waiting()
    assert queue.residual < 1e-11
    assert 0 < queue.delay_probability < 1
    assert wait.tail(0.0) == pytest.approx(queue.delay_probability, rel=1e-9)
    points = wait.quantile(np.array([0.01, 0.5, 0.9, 0.99, 0.999]))
    assert (np.diff(points) >= 0).all()
    assert np.isfinite(points).all()
    assert queue.response_mean == pytest.approx(queue.waiting_mean + 1.0)


def test_that_the_response_follows_by_convolution():
    service = hyperexponential(35.0, 4.6)
    queue = phase_type_queue(
        servers=4, arrivals=poisson_arrivals(0.08), service=service_phases(service)
    )
    response = convolve([queue.waiting(), service])
    np.testing.assert_allclose(response.quantile([0.95, 0.99]), [261, 494], rtol=3e-3)
    assert response.mean == pytest.approx(65, rel=3e-3)


def test_that_a_wait_may_end_after_its_listed_steps():
    wait = PhaseWait(np.array([0.5, 0.25]), 2.0, 0.0, 0.375, 1.0)
    assert wait.tail(1.0) == pytest.approx(np.exp(-2.0) * (0.5 + 0.25 * 2.0))
    assert wait.quantile(0.4) == 0


def test_that_an_unstable_phase_queue_waits_for_ever():
    queue = phase_type_queue(
        servers=1, arrivals=poisson_arrivals(2.0), service=service_phases(exponential(1.0))
    )
    wait = queue.waiting()
    assert queue.waiting_mean == np.inf
    assert queue.delay_probability == 1
    assert wait.tail([0.0, 5.0]).tolist() == [1, 1]
    assert wait.quantile(0.5) == np.inf
    assert abs(wait.transform(np.array([1.0 + 0j]))[0]) == 0


def test_that_a_block_beyond_the_limit_is_misuse():
    service = service_phases(erlang(1.0, 5))
    assert block_size(15, poisson_arrivals(1.0), service) > LARGEST_BLOCK
    with pytest.raises(ValueError, match="block"):
        phase_type_queue(servers=15, arrivals=poisson_arrivals(1.0), service=service)
    with pytest.raises(ValueError, match="servers"):
        phase_type_queue(servers=0, arrivals=poisson_arrivals(1.0), service=service)


def test_that_phases_keep_mean_and_spread():
    for time in (mixed_erlang(2.0, 0.3), hyperexponential(2.0, 7.0), erlang(2.0, 3)):
        phases = service_phases(time)
        assert phases.mean == pytest.approx(2.0)
        assert phases.scv == pytest.approx(time.scv)


def test_that_a_broken_number_of_stages_is_misuse():
    with pytest.raises(ValueError, match="phase type"):
        service_phases(gamma(1.0, 0.3))


@pytest.mark.parametrize(
    ("rates", "switch"), [((1, 2, 3), (1, 1)), ((1, -2), (1, 1)), ((1, 2), (0, 1))]
)
def test_that_impossible_bursts_are_misuse(rates, switch):
    with pytest.raises(ValueError):
        modulated_poisson(rates, switch)
