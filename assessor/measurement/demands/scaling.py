"""Scalability from the plateaus of a load test, and what the plateaus do not show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import inf
from typing import Literal

import numpy as np

from assessor.measurement.metrics.model import LoadPoint
from assessor.measurement.model import Estimate, Finding, Floats
from assessor.measurement.showing import Number, Seconds, Share
from assessor.queueing.usl import Interval, ScalabilityFit, fit_scalability

METHOD = "universal scalability law, nonlinear least squares"
FAILING = 0.05
"""Error share above which a plateau shows how fast requests fail, not how fast they are served."""
_FEWEST = 4
_THINKING = 0.1
"""Part of a user's cycle spent thinking from which users are not requests in the system."""


@dataclass(frozen=True)
class ScalabilityReading:
    """Coefficients with intervals; what is not determined is None and told."""

    rate: Estimate | None = None
    """Throughput of one alone. [1/s]"""
    contention: Estimate | None = None
    coherency: Estimate | None = None
    peak_concurrency: Estimate | None = None
    """None where the plateaus do not show the bend."""
    peak_throughput: float | None = None
    """[1/s]"""
    fit: ScalabilityFit | None = None
    points: tuple[LoadPoint, ...] = ()
    """That count."""
    findings: tuple[Finding, ...] = ()


def scalability(
    points: Iterable[LoadPoint],
    *,
    coverage: float = 0.95,
    load: Literal["users", "in_system"] = "users",
) -> ScalabilityReading:
    """The universal scalability law through the plateaus of a load test.

    Parameters
    ----------
    points
        Plateaus; those with more than 5 % errors are left out.
    coverage
        Of the intervals, in (0, 1).
    load
        What N is: users, thinking ones included, or requests in the system, X·R by Little's law.

    Returns
    -------
    Estimates. Without four different loads there are none. Where the interval of coherency
    holds 0, throughput may as well never fall: the peak is then withheld.

    Notes
    -----
    The peak's interval is that of its profile likelihood: all peaks whose best fit is not worse
    than the best of all by more than the F quantile allows.

    References
    ----------
    .. [1] D. M. Bates, D. G. Watts, Nonlinear Regression Analysis and Its Applications. New
       York: Wiley, 1988, sec. 6.1 (recalled).
    """
    if not 0 < coverage < 1:
        raise ValueError(f"coverage must lie in (0, 1), got {coverage}")
    given = tuple(points)
    kept = tuple(each for each in given if each.error_share <= FAILING and each.throughput > 0)
    findings = list(_point_findings(given, kept, load))
    n = np.array([each.users if load == "users" else each.in_system for each in kept], np.float64)
    x = np.array([each.throughput for each in kept], np.float64)
    # Two plateaus within 2 % of each other are one load.
    different = 1 + int(np.sum(np.diff(np.log(np.sort(n))) > 0.02)) if len(n) else 0
    if different < _FEWEST:
        params = {"result": "scalability", "loads": different, "needed": _FEWEST}
        findings.append(Finding("scalability_few_loads", params, severity="refusal"))
        return ScalabilityReading(points=kept, findings=tuple(findings))
    fit = fit_scalability(n, x, coverage=coverage)
    peak = _peak(fit, n, x, coverage)
    findings += _fit_findings(fit, n, x, peak)
    return ScalabilityReading(
        rate=_estimate(fit.rate, fit, len(n), "1/s"),
        contention=_estimate(fit.contention, fit, len(n), "1"),
        coherency=_estimate(fit.coherency, fit, len(n), "1"),
        peak_concurrency=peak,
        peak_throughput=fit.law.peak_throughput if peak else None,
        fit=fit,
        points=kept,
        findings=tuple(findings),
    )


def _estimate(interval: Interval, fit: ScalabilityFit, count: int, unit: str) -> Estimate:
    return Estimate(interval.base, interval.low, interval.high, fit.coverage, count, METHOD, unit)


