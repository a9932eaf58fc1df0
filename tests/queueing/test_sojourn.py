"""Distributions of a stay: each shape against another way to the same number."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.queueing.delay import mmc
from assessor.queueing.distributions import (
    convolve,
    deterministic,
    erlang,
    exponential,
    from_moments,
    gamma,
    ggc_fcfs_response,
    hyperexponential,
    inverse_gaussian,
    lognormal,
    mgc_fcfs_response,
    mix,
    mixed_erlang,
    mmc_response,
    ps_response,
)
from assessor.queueing.sojourn import DelayedStay, ErlangMixture

STAYS = [
    exponential(2.0),
    erlang(2.0, 4),
    gamma(2.0, 0.3),
    mixed_erlang(2.0, 0.3),
    hyperexponential(2.0, 4.6),
    inverse_gaussian(2.0, 1.5),
    lognormal(2.0, 1.5),
    mmc_response(4, 1.5, 0.5),
    mgc_fcfs_response(3, 1.0, hyperexponential(2.0, 4.0)),
    ggc_fcfs_response(3, 1.0, 2.0, lognormal(2.0, 2.0)),
    ps_response(4, 1.4, hyperexponential(2.0, 4.0)),
    ps_response(4, 1.8, inverse_gaussian(2.0, 2.0)),
    mgc_fcfs_response(100, 48.0, hyperexponential(2.0, 3.0)),
    convolve([exponential(1.0), erlang(1.0, 2)]),
    mix([1, 3], [exponential(1.0), erlang(3.0, 2)]),
]


@pytest.mark.parametrize("stay", STAYS, ids=lambda stay: stay.model)
def test_that_mean_and_spread_are_integrals_of_the_tail(stay):
    node, weight = np.polynomial.legendre.leggauss(16)
    edges = np.concatenate([[0.0], np.geomspace(1e-2, 3000.0, 30)])
    half = np.diff(edges)[:, np.newaxis] / 2
    times = edges[:-1, np.newaxis] + half * (1 + node)
    tail = stay.tail(times)
    mean = float(((half * tail) @ weight).sum())
    second = float(((half * 2 * times * tail) @ weight).sum())
    assert stay.mean == pytest.approx(mean, rel=1e-4)
    assert stay.scv == pytest.approx(second / mean**2 - 1, rel=2e-3)


@pytest.mark.parametrize("stay", STAYS, ids=lambda stay: stay.model)
def test_that_the_transform_is_the_integral_of_the_tail(stay):
    node, weight = np.polynomial.legendre.leggauss(16)
    edges = np.concatenate([[0.0], np.geomspace(1e-2, 300.0, 25)])
    half = np.diff(edges)[:, np.newaxis] / 2
    times = edges[:-1, np.newaxis] + half * (1 + node)
    for s in (0.3, 0.2 + 1.0j):
        integral = ((half * np.exp(-s * times) * stay.tail(times)) @ weight).sum()
        assert abs(stay.transform(np.array([s]))[0] - (1 - s * integral)) < 5e-5


@pytest.mark.parametrize("stay", STAYS, ids=lambda stay: stay.model)
def test_that_quantiles_rise_and_hit_their_probability(stay):
    p = np.array([0.5, 0.9, 0.99, 0.999])
    found = stay.quantile(p)
    assert (np.diff(found) > 0).all()
    np.testing.assert_allclose(stay.tail(found), 1 - p, rtol=1e-5)


@given(mean=st.floats(1e-3, 1e3), scv=st.floats(0, 20))
def test_that_moments_come_back(mean, scv):
    stay = from_moments(mean, scv)
    assert stay.mean == pytest.approx(mean)
    assert stay.scv == pytest.approx(scv if scv >= 0.002 else 0.0, rel=1e-6, abs=1e-9)


def test_that_a_mixture_of_stages_has_its_moments():
    stay = mixed_erlang(2.0, 0.3)
    assert stay.moment(1) == pytest.approx(2.0)
    assert stay.moment(2) == pytest.approx(4 * 1.3)
    assert not gamma(1.0, 0.3).is_phase_type
    assert stay.is_phase_type
    assert stay.scaled(3.0).mean == pytest.approx(6.0)
    assert stay.density(1.0) == pytest.approx(
        (stay.tail(1.0 - 1e-5) - stay.tail(1.0 + 1e-5)) / 2e-5, rel=1e-6
    )


def test_that_the_mmc_response_is_that_of_the_station():
    stay, station = mmc_response(5, 4.0, 1.0), mmc(servers=5, arrival_rate=4.0, service_rate=1.0)
    assert stay.mean == pytest.approx(float(station.response_mean))
    assert stay.quantile(0.99) == pytest.approx(float(station.response_quantile(0.99)), rel=1e-10)


def test_that_a_constant_is_never_exceeded():
    stay = deterministic(3.0)
    assert stay.tail([2.9, 3.0]).tolist() == [1, 0]
    assert stay.quantile([0.2, 1.0]).tolist() == [3.0, np.inf]
    assert stay.transform(np.array([2.0 + 0j]))[0] == pytest.approx(np.exp(-6.0))
    assert from_moments(0.0, 3.0).mean == 0


@pytest.mark.parametrize(
    "stay",
    [
        mmc_response(2, 3.0, 1.0),
        mgc_fcfs_response(2, 3.0, lognormal(1.0, 2.0)),
        ps_response(2, 3.0, exponential(1.0)),
        deterministic(np.inf),
        convolve([exponential(1.0), mmc_response(2, 3.0, 1.0)]),
    ],
    ids=lambda stay: stay.model,
)
def test_that_an_unstable_stay_never_ends(stay):
    assert not stay.stable
    assert stay.mean == np.inf
    assert stay.scv == 0
    assert stay.quantile(0.5) == np.inf
    assert stay.tail(1e9) == 1
    assert abs(stay.transform(np.array([1.0 + 1j]))[0]) == 0


def test_that_a_mixture_with_an_unstable_part_reaches_only_its_stable_share():
    stay = mix([3, 1], [exponential(1.0), mmc_response(1, 2.0, 1.0)])
    assert stay.mean == np.inf
    assert stay.scv == 0
    assert stay.quantile(0.5) == pytest.approx(np.log(3.0))
    assert stay.quantile(0.8) == np.inf
    assert stay.tail(1e6) == pytest.approx(0.25)
    assert mix([1], [mmc_response(1, 2.0, 1.0)]).quantile(0.1) == np.inf


def test_that_nothing_in_a_row_takes_no_time():
    assert convolve([]).mean == 0
    assert convolve([]).scv == 0
    assert mix([1], [deterministic(0.0)]).scv == 0
    assert convolve([deterministic(0.0), deterministic(0.0)]).scv == 0
    assert DelayedStay(0.0, 0.0, deterministic(0.0)).scv == 0


def test_that_an_idle_station_only_serves():
    service = lognormal(2.0, 2.0)
    assert ggc_fcfs_response(3, 0.0, 1.0, service) is service
    assert ps_response(3, 0.0, service) is service
    stay = mmc_response(3, 0.0, 1.0)
    assert stay.mean == 1
    assert stay.transform(np.array([1.0 + 0j]))[0] == pytest.approx(0.5)


def test_that_a_sum_tells_which_parts_are_not_exact():
    approximate = ggc_fcfs_response(3, 1.0, 2.0, lognormal(2.0, 2.0))
    shared = ps_response(4, 1.4, exponential(2.0))
    assert convolve([exponential(1.0), mmc_response(2, 1.0, 1.0)]).error_class == "exact"
    assert convolve([approximate, shared, shared]).error_class == "sharing+whitt"
    assert mix([1, 1], [shared, exponential(1.0)]).error_class == "sharing"


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: erlang(0.0, 2),
        lambda: erlang(1.0, 0),
        lambda: gamma(1.0, 0.0),
        lambda: hyperexponential(1.0, 0.5),
        lambda: mixed_erlang(1.0, 1.5),
        lambda: deterministic(-1.0),
        lambda: from_moments(1.0, -1.0),
        lambda: mix([1, -1], [exponential(1.0), exponential(1.0)]),
        lambda: mix([0], [exponential(1.0)]),
        lambda: inverse_gaussian(0.0, 1.0),
        lambda: lognormal(1.0, 0.0),
    ],
)
def test_that_impossible_times_are_misuse(wrong):
    with pytest.raises(ValueError):
        wrong()


def test_that_only_single_stages_count_as_exponential():
    assert exponential(1.0).is_exponential
    assert not erlang(1.0, 2).is_exponential
    assert isinstance(hyperexponential(1.0, 1.0), ErlangMixture)


def test_that_long_tails_start_at_one():
    for stay in (lognormal(1.0, 2.0), inverse_gaussian(1.0, 2.0)):
        assert stay.tail([-1.0, 0.0]).tolist() == [1, 1]
        assert stay.moment(2) == pytest.approx(3.0)
