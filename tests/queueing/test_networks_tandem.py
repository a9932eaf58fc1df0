"""The fast path for M/M/c in series against the general one."""

import numpy as np
import pytest

from assessor.queueing.distributions import mmc_response
from assessor.queueing.networks_response import end_to_end
from assessor.queueing.networks_tandem import tandem_response


def questions(count, tiers, seed=5):
    rng = np.random.default_rng(seed)
    arrivals = 5 * 200 ** rng.random(count)
    rates = 2 * 50 ** rng.random((count, tiers))
    busy = 0.4 + 0.5 * rng.random((count, tiers))
    return arrivals, rates, np.maximum(1, np.ceil(arrivals[:, np.newaxis] / rates / busy))


def test_that_the_fast_path_equals_the_general_one():
    arrivals, rates, servers = questions(12, 4)
    answer = tandem_response(
        arrival_rate=arrivals, service_rate=rates, servers=servers, quantile=0.99
    )
    for i in range(12):
        law = end_to_end(
            [mmc_response(c, arrivals[i], mu) for c, mu in zip(servers[i], rates[i], strict=True)]
        )
        assert answer.mean[i] == pytest.approx(law.mean, rel=1e-12)
        assert answer.quantile[i] == pytest.approx(float(law.quantile(0.99)), rel=1e-10)


def test_that_visits_load_the_station_and_lengthen_the_response():
    answer = tandem_response(
        arrival_rate=3.0, service_rate=[2.0, 9.0], servers=[5, 1], quantile=0.95, visits=[2.3, 0]
    )
    law = end_to_end([mmc_response(5, 6.9, 2.0)], [2.3])
    assert answer.mean == pytest.approx(law.mean)
    assert answer.quantile == pytest.approx(float(law.quantile(0.95)), rel=1e-9)


def test_that_unstable_questions_are_infinite_and_leave_the_others_alone():
    answer = tandem_response(
        arrival_rate=[1.0, 20.0], service_rate=[3.0, 4.0], servers=[1, 2], quantile=[0.5, 0.5]
    )
    assert np.isfinite(answer.quantile[0])
    assert answer.quantile[1] == np.inf
    assert answer.mean[1] == np.inf


def test_that_more_questions_than_a_block_holds_are_all_answered():
    arrivals, rates, servers = questions(2500, 2)
    answer = tandem_response(
        arrival_rate=arrivals, service_rate=rates, servers=servers, quantile=0.95
    )
    assert np.all(answer.quantile > answer.mean)


def test_that_a_quantile_of_one_is_refused():
    with pytest.raises(ValueError, match="quantile"):
        tandem_response(arrival_rate=1.0, service_rate=[3.0], servers=[1], quantile=1.0)


def test_that_a_chain_that_is_never_visited_takes_no_time():
    answer = tandem_response(
        arrival_rate=[5.0, 5.0], service_rate=3.0, servers=2, quantile=0.9, visits=[[0.0], [1.0]]
    )
    assert answer.mean[0] == answer.quantile[0] == 0.0
    assert answer.quantile[1] > 0
