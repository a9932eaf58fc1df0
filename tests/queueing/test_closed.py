"""Closed networks against exact rationals, bounds and each other."""

from fractions import Fraction
from itertools import product
from math import factorial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.queueing.bounds import asymptotic_bounds, balanced_bounds
from assessor.queueing.closed import closed_network, single_class
from assessor.queueing.closed_approximate import approximate_closed
from assessor.queueing.closed_convolution import single_class_throughputs


def constant(population, demands, think, speeds):
    """Normalising constant by summing over every state, in rationals."""
    classes = len(population)
    stations = [None, *range(len(demands))]

    def weight(station, counts):
        total = Fraction(1)
        for r, n in enumerate(counts):
            work = think[r] if station is None else demands[station][r]
            total *= Fraction(work) ** n / factorial(n)
        if station is not None:
            total *= factorial(sum(counts))
            for i in range(1, sum(counts) + 1):
                total /= Fraction(speeds[station](i))
        return total

    def share(k, left):
        if k == len(stations) - 1:
            return weight(stations[k], left)
        return sum(
            weight(stations[k], here)
            * share(k + 1, tuple(n - h for n, h in zip(left, here, strict=True)))
            for here in product(*(range(n + 1) for n in left))
        )

    assert classes == len(think)
    return share(0, tuple(population))


def throughput(population, demands, think, speeds, r):
    fewer = list(population)
    fewer[r] -= 1
    whole = constant(population, demands, think, speeds)
    return float(constant(fewer, demands, think, speeds) / whole)


def servers(count):
    return lambda n: min(n, count)


@pytest.mark.parametrize("counts", [(1, 1), (3, 2)])
@pytest.mark.parametrize("channels", [(1, 1), (2, 3)])
def test_that_throughputs_equal_the_sum_over_all_states(counts, channels):
    demands = [[Fraction(1, 2), Fraction(2)], [Fraction(3), Fraction(4, 5)]]
    think = [Fraction(5), Fraction(0)]
    network = closed_network(
        population=counts,
        service_demand=np.array(demands, float),
        think_time=[5.0, 0.0],
        servers=channels,
    )
    for r in range(2):
        expected = throughput(counts, demands, think, [servers(c) for c in channels], r)
        assert network.throughput[r] == pytest.approx(expected, rel=1e-13)
    present = network.queue_length.sum(axis=0) + network.throughput * [5, 0]
    assert present == pytest.approx(counts, rel=1e-12)


def test_that_a_balanced_network_has_its_closed_form():
    network = closed_network(population=16, service_demand=[1, 1, 1, 1])
    assert network.throughput == pytest.approx([16 / 19], rel=1e-13)
    assert network.response_time == pytest.approx([19], rel=1e-13)


def test_that_the_recursion_and_the_convolution_agree():
    shape = {"population": [6, 9], "service_demand": [[0.3, 0.1], [0.2, 0.6]], "think_time": [2, 7]}
    by_recursion = closed_network(**shape)
    by_convolution = closed_network(**shape, speed=[np.ones_like, None])
    assert by_convolution.model != by_recursion.model
    assert by_convolution.queue_length == pytest.approx(by_recursion.queue_length, rel=1e-12)


def test_that_two_thousand_users_near_saturation_stay_exact():
    network = closed_network(
        population=2000, service_demand=[0.2, 0.1, 0.3], think_time=30.0, servers=[16, 4, 20]
    )
    assert network.throughput == pytest.approx([40.0], rel=1e-9)
    assert network.queue_length.sum() + 30 * network.throughput[0] == pytest.approx(2000)
    assert network.utilisation[1] == pytest.approx(1.0)


def test_that_a_far_estimate_of_the_throughput_is_tilted_again():
    slow = closed_network(
        population=3000,
        service_demand=[1.0],
        think_time=1.0,
        speed=[lambda n: np.where(n < 2900, 1, 9.0)],
    )
    assert np.isfinite(slow.throughput[0])
    assert slow.queue_length[0, 0] + slow.throughput[0] == pytest.approx(3000)


