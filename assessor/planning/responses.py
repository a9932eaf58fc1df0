"""The response of one class: a law over its path, a page as the slowest of its requests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessor.queueing.sojourn import Sojourn

Floats = NDArray[np.float64]
INFINITE = float("inf")
_STEP, _STEPS_BELOW, _STEPS_ABOVE = 0.3, 14, 13
"""A grid of times from 1/70 to 50 times the mean, in logarithms."""
_BEYOND = 1e-7
"""Nearer to 1 a quantile drowns in the error of the inversion."""


@dataclass(frozen=True)
class Response:
    """End-to-end response of one class: tiers convolved, a page as the slowest of its requests."""

    law: Sojourn
    alone: Sojourn
    """The same path with a channel for every request: no answer comes sooner."""
    requests: float
    """In parallel, of one page; 1 where the promise is about a single request."""
    loss: float
    """Of one request. [1]"""

    @property
    def loss_share(self) -> float:
        """Of what the promise is about: a page fails with any of its requests. [1]"""
        return float(1.0 - (1.0 - self.loss) ** self.requests)

    def late_share(self, limit: float) -> float:
        """Share that is not answered within a time, lost ones included. [1]"""
        if not self.law.stable:
            return 1.0
        # The fitted spread of a shared CPU may fall a hair below the work itself.
        tail = max(float(self.law.tail(limit)), float(self.alone.tail(limit)))
        return float(1.0 - ((1.0 - self.loss) * (1.0 - tail)) ** self.requests)

    def quantiles(self, quantiles: Sequence[float]) -> tuple[float, ...]:
        """Times within which the shares, in rising order, are answered; lost ones never are. [s]"""
        wanted = np.asarray(quantiles, np.float64)
        single = wanted ** (1.0 / self.requests) / max(1.0 - self.loss, 1e-300)
        reached = (single < 1.0 - _BEYOND) & self.law.stable
        if not np.any(reached):
            return (INFINITE,) * len(wanted)
        levels = np.where(reached, single, 0.5)
        # The grid is worth its price where the mean of the slowest asks for it too.
        on_grid = self.requests > 1.0 and len(levels) > 1
        shared = _quantiles(self.law, levels) if on_grid else self.law.quantile(levels)
        times = np.maximum(shared, np.asarray(self.alone.quantile(levels), np.float64))
        # Two quantiles of a constant differ by rounding alone, in either direction.
        rising = np.maximum.accumulate(np.where(reached, times, INFINITE))
        return tuple(float(t) for t in rising)

    @property
    def mean(self) -> float:
        """Mean of what is answered. [s]"""
        if self.requests <= 1.0 or not self.law.stable:
            return self.law.mean
        times, tails = _tails(self.law)
        late = 1.0 - (1.0 - tails) ** self.requests
        # ∫ P(slowest > t) dt = ∫ P(slowest > eˣ) eˣ dx, by equal steps of x.
        return float(times[0] + np.trapezoid(late * times, dx=_STEP))

    @property
    def mean_at_most(self) -> float:
        """A bound on the mean that needs no tails: μ + σ (m − 1)/√(2m − 1). [s]

        References
        ----------
        .. [1] H. O. Hartley and H. A. David, "Universal bounds for mean range and extreme
           observation", Ann. Math. Statist. 25, 1954 (recalled).
        """
        if self.requests <= 1.0 or not self.law.stable:
            return self.law.mean
        m = self.requests
        deviation = self.law.mean * self.law.scv**0.5
        return float(self.law.mean + deviation * (m - 1) / (2 * m - 1) ** 0.5)


def _tails(law: Sojourn) -> tuple[Floats, Floats]:
    """Times around the mean of a law, and P(X > t) there; noise of the inversion cut off."""
    # Whole steps, so that laws of about the same mean are asked at the same times.
    middle = np.round(np.log(law.mean) / _STEP) * _STEP
    times = np.exp(middle + _STEP * np.arange(-_STEPS_BELOW, _STEPS_ABOVE + 1))
    tails = np.asarray(law.tail(times), np.float64)
    return times, np.where(tails < _BEYOND, 0.0, tails)


def _quantiles(law: Sojourn, levels: Floats) -> Floats:
    """Quantiles from the grid, then by secants of log tail over log time. [s]"""
    times, tails = _tails(law)
    target = np.log(1.0 - levels)
    if not np.all((1.0 - levels > tails[-1]) & (1.0 - levels < tails[0])):
        return np.asarray(law.quantile(levels), np.float64)
    after = np.searchsorted(-tails, -(1.0 - levels))
    low, high = np.log(times[after - 1]), np.log(times[after])
    below, above = np.log(tails[after - 1]), np.log(np.maximum(tails[after], _BEYOND))
    known, value = low, below
    at = low + (high - low) * (target - below) / (above - below)
    slope = (above - below) / (high - low)
    for _ in range(4):
        found = np.log(np.maximum(np.asarray(law.tail(np.exp(at)), np.float64), 1e-300))
        step = at - known
        moved = np.abs(step) > 1e-12
        slope = np.where(moved, (found - value) / np.where(moved, step, 1.0), slope)
        known, value = at, found
        # A kink of the law may throw a secant out of its bracket.
        at = np.clip(at + (target - found) / np.where(slope < 0, slope, -1.0), low, high)
        if np.all(np.abs(at - known) < 1e-6):
            break
    return np.asarray(np.exp(at), np.float64)
