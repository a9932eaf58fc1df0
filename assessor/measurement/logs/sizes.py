"""Moments and quantiles of a stream in bounded memory."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessor.measurement.logs.result import GapStatistics, SizeStatistics

Floats = NDArray[np.float64]
QUANTILES = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999)
RELATIVE_ERROR = 0.01
_GROWTH = 1 + RELATIVE_ERROR
"""Ratio of neighbouring limits of the histogram: a value is told within 1 %."""
_SMALLEST, _LARGEST = 1e-6, 1e15
_CLASSES = math.ceil(math.log(_LARGEST / _SMALLEST) / math.log(_GROWTH)) + 1


class Moments:
    """Number, mean and variance of values that come in parts.

    References
    ----------
    .. [1] T. F. Chan, G. H. Golub, R. J. LeVeque, "Updating formulae and a pairwise algorithm for
       computing sample variances", COMPSTAT 1982 (recalled).
    """

    def __init__(self) -> None:
        self.n = 0
        self.mean = math.nan
        self._squares = 0.0

    def add(self, values: Floats) -> None:
        """Take in more values."""
        if not len(values):
            return
        n, mean = len(values), float(values.mean())
        squares = float(np.square(values - mean).sum())
        if self.n:
            total = self.n + n
            apart = mean - self.mean
            squares += self._squares + apart * apart * self.n * n / total
            mean = self.mean + apart * n / total
            n = total
        self.n, self.mean, self._squares = n, mean, squares

    @property
    def scv(self) -> float:
        """Squared coefficient of variation; nan below 2 values or at a mean of 0."""
        if self.n < 2 or not self.mean:
            return math.nan
        return self._squares / (self.n - 1) / (self.mean * self.mean)

    @property
    def gaps(self) -> GapStatistics:
        """As statistics of gaps."""
        return GapStatistics(self.n, self.mean, self.scv)


class Sizes:
    """Moments, extremes and a logarithmic histogram of values ≥ 0.

    Each class of the histogram keeps its sum, so that a quantile is the mean of the values in its
    class: exact for values that stand alone there, as small whole numbers do.
    """

    def __init__(self, unit: str) -> None:
        self._unit = unit
        self._moments = Moments()
        self._low, self._high = math.inf, -math.inf
        self._zeros = 0
        self._counts = np.zeros(_CLASSES, np.int64)
        self._sums = np.zeros(_CLASSES)

    @property
    def n(self) -> int:
        """Number of values so far."""
        return self._moments.n

    def add(self, values: ArrayLike) -> None:
        """Take in values ≥ 0, none of them nan."""
        array = np.asarray(values, np.float64)
        if not len(array):
            return
        self._moments.add(array)
        self._low = min(self._low, float(array.min()))
        self._high = max(self._high, float(array.max()))
        positive = array[array > 0] if self._low <= 0 else array
        self._zeros += len(array) - len(positive)
        if len(positive):
            self._count(positive)

    def _count(self, values: Floats) -> None:
        places = np.log(values / _SMALLEST) * (1 / math.log(_GROWTH))
        classes = np.clip(places, 0, _CLASSES - 1).astype(np.int64)
        self._counts += np.bincount(classes, minlength=_CLASSES)
        self._sums += np.bincount(classes, weights=values, minlength=_CLASSES)

    def statistics(self) -> SizeStatistics:
        """What was found."""
        moments = self._moments
        return SizeStatistics(
            n=moments.n,
            mean=moments.mean,
            scv=moments.scv,
            minimum=self._low if moments.n else math.nan,
            maximum=self._high if moments.n else math.nan,
            quantiles={q: self._quantile(q) for q in QUANTILES},
            relative_error=RELATIVE_ERROR,
            unit=self._unit,
        )

    def _quantile(self, quantile: float) -> float:
        if not self._moments.n:
            return math.nan
        # 0.1·n may come out a hair above a whole number; the rank must not be one too many.
        rank = math.ceil(quantile * self._moments.n - 1e-9)
        if rank <= self._zeros:
            return 0.0
        place = int(np.searchsorted(np.cumsum(self._counts), rank - self._zeros))
        mean = float(self._sums[place] / self._counts[place])
        return min(max(mean, self._low), self._high)
