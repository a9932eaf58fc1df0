"""What the utilisation law gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assessor.measurement.model import Estimate, Finding, Series


@dataclass(frozen=True)
class DemandFit:
    """Service demand of each class at one resource, and how far the data bear it."""

    demands: Mapping[str, Estimate]
    """Of the classes that can be told apart, by name. [s]"""
    joint: Mapping[tuple[str, ...], Estimate] = field(default_factory=dict)
    """Mean demand of one request of classes that move together, in their measured mix. [s]"""
    background: Estimate | None = None
    """Channels that are busy without a request. [erlang]"""
    determination: float = float("nan")
    """R²: share of the variance of the utilisation that the rates explain."""
    residual_deviation: float = float("nan")
    """Of busy channels in a window. [erlang]"""
    autocorrelation: float = float("nan")
    """Of residuals of neighbouring windows."""
    condition: float = float("nan")
    """Condition number of the classes as given, columns scaled to length 1."""
    lag: float = 0.0
    """How much later the utilisation's clock shows the same moment. [s]"""
    window: float = 0.0
    """[s]"""
    windows: int = 0
    """That count in the fit."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Windows that do not: unknown, saturated, outlier."""
    block: int = 0
    """Windows in a block of the bootstrap."""
    measured: Series | None = None
    """Utilisation in the windows."""
    fitted: Series | None = None
    """What the law makes of the rates; nan where a window is left out."""
    findings: tuple[Finding, ...] = ()
