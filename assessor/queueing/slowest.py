"""The slowest of several independent stays, a law of its own.

The calls of one page are not independent: their exact chain is in `networks_parallel`.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessor.queueing.inversion import quantile_from_tail
from assessor.queueing.sojourn import Sojourn
from assessor.queueing.transforms import Complex

Array = NDArray[np.float64]


_PANELS = 40

_POINTS = 8
"""Gauss points per panel of the tail integral of a transform."""


@dataclass(frozen=True)
class Slowest(Sojourn):
    """The slowest of `calls` independent stays; of a real number, a mixture of its neighbours."""

    stay: Sojourn
    calls: float
    error_class: str = "slowest"
    model: str = "slowest of independent calls"

    @cached_property
    def _grid(self) -> tuple[Array, Array]:
        """Gauss points and weights that carry the whole tail."""
        far = float(self.stay.quantile(1 - 1e-7 / max(self.calls, 1.0)))
        near = float(self.stay.quantile(1e-3))
        edges = np.concatenate([[0.0], np.geomspace(max(near, 1e-9 * far), far, _PANELS)])
        node, weight = np.polynomial.legendre.leggauss(_POINTS)
        half = np.diff(edges)[:, np.newaxis] / 2
        points = edges[:-1, np.newaxis] + half * (1 + node)
        return points.ravel(), (half * weight).ravel()

    @cached_property
    def _tail_there(self) -> Array:
        return self.tail(self._grid[0])

    @cached_property
    def mean(self) -> float:
        """∫ P(T > t) dt. [s]"""
        return float(self._tail_there @ self._grid[1]) if self.stay.stable else np.inf

    @cached_property
    def scv(self) -> float:
        """Squared coefficient of variation. [1]"""
        if not self.stay.stable or self.mean == 0:
            return 0.0
        points, weights = self._grid
        second = 2 * float((self._tail_there * points) @ weights)
        return max(second / self.mean**2 - 1, 0.0)

    def transform(self, s: Complex) -> Complex:
        """1 − s ∫ exp(−st) P(T > t) dt, by quadrature."""
        at = np.asarray(s, np.complex128)
        if not self.stay.stable:
            return np.zeros_like(at)
        points, weights = self._grid
        waves = np.exp(-at[..., np.newaxis] * points)
        return np.asarray(1 - at * (waves @ (self._tail_there * weights)), np.complex128)

    def tail(self, t: ArrayLike) -> Array:
        """1 − P(one stay ≤ t)^calls. [1]"""
        inside = 1 - self.stay.tail(t)
        whole = int(self.calls)
        part = self.calls - whole
        return np.asarray(1 - inside**whole * (1 - part + part * inside), np.float64)

    def quantile(self, probability: ArrayLike) -> Array:
        """Least t with P(T ≤ t) ≥ probability. [s]"""
        if self.calls == int(self.calls):
            return np.asarray(self.stay.quantile(np.asarray(probability) ** (1 / self.calls)))
        return quantile_from_tail(self.tail, probability, scale=self.stay.mean)


def slowest_of(stay: Sojourn, calls: float) -> Sojourn:
    """The slowest of several independent stays of the same law.

    Parameters
    ----------
    stay
        Law of one.
    calls
        ≥ 1; of 2.4 calls 60 % of the pages have 2 and 40 % have 3. [1]

    Returns
    -------
    A sojourn of the greatest of the stays; never ending where one is unstable.

    Raises
    ------
    ValueError
        Calls below 1.
    """
    if not calls >= 1:
        raise ValueError(f"calls must be ≥ 1, got {calls}")
    return stay if calls == 1 else Slowest(stay, calls)
