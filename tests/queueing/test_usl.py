"""The scalability law against two other packages' published numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.queueing.closed import closed_network
from assessor.queueing.usl import ScalabilityLaw, fit_scalability

# SPEC SDM 91, from the R package usl 3.0.3.
LOAD = [1, 18, 36, 72, 108, 144, 216]
THROUGHPUT = [64.9, 995.9, 1652.4, 1853.2, 1828.9, 1775.0, 1702.2]


def test_that_the_fit_agrees_with_the_r_package():
    fit = fit_scalability(LOAD, THROUGHPUT)
    assert fit.law.peak_concurrency == pytest.approx(96.51956, rel=1e-6)
    assert fit.law.optimal_concurrency == pytest.approx(36.06401, rel=1e-6)
    assert fit.law.limit == pytest.approx(3245.589, rel=1e-6)
    assert not fit.extrapolates
    assert fit.determination > 0.98
    assert fit.contention.low < fit.contention.base < fit.contention.high


@given(
    rate=st.floats(1, 100),
    contention=st.floats(0.001, 0.3),
    coherency=st.floats(1e-5, 0.01),
)
def test_that_noiseless_points_give_their_law_back(rate, contention, coherency):
    law = ScalabilityLaw(rate, contention, coherency)
    n = np.array([1, 2, 4, 8, 16, 32, 64])
    fit = fit_scalability(n, law.throughput(n))
    assert fit.law.rate == pytest.approx(rate, rel=1e-6)
    assert fit.law.contention == pytest.approx(contention, rel=1e-4, abs=1e-7)
    assert fit.law.coherency == pytest.approx(coherency, rel=1e-4, abs=1e-8)


def test_that_the_interval_covers_as_often_as_it_says():
    rng = np.random.default_rng(8)
    law = ScalabilityLaw(100.0, 0.05, 0.001)
    n = np.arange(1, 33)
    hits = 0
    for _ in range(200):
        fit = fit_scalability(n, law.throughput(n) + rng.normal(0, 10, 32), coverage=0.9)
        hits += fit.contention.low <= 0.05 <= fit.contention.high
    assert 0.83 <= hits / 200 <= 0.96


def test_that_no_coefficient_goes_below_zero():
    fit = fit_scalability([1, 2, 3, 4, 8], [10, 20.5, 31, 42, 85])
    assert fit.law.contention == 0.0
    assert fit.law.coherency == 0.0
    assert fit.law.peak_concurrency == np.inf
    assert fit.law.limit == np.inf
    assert fit.law.optimal_concurrency == np.inf
    assert fit.law.peak_throughput == np.inf
    assert fit.extrapolates
    flat = fit_scalability([1, 2, 4, 8], [5, 5, 5, 5])
    assert flat.determination == 1.0
    assert flat.law.contention == pytest.approx(1.0, abs=1e-6)


def test_that_inverses_agree_with_usl4j_where_it_keeps_the_full_law():
    law = ScalabilityLaw(40, 0.06, 0.06)
    assert law.throughput_within(0.03) == pytest.approx(69.38886664887109, rel=1e-12)
    assert law.throughput_within(0.05) == pytest.approx(84.06346808612328, rel=1e-12)
    assert law.contention_response(400) == pytest.approx(0.05875, rel=1e-12)
    assert law.contention_response(700) == np.inf


@given(n=st.floats(0.5, 50))
def test_that_concurrency_and_throughput_are_each_others_inverse(n):
    law = ScalabilityLaw(30, 0.03, 0.0002)
    assert law.concurrency_for(float(law.throughput(n))) == pytest.approx(n, rel=1e-6)
    assert law.concurrency_within(float(law.response_time(n))) == pytest.approx(
        n, rel=1e-6, abs=1e-6
    )


def test_that_what_the_law_cannot_reach_is_infinite():
    law = ScalabilityLaw(40, 0.06, 0.06)
    assert law.concurrency_for(1000) == np.inf
    assert law.concurrency_for(0) == 0
    assert law.concurrency_within(0.0) == 0
    linear = ScalabilityLaw(40, 0.0, 0.0)
    assert linear.concurrency_within(1.0) == np.inf
    assert linear.throughput_within(1.0) == np.inf
    amdahl = ScalabilityLaw(40, 0.1, 0.0)
    assert amdahl.concurrency_within(0.05) == pytest.approx(11.0)
    assert amdahl.concurrency_for(500) == np.inf
    assert amdahl.peak_throughput == pytest.approx(400)
    serial = ScalabilityLaw(40, 1.0, 0.0)
    assert serial.peak_concurrency == 1.0
    assert serial.peak_throughput == pytest.approx(40)
    with pytest.raises(ValueError, match="throughput"):
        law.concurrency_for(-1)


def test_that_the_law_is_the_speed_of_a_closed_station():
    law = ScalabilityLaw(20, 0.05, 0.002)
    network = closed_network(population=[25], service_demand=[1 / 20], speed=[law.speed])
    assert network.throughput[0] == pytest.approx(float(law.throughput(25)), rel=1e-10)


@pytest.mark.parametrize(
    ("loads", "outputs"),
    [
        ([1, 2, 3], [1, 2, 3]),
        ([1, 1, 2, 2], [1, 1, 2, 2]),
        ([1, 2, 3, 4], [1, 2, 3, -4]),
        ([0, 2, 3, 4], [1, 2, 3, 4]),
    ],
)
def test_that_too_few_or_impossible_points_are_refused(loads, outputs):
    with pytest.raises(ValueError):
        fit_scalability(loads, outputs)


def test_that_negative_coefficients_are_refused():
    with pytest.raises(ValueError, match="coefficients"):
        ScalabilityLaw(1.0, -0.1, 0.0)
