"""Bounded and impatient stations against sums over states in rationals or 40 digits."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.queueing.delay import mmc
from assessor.queueing.finite import birth_death, erlang_a, mmck


def states(c: int, k: int, load: float) -> np.ndarray:
    """P(n inside) of M/M/c/K by the product of ratios, 40 digits."""
    with mpmath.workdps(40):
        weights = [mpmath.mpf(1)]
        for n in range(1, k + 1):
            weights.append(weights[-1] * mpmath.mpf(load) / min(n, c))
        total = mpmath.fsum(weights)
        return np.array([float(w / total) for w in weights])


@given(
    c=st.integers(1, 30),
    more=st.integers(0, 60),
    utilisation=st.one_of(st.floats(0.01, 3), st.sampled_from([1.0, 1 - 1e-9, 1 + 1e-7, 1.001])),
)
def test_that_a_finite_buffer_equals_the_sum_over_its_states(c, more, utilisation):
    answer = mmck(servers=c, capacity=c + more, arrival_rate=2 * c * utilisation, service_rate=2.0)
    inside = states(c, c + more, c * utilisation)
    n = np.arange(inside.size)
    queue = inside @ np.maximum(n - c, 0)
    accepted = 2 * c * utilisation * (1 - inside[-1])
    assert answer.blocking_probability == pytest.approx(inside[-1], rel=1e-9)
    assert answer.queue_mean == pytest.approx(queue, rel=1e-9, abs=1e-15)
    assert answer.number_mean == pytest.approx(inside @ n, rel=1e-9)
    assert answer.waiting_mean == pytest.approx(queue / accepted, rel=1e-9, abs=1e-15)
    assert answer.delay_probability == pytest.approx(
        inside[c:-1].sum() / (1 - inside[-1]), rel=1e-7, abs=1e-13
    )


def test_that_a_great_buffer_is_no_buffer():
    finite = mmck(servers=4, capacity=4000, arrival_rate=3.6, service_rate=1.0)
    infinite = mmc(servers=4, arrival_rate=3.6, service_rate=1.0)
    assert finite.response_mean == pytest.approx(infinite.response_mean, rel=1e-12)
    assert finite.waiting_quantile(0.99) == pytest.approx(infinite.waiting_quantile(0.99), rel=1e-9)
    assert finite.response_quantile(0.99) == pytest.approx(
        infinite.response_quantile(0.99), rel=1e-7
    )


def test_that_tails_of_a_finite_buffer_integrate_to_the_means():
    answer = mmck(servers=2, capacity=7, arrival_rate=3.0, service_rate=1.0)
    node, weight = np.polynomial.legendre.leggauss(120)
    times, weights = 15 * (node + 1), 15 * weight
    assert weights @ answer.waiting_tail(times) == pytest.approx(answer.waiting_mean, rel=1e-8)
    assert weights @ answer.response_tail(times) == pytest.approx(answer.response_mean, rel=1e-7)


@pytest.mark.parametrize(
    ("c", "k", "lam", "mu"), [(0, 3, 1, 1), (3, 2, 1, 1), (1, 2, 0, 1), (1, 2, 1, 0)]
)
def test_that_an_impossible_buffer_is_misuse(c, k, lam, mu):
    with pytest.raises(ValueError):
        mmck(servers=c, capacity=k, arrival_rate=lam, service_rate=mu)


def impatient_sums(c: int, lam: float, mu: float, theta: float) -> tuple[float, float]:
    """(P(wait), E[L_q]) of M/M/c+M, 40 digits."""
    with mpmath.workdps(40):
        weights = [mpmath.mpf(1)]
        n = 0
        while n < c or weights[-1] > mpmath.mpf(10) ** -35 * max(weights):
            n += 1
            death = min(n, c) * mpmath.mpf(mu) + max(n - c, 0) * mpmath.mpf(theta)
            weights.append(weights[-1] * mpmath.mpf(lam) / death)
        total = mpmath.fsum(weights)
        queue = mpmath.fsum((i - c) * w for i, w in enumerate(weights) if i > c)
        return float(mpmath.fsum(weights[c:]) / total), float(queue / total)


@pytest.mark.parametrize(
    ("c", "lam", "mu", "theta"),
    [(10, 9, 1, 1), (10, 15, 1, 0.01), (3, 1, 1, 100), (50, 45, 1, 0.001), (20, 30, 2, 5)],
)
def test_that_impatience_equals_the_sum_over_states(c, lam, mu, theta):
    answer = erlang_a(servers=c, arrival_rate=lam, service_rate=mu, abandonment_rate=theta)
    delay, queue = impatient_sums(c, lam, mu, theta)
    assert answer.delay_probability == pytest.approx(delay, rel=1e-11)
    assert answer.queue_mean == pytest.approx(queue, rel=1e-11)
    assert answer.abandonment_probability == pytest.approx(theta * queue / lam, rel=1e-11)


@given(
    c=st.integers(1, 60), lam=st.floats(0.1, 120), theta=st.floats(0.01, 20), mu=st.floats(0.2, 5)
)
def test_that_work_of_the_patient_is_what_the_servers_do(c, lam, theta, mu):
    answer = erlang_a(servers=c, arrival_rate=lam, service_rate=mu, abandonment_rate=theta)
    assert 0 <= answer.abandonment_probability <= 1
    assert 0 <= answer.occupancy <= 1
    assert answer.waiting_mean == pytest.approx(answer.queue_mean / lam)


def test_that_arrays_of_impatient_questions_keep_their_shape():
    answer = erlang_a(
        servers=np.array([[1], [5]]),
        arrival_rate=np.array([2.0, 4.0, 6.0]),
        service_rate=1.0,
        abandonment_rate=0.5,
    )
    assert answer.queue_mean.shape == (2, 3)
    assert (np.diff(answer.queue_mean, axis=1) > 0).all()
    assert (np.diff(answer.queue_mean, axis=0) < 0).all()


@pytest.mark.parametrize(("c", "theta"), [(0, 1.0), (2, 0.0)])
def test_that_endless_patience_or_no_server_is_misuse(c, theta):
    with pytest.raises(ValueError):
        erlang_a(servers=c, arrival_rate=1.0, service_rate=1.0, abandonment_rate=theta)


def test_that_a_chain_without_births_stays_at_the_bottom():
    assert birth_death([0.0, 1.0], [1.0, 1.0]).tolist() == [1, 0, 0]
