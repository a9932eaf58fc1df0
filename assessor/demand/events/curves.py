"""How the arrivals of an event spread over its minutes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assessor.scenario.events import PEAKED

Floats = NDArray[np.float64]

ANNOUNCED_PEAK = 5.0
"""From a message on everybody's telephone to the most arrivals; our reading. [min]"""
ANNOUNCED_RISE = 2.0
"""E-folding time until then; our reading. [min]"""
_QUARTER = 0.25


def curve_weights(
    curve: str,
    minutes: int,
    *,
    peak_at: float | None = None,
    rise: float | None = None,
    fall: float | None = None,
) -> Floats:
    """Share of the arrivals in each minute of a rush; they add to 1.

    `opening_rush`, `deadline_build_up` and `announcement` grow e-fold every `rise` minutes until
    `peak_at` and fall e-fold every `fall` minutes after it. They differ in what holds unless
    given: doors open at the start (nobody before them), a deadline is at the end, a message is
    read within minutes. `evening_wave` is a raised cosine, `uniform` is flat.

    Parameters
    ----------
    minutes
        Length of the rush, ≥ 1. [min]
    peak_at, rise, fall
        Of a curve with a peak. [min]
    """
    middle = np.arange(minutes, dtype=np.float64) + 0.5
    if curve in PEAKED:
        shape = _peaked(curve, middle, float(minutes), peak_at, rise, fall)
    elif curve == "evening_wave":
        shape = 1 - np.cos(2 * np.pi * middle / minutes)
    else:
        shape = np.ones(minutes)
    weights: Floats = shape / shape.sum()
    return weights


def _peaked(
    curve: str,
    middle: Floats,
    minutes: float,
    peak_at: float | None,
    rise: float | None,
    fall: float | None,
) -> Floats:
    """An exponential up to the peak and one down from it, 1 at the peak."""
    quarter = _QUARTER * minutes
    usual_peak = {"deadline_build_up": minutes, "announcement": min(ANNOUNCED_PEAK, minutes)}
    usual_rise = {"deadline_build_up": quarter, "announcement": ANNOUNCED_RISE}
    peak = usual_peak.get(curve, 0.0) if peak_at is None else peak_at
    rise = usual_rise.get(curve) if rise is None else rise
    before = np.minimum(middle - peak, 0.0)
    after = np.minimum(peak - middle, 0.0)
    # Doors that open bring nobody before they do.
    up = np.exp(before / rise) if rise is not None else (before == 0).astype(np.float64)
    down: Floats = np.exp(after / (quarter if fall is None else fall))
    shape: Floats = up * down
    # A peak so sharp that every minute is 0 in floats still brings everyone, at the peak.
    return shape if shape.any() else (middle == middle[np.abs(middle - peak).argmin()]) * 1.0
