"""Finite populations against sums of binomial terms."""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.queueing.erlang import erlang_b
from assessor.queueing.sources import engset, k_of_n_availability, repair


@given(c=st.integers(0, 12), n=st.integers(0, 25), load=st.floats(0.001, 5))
def test_that_engset_equals_the_truncated_binomial(c, n, load):
    answer = engset(servers=c, sources=n, load_per_idle_source=load)
    weights = [comb(n, i) * load**i for i in range(min(c, n) + 1)]
    seen = [comb(max(n - 1, 0), i) * load**i for i in range(min(c, n) + 1)]
    expected = weights[c] / sum(weights) if n >= c else 0.0
    assert answer.time_congestion == pytest.approx(expected, rel=1e-12)
    call = seen[c] / sum(seen) if n > c else 0.0
    assert answer.call_congestion == pytest.approx(call, rel=1e-12)


def test_that_many_faint_sources_are_a_poisson_stream():
    answer = engset(servers=10, sources=1_000_000, load_per_idle_source=7e-6)
    assert answer.call_congestion == pytest.approx(float(erlang_b(10, 7.0)), rel=1e-4)
    assert answer.carried_load == pytest.approx(7 * (1 - answer.call_congestion), rel=1e-4)


def test_that_a_full_crew_repairs_machines_independently():
    answer = repair(machines=6, repairmen=6, failure_rate=0.1, repair_rate=1.0)
    for needed in range(8):
        expected = k_of_n_availability(machines=6, needed=needed, availability=1 / 1.1)
        assert answer.availability(needed) == pytest.approx(expected, rel=1e-12)
    assert answer.mean_failed == pytest.approx(6 * 0.1 / 1.1)


@given(n=st.integers(1, 15), k=st.integers(0, 16), a=st.floats(0, 1))
def test_that_k_of_n_equals_the_binomial_sum(n, k, a):
    expected = sum(comb(n, i) * a**i * (1 - a) ** (n - i) for i in range(k, n + 1))
    found = k_of_n_availability(machines=n, needed=k, availability=a)
    assert found == pytest.approx(expected, rel=1e-10, abs=1e-14)


def test_that_cold_spares_fail_less_than_hot_ones():
    hot = repair(machines=5, repairmen=1, failure_rate=0.2, repair_rate=1.0)
    cold = repair(machines=5, repairmen=1, failure_rate=0.2, repair_rate=1.0, operating=3)
    assert cold.availability(3) > hot.availability(3)


@pytest.mark.parametrize(
    "change", [{"machines": 0}, {"repairmen": 0}, {"failure_rate": -1.0}, {"repair_rate": 0.0}]
)
def test_that_impossible_repairs_are_misuse(change):
    given_ = {"machines": 3, "repairmen": 1, "failure_rate": 0.1, "repair_rate": 1.0}
    with pytest.raises(ValueError):
        repair(**(given_ | change))


@pytest.mark.parametrize(("c", "n", "load"), [(-1, 2, 1.0), (1, -2, 1.0), (1, 2, -1.0)])
def test_that_impossible_sources_are_misuse(c, n, load):
    with pytest.raises(ValueError):
        engset(servers=c, sources=n, load_per_idle_source=load)


@pytest.mark.parametrize(("n", "a"), [(-1, 0.5), (3, 1.5)])
def test_that_impossible_availability_is_misuse(n, a):
    with pytest.raises(ValueError):
        k_of_n_availability(machines=n, needed=1, availability=a)
