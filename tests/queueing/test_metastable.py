"""States of impatient clients who try again."""

import numpy as np
import pytest

from assessor.queueing.distributions import mmc_response
from assessor.queueing.metastable import retry_equilibria


@pytest.mark.parametrize("rate", [3.0, 6.0, 8.0])
def test_that_the_normal_state_reproduces_itself(rate):
    found = retry_equilibria(
        arrival_rate=rate, servers=10, service_rate=1.0, timeout_s=5.0, retries=2
    )
    failed = float(mmc_response(10, found.normal, 1.0).tail(5.0))
    assert found.normal == pytest.approx(rate * (1 + failed + failed**2), rel=1e-10)
    assert found.failure_share == pytest.approx(failed**3, rel=1e-6)


def test_that_a_storm_has_a_threshold_between_normal_and_stuck():
    found = retry_equilibria(
        arrival_rate=6.0, servers=10, service_rate=1.0, timeout_s=5.0, retries=2
    )
    assert found.normal < found.threshold < 10 < found.metastable
    assert found.metastable == 18.0
    assert found.amplification == 3.0
    assert found.safe_arrival_rate == pytest.approx(10 / 3)


def test_that_light_load_always_recovers_and_heavy_load_never_does():
    light = retry_equilibria(
        arrival_rate=3.0, servers=10, service_rate=1.0, timeout_s=5.0, retries=2
    )
    assert light.metastable == np.inf
    assert light.threshold == np.inf
    assert light.amplification == 1.0
    heavy = retry_equilibria(
        arrival_rate=9.5, servers=10, service_rate=1.0, timeout_s=2.0, retries=2
    )
    assert heavy.normal == heavy.metastable == 28.5
    assert heavy.failure_share == 1.0
    idle = retry_equilibria(arrival_rate=0.0, servers=2, service_rate=1.0, timeout_s=2.0, retries=0)
    assert idle.normal == 0.0


@pytest.mark.parametrize("wrong", [{"timeout_s": 0.0}, {"retries": -1}])
def test_that_impossible_retries_are_refused(wrong):
    right = {
        "arrival_rate": 1.0,
        "servers": 1,
        "service_rate": 2.0,
        "timeout_s": 1.0,
        "retries": 1,
    }
    with pytest.raises(ValueError):
        retry_equilibria(**(right | wrong))
