"""Scalability of load tests, against the R package usl and refits with a given peak."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pytest
from scipy.optimize import least_squares
from scipy.stats import f, t

from assessor.errors import Problem
from assessor.measurement.demands import scalability
from assessor.measurement.metrics import LoadPoint
from assessor.queueing.usl import ScalabilityLaw
from assessor.text.rendering import render_text

# Ray tracer on an SGI Origin 2000 and SPEC SDM91 on a SPARCcenter 2000, both demo data of the R
# package usl after Gunther 2007.
PROCESSORS = [1, 4, 8, 12, 16, 20, 24, 28, 32, 48, 64]
TRACED = [20, 78, 130, 170, 190, 200, 210, 230, 260, 280, 310]
LOAD = [1, 18, 36, 72, 108, 144, 216]
SCRIPTS = [64.9, 995.9, 1652.4, 1853.2, 1828.9, 1775.0, 1702.2]


def points(users, throughput, *, errors=0.0, think=0.0):
    return [
        LoadPoint(n, x, n / x - think, None, errors, 1000, datetime(2024, 3, 4), 60.0)
        for n, x in zip(users, throughput, strict=True)
    ]


def codes(reading):
    for finding in reading.findings:
        assert "…" not in render_text(Problem(finding.code, finding.params))
    return {finding.code: finding.severity for finding in reading.findings}


def test_that_coefficients_and_errors_agree_with_the_r_package():
    """`summary(usl(throughput ~ load, specsdm91))` of version 3, to the digits printed."""
    reading = scalability(points(LOAD, SCRIPTS))
    half = t.ppf(0.975, 4)
    for estimate, value, error in (
        (reading.contention, 2.773e-02, 9.122e-03),
        (reading.coherency, 1.044e-04, 1.988e-05),
        (reading.rate, 9.000e01, 1.421e01),
    ):
        assert estimate.base == pytest.approx(value, rel=5e-4)
        assert (estimate.high - estimate.base) / half == pytest.approx(error, rel=5e-4)
    assert reading.fit.residual_deviation == pytest.approx(82.85, rel=5e-4)
    assert reading.fit.determination == pytest.approx(0.9896, abs=5e-5)
    assert reading.peak_concurrency.base == pytest.approx(96.51956, rel=1e-6)
    assert codes(reading) == {}


def test_that_a_bend_that_was_not_measured_gives_no_peak():
    """`confint` prints 0.033677 … 0.081864, −0.000214 … 0.000214 and 17.868 … 25.829.

    It takes the one-sided quantile of t with n − 1 degrees; the errors behind it are ours.
    """
    reading = scalability(points(PROCESSORS, TRACED))
    assert reading.contention.base == pytest.approx(0.0578, abs=5e-5)
    assert reading.rate.base == pytest.approx(21.8488, rel=1e-5)
    ours, theirs = t.ppf(0.975, 8), t.ppf(0.95, 10)
    for estimate, reach in (
        (reading.contention, 0.081864 - 0.033677),
        (reading.coherency, 0.000428),
        (reading.rate, 25.829306 - 17.868380),
    ):
        assert (estimate.high - estimate.base) / ours == pytest.approx(reach / 2 / theirs, rel=2e-3)
    assert reading.coherency.base == 0
    assert reading.peak_concurrency is None
    assert reading.peak_throughput is None
    assert codes(reading) == {"scalability_no_bend": "refusal"}


def refitted(peak, n, x):
    """Least sum of squares among laws with a given peak, by a general solver."""

    def residual(p):
        law = p[0] * n / (1 + p[1] * (n - 1) + (1 - p[1]) / peak**2 * n * (n - 1))
        return law - x

    starts = [(x[0] / n[0], s) for s in (0.001, 0.03, 0.3)]
    bounds = ([0, 0], [np.inf, 1])
    return min(2 * least_squares(residual, s, bounds=bounds, x_scale="jac").cost for s in starts)


def test_that_the_interval_of_the_peak_ends_where_a_refit_is_just_worse_enough():
    peak = scalability(points(LOAD, SCRIPTS)).peak_concurrency
    n, x = np.array(LOAD, float), np.array(SCRIPTS)
    allowed = refitted(peak.base, n, x) * (1 + f.ppf(0.95, 1, 4) / 4)
    for end in (peak.low, peak.high):
        assert refitted(end, n, x) == pytest.approx(allowed, rel=1e-5)
    assert peak.low < 96.5 < peak.high


def test_that_the_interval_of_the_peak_holds_as_often_as_it_says():
    rng = np.random.default_rng(12)
    law = ScalabilityLaw(100.0, 0.02, 0.0004)
    n = np.array([1, 5, 10, 20, 35, 50, 75, 100, 140])
    held = withheld = 0
    for _ in range(60):
        x = law.throughput(n) * (1 + rng.normal(0, 0.03, len(n)))
        peak = scalability(points(n, x), coverage=0.9).peak_concurrency
        withheld += peak is None
        held += peak is not None and peak.low <= law.peak_concurrency <= peak.high
    assert withheld == 0
    # Binomial with 60 trials and 0.9: 47 … 60 with 99.8 %.
    assert held >= 47


def test_that_fewer_than_four_loads_are_refused():
    reading = scalability(points([1, 10, 10.1, 20, 20], [10, 80, 81, 130, 129]))
    assert reading.fit is None
    assert codes(reading) == {"scalability_few_loads": "refusal"}
    assert reading.findings[0].params["loads"] == 3
    assert scalability([]).findings[0].code == "scalability_few_loads"


def test_that_a_peak_beyond_the_test_is_told():
    law = ScalabilityLaw(50.0, 0.01, 0.0001)
    n = np.array([1, 10, 20, 40, 60, 80])
    reading = scalability(points(n, law.throughput(n)))
    assert reading.peak_concurrency.base == pytest.approx(law.peak_concurrency, rel=1e-3)
    assert codes(reading) == {"scalability_extrapolates": "warning"}
    assert reading.peak_throughput == pytest.approx(law.peak_throughput, rel=1e-3)


def test_that_a_system_that_levels_off_is_not_taken_for_one_that_falls():
    """Four servers without any interference: min(N, 4) is bent down by the law."""
    n = np.array([1, 2, 3, 4, 6, 8, 12, 16])
    reading = scalability(points(n, 20.0 * np.minimum(n, 4)))
    assert reading.peak_concurrency is None or "scalability_no_fall" in codes(reading)


def test_that_plateaus_with_errors_do_not_count():
    good = points(LOAD, SCRIPTS)
    bad = points([300], [9000.0], errors=0.4)
    reading = scalability(good + bad)
    assert reading.peak_concurrency.base == pytest.approx(96.51956, rel=1e-6)
    assert codes(reading) == {"scalability_failing": "warning"}
    assert len(reading.points) == 7


def test_that_thinking_users_are_told_from_requests_in_the_system():
    """Users who think 1 s: the law holds of the requests in the system, X·R."""
    law = ScalabilityLaw(100.0, 0.05, 0.0002)
    inside = np.array([1, 2, 4, 8, 16, 32, 64, 100])
    x = law.throughput(inside)
    test = points(inside + x * 1.0, x, think=1.0)
    by_users = scalability(test)
    assert codes(by_users)["scalability_thinking"] == "note"
    reading = scalability(test, load="in_system")
    assert "scalability_thinking" not in codes(reading)
    assert reading.contention.base == pytest.approx(0.05, rel=1e-4)
    assert reading.peak_concurrency.base == pytest.approx(law.peak_concurrency, rel=1e-4)


def test_that_loads_close_to_each_other_are_told():
    law = ScalabilityLaw(50.0, 0.1, 0.001)
    n = np.array([10, 12, 14, 16, 20])
    assert "scalability_narrow" in codes(scalability(points(n, law.throughput(n))))


def test_that_misuse_is_a_value_error():
    with pytest.raises(ValueError, match="coverage"):
        scalability(points(LOAD, SCRIPTS), coverage=1.0)
