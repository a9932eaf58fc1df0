"""From a fraction to the scheme's own scale, decimals dropped as the scheme says."""

from __future__ import annotations

import math

from assessor.catalogue.rules import Points
from assessor.scoring.scheme import Scheme

_NOISE = 1e-9
"""Float noise that must not turn 31.5 into 31.4 when decimals are cut off. [points]"""


def scale_ends(scheme: Scheme) -> tuple[float, float]:
    """The scale's value for the worst and the best answers; never depends on an answer."""
    points = scheme.rules.points
    low, high = float(scheme.tree.lowest[-1]), float(scheme.tree.highest[-1])
    return (
        low if points.minimum is None else points.minimum,
        high if points.maximum is None else points.maximum,
    )


def on_scale(scheme: Scheme, fraction: float | None) -> float | None:
    """The fraction on the scheme's scale, rounded."""
    if fraction is None or math.isnan(fraction):
        return None
    low, high = scale_ends(scheme)
    return rounded(low + fraction * (high - low), scheme.rules.points)


def rounded(value: float, points: Points) -> float:
    """The value with the scheme's decimals."""
    if points.digits is None:
        return value
    return _ROUNDINGS[points.rounding](value, points.digits)


def _truncated(value: float, digits: int) -> float:
    size: float = 10.0**digits
    return math.copysign(math.floor(abs(value) * size + _NOISE * size) / size, value)


def _half_up(value: float, digits: int) -> float:
    size: float = 10.0**digits
    return math.copysign(math.floor(abs(value) * size + 0.5 + _NOISE * size) / size, value)


def _half_even(value: float, digits: int) -> float:
    return round(round(value, digits + 9), digits)


_ROUNDINGS = {"truncate": _truncated, "half_up": _half_up, "half_even": _half_even}
