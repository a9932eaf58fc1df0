"""Variability of gaps: published figures of a trace, and streams of known law."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.measurement.arrivals import GAP_FITTING, interarrival_scv

STARTED = 18 * 3600 + 17 * 60 + 3.97996
"""Seconds of the day at which the trace begins: 18:17:03.98."""


def test_that_gaps_of_the_machine_trace_have_the_published_scv(azure):
    found = interarrival_scv(azure).estimate
    gaps = np.diff(azure)
    # Published 173; the factor against the bias of 8,818 gaps is 1.0002.
    assert found.base == pytest.approx(gaps.var() / gaps.mean() ** 2, rel=3e-4)
    assert found.base == pytest.approx(173, abs=0.5)
    assert found.low < 173 < found.high
    assert found.observations == 8818


def test_that_inside_windows_of_the_clock_it_is_131(azure):
    found = interarrival_scv(azure + STARTED, window=300).estimate
    # 131.0 with variances divided by n; the correction of windows of 62 to 1,200 gaps adds 0.5.
    assert found.base == pytest.approx(131, abs=0.6)
    assert found.observations == 12
    # Twelve windows tell little: where they begin moves the figure by 10.
    assert interarrival_scv(azure, window=300).estimate.base == pytest.approx(141, abs=0.6)
    assert found.low < 141 < found.high


def poisson(rng, count):
    return np.cumsum(rng.exponential(1, count))


def hyperexponential(rng, count, scv=4.0):
    """Two rates of balanced means with the given SCV."""
    first = 0.5 * (1 + np.sqrt((scv - 1) / (scv + 1)))
    pick = rng.random(count) < first
    scale = np.where(pick, 1 / (2 * first), 1 / (2 * (1 - first)))
    return np.cumsum(rng.exponential(1, count) * scale)


@pytest.mark.parametrize(
    ("law", "scv", "count", "window", "least"),
    [
        (poisson, 1.0, 1000, None, 0.81),
        (poisson, 1.0, 4000, 100.0, 0.81),
        (hyperexponential, 4.0, 2000, None, 0.75),
    ],
)
def test_that_intervals_hold_the_known_scv(law, scv, count, window, least):
    inside, values = [], []
    for seed in range(100):
        times = law(np.random.default_rng(seed), count)
        found = interarrival_scv(times, window=window, seed=seed).estimate
        inside.append(found.low <= scv <= found.high)
        values.append(found.base)
    # Nominal 0.9, three standard errors of 100 seeds are 0.09; a skewed law covers less (0.84).
    assert np.mean(inside) >= least
    error = 3 * np.std(values) / 10
    # A ratio of sample moments of 2,000 skewed gaps lies 1 % low.
    assert np.mean(values) == pytest.approx(scv, abs=error + 0.01 * (scv - 1))


def test_that_a_day_shape_raises_the_overall_scv_and_not_that_inside_windows():
    rng = np.random.default_rng(0)
    rate = 2 + 1.9 * np.sin(2 * np.pi * np.arange(1440) / 1440)
    times = np.sort(np.repeat(np.arange(1440) * 60, rng.poisson(rate * 20)).astype(float))
    times = np.sort(times + 60 * rng.random(times.size))
    assert interarrival_scv(times).estimate.base > 1.5
    inside = interarrival_scv(times, window=900).estimate
    assert inside.low < 1.0 < inside.high


def test_that_a_metronome_has_no_variability():
    assert interarrival_scv(np.arange(200.0)).estimate.base == pytest.approx(0, abs=1e-12)


def test_that_too_few_gaps_or_windows_are_refused():
    for times, window in ((np.arange(50.0), None), (np.zeros(500), None), (np.arange(300.0), 100)):
        found = interarrival_scv(times, window=window)
        assert found.estimate is None
        assert found.findings[0].severity == "refusal"
        assert found.findings[0].params["result"] == GAP_FITTING


def test_that_arrivals_at_one_instant_are_told():
    times = np.repeat(np.cumsum(np.random.default_rng(0).exponential(1, 200)), 2)
    (told,) = interarrival_scv(times).findings
    assert (told.code, told.count) == ("arrivals_same_instant", 200)


def test_that_times_that_go_back_are_misuse():
    with pytest.raises(ValueError, match="in order"):
        interarrival_scv([0.0, 2.0, 1.0])
    with pytest.raises(ValueError, match="window"):
        interarrival_scv(np.arange(200.0), window=0)


@given(scale=st.floats(1e-3, 1e6), shift=st.floats(0, 1e6))
def test_that_the_scv_has_no_unit(scale, shift):
    times = np.cumsum(np.random.default_rng(5).exponential(1, 400))
    once = interarrival_scv(times).estimate.base
    # Shifting costs digits: 1e6 of 1e-3-second gaps leaves 1e-7.
    assert interarrival_scv(scale * times + shift).estimate.base == pytest.approx(once, rel=1e-4)