def test_that_a_speed_that_is_never_reached_changes_nothing():
    # The first estimate takes twice the true throughput.
    shape = {"population": 400, "service_demand": [1.0], "think_time": 50.0}
    hoped = closed_network(**shape, speed=[lambda n: np.where(n < 399, 1.0, 2.0)])
    plain = closed_network(**shape)
    assert hoped.throughput == pytest.approx(plain.throughput, rel=1e-12)
    assert hoped.queue_length == pytest.approx(plain.queue_length, rel=1e-10)


def test_that_more_servers_than_users_are_a_delay_however_far_the_estimate():
    # The first estimate takes all 900 servers as one fast one, though only 400 can ever work.
    network = closed_network(population=400, service_demand=[2.0], servers=900)
    assert network.throughput == pytest.approx([200.0], rel=1e-12)
    assert network.queue_length[0, 0] == pytest.approx(400.0)


def test_that_classes_that_never_meet_are_networks_of_their_own():
    apart = closed_network(
        population=[3, 4],
        service_demand=[[0.5, 0.0], [0.0, 0.8]],
        think_time=[1.0, 2.0],
        servers=2,
    )
    for r, (users, demand, think) in enumerate([(3, 0.5, 1.0), (4, 0.8, 2.0)]):
        alone = closed_network(
            population=users, service_demand=[demand], think_time=think, servers=2
        )
        assert apart.throughput[r] == pytest.approx(alone.throughput[0], rel=1e-12)
        assert apart.queue_length[r, 1 - r] == 0.0


def test_that_a_delay_station_is_think_time():
    aside = closed_network(population=[4], service_demand=[[0.5], [3.0]], servers=[1, np.inf])
    think = closed_network(population=[4], service_demand=[0.5], think_time=3.0)
    assert aside.throughput == pytest.approx(think.throughput, rel=1e-13)


def test_that_nobody_makes_no_throughput():
    network = closed_network(population=[0, 2], service_demand=[[1, 1]], servers=[2])
    assert network.throughput == pytest.approx([0, 2])
    assert network.response_time[0] == pytest.approx(1.0)
    assert closed_network(population=0, service_demand=[1.0]).throughput == pytest.approx([0])


def test_that_one_class_is_solved_for_many_networks_at_once():
    demands = np.array([[[0.2, 0.3], [0.5, 0.1]], [[1.0, 1.0], [0.4, 0.0]]])
    many = single_class(population=7, service_demand=demands, think_time=2.0)
    assert many.throughput.shape == (2, 2)
    for at in np.ndindex(2, 2):
        one = closed_network(population=7, service_demand=demands[at], think_time=2.0)
        assert many.throughput[at] == pytest.approx(one.throughput[0], rel=1e-13)
        assert many.queue_length[at] == pytest.approx(one.queue_length[:, 0], rel=1e-12)
    empty = single_class(population=0, service_demand=[0.2, 0.3])
    assert empty.response_time == pytest.approx(0.5)


def test_that_all_populations_come_from_one_pass():
    speeds = [np.minimum(np.arange(1, 31), 3), np.ones(30)]
    curve = single_class_throughputs(np.array([0.4, 0.1]), speeds)
    for n in (1, 7, 30):
        whole = closed_network(population=n, service_demand=[0.4, 0.1], servers=[3, 1])
        assert curve[n - 1] == pytest.approx(whole.throughput[0], rel=1e-11)
    with pytest.raises(ValueError, match="station"):
        single_class_throughputs(np.array([]), [])


@pytest.mark.parametrize(
    "wrong",
    [
        {"population": [1], "service_demand": [[1, 1]]},
        {"population": [-1], "service_demand": [1.0]},
        {"population": [1.5], "service_demand": [1.0]},
        {"population": [1], "service_demand": [0.0]},
        {"population": [1], "service_demand": [1.0], "method": "guess"},
        {"population": [1], "service_demand": [1.0], "method": "aql", "speed": [np.ones_like]},
        {"population": [1], "service_demand": [1.0], "speed": [None, None]},
        {"population": [1], "service_demand": [1.0], "speed": [np.zeros_like]},
    ],
)
def test_that_impossible_closed_networks_are_refused(wrong):
    with pytest.raises(ValueError):
        closed_network(**wrong)


def test_that_impossible_batches_are_refused():
    with pytest.raises(ValueError):
        single_class(population=-1, service_demand=[1.0])
    with pytest.raises(ValueError):
        approximate_closed(population=[1, 2], service_demand=[[1.0]])
    with pytest.raises(ValueError):
        approximate_closed(population=[-1], service_demand=[[1.0]])
    with pytest.raises(ValueError):
        approximate_closed(population=[1], service_demand=[[0.0]])


