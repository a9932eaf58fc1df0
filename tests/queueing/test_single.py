"""M/G/1 waits against Takács' moments and the exponential closed form."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.queueing.constant_service import ConstantServiceWait
from assessor.queueing.distributions import (
    convolve,
    deterministic,
    exponential,
    gamma,
    hyperexponential,
    inverse_gaussian,
    lognormal,
)
from assessor.queueing.single import mg1_wait


def test_that_exponential_service_has_its_closed_form():
    times = np.array([0.0, 1.0, 10.0, 60.0])
    wait = mg1_wait(0.7, exponential(1.0))
    np.testing.assert_allclose(wait.tail(times), 0.7 * np.exp(-0.3 * times), rtol=2e-9)


@pytest.mark.parametrize(
    "service", [gamma(1.0, 4.0), hyperexponential(1.0, 6.0), lognormal(1.0, 1.0)]
)
def test_that_the_wait_integrates_to_its_moments(service):
    wait = mg1_wait(0.7, service)
    node, weight = np.polynomial.legendre.leggauss(16)
    edges = np.concatenate([[0.0], np.geomspace(1e-4, 2000.0, 40)])
    half = np.diff(edges)[:, np.newaxis] / 2
    times = edges[:-1, np.newaxis] + half * (1 + node)
    tail = wait.tail(times)
    assert ((half * tail) @ weight).sum() == pytest.approx(wait.mean, rel=1e-5)
    second = ((half * 2 * times * tail) @ weight).sum()
    assert second / wait.mean**2 - 1 == pytest.approx(wait.scv, rel=1e-3)


@given(rho=st.floats(0.02, 0.99), scv=st.floats(0.05, 9), p=st.floats(0, 0.999))
def test_that_single_server_quantiles_hit_their_probability(rho, scv, p):
    wait = mg1_wait(rho, gamma(1.0, scv))
    found = wait.quantile(p)
    assert found == 0 or wait.tail(found) == pytest.approx(1 - p, rel=1e-6)
    assert found > 0 or p <= 1 - rho + 1e-9


def test_that_a_branch_point_ends_the_search_for_the_decay():
    wait = mg1_wait(0.05, inverse_gaussian(1.0, 2.0))
    assert wait.decay_rate == pytest.approx(0.25)
    assert 0 < wait.tail(5.0) < wait.tail(1.0) < 0.05


def test_that_lognormal_service_has_no_decay_rate():
    assert mg1_wait(0.5, lognormal(1.0, 1.0)).decay_rate == 0


def test_that_a_load_next_to_one_still_has_a_tail():
    wait = mg1_wait(1 - 1e-10, exponential(1.0))
    assert wait.tail(1e3) == pytest.approx(1.0, abs=1e-6)


def test_that_constant_service_has_its_own_series():
    assert isinstance(mg1_wait(0.5, deterministic(1.0)), ConstantServiceWait)


def test_that_an_unstable_single_server_waits_for_ever():
    wait = mg1_wait(1.5, exponential(1.0))
    assert wait.mean == np.inf
    assert wait.scv == 0
    assert wait.delay_probability == 1
    assert wait.tail([0.0, 9.0]).tolist() == [1, 1]
    assert wait.quantile(0.5) == np.inf
    assert abs(wait.transform(np.array([1.0 + 0j]))[0]) == 0


def test_that_an_idle_single_server_never_waits():
    wait = mg1_wait(0.0, exponential(1.0))
    assert wait.mean == 0
    assert wait.scv == 0
    assert wait.tail([-1.0, 0.0]).tolist() == [1, 0]
    assert wait.quantile(0.9) == 0


def test_that_a_sum_of_services_is_misuse():
    with pytest.raises(ValueError, match="third moment"):
        mg1_wait(0.5, convolve([exponential(0.5), exponential(0.5)]))
    with pytest.raises(ValueError, match="arrival_rate"):
        mg1_wait(-1.0, exponential(0.5))
