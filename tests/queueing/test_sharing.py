"""Processor sharing against exact moments and simulated percentiles."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.queueing.delay import mmc
from assessor.queueing.distributions import (
    convolve,
    deterministic,
    exponential,
    gamma,
    hyperexponential,
    inverse_gaussian,
    lognormal,
    ps_response,
)
from assessor.queueing.sharing import StretchedClasses, processor_sharing


def test_that_the_mean_is_that_of_mmc_whatever_the_spread():
    exact = mmc(servers=4, arrival_rate=0.08, service_rate=1 / 35)
    answer = processor_sharing(
        servers=4, arrival_rate=0.08, service_mean=35.0, service_scv=[0.0, 1.0, 4.6]
    )
    np.testing.assert_allclose(answer.response_mean, float(exact.response_mean), rtol=1e-12)
    assert answer.response_mean[0] == pytest.approx(47.5, abs=0.01)
    assert answer.response_of(70.0)[0] == pytest.approx(95.0, abs=0.02)


def test_that_percentiles_meet_the_simulated_ones():
    # 4 channels, utilisation 0.7, 35 ms, SCV 4.6: 176 and 560 by simulation.
    stay = ps_response(4, 0.08, hyperexponential(35.0, 4.6))
    np.testing.assert_allclose(stay.quantile([0.95, 0.99]), [176, 560], rtol=0.02)
    answer = processor_sharing(servers=4, arrival_rate=0.08, service_mean=35.0, service_scv=4.6)
    np.testing.assert_allclose(answer.response_quantile([0.95, 0.99]), [176, 560], rtol=0.02)


@pytest.mark.parametrize("rho", [0.2, 0.7, 0.95])
def test_that_the_single_exponential_server_has_its_exact_variance(rho):
    # Coffman, Muntz and Trotter: SCV of the response (2 + ρ)/(2 − ρ)
    stay = ps_response(1, rho, exponential(1.0))
    assert stay.mean == pytest.approx(1 / (1 - rho))
    assert stay.scv == pytest.approx((2 + rho) / (2 - rho), rel=2e-3)


@pytest.mark.parametrize(
    "service",
    [
        exponential(2.0),
        gamma(2.0, 0.25),
        hyperexponential(2.0, 4.0),
        lognormal(2.0, 3.0),
        inverse_gaussian(2.0, 3.0),
        deterministic(2.0),
    ],
    ids=lambda service: service.model,
)
def test_that_every_service_keeps_the_insensitive_mean(service):
    stay = ps_response(3, 1.2, service)
    expected = processor_sharing(servers=3, arrival_rate=1.2, service_mean=2.0).response_mean
    assert stay.mean == pytest.approx(float(expected), rel=1e-6)
    assert stay.error_class == "sharing"
    assert stay.quantile(0.99) > service.quantile(0.99)


def test_that_a_nearly_idle_constant_service_is_itself():
    service = deterministic(2.0)
    assert ps_response(50, 1e-3, service) is service
    assert ps_response(64, 1.0, exponential(1.0)).quantile(0.99) == pytest.approx(
        np.log(100), rel=5e-3
    )


def test_that_a_stretched_constant_has_the_transform_of_its_tail():
    stay = ps_response(2, 0.8, deterministic(2.0))
    node, weight = np.polynomial.legendre.leggauss(400)
    times, weights = 2.0 + 40.0 * (node + 1), 40.0 * weight
    tail = stay.tail(times)
    assert 2.0 + weights @ tail == pytest.approx(stay.mean, rel=1e-6)
    assert 4.0 + 2.0 * weights @ (times * tail) == pytest.approx(
        stay.mean**2 * (1 + stay.scv), rel=1e-4
    )
    integral = (1 - np.exp(-0.6)) / 0.3 + weights @ (np.exp(-0.3 * times) * tail)
    assert stay.transform(np.array([0.3 + 0j]))[0] == pytest.approx(1 - 0.3 * integral, rel=1e-6)


def test_that_only_one_single_service_can_be_shared():
    with pytest.raises(ValueError, match="density"):
        ps_response(2, 0.5, convolve([exponential(1.0), exponential(1.0)]))


def test_that_classes_of_sizes_are_a_mixture_of_shifted_gamma_times():
    stay = StretchedClasses(
        np.array([0.25, 0.75]), np.array([1.0, 2.0]), np.array([2.0, 4.0]), np.array([1.0, 4.0])
    )
    assert stay.mean == pytest.approx(3.5)
    assert stay.scv == pytest.approx((0.25 * 5 + 0.75 * 20) / 3.5**2 - 1)
    assert stay.tail([0.5, 1.0]).tolist() == [1, 1]
    assert stay.tail(3.0) == pytest.approx(0.25 * np.exp(-2.0) + 0.75 * np.exp(-0.5))
    shifted = 0.25 * np.exp(-0.3) / 1.3 + 0.75 * np.exp(-0.6) / 1.6
    assert stay.transform(np.array([0.3 + 0j]))[0] == pytest.approx(shifted)


@settings(max_examples=40)
@given(
    servers=st.integers(1, 64),
    utilisation=st.floats(0.001, 0.999),
    scv=st.sampled_from([0.3, 1, 5]),
)
def test_that_one_more_channel_never_slows(servers, utilisation, scv):
    load = servers * utilisation
    answer = processor_sharing(
        servers=[servers, servers + 1], arrival_rate=load, service_mean=1.0, service_scv=scv
    )
    assert answer.response_mean[1] <= answer.response_mean[0]
    points = answer.response_quantile(0.95)
    assert points[1] <= points[0] * 1.005
    assert answer.number_mean[0] == pytest.approx(load * answer.response_mean[0])


def test_that_an_overloaded_processor_never_ends():
    answer = processor_sharing(servers=2, arrival_rate=[0.0, 2.0, 3.0], service_mean=1.0)
    assert answer.response_mean.tolist() == [1, np.inf, np.inf]
    assert answer.number_mean.tolist() == [0, np.inf, np.inf]
    assert np.isinf(answer.response_quantile(0.5)).tolist() == [False, True, True]


@pytest.mark.parametrize(
    "change",
    [{"servers": 0}, {"arrival_rate": -1}, {"service_mean": 0}, {"service_scv": -1}],
)
def test_that_impossible_sharing_is_misuse(change):
    given_ = {"servers": 2, "arrival_rate": 1.0, "service_mean": 1.0, "service_scv": 1.0}
    with pytest.raises(ValueError):
        processor_sharing(**(given_ | change))
