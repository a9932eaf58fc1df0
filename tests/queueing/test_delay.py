"""M/M/c against closed forms at high precision and its own laws."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.queueing.delay import mmc


def response_tail(c: int, lam: float, mu: float, t: float) -> float:
    """P(W + S > t) by quadrature over the wait, 30 digits."""
    with mpmath.workdps(30):
        a = mpmath.mpf(lam) / mu
        terms = [a**n / mpmath.factorial(n) for n in range(c)]
        last = a**c / mpmath.factorial(c) * c / (c - a)
        delay = last / (sum(terms) + last)
        rate = c * mu - mpmath.mpf(lam)
        waiting = mpmath.quad(lambda w: rate * mpmath.exp(-rate * w - mu * (t - w)), [0, t])
        never = (1 - delay) * mpmath.exp(-mu * t)
        return float(never + delay * (waiting + mpmath.exp(-rate * t)))


@pytest.mark.parametrize(
    ("c", "lam", "mu"),
    [(1, 0.8, 1.0), (5, 4.0, 1.0), (5, 4.0000001, 1.0), (20, 19.0, 1.0), (3, 0.1, 2.0)],
)
def test_that_response_tails_equal_the_integral(c, lam, mu):
    answer = mmc(servers=c, arrival_rate=lam, service_rate=mu)
    times = np.array([0.01, 1.0, 7.0])
    expected = [response_tail(c, lam, mu, t) for t in times]
    np.testing.assert_allclose(answer.response_tail(times), expected, rtol=1e-12)


def test_that_means_equal_the_integrals_of_the_tails():
    answer = mmc(servers=4, arrival_rate=3.2, service_rate=1.0)
    node, weight = np.polynomial.legendre.leggauss(200)
    times, weights = 40 * (node + 1), 40 * weight
    assert weights @ answer.waiting_tail(times) == pytest.approx(answer.waiting_mean, rel=1e-9)
    assert weights @ answer.response_tail(times) == pytest.approx(answer.response_mean, rel=1e-9)


@given(
    servers=st.integers(1, 500),
    utilisation=st.floats(0.01, 0.999),
    p=st.floats(0, 0.9999),
    rate=st.floats(0.001, 1000),
)
def test_that_quantiles_hit_their_probability(servers, utilisation, p, rate):
    answer = mmc(servers=servers, arrival_rate=servers * utilisation * rate, service_rate=rate)
    wait, response = answer.waiting_quantile(p), answer.response_quantile(p)
    assert answer.waiting_tail(wait) <= (1 - p) * (1 + 1e-9)
    assert wait == 0 or answer.waiting_tail(wait) == pytest.approx(1 - p, rel=1e-9)
    assert answer.response_tail(response) == pytest.approx(1 - p, rel=1e-8)


@given(servers=st.integers(1, 300), utilisation=st.floats(0.01, 0.999))
def test_that_one_more_server_never_waits_longer(servers, utilisation):
    answer = mmc(
        servers=[servers, servers + 1], arrival_rate=servers * utilisation, service_rate=1.0
    )
    assert answer.waiting_mean[1] <= answer.waiting_mean[0]
    assert answer.response_quantile(0.95)[1] <= answer.response_quantile(0.95)[0] * (1 + 1e-12)


@given(servers=st.floats(1, 50), utilisation=st.floats(0.01, 0.99))
def test_that_littles_law_holds(servers, utilisation):
    answer = mmc(servers=servers, arrival_rate=servers * utilisation, service_rate=2.0)
    assert answer.number_mean == pytest.approx(answer.arrival_rate * answer.response_mean)


def test_that_an_unstable_station_waits_for_ever():
    answer = mmc(servers=[2, 2, 0], arrival_rate=[2, 3, 1], service_rate=1.0)
    assert answer.delay_probability.tolist() == [1, 1, 1]
    assert answer.stable.tolist() == [False, False, False]
    for infinite in (
        answer.waiting_mean,
        answer.response_mean,
        answer.number_mean,
        answer.waiting_quantile(0.5),
        answer.response_quantile(0.5),
    ):
        assert np.isinf(infinite).all()
    assert (answer.response_tail(10.0) == 1).all()


def test_that_an_idle_station_has_no_wait():
    answer = mmc(servers=[2, 0], arrival_rate=0.0, service_rate=1.0)
    assert answer.utilisation.tolist() == [0, 0]
    assert answer.queue_mean.tolist() == [0, 0]
    assert answer.waiting_quantile([0.0, 0.99])[0] == 0


def test_that_the_certain_quantile_is_infinite():
    answer = mmc(servers=2, arrival_rate=1.0, service_rate=1.0)
    assert np.isinf(answer.waiting_quantile(1.0))
    assert np.isinf(answer.response_quantile(1.0))


def test_that_a_service_rate_of_zero_is_misuse():
    with pytest.raises(ValueError, match="service_rate"):
        mmc(servers=2, arrival_rate=1.0, service_rate=0.0)
