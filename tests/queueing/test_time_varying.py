"""Load over time: integrals, forward equations and staffing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from assessor.queueing.delay import mmc
from assessor.queueing.distributions import (
    convolve,
    deterministic,
    erlang,
    exponential,
    hyperexponential,
)
from assessor.queueing.finite import erlang_a
from assessor.queueing.time_varying import (
    Sinusoid,
    busy_integral,
    busy_second_integral,
    lines,
    offered_load_over_time,
    steps,
)
from assessor.queueing.time_varying_staffing import (
    achieved_delay,
    cell_loads,
    servers_for_load,
    square_root_servers,
    staffing_over_time,
)
from assessor.queueing.time_varying_transient import stationary, transient

SERVICES = [
    exponential(1.0),
    deterministic(1.0),
    erlang(1.0, 3),
    hyperexponential(1.0, 4.0),
    convolve([exponential(0.6), exponential(0.4)]),
    convolve([exponential(0.6), deterministic(0.4)]),
]
DAY = Sinusoid(60.0, 40.0, 2 * np.pi / 24)


def by_quadrature(profile, service, t):
    """∫ λ(t − x) P(S > x) dx."""
    points = [t - b for b in profile.breaks if 0 < t - b < 150] + [1.0, 20.0]
    value, _ = quad(
        lambda x: float(profile.rate(t - x)) * float(service.tail(x)),
        0,
        150,
        points=sorted(points),
        limit=400,
        epsabs=1e-10,
    )
    return value


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize(
    "profile",
    [
        steps([0.0, 2.0, 3.0], [10.0, 25.0, 10.0]),
        steps([0.0, 1.0], [10.0, 4.0], since_ever=False),
        lines([0.0, 5.0, 6.0], [10.0, 50.0, 20.0]),
        lines([0.0, 5.0], [10.0, 50.0], since_ever=False),
        Sinusoid(20.0, 8.0, 1.3),
    ],
)
def test_that_the_load_is_its_defining_integral(service, profile):
    # Quadrature meets the corners of a numerically inverted tail only to 1e-5.
    for t in (0.7, 2.6, 7.0):
        found = float(profile.load(t, service))
        assert found == pytest.approx(by_quadrature(profile, service, t), rel=2e-5, abs=1e-9)


def test_that_the_load_trails_the_rate_by_the_lag():
    slow = Sinusoid(100.0, 50.0, 0.01)
    answer = offered_load_over_time(
        profile=slow, service=hyperexponential(1.0, 4.0), times=[10.0, 200.0]
    )
    assert answer.lag == pytest.approx(2.5)
    assert answer.load == pytest.approx(slow.rate(np.array([7.5, 197.5])), rel=1e-3)
    assert answer.pointwise_load == pytest.approx(slow.rate([10.0, 200.0]))


def test_that_the_integrals_of_the_tail_have_their_closed_forms():
    x = np.array([-1.0, 0.0, 0.5, 3.0])
    late = np.maximum(x, 0)
    assert busy_integral(exponential(2.0), x) == pytest.approx(2 * (1 - np.exp(-late / 2)))
    expected = 2 * late - 4 * (1 - np.exp(-late / 2))
    assert busy_second_integral(exponential(2.0), x) == pytest.approx(expected)
    assert busy_second_integral(deterministic(1.0), x) == pytest.approx([0, 0, 0.125, 2.5])


def test_that_an_endless_service_is_an_endless_load():
    endless = deterministic(np.inf)
    for profile in (DAY, steps([0.0], [1.0])):
        assert np.all(profile.load([1.0, 2.0], endless) == np.inf)


@pytest.mark.parametrize(
    "build",
    [
        lambda: Sinusoid(1.0, 2.0, 1.0),
        lambda: Sinusoid(1.0, 0.5, 0.0),
        lambda: steps([0.0, 0.0], [1.0, 1.0]),
        lambda: steps([0.0], [1.0, 1.0]),
        lambda: steps([], []),
        lambda: steps([0.0], [-1.0]),
    ],
)
def test_that_impossible_profiles_are_refused(build):
    with pytest.raises(ValueError):
        build()


def test_that_a_line_between_points_is_read_off():
    profile = lines([0.0, 2.0], [4.0, 8.0], since_ever=False)
    assert profile.rate([-1.0, 0.0, 1.0, 5.0]) == pytest.approx([0.0, 4.0, 6.0, 8.0])
    assert steps([0.0, 2.0], [4.0, 8.0]).rate([-1.0, 1.9, 2.0]) == pytest.approx([4.0, 4.0, 8.0])
    assert DAY.breaks.size == 0


def test_that_with_servers_enough_the_mean_is_the_offered_load():
    profile = Sinusoid(20.0, 10.0, 0.5)
    answer = transient(
        profile=profile, servers=steps([0.0], [80.0]), service_rate=1.0, times=[25.0, 30.0]
    )
    assert answer.number_mean == pytest.approx(
        profile.load([25.0, 30.0], exponential(1.0)), rel=1e-8
    )


def test_that_a_constant_rate_settles_at_the_stationary_queue():
    answer = transient(
        profile=steps([0.0], [3.2]), servers=steps([0.0], [4.0]), service_rate=1.0, times=[400.0]
    )
    station = mmc(servers=4, arrival_rate=3.2, service_rate=1.0)
    assert answer.delay_probability[0] == pytest.approx(float(station.delay_probability), rel=1e-7)
    assert answer.queue_mean[0] == pytest.approx(float(station.queue_mean), rel=1e-6)


def test_that_impatience_settles_at_the_stationary_queue_too():
    answer = transient(
        profile=steps([0.0], [12.0]),
        servers=steps([0.0], [10.0]),
        service_rate=1.0,
        abandonment_rate=0.5,
        times=[60.0],
    )
    station = erlang_a(servers=10, arrival_rate=12.0, service_rate=1.0, abandonment_rate=0.5)
    lost = answer.abandonment_rate[0] / 12.0
    assert lost == pytest.approx(float(station.abandonment_probability), rel=1e-7)
    law = stationary(arrival_rate=12.0, servers=10, service_rate=1.0, abandonment_rate=0.5)
    assert answer.delay_probability[0] == pytest.approx(law[10:].sum(), rel=1e-7)


def test_that_a_rush_is_followed_as_published():
    # 10/s, 25/s on [2, 3), 14 servers: forward equations at 1e-11.
    answer = transient(
        profile=steps([0, 2, 3], [10, 25, 10]),
        servers=steps([0.0], [14.0]),
        service_rate=1.0,
        times=[0.0, 3.0],
    )
    assert answer.number_mean == pytest.approx([0.0, 21.276258633343485], rel=1e-8)
    assert answer.delay_probability[1] == pytest.approx(0.914651025598525, rel=1e-7)


def test_that_a_growing_backlog_enlarges_the_states():
    answer = transient(
        profile=steps([0.0], [9.9]), servers=steps([0.0], [10.0]), service_rate=1.0, times=[500.0]
    )
    assert answer.queue_mean[0] > 15


def test_that_servers_may_change_and_the_start_be_given():
    answer = transient(
        profile=steps([0.0], [5.0]),
        servers=steps([0.0, 1.0], [10.0, 2.0]),
        service_rate=1.0,
        times=[1.0, 1.5],
        start=0.5,
        initial=[0.0, 0.0, 1.0],
    )
    assert list(answer.servers) == [2, 2]
    assert answer.delay_probability[1] > answer.delay_probability[0] > 0
    none = transient(profile=DAY, servers=steps([0.0], [1.0]), service_rate=1.0, times=[])
    assert none.number_mean.size == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"service_rate": 0.0},
        {"abandonment_rate": -1.0},
        {"times": [2.0, 1.0]},
        {"times": [-1.0]},
        {"profile": steps([0.0], [1e6])},
    ],
)
def test_that_impossible_transients_are_refused(wrong):
    right = {"profile": DAY, "servers": steps([0.0], [1.0]), "service_rate": 1.0, "times": [1.0]}
    with pytest.raises(ValueError):
        transient(**(right | wrong))


def test_that_an_unstable_queue_has_no_stationary_law():
    with pytest.raises(ValueError, match="stationary"):
        stationary(arrival_rate=2.0, servers=2, service_rate=1.0)
    assert stationary(arrival_rate=0.0, servers=2, service_rate=1.0)[0] == 1.0


def simulated_delays(answer, profile, highest, runs, seed):
    """Share of arrivals of each interval that find all servers busy, and its error.

    Many days side by side by the ticks of a Poisson clock; services of mean 1, each day empty
    one day before the first edge.
    """
    rng = np.random.default_rng(seed)
    clock = highest + 2.0 * answer.servers.max()
    first, last = answer.edges[0], answer.edges[-1]
    now, present = np.full(runs, first - 24.0), np.zeros(runs)
    met, waited = np.zeros((2, answer.servers.size))
    while True:
        now += rng.exponential(1 / clock, runs)
        if now.min() >= last:
            return waited / met, np.sqrt(waited / met / met)
        day = (now - first) % 24.0 + first
        cell = np.minimum(np.searchsorted(answer.edges, day, side="right") - 1, met.size - 1)
        servers = answer.servers[cell]
        pick = clock * rng.random(runs)
        births, deaths = profile.rate(now), np.minimum(present, servers)
        came, left = pick < births, (pick >= births) & (pick < births + deaths)
        counted = came & (now >= first) & (now < last)
        met += np.bincount(cell[counted], minlength=met.size)
        waited += np.bincount(cell[counted & (present >= servers)], minlength=met.size)
        present += came.astype(float) - left


def test_that_a_simulated_day_keeps_the_promise_of_its_staffing():
    answer = staffing_over_time(
        profile=DAY, service_rate=1.0, edges=np.arange(25.0), delay_limit=0.2, period=24.0
    )
    share, error = simulated_delays(answer, DAY, 100.0, 1000, seed=11)
    assert np.all(share <= 0.2 + 5 * error)
    assert np.all(share <= answer.delay_probability + 5 * error)
    assert np.mean(share) > 0.5 * np.mean(answer.delay_probability)


@pytest.mark.parametrize("target", [0.2, 0.05])
def test_that_the_staffing_keeps_its_promise_all_day(target):
    answer = staffing_over_time(
        profile=DAY, service_rate=1.0, edges=np.arange(25.0), delay_limit=target, period=24.0
    )
    assert answer.corrected
    assert np.all(answer.delay_probability <= target)
    fewer = answer.servers.copy()
    fewer[7] -= 6
    looks = np.linspace(7.0, 7.999, 5)
    worse = achieved_delay(
        profile=DAY, service_rate=1.0, edges=np.arange(25.0), servers=fewer, times=looks
    )
    assert np.max(worse.delay_probability) > target


def test_that_intervals_that_miss_get_servers_until_they_keep_it():
    answer = staffing_over_time(
        profile=DAY,
        service_rate=1.0,
        edges=np.arange(13.0),
        delay_limit=0.1,
        basis="pointwise",
    )
    evening = staffing_over_time(
        profile=Sinusoid(60.0, 40.0, 2 * np.pi / 8),
        service_rate=1.0,
        edges=np.arange(2.0, 7.0),
        delay_limit=0.1,
        basis="pointwise",
        abandonment_rate=0.5,
    )
    assert answer.corrected
    assert evening.corrected
    assert np.any(evening.servers > evening.first_servers)


def test_that_staffing_starts_loaded_where_the_rate_has_just_jumped():
    answer = staffing_over_time(
        profile=steps([0.0, 10.0], [2.0, 40.0]),
        service_rate=1.0,
        edges=[10.0, 10.01],
        delay_limit=0.2,
    )
    assert answer.servers[0] < 10
    assert answer.corrected


@pytest.mark.parametrize(
    "wrong",
    [
        {"edges": [0.0]},
        {"edges": [1.0, 0.0]},
        {"delay_limit": 1.0},
        {"delay_limit": 1e-20},
        {"service_rate": 0.0},
    ],
)
def test_that_impossible_staffing_is_refused(wrong):
    right = {"profile": DAY, "service_rate": 1.0, "edges": [0.0, 1.0], "delay_limit": 0.1}
    with pytest.raises(ValueError):
        staffing_over_time(**(right | wrong))


def test_that_servers_for_a_load_are_the_least():
    for impatience in (0.0, 0.5):
        found = servers_for_load([0.0, 3.0, 40.0], 0.1, impatience)
        assert np.all(np.diff(found) > 0)
        for load, count in zip([3.0, 40.0], found[1:], strict=True):
            for servers, keeps in ((int(count), True), (int(count) - 1, False)):
                law = stationary(
                    arrival_rate=load,
                    servers=servers,
                    service_rate=1.0,
                    abandonment_rate=max(impatience, 0.0),
                )
                assert (law[servers:].sum() <= 0.1) == keeps


def test_that_the_square_root_rule_is_the_published_one():
    # β(0.5) = 0.50605446898918…, load 49.9… at midnight: 54 servers.
    load = DAY.load(0.0, exponential(1.0))
    assert square_root_servers(load, 0.5) == 54


@given(
    rates=st.lists(st.floats(0, 50), min_size=1, max_size=12),
    mean=st.floats(0.01, 5),
)
def test_that_loads_by_cells_are_the_largest_within_each(rates, mean):
    found = cell_loads(arrival_rates=[rates], cell_length=1.0, service_mean=[mean])[0]
    profile = steps(np.arange(len(rates)), rates, since_ever=False)
    ends = np.arange(len(rates) + 1.0)
    load = profile.load(ends, exponential(mean))
    assert found == pytest.approx(np.maximum(load[:-1], load[1:]), rel=1e-9, abs=1e-9)