def models(count, seed=2):
    rng = np.random.default_rng(seed)
    return (
        0.01 + 0.2 * rng.random((count, 6, 4)),
        1.0 + rng.integers(0, 60, (count, 4)),
        1 + 9 * rng.random((count, 4)),
    )


def test_that_schweitzer_satisfies_its_own_equations():
    demands, users, think = models(600)
    answer = approximate_closed(
        population=users, service_demand=demands, think_time=think, method="schweitzer"
    )
    queue = answer.queue_length
    found = queue.sum(axis=-1, keepdims=True) - queue / users[:, np.newaxis]
    cycle = think + np.sum(demands * (1 + found), axis=1)
    assert answer.throughput == pytest.approx(users / cycle, rel=1e-9)
    assert queue.sum(axis=1) + answer.throughput * think == pytest.approx(users, rel=1e-9)


def test_that_schweitzer_agrees_with_line():
    # line-solver 3.0.8.0, pfqn_bs, demands of Allen 1990 p. 634.
    answer = closed_network(
        population=[5, 10, 5],
        service_demand=[[0.5, 0.4, 1.2], [0.04, 0.2, 0.05], [0.06, 0.3, 0.06]],
        think_time=[20, 30, 0],
        method="schweitzer",
    )
    expected = [0.2097772254125814, 0.29789373514700135, 0.6202981912175448]
    assert answer.throughput == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize(
    ("method", "limit"), [("schweitzer", 0.06), ("aql", 0.01), ("linearizer", 0.01)]
)
def test_that_approximations_stay_near_the_exact_answer(method, limit):
    rng = np.random.default_rng(4)
    for _ in range(6):
        shape = {
            "population": rng.integers(1, 6, 3),
            "service_demand": rng.random((4, 3)),
            "think_time": 3 * rng.random(3),
        }
        exact = closed_network(**shape)
        close = closed_network(**shape, method=method)
        assert close.throughput == pytest.approx(exact.throughput, rel=limit)


def test_that_classes_without_users_and_delays_do_not_disturb_the_others():
    full = approximate_closed(population=[3.0, 0.0], service_demand=[[1.0, 5.0], [2.0, 1.0]])
    alone = approximate_closed(population=[3.0], service_demand=[[1.0], [2.0]])
    assert full.throughput == pytest.approx([alone.throughput[0], 0.0])
    many = approximate_closed(
        population=[40.0], service_demand=[[1.0], [2.0]], servers=[4, np.inf], method="aql"
    )
    assert many.queue_length.sum() == pytest.approx(40.0)
    assert many.throughput[0] < 4
    assert many.error_class == "aql+seidmann"
    assert full.error_class == "linearizer"


@given(
    demands=st.lists(st.floats(0.01, 2), min_size=1, max_size=5),
    users=st.integers(1, 40),
    think=st.floats(0, 20),
)
def test_that_every_answer_lies_within_its_bounds(demands, users, think):
    exact = float(
        closed_network(population=users, service_demand=demands, think_time=think).throughput[0]
    )
    wide = asymptotic_bounds(population=users, service_demand=demands, think_time=think)
    close = balanced_bounds(population=users, service_demand=demands, think_time=think)
    for bounds in (wide, close):
        assert bounds.throughput_low * (1 - 1e-9) <= exact <= bounds.throughput_high * (1 + 1e-9)
    assert close.throughput_low >= wide.throughput_low * (1 - 1e-9)
    response = users / exact - think
    assert wide.response_low <= response + 1e-9 <= wide.response_high + 2e-9


def test_that_several_servers_raise_the_ceiling():
    bounds = asymptotic_bounds(population=[1, 100], service_demand=[1.0, 3.0], servers=[4, np.inf])
    assert bounds.throughput_high == pytest.approx([0.25, 4.0])
    assert bounds.saturation == pytest.approx(16.0)
    free = asymptotic_bounds(population=5, service_demand=[2.0], servers=np.inf)
    assert free.throughput_high == pytest.approx(2.5)
    with pytest.raises(ValueError, match="users"):
        asymptotic_bounds(population=0, service_demand=[1.0])
