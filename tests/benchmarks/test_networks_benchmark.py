"""Rates of the network kernels against the plainest loop over the same questions."""

import time

import numpy as np
import pytest

from assessor.queueing.closed_approximate import approximate_closed
from assessor.queueing.networks_tandem import tandem_response
from assessor.queueing.time_varying import Sinusoid, steps
from assessor.queueing.time_varying_staffing import (
    cell_loads,
    servers_for_load,
    staffing_over_time,
)

pytestmark = pytest.mark.benchmark


def rate(count, job):
    """Answers per second of processor time, the better of two runs."""
    taken = []
    for _ in range(2):
        start = time.process_time()
        job()
        taken.append(time.process_time() - start)
    return count / min(taken)


def test_that_tandem_percentiles_come_by_the_ten_thousands():
    rng = np.random.default_rng(3)
    count = 40_000
    arrivals = 5 * 200 ** rng.random(count)
    rates = 2 * 50 ** rng.random((count, 4))
    servers = np.maximum(
        1, np.ceil(arrivals[:, np.newaxis] / rates / (0.4 + 0.5 * rng.random((count, 4))))
    )
    found = rate(
        count,
        lambda: tandem_response(
            arrival_rate=arrivals, service_rate=rates, servers=servers, quantile=0.95
        ),
    )
    print(f"p95 of 4 M/M/c in series: {found:,.0f}/s")
    assert found > 50_000


@pytest.mark.parametrize(("method", "least"), [("schweitzer", 30_000), ("linearizer", 4_000)])
def test_that_closed_models_come_by_the_thousands(method, least):
    rng = np.random.default_rng(2)
    count = 8_000
    shape = {
        "service_demand": 0.01 + 0.2 * rng.random((count, 6, 4)),
        "population": 1.0 + rng.integers(0, 60, (count, 4)),
        "think_time": 1 + 9 * rng.random((count, 4)),
    }
    found = rate(count, lambda: approximate_closed(**shape, method=method))
    print(f"{method}, 6 stations and 4 classes: {found:,.0f}/s")
    assert found > least


def test_that_service_days_of_cells_come_by_the_millions():
    rng = np.random.default_rng(1)
    rates = 100 * rng.random((10_000, 96))
    found = rate(
        rates.size,
        lambda: cell_loads(
            arrival_rates=rates, cell_length=900.0, service_mean=np.full(10_000, 300.0)
        ),
    )
    print(f"cells of a day: {found:,.0f}/s")
    assert found > 5e6


def test_that_cells_are_staffed_by_the_millions():
    rng = np.random.default_rng(1)
    rates = 100 * rng.random((10_000, 96))
    load = cell_loads(arrival_rates=rates, cell_length=900.0, service_mean=np.full(10_000, 1.0))
    found = rate(rates.size, lambda: servers_for_load(load, 0.2))
    print(f"cells staffed at a given load: {found:,.0f}/s")
    assert found > 2e6


def test_that_a_day_of_thousands_of_servers_is_checked_in_seconds():
    edges = 900.0 * np.arange(97)
    middle = (edges[:-1] + edges[1:]) / 2
    swing = 1800 + 1200 * np.sin(2 * np.pi * middle / 86_400)
    taken = []
    for profile in (
        steps(edges[:-1], swing / 300),
        Sinusoid(1800 / 300, 1200 / 300, 2 * np.pi / 86_400),
    ):
        start = time.process_time()
        answer = staffing_over_time(
            profile=profile, service_rate=1 / 300, edges=edges, delay_limit=0.2
        )
        taken.append(time.process_time() - start)
        assert answer.corrected
    print(f"a day at 600 to 3,000 erlangs, in steps {taken[0]:.2f} s, smooth {taken[1]:.2f} s")
    assert max(taken) < 10
