"""Two-moment formulas: exact where they should be, within their measured error elsewhere."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.queueing.approximations import ggc, mgc
from assessor.queueing.constant_service import mdc_queue
from assessor.queueing.delay import mmc
from assessor.queueing.distributions import hyperexponential
from assessor.queueing.phases import poisson_arrivals, renewal_arrivals, service_phases
from assessor.queueing.qbd import phase_type_queue


def test_that_exponential_service_is_exact():
    answer = mgc(servers=[1, 4, 40], arrival_rate=0.9, service_mean=1.0, service_scv=1.0)
    exact = mmc(servers=[1, 4, 40], arrival_rate=0.9, service_rate=1.0)
    np.testing.assert_allclose(answer.waiting_mean, exact.waiting_mean, rtol=1e-12)
    np.testing.assert_allclose(
        answer.waiting_quantile(0.99), exact.waiting_quantile(0.99), rtol=1e-9, atol=1e-12
    )
    assert set(answer.error_class.tolist()) == {"exact"}


def test_that_constant_service_has_its_exact_mean():
    answer = mgc(servers=5, arrival_rate=4.0, service_mean=1.0, service_scv=0.0)
    assert answer.waiting_mean == pytest.approx(float(mdc_queue(5, 4.0)) / 4.0)
    assert answer.error_class == "exact_mean"


@given(rho=st.floats(0.01, 0.999), scv=st.floats(0, 10))
def test_that_one_server_is_pollaczek_khinchine(rho, scv):
    answer = mgc(servers=1, arrival_rate=rho, service_mean=1.0, service_scv=scv)
    assert answer.waiting_mean == pytest.approx(rho * (1 + scv) / (2 * (1 - rho)), rel=1e-9)


@pytest.mark.parametrize(
    ("c", "rho", "ca2", "cs2", "name", "most"),
    [
        (4, 0.8, 1.0, 4.0, "kimura", 0.05),
        (4, 0.8, 1.0, 9.0, "kimura_whitt", 0.13),
        (8, 0.9, 4.0, 4.0, "whitt", 0.18),
    ],
)
def test_that_the_mean_stays_within_its_class(c, rho, ca2, cs2, name, most):
    arrivals = (
        poisson_arrivals(rho * c)
        if ca2 == 1
        else renewal_arrivals(hyperexponential(1 / (rho * c), ca2))
    )
    exact = phase_type_queue(
        servers=c, arrivals=arrivals, service=service_phases(hyperexponential(1.0, cs2))
    )
    answer = ggc(
        servers=c, arrival_rate=rho * c, arrival_scv=ca2, service_mean=1.0, service_scv=cs2
    )
    assert answer.error_class == name
    assert answer.waiting_mean == pytest.approx(exact.waiting_mean, rel=most)


@settings(max_examples=60)
@given(
    servers=st.integers(1, 2000),
    utilisation=st.floats(0.001, 0.999),
    arrival_scv=st.one_of(st.just(1.0), st.floats(0, 10)),
    service_scv=st.floats(0, 10),
)
def test_that_no_question_in_range_fails(servers, utilisation, arrival_scv, service_scv):
    answer = ggc(
        servers=[servers, servers + 1],
        arrival_rate=servers * utilisation,
        arrival_scv=arrival_scv,
        service_mean=1.0,
        service_scv=service_scv,
    )
    points = np.array([answer.waiting_quantile(p) for p in (0.5, 0.9, 0.99)])
    for numbers in (answer.waiting_mean, answer.delay_probability, answer.waiting_scv, points):
        assert not np.isnan(numbers).any()
        assert np.isfinite(numbers).all()
    assert (np.diff(points, axis=0) >= 0).all()
    assert answer.waiting_mean[1] <= answer.waiting_mean[0] * (1 + 1e-9)
    np.testing.assert_allclose(
        answer.queue_mean, servers * utilisation * answer.waiting_mean, rtol=1e-12
    )


@pytest.mark.soak
@settings(max_examples=1000, deadline=None)
@given(
    servers=st.integers(1, 2000),
    utilisation=st.floats(0.001, 0.999),
    arrival_scv=st.floats(0, 10),
    service_scv=st.floats(0, 10),
)
def test_that_the_whole_range_has_answers(servers, utilisation, arrival_scv, service_scv):
    answer = ggc(
        servers=servers,
        arrival_rate=servers * utilisation,
        arrival_scv=arrival_scv,
        service_mean=1.0,
        service_scv=service_scv,
    )
    points = np.array([answer.waiting_quantile(p) for p in (0.0, 0.5, 0.99, 0.9999)])
    assert np.isfinite(points).all()
    assert np.isfinite(answer.waiting_mean)
    assert 0 <= answer.delay_probability <= 1


@given(
    c=st.integers(1, 100),
    utilisation=st.floats(0.05, 0.95),
    scv=st.floats(0, 10),
    more=st.floats(0.01, 0.04),
)
def test_that_more_load_never_waits_less(c, utilisation, scv, more):
    answer = mgc(
        servers=c,
        arrival_rate=[c * utilisation, c * (utilisation + more)],
        service_mean=1.0,
        service_scv=scv,
    )
    assert answer.waiting_mean[1] >= answer.waiting_mean[0]


def test_that_an_scv_above_ten_is_refused():
    answer = ggc(
        servers=3,
        arrival_rate=1.0,
        arrival_scv=[11.0, 1.0, 1.0],
        service_mean=1.0,
        service_scv=[1.0, 12.0, 1.0],
    )
    assert answer.refused.tolist() == [True, True, False]
    assert answer.error_class.tolist() == ["refused", "refused", "exact"]
    assert np.isinf(answer.waiting_mean).tolist() == [True, True, False]
    assert answer.waiting_tail(5.0).tolist()[:2] == [1, 1]


def test_that_edges_of_the_approximation_hold():
    answer = mgc(servers=2, arrival_rate=[0.0, 2.0, 3.0], service_mean=1.0, service_scv=3.0)
    assert answer.stable.tolist() == [True, False, False]
    assert answer.waiting_mean.tolist() == [0, np.inf, np.inf]
    assert answer.waiting_quantile(0.5).tolist() == [0, np.inf, np.inf]
    assert answer.waiting_tail(1.0).tolist() == [0, 1, 1]


@pytest.mark.parametrize(
    "change",
    [
        {"servers": 0},
        {"servers": 1.5},
        {"service_mean": 0.0},
        {"service_scv": -1},
        {"arrival_rate": -1},
    ],
)
def test_that_impossible_approximations_are_misuse(change):
    given_ = {"servers": 2, "arrival_rate": 1.0, "service_mean": 1.0, "service_scv": 1.0}
    with pytest.raises(ValueError):
        mgc(**(given_ | change))
