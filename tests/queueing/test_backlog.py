"""Backlogs and drains."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from assessor.queueing.backlog import drain_time, overload
from assessor.queueing.time_varying import Sinusoid, lines, steps
from assessor.queueing.time_varying_transient import transient

RUSH = steps([0, 2, 3], [10, 25, 10])
TIMES = np.linspace(0, 20, 401)


def test_that_a_rush_builds_and_drains_as_its_flows_say():
    answer = overload(profile=RUSH, servers=14, service_rate=1.0, times=TIMES)
    # From 10 towards 25 the 14 servers fill in ln(15/11); the rest of the second piles up.
    peak = 11 * (1 - np.log(15 / 11))
    assert answer.peak_backlog == pytest.approx(peak, rel=1e-12)
    assert answer.peak_waiting_time == pytest.approx(peak / 14, rel=1e-12)
    assert answer.drained_at == pytest.approx(
        3 + drain_time(backlog=peak, arrival_rate=10, capacity=14), abs=0.05
    )
    assert answer.loss_share == 0.0


def test_that_the_fluid_follows_the_mean_of_a_large_system():
    large = steps([0, 2, 3], [1000, 2500, 1000])
    mean = transient(
        profile=large,
        servers=steps([0.0], [1400.0]),
        service_rate=1.0,
        times=[3.0],
        initial=np.eye(1, 1001, 1000)[0],
        tolerance=1e-6,
    ).number_mean
    answer = overload(profile=large, servers=1400, service_rate=1.0, times=[0.0, 3.0])
    assert answer.backlog[1] + 1400 == pytest.approx(mean[0], rel=0.005)


@pytest.mark.parametrize("profile", [RUSH, lines([0, 2, 3], [10, 25, 10]), Sinusoid(12, 6, 1.0)])
def test_that_retries_and_patience_follow_their_equations(profile):
    answer = overload(
        profile=profile,
        servers=14,
        service_rate=1.0,
        times=TIMES,
        patience_s=1.0,
        retry_share=0.8,
        retry_delay_s=2.0,
    )

    def change(t, y):
        waiting = max(y[0] - 14, 0)
        attempts = float(profile.rate(t)) + 0.5 * y[1]
        return [attempts - min(y[0], 14) - waiting, 0.8 * waiting - 0.5 * y[1], 0.2 * waiting]

    start = min(float(profile.rate(0.0)), 14.0)
    truth = solve_ivp(
        change, (0, 20), [start, 0, 0], t_eval=TIMES, rtol=1e-8, atol=1e-9, max_step=0.01
    ).y
    assert answer.backlog == pytest.approx(np.maximum(truth[0] - 14, 0), abs=0.02)
    assert answer.retrying == pytest.approx(truth[1], abs=0.02)
    assert answer.lost == pytest.approx(truth[2], abs=0.02)
    assert np.all(answer.attempts_rate >= answer.arrival_rate)


def test_that_a_full_buffer_refuses_the_rest():
    answer = overload(profile=RUSH, servers=14, service_rate=1.0, times=TIMES, buffer=3.0)
    assert answer.peak_backlog == pytest.approx(3.0)
    full = 1 - np.log(15 / 11) - 3 / 11
    assert answer.lost[-1] == pytest.approx(11 * full, rel=1e-9)
    assert answer.loss_share == pytest.approx(11 * full / 215, rel=1e-9)
    patient = overload(
        profile=RUSH, servers=14, service_rate=1.0, times=TIMES, buffer=3.0, patience_s=5.0
    )
    assert patient.peak_backlog <= 3.0 + 1e-9
    none = overload(profile=RUSH, servers=14, service_rate=1.0, times=TIMES, buffer=0.0)
    assert none.peak_backlog == 0.0
    assert none.loss_share > answer.loss_share


@given(
    patience=st.floats(0.1, 50),
    share=st.floats(0, 1),
    delay=st.floats(0.05, 10),
    buffer=st.one_of(st.just(np.inf), st.floats(0, 20)),
)
def test_that_no_request_appears_or_vanishes(patience, share, delay, buffer):
    answer = overload(
        profile=RUSH,
        servers=14,
        service_rate=1.0,
        times=[0.0, 2.5, 4.0, 9.0],
        patience_s=patience,
        retry_share=share,
        retry_delay_s=delay,
        buffer=buffer,
    )
    assert np.all(answer.backlog >= 0)
    assert np.all(np.diff(answer.lost) >= -1e-9)
    assert answer.lost[-1] + answer.retrying[-1] <= 10 * 9 + 15 + 1e-6
    assert 0 <= answer.loss_share <= 1


def test_that_servers_that_fail_leave_a_backlog_that_never_drains():
    answer = overload(
        profile=steps([0.0], [10.0]),
        servers=steps([0.0, 5.0], [12, 8]),
        service_rate=1.0,
        times=TIMES,
    )
    assert answer.drained_at == np.inf
    assert answer.backlog[-1] == pytest.approx(2 + 2 * 15, abs=2.1)
    nothing = overload(profile=steps([0.0], [0.0]), servers=1, service_rate=1.0, times=[0.0, 1.0])
    assert nothing.loss_share == 0.0


def test_that_a_given_backlog_drains_in_the_closed_form():
    times = np.linspace(0, 30, 3001)
    for patience in (np.inf, 4.0):
        answer = overload(
            profile=steps([0.0], [10.0]),
            servers=14,
            service_rate=1.0,
            times=times,
            initial_backlog=20.0,
            patience_s=patience,
        )
        expected = drain_time(
            backlog=20, arrival_rate=10, capacity=14, abandonment_rate=1 / patience
        )
        assert answer.drained_at == pytest.approx(expected, abs=0.02)


def test_that_drains_have_their_limits():
    assert drain_time(backlog=0, arrival_rate=5, capacity=1) == 0.0
    assert drain_time(backlog=1, arrival_rate=5, capacity=5) == np.inf


@pytest.mark.parametrize(
    "wrong",
    [
        {"times": [0.0]},
        {"times": [1.0, 0.0]},
        {"service_rate": 0.0},
        {"patience_s": -1.0},
        {"retry_share": 1.5},
        {"buffer": -1.0},
    ],
)
def test_that_impossible_rushes_are_refused(wrong):
    right = {"profile": RUSH, "servers": 14, "service_rate": 1.0, "times": [0.0, 1.0]}
    with pytest.raises(ValueError):
        overload(**(right | wrong))
