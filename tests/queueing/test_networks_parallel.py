"""Pages that wait for the slowest of parallel calls."""

import numpy as np
import pytest

from assessor.queueing.batches import batch_queue
from assessor.queueing.distributions import (
    deterministic,
    exponential,
    from_moments,
    hyperexponential,
    mmc_response,
    ps_response,
)
from assessor.queueing.networks_pages import page_laws
from assessor.queueing.networks_parallel import page_sharing
from assessor.queueing.networks_response import end_to_end
from assessor.queueing.slowest import slowest_of


def simulated(servers, page_rate, calls, draw, pages, seed):
    """Response of each page, by stepping from event to event on the clock of attained service."""
    rng = np.random.default_rng(seed)
    arrivals = np.cumsum(rng.exponential(1 / page_rate, pages))
    sizes = np.sort(draw(rng, (pages, calls)), axis=1)[:, ::-1]
    targets = np.empty(0)
    owner = np.empty(0, int)
    now = attained = 0.0
    done = np.zeros(pages)
    for p in range(pages + 1):
        until = arrivals[p] if p < pages else np.inf
        while targets.size:
            pace = min(1.0, servers / targets.size)
            due = now + (targets[-1] - attained) / pace
            if due > until:
                break
            now, attained = due, targets[-1]
            done[owner[-1]] = now - arrivals[owner[-1]]
            targets, owner = targets[:-1], owner[:-1]
        if p == pages:
            break
        attained += (until - now) * min(1.0, servers / max(targets.size, 1))
        now = until
        place = np.searchsorted(-targets, -(attained + sizes[p]))
        targets = np.insert(targets, place, attained + sizes[p])
        owner = np.insert(owner, place, p)
    return done[pages // 20 :]


def test_that_pages_of_28_pooled_cores_take_what_was_simulated():
    # 80 pages/s of 8 parallel 35 ms requests on 28 cores: simulated 281 ms and 156 ms.
    found = page_sharing(servers=28, page_rate=80, calls=8, service_mean=0.035)
    assert float(found.page.quantile(0.95)) == pytest.approx(0.281, rel=0.005)
    assert float(found.call.quantile(0.95)) == pytest.approx(0.156, rel=0.005)
    assert found.number_mean == pytest.approx(640 * found.call.mean, rel=1e-8)


def test_that_the_mean_of_a_call_is_that_of_the_batch_queue():
    # Means do not depend on the order of service among exponential calls.
    found = page_sharing(servers=5, page_rate=1.1, calls=3, service_mean=1.0)
    queue = batch_queue(servers=5, batch_rate=1.1, batch_sizes=[0, 0, 1.0], service_rate=1.0)
    assert found.call.mean == pytest.approx(queue.response_mean, rel=1e-8)


def test_that_one_call_is_the_plain_station():
    found = page_sharing(servers=3, page_rate=2.4, calls=1, service_mean=1.0)
    assert found.page.mean == pytest.approx(mmc_response(3, 2.4, 1.0).mean, rel=1e-8)
    assert float(found.page.quantile(0.9)) == pytest.approx(float(found.call.quantile(0.9)))


def test_that_single_calls_on_a_thousand_channels_are_the_plain_station_too():
    found = page_sharing(servers=1000, page_rate=950, calls=1, service_mean=1.0)
    station = mmc_response(1000, 950.0, 1.0)
    assert found.number_mean == pytest.approx(950 * station.mean, rel=1e-8)
    constant = page_laws(servers=1000, page_rate=950, calls=1, service=deterministic(1.0))
    assert constant.call.mean == pytest.approx(station.mean, rel=1e-3)


def test_that_nobody_is_slowed_where_channels_are_never_short():
    service = hyperexponential(1.0, 4.0)
    laws = page_laws(servers=500, page_rate=0.01, calls=3, service=service)
    alone = slowest_of(service, 3)
    assert laws.call.mean == pytest.approx(1.0, rel=1e-6)
    assert laws.page.mean == pytest.approx(alone.mean, rel=1e-4)


def test_that_without_other_pages_and_with_cores_enough_it_is_the_largest_of_n():
    found = page_sharing(servers=50, page_rate=0.0, calls=4, service_mean=2.0)
    alone = slowest_of(exponential(2.0), 4)
    assert found.page.mean == pytest.approx(2 * (1 + 1 / 2 + 1 / 3 + 1 / 4), rel=1e-7)
    assert float(found.page.quantile(0.95)) == pytest.approx(float(alone.quantile(0.95)), rel=1e-6)


def test_that_the_law_of_a_page_can_be_a_part_of_a_longer_way():
    page = page_sharing(servers=4, page_rate=1.0, calls=2, service_mean=1.0).page
    way = end_to_end([page, deterministic(0.5)])
    assert float(way.quantile(0.95)) == pytest.approx(float(page.quantile(0.95)) + 0.5, rel=1e-6)
    assert page.transform(np.array([1e-4 + 0j]))[0].real == pytest.approx(
        1 - 1e-4 * page.mean, abs=1e-6
    )
    assert page.scv > 0


def test_that_an_overloaded_page_never_ends():
    found = page_sharing(servers=2, page_rate=1.0, calls=2, service_mean=1.0)
    assert found.utilisation == 1.0
    assert float(found.page.quantile(0.5)) == np.inf
    laws = page_laws(servers=2, page_rate=1.0, calls=2, service=hyperexponential(1.0, 4))
    assert laws.call.mean == np.inf


@pytest.mark.parametrize("wrong", [{"servers": 0}, {"page_rate": -1}, {"calls": 0}])
def test_that_impossible_pages_are_refused(wrong):
    with pytest.raises(ValueError, match="servers"):
        page_sharing(**({"servers": 1, "page_rate": 1, "calls": 1, "service_mean": 1} | wrong))
    with pytest.raises(ValueError, match="servers"):
        page_laws(**({"servers": 1, "page_rate": 1, "calls": 1} | wrong), service=exponential(1.0))


@pytest.mark.parametrize("scv", [0.25, 1.0, 4.0])
def test_that_any_service_law_stays_within_the_stated_error(scv):
    def draw(rng, shape):
        if scv == 4.0:
            p = 0.5 * (1 + np.sqrt(0.6))
            fast = rng.random(shape) < p
            return rng.exponential(np.where(fast, 0.5 / p, 0.5 / (1 - p)))
        return rng.gamma(1 / scv, scv, shape)

    truth = np.quantile(simulated(8, 1.4, 4, draw, 12_000, 11), 0.95)
    laws = page_laws(servers=8, page_rate=1.4, calls=4, service=from_moments(1.0, scv))
    assert float(laws.page.quantile(0.95)) == pytest.approx(truth, rel=0.16)


def test_that_the_approximation_is_near_the_exact_chain_for_exponential_calls():
    almost = from_moments(1.0, 1.0 + 1e-9)
    for servers, page_rate, calls in [(1, 0.2, 4), (4, 1.5, 2), (16, 3.2, 4)]:
        exact = page_sharing(servers=servers, page_rate=page_rate, calls=calls, service_mean=1.0)
        close = page_laws(servers=servers, page_rate=page_rate, calls=calls, service=almost)
        assert close.call.mean == pytest.approx(exact.call.mean, rel=0.01)
        assert float(close.page.quantile(0.95)) == pytest.approx(
            float(exact.page.quantile(0.95)), rel=0.06
        )


def test_that_a_single_call_of_any_law_is_the_shared_station():
    service = hyperexponential(1.0, 4.0)
    laws = page_laws(servers=4, page_rate=2.8, calls=1, service=service)
    station = ps_response(4, 2.8, service)
    assert laws.page is laws.call
    assert laws.call.mean == pytest.approx(station.mean, rel=1e-3)


def test_that_constant_calls_are_slowed_together():
    laws = page_laws(servers=4, page_rate=0.0, calls=8, service=deterministic(1.0))
    assert laws.page.mean == pytest.approx(2.0, rel=1e-3)
    assert laws.call.mean == pytest.approx(2.0, rel=1e-3)


def test_that_exponential_calls_get_the_exact_chain():
    laws = page_laws(servers=4, page_rate=1.0, calls=2, service=exponential(1.0))
    exact = page_sharing(servers=4, page_rate=1.0, calls=2, service_mean=1.0)
    assert laws.page.error_class == "exact"
    assert laws.page.mean == exact.page.mean