def _point_findings(
    given: tuple[LoadPoint, ...], kept: tuple[LoadPoint, ...], load: str
) -> Iterator[Finding]:
    failing = [each for each in given if each.error_share > FAILING]
    if failing:
        worst = max(failing, key=lambda each: each.error_share)
        share, limit = Share(worst.error_share), Share(FAILING)
        params = {"users": Number(worst.users), "share": share, "limit": limit}
        yield Finding("scalability_failing", params, len(failing))
    thinking = [each for each in kept if each.think_time > _THINKING * each.users / each.throughput]
    if load == "users" and thinking:
        seconds = float(np.median([each.think_time for each in thinking]))
        yield Finding(
            "scalability_thinking", {"seconds": Seconds(seconds)}, len(thinking), severity="note"
        )


def _fit_findings(
    fit: ScalabilityFit, n: Floats, x: Floats, peak: Estimate | None
) -> Iterator[Finding]:
    if peak is None:
        params = {"result": "peak_concurrency", "most": Number(n.max())}
        yield Finding("scalability_no_bend", params, severity="refusal")
    elif fit.extrapolates:
        params = {"peak": Number(peak.base), "most": Number(n.max())}
        yield Finding("scalability_extrapolates", params)
    elif x[n > n[np.argmax(x)]].min(initial=np.inf) > x.max() - fit.residual_deviation:
        # A system that levels off is bent down by a law that cannot level off.
        yield Finding("scalability_no_fall", {"peak": Number(peak.base)})
    if fit.contention.low == 0:
        yield Finding(
            "scalability_no_contention", {"high": Number(fit.contention.high)}, severity="note"
        )
    if float(n.max() / n.min()) < _FEWEST:
        yield Finding("scalability_narrow", {"least": Number(n.min()), "most": Number(n.max())})


def _peak(fit: ScalabilityFit, n: Floats, x: Floats, coverage: float) -> Estimate | None:
    """N* with its profile interval; None where coherency may be 0."""
    if fit.coherency.low <= 0 or fit.law.peak_concurrency in (1.0, inf):
        return None
    from scipy.special import fdtri

    base, free = fit.law.peak_concurrency, len(n) - 3
    least = _sum_of_squares(base, n, x)
    allowed = least * (1 + float(fdtri(1, free, coverage)) / free)
    low = _crossing(base, 1.0, allowed, n, x)
    high = _crossing(base, 1e3 * base, allowed, n, x)
    if high is None:
        return None
    return Estimate(base, low or 1.0, high, coverage, len(n), METHOD, "1")


def _crossing(base: float, end: float, allowed: float, n: Floats, x: Floats) -> float | None:
    """Peak between base and end whose best fit is just as bad as allowed; None if none is."""
    from scipy.optimize import brentq

    def excess(logarithm: float) -> float:
        return _sum_of_squares(float(np.exp(logarithm)), n, x) - allowed

    first, last = float(np.log(base)), float(np.log(end))
    if first == last or excess(last) <= 0 or excess(first) >= 0:
        return base if excess(first) >= 0 else None
    return float(np.exp(brentq(excess, first, last, rtol=1e-8)))


def _sum_of_squares(peak: float, n: Floats, x: Floats) -> float:
    """Of residuals of the best law with a given peak: σ is searched, the rate is linear in it."""
    from scipy.optimize import minimize_scalar

    def left(contention: float) -> float:
        shape = n / (1 + contention * (n - 1) + (1 - contention) / peak**2 * n * (n - 1))
        rate = float(shape @ x) / float(shape @ shape)
        return float(np.sum((x - rate * shape) ** 2))

    # σ may lie anywhere in [0, 1]; near 0 it matters in proportion.
    grid = np.concatenate([[0.0], np.geomspace(1e-6, 1.0, 61)])
    values = [left(float(contention)) for contention in grid]
    best = int(np.argmin(values))
    bounds = (float(grid[max(best - 1, 0)]), float(grid[min(best + 1, len(grid) - 1)]))
    found = minimize_scalar(left, bounds=bounds, method="bounded", options={"xatol": 1e-12})
    return min(float(found.fun), values[best])
