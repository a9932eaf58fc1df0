"""Confidence intervals from one run by the method of batch means.

References
----------
.. [1] A. M. Law, Simulation Modeling and Analysis, 5th ed. New York: McGraw-Hill, 2015, ch. 9.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessor.queueing.simulation.laws import Floats

Batch = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A simulated value and the interval that covers the true one with the stated confidence."""

    value: float
    low: float
    high: float

    @property
    def half_width(self) -> float:
        """Half of the interval's width."""
        return (self.high - self.low) / 2

    def covers(self, value: float) -> bool:
        """Is `value` inside the interval?"""
        return self.low <= value <= self.high

    def overlaps(self, other: Estimate) -> bool:
        """Do the two intervals have a value in common?"""
        return self.low <= other.high and other.low <= self.high


def equal_batches(length: int, batches: int) -> Batch:
    """Number `length` values in order so that `batches` equal parts arise."""
    return (np.arange(length) * batches) // max(length, 1)


def student(batches: int, confidence: float) -> float:
    """Give the two-sided factor of Student's t with batches − 1 degrees of freedom."""
    from scipy.special import stdtrit

    return float(stdtrit(batches - 1, (1 + confidence) / 2))


def mean_estimate(
    values: Floats, batch: Batch, *, batches: int = 20, confidence: float = 0.95
) -> Estimate:
    """Estimate a mean; nan with an unbounded interval where there is no value.

    Batches may hold different numbers of values: the variance is that of a ratio, of each batch's
    sum to its count.
    """
    if not len(values):
        return Estimate(float("nan"), -np.inf, np.inf)
    count = np.bincount(batch, minlength=batches)
    total = np.bincount(batch, weights=values, minlength=batches)
    mean = float(total.sum() / count.sum())
    residual = total - mean * count
    error = np.sqrt(np.sum(residual**2) / (batches - 1) / batches) / count.mean()
    half = student(batches, confidence) * float(error)
    return Estimate(mean, mean - half, mean + half)


def share_estimate(
    holds: NDArray[np.bool_], batch: Batch, *, batches: int = 20, confidence: float = 0.95
) -> Estimate:
    """Estimate the share of requests of which something holds.

    Never narrower than for independent requests, nor, where it holds of none or of all, than the
    exact binomial bound: nought seen is not nought.
    """
    values = holds.astype(np.float64)
    estimate = mean_estimate(values, batch, batches=batches, confidence=confidence)
    if not len(values):
        return estimate
    share, n = estimate.value, len(values)
    independent = student(batches, confidence) * float(np.sqrt(share * (1 - share) / n))
    half = max(estimate.half_width, independent)
    rest = 1 - ((1 - confidence) / 2) ** (1 / n)
    low = 1 - rest if share == 1 else max(0.0, share - half)
    high = rest if share == 0 else min(1.0, share + half)
    return Estimate(share, low, high)


def quantile_estimate(
    values: Floats, batch: Batch, quantile: float, *, batches: int = 20, confidence: float = 0.95
) -> Estimate:
    """Estimate a quantile; infinite values (lost requests) are allowed.

    The interval is that of the share of values at or below the estimate, read back through the
    ordered sample; its upper end is infinite where the sample holds too few values beyond.
    """
    if not len(values):
        return Estimate(float("nan"), -np.inf, np.inf)
    value = float(np.quantile(values, quantile, method="higher"))
    below = share_estimate(values <= value, batch, batches=batches, confidence=confidence)
    half = max(below.value - below.low, below.high - below.value)
    low = float(np.quantile(values, max(0.0, quantile - half), method="lower"))
    if quantile + half >= 1:
        return Estimate(value, low, float("inf"))
    return Estimate(value, low, float(np.quantile(values, quantile + half, method="higher")))
