"""Priors from three quantiles: a split normal on the log, on the logit, or on the line.

The two halves meet at the median and each has a spread of its own, so that the stated low, base
and high are quantiles by construction; nothing is fitted.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Scale = Literal["log", "logit", "linear"]


def scale_for(low: float, *, is_fraction: bool = False, is_rate_of_change: bool = False) -> Scale:
    """Scale of a quantity: logit for fractions, log for what is positive, linear for the rest."""
    if is_rate_of_change:
        return "linear"
    if is_fraction:
        return "logit"
    return "log" if low > 0 else "linear"


@dataclass(frozen=True)
class Prior:
    """Distribution whose (1−c)/2, ½ and (1+c)/2 quantiles are `low`, `base` and `high`."""

    low: float
    base: float
    high: float
    coverage: float = 0.9
    scale: Scale = "log"

    def __post_init__(self) -> None:
        _refuse_inconsistent(self)

    @property
    def is_exact(self) -> bool:
        """True where all the mass sits on `base`."""
        return self.low == self.high

    def inverse_cdf(self, u: ArrayLike) -> Floats:
        """Quantile function.

        Parameters
        ----------
        u
            Probabilities in [0, 1], any shape. [1]

        Returns
        -------
        Values, same shape as `u`; the ends of the support at 0 and 1. [unit of the quantity]

        Raises
        ------
        ValueError
            A probability outside [0, 1].
        """
        from scipy.special import ndtri

        p = np.asarray(u, dtype=np.float64)
        if np.any((p < 0) | (p > 1)) or np.any(np.isnan(p)):
            raise ValueError(f"probabilities must lie in [0, 1], got {u!r}")
        if self.is_exact:
            return np.full(p.shape, self.base)
        z = ndtri(p)
        below, above = self._spreads()
        # 0 × ∞ at the ends: a half without spread stays on the median.
        spread = np.where(z < 0, below, above)
        step = np.where(spread > 0, spread, 0.0) * np.where(spread > 0, z, 0.0)
        value = _from_scale(_to_scale(self.base, self.scale) + step, self.scale)
        return np.where(step == 0, self.base, value)

    def cdf(self, value: ArrayLike) -> Floats:
        """P(X ≤ value); it jumps at `base` where a half has no spread.

        Parameters
        ----------
        value
            Any shape. [unit of the quantity]

        Returns
        -------
        Probability, same shape. [1]
        """
        from scipy.special import ndtr

        x = np.asarray(value, dtype=np.float64)
        below, above = self._spreads()
        with np.errstate(divide="ignore", invalid="ignore"):
            distance = _to_scale_array(x, self.scale) - _to_scale_or_zero(self)
            z = np.where(distance < 0, distance / below, distance / above)
        left = np.where(x < self.base, 0.0, 0.5) if below == 0 else ndtr(np.minimum(z, 0.0))
        right = np.where(x >= self.base, 0.5, 0.0) if above == 0 else ndtr(np.maximum(z, 0.0)) - 0.5
        on_or_above = np.where(x >= self.base, 0.5 + right, left)
        return np.asarray(on_or_above, dtype=np.float64)

    def _spreads(self) -> tuple[float, float]:
        """Standard deviations of the lower and the upper half, on the scale."""
        if self.is_exact:
            return 0.0, 0.0
        reach = _reach(self.coverage)
        low, base, high = (_to_scale(x, self.scale) for x in (self.low, self.base, self.high))
        return (base - low) / reach, (high - base) / reach


def prior(
    low: float, base: float, high: float, *, coverage: float = 0.9, scale: Scale | None = None
) -> Prior:
    """Prior from three quantiles; without a `scale`, log where `low` > 0 and linear elsewhere.

    Raises
    ------
    ValueError
        Quantiles out of order or not finite, a coverage outside (0, 1), a range on the log scale
        that reaches 0, one on the logit scale that reaches 0 or 1.
    """
    return Prior(low, base, high, coverage, scale or scale_for(low))


def _reach(coverage: float) -> float:
    """Standard normal quantile of the stated `high`."""
    from scipy.special import ndtri

    return float(ndtri((1.0 + coverage) / 2.0))


def _to_scale(value: float, scale: Scale) -> float:
    if scale == "log":
        return math.log(value)
    if scale == "logit":
        return math.log(value) - math.log1p(-value)
    return value


def _to_scale_or_zero(prior: Prior) -> float:
    """`base` on the scale; an exact 0 or 1 has none and needs none."""
    edge = (prior.scale == "log" and prior.base <= 0) or (
        prior.scale == "logit" and prior.base in (0.0, 1.0)
    )
    return 0.0 if edge else _to_scale(prior.base, prior.scale)


def _to_scale_array(value: Floats, scale: Scale) -> Floats:
    if scale == "log":
        return np.log(np.maximum(value, 0.0))
    if scale == "logit":
        inside = np.clip(value, 0.0, 1.0)
        return np.asarray(np.log(inside) - np.log1p(-inside), dtype=np.float64)
    return value


def _from_scale(value: Floats, scale: Scale) -> Floats:
    from scipy.special import expit

    if scale == "log":
        return np.exp(value)
    if scale == "logit":
        return np.asarray(expit(value), dtype=np.float64)
    return value


def _refuse_inconsistent(prior: Prior) -> None:
    low, base, high = prior.low, prior.base, prior.high
    if not all(math.isfinite(x) for x in (low, base, high)):
        raise ValueError(f"quantiles must be finite, got {low}, {base}, {high}")
    if not low <= base <= high:
        raise ValueError(f"low ≤ base ≤ high does not hold: {low}, {base}, {high}")
    if not 0.0 < prior.coverage < 1.0:
        raise ValueError(f"coverage must lie in (0, 1), got {prior.coverage}")
    if prior.scale not in ("log", "logit", "linear"):
        raise ValueError(f"scale must be log, logit or linear, got {prior.scale!r}")
    if prior.scale == "logit" and not 0.0 <= low <= high <= 1.0:
        raise ValueError(f"a fraction must lie in [0, 1], got {low}, {high}")
    if low == high:
        return
    if prior.scale == "log" and low <= 0:
        raise ValueError(f"a range on the log scale needs low > 0, got {low}")
    if prior.scale == "logit" and (low <= 0 or high >= 1):
        raise ValueError(f"an uncertain fraction needs low > 0 and high < 1, got {low}, {high}")
