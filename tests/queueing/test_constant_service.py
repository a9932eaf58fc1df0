"""Constant services and arrivals against a truncated chain and Takács' queue."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import gammaincc, gammaln

from assessor.queueing.constant_service import ConstantServiceWait, dmc, mdc_queue
from assessor.queueing.delay import mmc
from assessor.queueing.distributions import erlang, exponential
from assessor.queueing.phases import renewal_arrivals, service_phases
from assessor.queueing.qbd import phase_type_queue


def chain_queue(c: int, a: float, size: int) -> float:
    """E[L_q] of the chain X' = (X − c)⁺ + Poisson(a), by repeated steps."""
    n = np.arange(size)
    poisson = np.exp(n * np.log(a) - a - gammaln(n + 1))
    inside = poisson.copy()
    for _ in range(4000):
        left = np.concatenate([[inside[: c + 1].sum()], inside[c + 1 :], np.zeros(c)])
        new = np.convolve(left, poisson)[:size]
        done = np.abs(new - inside).max() < 1e-17
        inside = new
        if done:
            break
    return float(inside @ np.maximum(n - c, 0) / inside.sum())


@pytest.mark.parametrize(("c", "rho"), [(2, 0.5), (5, 0.8), (10, 0.3), (3, 0.9)])
def test_that_the_queue_equals_the_chain(c, rho):
    assert mdc_queue(c, rho * c) == pytest.approx(chain_queue(c, rho * c, 400), rel=1e-8)


@pytest.mark.parametrize("c", [2, 5, 16])
def test_that_series_and_roots_agree_where_both_converge(c):
    near, far = c * 0.9995, c * 0.9
    heavy = mdc_queue(c, near)
    # Kingman: E[L_q] ~ ρ²/(2(1 − ρ)) as ρ → 1
    assert heavy == pytest.approx(0.5 / (1 - near / c), rel=0.01)
    assert mdc_queue(c, far) < heavy


def test_that_a_single_constant_server_is_pollaczek_khinchine():
    assert mdc_queue(1, 0.8) == pytest.approx(0.64 / 0.4)


def test_that_edges_of_the_constant_queue_hold():
    assert mdc_queue([2, 2, 2], [0.0, 2.0, 5.0]).tolist() == [0, np.inf, np.inf]


@pytest.mark.parametrize(("c", "lam", "d"), [(1, 0.8, 1.0), (4, 1.7, 2.0), (3, 0.3, 1.0)])
def test_that_the_wait_integrates_to_its_mean(c, lam, d):
    wait = ConstantServiceWait(c, lam, d)
    node, weight = np.polynomial.legendre.leggauss(20)
    starts = np.arange(0, 60)[:, np.newaxis] * d
    tail = wait.tail(starts + d / 2 * (1 + node))
    assert float((d / 2 * tail @ weight).sum()) == pytest.approx(wait.mean, rel=1e-9)
    assert wait.delay_probability < mmc(servers=c, arrival_rate=lam, service_rate=1 / d).utilisation


def test_that_the_single_server_wait_is_erlangs_series():
    lam, t = 0.7, 3.4
    k = np.arange(4)
    x = lam * (t - k)
    expected = 1 - (1 - lam) * np.sum((-x) ** k * np.exp(x) / np.exp(gammaln(k + 1)))
    assert ConstantServiceWait(1, lam, 1.0).tail(t) == pytest.approx(expected, rel=1e-10)


@given(c=st.integers(1, 12), rho=st.floats(0.05, 0.97), p=st.floats(0.05, 0.995))
def test_that_constant_service_quantiles_hit_their_probability(c, rho, p):
    wait = ConstantServiceWait(c, rho * c, 1.0)
    found = wait.quantile(p)
    assert wait.tail(found) <= 1 - p + 1e-9
    assert found == 0 or wait.tail(found * (1 - 1e-6)) >= 1 - p - 1e-9


def test_that_edges_of_the_constant_wait_hold():
    idle, full = ConstantServiceWait(2, 0.0, 1.0), ConstantServiceWait(2, 3.0, 1.0)
    assert idle.mean == 0
    assert idle.tail([0.0, 1.0]).tolist() == [0, 0]
    assert full.mean == np.inf
    assert full.tail(5.0) == 1
    assert full.quantile(0.5) == np.inf


@pytest.mark.parametrize(("c", "rho"), [(1, 0.5), (3, 0.8), (5, 0.95)])
def test_that_constant_arrivals_are_the_limit_of_erlang_arrivals(c, rho):
    rate = c * rho
    exact = dmc(servers=c, arrival_rate=rate, service_rate=1.0)
    waits = []
    for stages in (40, 80):
        queue = phase_type_queue(
            servers=c,
            arrivals=renewal_arrivals(erlang(1 / rate, stages)),
            service=service_phases(exponential(1.0)),
        )
        waits.append(queue.waiting_mean)
    # The error falls as 1/stages: extrapolated.
    assert exact.waiting_mean == pytest.approx(2 * waits[1] - waits[0], rel=2e-4)


def test_that_constant_arrival_quantiles_hit_their_probability():
    answer = dmc(servers=3, arrival_rate=2.7, service_rate=1.0)
    found = answer.waiting_quantile([0.05, 0.95])
    assert found[0] == 0
    assert answer.delay_probability * np.exp(-answer.decay_rate * found[1]) == pytest.approx(0.05)


def test_that_constant_overload_waits_for_ever():
    answer = dmc(servers=3, arrival_rate=3.0, service_rate=1.0)
    assert answer.waiting_mean == np.inf
    assert answer.waiting_quantile(0.5) == np.inf


@pytest.mark.parametrize(("c", "a"), [(0, 1.0), (1.5, 1.0), (2, -1.0)])
def test_that_impossible_constant_service_is_misuse(c, a):
    with pytest.raises(ValueError):
        mdc_queue(c, a)


def test_that_no_server_for_constant_arrivals_is_misuse():
    with pytest.raises(ValueError):
        dmc(servers=0, arrival_rate=1.0, service_rate=1.0)


def test_that_scipy_counts_poisson_tails_as_we_read_them():
    assert gammaincc(3.0, 2.0) == pytest.approx(np.exp(-2.0) * (1 + 2 + 2))
