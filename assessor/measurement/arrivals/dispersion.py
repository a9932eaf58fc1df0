"""Burstiness of counts: the index of dispersion with the shape of the day taken out."""

from __future__ import annotations

from typing import Literal

import numpy as np

from assessor.measurement.arrivals.measured import (
    ARRIVAL_FITTING,
    COVERAGE,
    Measured,
    refused,
    told,
)
from assessor.measurement.arrivals.resampling import (
    block_sums,
    bootstrap_limits,
    replicate_weights,
    sensible_block_length,
)
from assessor.measurement.model import Estimate, Floats, Series

Weighting = Literal["windows", "arrivals"]
Trend = Literal["level", "line"]

FEWEST_STEPS = 5
FEWEST_WINDOWS = 8


def index_of_dispersion(
    series: Series,
    *,
    window: float = 600.0,
    weighting: Weighting = "windows",
    trend: Trend = "level",
    coverage: float = COVERAGE,
    seed: int = 0,
) -> Measured:
    """Local index of dispersion of counts: variance over mean of the steps inside a window.

    Windows of k steps follow one another from the first step. In each, the variance is the sum of
    squares about the window's mean divided by k − 1 (about its least-squares line, by k − 2, with
    `trend="line"`). Windows without arrivals or with unknown steps are left out.

    Parameters
    ----------
    series
        Counts, any step that fits at least 5 times into the window.
    window
        A multiple of the step; the day should hardly change within it. [s]
    weighting
        "windows": the mean of variance/mean over windows, each of one weight, quiet hours as much
        as busy ones. "arrivals": sum of variances over sum of means, so that busy hours count
        more; converges to the index of a stationary process, which the first understates where a
        window holds few bursts (17 instead of 19 for 10 batches of mean 10).
    trend
        What is taken out of a window: its level, or a straight line.
    coverage
        Of the interval, in (0, 1): block bootstrap over windows. [1]
    seed
        Of the bootstrap.

    Returns
    -------
    1 for Poisson arrivals (exactly, whatever their rate), 2m − 1 for Poisson batches of geometric
    size of mean m. Bursts longer than a step show only in part: the value tends to
    (k·I(t) − I(k·t))/(k − 1) with I the index over a time and t the step, "arrivals" and "level".
    Refused where the step is too coarse or fewer than 8 windows hold arrivals. [1]

    Raises
    ------
    ValueError
        A series of means, or a window that is no multiple of the step.

    References
    ----------
    .. [1] D. R. Cox, P. A. W. Lewis, The Statistical Analysis of Series of Events. Methuen, 1966,
       ch. 5 (recalled).
    .. [2] R. Gusella, IEEE J. Selected Areas in Communications 9 (1991) 203-211 (recalled).
    """
    counts_only(series)
    if series.step * FEWEST_STEPS > window * (1 + 1e-9):
        longest = window / FEWEST_STEPS
        return refused("dispersion_step_coarse", ARRIVAL_FITTING, step=series.step, longest=longest)
    steps = steps_of(series, window)
    means, variances, unknown = _windows(series.values, steps, trend)
    if means.size < FEWEST_WINDOWS:
        return refused(
            "dispersion_windows_few",
            ARRIVAL_FITTING,
            windows=means.size,
            least=FEWEST_WINDOWS,
            window=window,
        )
    findings = (told("dispersion_windows_unknown", count=unknown),) if unknown else ()
    rng = np.random.default_rng(seed)
    method = f"{weighting}, {trend}, windows of {window:g} s"
    return Measured(_estimate(means, variances, weighting, coverage, rng, method), findings)


def counts_only(series: Series) -> None:
    """ValueError for a series of means."""
    if series.kind != "count":
        raise ValueError(f"counts are needed, {series.name} is a series of means")


def steps_of(series: Series, time: float) -> int:
    """How many steps a time is; ValueError where it is no multiple."""
    steps = round(time / series.step)
    if steps < 1 or abs(steps * series.step - time) > 1e-6 * time:
        raise ValueError(f"{time} s is no multiple of the step of {series.step} s")
    return steps


def _windows(values: Floats, steps: int, trend: Trend) -> tuple[Floats, Floats, int]:
    """Means and unbiased variances of windows with arrivals, and how many had unknown steps."""
    whole = len(values) // steps * steps
    counts = values[:whole].reshape(-1, steps)
    known = np.isfinite(counts).all(axis=1)
    counts = counts[known]
    counts = counts[counts.sum(axis=1) > 0]
    means = counts.mean(axis=1)
    residual, spare = counts - means[:, np.newaxis], steps - 1
    if trend == "line":
        clock = np.arange(steps) - (steps - 1) / 2
        slopes = counts @ clock / (clock @ clock)
        residual, spare = residual - slopes[:, np.newaxis] * clock, steps - 2
    return means, (residual**2).sum(axis=1) / spare, int(np.count_nonzero(~known))


def _estimate(
    means: Floats,
    variances: Floats,
    weighting: Weighting,
    coverage: float,
    rng: np.random.Generator,
    method: str,
) -> Estimate:
    if weighting == "windows":
        above, below = variances / means, np.ones_like(means)
    else:
        above, below = variances, means
    base = float(above.sum() / below.sum())
    influence = above - base * below
    length = sensible_block_length(influence, least=round(len(means) ** (1 / 3)))
    sums = block_sums(np.stack([above, below], axis=1), length)
    top, bottom = (replicate_weights(len(sums), rng) @ sums).T
    limits = bootstrap_limits(base, top / bottom, len(sums), coverage=coverage)
    found = f"index of dispersion: {method}, bootstrap of {len(sums)} blocks"
    return Estimate(base, float(limits.low), float(limits.high), coverage, len(means), found)
